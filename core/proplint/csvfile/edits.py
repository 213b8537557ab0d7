"""Changing some cells of a file and leaving every other byte as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import CELL
from proplint.csvfile.source import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proplint.csvfile.source import Source

_CELL: Final = re.compile(CELL)
_QUOTE: Final = b'"'
NEEDS_QUOTES: Final = re.compile(rb'[",\r\n]')
"""What a cell holds that can't stand without quotes."""


class Edit(NamedTuple):
    """Bytes of a file that give way to others; with `start` equal to `end` nothing gives way.

    Attributes:
        start: Offset of the first.
        end: Offset behind the last.
        data: What stands there instead.
    """

    start: int
    end: int
    data: bytes


def cell_edit(record: bytes, offset: int, column: int, text: str) -> Edit:
    """Return the edit that gives a cell another text, in the quoting that the cell has.

    Args:
        record: The bytes of a well-formed record; what follows it may follow here too.
        offset: Byte of the file where the record starts.
        column: Number of the cell, from 1.
        text: The new text. A byte that is no UTF-8 stands in it as Python's surrogate escape.

    Raises:
        IndexError: The record has no such cell.
    """
    start, end = cell_span(record, column)
    quoted = record[start : start + 1] == _QUOTE
    return Edit(offset + start, offset + end, encoded_cell(text, quoted=quoted))


def cell_span(record: bytes, column: int) -> tuple[int, int]:
    """Return where a cell stands in a well-formed record, its quotes included.

    Args:
        record: The bytes of the record; what follows it may follow here too.
        column: Number of the cell, from 1.

    Raises:
        IndexError: The record has no such cell.
    """
    start = 0
    for _ in range(column - 1):
        start = _end_of_cell(record, start)
        if record[start : start + 1] != b",":
            raise IndexError(column)
        start += 1
    return start, _end_of_cell(record, start)


def cell_spans(data: bytes, start: int = 0) -> list[tuple[int, int]]:
    """Return where the cells of a well-formed record stand, their quotes included.

    Args:
        data: Bytes in which it stands; others may follow it.
        start: Index where it starts.
    """
    spans = []
    while True:
        end = _end_of_cell(data, start)
        spans.append((start, end))
        if data[end : end + 1] != b",":
            return spans
        start = end + 1


def encoded_cell(text: str, *, quoted: bool) -> bytes:
    """Return the bytes of a cell.

    Args:
        text: Its text.
        quoted: Whether it stands in quotes where it need not.
    """
    data = text.encode(errors="surrogateescape")
    return b'"' + data.replace(b'"', b'""') + b'"' if quoted or NEEDS_QUOTES.search(data) else data


def edited(source: Source, edits: Iterable[Edit]) -> Iterator[bytes]:
    """Give the bytes of a file with edits made.

    Args:
        source: The file as it is.
        edits: What changes, in any order; no two may touch the same bytes.

    Raises:
        ValueError: Two edits overlap.
    """
    position = 0
    for edit in sorted(edits):
        if edit.start < position:
            raise ValueError(f"edits overlap at byte {edit.start}")
        yield from pieces(source, position, edit.start)
        yield edit.data
        position = edit.end
    yield from pieces(source, position)


def _end_of_cell(record: bytes, start: int) -> int:
    match = _CELL.match(record, start)
    return match.end() if match else start
