"""Looking cells up by their value: for columns that the automaton can't judge, or could only slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.engine.cells import ColumnJudge

_REMEMBERED: Final = 1 << 14
_LONGEST_REMEMBERED: Final = 100


class Lookup:
    """Judges the cells of one column of proven records, given as bytes: each distinct value once.

    Args:
        judge: Judges the column's cells as text.
    """

    def __init__(self, judge: ColumnJudge) -> None:
        self.position = judge.column.position
        self._judge = judge
        self._right: set[bytes] = set()

    def wrong(self, cells: Sequence[bytes]) -> list[int]:
        """Return the indexes of the cells that are wrong."""
        if self._right.issuperset(cells):
            return []
        if len(self._right) > _REMEMBERED:
            self._right = set()
        unknown = set(cells) - self._right
        texts = {cell: cell.decode() for cell in unknown}
        wrong = self._judge.problems([*texts.values()], damaged=False)
        self._right.update(
            cell for cell, text in texts.items() if text not in wrong and len(cell) <= _LONGEST_REMEMBERED
        )
        if not wrong:
            return []
        bad = {cell for cell, text in texts.items() if text in wrong}
        return [index for index, cell in enumerate(cells) if cell in bad]
