"""Files that other characters than commas separate."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.edits import encoded_cell
from proplint.csvfile.source import BytesSource
from proplint.registry import BUILT_IN
from proplint.repair import records
from proplint.repair.context import Context
from proplint.repair.delimiter import with_commas
from proplint.repair.outcome import Refused
from proplint.repair.whole import repaired_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

BOM = b"\xef\xbb\xbf"
HEAD = "Customer ID;Email;Multiple choice:H\n"
SEMICOLONS, SEP = "put commas for semicolons between cells", "took the `sep=` line away"
COLLAPSED = "parted what stood in one column"

CASES = [
    ("semicolons", HEAD + 'a1;a@x.de;"Reading;Traveling"\r\nb2;b@x.de;\r\n', 'Customer ID,Email,Multiple choice:H\na1,a@x.de,"Reading;Traveling"\r\nb2,b@x.de,\r\n', SEMICOLONS),
    ("tabs", "Customer ID\tEmail\tText:A\na1\ta@x.de\tx, y\n", 'Customer ID,Email,Text:A\na1,a@x.de,"x, y"\n', "put commas for tabs between cells"),
    ("vertical bars", "Customer ID|Email\na1|a@x.de", "Customer ID,Email\na1,a@x.de", "put commas for vertical bars between cells"),
    ("a sep line", "sep=;\r\n" + HEAD + "a1;a@x.de;\n", "Customer ID,Email,Multiple choice:H\na1,a@x.de,\n", f"{SEMICOLONS}, and {SEP}"),
    ("a sep line and a mark", "\ufeffsep=;\r\n" + HEAD, "\ufeffCustomer ID,Email,Multiple choice:H\n", f"{SEMICOLONS}, and {SEP}"),
    ("a quoted sep line", '"sep=;"\n' + HEAD, "Customer ID,Email,Multiple choice:H\n", f"{SEMICOLONS}, and {SEP}"),
    ("only a sep line", 'sep=,\nCustomer ID,Email\n"a1",a@x.de\n', 'Customer ID,Email\n"a1",a@x.de\n', SEP),
    ("a sep line that is not true", "sep=;\nCustomer ID,Email\na1,a@x.de\n", "Customer ID,Email\na1,a@x.de\n", SEP),
    ("a sep line with a delimiter of its own", "sep=^\nCustomer ID^Email\na1^a@x.de\n", "Customer ID,Email\na1,a@x.de\n", f"put commas for `^` between cells, and {SEP}"),
    ("all quoted", '"Customer ID";"Email"\r\n"a1";"a ""b"", c"\r\n', '"Customer ID","Email"\r\n"a1","a ""b"", c"\r\n', SEMICOLONS),
    ("line ends in a cell", 'Customer ID;Email;Text:A\na1;a@x.de;"x\r\ny, z"\n', 'Customer ID,Email,Text:A\na1,a@x.de,"x\r\ny, z"\n', SEMICOLONS),
    ("empty lines and rows of nothing", "Customer ID;Email\n\n;\na1;a@x.de\n\n", "Customer ID,Email\n\n,\na1,a@x.de\n\n", SEMICOLONS),
    ("a name that holds a comma", "Customer ID;Email;Text:A, B\n1;2;3\n", 'Customer ID,Email,"Text:A, B"\n1,2,3\n', SEMICOLONS),
    ("collapsed", '"Customer ID,Email,Text:A"\n"a1,a@x.de,""x, y"""\r\n\n"b2,b@x.de,"\n', 'Customer ID,Email,Text:A\na1,a@x.de,"x, y"\r\n\nb2,b@x.de,\n', COLLAPSED),
    ("collapsed, of quoted cells, in Excel", '"Customer ID,""Email"",""Text:A"""\n"a1,""a@x.de"",""x"""\n', 'Customer ID,"Email","Text:A"\na1,"a@x.de","x"\n', COLLAPSED),
    ("collapsed, of quoted cells, in LibreOffice", '"Customer ID"",""Email"",""Text:A"\n"a1"",""a@x.de"",""x, y"\n', '"Customer ID","Email","Text:A"\n"a1","a@x.de","x, y"\n', COLLAPSED),
    ("collapsed and padded", '"Customer ID,Email",,\n"a1,a@x.de",,\n,,\n', "Customer ID,Email\na1,a@x.de\n\n", COLLAPSED),
    ("collapsed, with the e-mail parted", '"Customer ID,Email,Text:A",\n"a1,a","x.de,""y, z"""\n', 'Customer ID,Email,Text:A\na1,a@x.de,"y, z"\n', COLLAPSED),
    ("collapsed, with semicolons that part", 'Customer ID,Email,Multiple choice:H,Text:A;\na1,a@x.de,Reading;"Traveling,""x, y"""\n"b2,b@x.de,,""5"""" screen""";\n', 'Customer ID,Email,Multiple choice:H,Text:A\na1,a@x.de,Reading;Traveling,"x, y"\nb2,b@x.de,,"5"" screen"\n', COLLAPSED),
    ("collapsed, quoted, with semicolons that part", '"Customer ID,""Email"",""Multiple choice:H""";\n"a1,""a@x.de"",""Reading";"Traveling"""\n', 'Customer ID,"Email","Multiple choice:H"\na1,"a@x.de","Reading;Traveling"\n', COLLAPSED),
]  # fmt: skip


