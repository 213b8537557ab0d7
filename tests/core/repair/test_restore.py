"""A file that a spreadsheet saved gets the format of the version before back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.csvfile.edits import Edit, cell_edit, edited, encoded_cell
from proplint.csvfile.source import BytesSource
from proplint.plugins import Host
from proplint.repair import table
from proplint.repair.context import Context, context_of
from proplint.repair.outcome import Refused, Repaired
from proplint.repair.restore import restore_format
from support import load_config

if TYPE_CHECKING:
    from collections.abc import Sequence

BOM = b"\xef\xbb\xbf"
NAMES = ["Customer ID", "Email", "Text:A", "Choice:B", "Number:C"]
ENDS = [b"\n", b"\r\n", b"\r"]
TEXTS = st.text(st.sampled_from('ab",;\r\né '), max_size=4)


def restored(source: bytes, base: bytes, context: Context = Context()) -> bytes:  # noqa: B008  immutable
    found = restore_format(BytesSource(source), BytesSource(base), context)
    assert not isinstance(found, Refused), found
    return source if found is None else found.source.read(0, found.source.size)


class Base(NamedTuple):
    """A file, and where each of its cells is."""

    data: bytes
    offsets: Sequence[int]
    rows: Sequence[Sequence[str]]
    """With the header, and empty for empty lines."""


@st.composite
def bases(draw: st.DrawFn, *, unique: bool = False) -> Base:
    names = draw(st.permutations(NAMES[: draw(st.integers(2, 5))]).filter(lambda one: {*NAMES[:2]} <= {*one}))
    count = draw(st.integers(0, 7))
    keys = [
        [f"{key}{index}" if unique else draw(st.sampled_from(["", "x", "y", "z"])) for index in range(count)]
        for key in "ie"
    ]
    rows = [[*names]]
    for index in range(count):
        cells = {"Customer ID": keys[0][index], "Email": keys[1][index]}
        rows.append([cells.get(name, "") or draw(TEXTS) for name in names])
        if not unique and draw(st.integers(0, 4)) == 0:
            rows.append(draw(st.sampled_from([[], [""] * len(names)])))
    style = draw(st.sampled_from(["all", "minimal", "any"]))
    ends = draw(st.sampled_from([*([end] for end in ENDS), ENDS]))
    data, offsets = draw(st.sampled_from([b"", BOM])), []
    for row in rows:
        offsets.append(len(data))
        quoted = [style == "all" or (style == "any" and draw(st.booleans())) for _ in row]
        end = draw(st.sampled_from(ends))
        data += b",".join(encoded_cell(text, quoted=one) for text, one in zip(row, quoted, strict=True))
        # An LF behind a CR would be the same line end.
        data += b"\r\n" if data.endswith(b"\r") and end == b"\n" else end
    if draw(st.booleans()) and rows[-1]:
        data = data.rstrip(b"\r\n") if not rows[-1][-1].endswith(("\r", "\n")) else data
    return Base(data, offsets, rows)


class Program(NamedTuple):
    """How a spreadsheet writes."""

    delimiter: str
    quoting: int
    end: str
    mark: bytes
    encoding: str

    def save(self, rows: Sequence[Sequence[str]]) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, quoting=self.quoting, lineterminator=self.end)  # type: ignore[arg-type]
        writer.writerows([[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows])
        return self.mark + text.getvalue().encode(self.encoding)


PROGRAMS = [
    Program(",", csv.QUOTE_MINIMAL, "\n", b"", "utf-8"),
    Program(",", csv.QUOTE_ALL, "\r\n", b"", "utf-8"),
    Program(",", csv.QUOTE_ALL, "\n", BOM, "utf-8"),
    Program(",", csv.QUOTE_NONNUMERIC, "\r\n", b"", "utf-8"),
    Program(";", csv.QUOTE_MINIMAL, "\r\n", BOM, "utf-8"),
    Program("\t", csv.QUOTE_MINIMAL, "\r\n", b"", "utf-16"),
]


def sheet_of(base: Base) -> list[list[str]]:
    """Return what a spreadsheet shows: empty lines are rows like any other, but not behind the last one."""
    rows = [[*row] or [""] * len(base.rows[0]) for row in base.rows]
    while not base.rows[len(rows) - 1]:
        rows.pop()
    return rows


def moved(draw: st.DrawFn, rows: list[list[str]]) -> list[list[str]]:
    """Sort the rows and move the columns, or not."""
    body = draw(st.permutations(rows[1:])) if draw(st.booleans()) else rows[1:]
    columns = range(len(rows[0]))
    order = draw(st.permutations(columns)) if draw(st.booleans()) else columns
    spare = [""] * draw(st.integers(0, 2))
    return [[row[column] for column in order] + spare for row in [rows[0], *body]]


@given(bases(), st.sampled_from(PROGRAMS), st.data())
@example(
    Base(b"Customer ID,Email\n\n1,a@example.com\n\n\n", [], [NAMES[:2], [], ["1", "a@example.com"], [], []]),
    PROGRAMS[0],
    None,
)
def test_what_nobody_edited_is_the_version_before(base: Base, program: Program, data: st.DataObject | None) -> None:
    rows = sheet_of(base)
    saved = program.save(moved(data.draw, rows) if data else rows)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "_WINDOW", 16)
        assert restored(saved, base.data) == base.data


@given(bases(unique=True), st.sampled_from(PROGRAMS), st.data())
def test_only_edited_cells_differ(base: Base, program: Program, data: st.DataObject) -> None:
    rows = sheet_of(base)
    ends = [*base.offsets[1:], len(base.data)]
    edits: list[Edit] = []
    free = [(at, column) for at in range(1, len(rows)) for column, name in enumerate(rows[0]) if name != "Customer ID"]
    for at, column in data.draw(st.sets(st.sampled_from(free))) if free else ():
        rows[at][column] = data.draw(st.text(st.sampled_from('qv",; '), max_size=3))
        edits.append(cell_edit(base.data[base.offsets[at] : ends[at]], base.offsets[at], column + 1, rows[at][column]))
    saved = program.save(moved(data.draw, rows))  # type: ignore[arg-type]
    assert restored(saved, base.data) == b"".join(edited(BytesSource(base.data), edits))


@given(bases(), bases(), st.sampled_from(PROGRAMS))
def test_whatever_became_of_the_records_what_they_say_stays(base: Base, other: Base, program: Program) -> None:
    rows = sheet_of(other)
    after = restored(program.save(rows), base.data)
    assert sorted(map(sorted, parsed(after))) == sorted(map(sorted, dicts(rows)))
    assert restored(after, base.data) == after


def parsed(data: bytes) -> list[list[tuple[str, str]]]:
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return dicts([*csv.reader(io.StringIO(text, newline=""), strict=True)])


def dicts(rows: Sequence[Sequence[str]]) -> list[list[tuple[str, str]]]:
    """Return what rows say, whatever the order of their columns; a row of nothing says nothing."""
    body = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows[1:] if any(row)]
    return [[*zip(rows[0], row, strict=True)] for row in body]


HEAD = 'Customer ID,"Email",Choice:B,Text:A\r\n'
FILE = HEAD + '1,"a@x.de",Red,"x"\r\n2,"b@x.de",,"y, z"\r\n3,"c@x.de",Blue,""\r\n'
CASES = [
    ("a new record stays behind the one above it, quoted as is usual", 'Customer ID,Email,Choice:B,Text:A\n2,b@x.de,,"y, z"\n9,n@x.de,Green,new\n1,a@x.de,Red,x\n3,c@x.de,Blue,\n',
     FILE.replace("3,", '9,"n@x.de",Green,"new"\r\n3,')),
    ("a new record above all stays above all", 'Customer ID,Email,Choice:B,Text:A\n9,n@x.de,,\n1,a@x.de,Red,x\n2,b@x.de,,"y, z"\n3,c@x.de,Blue,\n',
     FILE.replace("1,", '9,"n@x.de",,""\r\n1,')),
    ("a removed record is gone", "Customer ID,Email,Choice:B,Text:A\n3,c@x.de,Blue,\n1,a@x.de,Red,x\n",
     FILE.replace('2,"b@x.de",,"y, z"\r\n', "")),
    ("the last record is removed", "Customer ID,Email,Choice:B,Text:A\n1,a@x.de,Red,x\n", HEAD + '1,"a@x.de",Red,"x"\r\n'),
    ("all records are removed", "Customer ID,Email,Choice:B,Text:A\n", HEAD),
    ("a new column stays behind the one left of it", 'Text:A,Customer ID,Number:N,Email,Choice:B\nx,1,5,a@x.de,Red\n"y, z",2,,b@x.de,\n,3,7,c@x.de,Blue\n',
     'Customer ID,Number:N,"Email",Choice:B,Text:A\r\n1,5,"a@x.de",Red,"x"\r\n2,,"b@x.de",,"y, z"\r\n3,7,"c@x.de",Blue,""\r\n'),
    ("a removed column is gone", 'Customer ID,Email,Text:A\n1,a@x.de,x\n2,b@x.de,"y, z"\n3,c@x.de,\n',
     'Customer ID,"Email",Text:A\r\n1,"a@x.de","x"\r\n2,"b@x.de","y, z"\r\n3,"c@x.de",""\r\n'),
    ("a nameless column with something in it stays", 'Customer ID,Email,Choice:B,Text:A,,\n1,a@x.de,Red,x,?,\n2,b@x.de,,"y, z",,\n3,c@x.de,Blue,,,\n',
     'Customer ID,"Email",Choice:B,Text:A,\r\n1,"a@x.de",Red,"x",?\r\n2,"b@x.de",,"y, z",\r\n3,"c@x.de",Blue,"",\r\n'),
    ("a Customer ID that was destroyed is found by the e-mail", 'Customer ID,Email,Choice:B,Text:A\n2,b@x.de,,"y, z"\n3,c@x.de,Blue,\n1E+5,a@x.de,Red,x\n',
     FILE.replace("\n1,", "\n1E+5,")),
    ("an e-mail that was changed", 'Customer ID,Email,Choice:B,Text:A\n3,c@x.de,Blue,\n2,q@x.de,,"y, z"\n1,a@x.de,Red,x\n',
     FILE.replace("b@", "q@")),
    ("rows of nothing stay", 'Customer ID,Email,Choice:B,Text:A\n1,a@x.de,Red,x\n,,,\n\n2,b@x.de,,"y, z"\n3,c@x.de,Blue,\n',
     FILE.replace("2,", ',"",,""\r\n\r\n2,')),
    ("empty lines before the header and at the end", "\n" + FILE + "\n\n", "\r\n" + FILE),
    ("semicolons", FILE.replace("y, z", "y; z").replace(",", ";"), FILE.replace("y, z", "y; z")),
]  # fmt: skip


@pytest.mark.parametrize(("now", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_restored(now: str, expected: str) -> None:
    assert restored(now.encode(), FILE.encode()).decode() == expected
    assert restored(expected.encode(), FILE.encode()).decode() == expected


BASES = [
    ("no final line end", "Customer ID,Email\n1,a\n2,b", "Customer ID,Email\n1,a\n2,b\n3,c\n", "Customer ID,Email\n1,a\n2,b\n3,c"),
    ("a base of one line", "Customer ID,Email", "Customer ID,Email\r\n1,a\r\n", "Customer ID,Email\r\n1,a"),
    ("customers who stand twice", "Customer ID,Email\n1,a\n1,b\n1,c\n", "Customer ID,Email\n1,c\n1,q\n1,a\n", "Customer ID,Email\n1,a\n1,q\n1,c\n"),
    ("columns of one name", "Customer ID,Text:A,Email,Text:A\n1,x,a,y\n", "Text:A,Text:A,Customer ID,Email\nx,y,1,a\n", "Customer ID,Text:A,Email,Text:A\n1,x,a,y\n"),
    ("line ends in an edited cell", 'Customer ID,Email,Text:A\n1,a,"x\r\ny"\n', 'Customer ID,Email,Text:A\n1,a,"x\nz"\n', 'Customer ID,Email,Text:A\n1,a,"x\r\nz"\n'),
    ("a line end in a column's name", 'Customer ID,Email,"Text:A\r\nB"\n1,a,x\n', 'Email,"Text:A\nB",Customer ID\na,x,1\n', 'Customer ID,Email,"Text:A\r\nB"\n1,a,x\n'),
    ("new records where empty cells are not quoted", '"Customer ID","Email","Text:A"\n"1","a",\n', "Customer ID,Email,Text:A\n1,a,\n2,b,\n", '"Customer ID","Email","Text:A"\n"1","a",\n"2","b",\n'),
    ("an empty line that is a record now", "Customer ID,Email,Text:A\n\n1,a,x\n", "Customer ID,Email,Text:A,Text:N\n,,,5\n1,a,x,\n", "Customer ID,Email,Text:A,Text:N\n,,,5\n1,a,x,\n"),
    ("what is empty pairs nobody", "Customer ID,Email\n1,a\n,b\n", "Customer ID,Email\n,q\n1,a\n", "Customer ID,Email\n,q\n1,a\n"),
    ("columns that changed places, and bytes that did not", "Customer ID,Email,Text:A,Text:B\n1,a,x,y\n", "Customer ID,Email,Text:B,Text:A\n1,a,x,y\n", "Customer ID,Email,Text:A,Text:B\n1,a,y,x\n"),
    ("nameless columns that were there", 'Customer ID,Email,"",\n1,a,"",\n', "Customer ID,Email,,\n1,a,,\n", 'Customer ID,Email,"",\n1,a,"",\n'),
    ("twins of which one was another customer's", "Customer ID,Email,Text:A\nx,x,1\nx,x,1\nx,,1\n", "Customer ID,Email\nx,x\nx,\n9,n\nx,\n8,m\n", "Customer ID,Email\nx,x\nx,\n9,n\nx,\n8,m\n"),
    ("a twin that is new stands behind the other", "Customer ID,Email\n1,a\n2,b\n3,c\n", "Customer ID,Email\n2,b\n3,c\n2,b\n1,a\n", "Customer ID,Email\n1,a\n2,b\n2,b\n3,c\n"),
    ("an empty line between line ends of two kinds", "Customer ID,Email\r1,a\n2,b\n\n3,c\n", "Customer ID,Email\n\n3,c\n", "Customer ID,Email\r\r3,c\n"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "now", "expected"), [pytest.param(*case[1:], id=case[0]) for case in BASES])
def test_bases(base: str, now: str, expected: str) -> None:
    assert restored(now.encode(), base.encode()).decode() == expected
    assert restored(expected.encode(), base.encode()).decode() == expected


def test_a_value_that_is_the_same_is_written_as_before() -> None:
    config = load_config("version: 1\nproperties: {Number:C: , Date:D: , Boolean:V: }\n")
    base = b"Customer ID,Email,Number:C,Date:D,Boolean:V,Text:T\n1,a,7.10,2025-6-7,true,7.10\n"
    now = b"Customer ID,Email,Number:C,Date:D,Boolean:V,Text:T\n1,a,7.1,2025/06/07,TRUE,7.1\n"
    # What was wrong and was put right does not come back.
    assert restored(now, base, context_of(config, Host({}), BytesSource(base))) == now.replace(b"7.1,2", b"7.10,2")


def test_a_file_in_the_format_already_is_left_alone() -> None:
    assert restore_format(BytesSource(FILE.encode()), BytesSource(FILE.encode()), Context()) is None


def test_what_was_done_is_told() -> None:
    now = FILE.replace("y, z", "y").replace(",", ";").encode()
    found = restore_format(BytesSource(now), BytesSource(FILE.encode()), Context())
    assert isinstance(found, Repaired)
    assert [(one.rule, one.sentence) for one in found.done] == [
        ("wrong-delimiter", "put commas for semicolons between cells"),
        (None, "gave back the format of the version before"),
    ]


REFUSALS = [
    ("a record of another width", "Customer ID,Email\n1,a\n2\n", FILE, "line 3: the record has 1 cell, the header has 2"),
    ("a stray quote", 'Customer ID,Email\n1,a"b"\n', FILE, "line 2: a quotation mark breaks the record"),
    ("an open quote", 'Customer ID,Email\n1,"a\n2,b\n', FILE, "line 2: a quotation mark breaks the record"),
    ("a faulty header", 'Customer ID,Em"ail\n1,a\n', FILE, "line 1: a quotation mark breaks the header"),
    ("no key", "Customer ID,Text:A\n1,a\n", FILE, "line 1: there is no column `Email`"),
    ("a faulty base", FILE, "Customer ID,Email\n1\n", "the version before has no format to give back: line 2: the record has 1 cell, the header has 2"),
    ("a base of another kind", FILE, "Customer ID;Email\n1;a\n", "the version before has no format to give back: the file has its cells separated by semicolons, not by commas"),
    ("an empty base", FILE, "", "the version before has no format to give back: the file has no header: it is empty"),
    ("a base in a code page", FILE, "Customer ID,Email\n1,\udcfe\n", "the version before has no format to give back: the file is not UTF-8"),
    ("an encoding that can't be told", "Customer ID,Email\n1,\udcfe\n", FILE, "it may be Windows-1254, Windows-1252 or another encoding: no cell with declared options, and no cell of the version before, tells which"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "base", "reason"), [pytest.param(*case[1:], id=case[0]) for case in REFUSALS])
def test_refused(now: str, base: str, reason: str) -> None:
    sources = [BytesSource(text.encode(errors="surrogateescape")) for text in (now, base)]
    found = restore_format(sources[0], sources[1], Context())
    assert isinstance(found, Refused)
    assert found.reason == reason
