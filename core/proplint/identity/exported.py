"""A file in the form of an export, whatever a spreadsheet made of its encoding and its delimiters."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.header import BOM, CUSTOMER_ID, EMAIL, read_header
from proplint.csvfile.sniff import DELIMITERS, sep_line
from proplint.csvfile.source import BytesSource, held

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.source import Source

_HEAD: Final = 1 << 16
_AT_ONCE: Final = 1000
_LONGEST_FIELD: Final = 1 << 30


class Exported(NamedTuple):
    """A file whose records can be read as those of an export.

    Attributes:
        source: Its bytes: the file's own, or others that say the same.
        header: Its header's cells.
        start: Where its first data record starts.
        line: The physical line there.
    """

    source: Source
    header: Sequence[str]
    start: int
    line: int


def exported(source: Source) -> Exported | None:
    """Return a file in the form of an export: it may be in any encoding and have any delimiter of spreadsheets.

    Bytes that are no UTF-8 stay as they are.

    Args:
        source: The file; it stays open.

    Returns:
        None when it has no columns Customer ID and Email.
    """
    utf8 = _as_utf8(source)
    head = utf8.read(0, _HEAD)
    start = len(BOM) if head.startswith(BOM) else 0
    start += (sep_line(head[start:]) or (b"", 0))[1]
    return _read(utf8, start) or _separated(utf8, start)


def _read(source: Source, start: int) -> Exported | None:
    header = read_header(source, start)
    if CUSTOMER_ID in header.cells and EMAIL in header.cells:
        return Exported(source, header.cells, header.after, header.next_line)
    return None


def _as_utf8(source: Source) -> Source:
    head = source.read(0, _HEAD)
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return BytesSource(source.read(0, source.size).decode(encoding, errors="replace").encode())
    for half, encoding in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if half and half.count(0) * 2 > len(half):
            return BytesSource(source.read(0, source.size).decode(encoding, errors="replace").encode())
    return source


def _separated(source: Source, start: int) -> Exported | None:
    """Return a file in the form of an export whose cells another character than a comma separates."""
    import csv
    import io

    csv.field_size_limit(_LONGEST_FIELD)
    text = source.read(start, source.size).decode(errors="surrogateescape")
    for delimiter in DELIMITERS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            names = next(rows, [])
        except csv.Error:
            continue
        if CUSTOMER_ID in names and EMAIL in names:
            return _read(held(_with_commas(chain([names], rows))), 0)
    return None


def _with_commas(rows: Iterator[Sequence[str]]) -> Iterator[bytes]:
    import csv
    import io

    while some := [*islice(rows, _AT_ONCE)]:
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n").writerows(some)
        yield written.getvalue().encode(errors="surrogateescape")
