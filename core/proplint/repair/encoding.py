"""Files in another encoding: they become UTF-8, where it is certain which encoding they are in.

The caller hands over a source for which `check` says `utf16-file` or `not-utf8`, and a `Context`. Every character
stays, and so do line ends and quotes; tabs between cells are the business of `delimiter`. UTF-16 gets a byte order
mark only where the version before has one. Files are read and written piece by piece.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import BOM, header_of
from proplint.csvfile.sniff import DELIMITERS, header_likeness
from proplint.csvfile.source import held
from proplint.repair.outcome import Done, RefusedError, Repaired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.csvfile.source import Source
    from proplint.repair.context import Context
    from proplint.repair.outcome import Refused

UTF_16: Final = "utf16-file"
NOT_UTF_8: Final = "not-utf8"
_PIECE: Final = 1 << 20
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def from_utf16(source: Source, context: Context) -> Repaired | Refused:
    """Return a UTF-16 file in UTF-8."""
    head = source.read(0, _PIECE)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    marked = encoding is not None
    if encoding is None:
        encoding = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    base = context.base
    mark = BOM if base is not None and base.read(0, len(BOM)) == BOM else b""
    try:
        made = held(_transcoded(source, 2 if marked else 0, encoding, mark))
    except RefusedError as error:
        return error.refused(UTF_16)
    if not marked and not _has_known_header(made, context):
        made.close()
        return RefusedError("it has no byte order mark, and no header that is known as UTF-16").refused(UTF_16)
    return Repaired(made, [Done(UTF_16, "converted from UTF-16 to UTF-8")])


def _transcoded(source: Source, offset: int, encoding: str, mark: bytes) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    yield mark
    try:
        while data := source.read(offset, _PIECE):
            text = decoder.decode(data)
            if "\0" in text:
                raise RefusedError("it holds zero characters, so it is not UTF-16, or it was cut")
            yield text.encode()
            offset += len(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise RefusedError("it is not UTF-16 all through: a character is cut, or one byte is missing") from error


def _has_known_header(source: Source, context: Context) -> bool:
    text = header_of(source).text
    return any(header_likeness(text.split(sign), context.words) for sign in (",", *DELIMITERS))


def from_code_page(source: Source, context: Context) -> Repaired | Refused | None:
    """Return a file in UTF-8 that is Windows-1254 or Windows-1252, in whole or in some of its cells.

    Which of the two it is must be certain: cells with declared options hold only such options then, or what the
    customer's cell held before; at least one cell, or one column's name, tells so; and where the two read another
    text, a cell tells which one it is.

    Args:
        source: The file, its cells separated by commas.
        context: What is known beside it.

    Returns:
        None when it is UTF-8.
    """
    from proplint.repair.codepages import NAMES, Survey
    from proplint.repair.evidence import page_of

    survey = Survey(source)
    if not survey.foreign:
        return None
    try:
        page = page_of(source, survey, context)
    except RefusedError as error:
        return error.refused(NOT_UTF_8)
    what = "converted the cells that were" if survey.mixed else "converted from"
    return Repaired(held(survey.converted(page)), [Done(NOT_UTF_8, f"{what} {NAMES[page]} to UTF-8")])


def is_utf8(source: Source) -> bool:
    """Whether all bytes of a file are UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    try:
        while data := source.read(offset, _PIECE):
            decoder.decode(data)
            offset += len(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
