"""The grammar of one record (RFC 4180), and where its cells stand.

    record  = cell *("," cell) (CRLF / LF / CR / end of file)
    cell    = DQUOTE *(any byte but DQUOTE / 2DQUOTE) DQUOTE
            / *(any byte but DQUOTE, COMMA, CR, LF)

All functions work on bytes and offsets alone: what a record is depends on nothing that came before it.
The repeats are possessive: the grammar never needs to step back, so no input makes it slow.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_QUOTED: Final = rb'"[^"]*+(?:""[^"]*+)*+"'
_PLAIN: Final = rb'[^",\r\n]*+'
CELL: Final = rb"(?:" + _QUOTED + rb"|" + _PLAIN + rb")"
"""One cell, in either form."""

RECORD: Final = re.compile(CELL + rb"(?:," + CELL + rb")*+")
"""The cells of one record; whether it is whole, what follows decides."""

_QUOTED_CELL: Final = re.compile(_QUOTED)
_PLAIN_CELL: Final = re.compile(_PLAIN)
_LINE_END: Final = re.compile(rb"\r\n|\n|\r")
_ENDS_CELL: Final = frozenset(b",\r\n")
_LINE: Final = re.compile(r'(?:"[^"]*+(?:""[^"]*+)*+"|[^",]*+)(?:,(?:"[^"]*+(?:""[^"]*+)*+"|[^",]*+))*+')
_CELLS: Final = re.compile(r'(?:"((?:[^"]|"")*+)"|([^",\r\n]*+))(?:,|\Z)')


class Fault(NamedTuple):
    """A quote that breaks the grammar.

    Attributes:
        rule: `stray-quote` or `unclosed-quote`.
        offset: Where the cell to report opens.
        column: Number of that cell in its record, from 1.
    """

    rule: str
    offset: int
    column: int


class Record(NamedTuple):
    """One well-formed record: it ends before `end`; `after` is where the next one starts."""

    end: int
    after: int


class More(NamedTuple):
    """The bytes at hand do not decide; `opened` is the offset of the quote that is still open, -1 for none."""

    opened: int
    column: int = 0


def delimit(data: bytes, start: int, *, final: bool) -> Record | Fault | More:
    """Find the end of the record that starts at `start`.

    Args:
        data: Bytes of the file.
        start: Where in `data` the record starts.
        final: Whether `data` reaches to the end of the file.

    Returns:
        Its end; or the fault that keeps it from having one; or that more bytes are needed.
    """
    match = RECORD.match(data, start)
    end = match.end() if match else start
    size = len(data)
    if end < size:
        if data[end] in b"\r\n":
            return _ended(data, end, final=final)
    elif final:
        return Record(end, end)
    return _diagnose(data, start, final=final)


def _ended(data: bytes, end: int, *, final: bool) -> Record | More:
    if data[end : end + 1] == b"\r" and end + 1 == len(data) and not final:
        return More(-1)  # an LF may follow
    return Record(end, end + (2 if data[end : end + 2] == b"\r\n" else 1))


def _diagnose(data: bytes, start: int, *, final: bool) -> Record | Fault | More:
    """Walk the cells of a record that the one expression did not match up to a line end."""
    position, column, size = start, 1, len(data)
    spanning: tuple[int, int] | None = None  # the last cell so far that spans lines: its offset and column
    while True:
        if data[position : position + 1] == b'"':
            match = _QUOTED_CELL.match(data, position)
            if match is None:
                return Fault("unclosed-quote", position, column) if final else More(position, column)
            if match.end() == size and not final:
                return More(position, column)
            if _LINE_END.search(data, position, match.end()):
                spanning = (position, column)
        else:
            match = _PLAIN_CELL.match(data, position)
        end = match.end() if match else position
        if end == size:
            return Record(end, end) if final else More(-1)
        if data[end] not in _ENDS_CELL:
            if spanning:
                return Fault("unclosed-quote", *spanning)
            return Fault("stray-quote", position, column)
        if data[end : end + 1] != b",":
            return _ended(data, end, final=final)
        position, column = end + 1, column + 1


def line_ends(data: bytes, start: int = 0, end: int | None = None) -> int:
    """Count the physical line ends (CRLF, LF, lone CR) in a slice of `data`."""
    stop = len(data) if end is None else end
    return data.count(b"\n", start, stop) + data.count(b"\r", start, stop) - data.count(b"\r\n", start, stop)


def split_line(text: str) -> list[str] | None:
    """Return the cells of a record that stands on one physical line; None when it does not, or is faulty."""
    parts = text.split('"')
    if len(parts) == 1:
        return text.split(",")
    # Outside quotes stand the plain cells, with a comma towards each quoted cell beside them.
    first, last = parts[0], parts[-1]
    if len(parts) % 2 and (not first or first[-1] == ",") and (not last or last[0] == ","):
        cells = first[:-1].split(",") if first else []
        for index in range(1, len(parts) - 2, 2):
            cells.append(parts[index])
            between = parts[index + 1]
            if len(between) > 1 and between[0] == between[-1] == ",":
                cells += between[1:-1].split(",")
            elif between != ",":
                break  # a doubled quote, or a fault
        else:
            cells.append(parts[-2])
            return cells + last[1:].split(",") if last else cells
    return split_record(text) if _LINE.fullmatch(text) else None


def split_record(text: str) -> list[str]:
    """Return the cells of a well-formed record, without its line end."""
    cells = [quoted.replace('""', '"') or plain for quoted, plain in _CELLS.findall(text)]
    if not text.endswith(",") and len(cells) > 1:
        del cells[-1]  # the expression finds one more empty cell at the very end
    return cells


class Place(NamedTuple):
    """Where a cell stands in the text of its record.

    Attributes:
        line: Physical lines before it, from 0.
        character: Character of that line, from 1, where the cell's text starts (behind its quote).
        start: Index in the record's text where the cell starts (at its quote).
        end: Index where it ends.
    """

    line: int
    character: int
    start: int
    end: int


_RAW_CELL: Final = re.compile(r'(?:"[^"]*+(?:""[^"]*+)*+"|[^",\r\n]*+)(?:,|\Z)?')


def place_of(text: str, column: int) -> Place:
    """Return where cell `column` (from 1) stands in `text`, the text of a well-formed record."""
    start = 0
    for _ in range(column - 1):
        match = _RAW_CELL.match(text, start)
        start = match.end() if match else start
    match = _RAW_CELL.match(text, start)
    end = match.end() if match else start
    if text[start:end].endswith(","):
        end -= 1
    before = text[:start]
    lines = before.count("\n") + before.count("\r") - before.count("\r\n")
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    character = start - line_start + 1 + (text[start : start + 1] == '"')
    return Place(lines, character, start, end)
