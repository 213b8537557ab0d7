"""Weighing the evidence of a file: which of its changed cells a spreadsheet changed, and whether that is certain.

A cell alone proves little: people too write `7` for `007`. A spreadsheet changes every cell that it takes for
a value, so a cell of the same column that it would have changed, and that stayed as it was, speaks against it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.explain import explain
from proplint.damage.locales import LOCALES, MIXED
from proplint.damage.model import Damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from proplint.damage.changes import Change
    from proplint.damage.locales import Locale
    from proplint.damage.model import Made, Same, Transformation

_ENOUGH: Final = 2
_BY_CHANCE: Final = 100
_LEARNT: Final = 1000  # after so many cells of a column it is known what was done in it
_PATIENCE: Final = 100
_NAMED: Final = 2  # more languages than these tell nothing


class Weighed(NamedTuple):
    """What the changes of a file come to.

    Attributes:
        damage: For each change, how a spreadsheet made it; None where none did.
        suspected: The same, also where a cell that stayed as it was speaks against it.
        certain: Whether a spreadsheet is the only explanation, so that the old texts can be put back.
        locales: The locales in which one spreadsheet can have made the most of it; empty for any.
        cells: Number of damaged cells.
        columns: Number of the columns that they are in.
    """

    damage: Sequence[Damage | None]
    suspected: Sequence[Damage | None]
    certain: bool
    locales: frozenset[str]
    cells: int
    columns: int

    @property
    def spreadsheet(self) -> str:
        """The spreadsheet with its article: "a Turkish spreadsheet"."""
        return spreadsheet(self.locales)

    @property
    def summary(self) -> str:
        """One sentence for people; empty when nothing is damaged."""
        if not self.cells:
            return ""
        cells = "1 cell" if self.cells == 1 else f"{self.cells:,} cells"
        columns = "1 column" if self.columns == 1 else f"{self.columns:,} columns"
        return f"this file went through {self._programs}: {cells} in {columns}"

    @property
    def _programs(self) -> str:
        """Who damaged the file, each with its article."""
        whos = dict.fromkeys(damage.transformation.who for damage in self.damage if damage)
        return " and ".join(who or self.spreadsheet for who in whos)


def spreadsheet(locales: Iterable[str]) -> str:
    """Return a spreadsheet of some locales with its article; their languages only where they are few."""
    names = [LOCALES[name].language for name in sorted(locales)]
    return f"{' or '.join(names)} spreadsheet" if 0 < len(names) <= _NAMED else "a spreadsheet"


def program(kind: Transformation, locales: Iterable[str]) -> str:
    """Return who does something, with the article: the one that it names, or a spreadsheet of some locales."""
    return kind.who or spreadsheet(locales)


def weigh(
    changes: Sequence[Change],
    survivors: Callable[[frozenset[int]], Iterable[tuple[int, str]]],
    sames: Mapping[int, Same],
    *,
    reformatted: bool,
    today: date,
    more: Sequence[Transformation] = (),
) -> Weighed:
    """Weigh the changes of one file against what did not change.

    Args:
        changes: Every cell that is not as it was, of customers who are in both versions.
        survivors: Gives, of some columns, column and text of each cell that is as it was; only asked when a
            change can be damage, and once more when it can be only in two languages.
        sames: Column to what tells whether two of its texts are one value; in others every character counts.
        reformatted: Whether the file as a whole was written anew: other quotes, line ends, byte order mark.
        today: The day on which, or a little after which, the file was saved.
        more: What other programs do, beside spreadsheets.
    """
    suspected = _explained(changes, sames, today, more)
    found = _unrefuted(changes, suspected, survivors, today)
    if reformatted or sum(map(bool, found)) >= _ENOUGH:
        imported = _unrefuted(changes, _imported(changes, found, sames, today), survivors, today)
        found = [damage or another for damage, another in zip(found, imported, strict=True)]
    found = _by_likeliest_program(found) if more else found
    locales = _likeliest(found)
    found = [damage and _in_locales(damage, locales) for damage in found]
    damaged = [change.column for change, damage in zip(changes, found, strict=True) if damage]
    certain = len(damaged) >= _ENOUGH or (reformatted and bool(damaged))
    return Weighed(found, suspected, certain, locales, len(damaged), len({*damaged}))


def _explained(
    changes: Sequence[Change], sames: Mapping[int, Same], today: date, more: Sequence[Transformation]
) -> list[Damage | None]:
    """Explain each change; in a column of many, by what made the first of them, if that does."""
    explained: dict[tuple[int, str, str], Damage | None] = {}
    ways: dict[int, dict[Made, None]] = {}
    counts: Counter[int] = Counter()
    for change in changes:
        if change in explained:
            continue
        column, before, after = change
        found = ways.setdefault(column, {})
        known = found if counts[column] >= _LEARNT else ()
        damage = explain(before, after, sames.get(column), today=today, known=known, more=more)
        explained[change] = damage
        if damage:
            counts[column] += 1
            found.update(dict.fromkeys(damage.made))
    return [explained[change] for change in changes]


def _imported(
    changes: Sequence[Change], found: Sequence[Damage | None], sames: Mapping[int, Same], today: date
) -> list[Damage | None]:
    """Explain what is left by an import that was told another language than the document has.

    That is asked only where a spreadsheet is at work, and of every pair of languages not for ever: a person's edits
    are explained by nothing.
    """
    locales: dict[Locale, None] = {}
    told: dict[Change, Damage | None] = {}
    failed = 0
    for change in (change for change, damage in zip(changes, found, strict=True) if damage is None):
        if change in told:
            continue
        column, before, after = change
        same, damage = sames.get(column), None
        if locales:  # what explained others is asked first
            damage = explain(before, after, same, today=today, locales=(*locales,))
        if damage is None and failed < _PATIENCE:
            damage = explain(before, after, same, today=today, locales=MIXED)
            failed += damage is None
            locales.update(dict.fromkeys(made.locale for made in damage.made if made.way.localised) if damage else {})
        told[change] = damage
    return [None if damage else told.get(change) for change, damage in zip(changes, found, strict=True)]


def _unrefuted(
    changes: Sequence[Change],
    found: Sequence[Damage | None],
    survivors: Callable[[frozenset[int]], Iterable[tuple[int, str]]],
    today: date,
) -> list[Damage | None]:
    """Leave out the ways against which something speaks in their columns."""
    suspects = frozenset(change.column for change, damage in zip(changes, found, strict=True) if damage)
    refuted = _refuted(changes, found, survivors(suspects), today) if suspects else {}
    return [
        damage and _without(damage, refuted.get(change.column, frozenset()))
        for change, damage in zip(changes, found, strict=True)
    ]


def _refuted(
    changes: Sequence[Change],
    found: Sequence[Damage | None],
    survivors: Iterable[tuple[int, str]],
    today: date,
) -> dict[int, frozenset[Made]]:
    """Return, for each column, the ways against which something speaks in it."""
    suspected: dict[int, set[Made]] = {}
    for change, damage in zip(changes, found, strict=True):
        if damage:
            suspected.setdefault(change.column, set()).update(damage.made)
    all_of = {column: frozenset(ways) for column, ways in suspected.items()}
    seen: set[tuple[int, str]] = set()
    for column, text in survivors:
        alive = suspected.get(column)
        if alive and text and (column, text) not in seen:
            seen.add((column, text))
            alive.difference_update([made for made in alive if made.survived(text, today)])
    return {column: all_of[column] - alive for column, alive in suspected.items()}


def _without(damage: Damage, refuted: frozenset[Made]) -> Damage | None:
    left = [made for made in damage.made if made not in refuted]
    return Damage(left) if left else None


def _by_likeliest_program(found: Sequence[Damage | None]) -> list[Damage | None]:
    """Keep of what several programs can have done that of the one which explains the most of the file."""
    counts: Counter[str] = Counter()
    for damage in found:
        counts.update(_programs(damage) if damage else ())
    return [damage and _of_program(damage, max(_programs(damage), key=counts.__getitem__)) for damage in found]


def _programs(damage: Damage) -> list[str]:
    """Return who can have done it, the first to be thought of first."""
    return [*dict.fromkeys(made.transformation.who for made in damage.made)]


def _of_program(damage: Damage, who: str) -> Damage:
    return Damage([made for made in damage.made if made.transformation.who == who])


def _likeliest(found: Iterable[Damage | None]) -> frozenset[str]:
    """Return the locales in which the most of the damage is done; empty when it does not depend on them."""
    counts: Counter[str] = Counter()
    for damage in found:
        counts.update(_locales(damage) if damage else ())
    most = max(counts.values(), default=0)
    # A few cells in many are like those of another locale by chance.
    likeliest = frozenset(name for name, count in counts.items() if count >= most - most // _BY_CHANCE)
    return frozenset() if len(likeliest) == len(LOCALES) else likeliest


def _locales(damage: Damage) -> Iterator[str]:
    """Give the locales in which it can have been done, if not in every one."""
    if all(made.way.localised for made in damage.made):
        yield from {made.locale.name for made in damage.made}


def _in_locales(damage: Damage, locales: frozenset[str]) -> Damage:
    """Leave out what was done in other locales than the rest of the file, where there is another explanation."""
    left = [made for made in damage.made if not made.way.localised or made.locale.name in locales]
    return Damage(left) if left else damage
