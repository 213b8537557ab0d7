from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.edits import Edit, cell_edit, edited, encoded_cell
from proplint.csvfile.source import BytesSource

TEXTS = st.text(st.sampled_from('ab",\r\né ;\U0001f600'), max_size=6)
RECORDS = st.lists(st.tuples(TEXTS, st.booleans()), min_size=2, max_size=5)


def written(cells: list[tuple[str, bool]]) -> bytes:
    return b",".join(encoded_cell(text, quoted=quoted) for text, quoted in cells)


@given(records=st.lists(RECORDS, min_size=1, max_size=4), data=st.data())
def test_edited_cells_change_and_every_other_byte_stays(
    records: list[list[tuple[str, bool]]], data: st.DataObject
) -> None:
    before = [written(cells) for cells in records]
    edits, offset = [], 0
    for number, cells in enumerate(records):
        for column in data.draw(st.sets(st.integers(1, len(cells)))):
            text = data.draw(TEXTS)
            edits.append(cell_edit(before[number] + b"\r\n", offset, column, text))
            cells[column - 1] = (text, cells[column - 1][1] or before_was_quoted(cells[column - 1][0]))
        offset += len(before[number]) + 2
    file = b"".join(line + b"\r\n" for line in before)
    after = b"".join(edited(BytesSource(file), edits))
    assert after == b"".join(written(cells) + b"\r\n" for cells in records)
    rows = csv.reader(io.StringIO(after.decode(), newline=""), strict=True)
    assert [*rows] == [[text for text, _ in cells] for cells in records]


def before_was_quoted(text: str) -> bool:
    return any(sign in text for sign in '",\r\n')


def test_a_byte_that_is_no_utf_8_is_written_as_it_was() -> None:
    text = b"Ye\xfeil".decode(errors="surrogateescape")
    assert encoded_cell(text, quoted=True) == b'"Ye\xfeil"'


def test_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        cell_edit(b"a,b\nc,d", 0, 3, "x")


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at byte 1"):
        b"".join(edited(BytesSource(b"abcd"), [Edit(0, 2, b"x"), Edit(1, 3, b"y")]))


def test_a_large_file_goes_through_in_pieces() -> None:
    file = bytes(range(256)) * 10_000
    pieces = [*edited(BytesSource(file), [Edit(1_500_000, 1_500_001, b"!")])]
    assert b"".join(pieces) == file[:1_500_000] + b"!" + file[1_500_001:]
    assert max(map(len, pieces)) <= 1 << 20
