"""What spreadsheets do to texts that look like times of day, alone or behind a date."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.dates import bare, iso, padded, read_date, short, slashes
from proplint.damage.model import Only, Transformation, Way, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_TIME: Final = re.compile(r"([0-9]{1,5}):([0-9]{1,2})(?::([0-9]{1,2}))?(?: ?([AaPp])[Mm])?")
_HOUR: Final = re.compile(r"^([0-9]{1,2}) ?([AaPp][Mm])\Z")
_PARTS: Final = re.compile(r"^(.*:[0-9]{1,2})([.,])([0-9]{1,9})\Z")
_ZONE: Final = re.compile(r"Z\Z")
_COLON_LAST: Final = re.compile(r":\Z")
_BELOW_ZERO: Final = re.compile("^-[0-9]+:")
_WORD_LAST: Final = re.compile(r"[0-9] [^0-9]+\Z")
_MOST_PLACES: Final = 3
_CLOCK: Final = re.compile("^-?[0-9]{1,5}(?::| ?[AaPp][Mm]$)")
_ENGLISH: Final = ("AM", "PM")
_LAST_YEAR: Final = 9999  # that there are dates for
_NOON: Final = 12
_DAY: Final = 24
_SECONDS: Final = _DAY * 60 * 60


class _Time(NamedTuple):
    """A time that a text names.

    Attributes:
        hour: Of the day, or more.
        minute: Of the hour.
        second: Of the minute.
        half: How it is written: with AM or PM, with them although its hour is 0, or without.
    """

    hour: int
    minute: int
    second: int
    half: str

    def written(self, form: str, locale: Locale) -> str:
        """Return it in a form."""
        values = self._asdict()
        values["half"] = locale.out.halves[self.hour % _DAY >= _NOON]
        return form.format(**values, any=self.hour, twelve=self.hour % _NOON or _NOON)


class _Form(NamedTuple):
    """How a moment stands in a text: the sign in its date, what stands behind the date, and where the year does."""

    sign: str
    between: str
    year_first: bool

    def pattern(self, last: str) -> re.Pattern[str]:
        """Return the pattern of texts of this form, of which `last` is that of the last character."""
        first = "[0-9]{4}" if self.year_first else "[0-9]{1,2}"
        return re.compile(rf"^{first}(?:{re.escape(self.sign)}[0-9]+){{2}}{self.between} *[0-9]+:.*{last}\Z")


class _Written(NamedTuple):
    """How a moment is written: its date, its time, and what is put between them; "" for what stood there."""

    date: Callable[[date, Locale], str]
    time: str
    put: str = ""


_MOMENTS: Final = (
    *(_Form(sign, " ", year_first) for sign in "-/." for year_first in (True, False)),
    _Form("-", "T", year_first=True),  # ISO 8601
)


@lru_cache(maxsize=16)  # the ways of one transformation ask for the same ones
def _read(text: str) -> _Time | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = "" if not match[4] else "of halves" if hour else "of halves from 0"
    if match[4]:
        if hour > _NOON:
            return None
        hour = hour % _NOON + (_NOON if match[4] in "Pp" else 0)
    return _Time(hour, minute, second, half) if max(minute, second) < 60 else None  # noqa: PLR2004  what an hour has


def _time(form: str, half: str = "") -> Make:
    """Return what writes a time of day, of texts with AM or PM or of those without, in some form."""
    in_halves, in_any = "{half}" in form, "{any" in form

    def make(text: str, locale: Locale, _: date) -> str | None:
        time = _read(text)
        # What is shown keeps the form in which it was read; what is edited has the document's.
        fits = in_any or in_halves in (locale.half_days, locale.out.half_days)
        if time is None or time.half != half or not fits:
            return None
        return None if in_halves and time.hour >= _DAY else time.written(form, locale)

    return Only(re.compile("[Mm]$" if half else "[0-9]$"), make)


def _without_colon(text: str) -> str | None:
    """Return a time without the colon behind it; an hour alone with its minutes."""
    if not text.endswith(":"):
        return None
    return text[:-1] if ":" in text[:-1] else f"{text}00"


def _with_minutes(text: str) -> str | None:
    match = _HOUR.fullmatch(text)
    return f"{match[1]}:00 {match[2]}" if match else None


def _half_in_words(make: Make) -> Make:
    """Return what takes the locale's own words for AM and PM."""

    def make_of(text: str, locale: Locale, today: date) -> str | None:
        time, _, word = text.partition(" ")
        if word not in locale.halves or word in _ENGLISH:
            return None
        return make(f"{time} {_ENGLISH[locale.halves.index(word)]}", locale, today)

    return Only(_WORD_LAST, make_of)


