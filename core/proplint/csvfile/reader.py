"""The strict reader: bytes in, records with their exact places out, one batch at a time.

Most records stand on one physical line and take a short way: split at the commas, or at the quotes when
every cell has them. Whatever doesn't fit goes to the grammar, and after a fault reading goes on at the
next physical line, so that one fault is one finding.

The reader holds one block of the file. A record larger than a block makes it grow; a quote that seems
never to close is first looked up by offset, holding nothing, since it may be a mistake near the top of a
huge file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.conflicts import OPENING, Conflict, find_conflicts
from proplint.csvfile.grammar import Fault, More, Record, delimit, split_line, split_record
from proplint.csvfile.lookahead import closes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.source import Source

_BLOCK: Final = 1 << 19
_LOOK_AHEAD: Final = 4 << 20


class Faulty(NamedTuple):
    """A record that breaks the grammar, or a conflict.

    Attributes:
        rule: `stray-quote`, `unclosed-quote` or `conflict-marker`.
        line: Physical line of what is to be reported.
        column: Number of the cell at fault in its record; None for a conflict.
        character: Character of the line where that cell's text starts; None for a conflict.
        number: Number of the data record; None for a conflict.
        start: Offset in the file of the lines that reading gave up.
        end: Offset where reading went on.
    """

    rule: str
    line: int
    column: int | None
    character: int | None
    number: int | None
    start: int
    end: int


class Batch(NamedTuple):
    """Some records that follow one another.

    Attributes:
        data: The bytes that they stand in.
        base: Offset of `data` in the file.
        line: Physical line at the start of `data`.
        rows: The cells of each well-formed record. Bytes that are no UTF-8 are lone surrogates.
        starts: Index in `data` where each row starts.
        lines: Physical line where each row starts.
        numbers: Number of each row among the data records, faulty ones counted.
        blanks: Physical lines that are empty, between records or at the end.
        faulty: What did not fit the grammar.
        bad_byte: Index in `data` of the first byte that is no UTF-8; -1 for none.
    """

    data: bytes
    base: int
    line: int
    rows: list[list[str]]
    starts: list[int]
    lines: Sequence[int]
    numbers: Sequence[int]
    blanks: list[int]
    faulty: list[Faulty]
    bad_byte: int


class Reader:
    """Reads the records of a file from a record's start on.

    Args:
        source: The file.
        offset: Where the first record starts.
        line: The physical line there.
        width: How many cells a record should have; a hint, records of any width are read.
        conflicts: Whether a conflict that a merge left is told as one; otherwise its lines are records as any others.
    """

    def __init__(self, source: Source, *, offset: int, line: int, width: int, conflicts: bool = True) -> None:
        self.source = source
        self.position = offset
        self.line = line
        self.number = 1
        self.all_quoted = ["", *[","] * (width - 1), ""]
        self._conflicts: list[Conflict] | None = None if conflicts else []

    def batches(self, block: int | None = None) -> Iterator[Batch]:
        """Give all records, in order; `block` is how many bytes are read at once."""
        block = block or _BLOCK
        size = block
        while self.position < self.source.size:
            data = self.source.read(self.position, size)
            if data.endswith(b"\r") and self.source.read(self.position + len(data), 1) == b"\n":
                data += b"\n"  # never part CR from LF
            if not data:
                return  # the file shrank; its source says so when it is closed
            batch = _Block(self, data, final=self.position + len(data) >= self.source.size).read()
            if isinstance(batch, int):
                size = max(2 * size, batch)
            else:
                size = block
                yield batch

    def next_conflict(self, data: bytes) -> Conflict | None:
        """Return the first conflict that starts in `data`, the bytes at the reader's position."""
        if self._conflicts is None:
            at = data.find(OPENING)
            while at > 0 and data[at - 1] not in b"\r\n":
                at = data.find(OPENING, at + 1)
            if at < 0:
                return None
            self._conflicts = find_conflicts(self.source, self.position + at)
        ahead = (conflict for conflict in self._conflicts if conflict.start >= self.position)
        first = next(ahead, None)
        return first if first and first.start < self.position + len(data) else None


