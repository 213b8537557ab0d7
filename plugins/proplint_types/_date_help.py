"""Why a cell is no date; loaded when one is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem
from proplint_types._calendar import FORM, SERIAL, is_date, is_leap_year, is_serial
from proplint_types._shared import failed_formula, is_error_word, marked, unmarked, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RULE: Final = "not-a-date"
_TIME: Final = re.compile(
    r"(?P<date>.*?[0-9.])(?:[T ]\s*|,\s+)"
    r"(?P<hour>[0-9]{1,2}):(?P<minutes>[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?|ÖÖ|ÖS)?\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})\s?[-/. ]\s?([0-9]{1,2})\s?[-/. ]\s?([0-9]{1,2})\.?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})\s?([-/. ])\s?([0-9]{1,2})\s?[-/. ]\s?([0-9]{4}|[0-9]{2})")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL: Final = re.compile(r"([0-9]{5})(?:[.,]([0-9]+))?")
_DAYS_1904: Final = 1462
_LONGEST: Final = 100  # no date that a person writes is longer
_DAY, _MONTH, _YEAR = "day first", "month first", "year first"
_UNWRITTEN: Final = "{value} is not written as YYYY/MM/DD"
_WRITE: Final = "write {right}"


def explain(value: str) -> Problem:
    """Return what is wrong with a cell that does not have the form `YYYY/MM/DD`."""
    match = _YEAR_LAST.fullmatch(value)
    if match:  # as most are written
        return _day_or_month_first(match)
    if is_error_word(value):
        return failed_formula(_RULE)
    text = unmarked(value)
    timed = _TIME.fullmatch(text) if ":" in text and len(text) <= _LONGEST else None
    if len(text) > _LONGEST:
        found = None
    elif timed:
        found = _timed(timed)
    elif _is_written(text):
        found = _fixed(text, marked(value))
    else:
        found = _explain_bare(text)
    if found is not None:
        return found
    return Problem(_RULE, "{value} is no date", "write it as YYYY/MM/DD, such as 2025/06/27, or leave the cell empty")


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
    return FORM.fullmatch(text) is not None


def _timed(timed: re.Match[str]) -> Problem | None:
    """Explain a date with a time. Nothing is lost with midnight, but a time zone may stand for another day."""
    date = timed["date"]
    written = _is_written(date)
    found = _fixed(date, "{value} has a time") if written else _explain_bare(date)
    if found is None or not (found.fix or found.readings):
        return found
    message = f"{{value}} has a time{'' if written else ', and is not written as YYYY/MM/DD'}"
    if timed["zone"]:
        return unsafe(found._replace(message=f"{message}; its time zone may make it another day"))
    half = (timed["half"] or "").replace(".", "").upper()
    hour = "0" if half in ("AM", "ÖÖ") and timed["hour"] == "12" else timed["hour"]
    midnight = half not in ("PM", "ÖS") and not (hour + timed["minutes"]).strip("0:.,")
    if midnight:
        return found._replace(message=message)
    return unsafe(found._replace(message=message, help=f"{found.help}, without its time"))


def _explain_bare(text: str) -> Problem | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _read(f"{match[1]}/{int(match[2]):02}/{int(match[3]):02}", _YEAR, _UNWRITTEN)
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _day_or_month_first(match)
    match = _COMPACT.fullmatch(text)
    if match and is_date("/".join(match.groups())):
        return _read("/".join(match.groups()), _YEAR, _UNWRITTEN)
    match = _SERIAL.fullmatch(text)
    if match:
        return _serial(match[1], lossless=not (match[2] or "").strip("0"))
    return _worded(text) if any(map(str.isalpha, text)) else None


def _day_or_month_first(match: re.Match[str]) -> Problem:
    first, second, year = match[1], match[3], match[4]
    if len(year) == 4:  # noqa: PLR2004
        return _year_last(int(first), int(second), year, dotted=match[2] == ".")
    return _short_year(first, int(second), year, dotted=match[2] == ".")


def _year_last(first: int, second: int, year: str, *, dotted: bool) -> Problem:
    """Day first or month first? A number over twelve is a day; points are usually written day first."""
    orders = {_DAY: f"{year}/{second:02}/{first:02}", _MONTH: f"{year}/{first:02}/{second:02}"}
    possible = {order: right for order, right in orders.items() if is_date(right)}
    if not possible:
        return Problem(_RULE, "{value} is no date in any order", "correct the date, and write it as YYYY/MM/DD")
    if len({*possible.values()}) == 1:
        order, right = next(iter(possible.items()))
        message = f"{{value}} is written with the {order}" if len(possible) == 1 else _UNWRITTEN
        return _readable(right, message, possible)
    return Problem(
        _RULE,
        "{value} may be read with the day or with the month first",
        "write {day} or {month}, whichever is meant",
        Fix(orders[_DAY], safe=False) if dotted else None,
        {"day": orders[_DAY], "month": orders[_MONTH]},
        {order: Fix(right, safe=True) for order, right in orders.items()},
    )


def _short_year(first: str, second: int, year: str, *, dotted: bool) -> Problem:
    """Explain a date with a year of two digits, whose century is a guess; so it is never safe."""
    full = f"{_century(int(year))}{year}"
    orders = {_DAY: f"{full}/{second:02}/{int(first):02}", _MONTH: f"{full}/{int(first):02}/{second:02}"}
    if len(first) == 2:  # noqa: PLR2004
        orders[_YEAR] = f"{_century(int(first))}{first}/{second:02}/{int(year):02}"
    possible = {order: right for order, right in orders.items() if is_date(right)}
    if not possible:
        return Problem(_RULE, "{value} is no date in any order", "correct the date, and write it as YYYY/MM/DD")
    order, right = next(iter(possible.items()))
    readings = {name: Fix(other, safe=False) for name, other in possible.items()}
    if _DAY in possible and _MONTH in possible and possible[_DAY] != possible[_MONTH] and not dotted:
        return Problem(
            _RULE,
            "{value} may be read with the day or with the month first, and has a year of two digits",
            "write {day} or {month}, whichever is meant",
            None,
            {"day": orders[_DAY], "month": orders[_MONTH]},
            readings,
        )
    message = f"{{value}} is written with the {order} and a year of two digits"
    advice = "write {right}, if that is the century"
    return Problem(_RULE, message, advice, Fix(right, safe=False), {"right": right}, readings)


def _century(year: int) -> int:
    """Return the century that spreadsheets give a year of two digits: 00 to 29 are in this one."""
    return 20 if year < 30 else 19  # noqa: PLR2004


def _serial(digits: str, *, lossless: bool) -> Problem | None:
    if not is_serial(digits):
        return None
    days = int(digits)
    from datetime import date, timedelta

    def written(count: int) -> str:
        day = date(1899, 12, 30) + timedelta(days=count)
        return f"{day:%Y/%m/%d}"

    right, other = written(days), written(days + _DAYS_1904)
    return Problem(
        _RULE,
        "{value} is a spreadsheet's count of days",
        "it stands for {right} (for {other} in a workbook that counts from 1904)",
        None,
        {"right": right, "other": other},
        {SERIAL: Fix(right, safe=lossless)},
    )


def _worded(text: str) -> Problem | None:
    from proplint_types._date_words import worded

    found = worded(text)
    if found is None:
        return None
    year = f"{_century(int(found.year))}{found.year}" if found.short else found.year
    message = "{value} names its month" + (" and has a year of two digits" if found.short else "")
    problem = _read(f"{year}/{found.month:02}/{found.day:02}", "month by name", message)
    return unsafe(problem) if found.short else problem


def _read(right: str, order: str, message: str) -> Problem:
    """Return the problem of a date that can be read in one order only; it is fixed with its column."""
    return _readable(right, message, (order,)) if is_date(right) else _fixed(right, message)


def _readable(right: str, message: str, orders: Iterable[str]) -> Problem:
    """Return the problem of a date that is the same one in each of some orders."""
    fix = Fix(right, safe=True)
    return Problem(_RULE, message, _WRITE, None, {"right": right}, dict.fromkeys(orders, fix))


def _fixed(right: str, message: str) -> Problem:
    if not is_date(right):
        return Problem(_RULE, f"{message}, and is not in the calendar", "correct the date, and write it as YYYY/MM/DD")
    return Problem(_RULE, message, _WRITE, Fix(right, safe=True), {"right": right})
