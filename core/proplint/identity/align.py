"""Two versions of a file side by side: only records that differ are worth a look.

Where a record starts in both, and its bytes are the same in both, it is the same record: the grammar is a
function of bytes and offset alone. So blocks are compared as bytes, and only around a difference are records
taken one by one. Wherever the two can't be laid side by side (rows moved, another format), records count as
changed on both sides, which costs time and changes no answer.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from proplint.csvfile.grammar import Fault, Record, delimit, split_record
from proplint.csvfile.lookahead import record_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source

_WINDOW: Final = 64
_LONGEST: Final = 4 << 20
_STEP: Final = 1 << 12


class Alignment:
    """Walks through the version before, in step with the version now.

    Args:
        source: The version before.
        offset: Where its first data record starts.
    """

    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self._at = offset
        self._window: list[bytes] = []
        self._misses = 0
        self._only_before: list[bytes] = []

    def changed_in(self, batch: Batch, end: int) -> list[int]:
        """Return where in a batch, which ends at `end`, those records start that are not as they were before.

        What is no record is passed over: that it is the same in both does not make it the same thing in both.
        """
        if not batch.faulty:
            return self.changed(batch.data, lambda: batch.starts, end)
        return [start for start in batch.starts if not self._take(_record_at(batch.data, start))]

    def changed(self, data: bytes, starts_of: Callable[[], Sequence[int]], end: int) -> list[int]:
        """Return which of the next records now are not as they were before.

        Args:
            data: A block of the version now, of nothing but well-formed records and empty lines.
            starts_of: Tells where its records start; only asked when something differs.
            end: Where the block ends.

        Returns:
            Where in `data` they start.
        """
        if not self._window and self._is_next(data[:end]):
            self._at += end
            return []
        bounds = [*starts_of(), end]
        if bounds[0] > 0:
            self._take(data[: bounds[0]])  # empty lines
        changed, index = [], 0
        while index < len(bounds) - 1:
            if not self._window:
                index = self._skip_same(data, bounds, index)
                if index == len(bounds) - 1:
                    break
            if not self._take(data[bounds[index] : bounds[index + 1]]):
                changed.append(bounds[index])
            index += 1
        return changed

    def _skip_same(self, data: bytes, bounds: Sequence[int], index: int) -> int:
        """Go over the records from `index` on that are the same in both; return the index behind them."""
        start, end, step = bounds[index], bounds[-1], _STEP
        at = start
        while at < end:
            now = data[at : min(at + step, end)]
            before = self._source.read(self._at + at - start, len(now))
            if before != now:
                at += _common(before, now)
                break
            at += len(now)
            step *= 2
        reached = bisect_right(bounds, at) - 1
        if at == end and not self._ends_record(data[:end], self._at + at - start):
            reached -= 1
        self._at += bounds[reached] - start
        return reached

    def only_before(self) -> Iterator[list[str]]:
        """Give the cells of the records that only the version before has, once the version now was gone through."""
        for raw in self._rest():
            found = delimit(raw, 0, final=True)
            if isinstance(found, Record):
                yield split_record(raw[: found.end].decode(errors="surrogateescape"))

    def _rest(self) -> Iterator[bytes]:
        yield from self._only_before
        yield from self._window
        self._window = []
        while record := self._next():
            yield record

    def _take(self, raw: bytes) -> bool:
        if not self._window:
            if self._is_next(raw):
                self._at += len(raw)
                return True
            self._window = [record for record in (self._next() for _ in range(_WINDOW)) if record]
        try:
            index = self._window.index(raw)
        except ValueError:
            self._misses += 1
            if self._misses > _WINDOW:  # they have drifted apart
                self._only_before += self._window
                self._window, self._misses = [], 0
            return False
        self._only_before += self._window[:index]
        del self._window[: index + 1]
        self._misses = 0
        return True

    def _is_next(self, records: bytes) -> bool:
        """Whether the next bytes before are these records."""
        before = self._source.read(self._at, len(records))
        return before == records and self._ends_record(records, self._at + len(records))

    def _ends_record(self, records: bytes, at: int) -> bool:
        """Whether the last of some records, which end at offset `at` before, ends there in that version too."""
        return records[-1:] in (b"\n", b"\r") or at == self._source.size

    def _next(self) -> bytes:
        """Take the next record before with its line end, or the lines of what is none; empty at the end."""
        data, found = record_at(self._source, self._at, longest=_LONGEST)
        if not isinstance(found, Record):
            fault = found.offset if isinstance(found, Fault) else max(0, found.opened)
            line = data[fault:].splitlines(keepends=True)[0]
            found = Record(fault, fault + len(line))
        self._at += found.after
        return data[: found.after]


def _record_at(data: bytes, start: int) -> bytes:
    found = delimit(data, start, final=True)
    return data[start : found.after] if isinstance(found, Record) else b""


def _common(before: bytes, now: bytes) -> int:
    """Return how many bytes at the start are the same."""
    low, high = 0, min(len(before), len(now))
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == now[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
