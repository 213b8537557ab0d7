"""What spreadsheets do to texts that name only a part of a date: they make it a whole one."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.dates import (
    EARLIEST,
    SHORT_YEAR,
    bare,
    date_of,
    full_year,
    in_order,
    iso,
    padded,
    serial_1900,
    short,
    slashes,
)
from proplint.damage.locales import LOCALES
from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[date, Locale], str]

_SIGNS: Final = ("-", "/", ".")
_MONTH_FIRST: Final = ("", " ", "-")
_DAY_FIRST: Final = (*_MONTH_FIRST, ".", ". ")
_YEARS: Final = {"year": "{4}", "short year": "{1,2}"}
"""What years are called, and how many digits they have."""

_MONTH_AND_YEAR: Final = (*_MONTH_FIRST, "/")
_WRITTEN_OUT: Final = {
    "month first": "{word} {day}, {year}",
    "month first, no comma": "{word} {day} {year}",
    "day of the week first": "{weekday}, {word} {day}, {year}",
    "day first": "{day} {word} {year}",
    "day first, comma": "{day} {word}, {year}",
    "day first, nothing between": "{day}{word}{year}",
    "day and point first": "{day}. {word} {year}",
    "with hyphens": "{day}-{word}-{year}",
    "with slashes": "{day}/{word}/{year}",
    "with points": "{day}.{word}{year}",  # the second one belongs to the word
    "year first": "{year}-{word}-{day}",
}
_KINDS: Final = ("short", "full", "own", "other", "pointed")
"""Kinds of months' names: its own is a short one that does not begin the full one; or a point stands behind."""

_WORD: Final = r"[^\W\d_]{3,9}"
_DAY: Final = "(?P<day>[0-9]{1,2})"
_TWO_NUMBERS: Final = re.compile(
    r"^(?:[0-9]{1,2}[-/.](?:[0-9]{1,2}|[0-9]{4})|[0-9]{1,2}\.[0-9]{1,2}\.|[0-9]{4}[-/.][0-9]{1,2})$"
)
_FIRST_LETTERS: Final = "|".join(
    sorted({name[:3] for one in LOCALES.values() for name in (*one.months, *one.full_months)})
)
_MONTH: Final = rf"(?:{_FIRST_LETTERS})[^\W\d_]{{0,6}}\.?"
_NUMBER_AND_MONTH: Final = re.compile(
    rf"^(?i:(?:[^\W\d_]+, )?(?:{_MONTH}[-/ ]?[0-9]{{1,4}}(?:,? [0-9]{{1,4}})?"
    rf"|[0-9]{{1,4}}(?:[-/ .]|\. )?{_MONTH}(?:(?:[-/ .]|, )?[0-9]{{1,4}})?))$"
)


class _Reading(NamedTuple):
    """Takes texts of one form for days.

    Attributes:
        form: The pattern of the whole text.
        day: Returns the day that a match of it names in a locale and, where it names no year, in a year; None for none.
    """

    form: re.Pattern[str]
    day: Callable[[re.Match[str], Locale, int], date | None]


def _day_and_month(sign: str) -> _Reading:
    first, second = "([0-9]{1,2})", "([0-9]{1,2})"
    between, behind = (r"\.", r"\.") if sign == ".." else (re.escape(sign), "")

    def day(match: re.Match[str], locale: Locale, year: int) -> date | None:
        return in_order(match[1], match[2], year, locale.order) if sign[0] in locale.partial else None

    return _Reading(re.compile(rf"^{first}{between}{second}{behind}\Z"), day)


def _month_and_year(sign: str, *, year_first: bool) -> _Reading:
    """Return what reads the first day of a month and a year."""
    parts = ("([0-9]{4})", "([0-9]{1,2})") if year_first else ("([0-9]{1,2})", "([0-9]{4})")
    year, month = (1, 2) if year_first else (2, 1)

    def day(match: re.Match[str], _: Locale, __: int) -> date | None:
        full = int(match[year]) if int(match[year]) >= SHORT_YEAR else full_year(int(match[year]))
        return date_of(full, int(match[month]), 1) if full >= EARLIEST else None

    return _Reading(re.compile(rf"^{re.escape(sign).join(parts)}\Z"), day)


