"""What spreadsheets do to texts that look like dates."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proplint.damage.locales import Locale, Order
    from proplint.damage.model import Make

_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})")
_ZEROS_FIRST: Final = re.compile("^0+([0-9]{4}-[0-9]{2}-[0-9]{2})$")
_MIXED: Final = re.compile("^([0-9]{1,2})([-/])([0-9]{1,2})([-/])([0-9]{1,4})$")
_THREE_DIGITS: Final = re.compile("^[0-9]{3}-[0-9]{1,2}-[0-9]{1,2}$")
_SHORT_YEAR_FIRST: Final = re.compile("^([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})$")
_PLUS_FIRST: Final = re.compile("^[+][0-9]+-")

_THREE_PARTS: Final = re.compile("^ *[+]?0*[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4} *$")
_PIVOT: Final = 30  # two digits below it belong to this century
_MONTHS: Final = 12
_DAYS: Final = 31
SHORT_YEAR: Final = 100
EARLIEST: Final = 1583
"""Before it Gnumeric, the one that writes slashes, has no dates, and none has months without a day."""

_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)


def read_date(text: str, locale: Locale) -> date | None:
    """Return the date that a text names with its year; None where it names none."""
    return _read_date(text, locale.order)


@lru_cache(maxsize=16)  # the ways of one transformation ask for the same ones
def _read_date(text: str, order: Order) -> date | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return date_of(int(match[1]), int(match[3]), int(match[4]))
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return None
    year = int(match[4])
    return in_order(match[1], match[3], full_year(year) if len(match[4]) <= len("25") else year, order)


def full_year(year: int) -> int:
    """Return the year that two digits stand for."""
    return year + (2000 if year < _PIVOT else 1900)


def in_order(first: str, second: str, year: int, order: Order) -> date | None:
    """Return the date of a day and a month in some order; None where there is none."""
    day, month = (first, second) if order == "dmy" else (second, first)
    return date_of(year, int(month), int(day))


def date_of(year: int, month: int, day: int) -> date | None:
    """Return a date; None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def padded(day: date, locale: Locale) -> str:
    """Write a date as a locale does, with two digits for day and month."""
    first, second = _first_two(day, locale)
    return f"{first:02}{(sign := locale.out.separator)}{second:02}{sign}{day.year:04}"


def bare(day: date, locale: Locale) -> str:
    """Write a date as a locale does, without zeros in front."""
    first, second = _first_two(day, locale)
    return f"{first}{(sign := locale.out.separator)}{second}{sign}{day.year:04}"


def short(day: date, locale: Locale) -> str:
    """Write a date as a locale does, with two digits for the year."""
    first, second = _first_two(day, locale)
    return f"{first:02}{(sign := locale.out.separator)}{second:02}{sign}{day.year % SHORT_YEAR:02}"


def _first_two(day: date, locale: Locale) -> tuple[int, int]:
    return (day.day, day.month) if locale.out.order == "dmy" else (day.month, day.day)


def iso(day: date, _: Locale) -> str:
    """Write a date as ISO 8601 does."""
    return day.isoformat()


def slashes(day: date, _: Locale) -> str:
    """Write a date year first, with slashes."""
    return day.isoformat().replace("-", "/")


def serial_1900(day: date, _: Locale) -> str:
    """Write a date as the number of days that most spreadsheets count."""
    return str((day - _EPOCH_1900).days)


def _serial_1904(day: date, _: Locale) -> str:
    return str((day - _EPOCH_1904).days)


def _midnight(day: date, locale: Locale) -> str:
    return f"{padded(day, locale)} 00:00"


def _midnight_iso(day: date, _: Locale) -> str:
    return f"{day.isoformat()} 00:00:00"


def _full(write: Callable[[date, Locale], str], form: re.Pattern[str]) -> Make:
    """Return what reads a date of one form, and writes it in another."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        day = read_date(text.strip(" "), locale)
        return write(day, locale) if day and (write is not slashes or day.year >= EARLIEST) else None

    return Only(form, make)


def _ways(**writes: Callable[[date, Locale], str]) -> Iterator[Way]:
    for first, form in (("year first", _YEAR_FIRST), ("year last", _YEAR_LAST)):
        for sign in "-/.":
            with_sign = re.compile(rf"^ *(?=[0-9]+{re.escape(sign)}){form.pattern} *\Z")
            for name, write in writes.items():
                yield Way(f"{name} of {sign}, {first}", _full(write, with_sign))


def _year_in_front(text: str, locale: Locale, _: date) -> str | None:
    match = _SHORT_YEAR_FIRST.fullmatch(text)
    # What can be the first part of a date in the locale's order is no year.
    if not match or 0 < int(match[1]) <= (_DAYS if locale.order == "dmy" else _MONTHS):
        return None
    day = date_of(full_year(int(match[1])), int(match[2]), int(match[3]))
    return day.isoformat() if day else None


def _slashes_of_mixed(text: str, locale: Locale, _: date) -> str | None:
    match = _MIXED.fullmatch(text)
    day = read_date("-".join(match.group(1, 3, 5)), locale) if match and match[2] != match[4] else None
    return slashes(day, locale) if day else None


def _three_digits(text: str, locale: Locale, _: date) -> str | None:
    day = read_date(f"0{text}", locale)
    return iso(day, locale) if day else None


def _without_zeros(text: str, locale: Locale, _: date) -> str | None:
    match = _ZEROS_FIRST.fullmatch(text)
    day = read_date(match[1], locale) if match else None
    return day.isoformat() if day else None


def _without_plus(text: str, locale: Locale, _: date) -> str | None:
    day = read_date(text[1:], locale)
    return day.isoformat() if day else None


DATES: Final = (
    Transformation(
        "date-serial",
        "wrote the date as a number of days",
        _THREE_PARTS,
        (*_ways(since_1900=serial_1900, since_1904=_serial_1904),),
    ),
    Transformation(
        "date-form",
        "wrote the date in its own form",
        _THREE_PARTS,
        (
            *_ways(
                padded=padded,
                bare=bare,
                short=short,
                iso=iso,
                slashes=slashes,
                midnight=_midnight,
                midnight_iso=_midnight_iso,
            ),
            Way("iso of -, two digits of the year first", Only(_SHORT_YEAR_FIRST, _year_in_front)),
            Way("iso of -, three digits of the year", Only(_THREE_DIGITS, _three_digits)),
            Way("iso of -, zeros in front", Only(_ZEROS_FIRST, _without_zeros)),
            Way("slashes of mixed signs", Only(_MIXED, _slashes_of_mixed)),
            Way("iso of -, plus in front", Only(_PLUS_FIRST, _without_plus)),
        ),
    ),
)
"""What is done to texts that look like dates."""
