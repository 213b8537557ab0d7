"""What all peers share: the rules of a file, as data, and the form in which a peer tells what it found.

A peer is a script with a function `check(path, schema)`, and ends with `rules.main(check)`:

    python by_X.py FILE…    prints a line of JSON for each file

The rules lie in `schema.json` beside the file. They are those that proplint is given in `proplint.yaml`.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_PLACES: Final = int(os.environ.get("MOST_PLACES", "100"))
TEXT_LIMIT: Final = 500
IDENTITY: Final = ("Customer ID", "Email")
EMAIL: Final = r"[^@\s]+@[^@\s]+\.[^@\s]+"
NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"
_MONTHS: Final = (
    r"(?:(?:0[13578]|1[02])/(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)/(?:0[1-9]|[12][0-9]|30)"
    r"|02/(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP: Final = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
DATE: Final = rf"(?:[0-9]{{4}}/{_MONTHS}|{_LEAP}/02/29)"  # the calendar, so that no peer need parse


@dataclass(frozen=True)
class Column:
    """A property column: its name, its kind, and the options of a choice."""

    name: str
    kind: str
    options: list[str]

    @property
    def pattern(self) -> str:
        """The kind as a regular expression of the whole cell; empty where there is none (choices, texts)."""
        patterns = {"Boolean": "TRUE|FALSE", "Number": NUMBER, "Date": DATE, "Date and time": DATE}
        return patterns.get(self.kind, "")

    @property
    def several(self) -> str:
        """The regular expression of a multiple choice; that none occurs twice is beyond it."""
        one = "(?:" + "|".join(re.escape(option) for option in self.options) + ")"
        return f"{one}(?:;{one})*"


@dataclass
class Faults:
    """What a peer found: the number of faulty records (None when it can't tell), kinds, and the first places."""

    records: int | None = 0
    kinds: Counter[str] = field(default_factory=Counter)
    places: list[tuple[int | None, str | None, str]] = field(default_factory=list)

    def add(self, line: int | None, column: str | None, what: str, count: int = 1) -> None:
        """Take a fault, at a line and a column if the peer told them."""
        self.kinds[what] += count
        if len(self.places) < MOST_PLACES:
            self.places.append((line, column, what))

    def add_lines(self, lines: Iterable[int], column: str | None, what: str, count: int) -> None:
        """Take `count` faults of one kind; `lines` are the first of theirs."""
        self.kinds[what] += count
        self.places += [(line, column, what) for line in lines][: MOST_PLACES - len(self.places)]


def schema_of(path: str) -> list[Column]:
    """Return the property columns of a CSV file, as `schema.json` beside it has them."""
    with open(os.path.join(os.path.dirname(path), "schema.json"), encoding="utf-8") as file:
        return [Column(**column) for column in json.load(file)["columns"]]


def _refused(error: BaseException) -> Faults:
    """Return what a peer told that gave the file up: the line, if its message names one."""
    text = f"{type(error).__name__}: {error}"
    line = re.search(r"\b[Ll]ine:? (?:number )?#?(\d+)", text)
    faults = Faults(records=None)
    faults.add(int(line[1]) if line else None, None, text[:300])
    return faults


def main(check: Callable[[str, list[Column]], Faults]) -> None:
    """Check the files of the command line, and print for each what was found."""
    for path in sys.argv[1:]:
        try:
            faults = check(path, schema_of(path))
        except BaseException as error:  # noqa: BLE001  (Rust panics come as BaseException)
            faults = _refused(error)
        said: dict[str, Any] = {"places": faults.places, "kinds": faults.kinds, "records": faults.records}
        print(json.dumps(said, ensure_ascii=False), flush=True)