def _without_zone(text: str) -> str | None:
    return text[:-1] if text.endswith("Z") else None


def _with_parts(make: Make, places: int | None, *, colons: int, iso_sign: bool = False) -> Make:
    """Return what writes parts of seconds as well.

    Args:
        make: Writes the time without them.
        places: How many decimals are written; None for those that are needed.
        colons: How many colons the time has.
        iso_sign: Whether comma and period both stand before the decimals; else the decimal sign does.
    """

    def make_with(text: str, locale: Locale, today: date) -> str | None:
        match = _PARTS.match(text)
        if not match or match[1].count(":") != colons or not (iso_sign or match[2] == locale.decimal):
            return None
        written = make(match[1], locale, today)
        decimals = _decimals(match[3], places)
        return written and (f"{written}{locale.out.decimal}{decimals}" if decimals else written)

    return Only(_PARTS, make_with)


def _decimals(digits: str, places: int | None) -> str:
    """Return some decimals as so many; where they are rounded up to a whole, none of them."""
    if places is None:
        return digits.rstrip("0")
    rounded = f"{Decimal(f'0.{digits}').quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return rounded.removeprefix("0.") if rounded.startswith("0") else ""


def _below_zero(*, before_midnight: bool) -> Make:
    """Return what writes a time below zero, as it is or as that of the day before."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        time = _read(text[1:])
        if time is None or time.half:
            return None
        if not before_midnight or time.hour >= _DAY:
            return f"-{time.written(_FORMS['any seconds'], locale)}"
        left = _SECONDS - (time.hour * 60 + time.minute) * 60 - time.second
        other = _Time(left // 3600 % _DAY, left // 60 % 60, left % 60, "")
        return other.written(_FORMS["any seconds"], locale)

    return Only(_BELOW_ZERO, make)


def _moment(form: _Form, write: _Written, half: str = "") -> Make:
    """Return what writes a date and a time of day: of texts with AM or PM or of those without, in some form."""
    write_time = _time(write.time, half)

    def make(text: str, locale: Locale, today: date) -> str | None:
        first, _, second = text.partition(form.between)
        second = second.lstrip(" ")
        time = _read(second)
        if time is None or time.hour >= _DAY:
            return None
        day, written = read_date(first, locale), write_time(second, locale, today)
        return f"{write.date(day, locale)}{write.put or form.between}{written}" if day and written else None

    return Only(form.pattern("[Mm]" if half else "[0-9]"), make)


def _after_midnight(between: str) -> Make:
    """Return what takes the hours that a day does not have for those of the next day."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        first, _sign, second = text.partition(between)
        day, time = read_date(first, locale), _read(second)
        if not day or not time or time.hour < _DAY or day.year >= _LAST_YEAR:
            return None
        later = day + timedelta(days=time.hour // _DAY)
        rest = time._replace(hour=time.hour % _DAY)
        return f"{later.isoformat()}{between}{rest.written(_FORMS['any seconds'], locale)}"

    return Only(re.compile(rf"^[0-9]+-[0-9]+-[0-9]+{between}"), make)


def _fraction(text: str, locale: Locale, _: date) -> str | None:
    time = _read(text)
    if time is None:
        return None
    part = (time.hour * 3600 + time.minute * 60 + time.second) / _SECONDS
    return f"{part:.15g}".replace(".", locale.out.decimal)


_FORMS: Final = {
    "halves": "{twelve:02}:{minute:02}:{second:02} {half}",
    "bare halves": "{twelve}:{minute:02}:{second:02} {half}",
    "seconds": "{hour:02}:{minute:02}:{second:02}",
    "minutes": "{hour:02}:{minute:02}",
    "any seconds": "{any:02}:{minute:02}:{second:02}",
    "any minutes": "{any:02}:{minute:02}",
}


_HALVES: Final = ("", "of halves", "of halves from 0")


def _times() -> Iterator[Way]:
    for name, form in _FORMS.items():
        for half in _HALVES:
            yield Way(f"{name} {half}".rstrip(), _time(form, half))
        yield Way(f"{name}, colon behind", changed(_COLON_LAST, _without_colon, _time(form)))
        yield Way(f"{name}, half in words", _half_in_words(_time(form, "of halves")))
        yield Way(f"{name}, hour alone", changed(_HOUR, _with_minutes, _time(form, "of halves")))
    yield Way("fraction", _fraction)
    yield Way("below zero", _below_zero(before_midnight=False))
    yield Way("before midnight", _below_zero(before_midnight=True))
    minutes = _FORMS["any minutes"]
    for places in (None, _MOST_PLACES - 1, _MOST_PLACES):
        of = "as needed" if places is None else str(places)
        yield Way(f"parts of seconds, {of}", _with_parts(_time(_FORMS["any seconds"]), places, colons=2))
        yield Way(f"parts of minutes, {of}", _with_parts(_time(minutes), places, colons=1))
        yield Way(f"parts of minutes with hours, {of}", _with_parts(_time(f"00:{minutes}"), places, colons=1))


def _moments() -> Iterator[Way]:
    for form in _MOMENTS:
        of = f"of {form.sign}{form.between}, year {'first' if form.year_first else 'last'}"
        for name, write in _written_moments():
            for half in _HALVES:
                yield Way(f"{name} {of} {half}".rstrip(), _moment(form, write, half))
            if write.time == _FORMS["any seconds"]:
                yield from _to_the_second(f"{name} {of}", _moment(form, write), iso_sign=form.between == "T")
    for between in " T":
        yield Way(f"after midnight of {between}", _after_midnight(between))


def _to_the_second(name: str, make: Make, *, iso_sign: bool) -> Iterator[Way]:
    """Give what is done to moments with parts of seconds or a time zone behind them."""
    yield Way(f"{name}, zone", changed(_ZONE, _without_zone, make))
    for places in (None, _MOST_PLACES):
        of = "as needed" if places is None else str(places)
        parts = _with_parts(make, places, colons=2, iso_sign=iso_sign)
        yield Way(f"{name}, parts {of}", parts)
        yield Way(f"{name}, parts {of}, zone", changed(_ZONE, _without_zone, parts))


def _written_moments() -> Iterator[tuple[str, _Written]]:
    """Give how moments are written, and what that is called."""
    hours, halves, seconds = _FORMS["any minutes"], "{twelve:02}:{minute:02} {half}", _FORMS["any seconds"]
    for name, write in {"padded": padded, "bare": bare, "short": short}.items():
        for form in (hours, hours.replace(":02", "", 1), seconds, halves):
            yield f"{name} {form}", _Written(write, form, " ")
    yield "iso", _Written(iso, seconds)
    yield "iso with blank", _Written(iso, seconds, " ")
    yield "slashes", _Written(slashes, seconds, " ")


TIMES: Final = (
    Transformation(
        "moment-form",
        "wrote the date and the time in its own form",
        re.compile(r"^[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?: +|T *)[0-9]+:[0-9]"),
        (*_moments(),),
    ),
    Transformation(
        "time-form",
        "took it for a time of day and wrote it in its own form",
        _CLOCK,
        (*_times(),),
    ),
)
"""What is done to texts that look like times."""
