"""Reading error files: our own, those that ikas sends, and what a spreadsheet made of either."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import line_ends
from proplint.csvfile.header import CUSTOMER_ID, EMAIL
from proplint.csvfile.reader import first_bad_byte
from proplint.csvfile.sniff import judge_bytes, not_utf8
from proplint.engine.names import is_error_column
from proplint.exceptions import InputError
from proplint.report.errorfile import version_in
from proplint.text import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from proplint.csvfile.sniff import Verdict
    from proplint.csvfile.source import Source

_DELIMITERS: Final = ",;\t"
_SEP_LINE: Final = re.compile(r'\A"?sep=([^"\r\n])"?,*(?:\r\n|\n|\r)', re.IGNORECASE)
_LONGEST_FIELD: Final = 1 << 30


class ErrorFile(NamedTuple):
    """An error file as it stands.

    Attributes:
        path: Its path in messages.
        names: The names of its columns.
        records: Line and cells of each record.
        day: The day on which it was saved: spreadsheets complete dates by it.
    """

    path: str
    names: Sequence[str]
    records: Sequence[tuple[int, Sequence[str]]]
    day: date


class Row(NamedTuple):
    """A row of an error file, laid under the columns of a CSV.

    Attributes:
        path: The error file.
        line: Its physical line there.
        cells: Index of a column of the CSV to the text here; a column that is left out here has none.
        message: What was wrong with it.
        version: The version of the record that the message is about, where it says so.
        fits: Whether it has as many cells as the error file has columns.
        day: The day on which the error file was saved.
    """

    path: str
    line: int
    cells: Mapping[int, str]
    message: str
    version: str | None
    fits: bool
    day: date

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{escaped(self.path)}:{self.line}"


def read_error_file(source: Source, path: str, day: date) -> ErrorFile:
    """Read an error file, in whatever form of CSV a spreadsheet saved it.

    Args:
        source: Its bytes.
        path: Its path in messages.
        day: The day on which it was saved.

    Raises:
        InputError: It is no CSV, not UTF-8, or has no column to find customers by.
    """
    verdict = judge_bytes(source)
    if verdict is not None and verdict.rule != "wrong-delimiter":
        raise _refused(path, verdict)
    data = source.read(0, source.size)
    bad = first_bad_byte(data)
    if bad >= 0:
        raise _refused(path, not_utf8(source, bad, 1 + line_ends(data, 0, bad)))
    text = data.decode("utf-8-sig")
    csv.field_size_limit(_LONGEST_FIELD)
    sep = _SEP_LINE.match(text)
    first = 1
    if sep:
        text, first = text[sep.end() :], 2
    for delimiter in sep[1] if sep else _DELIMITERS:
        names = _names(text, delimiter)
        if CUSTOMER_ID in names or EMAIL in names:
            _, *records = _records(text, delimiter, first, path)
            return ErrorFile(path, names, records, day)
    raise InputError(
        f"{escaped(path)}: is no error file: its first row has neither `{CUSTOMER_ID}` nor `{EMAIL}`; "
        "save it as “CSV UTF-8”, with the names of the columns in the first row"
    )


def _names(text: str, delimiter: str) -> list[str]:
    """Return the cells of the first record; none where it can't be read so."""
    try:
        return next(filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), [])
    except csv.Error:
        return []


def _records(text: str, delimiter: str, first: int, path: str) -> Iterator[tuple[int, list[str]]]:
    """Give the line and the cells of each record."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = first + reader.line_num
    except csv.Error as error:
        raise InputError(
            f"{escaped(path)}:{line}: the row is no CSV ({error}): a quotation mark is not closed or not doubled; "
            "open the file in the spreadsheet and save it again"
        ) from error


def _refused(path: str, verdict: Verdict) -> InputError:
    return InputError(f"{escaped(path)}:{verdict.line}: {verdict.rule}: {verdict.message}; {verdict.help}")


class Layout(NamedTuple):
    """How the columns of an error file lie under those of its CSV.

    Attributes:
        columns: Index of a column here to its index in the CSV.
        messages: Indexes of the columns that hold messages.
        problems: Why the two don't fit.
    """

    columns: Mapping[int, int]
    messages: frozenset[int]
    problems: Sequence[str]

    def rows(self, file: ErrorFile) -> Iterator[Row]:
        """Give the rows of the file that may say anything: neither empty nor the header again."""
        width = len(file.names)
        for line, cells in file.records:
            if [*cells] == [*file.names] or not any(text for at, text in enumerate(cells) if at in self.columns):
                continue
            fits = len(cells) == width or (len(cells) > width and not any(cells[width:]))
            laid = {there: cells[here] for here, there in self.columns.items() if here < len(cells)}
            message = " | ".join(text for at, text in enumerate(cells) if at in self.messages or at >= width)
            yield Row(file.path, line, laid, message, version_in(message), fits, file.day)


def lay_out(file: ErrorFile, header: Sequence[str], dropped: frozenset[int], configured: str) -> Layout:
    """Lay the columns of an error file under those of its CSV, by their names.

    Args:
        file: The error file.
        header: The names of the CSV's columns.
        dropped: Indexes of the CSV's columns that hold messages themselves.
        configured: The name that the configuration gives the column of messages.
    """
    places: dict[str, list[int]] = {}
    for index, name in enumerate(header):
        if index not in dropped:
            places.setdefault(name, []).append(index)
    messages = {at for at, name in enumerate(file.names) if name not in places and is_error_column(name, configured)}
    strange = [at for at, name in enumerate(file.names) if name not in places and at not in messages]
    strange = [at for at in strange if file.names[at].strip() or any(any(row[at : at + 1]) for _, row in file.records)]
    last = max((at for at, name in enumerate(file.names) if name.strip()), default=-1)
    if not messages and strange[-1:] == [last] and ":" not in file.names[last]:
        messages.add(strange.pop())  # ikas does not say what it calls its column, but it is no property
    problems = [_strange(file, at) for at in strange]
    counts = Counter(name for name in file.names if name in places)
    twice = [name for name, count in counts.items() if count > 1 and count != len(places[name])]
    problems += [
        f"{escaped(file.path)}:1: the column {quoted(name)} stands twice here: delete one of them" for name in twice
    ]
    taken: Counter[str] = Counter()
    columns: dict[int, int] = {}
    for at, name in enumerate(file.names):
        if name in places and taken[name] < len(places[name]):
            columns[at] = places[name][taken[name]]
            taken[name] += 1
    return Layout(columns, frozenset(messages), problems)


def _strange(file: ErrorFile, at: int) -> str:
    name = file.names[at]
    what = f"the column {quoted(name)}" if name.strip() else f"column {at + 1}, which has no name,"
    return f"{escaped(file.path)}:1: {what} is not in the CSV: give it its name there, or delete it here"
