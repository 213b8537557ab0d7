"""One record is read by its offset, however long it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile import lookahead
from proplint.csvfile.grammar import Fault, More, Record, delimit
from proplint.csvfile.header import whole_rows
from proplint.csvfile.lookahead import record_at
from proplint.csvfile.source import BytesSource

LONG = b"x" * 9000


@pytest.mark.parametrize(
    ("content", "kind", "first"),
    [
        (b"a,b\nc,d\n", Record, b"a,b\n"),
        (b"a,b", Record, b"a,b"),
        (b"", Record, b""),
        (b"a\r\nb", Record, b"a\r\n"),
        (b'"a\nb",c\nd', Record, b'"a\nb",c\n'),
        (LONG + b",b\nc,d\n", Record, LONG + b",b\n"),
        (b'"' + LONG + b'\n",b\nc,d\n', Record, b'"' + LONG + b'\n",b\n'),
        (b'a,b"' + LONG + b"\nc,d\n", Fault, None),
        (b'a,"b\n' + LONG + b"\nc,d\n", Fault, None),
    ],
)
def test_one_record_is_read(content: bytes, kind: type, first: bytes | None) -> None:
    data, found = record_at(BytesSource(b"zz\n" + content), 3)
    assert isinstance(found, kind)
    if isinstance(found, Record):
        assert data[: found.after] == first
    elif isinstance(found, Fault):
        assert b"\nc,d\n" in data[found.offset :]


def test_an_open_quote_is_followed_only_so_far() -> None:
    data, found = record_at(BytesSource(b'"' + b"y" * (1 << 20)), 0, longest=1 << 14)
    assert isinstance(found, More)
    assert len(data) < 1 << 18


@given(st.text('a",\r\n', max_size=40).map(str.encode), st.integers(1, 8))
def test_a_small_block_gives_what_the_whole_file_gives(content: bytes, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookahead, "_RECORD", block)
        _, found = record_at(BytesSource(content), 0)
    assert found == delimit(content, 0, final=True)


NAMES = ["Customer ID", "Email"]


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ([["a", "b"], ["c", "d"]], [0, 1]),
        ([["a", "b"], ["", ""], ["c"], ["c", "d", "e"], ["f", ""]], [0, 4]),
        ([["a", "b"], NAMES, ["\ufeffCustomer ID", "Email"], ["\ufeffa", "b"]], [0, 3]),
        ([["", ""]], []),
        ([], []),
    ],
)
def test_rows_whose_cells_stand_under_their_columns(rows: list[list[str]], whole: list[int]) -> None:
    assert [*whole_rows(rows, NAMES)] == whole