class _Block:
    """One block of the file, read line by line; leaves the reader behind its last whole record."""

    def __init__(self, reader: Reader, data: bytes, *, final: bool) -> None:
        self._reader = reader
        self._data = data
        self._final = final
        self._base = reader.position
        self._first_line = reader.line
        starts = list(accumulate(map(len, data.splitlines(keepends=True)), initial=0))
        if not final and data[-1] not in b"\r\n":
            del starts[-1]  # the last line is cut: it belongs to the next block
        self._line_starts = starts  # one more than there are lines: where the next block starts
        self._conflict = reader.next_conflict(data)
        self._batch = Batch(data, self._base, self._first_line, [], [], [], [], [], [], -1)

    def read(self) -> Batch | int:
        """Return the block's records, or how many bytes it takes to read the first one."""
        if len(self._line_starts) == 1:
            return len(self._data) + 1
        stop = len(self._line_starts) - 1
        if self._conflict:
            stop = bisect_right(self._line_starts, self._conflict.start - self._base) - 1
        texts = self._texts(self._line_starts[stop])
        index = stop if self._read_alike(texts) else self._read_mixed(texts)
        if index < stop:
            if not index:
                return len(self._data) + _BLOCK
            self._leave(self._line_starts[index], self._first_line + index)
        elif self._conflict:
            self._leave_conflict(self._conflict, self._line_starts[index], self._first_line + index)
        else:
            self._leave(self._line_starts[index], self._first_line + index)
        return self._batch

    def _texts(self, end: int) -> list[str]:
        """Return the physical lines up to `end`, without their ends."""
        lines = self._data[:end].splitlines()
        try:
            return [line.decode() for line in lines]
        except UnicodeDecodeError:
            bad_byte = first_bad_byte(self._data[:end])
            self._batch = self._batch._replace(bad_byte=bad_byte)
            return [line.decode(errors="surrogateescape") for line in lines]

    def _read_alike(self, texts: list[str]) -> bool:
        """Read lines that are all without quotes, or all with every cell in quotes; the common case, at speed."""
        if not texts or "" in texts:
            return False
        if b'"' not in self._data:
            rows = [text.split(",") for text in texts]
        else:
            parted = [text.split('"') for text in texts]
            between = self._reader.all_quoted
            count = 2 * len(between) - 1
            if not all(len(parts) == count and parts[::2] == between for parts in parted):
                return False
            rows = [parts[1::2] for parts in parted]
        count, number = len(rows), self._reader.number
        self._batch = self._batch._replace(
            rows=rows,
            starts=self._line_starts[:count],
            lines=range(self._first_line, self._first_line + count),
            numbers=range(number, number + count),
        )
        self._reader.number += count
        return True

    def _read_mixed(self, texts: list[str]) -> int:
        """Read line by line; return the index of the first line that was not read."""
        index, stop, between = 0, len(texts), self._reader.all_quoted
        count = 2 * len(between) - 1
        while index < stop:
            text = texts[index]
            if not text:
                self._batch.blanks.append(self._first_line + index)
                index += 1
                continue
            parts = text.split('"')
            row = parts[1::2] if len(parts) == count and parts[::2] == between else split_line(text)
            if row is not None:
                self._add(row, index)
                index += 1
                continue
            after = self._read_by_grammar(index)
            if after is None:
                break
            index = after
        return index

    def _add(self, row: list[str], index: int) -> None:
        batch = self._batch
        batch.rows.append(row)
        batch.starts.append(self._line_starts[index])
        batch.lines.append(self._first_line + index)  # type: ignore[attr-defined]
        batch.numbers.append(self._reader.number)  # type: ignore[attr-defined]
        self._reader.number += 1

    def _read_by_grammar(self, index: int) -> int | None:
        """Read one record that is no plain line; return the index of the line after it, None to read more bytes."""
        start = self._line_starts[index]
        outcome = delimit(self._data, start, final=self._final)
        found = self._look_ahead(outcome, start) if isinstance(outcome, More) else outcome
        conflict = self._conflict.start - self._base if self._conflict else len(self._data)
        if isinstance(found, Fault) and found.offset < conflict:
            # Where reading goes on is known only when the whole line of the fault is there.
            return self._add_fault(found, index) if found.offset < self._line_starts[-1] else None
        if found is None:
            return None
        if isinstance(found, Record) and found.after <= conflict:
            text = self._data[start : found.end].decode(errors="surrogateescape")
            self._add(split_record(text), index)
        else:
            self._reader.number += 1  # the conflict cut this record: one mistake, told once
        return bisect_left(self._line_starts, found.after if isinstance(found, Record) else conflict)

    def _look_ahead(self, more: More, start: int) -> Fault | None:
        if more.opened < 0 or len(self._data) - start < _LOOK_AHEAD:
            return None
        if closes(self._reader.source, self._base + more.opened):
            return None
        # The cell spans lines: its first one stands whole in this block.
        return Fault("unclosed-quote", more.opened, more.column)

    def _add_fault(self, fault: Fault, index: int) -> int:
        line = bisect_right(self._line_starts, fault.offset) - 1
        before = self._data[self._line_starts[line] : fault.offset].decode(errors="surrogateescape")
        quote = self._data[fault.offset : fault.offset + 1] == b'"'
        self._batch.faulty.append(
            Faulty(
                rule=fault.rule,
                line=self._first_line + line,
                column=fault.column,
                character=len(before) + 1 + quote,
                number=self._reader.number,
                start=self._base + self._line_starts[index],
                end=self._base + self._line_starts[line + 1],
            )
        )
        self._reader.number += 1
        return line + 1

    def _leave(self, index: int, line: int) -> None:
        self._reader.position = self._base + index
        self._reader.line = line

    def _leave_conflict(self, conflict: Conflict, index: int, line: int) -> None:
        """Leave the block behind a conflict, and behind the record that ran into it."""
        starts_at = bisect_right(self._line_starts, conflict.start - self._base) - 1
        opening_line = self._first_line + starts_at
        self._batch.faulty.append(
            Faulty("conflict-marker", opening_line, None, None, None, conflict.start, conflict.end)
        )
        if self._base + index > conflict.end:
            self._leave(index, line)
        else:
            self._reader.position = conflict.end
            self._reader.line = opening_line + conflict.lines


def first_bad_byte(data: bytes) -> int:
    """Return the index of the first byte that is no UTF-8; -1 for none."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return -1
