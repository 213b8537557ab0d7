"""Who left a file, told by what differs, is who left it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.source import BytesSource
from proplint.identity.left import left_behind

HEADER = "Customer ID,Email,Text:Note\n"
ROWS = st.lists(
    st.builds(
        "{},{}@e.de,{}\n".format,
        st.sampled_from("abcdef"),
        st.sampled_from("abc"),
        st.sampled_from(["", "x", '"1\n2"']),
    ),
    max_size=8,
)
FAULTS = st.sampled_from(["", "short\n", 'a,"b" c,d\n', "\n"])


def ids(rows: list[str]) -> set[str]:
    return {row[0] for row in rows}


@given(ROWS, ROWS, FAULTS, st.booleans(), st.data())
def test_left_behind(before: list[str], other: list[str], fault: str, quoted: bool, data: st.DataObject) -> None:
    now = data.draw(st.sampled_from([before, before[1:], before[::-1], [*before[:2], *other], other]))
    header = '"Customer ID",Email,Text:Note\r\n' if quoted else HEADER
    sources = BytesSource((HEADER + "".join(before)).encode()), BytesSource((header + fault + "".join(now)).encode())
    assert {*left_behind(*sources)} == ids(before) - ids(now)


def test_all_leave_a_file_that_is_gone() -> None:
    left = left_behind(BytesSource((HEADER + "a,a@e.de,\na,b@e.de,\n").encode()), None)
    assert [*left] == ["a"]
    assert left.emails_of("a") == ("a@e.de", "b@e.de")
