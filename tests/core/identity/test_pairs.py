"""Two versions side by side: what is the same in both is passed over, and nothing else is."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.csvfile.header import header_of
from proplint.csvfile.source import BytesSource
from proplint.identity import pairs as pairs_module
from proplint.identity.pairs import File, Row, rows_of, side_by_side

NAMES = ["Customer ID", "Email"]
RECORD = st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["", "x", "y,z", 'q"', "two\nlines"])).map(
    list
)
RECORDS = st.lists(st.one_of(RECORD, st.sampled_from([NAMES, ["a"], ["", ""]])), max_size=12)


def file(rows: list[list[str]], *, quote: bool) -> File:
    out = io.StringIO(newline="")
    form = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    csv.writer(out, lineterminator="\n", quoting=form).writerows([NAMES, *rows])  # type: ignore[arg-type]
    source = BytesSource(out.getvalue().encode())
    header = header_of(source)
    return File(source, header.after, header.next_line, header.cells)


@given(RECORDS, RECORDS, st.integers(1, 4))
@example([["", "x"]], [["", "x"]], 1)
@example([["a", "x"]] * 3, [["a", "x"]] * 5, 2)
def test_all_places_but_those_that_are_the_same(old: list[list[str]], new: list[list[str]], at_once: int) -> None:
    before, now = file(old, quote=True), file(new, quote=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs_module, "_AT_ONCE", at_once)
        given_places = [*side_by_side(before, now, 0)]
    places = [*zip_longest(rows_of(*before), rows_of(*now))]
    assert set(map(places_of, given_places)) <= set(map(places_of, places))
    left_out = [place for place in places if places_of(place) not in set(map(places_of, given_places))]
    assert all(one and other and one.cells == other.cells and one.cells[0] for one, other in left_out)


def places_of(pair: tuple[Row | None, Row | None]) -> tuple[int | None, ...]:
    return tuple(None if row is None else row.offset for row in pair)
