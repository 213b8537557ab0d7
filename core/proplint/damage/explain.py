"""Which transformation made a cell's new text of its old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pluggy

from proplint.damage.amounts import AMOUNTS
from proplint.damage.dates import DATES
from proplint.damage.guesses import GUESSES
from proplint.damage.locales import LOCALES
from proplint.damage.model import Damage, Made, Only
from proplint.damage.numbers import NUMBERS
from proplint.damage.texts import LETTERS, WORDS
from proplint.damage.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Same, Transformation

CONVERSIONS: Final = (*NUMBERS, *AMOUNTS, *GUESSES, *DATES, *TIMES, *WORDS)
"""What spreadsheets do to any file that they open and save: they take cells for values."""

TRANSFORMATIONS: Final = (*CONVERSIONS, *LETTERS)
"""All that is known of what spreadsheets do, the most telling first."""

_LONGEST: Final = 10_000  # longer texts are no cells that a spreadsheet keeps whole

_hookimpl: Final = pluggy.HookimplMarker("proplint")  # that of `proplint.api`, which stands above this


def explain(
    before: str,
    after: str,
    same: Same | None = None,
    *,
    today: date,
    locales: Collection[Locale] = (*LOCALES.values(),),
    known: Collection[Made] = (),
    more: Sequence[Transformation] = (),
) -> Damage | None:
    """Return how a program can have made one text of another.

    Args:
        before: The cell's old text.
        after: Its new one.
        same: Whether two texts are the same value for the column; None where every character counts.
        today: The day on which, or a little after which, the file was saved.
        locales: The locales that are thought of.
        known: What was done to other cells; where some of it makes `after`, nothing else is thought of.
        more: What other programs do, beside spreadsheets; they come first, since a team named them.

    Returns:
        Every way that makes `after` of `before`; None when none does, or when both are the same value.
    """
    if not before or not after or before == after or (same is not None and same(before, after)):
        return None
    made = [one for one in known if one.way.make(before, one.locale, today) == after]
    made = made or [*_makers(before, after, today, locales, (*more, *TRANSFORMATIONS))]
    return Damage(made) if made else None


def _makers(
    before: str, after: str, today: date, locales: Collection[Locale], transformations: Sequence[Transformation]
) -> Iterator[Made]:
    first = next(iter(locales))
    for transformation in transformations:
        if len(before) > _LONGEST or not transformation.likely.search(before):
            continue
        for way in transformation.ways:
            make = way.make
            if isinstance(make, Only):  # what it says of the text it says for all locales
                if not make.form.search(before):
                    continue
                make = make.make
            for locale in locales if way.localised else (first,):
                if make(before, locale, today) == after:
                    yield Made(transformation, way, locale)


@_hookimpl
def proplint_damage() -> Sequence[Transformation]:
    """Bring what spreadsheets do."""
    return TRANSFORMATIONS
