"""Taking the cells of some columns out of records that are proven well-formed: by the cheapest way that is sound.

Nothing here decides what a record is; the automaton has done so. Each short way is taken only where it gives
what the grammar would give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.engine.screen.worker import (
    Parted,
    first_cells,
    first_cells_outside,
    parts_of,
    with_line_feeds,
    without_last_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.engine.screen.stretch import Span

# Proven cells hold no zero byte, so nothing else can look like these.
_COMMA: Final = b"\0c"
_LINE_END: Final = b"\0n"


class Extractor:
    """Takes columns out of proven records.

    Args:
        width: Number of columns.
        positions: The columns to take.
        keys: Those of all columns whose proven cells hold no quotation mark and no comma.
        counted: The byte that every line end has.
    """

    def __init__(self, width: int, positions: Sequence[int], keys: frozenset[int], counted: bytes) -> None:
        self._width = width
        self._positions = positions
        self._counted = counted
        self._first_only = max(positions) + 1 if {*range(max(positions) + 1)} <= keys else 0

    @property
    def first_only(self) -> int:
        """How many columns, from the first on, hold all that is taken, where they are keys; 0 where they are not."""
        return self._first_only

    def columns(self, data: bytes, span: Span) -> Iterator[list[Sequence[bytes]]]:
        """Give the columns' cells, without the quotation marks around them, for one part of a span after the other."""
        if span.keys and self._first_only:
            yield [span.keys[position].split(b"\n") for position in self._positions]
        elif span.on_one_line:
            yield from map(self._of_lines, parts_of(data, span.start, span.end, self._counted))
        else:
            yield from self._spanning(without_last_end(data[span.start : span.end], self._counted))

    def _spanning(self, records: bytes) -> Iterator[list[Sequence[bytes]]]:
        """Take columns out of records that may span lines."""
        if self._first_only:
            taken = first_cells_outside(Parted(records).outside, self._counted, self._first_only)
            if taken is not None:
                yield from map(self._of_first, taken)
                return
        yield self._marked(records)

    def _of_lines(self, lines: bytes) -> list[Sequence[bytes]]:
        if self._first_only:
            return self._of_first(first_cells(lines, self._counted, self._first_only))
        lines = without_last_end(lines, self._counted)
        return self._plain(lines) or self._all_quoted(with_line_feeds(lines, self._counted)) or self._marked(lines)

    def _of_first(self, columns: Sequence[Sequence[bytes]]) -> list[Sequence[bytes]]:
        return [columns[position] for position in self._positions]

    def _plain(self, lines: bytes) -> list[Sequence[bytes]] | None:
        """Take columns where no cell is in quotation marks: every comma separates."""
        return None if b'"' in lines else self._separated(lines)

    def _separated(self, records: bytes) -> list[Sequence[bytes]]:
        if self._counted == b"\n" and b"\r" in records:
            records = records.replace(b"\r\n", b",")
        cells = records.replace(self._counted, b",").split(b",")
        return [cells[position :: self._width] for position in self._positions]

    def _all_quoted(self, lines: bytes) -> list[Sequence[bytes]] | None:
        """Take columns where every cell is in quotation marks: but for doubled ones, no mark is left over.

        What can be read as such records at all can be read in one way only.
        """
        if lines[:1] != b'"' or lines[-1:] != b'"':
            return None
        bare = lines[1:-1].replace(b'"\n"', b'","').replace(b'","', b"\n")
        doubled = b'"' in bare
        if doubled and b'"' in bare.replace(b'""', b""):
            return None
        cells = bare.split(b"\n")
        columns = (cells[position :: self._width] for position in self._positions)
        return [_undoubled(column) if doubled else column for column in columns]

    def _marked(self, records: bytes) -> list[Sequence[bytes]]:
        """Take columns where some cells are in quotation marks: what separates nothing there is hidden for a while."""
        parts = records.split(b'"')
        inside = b'"'.join(parts[1::2])
        parts[1::2] = inside.replace(b",", _COMMA).replace(self._counted, _LINE_END).split(b'"')
        return [self._bare(column) for column in self._separated(b'"'.join(parts))]

    def _bare(self, column: Sequence[bytes]) -> Sequence[bytes]:
        if b'"' not in b"".join(column):
            return column
        bare = (cell[1:-1].replace(b'""', b'"') if cell[:1] == b'"' else cell for cell in column)
        return [
            cell.replace(_COMMA, b",").replace(_LINE_END, self._counted) if b"\0" in cell else cell for cell in bare
        ]


def _undoubled(column: Sequence[bytes]) -> Sequence[bytes]:
    return [cell.replace(b'""', b'"') for cell in column] if b'"' in b"".join(column) else column
