"""What the figures are held against: each bar is a ratio within one run, or an amount of memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sections as s

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Results = dict[str, list[dict[str, Any]]]
"""For each section its cases, as `results.json` has them."""


def case(results: Results, section: str, name: str) -> Mapping[str, Any]:
    """Return the figures of a case; `KeyError` when it was not run, or failed."""
    for one in results[section]:
        if one["name"] == name and not one["failure"]:
            return one
    raise KeyError(name)


@dataclass(frozen=True)
class Bar:
    """A bar: the figure must be under `limit`, and better is under `aim`."""

    what: str
    figure: Callable[[Results], float]
    limit: float
    aim: float | None = None
    unit: str = "×"

    def of(self, results: Results) -> float | None:
        """Return the figure, or None where it was not measured."""
        try:
            return self.figure(results)
        except (KeyError, ZeroDivisionError):
            return None


def _time(section: str, above: str, below: str) -> Callable[[Results], float]:
    """Return the ratio of two cases' times."""
    return lambda results: float(case(results, section, above)["median"] / case(results, section, below)["median"])


def _memory(section: str, name: str) -> Callable[[Results], float]:
    """Return a case's memory in MB."""
    return lambda results: float(case(results, section, name)["megabytes"])


def _flat(results: Results) -> float:
    """Return how the memory of types and structure grows with ten times the rows."""
    large, small = (_memory("growth", f"{s.TYPES}, x {times}")(results) for times in ("10", "1"))
    return large / small


def _key(results: Results) -> float:
    """Return how the memory that each record's keys take grows with ten times the rows."""
    each = []
    for times in ("10", "1"):
        keys, rest = (case(results, "growth", f"{name}, x {times}") for name in (s.HEAD, s.TYPES))
        each.append((keys["megabytes"] - rest["megabytes"]) / keys["rows"])
    if each[1] <= 0:
        raise ZeroDivisionError  # too few rows to tell
    return float(each[0] / each[1])


BARS: Final = (
    Bar(
        "1,000 rows, cold: over merely importing click, pluggy and ruamel.yaml", _time("cold", s.ALL, s.IMPORTS), 2, 1.5
    ),
    Bar("the same as a hook, git's own processes included", _time("cold", s.HOOK, s.IMPORTS), 2, 1.5),
    Bar("types and structure: over polars merely reading the file as text", _time("read", s.TYPES, s.POLARS), 1, 0.6),
    Bar("the same with unique keys, compared with HEAD, five rows edited", _time("read", s.HEAD, s.POLARS), 3, 1.5),
    Bar("1 % bad records: over the clean file", _time("bad", "1 % bad", "clean"), 2),
    Bar(
        "100 % bad records: over the scalar path alone",
        _time("bad", "100 % bad", "100 % bad, scalar path alone"),
        1.1,
    ),
    Bar("memory, types and structure", _memory("read", s.TYPES), 100, unit=" MB"),
    Bar("memory with keys and HEAD, git's own aside", _memory("read", s.HEAD), 300, unit=" MB"),
    Bar("ten times the rows: memory of types and structure grows", _flat, 1.1),
    Bar("ten times the rows: memory for the keys of one record grows", _key, 1.1),
    Bar("ten times the rows: time, types and structure", _time("growth", f"{s.TYPES}, x 10", f"{s.TYPES}, x 1"), 11),
    Bar("ten times the rows: time, keys and HEAD", _time("growth", f"{s.HEAD}, x 10", f"{s.HEAD}, x 1"), 11),
    *(
        Bar(
            f"{count} options in each of 25 choice columns: over csv.reader merely reading the file",
            _time("options", f"{s.TYPES}, {count} options", f"{s.READER}, {count} options"),
            1,
        )
        for count in ("100", "1,000")
    ),
)
