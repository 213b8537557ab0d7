"""The screen changes what a check costs, never what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proplint.engine.screen.judge import StretchJudge
from proplint.engine.screen.stretch import Span, Stretch
from screening import COLUMNS, Sizes, assert_same, checked

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFLICT = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"
VALUES = {
    "Boolean:B": ["TRUE", "FALSE", "true", ""],
    "Choice:C": ["Blue", "a, b", 'say "x"', "Yeşil", "=1", "blue", ""],
    "Multiple choice:M": ["Reading", "Yüzme;Reading", "a, b;Kochen;Yüzme", "Kochen;Reading;Yüzme;a, b", "Reading;", ""],
    "Number:N": ["0", "-12.5", "-12.51", "130", "130.01", "007", "12.34", "1e3", "-0", "1,234", "1,5", "1,234.5", ""],
    "Number:I": ["1", "1.0", "-99999999999999999999", "1,234", "1,00", "2.5", ""],
    "Text:T": [
        "x",
        "sevenşş",
        "eight888",
        "nine nine",
        "a\nb",
        "eight\n 8",
        "nine\nnine",
        '"7\n"nine\n',
        "a, b",
        'q"q',
        "",
    ],
    "Text:P": ["ab", "abcde", ""],
    "Text line:L": ["xx", "x", "😀😀", "a\r\nb", ""],
    "Date:D": [
        "1999/03/05",
        "1999/03/04",
        "2000/02/29",
        "2023/02/29",
        "2024/02/29",
        "2024/03/01",
        "5.3.1999",
        "13.3.2000",
        "3/14/2001",
        "45000",
        "",
    ],
    "Date and time:S": [
        "2024/12/31",
        "0000/01/01",
        "0999/01/01",
        "1900/02/29",
        "2000/2/29",
        "2000/2/28",
        "05/03/1999",
        "",
    ],
    "Choice:Free": ["", "anything"],
    "Note": ["", "note", "\u2028", "<<<<<<< HEAD", "a\n<<<<<<< HEAD\nb", CONFLICT],
}
RIGHT = {name: values[:1] for name, values in VALUES.items()}
IDS = st.one_of(
    st.integers(0, 60).map("c{}".format),
    st.sampled_from(["", " ", "c 1", "ç1", 'c"1', "c,1", "c+1", "1.5E+20", "2,5E+20"]),
)
EMAILS = st.one_of(st.integers(0, 60).map("c{}@e.de".format), st.sampled_from(["", "x@", "ş@e.de", "a@b@c.d", "x"]))
NOISE = [
    *(b"\n", b"\r\n", b"\r", b",", b'"', b"\xff", b"\0", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b",,,,,,,\n"),
    *(b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> other\n", b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", b'"\n"', b'""'),
]
SIZES = st.builds(
    Sizes,
    block=st.sampled_from([16, 64, 300, 1 << 20]),
    bite=st.sampled_from([8, 100, 1 << 13]),
    largest=st.sampled_from([0, 500, 12_000]),
    refusals=st.sampled_from([0, 3, 256]),
    shares=st.sampled_from([0, 1, 3]),
    alike=st.booleans(),
    pending=st.sampled_from([2, 10_000]),
    spans=st.booleans(),
    counted=st.sampled_from([60, 3]),
)


@st.composite
def files(draw: st.DrawFn) -> list[bytes]:
    """Draw the records of a file, its header first: mostly right ones, in any quoting, with any line ends."""
    some = draw(st.lists(st.sampled_from(COLUMNS), unique=True, max_size=6))
    header = (
        draw(st.permutations(["Customer ID", "Email", *some]))
        if draw(st.booleans())
        else ["Customer ID", "Email", *some]
    )
    if draw(st.integers(0, 9)) == 0:
        header = header[:-1]
    end = draw(st.sampled_from([b"\n", b"\n", b"\r\n", b"\r"]))
    quoting = draw(st.sampled_from(["none", "all", "some"]))
    values = draw(st.sampled_from([VALUES, RIGHT]))
    cells = {"Customer ID": IDS, "Email": EMAILS, **{name: st.sampled_from(texts) for name, texts in values.items()}}
    columns = [cells[name] for name in header]
    rows = draw(st.lists(st.tuples(*columns), max_size=40))
    return [written(row, end, quoting, draw) for row in [header, *rows]]


def written(row: Sequence[str], end: bytes, quoting: str, draw: st.DrawFn) -> bytes:
    cells = []
    for text in row:
        must = any(character in text for character in '",\r\n')
        quote = must or quoting == "all" or (quoting == "some" and draw(st.booleans()))
        cells.append('"' + text.replace('"', '""') + '"' if quote else text)
    return ",".join(cells).encode() + end


@st.composite
def mutated(draw: st.DrawFn, records: Sequence[bytes]) -> bytes:
    """Draw what accidents make of a file: records moved, lost or doubled, bytes spliced in, the end cut off."""
    records = [*records]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(records)))
        what = draw(st.sampled_from(["noise", "double", "drop", "move"]))
        if what == "noise":
            records.insert(at, draw(st.sampled_from(NOISE)))
        elif at < len(records):
            record = records.pop(at) if what != "double" else records[at]
            if what != "drop":
                records.insert(draw(st.integers(0, len(records))), record)
    data = b"".join(records)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.sampled_from(NOISE)) + data[at:]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 5)) == 0 else data


@settings(max_examples=400)
@given(st.data(), SIZES)
def test_findings_are_the_same(data: st.DataObject, sizes: Sizes) -> None:
    records = data.draw(files())
    now = data.draw(mutated(records))
    before = data.draw(st.one_of(st.none(), mutated(records)))
    assert_same(now, before, sizes, shared=data.draw(st.booleans()))


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("spans", [False, True])
@pytest.mark.parametrize("quoted", [False, True])
def test_noise_anywhere_in_a_file_is_told_the_same(noise: bytes, quoted: bool, spans: bool) -> None:
    cell = b'"%s"' if quoted else b"%s"
    records = [b"Customer ID,Email,Text:T,Note\n"]
    records += [
        b",".join([cell % b"c%d" % n, cell % b"c%d@e.de" % n, cell % b"t", cell % b"n"]) + b"\n" for n in range(30)
    ]
    data = b"".join(records)
    for at in range(30, len(data), 17):
        assert_same(data[:at] + noise + data[at:], data, Sizes(block=128, bite=64, spans=spans))


@pytest.mark.parametrize("shares", [0, 1, 3])
@pytest.mark.parametrize("pending", [0, 10_000])
def test_a_malformed_key_that_stays_is_not_removed(pending: int, shares: int) -> None:
    before = b"Customer ID,Email,Text:T\n1.5E+20,a@e.de,x\nc1,b@e.de,x\n"
    for after in (before.replace(b"a@e.de", b"\0a@e.de"), before.replace(b"b@e.de", b"\0b@e.de")):
        sizes = Sizes(shares=shares, pending=pending)
        assert_same(after, before, sizes)
        assert "removed-customer" not in str(checked(after, screened=True, before=before, sizes=sizes)[0])


@pytest.mark.parametrize("spans", [False, True])
def test_a_conflict_inside_a_cell_is_told_the_same(spans: bool) -> None:
    records = [f'c{n},c{n}@e.de,t,"a\n{CONFLICT if n == 20 else "b"}"\n' for n in range(30)]
    data = ("Customer ID,Email,Text:T,Note\n" + "".join(records)).encode()
    assert_same(data, sizes=Sizes(spans=spans))
    assert "conflict-marker" in str(checked(data, screened=True, sizes=Sizes(spans=spans))[0])


@pytest.mark.parametrize("text", ["nine nine", '"nine nine"', '"nine\nnine"', '"""nine""nine"', '"7 ""\n""777"'])
@pytest.mark.parametrize("spans", [False, True])
def test_a_text_that_is_too_long_is_told_the_same(spans: bool, text: str) -> None:
    records = [f"c{n},c{n}@e.de,{text if n == 20 else 'right'}\n" for n in range(30)]
    data = ("Customer ID,Email,Text:T\n" + "".join(records)).encode()
    sizes = Sizes(spans=spans, counted=3)
    assert_same(data, sizes=sizes)
    assert "too-long" in str(checked(data, screened=True, sizes=sizes)[0])


