"""One file is repaired as far as is safe, and every byte that is not repaired stays."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.header import header_of
from proplint.csvfile.source import BytesSource, StreamSource
from proplint.engine.check import check_source
from proplint.engine.identity import Before, Identity
from proplint.governors import Governor
from proplint.identity.base import KeyBase, read_keys
from proplint.plugins import Host
from proplint.repair.mend import Checked, Mender
from support import load_config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.source import Source
    from proplint.repair.mend import Mended

NAMES = b"Customer ID,Email,Boolean:VIP,Choice:Color,Number:Age\n"
ONE = b"a1,a@example.com,TRUE,Blue,42.5\n"
TWO = b"b2,b@example.com,,Red,\n"
CONFIG = """\
version: 1
properties:
  Boolean:VIP:
  Choice:Color: {options: [Blue, Red, Yeşil, "1-2", "=x"]}
  Number:Age: {min: 0}
"""


def mended(
    data: bytes, before: bytes | None = None, *, unsafe: bool = False, restore: bool = False, config: str = CONFIG
) -> Mended:
    governor = Governor(load_config(config), Host({}))
    opened: list[Source] = []

    def check(source: Source) -> Checked:
        beside = identity = None
        for one in opened:
            one.close()
        if before is not None:
            opened.append(StreamSource(io.BytesIO(before), len(before)))
            base = KeyBase()
            base.add(read_keys(BytesSource(before)) or ())
            header = header_of(BytesSource(before))
            beside = Before(opened[-1], header.cells, header.after)
            identity = Identity(lambda: base, beside)
        result = check_source(source, "a.csv", governor.config, governor.host, identity=identity)
        return Checked(source, result, beside.source if beside else None)

    return Mender(check, governor, unsafe=unsafe, restore=restore).mend(BytesSource(data))


def data_of(one: Mended) -> bytes:
    return one.checked.source.read(0, one.checked.source.size)


def repaired(data: bytes, before: bytes | None = None, *, unsafe: bool = False, config: str = CONFIG) -> bytes:
    return data_of(mended(data, before, unsafe=unsafe, config=config))


def left(one: Mended) -> list[str]:
    return [finding.rule for finding in one.checked.result.findings]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\n\r\n" + NAMES + ONE, NAMES + ONE),
        (b"\xef\xbb\xbf\n" + NAMES + ONE, b"\xef\xbb\xbf" + NAMES + ONE),
        (NAMES + ONE + b"\n\n" + TWO, NAMES + ONE + TWO),
        (NAMES + ONE + b"\r\r\n" + TWO, NAMES + ONE + TWO),
        (NAMES + ONE[:-1] + b"\r\r\n" + TWO, NAMES + ONE[:-1] + b"\r\n" + TWO),
        (NAMES + ONE + TWO + b"\n\n", NAMES + ONE + TWO + b"\n\n"),
        (NAMES + ONE + b',,,,\n,\n"",,,,\n' + TWO, NAMES + ONE + TWO),
        (NAMES + ONE + b",,,,\n\n,,,,", NAMES + ONE),
        (NAMES + b",,,,\r\r\n" + ONE, NAMES + ONE),
        (NAMES + ONE + NAMES + TWO, NAMES + ONE + TWO),
        (NAMES + ONE + b"\xef\xbb\xbf" + NAMES + TWO, NAMES + ONE + TWO),
        (NAMES + ONE + NAMES[:-1], NAMES + ONE),
        (b"sep=,\r\n" + NAMES + ONE, NAMES + ONE),
        (b'\xef\xbb\xbf"sep=,"\n\n' + NAMES + ONE, b"\xef\xbb\xbf" + NAMES + ONE),
        (b"\n\n", b"\n\n"),
        (b"", b""),
        (NAMES + ONE.replace(b"TRUE", b"wahr"), NAMES + ONE),
        (NAMES + ONE.replace(b"TRUE", b'"wahr"'), NAMES + ONE.replace(b"TRUE", b'"TRUE"')),
        (NAMES + ONE.replace(b"42.5", b'"42,5"'), NAMES + ONE),
        (NAMES + b'"a1","a@example.com","","","42,5"\n', NAMES + b'"a1","a@example.com","","","42.5"\n'),
        (NAMES.replace(b"Boolean:", b"bool:") + ONE.replace(b"TRUE", b"wahr"), NAMES + ONE),
        (NAMES.replace(b"Email", b'"E-Mail"') + ONE, NAMES.replace(b"Email", b'"Email"') + ONE),
        (NAMES.replace(b"VIP", b"VIP,bool:VIP") + ONE.replace(b"TRUE", b"TRUE,"),) * 2,
        (NAMES.replace(b"Email", b"mail,e-mail") + ONE.replace(b"a1,", b"a1,x@example.com,"),) * 2,
    ],
)  # fmt: skip
def test_what_is_repaired(before: bytes, after: bytes) -> None:
    assert repaired(before) == after
    assert repaired(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Errors,a,Customer ID,Email\nx,1,a1,a@example.com\n", b"a,Customer ID,Email\n1,a1,a@example.com\n"),
        (b'Customer ID,Errors,Email\r\na1,"x,\n""y",a@example.com', b"Customer ID,Email\r\na1,a@example.com"),
        (b"Customer ID,Email,Hata\na1,a@example.com,\n,,\n", b"Customer ID,Email\na1,a@example.com\n"),
        (b"Errors,Hata,Customer ID,Email,Fehler,Error\n1,2,a1,a@example.com,3,4\n", b"Customer ID,Email\na1,a@example.com\n"),
        (b"Customer ID,Email,Errors,Errors\na1,a@example.com,3,4\n", b"Customer ID,Email\na1,a@example.com\n"),
        (b"Customer ID,Email,Errors\na1,a@example.com,1\n\nCustomer ID,Email,Errors\nb2,b@example.com,2\n", b"Customer ID,Email\na1,a@example.com\nb2,b@example.com\n"),
        (b"Customer ID,Email,Errors\na1,a@example.com,1\nb2,b@example.com\n",) * 2,
        (b'Customer ID,Email,Errors\na1,a@example.com,5" x\n',) * 2,
        (b"Customer ID,Email,Errors\n<<<<<<< a\na1,a@example.com,\n=======\n>>>>>>> b\n",) * 2,
    ],
)  # fmt: skip
def test_an_error_column_goes_where_every_record_has_its_cell(before: bytes, after: bytes) -> None:
    assert repaired(before, config="version: 1\nignore_columns: [a]\n") == after


FAULT = NAMES[:-1].replace(b"Number:Age", b"Text:Note") + b"\n"


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        (b'a1,a@example.com,,,"first\n\nsecond\nb2,b@example.com,,,x\n\nc3,c@example.com,,,\n', [7]),
        (b'a1,a@example.com,,,first\n\nsecond"\nb2,b@example.com,,,x\n\nc3,c@example.com,,,\n', [7]),
        (b"a1,a@example.com,,,first\n\nsecond\n\nthird\n", []),
        (b"a1,a@example.com,,,x\n\n<<<<<<< a\n=======\n>>>>>>> b\n\n,,,,\nb2,b@example.com,,,\n", []),
    ],
)
def test_an_empty_line_beside_a_broken_record_is_kept_and_told(records: bytes, lines: list[int]) -> None:
    config = "version: 1\nproperties: {'Boolean:VIP': , 'Choice:Color': {options: [a]}, 'Text:Note': }\n"
    data = FAULT + records
    checked = mended(data, config=config)
    numbered = data.splitlines(keepends=True)
    assert data_of(checked) == b"".join(line for at, line in enumerate(numbered, 1) if at not in [n - 1 for n in lines])
    blank = [one for one in checked.checked.result.findings if one.rule == "blank-record"]
    assert blank
    assert all(one.fix is None and "part of a text" in one.help for one in blank)


BASE = b"""\
Customer ID,Email,Boolean:VIP,Choice:Color,Number:Age
007,a@example.com,TRUE,Blue,1.234
008,b@example.com,,1-2,2.345
00009,c@example.com,,,
"""


NEGATIVE = BASE.replace(b"1.234", b"-1.234").replace(b"2.345", b"-2.345")
MAILS = "Customer ID,Email\na1,ş1@example.com\nb2,ş2@example.com\nc3,c@example.com\n".encode()


@pytest.mark.parametrize(
    ("base", "before", "after", "reason"),
    [
        (BASE, BASE.replace(b"\n00", b"\n").replace(b"1.234", b"1234").replace(b"2.345", b"2345")
         .replace(b"009", b"9"), BASE, ""),
        # somebody corrected an e-mail: that stays
        (BASE, BASE.replace(b"b@", b"new@"), BASE.replace(b"b@", b"new@"), ""),
        (BASE, BASE.replace(b"\n00", b"\n").replace(b"009", b"9").replace(b"b@", b"new@") , None, ""),
        # what stood there before was wrong too
        (NEGATIVE, NEGATIVE.replace(b"1.234", b"1234").replace(b"2.345", b"2345"), None, "out-of-range"),
        # somebody gave the e-mail that was destroyed to another customer
        (MAILS, MAILS.replace("ş".encode(), b"?").replace(b"c@", "ş1@".encode()),
         "Customer ID,Email\na1,?1@example.com\nb2,ş2@example.com\nc3,ş1@example.com\n".encode(), "line 4 would have duplicate-email"),
    ],
)  # fmt: skip
def test_what_the_version_before_knows(base: bytes, before: bytes, after: bytes | None, reason: str) -> None:
    one = mended(before, base)
    if after is not None:
        assert data_of(one) == after
    assert bool(one.refused) == bool(reason)
    assert all(reason in refused.reason for refused in one.refused)
    assert repaired(data_of(one), base) == data_of(one)


def test_what_has_another_repair_than_the_one_that_was_refused_gets_it_in_the_same_run() -> None:
    """The number before was wrong as well; once all else is repaired, its column alone tells what is right."""
    base = BASE.replace(b"1.234", b"1E-7")
    damaged = (
        base.replace(b"\n00", b"\n")
        .replace(b"1E-7", b'"0,0000001"')
        .replace(b"2.345", b'"2,345"')
        .replace(b"009", b"9")
    )
    one = mended(damaged, base)
    assert data_of(one) == base.replace(b"1E-7", b"0.0000001")
    assert one.refused == []
    again = mended(data_of(one), base)
    assert (data_of(again), again.repairs) == (data_of(one), [])


def test_what_the_old_format_leaves_undecided_is_repaired_in_the_same_run() -> None:
    """In the format of the version before, one damaged cell is no longer certain: its column tells what is right."""
    base = NAMES + b"a1,a@example.com,TRUE,Blue,1E-7\n"
    damaged = base.replace(b"1E-7", b'"0,0000001"').replace(b"\n", b"\r\n")
    one = mended(damaged, base, restore=True)
    assert data_of(one) == base.replace(b"1E-7", b"0.0000001")
    assert one.refused == []


def test_the_old_format_comes_back_where_every_repair_is_refused() -> None:
    """Their e-mails belong to others now; the try that was given up closed the version before."""
    base = MAILS + b"d4,d@example.com\n"
    damaged = base.replace("ş".encode(), b"?").replace(b"c@", "ş1@".encode()).replace(b"d@", "ş2@".encode())
    one = mended(damaged.replace(b"\n", b"\r\n"), base, restore=True)
    assert data_of(one) == damaged
    assert {refused.text for refused in one.refused} == {"ş1@example.com", "ş2@example.com"}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize(
    ("before", "base", "after"),
    [
        (NAMES + ONE.replace(b"Blue", b"Bleu"), None, NAMES + ONE),
        (NAMES + ONE.replace(b"a@", b"new@") + TWO, NAMES + ONE + TWO, NAMES + ONE.replace(b"a@", b"new@") + TWO),
        (NAMES + ONE.replace(b"a1", b"x1") + TWO, NAMES + ONE + TWO, NAMES + ONE.replace(b"a1", b"x1") + TWO),
    ],
)
def test_unsafe_repairs_cells_but_no_keys(before: bytes, base: bytes | None, after: bytes, *, unsafe: bool) -> None:
    one = mended(before, base, unsafe=unsafe)
    assert data_of(one) == (after if unsafe else before)
    assert one.checked.result.findings == [] or base is not None or not unsafe


def test_what_is_refused_is_told_once_however_cells_move() -> None:
    """The first round deletes an empty line and a column, and reveals a column that the second one repairs."""
    base = BASE.replace(b"1.234", b"-1.234").replace(b"2.345", b"-2.345").replace(b"Boolean:", b"bool:")
    lines = base.replace(b"1.234", b"1234").replace(b"2.345", b"2345").replace(b"TRUE", b"wahr").splitlines()
    data = b"\n\n" + b"\n".join((b"x," if at else b"Errors,") + line for at, line in enumerate(lines)) + b"\n"
    one = mended(data, base)
    right = base.replace(b"bool:", b"Boolean:").replace(b"1.234", b"1234").replace(b"2.345", b"2345")
    assert data_of(one) == right
    assert [refused.text for refused in one.refused] == ["-1.234", "-2.345"]


@pytest.mark.parametrize("names", ["Boolean:VIP,bool:VIP", "bool:VIP,mantıksal:VIP"])
def test_no_two_columns_get_one_name(names: str) -> None:
    data = f"Customer ID,Email,{names}\na1,a@example.com,,\n".encode()
    one = mended(data)
    assert data_of(one) == data
    assert {refused.reason for refused in one.refused} == {"there would be two columns `Boolean:VIP`"}


def test_a_column_that_is_no_key_does_not_become_one() -> None:
    data = b"id,Email\n1,a@example.com\n2,b@example.com\n"
    one = mended(data, b"Customer ID,Email\na1,a@example.com\nb2,b@example.com\n", config="version: 1\n")
    assert data_of(one) == data
    assert [refused.reason for refused in one.refused] == ["most of its cells are no Customer ID of the version before"]


def test_no_utf_8_is_written_into_a_file_of_another_encoding() -> None:
    data = NAMES + "a1,a@example.com,wahr,YEŞİL,Ş\n".encode("cp1254") + b"b2,b@example.com,,ye\xc5\x9fil ,\n"
    one = mended(data)
    assert data_of(one) == data.replace(b"wahr", b"TRUE")
    assert [refused.text for refused in one.refused] == ["", "Yeşil"]


def test_what_a_fix_reveals_is_repaired_in_the_same_run() -> None:
    data = b"sep=,\n\nid,e-mail,bool:VIP,Errors\n\na1,a@example.com,wahr,x\n"
    config = "version: 1\nproperties: {'Boolean:VIP': }\n"
    assert repaired(data, config=config) == b"Customer ID,Email,Boolean:VIP\na1,a@example.com,TRUE\n"


SPELLINGS = {
    "Boolean:VIP": ["TRUE", "FALSE", "", "wahr", "true", "vielleicht"],
    "Choice:Color": ["Blue", "Red", "", "blue", " Red", "Bleu", "Ye\u0327il", "Yes\u0327il"],
    "Number:Age": ["42.5", "7", "", "42,5", "1e3", "#REF!"],
}


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[list[str] | None]]:
    """Return a file, and its records: None for a line that is empty."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quoted = draw(st.booleans())
    errors = draw(st.booleans())
    header = [*NAMES.decode().strip().split(",")] + ["Errors"] * errors
    records: list[list[str] | None] = [header]
    for at in range(draw(st.integers(0, 6))):
        cells = [f"c{at}", f"{at}@example.com", *(draw(st.sampled_from(found)) for found in SPELLINGS.values())]
        cells += [draw(st.sampled_from(["", "x, y", 'two\n"lines"']))] * errors
        kind = draw(st.sampled_from(["record", "record", "record", "empty", "blank", "header"]))
        records.append({"record": cells, "empty": None, "blank": [""] * len(header), "header": header}[kind])
    lines = ["" if record is None else ",".join(written(cell, quoted=quoted) for cell in record) for record in records]
    text = draw(st.sampled_from(["", "\ufeff"])) + end.join(lines) + draw(st.sampled_from(["", end]))
    return text.encode(), records


