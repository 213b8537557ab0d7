"""Conflicts that a merge left in a file, found by their lines, whatever the CSV around them says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.csvfile.source import Source

OPENING: Final = b"<<<<<<< "
_MIDDLE: Final = b"======="
_CLOSING: Final = b">>>>>>> "
_MARKER: Final = rb"(?:\A|(?<=[\r\n]))(?:<<<<<<< |=======|>>>>>>> )"
_LINE_END: Final = rb"\r\n|\n|\r"
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 16


class Conflict(NamedTuple):
    """The lines from `<<<<<<< ` to `>>>>>>> `.

    Attributes:
        start: Offset of its first line.
        end: Offset of the line after its last.
        lines: Number of its physical lines.
    """

    start: int
    end: int
    lines: int


def find_conflicts(source: Source, offset: int) -> list[Conflict]:
    """Return every conflict from `offset` (the start of a line) on: the three markers, in this order."""
    found: list[Conflict] = []
    opened, middle = -1, False
    for marker, at in _markers(source, offset):
        if marker == OPENING:
            opened, middle = at, False
        elif marker == _MIDDLE:
            middle = opened >= 0
        elif middle:
            end = _line_after(source, at)
            found.append(Conflict(opened, end, count_lines(source, opened, end)))
            opened, middle = -1, False
    return found


def _markers(source: Source, offset: int) -> Iterator[tuple[bytes, int]]:
    seen = first = offset
    while chunk := source.read(offset, _CHUNK):
        for match in re.finditer(_MARKER, chunk):
            at = offset + match.start()
            # An overlapping chunk starts anywhere in a line: only the very first starts one.
            if at >= seen and (match.start() or offset == first):
                yield match.group(), at
                seen = at + 1
        if offset + len(chunk) >= source.size:
            return
        offset += len(chunk) - _OVERLAP


def _line_after(source: Source, offset: int) -> int:
    while chunk := source.read(offset, _CHUNK):
        match = re.search(_LINE_END, chunk)
        if match and (match.end() < len(chunk) or match.group() != b"\r"):
            return offset + match.end()
        offset += max(1, len(chunk) - 1) if len(chunk) == _CHUNK else len(chunk)
    return min(offset, source.size)


def count_lines(source: Source, start: int, end: int) -> int:
    """Return the number of physical lines that start in this part of the file."""
    count, position, last = 0, start, b"\n"
    while position < end and (chunk := source.read(position, min(_CHUNK, end - position))):
        count += line_ends(chunk) - (last == b"\r" and chunk[:1] == b"\n")  # one CRLF, parted by the chunks
        last = chunk[-1:]
        position += len(chunk)
    return count + (last not in b"\r\n")
