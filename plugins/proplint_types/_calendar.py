"""Dates as ikas writes them; Date and Date and time are the same here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from proplint.api import Option, Problem, Rule
from proplint_types._range import above, below, require_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from proplint.api import Accepts, OptionValue

FORM: Final = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")

NOT_A_DATE: Final = Rule(
    name="not-a-date",
    what="A cell of a Date or Date and time column does not have the form `YYYY/MM/DD`.",
    why="ikas takes only this form. Spreadsheets rewrite dates by their language (27.06.2025, 6/27/2025), or as a "
    "count of days (45835). Which of day and month comes first, only the whole column tells: a fix is safe where all "
    "of its dates are written in one way, and one of them, or what it was in the version before, can't be read in "
    "another. A count of days needs company: one alone may be a postcode.",
    example="Date:Birthday = 27.06.2025\nDate:Birthday = 2025/6/7\nDate and time:Start = 2025/06/27 00:00",
    instead="Date:Birthday = 2025/06/27\nDate:Birthday = 2025/06/07\nDate and time:Start = 2025/06/27",
)
IMPOSSIBLE_DATE: Final = Rule(
    name="impossible-date",
    what="A date has the right form, but the calendar does not have it.",
    why="It was mistyped; no spreadsheet says a word about it.",
    example="Date:Birthday = 2025/02/30",
    instead="Date:Birthday = 2025/02/28",
)
DATE_OPTIONS: Final = (
    Option("min", "date", "The earliest date that is allowed."),
    Option("max", "date", "The latest date that is allowed."),
)
SERIAL: Final = "serial number"
"""How a count of days is called."""

_LATEST: Final = "91000"
_LONG_MONTHS: Final = frozenset({"01", "03", "05", "07", "08", "10", "12"})


class DateCheck:
    """Accepts dates of the calendar, within the bounds.

    Args:
        options: `min` and `max`.
    """

    doubtful: Final = frozenset({SERIAL})
    """See `CellCheck`: five digits alone may be anything."""

    def __init__(self, options: Mapping[str, OptionValue]) -> None:
        low, high = (_written(cast("date | None", options[name])) for name in ("min", "max"))
        require_order(low, high)
        self._low = low
        self._high = high

    def check(self, value: str) -> Problem | None:
        """See `CellCheck.check`."""
        if not FORM.fullmatch(value):
            from proplint_types._date_help import explain

            return explain(value)
        if not is_date(value):
            from proplint_types._date_help import impossible

            return impossible(value)
        return self._outside(value)

    def rules_out(self, value: str) -> tuple[str, ...]:
        """See `CellCheck`: beside a number that counts no days, such as 01067, others count none either."""
        is_number = value.isascii() and value.isdigit() and len(value) != len("20250627")
        return (SERIAL,) if is_number and not is_serial(value) else ()

    def same(self, before: str, after: str) -> bool:
        """Whether a date with its year first was only put into the right form; see `CellCheck`."""
        match = _YEAR_FIRST.fullmatch(before) if after[4:5] == "/" else None  # most are told by a glance
        return match is not None and after == f"{match[1]}/{int(match[2]):02}/{int(match[3]):02}"

    @property
    def accepts(self) -> Accepts:
        """The dates within the bounds."""
        from proplint_types._forms import dates

        return dates(self._low, self._high)

    def _outside(self, value: str) -> Problem | None:
        # In this form the order of the texts is the order of the dates.
        if self._low is not None and value < self._low:
            return below(self._low)
        if self._high is not None and value > self._high:
            return above(self._high)
        return None


def is_date(value: str) -> bool:
    """Whether a text of the right form is a date of the Gregorian calendar, from year 1 on."""
    year, month, day = value[:4], value[5:7], value[8:]
    if not ("01" <= month <= "12" and "01" <= day <= "31" and year != "0000"):
        return False
    if day <= "28" or month in _LONG_MONTHS:
        return True
    return day <= "30" if month != "02" else day == "29" and is_leap_year(int(year))


def is_serial(digits: str) -> bool:
    """Whether a spreadsheet may have counted days so: from 1927 to 2149, in the 1900 or the 1904 system."""
    return len(digits) == len(_LATEST) and "10000" <= digits <= _LATEST


def is_leap_year(year: int) -> bool:
    """Whether a year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _written(value: date | None) -> str | None:
    return None if value is None else f"{value.year:04}/{value.month:02}/{value.day:02}"