def _named(form: str, kind: str, digits: str = "") -> _Reading:
    """Return what reads a date whose month is named.

    Args:
        form: `{day}`, `{word}` and `{year}`, and what stands between; without a day it is the first one.
        kind: Which of a month's names it is.
        digits: How many digits the year has, if there is one.
    """
    pattern = form.replace(".", r"\.").format(
        word=rf"(?P<word>{_WORD}\.)" if kind == "pointed" else f"(?P<word>{_WORD})",
        weekday=r"[^\W\d_]+",
        day=_DAY,
        year=f"(?P<year>[0-9]{digits})",
    )

    def day(match: re.Match[str], locale: Locale, year: int) -> date | None:
        found = match.groupdict()
        month = _month_of(found["word"], kind, locale)
        return date_of(_year_of(found["year"]) if digits else year, month, int(found.get("day", 1))) if month else None

    return _Reading(re.compile(rf"^{pattern}\Z"), day)


def _year_of(digits: str) -> int:
    return full_year(int(digits)) if len(digits) <= len("25") else int(digits)


def _month_of(word: str, kind: str, locale: Locale) -> int | None:
    """Return the month that a word names; its kinds are told apart because programs know not all of them."""
    name = word.removesuffix(".").casefold()
    for at, (short_name, full_name) in enumerate(zip(locale.months, locale.full_months, strict=True), 1):
        one, full = short_name.casefold(), full_name.casefold()
        begins = full.startswith(name)
        if begins or name == one:
            known = {"full": name == full, "short": name == one and begins, "own": not begins, "pointed": True}
            return at if known.get(kind, name not in (one, full)) else None
    return None


def _with_month(day: date, locale: Locale) -> str:
    month = locale.out.months[day.month - 1]
    return locale.out.month_form.format(day=day.day, padded=f"{day.day:02}", month=month)


def _month_with_year(day: date, locale: Locale) -> str:
    return f"{locale.out.months[day.month - 1]}-{day.year % SHORT_YEAR:02}"


_WRITES: Final[Mapping[str, Write]] = {
    "padded": padded,
    "bare": bare,
    "short": short,
    "iso": iso,
    "slashes": slashes,
    "serial": serial_1900,
}


def _guessed(read: _Reading, write: Write, ago: int = 0) -> Make:
    """Return what takes a text for a date, of the year so many years ago if it names none, and writes it."""

    def make(text: str, locale: Locale, today: date) -> str | None:
        match = read.form.match(text)
        day = read.day(match, locale, today.year - ago) if match else None
        return write(day, locale) if day else None

    return Only(read.form, make)


def _without_year(name: str, read: _Reading, *, regular: bool = True) -> Iterator[Way]:
    # The file may have been saved last year: what is checked in January was often edited in December.
    for ago, when in ((0, "this year"), (1, "last year")):
        for form, write in _WRITES.items():
            yield Way(f"{form} of {name}, {when}", _guessed(read, write, ago), regular=regular)
    yield Way(f"month of {name}", _guessed(read, _with_month), regular=regular)


def _numbers() -> Iterator[Way]:
    for sign in (*_SIGNS, ".."):
        yield from _without_year(sign, _day_and_month(sign))
    for sign in _SIGNS:
        for where in ("first", "last"):
            reading = _month_and_year(sign, year_first=where == "first")
            for written, write in {**_WRITES, "month": _month_with_year}.items():
                yield Way(f"{written} of {sign}, year {where}", _guessed(reading, write))


def _words() -> Iterator[Way]:
    for kind in _KINDS:
        regular = kind != "pointed"  # of which programs know some
        for between in _MONTH_FIRST:
            read = _named(f"{{word}}{between}{{day}}", kind)
            yield from _without_year(f"{kind} month{between}day", read, regular=regular)
        forms = {f"month{between}": f"{{word}}{between}{{year}}" for between in _MONTH_AND_YEAR} | _WRITTEN_OUT
        for (name, form), (year, digits) in product(forms.items(), _YEARS.items()):
            read = _named(form, kind, digits)
            for written, write in _WRITES.items():
                yield Way(f"{written} of {name}{year}, {kind} month", _guessed(read, write), regular=regular)
        for between in _DAY_FIRST:
            read = _named(f"{{day}}{between}{{word}}", kind)
            yield from _without_year(f"day{between}{kind} month", read, regular=regular)


GUESSES: Final = (
    Transformation("date-guess", "took it for a part of a date", _TWO_NUMBERS, (*_numbers(),)),
    Transformation("month-guess", "took the word in it for a month", _NUMBER_AND_MONTH, (*_words(),)),
)
"""What is done to texts that may be a part of a date."""
