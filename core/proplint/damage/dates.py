"""What spreadsheets do to texts that look like dates and times."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from proplint.damage.model import Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})")
_NO_YEAR: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})")
_MONTH_NAMED: Final = re.compile(r"([^\W\d_]{3,9})[- ]?([0-9]{1,2})|([0-9]{1,2})[- ]?([^\W\d_]{3,9})")
_MONTH_AND_YEAR: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})|([0-9]{1,2})([-/.])([0-9]{4})")
_TIME: Final = re.compile(r"([0-9]{1,5}):([0-9]{1,2})(?::([0-9]{1,2}))?(?: ?([AaPp])[Mm])?")

_TWO_PARTS: Final = re.compile(
    r"^(?:[0-9]{1,4}[-/.][0-9]{1,4}|[^\W\d_]{3,9}[- ]?[0-9]{1,2}|[0-9]{1,2}[- ]?[^\W\d_]{3,9})$"
)
_THREE_PARTS: Final = re.compile("^[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}$")
_COLON: Final = re.compile("^[0-9]{1,5}:[0-9]")
_PIVOT: Final = 30  # two digits below it belong to this century
_SHORT_YEAR: Final = 100
_NOON: Final = 12
_DAY: Final = 24 * 60 * 60
_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)


def read_date(text: str, locale: Locale) -> date | None:
    """Return the date that a text names with its year; None where it names none."""
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _date(int(match[1]), int(match[3]), int(match[4]))
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return None
    year = int(match[4])
    if len(match[4]) <= len("25"):
        year += 2000 if year < _PIVOT else 1900
    return _in_order(match[1], match[3], year, locale)


def _in_order(first: str, second: str, year: int, locale: Locale) -> date | None:
    day, month = (first, second) if locale.order == "dmy" else (second, first)
    return _date(year, int(month), int(day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_and_month(text: str, sign: str, locale: Locale, year: int) -> date | None:
    """Return the date of a year that a spreadsheet sees in two numbers with a sign between them."""
    match = _NO_YEAR.fullmatch(text)
    if not match or match[2] != sign or sign not in locale.partial:
        return None
    return _in_order(match[1], match[3], year, locale)


def _named(text: str, locale: Locale, year: int) -> date | None:
    """Return the date of a year that a spreadsheet sees in a month's name and a number."""
    match = _MONTH_NAMED.fullmatch(text)
    if not match:
        return None
    word, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    names = [one.casefold() for one in locale.months]
    found = [at for at, one in enumerate(names, 1) if word.casefold().startswith(one)]
    return _date(year, found[0], int(number)) if found else None


def _first_of_month(text: str, sign: str) -> date | None:
    """Return the first day of the month that a spreadsheet sees in a year and another number."""
    match = _MONTH_AND_YEAR.fullmatch(text)
    if not match or sign not in (match[2], match[5]):
        return None
    return _date(int(match[1] or match[6]), int(match[3] or match[4]), 1)


def _padded(day: date, locale: Locale) -> str:
    return locale.separator.join(_parts(day, locale, "02"))


def _bare(day: date, locale: Locale) -> str:
    return locale.separator.join(_parts(day, locale, ""))


def _short(day: date, locale: Locale) -> str:
    first, second, _ = _parts(day, locale, "02")
    return locale.separator.join((first, second, f"{day.year % _SHORT_YEAR:02}"))


def _parts(day: date, locale: Locale, width: str) -> tuple[str, str, str]:
    numbers = (day.day, day.month) if locale.order == "dmy" else (day.month, day.day)
    first, second = (format(number, width) for number in numbers)
    return first, second, f"{day.year:04}"


def _with_month(day: date, locale: Locale) -> str:
    return locale.month_form.format(day=day.day, padded=f"{day.day:02}", month=locale.months[day.month - 1])


def _iso(day: date, _: Locale) -> str:
    return day.isoformat()


def _slashes(day: date, _: Locale) -> str:
    return day.isoformat().replace("-", "/")


def _serial_1900(day: date, _: Locale) -> str:
    return str((day - _EPOCH_1900).days)


def _serial_1904(day: date, _: Locale) -> str:
    return str((day - _EPOCH_1904).days)


def _midnight(day: date, locale: Locale) -> str:
    return f"{_padded(day, locale)} 00:00"


def _midnight_iso(day: date, _: Locale) -> str:
    return f"{day.isoformat()} 00:00:00"


def _full(write: Callable[[date, Locale], str]) -> Make:
    """Return what reads a date with its year and writes it in some form."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        day = read_date(text, locale)
        return write(day, locale) if day else None

    return make


def _guessed(write: Callable[[date, Locale], str], sign: str, ago: int) -> Make:
    """Return what takes two numbers for a date of the year so many years ago, and writes it in some form.

    Args:
        write: Writes it.
        sign: The sign between them; empty for a month's name and a number.
        ago: How many years.
    """

    def make(text: str, locale: Locale, today: date) -> str | None:
        year = today.year - ago
        day = _day_and_month(text, sign, locale, year) if sign else _named(text, locale, year)
        return write(day, locale) if day else None

    return make


def _guessed_month(write: Callable[[date, Locale], str], sign: str) -> Make:
    """Return what takes two numbers for a month and its year, and writes its first day in some form."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        day = _first_of_month(text, sign)
        return write(day, locale) if day else None

    return make


