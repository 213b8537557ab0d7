"""What is wrong with a file as a whole, told from its first bytes or its header: one finding, not one a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import line_ends
from proplint.csvfile.header import BOM, CUSTOMER_ID, EMAIL, split_name
from proplint.model import FormFix

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from proplint.csvfile.source import Source

_HEAD: Final = 1 << 16
_POINTERS: Final = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/")
_SEP_LINE: Final = re.compile(rb'"?sep=(.)"?\s*(?:\r\n|\n|\r|\Z)', re.IGNORECASE)
_AS_CSV: Final = (
    "save it again as “CSV UTF-8 (comma delimited)” in Excel, or with File › Download › .csv in Google Sheets"
)
_FORMATS: Final[Mapping[bytes, str]] = {
    b"PK\x03\x04": "an Excel or OpenDocument workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
}
DELIMITERS: Final[Mapping[str, str]] = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
"""Characters that spreadsheets put between cells in place of commas, and their names."""

_PADDING: Final = ";"  # a program that parts cells by semicolons pads the one column of a comma file with them
# Letters in which the Turkish code page differs from the Western one: Ğ İ Ş ğ ı ş.
_TURKISH_BYTES: Final = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")


class Verdict(NamedTuple):
    """One thing that is wrong with the whole file."""

    rule: str
    line: int
    message: str
    help: str
    fix: FormFix | None = None


def judge_bytes(source: Source) -> Verdict | None:
    """Return what the first bytes tell, or None when a header may follow."""
    head = source.read(0, _HEAD)
    if not head.removeprefix(BOM):
        return _empty()
    if head.startswith(_POINTERS) and source.size < 1024:  # noqa: PLR2004  LFS's own limit for pointers
        return Verdict(
            "lfs-pointer",
            1,
            "the file is a Git LFS pointer, not the content itself",
            "run `git lfs pull`, then check again",
        )
    if _is_utf16(head):
        return Verdict("utf16-file", 1, "the file is UTF-16 (“Unicode text”), not UTF-8", _AS_CSV)
    for magic, kind in _FORMATS.items():
        if head.startswith(magic):
            return Verdict("not-utf8", _first_bad_line(source), f"the file is {kind}, not CSV", _AS_CSV)
    sep = sep_line(head.removeprefix(BOM))
    if sep:
        return _sep_verdict(sep[0].decode(errors="replace"))
    return None


def _empty() -> Verdict:
    return Verdict("empty-file", 1, "the file has no header: it is empty", "export the customer properties again")


def judge_header(cells: Sequence[str], text: str, line: int, words: Collection[str]) -> Verdict | None:
    """Return what the header tells about the file as a whole.

    Args:
        cells: Its cells; none when the file holds only empty lines.
        text: Its text.
        line: Its line.
        words: All type words.
    """
    if not cells:
        return _empty()
    names = {cell.strip() for cell in cells}
    if names & {CUSTOMER_ID, EMAIL} and not text.endswith(_PADDING):
        return None
    typed = any(_is_typed(cell, words) for cell in cells)
    verdict = judge_delimiter(text, line, words)
    if verdict:
        return verdict
    if not typed and "E-Mail" in names and names & {"First Name", "Last Name", "Deleted"}:
        return Verdict(
            "wrong-export",
            line,
            "the file is the Customers export, which has no properties",
            "export again: dashboard › Customers › Export › .csv › Customer Properties",
        )
    return None


def judge_delimiter(text: str, line: int, words: Collection[str]) -> Verdict | None:
    """Return what a header's text tells about the character that separates its cells."""
    if collapsed_by(text, words):
        return Verdict(
            "wrong-delimiter",
            line,
            "the file has everything in one column: the whole header stands in one cell",
            _AS_CSV,
        )
    for delimiter, plural in DELIMITERS.items():
        if delimiter in text and header_likeness(text.split(delimiter), words):
            return Verdict(
                "wrong-delimiter",
                line,
                f"the file has its cells separated by {plural}, not by commas",
                _AS_CSV,
            )
    return None


def collapsed_by(text: str, words: Collection[str]) -> str | None:
    """Return what separates the columns of a sheet whose first one holds everything; None for any other header.

    Args:
        text: The header's text.
        words: All type words.
    """
    for sign in (",", *DELIMITERS):
        bare = text.rstrip(sign)
        quoted = bare[:1] == bare[-1:] == '"' and '"' not in bare[1:-1].replace('""', "")
        padded = sign == _PADDING and bare != text and '"' not in bare
        if (quoted or padded) and header_likeness(bare.removeprefix('"').removesuffix('"').split(","), words):
            return sign
    return None


def sep_line(head: bytes) -> tuple[bytes, int] | None:
    """Return what a `sep=` line at the start names, and how long it is with its line end; None when there is none."""
    found = _SEP_LINE.match(head)
    return (found[1], len(head.splitlines(keepends=True)[0])) if found else None


def not_utf8(source: Source, offset: int, line: int) -> Verdict:
    """Return the verdict on a file whose first byte that is no UTF-8 stands at `offset`, on `line`."""
    sample = source.read(offset, _HEAD)
    high = {byte for byte in sample if byte >= 0x80}  # noqa: PLR2004  not ASCII
    guess = "Windows-1254 (Turkish)" if high & _TURKISH_BYTES else "Windows-1252 (Western)"
    return Verdict(
        "not-utf8",
        line,
        f"the file is not UTF-8: byte 0x{sample[0]:02X} here does not fit",
        f"it looks like {guess}: {_AS_CSV}",
    )


def _is_utf16(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[::2], head[1::2]
    return any(len(half) > 1 and half.count(0) * 2 > len(half) for half in (even, odd))


def _sep_verdict(delimiter: str) -> Verdict:
    if delimiter == ",":
        return Verdict(
            "wrong-delimiter",
            1,
            "the file begins with `sep=,`, a line for Excel that is no header",
            "delete the first line",
            FormFix(),
        )
    plural = DELIMITERS.get(delimiter, "another character")
    return Verdict(
        "wrong-delimiter",
        1,
        f"the file begins with a `sep=` line, and has its cells separated by {plural}, not by commas",
        _AS_CSV,
    )


def _is_typed(cell: str, words: Collection[str]) -> bool:
    parted = split_name(cell.strip().strip('"'))
    return parted is not None and parted[0] in words


def header_likeness(cells: Sequence[str], words: Collection[str]) -> bool:
    """Whether these look like the names of a customer-property header.

    Args:
        cells: They.
        words: All type words.
    """
    names = [cell.strip().strip('"') for cell in cells]
    known = sum(name in (CUSTOMER_ID, EMAIL) or _is_typed(name, words) for name in names)
    return len(names) > 1 and known > 1


def _first_bad_line(source: Source) -> int:
    line, offset = 1, 0
    while data := source.read(offset, _HEAD):
        try:
            data.decode()
        except UnicodeDecodeError as error:
            cut = error.end == len(data) and error.reason == "unexpected end of data"
            if not cut or offset + len(data) >= source.size:
                return line + line_ends(data[: error.start])
            data = data[: error.start]
        line += line_ends(data)
        offset += len(data)
    return 1
