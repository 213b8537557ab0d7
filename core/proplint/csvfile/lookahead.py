"""Looking ahead in a file by offset, holding nothing of what is passed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.csvfile.grammar import Fault, More, Record, delimit

if TYPE_CHECKING:
    from proplint.csvfile.source import Source

_CHUNK: Final = 1 << 19
_RECORD: Final = 1 << 12
_LINE_ENDED: Final = re.compile(rb"\n|\r.", re.DOTALL)
_REST_OF_QUOTED: Final = re.compile(rb'[^"]*+(?:""[^"]*+)*+')


def record_at(source: Source, offset: int, *, longest: int | None = None) -> tuple[bytes, Record | Fault | More]:
    """Read the one record that starts at an offset.

    Args:
        source: The file.
        offset: Where the record starts.
        longest: So many bytes are looked at, roughly; all that it takes where None.

    Returns:
        Bytes from the offset on, and what they begin with: `More` only where a record is longer than `longest`;
        with a fault, its line stands in them whole, if it is not longer either.
    """
    size = _RECORD
    while True:
        data = source.read(offset, size)
        final = offset + len(data) >= source.size or len(data) < size
        found = delimit(data, 0, final=final)
        decided = _LINE_ENDED.search(data, found.offset) if isinstance(found, Fault) else isinstance(found, Record)
        if decided or final or (longest is not None and size > longest):
            return data, found
        size *= 4


def closes(source: Source, opened: int) -> bool:
    """Whether the quoted cell that opens at offset `opened` ends as a cell may: before a comma, a line end, the end."""
    closing = _closing_quote(source, opened)
    return closing is not None and source.read(closing + 1, 1) in (b"", b",", b"\r", b"\n")


def _closing_quote(source: Source, opened: int) -> int | None:
    position = opened + 1
    while chunk := source.read(position, _CHUNK):
        match = _REST_OF_QUOTED.match(chunk)
        end = match.end() if match else 0
        last = position + len(chunk) >= source.size
        # A quote at the very end of a chunk may be the first of a doubled one: read on from it.
        if end < len(chunk) - 1 or (end < len(chunk) and last):
            return position + end
        position += end
        if last:
            break
    return None
