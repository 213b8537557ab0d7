"""The keys of a file once more: for twins, whose lines are told, and for keys that do not fit the memory at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.engine.records import lines_of
from proplint.engine.screen.stretch import Single, Stretch, starts_of
from proplint.identity.keys import problem_of
from proplint.identity.seen import Twins, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proplint.csvfile.reader import Batch
    from proplint.engine.records import RecordJudge
    from proplint.engine.screen.extract import Extractor
    from proplint.engine.screen.stretch import Span
    from proplint.identity.seen import SeenKeys


class _Chunk(NamedTuple):
    """Keys that follow one another.

    Attributes:
        keys: They.
        batch_of: Gives some of their records, by index, as a batch and rows of it.
    """

    keys: Sequence[bytes]
    batch_of: Callable[[Sequence[int]], tuple[Batch, Sequence[int]]]


class KeyReader:
    """Goes through one key column of a file.

    Args:
        judge: Tells which records have their cells under their columns.
        index: The column.
        keys: What is known of it.
        extractor: Takes this column out of proven records.
    """

    def __init__(self, judge: RecordJudge, index: int, keys: SeenKeys, extractor: Extractor) -> None:
        self.index = index
        self.seen = keys
        self._judge = judge
        self._extractor = extractor

    def keys(self, pieces: Iterable[Stretch | Batch]) -> Iterator[Sequence[bytes]]:
        """Give every well-formed key, in order."""
        for piece in pieces:
            for chunk in self._chunks(piece):
                yield chunk.keys

    def report_twins(self, pieces: Iterable[Stretch | Batch]) -> None:
        """Report every key that was met before in the file."""
        twins = Twins(self.seen)
        for piece in pieces:
            for chunk in self._chunks(piece):
                found = twins.among(chunk.keys)
                if not found:
                    continue
                batch, rows = chunk.batch_of(found)
                lines = lines_of(batch, rows, self.index)
                for at, problem in twins.judge([chunk.keys[index] for index in found], lines):
                    self._judge.report_cell(batch, rows[at], self.index, problem)

    def _chunks(self, piece: Stretch | Batch) -> Iterator[_Chunk]:
        if not isinstance(piece, Stretch):
            yield self._of_batch(piece)
            return
        singles: list[int] = []
        for part in piece.parts:
            if isinstance(part, Single):
                singles.append(part.start)
                continue
            if singles:
                yield self._of_batch(piece.batch(singles))
                singles = []
            yield from self._of_span(piece, part)
        if singles:
            yield self._of_batch(piece.batch(singles))

    def _of_batch(self, batch: Batch) -> _Chunk:
        right = [
            row
            for row in self._judge.whole_rows(batch)
            if problem_of(self.seen.rules, batch.rows[row][self.index]) is None
        ]
        keys = [encoded(batch.rows[row][self.index]) for row in right]
        return _Chunk(keys, lambda indexes: (batch, [right[index] for index in indexes]))

    def _of_span(self, stretch: Stretch, span: Span) -> Iterator[_Chunk]:
        done = 0
        for (keys,) in self._extractor.columns(stretch.data, span):
            yield _Chunk(keys, _from(stretch, span, done))
            done += len(keys)


def _from(stretch: Stretch, span: Span, first: int) -> Callable[[Sequence[int]], tuple[Batch, Sequence[int]]]:
    def batch_of(indexes: Sequence[int]) -> tuple[Batch, Sequence[int]]:
        starts = [*starts_of(stretch.data, span)]
        batch = stretch.batch([starts[first + index] for index in indexes])
        return batch, range(len(indexes))

    return batch_of
