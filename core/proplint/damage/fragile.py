"""Values that the next spreadsheet would destroy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.explain import CONVERSIONS
from proplint.damage.locales import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from proplint.damage.model import Transformation

ADVICE: Final = (
    'import the file without converting texts (Google Sheets: untick "Convert text to numbers, dates, and formulas"; '
    'LibreOffice: tick "Quoted field as text"), or format the column as text'
)
"""What keeps fragile values whole."""

_REMEMBERED: Final = 1 << 14
_LONGEST: Final = 100  # longer texts are no values
_DOUBTFUL: Final = re.compile(
    r"^[=+']|[^\W_]*\d|^(?:true|false|wahr|falsch|vrai|faux|do[gğ]ru|yanl[ıi][şs])$", re.IGNORECASE
)
_FORMULAS: Final = ("formula-error", "formula-value")


class Fragile(NamedTuple):
    """What a spreadsheet would make of a text.

    Attributes:
        text: The text.
        made: What becomes of it.
        what: What is done to it, in the past tense.
        locales: The locales in which something is done to it; empty for all.
    """

    text: str
    made: str
    what: str
    locales: frozenset[str]


def fragile(text: str, is_lost: Callable[[str, str], bool], today: date) -> Fragile | None:
    """Return what a spreadsheet would make of a text; None where nothing would be lost.

    Args:
        text: The text.
        is_lost: Whether a text is lost to a column when another stands in its place.
        today: The day on which the spreadsheet runs.
    """
    if not 0 < len(text) <= _LONGEST or not _DOUBTFUL.search(text):
        return None
    found: list[tuple[Transformation, str, str]] = []
    for transformation, made, locale in _conversions(text, today):
        if all(locale != other for *_, other in found) and is_lost(text, made):
            found.append((transformation, made, locale))
    if not found:
        return None
    first, made, _ = found[0]
    locales = frozenset(locale for *_, locale in found)
    return Fragile(text, made, first.what, locales if len(locales) < len(LOCALES) else frozenset())


def _conversions(text: str, today: date) -> Iterator[tuple[Transformation, str, str]]:
    """Give what becomes of a text, and in which locale."""
    for transformation in CONVERSIONS:
        is_formula = transformation.name in _FORMULAS
        if not transformation.likely.search(text) or (is_formula and text[0] not in "=+"):
            continue
        for way in transformation.ways:
            if way.regular or is_formula:
                for locale in LOCALES.values():
                    made = way.make(text, locale, today)
                    if made and made != text:
                        yield transformation, made, locale.name


class FragileColumn:
    """Finds the cells of one column that a spreadsheet would destroy, each distinct text once.

    Args:
        is_lost: Whether a text is lost to the column when another stands in its place.
        today: The day on which the spreadsheet runs.

    Attributes:
        first: The first of them; None so far.
        count: How many there are.
    """

    def __init__(self, is_lost: Callable[[str, str], bool], today: date) -> None:
        self._is_lost = is_lost
        self._today = today
        self._known: dict[str, bool] = {"": False}
        self.first: Fragile | None = None
        self.count = 0

    def add(self, cells: Sequence[str]) -> int | None:
        """Look at the next cells; return the index of the first fragile one, if it is the first of the column."""
        if len(self._known) > _REMEMBERED:
            self._known = {"": False}
        known = self._known
        for text in {*cells} - known.keys():
            known[text] = fragile(text, self._is_lost, self._today) is not None
        marks = [known[text] for text in cells]
        self.count += sum(marks)
        if self.first is not None or True not in marks:
            return None
        at = marks.index(True)
        self.first = fragile(cells[at], self._is_lost, self._today)
        return at