CLEAN = {
    "usual": b"c%d,c%d@e.de,TRUE,Blue,Reading;Kochen,7.5,t,2000/02/29\n",
    "quoted": b'"c%d","c%d@e.de","TRUE","a, b","Y\xc3\xbczme","-1","say ""x""","2024/02/29"\r\n',
    "of several lines": b'c%d,c%d@e.de,FALSE,"a, b",Kochen,0,"two\nlines",1999/12/31\n',
}


@pytest.mark.parametrize("share", [1, 2, 40])
@pytest.mark.parametrize("kind", CLEAN)
@pytest.mark.parametrize("spans", [False, True])
def test_clean_records_are_proven(spans: bool, kind: str, share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No clean record is left to the rules: that would be slow, and nothing else would tell."""
    header = b"Customer ID,Email,Boolean:B,Choice:C,Multiple choice:M,Number:N,Choice:Free,Date:D\n"
    records = [CLEAN["usual" if n % share else kind] % (n, n) for n in range(500)]
    seen: list[object] = []
    original = StretchJudge.judge

    def noting(self: StretchJudge, stretch: Stretch) -> object:
        seen.append(stretch)
        return original(self, stretch)

    monkeypatch.setattr(StretchJudge, "judge", noting)
    assert checked(header + b"".join(records), screened=True, sizes=Sizes(spans=spans))[1] == 500
    parts = [part for stretch in seen if isinstance(stretch, Stretch) for part in stretch.parts]
    assert sum(part.records for part in parts if isinstance(part, Span)) == 500
