"""The reader against tables of any text, written by any conforming writer, and against single faults in them."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from proplint.csvfile import reader as reader_module
from proplint.csvfile.reader import Batch, Faulty, Reader
from proplint.csvfile.source import BytesSource

if TYPE_CHECKING:
    import random

LINE_ENDS = ("\n", "\r\n", "\r")
# Characters that matter to the grammar, and some that other readers take for line ends.
ALPHABET = st.sampled_from([*'ab ,;"\n\r', "\r\n", "ş", "\u2028", "\v", "\x85", "😀", '""'])
CELLS = st.lists(ALPHABET, max_size=6).map("".join)


class Table(NamedTuple):
    """A table and how it is written."""

    rows: list[list[str]]
    line_end: str
    quote_all: bool
    ends: bool

    def cell(self, text: str) -> str:
        if self.quote_all or any(character in text for character in '",\r\n'):
            return '"' + text.replace('"', '""') + '"'
        return text

    def records(self) -> list[str]:
        return [",".join(map(self.cell, row)) for row in self.rows]

    def text(self) -> str:
        return self.line_end.join(self.records()) + (self.line_end if self.ends else "")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8))
    return Table(rows, draw(st.sampled_from(LINE_ENDS)), draw(st.booleans()), draw(st.booleans()))


def line_count(text: str) -> int:
    return len(re.findall("\r\n|\n|\r", text))


def read(data: bytes, width: int = 2) -> list[Batch]:
    return list(Reader(BytesSource(data), offset=0, line=1, width=width).batches())


def rows_of(batches: list[Batch]) -> list[list[str]]:
    return [row for batch in batches for row in batch.rows]


def faults_of(batches: list[Batch]) -> list[Faulty]:
    return [faulty for batch in batches for faulty in batch.faulty]


@pytest.fixture(params=[7, 64, 1 << 19], ids=["tiny blocks", "small blocks", "real blocks"], autouse=True)
def _block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records cross blocks of 7 bytes at every place."""
    monkeypatch.setattr(reader_module, "_BLOCK", request.param)
    monkeypatch.setattr(reader_module, "_LOOK_AHEAD", 2 * request.param)


@given(tables())
@example(Table([["a", "\r"], ["\n", "b"]], "\r", quote_all=False, ends=False))
@example(Table([['"', ","], ['","', '""']], "\r\n", quote_all=True, ends=True))
def test_any_table_reads_back_with_the_right_lines(table: Table) -> None:
    batches = read(table.text().encode(), len(table.rows[0]))
    assert rows_of(batches) == table.rows
    assert not faults_of(batches)
    line, lines = 1, []
    for record in table.records():
        lines.append(line)
        line += line_count(record) + 1
    assert [line for batch in batches for line in batch.lines] == lines
    assert [number for batch in batches for number in batch.numbers] == list(range(1, len(lines) + 1))


@given(tables())
def test_starts_point_at_the_records(table: Table) -> None:
    data = table.text().encode()
    starts = [batch.base + start for batch in read(data, len(table.rows[0])) for start in batch.starts]
    records = [record.encode() for record in table.records()]
    assert [data[start : start + len(record)] for start, record in zip(starts, records, strict=True)] == records


@given(st.lists(st.sampled_from([*b'ab,"\r\n\xc3\x9f\xff\0<=> ', 0x22, 0x0A]), max_size=60).map(bytes))
@example(b'"a\n<<<<<<< x\n=======\n>>>>>>> y\n",b\n')
def test_any_bytes_are_read_to_the_end_and_each_line_is_given_once(data: bytes) -> None:
    reader = Reader(BytesSource(data), offset=0, line=1, width=2)
    batches = list(reader.batches())
    assert reader.position == len(data)
    lines = [line for batch in batches for line in (*batch.lines, *batch.blanks)]
    lines += [faulty.line for faulty in faults_of(batches)]
    assert len(lines) == len(set(lines))
    assert max(lines, default=1) <= len(data.splitlines()) + 1


@given(tables(), st.randoms(use_true_random=False))
def test_one_fault_in_a_quoted_table_is_found_at_its_line(table: Table, random: random.Random) -> None:
    """A quote dropped from, or a character put behind, a quoted cell: found where the cell opens, and once."""
    table = table._replace(quote_all=True)
    at = random.randrange(len(table.rows))
    column = random.randrange(len(table.rows[0]))
    cells = [table.cell(cell) for cell in table.rows[at]]
    assume('"' not in table.rows[at][column])
    cells[column] += "x"
    records = table.records()
    records[at] = ",".join(cells)
    faults = faults_of(read(table.line_end.join(records).encode(), len(cells)))
    before = line_count("".join(record + table.line_end for record in records[:at]))
    spanning = [index for index in range(column + 1) if line_count(cells[index])]
    opened = line_count("".join(cells[: spanning[-1]])) if spanning else 0
    assert faults[0].rule == ("unclosed-quote" if spanning else "stray-quote")
    assert faults[0].line == 1 + before + opened
    if not any(map(line_count, cells)):
        assert len(faults) == 1


@given(st.lists(st.lists(CELLS.filter(lambda cell: "\0" not in cell), min_size=2, max_size=4), max_size=6))
def test_agrees_with_the_standard_library_on_what_it_writes(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    assert rows_of(read(out.getvalue().encode(), 2)) == rows
