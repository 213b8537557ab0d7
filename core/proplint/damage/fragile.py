"""Values that the next spreadsheet, or another program, would destroy."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.candidates import LONGEST, Candidate, candidates, ways_done
from proplint.damage.locales import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make, Transformation

ADVICE: Final = (
    'import the file without converting texts (Google Sheets: untick "Convert text to numbers, dates, and formulas"; '
    'LibreOffice: tick "Quoted field as text"), or format the column as text'
)
"""What keeps fragile values whole."""

_REMEMBERED: Final = 1 << 16
_ENOUGH: Final = 1000  # of so many texts of a column that a type had back, it has the others back too


class Fragile(NamedTuple):
    """What a program would make of a text.

    Attributes:
        text: The text.
        made: What becomes of it.
        kind: What is done to it.
        locales: The locales in which something is done to it; empty for all.
    """

    text: str
    made: str
    kind: Transformation
    locales: frozenset[str]


class FragileColumn:
    """Finds the cells of one column that a program would destroy, each distinct text once.

    Args:
        is_lost: Whether a text is lost to the column when another stands in its place.
        today: The day on which the program runs.
        more: What is done to texts beside what is known of spreadsheets.
        who: The program that is asked about, one of those that `more` names; empty for spreadsheets.

    Attributes:
        first: The first of them; None so far.
        count: How many there are.
    """

    def __init__(
        self,
        is_lost: Callable[[str, str], bool],
        today: date,
        more: Sequence[Transformation] = (),
        who: str = "",
    ) -> None:
        self._is_lost = is_lost
        self._today = today
        self._more = [kind for kind in more if kind.who == who]
        self._who = who
        self._known: dict[str, bool] = {}
        self._undone: Counter[str] = Counter()
        self.first: Fragile | None = None
        self.count = 0

    def add(self, cells: Sequence[str]) -> int | None:
        """Look at the next cells; return the index of the first fragile one, if it is the first of the column."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        bad = {text for text in dict.fromkeys(cells) if self._is_fragile(text)}
        if not bad:
            return None
        self.count += sum(map(bad.__contains__, cells))
        if self.first is not None:
            return None
        at = next(at for at, text in enumerate(cells) if text in bad)
        self.first = self._told(cells[at])
        return at

    def _is_fragile(self, text: str) -> bool:
        known = self._known.get(text)
        if known is None:
            found = [*self._candidates(text)]
            known = self._is_destroyed(text, found)
            if found and len(text) <= LONGEST:
                self._known[text] = known
        return known

    def _candidates(self, text: str) -> Iterator[Candidate]:
        """Give what may be done to a text where the program takes a file in and gives it back."""
        if not self._who:
            yield from candidates(text)
        if text:
            yield from (Candidate(kind, _everywhere(kind)) for kind in self._more if kind.likely.search(text))

    def _is_destroyed(self, text: str, found: Sequence[Candidate]) -> bool:
        """Whether something that is done to a text can't be undone."""
        kept: set[str] = set()
        return any(self._destroys(one, text, kept) for one in found)

    def _destroys(self, candidate: Candidate, text: str, kept: set[str]) -> bool:
        """Whether a transformation destroys a text.

        Args:
            candidate: The transformation.
            text: The text.
            kept: What was made of the text and keeps it; more of that is put in.
        """
        kind = candidate.kind
        if self._undone[kind.name] > _ENOUGH:
            return False
        texts = candidate.made(text, self._today)
        if kind in self._more:
            texts = iter([*texts])  # a plugin that fails is told whatever else it makes
        is_done = False
        for made in texts:
            if made not in kept:
                if self._is_lost(text, made):
                    self._undone[kind.name] = 0
                    return True
                kept.add(made)
            is_done = True
        self._undone[kind.name] += is_done
        return False

    def _told(self, text: str) -> Fragile:
        lost = [
            (kind, made, locale)
            for kind in (candidate.kind for candidate in self._candidates(text))
            for made, locale in _made(kind, text, self._today)
            if self._is_lost(text, made)
        ]
        kind, made, _ = lost[0]
        locales = frozenset(locale for *_, locale in lost)
        return Fragile(text, made, kind, locales if len(locales) < len(LOCALES) else frozenset())


def _everywhere(kind: Transformation) -> Sequence[tuple[Make, Sequence[Locale]]]:
    return [(way.make, (*LOCALES.values(),)) for way in ways_done(kind)]


def _made(kind: Transformation, text: str, today: date) -> Iterator[tuple[str, str]]:
    """Give what becomes of a text, and in which locale."""
    for way in ways_done(kind):
        for locale in LOCALES.values():
            made = way.make(text, locale, today)
            if made and made != text:
                yield made, locale.name
