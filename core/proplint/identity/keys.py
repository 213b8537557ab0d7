"""The keys of a file: present, well-formed, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Modest on purpose: whether mail arrives is not ours to tell.
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class KeyRules(NamedTuple):
    """What differs between the two key columns."""

    missing: str
    duplicate: str
    noun: str
    form: re.Pattern[str] | None


CUSTOMER_IDS: Final = KeyRules("missing-customer-id", "duplicate-customer-id", "Customer ID", None)
EMAILS: Final = KeyRules("missing-email", "duplicate-email", "e-mail", _EMAIL)


class Keys:
    """One key column of one file.

    Attributes:
        first: Each key, and the physical line where it was met first.
        has_twins: Whether one was met twice.
    """

    def __init__(self, rules: KeyRules) -> None:
        self._rules = rules
        self.first: dict[str, int] = {}
        self.has_twins = False

    def judge(self, values: Sequence[str], lines: Sequence[int]) -> Iterator[tuple[int, Problem]]:
        """Judge the next keys of the file.

        Args:
            values: The keys.
            lines: The physical line of each.

        Returns:
            Index in `values` and what is wrong there.
        """
        form, first = self._rules.form, self.first
        for index, value in enumerate(values):
            if not value or value.isspace():
                yield index, self._missing()
                continue
            line = lines[index]
            if first.setdefault(value, line) != line:
                self.has_twins = True
                yield index, self._twin(first[value])
            elif form and not form.fullmatch(value):
                yield index, _malformed(value)

    def _missing(self) -> Problem:
        noun = self._rules.noun
        return Problem(
            self._rules.missing,
            f"the {noun} is missing",
            f"take the {noun} from the last export; rows of customers who are not in ikas yet can't be imported",
        )

    def _twin(self, line: int) -> Problem:
        noun = self._rules.noun
        return Problem(
            self._rules.duplicate,
            f"{{value}} is the {noun} of line {line} already",
            f"keep one of the two records, or put the right {noun} back from the last export",
        )


def _malformed(value: str) -> Problem:
    stripped = "".join(value.split())
    if value != stripped and _EMAIL.fullmatch(stripped):
        return Problem("malformed-email", "{value} holds blanks", "remove the blanks")
    if "@" not in value:
        return Problem("malformed-email", "{value} has no @", "put the e-mail back as it was exported")
    return Problem(
        "malformed-email",
        "{value} is no e-mail of the form name@domain.ending",
        "put the e-mail back as it was exported",
    )
