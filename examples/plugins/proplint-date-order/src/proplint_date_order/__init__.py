"""The record rule `date-order`: in each record, one date is not before another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from proplint.api import At, Option, OptionError, Problem, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

proplint_interface: Final = 1

ENDS_TOO_EARLY: Final = Rule(
    name="ends-too-early",
    what="A date is before the one that it must follow.",
    why="One of the two is wrong, or they stand in each other's column.",
    example="Date:Start = 2025/06/27   Date:End = 2025/06/01",
    instead="Date:Start = 2025/06/01   Date:End = 2025/06/27",
    options="`start`, `end` and `same_day` of the record rule `date-order` in proplint.yaml.",
)
ENDS_TOO_LATE: Final = Rule(
    name="ends-too-late",
    what="A date is more days behind the one that it follows than the configuration allows.",
    why="Such a period is most often a mistyped year.",
    example="Date:Start = 2025/06/27   Date:End = 2052/07/01",
    instead="Date:Start = 2025/06/27   Date:End = 2025/07/01",
    options="`most_days` of the record rule `date-order` in proplint.yaml.",
)

_DATE: Final = re.compile("[0-9]{4}/[0-9]{2}/[0-9]{2}")


class DateOrder:
    """The rule: which two columns, and how far apart."""

    name: Final = "date-order"
    doc: Final = "One date is not before another."
    options: Final = (
        Option("start", "column", "The column of the first day."),
        Option("end", "column", "The column of the last day."),
        Option("same_day", "boolean", "Whether both may be the same day; true by default.", default=True),
        Option("most_days", "integer", "How many days may lie between them; any number by default."),
    )
    rules: Final = (ENDS_TOO_EARLY, ENDS_TOO_LATE)

    def compile(self, options: Mapping[str, OptionValue]) -> DateOrderCheck:
        """Bind the rule to its options, once for each entry under `record_rules`."""
        start, end = cast("str", options["start"]), cast("str", options["end"])
        if start == end:
            raise OptionError("end", "must be another column than `start`")
        most = cast("int | None", options["most_days"])
        if most is not None and most < 1:
            raise OptionError("most_days", "must be 1 or more")
        return DateOrderCheck(start, end, same_day=bool(options["same_day"]), most_days=most)


class DateOrderCheck:
    """Judges records, each by itself.

    Cells are empty, or right for their types. So those of dates have the form YYYY/MM/DD; others are not judged.
    """

    def __init__(self, start: str, end: str, *, same_day: bool, most_days: int | None) -> None:
        self._start = start
        self._end = end
        self._same_day = same_day
        self._most_days = most_days

    def check(self, cells: Mapping[str, str]) -> At | None:
        """Return what is wrong with a record; None if it is right."""
        start, end = cells[self._start], cells[self._end]
        if not (_DATE.fullmatch(start) and _DATE.fullmatch(end)):
            return None
        data = {"start": start, "column": self._start}
        if start > end:  # as texts: year, month and day stand in this order
            message = "{value} is before {start}, which stands in {column}"
            return At(self._end, Problem("ends-too-early", message, "correct one of the two dates", data=data))
        if start == end and not self._same_day:
            message = "{value} is the same day as the one in {column}"
            return At(self._end, Problem("ends-too-early", message, "correct one of the two dates", data=data))
        if self._most_days is not None and (_days(start, end) or 0) > self._most_days:
            message = f"{{value}} is more than {self._most_days} days behind {{start}}, which stands in {{column}}"
            return At(self._end, Problem("ends-too-late", message, "correct one of the two dates", data=data))
        return None


def _days(start: str, end: str) -> int | None:
    """Return how many days lie between two dates; None where one is impossible, as a text may be."""
    from datetime import date

    try:
        first, last = (date(*map(int, text.split("/"))) for text in (start, end))
    except ValueError:
        return None
    return (last - first).days


@hookimpl
def proplint_record_rules() -> list[DateOrder]:
    """Bring the rule."""
    return [DateOrder()]
