"""What a spreadsheet can make of a text where a file is opened and saved, without asking for what it can't.

Which ways can make something of a text is told by its shape, and the texts of a column have few shapes. In which of the
locales they have to be asked is told by what they look at in a locale.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.explain import CONVERSIONS
from proplint.damage.locales import EN_US, LOCALES
from proplint.damage.model import Only

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make, Transformation, Way

LONGEST: Final = 100
"""Longer texts are no values."""

_DOUBTFUL: Final = re.compile(
    r"^[=+']|[^\W_]*\d|^(?:true|false|wahr|falsch|vrai|faux|do[gğ]ru|yanl[ıi][şs])$", re.IGNORECASE
)
_ELSEWHERE: Final = ("date-serial",)  # done where formats are changed, not where a file is opened and saved
_FORMULAS: Final = ("formula-error", "formula-value")
_NUMBERS: Final = (
    *("lost-digits", "lost-plus", "expanded-exponent", "lost-zeros", "trimmed-zeros", "decimal-comma", "number-form"),
    "fraction",
)
_LOOKED_AT: Final[Mapping[str, Sequence[str]]] = {
    **dict.fromkeys(_NUMBERS, ("decimal",)),
    **dict.fromkeys(("thousands-sign", "scientific-notation", "currency", "percent"), ("decimal", "groups")),
    "date-form": ("order", "separator"),
    "moment-form": ("order", "separator", "decimal", "half_days", "halves"),
    "time-form": ("decimal", "half_days", "halves"),
    "formula-error": ("errors",),
    "formula-value": ("decimal", "booleans"),
}
"""What the ways of a transformation look at in a locale; where it stands nowhere, it may be anything."""

_KINDS: Final = tuple(kind for kind in CONVERSIONS if kind.name not in _ELSEWHERE)
_LIKELY: Final = re.compile("|".join(f"(?s:{kind.likely.pattern})" for kind in _KINDS))
"""What begins each text that something may be done to: each of the patterns begins with ^."""

_ALIKE: Final = str.maketrans("23456789", "1" * 8)  # no pattern tells these digits from each other


class Candidate(NamedTuple):
    """A transformation that may be done to texts of one shape.

    Attributes:
        kind: It.
        ways: What makes something of them, and the locales to ask it for: of those in which it makes the same, one.
    """

    kind: Transformation
    ways: Sequence[tuple[Make, Sequence[Locale]]]

    def made(self, text: str, today: date) -> Iterator[str]:
        """Give what becomes of a text; some more than once.

        Args:
            text: A text of the shape.
            today: The day on which the program runs.
        """
        for make, locales in self.ways:
            for locale in locales:
                made = make(text, locale, today)
                if made and made != text:
                    yield made


def candidates(text: str) -> Sequence[Candidate]:
    """Return what may be done to a text, the most telling first."""
    if len(text) > LONGEST or not _LIKELY.match(text):
        return ()
    return _of_shape(text.translate(_ALIKE))


def likely_kinds(text: str) -> Iterator[Transformation]:
    """Give what may be done to a text where a file is opened and saved."""
    if 0 < len(text) <= LONGEST and _DOUBTFUL.search(text):
        for kind in _KINDS:
            if (kind.name not in _FORMULAS or text[0] in "=+") and kind.likely.search(text):
                yield kind


def ways_done(kind: Transformation) -> Iterator[Way]:
    """Give the ways of a transformation that are done to every text, and those of formulas, of which most fail."""
    return (way for way in kind.ways if way.regular or kind.name in _FORMULAS)


@lru_cache(maxsize=1 << 14)
def _of_shape(shape: str) -> Sequence[Candidate]:
    found = (Candidate(kind, [*_fitting(kind, shape)]) for kind in likely_kinds(shape))
    return tuple(candidate for candidate in found if candidate.ways)


def _fitting(kind: Transformation, shape: str) -> Iterator[tuple[Make, Sequence[Locale]]]:
    for way in ways_done(kind):
        locales = _asked(kind.name) if way.localised else (EN_US,)
        if not isinstance(way.make, Only):
            yield way.make, locales
        elif way.make.form.search(shape):
            yield way.make.make, locales


@lru_cache
def _asked(name: str) -> Sequence[Locale]:
    """Return one of each of the locales that are the same to a transformation."""
    looked_at = attrgetter(*_LOOKED_AT.get(name, ("name",)))
    return tuple({looked_at(locale): locale for locale in LOCALES.values()}.values())
