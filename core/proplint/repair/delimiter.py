"""Files whose cells other characters than commas separate: they become comma-separated.

The caller hands over a source for which `check` says `wrong-delimiter` (or which begins with a `sep=` line), and
the words of the types. Quoted cells stay as they are written, plain ones get quotes where they hold a comma, and
line ends stay. Nothing is certain before the last record: one that has another number of cells than the header
refuses the file. So it is written anew as it is read, one record at a time, to a spool that is thrown away then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import BOM, CUSTOMER_ID, EMAIL
from proplint.csvfile.sniff import DELIMITERS, collapsed_by, header_likeness, sep_line
from proplint.csvfile.source import held
from proplint.repair.outcome import Done, RefusedError, Repaired
from proplint.repair.records import decoded, raw_cells, raw_records, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from proplint.csvfile.source import Source
    from proplint.repair.outcome import Refused
    from proplint.repair.records import RawRecord

RULE: Final = "wrong-delimiter"
_HEAD: Final = 1 << 12
_COMMA: Final = b","


def with_commas(source: Source, words: Collection[str]) -> Repaired | Refused:
    """Return a file's bytes with its cells separated by commas.

    Args:
        source: The file.
        words: The words of all types.
    """
    head = source.read(0, _HEAD)
    mark = BOM if head.startswith(BOM) else b""
    sep = sep_line(head[len(mark) :])
    start = len(mark) + (sep[1] if sep else 0)
    try:
        header = _header(source, start, line=2 if sep else 1)
        pieces, sentence = _way(source, header, sep[0] if sep else b"", words)
        done = Done(RULE, f"{sentence}, and took the `sep=` line away" if sentence and sep else sentence)
        return Repaired(held(_joined(mark, pieces)), [done if sentence else Done(RULE, _NO_SEP)])
    except RefusedError as error:
        return error.refused(RULE)


_NO_SEP: Final = "took the `sep=` line away"


def _joined(mark: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield mark
    yield from pieces


def _header(source: Source, start: int, line: int) -> RawRecord:
    found = next((record for record in raw_records(source, start, line) if record.data), None)
    if found is None:
        raise RefusedError("the file has no header")
    return found


def _way(source: Source, header: RawRecord, named: bytes, words: Collection[str]) -> tuple[Iterator[bytes], str]:
    """Return the file's new bytes, and what makes them; nothing when only a `sep=` line is to go."""
    text = decoded(header.data)
    outer = collapsed_by(text, words)
    if outer:
        from proplint.repair.collapsed import expanded_records

        return expanded_records(source, header, outer.encode()), "parted what stood in one column"
    names = raw_cells(header.data)
    if names and any(text_of(name).strip().decode(errors="replace") in (CUSTOMER_ID, EMAIL) for name in names):
        return _untouched(source, header), ""
    usual = [sign.encode() for sign in DELIMITERS]
    for sign in [named, *usual] if named.strip(b'\r\n",') and named not in usual else usual:
        cells = raw_cells(header.data, sign)
        if cells and header_likeness([decoded(text_of(cell)) for cell in cells], words):
            plural = DELIMITERS.get(decoded(sign), f"`{decoded(sign)}`")
            return _converted(source, header, sign, len(cells)), f"put commas for {plural} between cells"
    raise RefusedError("under no usual delimiter is this a header of customer properties", header.line)


def _untouched(source: Source, header: RawRecord) -> Iterator[bytes]:
    for record in raw_records(source, header.offset, header.line):
        yield record.data + record.end


def _converted(source: Source, header: RawRecord, sign: bytes, width: int) -> Iterator[bytes]:
    for record in raw_records(source, header.offset, header.line):
        data = record.data
        if data and (b'"' in data or _COMMA in data or data.count(sign) != width - 1):
            data = _COMMA.join(map(_quoted, _cells(record, sign, width)))
        yield data.replace(sign, _COMMA) + record.end if data is record.data else data + record.end


def _cells(record: RawRecord, sign: bytes, width: int) -> list[bytes]:
    cells = raw_cells(record.data, sign)
    if cells is None:
        raise RefusedError("a quotation mark breaks the record; put it right first", record.line)
    if len(cells) != width:
        cell = "cell" if len(cells) == 1 else "cells"
        raise RefusedError(f"the record has {len(cells)} {cell}, the header has {width}", record.line)
    return cells


def _quoted(cell: bytes) -> bytes:
    return b'"' + cell + b'"' if _COMMA in cell and not cell.startswith(b'"') else cell
