"""The header: its record, and the names in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import Fault, More, delimit, line_ends, split_record
from proplint.csvfile.lookahead import closes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.source import Source

BOM: Final = b"\xef\xbb\xbf"
CUSTOMER_ID: Final = "Customer ID"
EMAIL: Final = "Email"
_FIRST: Final = 1 << 16
_LARGE: Final = 4 << 20
_MARK: Final = "\ufeff"


class Header(NamedTuple):
    """The first record of a file.

    Attributes:
        cells: Its cells; empty when there is none or it is faulty.
        text: Its text, without its line end; up to the end of the fault's line when it is faulty.
        line: Physical line where it starts.
        start: Offset in the file where it starts.
        after: Offset where the first data record starts.
        next_line: Physical line there.
        blanks: Physical lines before it, which are empty.
        fault: The quote that keeps it from being a record; its offset counts from `start`.
    """

    cells: list[str]
    text: str
    line: int
    start: int
    after: int
    next_line: int
    blanks: list[int]
    fault: Fault | None = None


def header_of(source: Source) -> Header:
    """Read the header of a file, which may begin with a byte order mark."""
    return read_header(source, len(BOM) if source.read(0, len(BOM)) == BOM else 0)


def read_header(source: Source, start: int) -> Header:
    """Read the first record that is no empty line.

    Args:
        source: The file.
        start: Where it begins, behind a byte order mark.
    """
    size, line, blanks = _FIRST, 1, list[int]()
    while True:
        data = source.read(start, size)
        final = start + len(data) >= source.size
        body = data.lstrip(b"\r\n")
        if not body and final:
            return Header([], "", line, start, start + len(data), line + line_ends(data), blanks)
        skipped = len(data) - len(body)
        found = delimit(data, skipped, final=final) if body else More(-1)
        if isinstance(found, More):
            if found.opened < 0 or size < _LARGE or closes(source, start + found.opened):
                size *= 2
                continue
            found = Fault("unclosed-quote", found.opened, found.column)
        first = line + line_ends(data, 0, skipped)
        blanks = list(range(line, first))
        if isinstance(found, Fault):
            fault = found._replace(offset=found.offset - skipped)
            text = data[skipped : _line_end(data, found.offset)].decode(errors="surrogateescape")
            return Header([], text, first, start + skipped, source.size, first, blanks, fault)
        text = data[skipped : found.end].decode(errors="surrogateescape")
        after_line = first + line_ends(data, skipped, found.after)
        return Header(split_record(text), text, first, start + skipped, start + found.after, after_line, blanks)


def _line_end(data: bytes, offset: int) -> int:
    ends = [end for end in (data.find(b"\n", offset), data.find(b"\r", offset)) if end >= 0]
    return min(ends, default=len(data))


def repeats(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a record is the header once more; one that was pasted from a file may have a byte order mark."""
    return [row[0].removeprefix(_MARK), *row[1:]] == [*header]


def whole_rows(rows: Sequence[list[str]], header: list[str]) -> Sequence[int]:
    """Return the indexes of the records whose cells stand under their columns.

    Left out are those of more or fewer cells, those of empty ones only, and repeated headers.
    """
    width = len(header)
    alike = set(map(len, rows)) <= {width} and all(map(any, rows))
    if alike and header not in rows and not any(row[0].startswith(_MARK) for row in rows):
        return range(len(rows))
    return [at for at, row in enumerate(rows) if len(row) == width and any(row) and not repeats(row, header)]


def split_name(name: str) -> tuple[str, str] | None:
    """Return type word and property name of a column: split at the first colon; None without one."""
    word, colon, rest = name.partition(":")
    return (word, rest) if colon else None