@pytest.mark.parametrize(("now", "expected", "sentence"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_repaired(now: str, expected: str, sentence: str) -> None:
    found = repaired_whole(BytesSource(now.encode()), Context())
    assert found is not None
    assert not isinstance(found, Refused), found
    assert found.source.read(0, found.source.size).decode() == expected
    assert [*found.done] == [("wrong-delimiter", sentence)]
    assert repaired_whole(found.source, Context()) is None


REFUSALS = [
    ("too many cells", HEAD + "a1;a@x.de;x\nb2;b@x.de;Reading;Traveling\n", "line 3: the record has 4 cells, the header has 3"),
    ("too few cells", HEAD + "\na1;a@x.de\n", "line 3: the record has 2 cells, the header has 3"),
    ("one cell", HEAD + "a1,a@x.de,x\n", "line 2: the record has 1 cell, the header has 3"),
    ("a stray quote", HEAD + 'a1;a@x.de;5" screen\n', "line 2: a quotation mark breaks the record; put it right first"),
    ("an open quote", HEAD + 'a1;a@x.de;"x\nb2;b@x.de;y\n', "line 2: a quotation mark breaks the record; put it right first"),
    ("lines below a cell of two", HEAD + 'a1;a@x.de;"x\ny"\nb2;b@x.de\n', "line 4: the record has 2 cells, the header has 3"),
    ("a sep line, then nothing", "sep=;\n\n", "the file has no header"),
    ("a sep line, then another file", "sep=;\nName;Street\n", "line 2: under no usual delimiter is this a header of customer properties"),
    ("collapsed, but for one", '"Customer ID,Email"\n"a1,a@x.de"\nb2,b@x.de\n', "line 3: what stands in the cells of this line is no record as the header is"),
    ("collapsed, of two widths", '"Customer ID,Email"\n"a1,a@x.de,x"\n', "line 2: what stands in the cells of this line is no record as the header is"),
    ("collapsed, parted nobody knows by what", '"Customer ID,Email,Text:A",\n"a1,a@x.de,y","z"\n', "line 2: what stands in the cells of this line is no record as the header is"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "reason"), [pytest.param(*case[1:], id=case[0]) for case in REFUSALS])
def test_refused(now: str, reason: str) -> None:
    found = repaired_whole(BytesSource(now.encode()), Context())
    assert isinstance(found, Refused)
    assert (found.rule, found.reason) == ("wrong-delimiter", reason)
    assert found.line == (int(reason.split()[1].rstrip(":")) if reason.startswith("line") else None)


TEXTS = st.text(st.sampled_from('ab",;\t|\r\né '), max_size=5)
ROWS = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), max_size=6))


def written(rows: Sequence[Sequence[str]], delimiter: str, end: str, *, quoted: bool) -> bytes:
    def cell(text: str) -> str:
        needed = any(sign in text for sign in f'{delimiter}"\r\n')
        return '"' + text.replace('"', '""') + '"' if quoted or needed else text

    return "".join(delimiter.join(map(cell, row)) + end for row in rows).encode()


@given(
    ROWS,
    st.sampled_from(";\t|"),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([b"", BOM]),
    st.integers(1, 9),
)
def test_what_is_said_and_how_stays(
    rows: list[list[str]], delimiter: str, quoted: bool, end: str, mark: bytes, chunk: int
) -> None:
    names = ["Customer ID", "Email", "Text:A, B", "Choice:C"][: len(rows[0]) if rows else 4]
    data = mark + written([names, *rows], delimiter, end, quoted=quoted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", chunk)
        found = with_commas(BytesSource(data), BUILT_IN)
    assert not isinstance(found, Refused), found
    after = found.source.read(0, found.source.size)
    raw = [records.raw_cells(one.data, delimiter.encode()) for one in records.raw_records(BytesSource(data), len(mark))]
    as_was = [
        [cell if cell.startswith(b'"') else encoded_cell(cell.decode(), quoted=False) for cell in cells or ()]
        for cells in raw
    ]
    assert after == mark + b"".join(b",".join(cells) + end.encode() for cells in as_was)
    assert [*csv.reader(io.StringIO(after.removeprefix(mark).decode(), newline=""), strict=True)] == [names, *rows]


@given(st.lists(st.sampled_from([b"a", b'"', b",", b"\n", b"\r", b"\r\n", b"xyz" * 3]), max_size=12), st.integers(1, 5))
def test_records_do_not_depend_on_chunks(parts: list[bytes], chunk: int) -> None:
    data = b"".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", chunk)
        found = [*records.raw_records(BytesSource(data), 0)]
    assert found == [*records.raw_records(BytesSource(data), 0)]
    assert b"".join(one.data + one.end for one in found) == data
    for one in found:
        assert data.startswith(one.data + one.end, one.offset)
        assert one.line == 1 + len(data[: one.offset].splitlines())


@pytest.mark.parametrize("rows", [120_000], ids=["a file that is spooled"])
def test_a_large_file_is_written_to_disk(rows: int) -> None:
    body = "".join(f'a{at};a{at}@example.com;"x;y";{"z" * 60}\n' for at in range(rows)).encode()
    found = with_commas(BytesSource(b"Customer ID;Email;Multiple choice:H;Text:A\n" + body), BUILT_IN)
    assert not isinstance(found, Refused)
    assert found.source.read(0, found.source.size).count(b",") == 3 * (rows + 1)
    found.source.close()
