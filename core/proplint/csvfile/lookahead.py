"""Looking ahead in a file by offset, holding nothing of what is passed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from proplint.csvfile.source import Source

_CHUNK: Final = 1 << 19
_REST_OF_QUOTED: Final = re.compile(rb'[^"]*+(?:""[^"]*+)*+')


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
