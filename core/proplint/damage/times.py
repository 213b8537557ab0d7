"""What spreadsheets do to texts that look like times of day, alone or behind a date."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.dates import bare, iso, padded, read_date, slashes
from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_TIME: Final = re.compile(r"([0-9]{1,5}):([0-9]{1,2})(?::([0-9]{1,2}))?(?: ?([AaPp])[Mm])?")
_COLON: Final = re.compile("^[0-9]{1,5}:[0-9]")
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


def _moment(sign: str, write: Callable[[date, Locale], str], form: str, between: str, put: str = "") -> Make:
    """Return what writes a date, whose parts have one sign between them, and a time of day in some form."""
    write_time = _time(form)

    def make(text: str, locale: Locale, today: date) -> str | None:
        first, _, second = text.partition(between)
        time = _read(second)
        if time is None or time.hour >= _DAY:
            return None
        day, written = read_date(first, locale), write_time(second, locale, today)
        return f"{write(day, locale)}{put or between}{written}" if day and written else None

    return Only(re.compile(rf"^[0-9]+{re.escape(sign)}[0-9]+{re.escape(sign)}[0-9]+{between}[0-9:]+$"), make)


def _after_midnight(between: str) -> Make:
    """Return what takes the hours that a day does not have for those of the next day."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        first, _sign, second = text.partition(between)
        day, time = read_date(first, locale), _read(second)
        if not day or not time or time.hour < _DAY:
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
}


def _times() -> Iterator[Way]:
    for name, form in _FORMS.items():
        yield Way(name, _time(form))
        for half in ("of halves", "of halves from 0"):
            yield Way(f"{name} {half}", _time(form, half))
    yield Way("fraction", _fraction)


def _moments() -> Iterator[Way]:
    hours, halves = "{hour:02}:{minute:02}", "{twelve:02}:{minute:02} {half}"
    for between in " T":
        for sign in "-/.":
            of = f"of {sign}{between}"
            for name, write in {"padded": padded, "bare": bare}.items():
                for form in (hours, hours.replace(":02", "", 1), f"{hours}:{{second:02}}", halves):
                    yield Way(f"{name} {form} {of}", _moment(sign, write, form, between, " "))
            both = _FORMS["any seconds"]
            yield Way(f"iso {of}", _moment(sign, iso, both, between))
            yield Way(f"iso with blank {of}", _moment(sign, iso, both, between, " "))
            yield Way(f"slashes {of}", _moment(sign, slashes, both, between, " "))
        yield Way(f"after midnight of {between}", _after_midnight(between))


TIMES: Final = (
    Transformation(
        "moment-form",
        "wrote the date and the time in its own form",
        re.compile(r"^[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[ T][0-9]+:[0-9]"),
        (*_moments(),),
    ),
    Transformation(
        "time-form",
        "took it for a time of day and wrote it in its own form",
        _COLON,
        (*_times(),),
    ),
)
"""What is done to texts that look like times."""
