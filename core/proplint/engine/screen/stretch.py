"""What the screen gives of a file: stretches of records, most of them proven clean, as bytes and places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, compress, repeat
from typing import TYPE_CHECKING, NamedTuple

from proplint.csvfile.grammar import RECORD, line_ends, split_line, split_record
from proplint.csvfile.reader import Batch, first_bad_byte

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Span(NamedTuple):
    """Records that follow one another and are proven clean.

    Attributes:
        start: Index in the stretch's data where the first one starts.
        end: Index where the last one ends.
        line: Physical line where the first one starts.
        number: Its number among the data records.
        records: How many there are.
        on_one_line: Whether each of them stands on one physical line.
        longest: How many characters no cell of theirs exceeds; -1 where it was not asked for.
        keys: The key columns that stand first, each joined by line feeds, where the second process took them out.
    """

    start: int
    end: int
    line: int
    number: int
    records: int
    on_one_line: bool
    longest: int
    keys: Sequence[bytes] = ()


class Single(NamedTuple):
    """A record that is well-formed, but not proven clean; as `Span`, `end` lies behind its line end."""

    start: int
    end: int
    line: int
    number: int


class Stretch(NamedTuple):
    """Records that follow one another without a gap.

    Attributes:
        data: The bytes that they stand in.
        base: Offset of `data` in the file; the first record starts there.
        line: Physical line there.
        parts: The records, in order.
        end: Index in `data` where the last one ends.
    """

    data: bytes
    base: int
    line: int
    parts: Sequence[Span | Single]
    end: int

    def starts(self) -> list[int]:
        """Return the index in `data` where each record starts."""
        return [start for part in self.parts for start in starts_of(self.data, part)]

    def batch(self, starts: Sequence[int]) -> Batch:
        """Return some of the records, by the indexes where they start, in order, as the reader gives them."""
        rows, lines, numbers, bad_byte = [], list[int](), list[int](), -1
        for start, line, number in self._places(starts):
            match = RECORD.match(self.data, start)
            raw = match.group() if match else b""
            bad = first_bad_byte(raw) if bad_byte < 0 else -1
            if bad >= 0:
                bad_byte = start + bad
            text = raw.decode(errors="surrogateescape")
            rows.append(split_record(text) if b"\n" in raw or b"\r" in raw else split_line(text) or [])
            lines.append(line)
            numbers.append(number)
        return Batch(self.data, self.base, self.line, rows, [*starts], lines, numbers, [], [], bad_byte)

    def _places(self, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Give start, physical line and number of some records."""
        firsts = [part.start for part in self.parts]
        index, inside, counted, line = -1, list[int](), 0, 0
        for start in starts:
            found = bisect_right(firsts, start) - 1
            part = self.parts[found]
            if found != index:
                index, inside = found, [start] if isinstance(part, Single) else [*starts_of(self.data, part)]
                counted, line = part.start, part.line
            line += line_ends(self.data, counted, start)
            counted = start
            yield start, line, part.number + bisect_left(inside, start)


def starts_of(data: bytes, part: Span | Single) -> Iterator[int]:
    """Give the index in `data` where each record of a part starts."""
    if isinstance(part, Single):
        yield part.start
        return
    lines = data[part.start : part.end].splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=part.start))[:-1]
    if part.on_one_line:
        yield from starts
    else:
        marks = accumulate(map(bytes.count, lines, repeat(b'"')), initial=0)
        yield from compress(starts, [count % 2 == 0 for count in marks])
