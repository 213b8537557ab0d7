"""Dates that name their month, in English, Turkish and German; loaded when a cell with letters is no date."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from proplint.api import folded

_MONTHS: Final = (
    "jan january ocak oca januar jänner jän",
    "feb february şubat şub februar",
    "mar march mart märz mär mrz",
    "apr april nisan nis",
    "may mayıs mai",
    "jun june haziran haz juni",
    "jul july temmuz tem juli",
    "aug august ağustos ağu",
    "sep sept september eylül eyl",
    "oct october ekim eki oktober okt",
    "nov november kasım kas",
    "dec december aralık ara dezember dez",
)
_DAYS: Final = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt paz "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
)
_NUMBER_OF: Final = {folded(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_SMALL_WORDS: Final = frozenset({*map(folded, _DAYS.split()), "st", "nd", "rd", "th", "of", "the", "den"})
_BETWEEN: Final = re.compile(r"[\s.,/'’-]*")
_YEAR: Final = 4


class Worded(NamedTuple):
    """A date with a named month; `short` says that its year has two digits."""

    year: str
    month: int
    day: int
    short: bool


def worded(text: str) -> Worded | None:
    """Return the date that a text with a named month stands for; None when it is none."""
    parts = re.findall(r"[^\W\d_]+|[0-9]+", text)
    if _BETWEEN.fullmatch(re.sub(r"[^\W\d_]+|[0-9]+", "", text)) is None:
        return None
    words = [folded(part) for part in parts if not part[0].isdigit()]
    months = [_NUMBER_OF[word] for word in words if word in _NUMBER_OF]
    if len(months) != 1 or not all(word in _NUMBER_OF or word in _SMALL_WORDS for word in words):
        return None
    numbers = [part for part in parts if part[0].isdigit()]
    years = [number for number in numbers if len(number) == _YEAR]
    if [len(number) for number in numbers].count(_YEAR) == 1 and len(numbers) == 2:  # noqa: PLR2004
        (day,) = (number for number in numbers if number is not years[0])
        return Worded(years[0], months[0], int(day), short=False) if len(day) <= 2 else None  # noqa: PLR2004
    if [len(number) for number in numbers] in ([1, 2], [2, 2]):
        return Worded(numbers[1], months[0], int(numbers[0]), short=True)
    return None
