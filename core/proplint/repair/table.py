"""Where the records of a file stand, and by what they are known again in another version of it."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import split_line
from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of
from proplint.repair.outcome import RefusedError
from proplint.repair.records import decoded, parted, raw_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.source import Source

_WINDOW: Final = 1 << 18


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

    def texts(self, record: Record) -> list[str]:
        """Return the cells of a record."""
        return (record.data and split_line(decoded(record.data))) or [""] * len(self.names)

    def _read(self, start: int, line: int) -> None:
        empty = 0
        for record in raw_records(self.source, start, line):
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
        if empty:
            del self.keys[-empty:], self._starts[-empty:]


def _blank_at_end(cells: Sequence[str]) -> int:
    """Return how many cells at the end are blank."""
    return next((at for at, cell in enumerate(reversed(cells)) if cell.strip()), len(cells))
