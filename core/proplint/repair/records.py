"""Records as bytes, whatever separates their cells, and the cells in them as they are written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.csvfile.source import Source

_CHUNK: Final = 1 << 20
_QUOTE: Final = b'"'


class RawRecord(NamedTuple):
    """A record, an empty line, or what a quotation mark keeps from being a record.

    Attributes:
        data: Its bytes, without its line end.
        end: Its line end; empty at the end of the file.
        offset: Byte of the file where it starts.
        line: Physical line there.
    """

    data: bytes
    end: bytes
    offset: int
    line: int


def raw_records(source: Source, offset: int, line: int = 1) -> Iterator[RawRecord]:
    """Give everything that follows, record by record.

    Args:
        source: The file.
        offset: Where the first record starts.
        line: Physical line there.
    """
    held, quotes, first = list[bytes](), 0, line
    for text in physical_lines(source, offset):
        line += 1
        quotes += text.count(_QUOTE)
        held.append(text)
        if quotes % 2:
            continue  # a line end inside quotes
        yield _record(b"".join(held) if len(held) > 1 else text, offset, first)
        offset += sum(map(len, held))
        held, quotes, first = [], 0, line
    if held:
        yield _record(b"".join(held), offset, first)


def physical_lines(source: Source, offset: int) -> Iterator[bytes]:
    """Give the lines that follow, each with its end."""
    size = _CHUNK
    while data := source.read(offset, size):
        if data.endswith(b"\r") and source.read(offset + len(data), 1) == b"\n":
            data += b"\n"
        lines = data.splitlines(keepends=True)
        if offset + len(data) < source.size and data[-1] not in b"\r\n":
            if len(lines) == 1:
                size *= 2
                continue
            lines.pop()
        size = _CHUNK
        offset += sum(map(len, lines))
        yield from lines


def _record(text: bytes, offset: int, line: int) -> RawRecord:
    return RawRecord(*parted(text), offset, line)


def parted(text: bytes) -> tuple[bytes, bytes]:
    """Return a record and its line end, which may be missing."""
    end = next((end for end in (b"\r\n", b"\n", b"\r") if text.endswith(end)), b"")
    return text.removesuffix(end), end


@cache
def _grammar(delimiter: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return what a record is, and what finds its cells, for one delimiter."""
    sign = re.escape(delimiter)
    cell = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\r\n' + sign + rb"]*+)"
    return re.compile(cell + rb"(?:" + sign + cell + rb")*+"), re.compile(rb"(?:\A|" + sign + rb")(" + cell + rb")")


def raw_cells(record: bytes, delimiter: bytes = b",") -> list[bytes] | None:
    """Return the cells of a record as they are written, quotes included; None when it breaks the grammar.

    Args:
        record: Its bytes, without its line end.
        delimiter: The character that separates its cells.
    """
    if _QUOTE not in record:
        return record.split(delimiter)
    whole, cells = _grammar(delimiter)
    return cells.findall(record) if whole.fullmatch(record) else None


def bare_lines(data: bytes, width: int) -> list[bytes] | None:
    """Return records that are written as most are, each without its quotes and its line end: split at every comma.

    That is many times faster than parting each of them, and says as much.

    Args:
        data: Whole records.
        width: How many cells each should have, two at least.

    Returns:
        None where a cell holds a comma, a quote or a line end, where some cells stand in quotes and some don't, where
        a line is empty or ends with a lone CR, and where a record has another number of cells.
    """
    lines = data.replace(b"\r\n", b"\n").removesuffix(b"\n")
    if b"\r" in lines:
        return None
    if _QUOTE in lines:
        bare = lines.replace(b'","', b",").replace(b'"\n"', b"\n")
        if len(lines) - len(bare) != 2 * (lines.count(b",") + lines.count(b"\n")):
            return None
        lines = bare.removeprefix(_QUOTE).removesuffix(_QUOTE)
        if len(bare) - len(lines) != 2 or _QUOTE in lines:  # noqa: PLR2004  the first and the last one
            return None
    found = lines.split(b"\n")
    return found if {line.count(b",") for line in found} == {width - 1} else None


def text_of(cell: bytes) -> bytes:
    """Return what a cell says, without the quotes that it is written in."""
    return cell[1:-1].replace(b'""', _QUOTE) if cell.startswith(_QUOTE) else cell


def decoded(data: bytes) -> str:
    """Return bytes as text; those that are no UTF-8 as surrogate escapes."""
    return data.decode(errors="surrogateescape")
