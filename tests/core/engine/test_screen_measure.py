"""The size of proven records, told without delimiting them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.csvfile.edits import encoded_cell
from proplint.csvfile.source import BytesSource
from proplint.engine.screen.extract import Extractor
from proplint.engine.screen.stream import is_sparse
from proplint.engine.screen.stretch import Span, starts_of
from proplint.engine.screen.worker import Parted, measure

TEXTS = st.text(st.sampled_from('a",\n;'), max_size=8)
QUOTED = st.lists(st.lists(st.tuples(TEXTS, st.just(True)), min_size=2, max_size=4), min_size=1, max_size=6)
RECORDS = st.lists(st.lists(st.tuples(TEXTS, st.booleans()), min_size=2, max_size=4), min_size=1, max_size=6)


@given(RECORDS, st.sampled_from([b"\n", b"\r\n", b"\r"]), st.sampled_from([0, 5, 20]))
@example([[('""a\nb""', True), ("", True)]], b"\n", 0)
@example([[("a", False), ('\n"', True)]], b"\n", 0)
@example([[('a\n"bbbb', True), ("", True)]], b"\n", 0)
@example([[('a"bbbb"c', True), ("", True)], [("", True), ("d", True)]], b"\n", 5)
def test_measure(records: list[list[tuple[str, bool]]], end: bytes, limit: int) -> None:
    inside = end.decode()
    cells = [[(text.replace("\n", inside), quoted) for text, quoted in record] for record in records]
    raws = [b",".join(encoded_cell(text, quoted=quoted) for text, quoted in record) + end for record in cells]
    data = b"".join(raws)
    counted = end[-1:]
    lines, most = data.count(counted), max(len(text) for record in cells for text, _ in record)
    for spanning in [True, False] if lines == len(records) else [True]:
        *size, longest = measure(data, counted, spanning=spanning, limit=limit)
        assert size == [lines, len(records)]
        assert longest >= most
        # The end of a record may be counted to its last cell, and a mark inside a cell as two.
        assert longest <= max(limit, 2 * most + 1)
        assert measure(data, counted, spanning=spanning, limit=-1) == (lines, len(records), -1)
        assert measure(data, counted, spanning=spanning, limit=limit, parted=Parted(data)) == (*size, longest)
    starts = [sum(map(len, raws[:index])) for index in range(len(raws))]
    assert [
        *starts_of(data, Span(0, len(data), 1, 1, len(raws), on_one_line=lines == len(records), longest=-1))
    ] == starts


@pytest.mark.parametrize(
    "record",
    ['k{0},m{0}@e.de,"two\nlines ""{0}"""\n', '"k{0}","m{0}@e.de","two\nlines"\n', 'k{0},"m{0}@e.de","a\n"\r\n'],
)
def test_keys_are_taken_out_of_records_that_span_lines(record: str) -> None:
    data = "".join(map(record.format, range(3000))).encode()
    span = Span(0, len(data), 1, 1, 3000, on_one_line=False, longest=-1)
    taken = [*Extractor(3, [0, 1], frozenset({0, 1}), b"\n").columns(data, span)]
    ids, emails = ([cell for columns in taken for cell in columns[index]] for index in (0, 1))
    assert ids == [b"k%d" % n for n in range(3000)]
    assert emails == [b"m%d@e.de" % n for n in range(3000)]


@pytest.mark.parametrize("is_last", [False, True])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("record", [b"k%d,m%d@e.de", b'"k%d","m%d@e.de"'])
def test_keys_are_taken_out_of_records_that_have_nothing_else(record: bytes, end: bytes, is_last: bool) -> None:
    data = end.join(record % (n, n) for n in range(3000)) + (b"" if is_last else end)
    span = Span(0, len(data), 1, 1, 3000, on_one_line=True, longest=-1)
    taken = [*Extractor(2, [0, 1], frozenset({0, 1}), end[-1:]).columns(data, span)]
    ids, emails = ([cell for columns in taken for cell in columns[index]] for index in (0, 1))
    assert ids == [b"k%d" % n for n in range(3000)]
    assert emails == [b"m%d@e.de" % n for n in range(3000)]


@given(RECORDS | QUOTED, st.sampled_from([b"\n", b"\r\n", b"\r"]), st.booleans(), st.booleans())
@example([[("a\n", True), ('"', True)], [("", False), (",", True)]], b"\r\n", True, True)
@example([[('a",', True), ("", True)], [(',"', True), ("b", True)]], b"\n", True, False)
@example([[("a", True), ("b", True)], [("c", False), ("d", True)]], b"\n", True, False)
def test_columns_are_what_the_grammar_reads(
    records: list[list[tuple[str, bool]]], end: bytes, is_last: bool, spans: bool
) -> None:
    inside, width = end.decode() if spans else "", 3
    cells = [
        [(text.replace("\n", inside), quoted) for text, quoted in (*record, *record)][:width] for record in records
    ]
    raws = [b",".join(encoded_cell(text, quoted=quoted) for text, quoted in record) + end for record in cells]
    data = b"".join(raws)
    data = data.removesuffix(end) if is_last else data
    span = Span(
        0,
        len(data),
        1,
        1,
        len(raws),
        on_one_line=not any(inside and inside in text for record in cells for text, _ in record),
        longest=-1,
    )
    taken = [*Extractor(width, [2, 0], frozenset(), end[-1:]).columns(data, span)]
    found = [tuple(cell for columns in taken for cell in columns[index]) for index in (0, 1)]
    assert found == [tuple(record[index][0].encode() for record in cells) for index in (2, 0)]


@pytest.mark.parametrize(("cell", "sparse"), [(b"x", True), (b'"x"', False)])
def test_a_file_is_sparse_where_few_cells_are_in_quotation_marks(cell: bytes, sparse: bool) -> None:
    data = b"h\n" + (b",".join([cell] * 14) + b"\n") * 9 + b'c,"two\nlines"\n'
    assert is_sparse(BytesSource(data), 2) == sparse
