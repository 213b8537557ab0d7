"""Files with one fault each: what people, spreadsheets and git do to a file, and where it is.

`FAULTS` holds, for each, a function that puts it into a table of right records, and the line and the column at which a
person would look for it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Table = list[list[str]]
"""The header and the records, none of which spans lines."""

ROW: Final = 19  # of the table: the header is row 0, so this is line 20
LINE: Final = ROW + 1
ID, EMAIL = "Customer ID", "Email"
BOOLEAN, CHOICE, SEVERAL = "Boolean:P1", "Choice:P2", "Multiple choice:P3"
NUMBER, TEXT, DATE = "Number:P4", "Text:P5", "Date:P6"


class Fault(NamedTuple):
    """A fault: its name, what makes the file, where it is, and whether only the version before tells."""

    name: str
    make: Callable[[Table], bytes]
    line: int = LINE
    column: str | None = None
    against_base: bool = False


def text_of(table: Table, delimiter: str = ",") -> bytes:
    """Return a table as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n", delimiter=delimiter).writerows(table)
    return file.getvalue().encode()


def _cell(name: str, value: str) -> Callable[[Table], bytes]:
    """Put a value into a cell of the row."""

    def make(table: Table) -> bytes:
        table[ROW][table[0].index(name)] = value
        return text_of(table)

    return make


def _mark(name: str, mark: bytes) -> Callable[[Table], bytes]:
    """Put bytes into a cell of the row that the CSV writer would not write so."""

    def make(table: Table) -> bytes:
        return _cell(name, "MARK")(table).replace(b"MARK", mark)

    return make


def _lines(*lines: bytes) -> Callable[[Table], bytes]:
    """Put lines before the row."""

    def make(table: Table) -> bytes:
        old = text_of(table).split(b"\n")
        return b"\n".join([*old[:ROW], *lines, *old[ROW:]])

    return make


def _like(name: str, other: int, change: Callable[[str], str] = str) -> Callable[[Table], bytes]:
    """Give a cell of the row the value of another row, perhaps changed."""

    def make(table: Table) -> bytes:
        return _cell(name, change(table[other][table[0].index(name)]))(table)

    return make


def _ragged(cells: int) -> Callable[[Table], bytes]:
    """Give the row more cells, or fewer."""

    def make(table: Table) -> bytes:
        table[ROW] = [*table[ROW], *["x"] * cells] if cells > 0 else table[ROW][:cells]
        return text_of(table)

    return make


def _after_lines(table: Table) -> bytes:
    """Put a cell of three lines before a wrong option, whose line is then another one than its record's number."""
    table[5][table[0].index(TEXT)] = "one\ntwo\nthree"
    return _cell(CHOICE, "Bleu")(table)


def _header_again(table: Table) -> bytes:
    return text_of([*table[:ROW], table[0], *table[ROW:]])


def _misspelt(table: Table) -> bytes:
    table[0][table[0].index(CHOICE)] = "Choise:P2"
    return text_of(table)


def _conflict(table: Table) -> bytes:
    lines = text_of(table).split(b"\n")
    ours, theirs = lines[ROW], lines[ROW].replace(b"@", b".x@")
    wrapped = [b"<<<<<<< HEAD", ours, b"=======", theirs, b">>>>>>> topic"]
    return b"\n".join([*lines[:ROW], *wrapped, *lines[ROW + 1 :]])


FAULTS: Final = (
    Fault("a cell too few", _ragged(-1)),
    Fault("a cell too many", _ragged(1)),
    Fault("a lone quotation mark", _mark(TEXT, b'24" screen'), column=TEXT),
    Fault("a quoted cell that does not end", _mark(TEXT, b'"ten'), column=TEXT),
    Fault("bytes that are not UTF-8", _mark(TEXT, b"gr\xfc\xdft"), column=TEXT),
    Fault("a NUL", _mark(TEXT, b"a\0b"), column=TEXT),
    Fault("an empty line between records", _lines(b"")),
    Fault("the header once more", _header_again),
    Fault("a merge conflict", _conflict),
    Fault("semicolons for commas", lambda table: text_of(table, ";"), line=1),
    Fault("a column's type misspelt", _misspelt, line=1, column="Choise:P2"),
    Fault("no Customer ID", _cell(ID, ""), column=ID),
    Fault("a Customer ID twice", _like(ID, 5), column=ID),
    Fault("an e-mail twice", _like(EMAIL, 5), column=EMAIL),
    Fault("an e-mail twice but for case", _like(EMAIL, 5, str.upper), column=EMAIL),
    Fault("an e-mail without a domain", _cell(EMAIL, "umit.muller@"), column=EMAIL),
    Fault("an e-mail changed since HEAD", _cell(EMAIL, "other@example.com"), column=EMAIL, against_base=True),
    Fault("a Customer ID changed since HEAD", _cell(ID, "a5c123de456"), column=ID, against_base=True),
    Fault("TRUE in German", _cell(BOOLEAN, "WAHR"), column=BOOLEAN),
    Fault("an unknown option", _cell(CHOICE, "Bleu"), column=CHOICE),
    Fault("the same after a cell of three lines", _after_lines, line=LINE + 2, column=CHOICE),
    Fault("an option with a blank behind", _cell(CHOICE, "Blue "), column=CHOICE),
    Fault("an option with its accent apart (NFD)", _cell(CHOICE, "Yes\u0327il"), column=CHOICE),
    Fault("an option twice", _cell(SEVERAL, "Red;Red"), column=SEVERAL),
    Fault("an empty option behind a semicolon", _cell(SEVERAL, "Red;"), column=SEVERAL),
    Fault("a decimal comma", _cell(NUMBER, "42,5"), column=NUMBER),
    Fault("an exponent", _cell(NUMBER, "1E+400"), column=NUMBER),
    Fault("a day that no calendar has", _cell(DATE, "2025/02/30"), column=DATE),
    Fault("the day first", _cell(DATE, "27.06.2025"), column=DATE),
    Fault("501 characters where 500 may be", _cell(TEXT, "x" * 501), column=TEXT),
)
