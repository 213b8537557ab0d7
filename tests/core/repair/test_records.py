"""Records that are taken many at once say what each of them says by itself."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from proplint.csvfile.grammar import split_line
from proplint.csvfile.source import BytesSource
from proplint.repair.records import bare_lines, decoded, raw_records

CELLS = st.text(st.sampled_from('a",;\r\nö'), max_size=3)
FORMS = st.sampled_from(["plain", "quoted", "needed"])


def written(cell: str, form: str) -> str:
    needed = any(sign in cell for sign in '",\r\n')
    return '"' + cell.replace('"', '""') + '"' if form == "quoted" or (form == "needed" and needed) else cell


@given(
    st.lists(st.lists(st.tuples(CELLS, FORMS), min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.integers(2, 4),
)
@example([[("a,b", "quoted"), ("c", "quoted")]], "\n", True, 3)
@example([[('a","b', "quoted"), ("c", "quoted")]], "\n", True, 3)
@example([[("a", "quoted"), ("b", "plain")], [("", "quoted"), ('"', "quoted")]], "\n", True, 2)
def test_what_is_taken_at_once_is_what_the_grammar_gives(
    rows: list[list[tuple[str, str]]], end: str, ended: bool, width: int
) -> None:
    lines = [",".join(written(*cell) for cell in row) for row in rows]
    data = (end.join(lines) + end * ended).encode()
    found = bare_lines(data, width)
    one_by_one = [split_line(decoded(record.data)) for record in raw_records(BytesSource(data), 0)]
    if found is not None:
        assert [decoded(line).split(",") for line in found] == one_by_one


def test_usual_records_are_taken_at_once() -> None:
    for quote, end in (("", "\n"), ("", "\r\n"), ('"', "\n"), ('"', "\r\n")):
        lines = [f"{quote}{key}{quote},{quote}{quote},{quote}ö{quote}{end}" for key in ("a", "b")]
        assert bare_lines("".join(lines).encode(), 3) == ["a,,ö".encode(), "b,,ö".encode()]
