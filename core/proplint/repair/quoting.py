"""Which cells a file writes in quotes that need none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from proplint.csvfile.edits import NEEDS_QUOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE: Final = b'"'
HEADER: Final = -1
"""In place of a column, for the names of the columns."""


class Quoting:
    """What a file usually does, column by column; empty cells are often written in another way than others."""

    def __init__(self) -> None:
        self._votes: Counter[tuple[int | None, bool]] = Counter()

    def learn(self, cells: Sequence[bytes]) -> None:
        """Take note of how the cells of a record are written."""
        for column, cell in enumerate(cells):
            self._vote(column, cell)
            self._vote(None, cell)

    def learn_header(self, cells: Sequence[bytes]) -> None:
        """Take note of how the names of the columns are written."""
        for cell in cells:
            self._vote(HEADER, cell)

    def usual(self, column: int | None, text: str) -> bool:
        """Whether a cell is written in quotes.

        Args:
            column: Its index; None for a column that the file does not have; `HEADER` for a column's name.
            text: What it says.
        """
        blank = not text
        for known in ((column, blank), (None, blank), (column, not blank), (None, not blank), (HEADER, False)):
            if self._votes[known]:
                return self._votes[known] > 0
        return False

    def _vote(self, column: int | None, cell: bytes) -> None:
        quoted = cell.startswith(_QUOTE)
        text = cell[1:-1] if quoted else cell
        if not NEEDS_QUOTES.search(text):
            self._votes[column, not text] += 1 if quoted else -1