def written(cell: str, *, quoted: bool) -> str:
    return '"' + cell.replace('"', '""') + '"' if quoted or re.search('[",\r\n]', cell) else cell


@given(files())
def test_repaired_files_pass_and_stay(made: tuple[bytes, Sequence[Sequence[str] | None]]) -> None:
    data, _ = made
    one = mended(data)
    after = data_of(one)
    assert not any(finding.is_fixable() for finding in one.checked.result.findings)
    assert one.refused == []
    again = mended(after)
    assert data_of(again) == after
    assert again.repairs == []
    first = mended(data, unsafe=True)
    assert not any(finding.fix for finding in first.checked.result.findings)
    assert data.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")


@given(files())
def test_every_byte_outside_of_what_is_repaired_stays(made: tuple[bytes, Sequence[Sequence[str] | None]]) -> None:
    """The reference is written anew, record by record, from what each cell is to be."""
    data, records = made
    right = {"wahr": "TRUE", "true": "TRUE", "blue": "Blue", " Red": "Red", "Yes\u0327il": "Yeşil", "42,5": "42.5"}
    text = data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = (re.findall('Age"?(?:,"?Errors"?)?(\\r\\n|\\r|\\n)', text) or [""])[0]
    header = records[0]
    assert header is not None
    quoted = text.startswith(f'{mark}"')
    kept = [at for at, record in enumerate(records) if record and any(record) and (at == 0 or record != header)]
    lines = [",".join(written(right.get(cell, cell), quoted=quoted) for cell in (records[at] or ())[:5]) for at in kept]
    after = repaired(data).decode()
    assert after.rstrip("\r\n") == mark + end.join(lines)