def _guesses() -> Iterator[Way]:
    writes = {"padded": _padded, "bare": _bare, "short": _short, "iso": _iso, "slashes": _slashes}
    for sign in ("", "-", "/", "."):
        # The file may have been saved last year: what is checked in January was often edited in December.
        for ago, when in ((0, "this year"), (1, "last year")):
            for form, write in {**writes, "serial": _serial_1900}.items():
                yield Way(f"{form} of {sign or 'name'}, {when}", _guessed(write, sign, ago))
        yield Way(f"month of {sign or 'name'}", _guessed(_with_month, sign, 0))
    for sign in ("-", "/", "."):
        for form, write in {**writes, "month": _month_and_year}.items():
            yield Way(f"{form} of {sign} with year", _guessed_month(write, sign))


def _month_and_year(day: date, locale: Locale) -> str:
    return f"{locale.months[day.month - 1]}-{day.year % _SHORT_YEAR:02}"


def _moment(write: Callable[[date, Locale], str], form: str) -> Make:
    """Return what writes a date and a time of day in some form."""

    def make(text: str, locale: Locale, today: date) -> str | None:
        first, _, second = text.replace("T", " ").partition(" ")
        day, time = read_date(first, locale), _time(form)(second, locale, today)
        return f"{write(day, locale)} {time}" if day and time else None

    return make


def _seconds(text: str) -> tuple[int, int, int] | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % _NOON + (_NOON if match[4] in "Pp" else 0)
    return (hour, minute, second) if max(minute, second) < 60 else None  # noqa: PLR2004  what an hour has


def _time(form: str) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        time = _seconds(text)
        if time is None or (locale.half_days != ("{half}" in form) and "{any" not in form):
            return None
        hour, minute, second = time
        half = "AM" if hour % 24 < _NOON else "PM"
        return form.format(any=hour, hour=hour, twelve=hour % _NOON or _NOON, minute=minute, second=second, half=half)

    return make


def _fraction(text: str, locale: Locale, _: date) -> str | None:
    time = _seconds(text)
    if time is None:
        return None
    hour, minute, second = time
    return f"{(hour * 3600 + minute * 60 + second) / _DAY:.15g}".replace(".", locale.decimal)


DATES: Final = (
    Transformation("date-guess", "took it for a day and a month", _TWO_PARTS, (*_guesses(),)),
    Transformation(
        "date-serial",
        "wrote the date as a number of days",
        _THREE_PARTS,
        (Way("1900", _full(_serial_1900)), Way("1904", _full(_serial_1904))),
    ),
    Transformation(
        "date-form",
        "wrote the date in its own form",
        _THREE_PARTS,
        (
            Way("padded", _full(_padded)),
            Way("bare", _full(_bare)),
            Way("short", _full(_short)),
            Way("iso", _full(_iso)),
            Way("slashes", _full(_slashes)),
            Way("midnight", _full(_midnight)),
            Way("midnight iso", _full(_midnight_iso)),
        ),
    ),
    Transformation(
        "moment-form",
        "wrote the date and the time in its own form",
        re.compile("^[0-9]{1,4}[-/.].*:"),
        (
            Way("padded", _moment(_padded, "{hour:02}:{minute:02}")),
            Way("padded, seconds", _moment(_padded, "{hour:02}:{minute:02}:{second:02}")),
            Way("padded, halves", _moment(_padded, "{twelve:02}:{minute:02} {half}")),
            Way("bare", _moment(_bare, "{hour}:{minute:02}")),
            Way("bare, seconds", _moment(_bare, "{hour}:{minute:02}:{second:02}")),
            Way("iso", _moment(_iso, "{any:02}:{minute:02}:{second:02}")),
            Way("slashes", _moment(_slashes, "{any:02}:{minute:02}:{second:02}")),
        ),
    ),
    Transformation(
        "time-form",
        "took it for a time of day and wrote it in its own form",
        _COLON,
        (
            Way("halves", _time("{twelve:02}:{minute:02}:{second:02} {half}")),
            Way("bare halves", _time("{twelve}:{minute:02}:{second:02} {half}")),
            Way("seconds", _time("{hour:02}:{minute:02}:{second:02}")),
            Way("minutes", _time("{hour:02}:{minute:02}")),
            Way("any seconds", _time("{any:02}:{minute:02}:{second:02}")),
            Way("fraction", _fraction),
        ),
    ),
)
"""What is done to texts that look like dates and times."""
