"""Where the records of a file stand, and by what they are known again in another version of it."""

from __future__ import annotations

from array import array
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import split_line
from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of
from proplint.csvfile.reader import Reader
from proplint.csvfile.source import BytesSource
from proplint.repair.outcome import RefusedError
from proplint.repair.records import bare_lines, decoded, parted, raw_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source

_WINDOW: Final = 1 << 18
_BLOCK: Final = 1 << 19


class Record(NamedTuple):
    """A record: its bytes without its line end, and that."""

    data: bytes
    end: bytes


class Table:
    """A file whose records all have as many cells as its header. Of each, only its place is held.

    An empty line between records counts as a record of empty cells; those behind the last one are the tail.

    Args:
        source: The file, in UTF-8 and with commas.

    Attributes:
        source: The file.
        blanks: How many empty lines stand before the header.
        header: Its first record.
        header_start: Byte of the file where that starts.
        names: The names of its columns.
        customer_id: Index of `Customer ID`.
        email: Index of `Email`.
        keys: A hash of the Customer ID of each record; 0 where there is none.
        spare: How many of the last columns have neither a name nor anything in a cell.

    Raises:
        RefusedError: A record is faulty, or a key column is missing.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        found = header_of(source)
        if found.fault:
            raise RefusedError("a quotation mark breaks the header", found.line)
        self.blanks = len(found.blanks)
        self.header_start = found.start
        self.header = Record(*parted(source.read(found.start, found.after - found.start)))
        self.names: Sequence[str] = found.cells
        for name in (CUSTOMER_ID, EMAIL):
            if name not in self.names:
                raise RefusedError(f"there is no column `{name}`", found.line)
        self.customer_id, self.email = self.names.index(CUSTOMER_ID), self.names.index(EMAIL)
        self.spare = _blank_at_end(self.names)
        self.keys = array("q")
        self._starts = array("q", [found.after])
        self._window, self._window_start = b"", 0
        self._read(found.after, found.next_line)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.keys)

    @property
    def tail(self) -> int:
        """Byte of the file where the empty lines behind the last record start."""
        return self._starts[-1]

    def record(self, index: int) -> Record:
        """Return a record."""
        start, end = self._starts[index], self._starts[index + 1]
        at = start - self._window_start
        if at < 0 or end - self._window_start > len(self._window):
            # Who reads on from where the last record stood is likely to go on; others jump about.
            goes_on = 0 <= at <= len(self._window) + _WINDOW
            self._window = self.source.read(start, max(_WINDOW, end - start) if goes_on else end - start)
            self._window_start, at = start, 0
        return Record(*parted(self._window[at : at + end - start]))

    def several(self, start: int, stop: int) -> Record:
        """Return records that follow one another as if they were one, with the line ends between them."""
        data = self.source.read(self._starts[start], self._starts[stop] - self._starts[start])
        return Record(*parted(data))

    def rows(self, start: int, stop: int) -> list[list[str]] | None:
        """Return the cells of records that follow one another; None where some are empty lines."""
        data = self.source.read(self._starts[start], self._starts[stop] - self._starts[start])
        reader = Reader(BytesSource(data), offset=0, line=1, width=len(self.names))
        rows = [row for batch in reader.batches(len(data)) for row in batch.rows]
        return rows if len(rows) == stop - start else None

    def bare(self, start: int, stop: int) -> list[bytes] | None:
        """Return records that follow one another as `bare_lines` does."""
        data = self.source.read(self._starts[start], self._starts[stop] - self._starts[start])
        return bare_lines(data, len(self.names))

    def texts(self, record: Record) -> list[str]:
        """Return the cells of a record."""
        return (record.data and split_line(decoded(record.data))) or [""] * len(self.names)

    def _read(self, start: int, line: int) -> None:
        reader = Reader(self.source, offset=start, line=line, width=len(self.names))
        empty = 0
        while reader.position < self.source.size:
            if self._take_bare(reader):
                empty = 0
                continue
            batch = next(reader.batches(), None)
            if batch is None:
                break
            if batch.faulty:
                empty = self._read_singly(batch, self.source.size, empty)
                break
            if batch.blanks or {*map(len, batch.rows)} != {len(self.names)}:
                empty = self._read_singly(batch, reader.position, empty)
            else:
                empty = 0
                self._take(batch, reader.position)
        if empty:
            del self.keys[-empty:], self._starts[-empty:]

    def _take_bare(self, reader: Reader) -> bool:
        """Take the records of a block at once, if they are written as most are; the reader goes on behind them."""
        data = self.source.read(reader.position, _BLOCK)
        if reader.position + len(data) < self.source.size:
            data = data[: data.rfind(b"\n") + 1]
        lines = bare_lines(data, len(self.names)) if data and not self.spare else None
        if lines is None:
            return False
        at = self.customer_id
        self.keys.extend([hash(decoded(line.split(b",", at + 1)[at])) for line in lines])
        ends = accumulate(map(len, data.splitlines(keepends=True)), initial=reader.position)
        self._starts.extend(islice(ends, 1, None))
        reader.position = self._starts[-1]
        reader.line += len(lines)
        return True

    def _take(self, batch: Batch, end: int) -> None:
        """Take records that are all as they should be."""
        at = self.customer_id
        self.keys.extend([hash(row[at]) for row in batch.rows])
        self._starts.extend([batch.base + start for start in batch.starts[1:]])
        self._starts.append(end)
        if self.spare:
            self.spare = min(self.spare, *map(_blank_at_end, batch.rows))

    def _read_singly(self, batch: Batch, end: int, empty: int) -> int:
        """Take records and empty lines one by one, up to a place in the file.

        Args:
            batch: Where they stand.
            end: Where to stop: what comes behind is left.
            empty: How many empty lines stand before them.

        Returns:
            How many empty lines stand at the end.
        """
        for record in raw_records(self.source, batch.base, batch.line):
            if record.offset >= end:
                break
            cells = split_line(decoded(record.data)) if record.data else self.names
            if cells is None:
                raise RefusedError("a quotation mark breaks the record", record.line)
            if len(cells) != len(self.names):
                cell = "cell" if len(cells) == 1 else "cells"
                raise RefusedError(f"the record has {len(cells)} {cell}, the header has {len(self.names)}", record.line)
            empty = 0 if record.data else empty + 1
            if self.spare and record.data:
                self.spare = min(self.spare, _blank_at_end(cells))
            self.keys.append(hash(cells[self.customer_id]) if record.data else 0)  # the hash of no text is 0
            self._starts.append(record.offset + len(record.data) + len(record.end))
        return empty


def _blank_at_end(cells: Sequence[str]) -> int:
    """Return how many cells at the end are blank."""
    return next((at for at, cell in enumerate(reversed(cells)) if cell.strip()), len(cells))