SHOP = "version: 1\nproperties: {'Text:Phone': , 'Number:Size': , 'Choice:Color': {options: [Blue, Red]}}\n"


@given(st.data())
def test_edits_survive_and_the_damage_goes(data: st.DataObject) -> None:
    """A spreadsheet drops plus signs, zeros and periods; a person edits other cells, and sorts the rows."""
    count = data.draw(st.integers(3, 8))
    base = [[f"00{at}5", f"{at}@example.com", f"+49{at}0", f"1.{at}25", "Blue"] for at in range(count)]
    edited = [[*row] for row in base]
    for row in data.draw(st.lists(st.sampled_from(edited))):
        at = data.draw(st.sampled_from([2, 3, 4]))
        row[at] = data.draw(st.sampled_from([["someone"], ["7"], ["Red", ""]][at - 2]))
    damaged = [
        [row[0].lstrip("0"), row[1], row[2].lstrip("+"), row[3].replace(".", ""), row[4]]
        for row in data.draw(st.permutations(edited))
    ]
    names = "Customer ID,Email,Text:Phone,Number:Size,Choice:Color"
    before = "\r\n".join('"' + ",".join(row).replace(",", '","') + '"' for row in [names.split(","), *base])
    after = "\n".join([names, *map(",".join, damaged)])
    right = {row[1]: row for row in edited}
    expected = "\n".join([names, *(",".join(right[row[1]]) for row in damaged)])
    assert repaired(after.encode(), before.encode(), config=SHOP).decode() == expected
