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
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NO_YEAR: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\.?")
_MONTH_NAMED: Final = re.compile(r"([^\W\d_]{3,9})[- ]?([0-9]{1,2})|([0-9]{1,2})[- ]?([^\W\d_]{3,9})")
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([AaPp])[Mm])?")

_TWO_PARTS: Final = re.compile(
    r"^(?:[0-9]{1,2}[-/.][0-9]{1,2}\.?|[^\W\d_]{3,9}[- ]?[0-9]{1,2}|[0-9]{1,2}[- ]?[^\W\d_]{3,9})$"
)
_THREE_PARTS: Final = re.compile("^[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}$")
_COLON: Final = re.compile("^[0-9]{1,2}:[0-9]")
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
    if len(match[4]) == len("25"):
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


def _guess(text: str, locale: Locale, year: int) -> date | None:
    """Return the date of a year that a spreadsheet sees in a text that names none."""
    match = _NO_YEAR.fullmatch(text)
    if match:
        return _in_order(match[1], match[3], year, locale) if match[2] in locale.partial else None
    match = _MONTH_NAMED.fullmatch(text)
    if not match:
        return None
    word, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    names = [one.casefold() for one in locale.months]
    found = [at for at, one in enumerate(names, 1) if word.casefold().startswith(one)]
    return _date(year, found[0], int(number)) if found else None


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


def _guessed(write: Callable[[date, Locale], str], ago: int) -> Make:
    """Return what takes a text for a date of the year so many years ago, and writes it in some form."""

    def make(text: str, locale: Locale, today: date) -> str | None:
        day = _guess(text, locale, today.year - ago)
        return write(day, locale) if day else None

    return make


def _guesses() -> Iterator[Way]:
    # The file may have been saved last year: what is checked in January was often edited in December.
    for ago, when in ((0, "this year"), (1, "last year")):
        yield Way(f"padded, {when}", _guessed(_padded, ago))
        yield Way(f"bare, {when}", _guessed(_bare, ago))
        yield Way(f"short, {when}", _guessed(_short, ago))
        yield Way(f"iso, {when}", _guessed(_iso, ago))
        yield Way(f"slashes, {when}", _guessed(_slashes, ago))
        yield Way(f"serial, {when}", _guessed(_serial_1900, ago))
    yield Way("month", _guessed(_with_month, 0))


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
        if time is None or locale.half_days != ("{half}" in form):
            return None
        hour, minute, second = time
        half = "AM" if hour % 24 < _NOON else "PM"
        return form.format(hour=hour, twelve=hour % _NOON or _NOON, minute=minute, second=second, half=half)

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
        "time-form",
        "took it for a time of day and wrote it in its own form",
        _COLON,
        (
            Way("halves", _time("{twelve:02}:{minute:02}:{second:02} {half}")),
            Way("bare halves", _time("{twelve}:{minute:02}:{second:02} {half}")),
            Way("seconds", _time("{hour:02}:{minute:02}:{second:02}")),
            Way("minutes", _time("{hour:02}:{minute:02}")),
            Way("fraction", _fraction),
        ),
    ),
)
"""What is done to texts that look like dates and times."""
