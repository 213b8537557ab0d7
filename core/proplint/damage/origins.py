"""Which of some texts, such as the options of a property, a program rewrote to what stands in a cell."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.dates import SHORT_YEAR, full_year
from proplint.damage.explain import TRANSFORMATIONS
from proplint.damage.guesses import GUESSES
from proplint.damage.locales import EN_US, LOCALES
from proplint.damage.model import Damage, Made
from proplint.damage.weigh import program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.damage.model import Transformation

_MOST: Final = 500  # of more texts it is not told
_LONGEST: Final = 100
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}|(?<![0-9])[0-9]{2}(?![0-9])")
_NO_YEAR: Final = 0
_LOSSLESS: Final = ("mojibake", "wrong-code-page", "decomposed", "unbroken-blank", "trailing-blank")
_REMEMBERED: Final = 16
_EPOCH: Final = date(1899, 12, 30)
_UNKNOWN: Final = "\ufffd"


class Origin(NamedTuple):
    """The text that a cell held before a program rewrote it.

    Attributes:
        text: The text.
        how: Who did what: "a Turkish spreadsheet took it for a part of a date".
        lossless: Whether only its letters are garbled, so that nothing else can have been meant.
    """

    text: str
    how: str
    lossless: bool


class Origins:
    """Finds the one text that a program can have rewritten to another.

    Args:
        texts: The texts that a cell may hold.
        more: What other programs do, beside spreadsheets.
    """

    def __init__(self, texts: Sequence[str], more: Sequence[Transformation] = ()) -> None:
        self._transformations = (*more, *TRANSFORMATIONS)
        self._texts = [text for text in texts if len(text) <= _LONGEST] if len(texts) <= _MOST else []
        self._made: dict[int, dict[str, list[tuple[str, Made]]]] = {}

    def of(self, cell: str) -> Origin | None:
        """Return what a cell held before; None where no text, or more than one, becomes what it holds."""
        found: dict[str, list[Made]] = {}
        for year in (_NO_YEAR, *_years(cell)):
            for text, made in self._of_year(year).get(cell, ()):
                found.setdefault(text, []).append(made)
        if len(found) != 1:
            return None
        ((text, ways),) = found.items()
        damage = Damage(ways)
        kind = damage.transformation
        lossless = kind.name in _LOSSLESS and _UNKNOWN not in cell
        return Origin(text, f"{program(kind, damage.locales)} {kind.what}", lossless)

    def _of_year(self, year: int) -> dict[str, list[tuple[str, Made]]]:
        """Return what becomes of the texts: of a part of a date in one year, of everything else where none is said."""
        if year not in self._made:
            if len(self._made) > _REMEMBERED:
                self._made.clear()
            index = self._made[year] = {}
            for text in self._texts:
                for cell, made in self._rewritten(text, year):
                    index.setdefault(cell, []).append((text, made))
        return self._made[year]

    def _rewritten(self, text: str, year: int) -> Iterator[tuple[str, Made]]:
        today = date(year or 2000, 1, 1)
        for transformation in self._transformations:
            if (year != _NO_YEAR and transformation not in GUESSES) or not transformation.likely.search(text):
                continue
            for way in transformation.ways:
                for locale in LOCALES.values() if way.localised else (EN_US,):
                    cell = way.make(text, locale, today)
                    if cell and cell != text:
                        yield cell, Made(transformation, way, locale)


def _years(cell: str) -> list[int]:
    """Return the years that a cell may name, as its date, in two digits, or by a count of days."""
    if cell.isascii() and cell.isdigit() and len(cell) == len("46054"):
        return [(_EPOCH + timedelta(days=int(cell))).year]
    found = (int(digits) for digits in _YEAR.findall(cell))
    return [*dict.fromkeys(year if year >= SHORT_YEAR else full_year(year) for year in found)]
