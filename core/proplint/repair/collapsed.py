"""Sheets whose first column holds whole records: some program took another character for the separator.

What it took for one may have parted records as well, where they hold it, and it padded them to one width. A record
is expanded where what stands in its cells is, joined again, a record of the header's width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.repair.outcome import RefusedError
from proplint.repair.records import raw_cells, raw_records, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.source import Source
    from proplint.repair.records import RawRecord

_COMMA: Final = b","
_AT: Final = b"@"


def expanded_records(source: Source, header: RawRecord, outer: bytes) -> Iterator[bytes]:
    """Give a file's bytes with each record expanded.

    Args:
        source: The file.
        header: Its first record.
        outer: What separates the columns of the sheet.

    Raises:
        RefusedError: Not every record can be.
    """
    width = 0
    for record in raw_records(source, header.offset, header.line):
        if not record.data.strip(outer):
            yield record.end  # an empty line, padded
            continue
        inner = expanded(record.data, outer, width)
        if inner is None:
            raise RefusedError("what stands in the cells of this line is no record as the header is", record.line)
        width = width or len(raw_cells(inner) or ())
        yield inner + record.end


def expanded(record: bytes, outer: bytes = _COMMA, width: int = 0) -> bytes | None:
    """Return the record that stands in the first cell of another, or in all its cells; None when none does.

    Args:
        record: The bytes of the other, without its line end.
        outer: What separates its cells.
        width: How many cells there must be; any number but one by default.
    """
    cells = raw_cells(record, outer)
    inner = _inner([text_of(cell) for cell in cells], outer) if cells else None
    if inner is None:
        return None
    # LibreOffice also takes the outermost quotes of a record of quoted cells for those of one cell.
    for candidate in (inner, b'"' + inner + b'"'):
        found = raw_cells(candidate)
        if found and len(found) > 1 and len(found) == (width or len(found)):
            return candidate
    return None


def _inner(parts: Sequence[bytes], outer: bytes) -> bytes | None:
    """Return what stood in one cell before it was parted."""
    while len(parts) > 1 and not parts[-1]:
        parts = parts[:-1]
    if len(parts) == 1:
        return parts[0]
    if outer == b";":
        return outer.join(parts)  # who parts cells by semicolons writes them so
    if outer == _COMMA and not any(_AT in part for part in parts):
        return _AT.join(parts)  # the e-mail was parted
    return None
