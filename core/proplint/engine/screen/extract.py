"""Taking the cells of some columns out of records that are proven well-formed: by the cheapest way that is sound.

Nothing here decides what a record is; the automaton has done so. Each short way is taken only where it gives
what the grammar would give.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.csvfile.grammar import CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.engine.screen.stretch import Span

# So small that what is made of a part is still in the processor's cache when it is looked up.
_PART: Final = 1 << 15


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
        last = max(positions)
        cells = [b"(" + CELL + b")" if index in positions else CELL for index in range(last + 1)]
        self._start = re.compile(b",".join(cells))
        self._record = re.compile(b",".join(cells) + rb"(?:," + CELL + rb")*+(?:\r\n|\n|\r)")
        self._groups = [sorted(positions).index(position) + 1 for position in positions]

    def columns(self, data: bytes, span: Span) -> Iterator[list[Sequence[bytes]]]:
        """Give the columns' cells, without the quotation marks around them, for one part of a span after the other."""
        if span.on_one_line:
            yield from map(self._of_lines, self._parts(data, span.start, span.end))
        else:
            yield from self._spanning(data[span.start : span.end])

    def _parts(self, data: bytes, start: int, end: int) -> Iterator[bytes]:
        while start < end:
            stop = end if end - start <= _PART else self._cut(data, start, end)
            yield data[start:stop]
            start = stop

    def _spanning(self, records: bytes) -> Iterator[list[Sequence[bytes]]]:
        """Take columns out of records that may span lines: keys never do, so what is in marks need not be looked at."""
        if self._first_only:
            outside = b"".join(records.split(b'"')[::2])
            taken = [*map(self._of_lines, self._parts(outside, 0, len(outside)))]
            # A key in quotation marks was cut out with them.
            if all(map(all, (column for columns in taken for column in columns))):
                yield from taken
                return
        yield self._by_grammar(records)

    def _cut(self, data: bytes, start: int, end: int) -> int:
        """Return where to end a part: behind a line end."""
        return (data.rfind(self._counted, start, start + _PART) + 1) or data.find(self._counted, start, end) + 1 or end

    def _of_lines(self, lines: bytes) -> list[Sequence[bytes]]:
        if self._counted == b"\r":
            lines = lines.replace(b"\r", b"\n")
        elif b"\r" in lines:
            lines = lines.replace(b"\r\n", b"\n")
        lines = lines.removesuffix(b"\n")
        if self._first_only:
            return self._first(lines)
        return self._plain(lines) or self._all_quoted(lines) or self._line_by_line(lines)

    def _first(self, lines: bytes) -> list[Sequence[bytes]]:
        """Take the first columns, which are keys: what stands before the first commas, marks aside."""
        bare = lines.translate(None, b'"') if b'"' in lines else lines
        count = self._first_only
        columns = list(zip(*[line.split(b",", count) for line in bare.split(b"\n")], strict=True))
        return [columns[position] for position in self._positions]

    def _plain(self, lines: bytes) -> list[Sequence[bytes]] | None:
        """Take columns where no cell is in quotation marks: every comma separates."""
        if b'"' in lines:
            return None
        cells = lines.replace(b"\n", b",").split(b",")
        return [cells[position :: self._width] for position in self._positions]

    def _all_quoted(self, lines: bytes) -> list[Sequence[bytes]] | None:
        """Take columns where every cell is in quotation marks and none holds one: no mark is left over."""
        if lines[:1] != b'"' or lines[-1:] != b'"':
            return None
        cells = lines[1:-1].replace(b'"\n"', b'","').split(b'","')
        if lines.count(b'"') != 2 * len(cells) or len(cells) % self._width:
            return None
        return [cells[position :: self._width] for position in self._positions]

    def _line_by_line(self, lines: bytes) -> list[Sequence[bytes]]:
        """Take columns where lines are written in different ways."""
        last, positions, start_of = max(self._positions) + 1, self._positions, self._start.match
        rows: list[Sequence[bytes]] = []
        for line in lines.split(b"\n"):
            if b'"' not in line:
                cells = line.split(b",", last)
                rows.append([cells[position] for position in positions])
            elif match := start_of(line):
                rows.append([_bare(match[group]) for group in self._groups])
        return list(zip(*rows, strict=True))

    def _by_grammar(self, data: bytes) -> list[Sequence[bytes]]:
        if data[-1:] not in (b"\n", b"\r"):
            data += b"\n"
        found = self._record.findall(data)
        columns = list(zip(*found, strict=True)) if len(self._positions) > 1 else [found]
        return [[_bare(cell) for cell in columns[group - 1]] for group in self._groups]


def _bare(cell: bytes) -> bytes:
    return cell[1:-1].replace(b'""', b'"') if cell[:1] == b'"' else cell
