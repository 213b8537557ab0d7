"""What edits change, as a unified diff; made of the edits, so that a large file costs no more than a small one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.edits import edited
from proplint.csvfile.source import BytesSource
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.edits import Edit

_CONTEXT: Final = 3
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class _Block(NamedTuple):
    """Lines that follow one another, some of them changed: numbers of the first and behind the last, from 0."""

    first: int
    after: int
    edits: Sequence[Edit]


def unified_diff(data: bytes, edits: Sequence[Edit], path: str) -> Iterator[str]:
    """Give a unified diff piece by piece, safe to show.

    Args:
        data: The file as it is.
        edits: What changes; none of them spans a line end that stays.
        path: The file's path.
    """
    if not edits:
        return
    bounds = [match.start() for match in _LINE.finditer(data)] + [len(data)]
    yield f"--- {escaped(path)}\n"
    yield f"+++ {escaped(path)}\n"
    shift = 0
    for hunk in _hunks(_blocks(sorted(edits), bounds)):
        first, after = max(0, hunk[0].first - _CONTEXT), min(len(bounds) - 1, hunk[-1].after + _CONTEXT)
        lines: list[str] = []
        position = first
        for block in hunk:
            lines += _lines(" ", data, bounds, position, block.first)
            lines += _lines("-", data, bounds, block.first, block.after)
            lines += _changed(data, bounds, block)
            position = block.after
        lines += _lines(" ", data, bounds, position, after)
        added = sum(line[0] in " +" for line in lines)
        yield f"@@ -{first + 1},{after - first} +{first + shift + 1},{added} @@\n"
        yield from lines
        shift += added - (after - first)


def _blocks(edits: Sequence[Edit], bounds: Sequence[int]) -> Iterator[_Block]:
    """Give the lines that edits touch."""
    from bisect import bisect_right

    block: _Block | None = None
    for edit in edits:
        first = bisect_right(bounds, edit.start) - 1
        after = bisect_right(bounds, max(edit.start, edit.end - 1))
        first, after = min(first, len(bounds) - 2), min(after, len(bounds) - 1)
        if block is not None and first < block.after:
            block = _Block(block.first, max(after, block.after), [*block.edits, edit])
        else:
            if block is not None:
                yield block
            block = _Block(first, after, [edit])
    if block is not None:
        yield block


def _hunks(blocks: Iterator[_Block]) -> Iterator[list[_Block]]:
    """Put blocks together that have common lines around them."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.first - hunk[-1].after > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _changed(data: bytes, bounds: Sequence[int], block: _Block) -> list[str]:
    start, end = bounds[block.first], bounds[block.after]
    moved = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in block.edits]
    made = b"".join(edited(BytesSource(data[start:end]), moved))
    return [_line("+", match.group()) for match in _LINE.finditer(made)]


def _lines(sign: str, data: bytes, bounds: Sequence[int], first: int, after: int) -> list[str]:
    return [_line(sign, data[bounds[at] : bounds[at + 1]]) for at in range(first, after)]


def _line(sign: str, raw: bytes) -> str:
    ended = raw.endswith((b"\n", b"\r"))
    text = escaped(raw.rstrip(b"\r\n").decode(errors="surrogateescape"))
    return f"{sign}{text}\n" + ("" if ended else "\\ No newline at end of file\n")
