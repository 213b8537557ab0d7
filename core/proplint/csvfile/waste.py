"""Lines and records that a file can lose without losing anything: empty ones, and the header once more.

Between whole records an empty line is nothing. Beside a record that is not whole it may be part of a text that
lost its quotation marks, so it is kept there.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from proplint.csvfile.grammar import Record, delimit
from proplint.csvfile.header import BOM, repeats
from proplint.csvfile.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source

_Kind = Literal["whole", "header", "blank", "broken"]
_CR: Final = b"\r"
_CRLF: Final = b"\r\n"


class Waste(NamedTuple):
    """A physical line or a record that can go.

    Attributes:
        line: Physical line where it starts.
        start: Offset of the first byte that goes.
        end: Offset behind the last one.
    """

    line: int
    start: int
    end: int


class Form(NamedTuple):
    """What the records of a file look like.

    Attributes:
        waste: What can go, in order.
        broken: Line of the first record whose cells do not stand under their columns; None without one.
    """

    waste: Sequence[Waste]
    broken: int | None


class _Part(NamedTuple):
    """A line or record, and what it is; `end` is told only of what may go."""

    kind: _Kind
    line: int
    start: int
    end: int = 0


def read_form(source: Source, header: Header) -> Form:
    """Look at every record of a file.

    Args:
        source: The file.
        header: Its header, which is in order.
    """
    found = [*_before(source, header)]
    broken: int | None = None
    waiting: list[Waste] = []
    sound = True
    reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
    for batch in reader.batches():
        for part in _parts(batch, header.cells):
            if part.kind == "broken":
                broken = broken or part.line
                sound, waiting = False, []
                continue
            if part.kind != "blank":
                found += waiting
                sound, waiting = True, []
            if part.kind != "whole" and sound:
                waiting.append(_waste(source, part, waiting[-1].end if waiting else -1))
    return Form([*found, *waiting], broken)


def _before(source: Source, header: Header) -> Iterator[Waste]:
    """Give the empty lines before the header."""
    start = len(BOM) if source.read(0, len(BOM)) == BOM else 0
    lines = source.read(start, header.start - start).splitlines(keepends=True)
    for line, text in enumerate(lines, 1):
        yield Waste(line, start, start + len(text))
        start += len(text)


def _waste(source: Source, part: _Part, last: int) -> Waste:
    """Return what goes with a part; `last` is where the waste before it ends."""
    empty = part.end - part.start == len(_CRLF) and last != part.start
    if empty and source.read(part.start - 1, 3) == _CR + _CRLF:
        return Waste(part.line, part.start - 1, part.start)  # one line end that was written twice: CRLF is to stay
    return Waste(part.line, part.start, part.end)


def _parts(batch: Batch, header: Sequence[str]) -> Iterator[_Part]:
    """Give the parts of a batch in order; of one in which all is whole, the first."""
    if not batch.faulty and not batch.blanks and all(_kind(row, header) == "whole" for row in batch.rows):
        if batch.rows:
            yield _Part("whole", batch.lines[0], batch.base + batch.starts[0])
        return
    parts = [_Part("broken", fault.line, fault.start) for fault in batch.faulty]
    for row, line, start in zip(batch.rows, batch.lines, batch.starts, strict=True):
        found = delimit(batch.data, start, final=True)
        after = found.after if isinstance(found, Record) else start
        parts.append(_Part(_kind(row, header), line, batch.base + start, batch.base + after))
    parts += _blank_lines(batch)
    yield from sorted(parts, key=lambda part: part.start)


def _kind(row: Sequence[str], header: Sequence[str]) -> _Kind:
    if not any(row):
        return "blank"
    if len(row) != len(header):
        return "broken"
    return "header" if repeats(row, header) else "whole"


def _blank_lines(batch: Batch) -> Iterator[_Part]:
    if batch.blanks:
        starts = [*accumulate(map(len, batch.data.splitlines(keepends=True)), initial=batch.base)]
        for line in batch.blanks:
            yield _Part("blank", line, starts[line - batch.line], starts[line - batch.line + 1])
