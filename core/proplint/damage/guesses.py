"""What spreadsheets do to texts that name only a part of a date: they make it a whole one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.dates import (
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
from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[date, Locale], str]

_SIGNS: Final = ("-", "/", ".")
_MONTH_FIRST: Final = (("", ""), (" ", " "), ("-", "-"))
_DAY_FIRST: Final = (*_MONTH_FIRST, (".", r"\."), (". ", r"\. "))
_WRITTEN_OUT: Final = {
    "month first": "{word} {day}, {year}",
    "day first": "{day} {word} {year}",
    "day and point first": r"{day}\. {word} {year}",
    "with hyphens": "{day}-{word}-{year}",
}
_NAMES: Final = ("short", "full", "other")
_EARLIEST: Final = 1583  # before it no program has dates
_WORD: Final = r"(?P<word>[^\W\d_]{3,9})"
_DAY: Final = "(?P<day>[0-9]{1,2})"
_TWO_NUMBERS: Final = re.compile(
    r"^(?:[0-9]{1,2}[-/.](?:[0-9]{1,2}|[0-9]{4})|[0-9]{1,2}\.[0-9]{1,2}\.|[0-9]{4}[-/.][0-9]{1,2})$"
)
_NUMBER_AND_WORD: Final = re.compile(
    r"^(?:[^\W\d_]{3,9}[- ]?[0-9]{1,2}(?:, [0-9]{4})?|[0-9]{1,2}(?:[- .]|\. )?[^\W\d_]{3,9}(?:[- ][0-9]{4})?)$"
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
        return date_of(full, int(match[month]), 1) if full >= _EARLIEST else None

    return _Reading(re.compile(rf"^{re.escape(sign).join(parts)}\Z"), day)


def _named(between: str, kind: str, *, month_first: bool) -> _Reading:
    """Return what reads a month's name of one kind and a day; `between` is the pattern of what stands between."""
    parts = (_WORD, _DAY) if month_first else (_DAY, _WORD)

    def day(match: re.Match[str], locale: Locale, year: int) -> date | None:
        month = _month_of(match["word"], kind, locale)
        return date_of(year, month, int(match["day"])) if month else None

    return _Reading(re.compile(rf"^{between.join(parts)}\Z"), day)


def _named_with_year(between: str, kind: str) -> _Reading:
    """Return what reads the first day of a month that is named, and behind it a year of two digits or one."""

    def day(match: re.Match[str], locale: Locale, _: int) -> date | None:
        month = _month_of(match["word"], kind, locale)
        return date_of(full_year(int(match["year"])), month, 1) if month else None

    return _Reading(re.compile(rf"^{_WORD}{between}(?P<year>[0-9]{{1,2}})\Z"), day)


def _written_out(form: str, kind: str) -> _Reading:
    """Return what reads a date whose month is named, with its year."""
    pattern = form.format(word=_WORD, day=_DAY, year="(?P<year>[0-9]{4})")

    def day(match: re.Match[str], locale: Locale, _: int) -> date | None:
        month = _month_of(match["word"], kind, locale)
        return date_of(int(match["year"]), month, int(match["day"])) if month else None

    return _Reading(re.compile(rf"^{pattern}\Z"), day)


def _month_of(word: str, kind: str, locale: Locale) -> int | None:
    """Return the month that a word names; its kinds are told apart because programs know not all of them."""
    name = word.casefold()
    for at, (short_name, full_name) in enumerate(zip(locale.months, locale.full_months, strict=True), 1):
        if name in (one := short_name.casefold(), full := full_name.casefold()) or full.startswith(name):
            found = "full" if name == full else "short" if name == one else "other"
            return at if found == kind else None
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


def _without_year(name: str, read: _Reading) -> Iterator[Way]:
    # The file may have been saved last year: what is checked in January was often edited in December.
    for ago, when in ((0, "this year"), (1, "last year")):
        for form, write in _WRITES.items():
            yield Way(f"{form} of {name}, {when}", _guessed(read, write, ago))
    yield Way(f"month of {name}", _guessed(read, _with_month))


def _numbers() -> Iterator[Way]:
    for sign in (*_SIGNS, ".."):
        yield from _without_year(sign, _day_and_month(sign))
    for sign in _SIGNS:
        for where in ("first", "last"):
            reading = _month_and_year(sign, year_first=where == "first")
            for written, write in {**_WRITES, "month": _month_with_year}.items():
                yield Way(f"{written} of {sign}, year {where}", _guessed(reading, write))


def _words() -> Iterator[Way]:
    for kind in _NAMES:
        for between, form in _MONTH_FIRST:
            yield from _without_year(f"{kind} month{between}day", _named(form, kind, month_first=True))
            for written, write in _WRITES.items():
                name = f"{written} of {kind} month{between}year"
                yield Way(name, _guessed(_named_with_year(form, kind), write))
        for name, form in _WRITTEN_OUT.items():
            for written, write in _WRITES.items():
                yield Way(f"{written} of {name}, {kind} month", _guessed(_written_out(form, kind), write))
        for between, form in _DAY_FIRST:
            yield from _without_year(f"day{between}{kind} month", _named(form, kind, month_first=False))


GUESSES: Final = (
    Transformation("date-guess", "took it for a part of a date", _TWO_NUMBERS, (*_numbers(),)),
    Transformation("month-guess", "took the word in it for a month", _NUMBER_AND_WORD, (*_words(),)),
)
"""What is done to texts that may be a part of a date."""
