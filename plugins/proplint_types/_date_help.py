"""Why a cell is no date; loaded when one is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem
from proplint_types._calendar import is_date, is_leap_year
from proplint_types._shared import failed_formula, is_error_word

if TYPE_CHECKING:
    from collections.abc import Mapping

_RULE: Final = "not-a-date"
_TIME: Final = (
    r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s*[AaPp][Mm])?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)"
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/. ]{1,2})([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})\.?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/. ]{1,2})([0-9]{1,2})[-/. ]{1,2}([0-9]{4}|[0-9]{2})")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL: Final = re.compile(r"([0-9]{1,6})(?:[.,][0-9]+)?")
_DAYS_1904: Final = 1462


def explain(value: str) -> Problem:
    """Return what is wrong with a cell that does not have the form `YYYY/MM/DD`."""
    if is_error_word(value):
        return failed_formula(_RULE)
    stripped = value.strip().strip("\u00a0\u200b\ufeff'")
    timed = re.fullmatch(rf"(.*?){_TIME}", stripped)
    found = _explain_bare(timed[1] if timed else stripped)
    if found is None:
        return Problem(
            _RULE, "{value} is no date", "write it as YYYY/MM/DD, such as 2025/06/27, or leave the cell empty"
        )
    if timed and found.fix:
        has_time = f"{{value}} has a time{'' if _is_written(timed[1]) else ', and is not written as YYYY/MM/DD'}"
        return found._replace(message=has_time)
    if stripped != value and _is_written(stripped):
        return found._replace(message="{value} has blanks around it")
    return found


def impossible(value: str) -> Problem:
    """Return what is wrong with a cell of the right form that the calendar does not have."""
    year, month, day = value[:4], value[5:7], value[8:]
    message = "{value} is not in the calendar"
    if year == "0000" or not "01" <= month <= "12":
        if "01" <= day <= "12" and year != "0000" and is_date(f"{year}/{day}/{month}"):
            right = f"{year}/{day}/{month}"
            return Problem(
                "impossible-date",
                message,
                "write {right}, if day and month were swapped",
                Fix(right, safe=False),
                {"right": right},
            )
        what = {"year": year} if year == "0000" else {"month": month}
        return Problem("impossible-date", message, f"there is no {_slot(what)}: correct the date", None, what)
    if month == "02" and day == "29" and not is_leap_year(int(year)):
        return Problem("impossible-date", message, "{year} is no leap year: correct the date", None, {"year": year})
    last = next(last for last in ("31", "30", "29", "28") if is_date(f"{year}/{month}/{last}"))
    advice = "{month} has {last} days: correct the date"
    return Problem("impossible-date", message, advice, None, {"month": f"{year}/{month}", "last": last})


def _slot(data: Mapping[str, str]) -> str:
    (name,) = data
    return f"{name} {{{name}}}"


def _is_written(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}/[0-9]{2}/[0-9]{2}", text) is not None


def _explain_bare(text: str) -> Problem | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _fixed(f"{match[1]}/{int(match[3]):02}/{int(match[4]):02}", "{value} is not written as YYYY/MM/DD")
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _year_last(int(match[1]), int(match[3]), match[4], dotted="." in match[2])
    match = _COMPACT.fullmatch(text)
    if match and is_date("/".join(match.groups())):
        return _fixed("/".join(match.groups()), "{value} is not written as YYYY/MM/DD")
    match = _SERIAL.fullmatch(text)
    return _serial(int(match[1])) if match else None


def _year_last(first: int, second: int, year: str, *, dotted: bool) -> Problem | None:
    """Day first or month first? Points are written day first; a number over twelve is a day."""
    full = year if len(year) == 4 else f"{_century(int(year))}{year}"  # noqa: PLR2004
    day_first, month_first = f"{full}/{second:02}/{first:02}", f"{full}/{first:02}/{second:02}"
    readings = [reading for reading in dict.fromkeys((day_first, month_first)) if is_date(reading)]
    if not readings:
        return Problem(_RULE, "{value} is no date in any order", "correct the date, and write it as YYYY/MM/DD")
    short = len(year) != 4  # noqa: PLR2004
    if len(readings) == 1 or dotted:
        order = "day" if readings[0] == day_first else "month"
        message = f"{{value}} is written with the {order} first" + (" and a year of two digits" if short else "")
        return _fixed(readings[0], message, safe=not short)
    return Problem(
        _RULE,
        "{value} may be read with the day or with the month first",
        "write {day} or {month}, whichever is meant",
        None,
        {"day": day_first, "month": month_first},
    )


def _century(year: int) -> int:
    """Return the century that spreadsheets give a year of two digits: 00 to 29 are in this one."""
    return 20 if year < 30 else 19  # noqa: PLR2004


def _serial(days: int) -> Problem | None:
    """Recognise a spreadsheet's count of days: from 1954 to 2149, in the 1900 or the 1904 system."""
    if not 20000 <= days <= 91000:  # noqa: PLR2004
        return None
    from datetime import date, timedelta

    def written(count: int) -> str:
        day = date(1899, 12, 30) + timedelta(days=count)
        return f"{day:%Y/%m/%d}"

    right, other = written(days), written(days + _DAYS_1904)
    return Problem(
        _RULE,
        "{value} is a spreadsheet's count of days",
        "it stands for {right} (for {other} in a workbook that counts from 1904)",
        Fix(right, safe=False),
        {"right": right, "other": other},
    )


def _fixed(right: str, message: str, *, safe: bool = True) -> Problem:
    if not is_date(right):
        return Problem(_RULE, f"{message}, and not in the calendar", "correct the date, and write it as YYYY/MM/DD")
    return Problem(_RULE, message, "write {right}", Fix(right, safe), {"right": right})
