"""The diff of edits leads from the one file to the other."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from proplint.apply.diff import unified_diff
from proplint.csvfile.edits import Edit, edited
from proplint.csvfile.source import BytesSource

HUNK = re.compile(r"@@ -([0-9]+),([0-9]+) \+([0-9]+),([0-9]+) @@")


def patched(before: list[str], diff: list[str]) -> list[str]:
    """Apply a diff as `patch` does, without any leniency."""
    assert diff[:2] == ["--- a.csv", "+++ a.csv"]
    after: list[str] = []
    position, left = 0, [0, 0]
    for line in diff[2:]:
        hunk = HUNK.fullmatch(line)
        if hunk:
            assert left == [0, 0]
            first = int(hunk[1]) - 1
            after += before[position:first]
            position, left = first, [int(hunk[2]), int(hunk[4])]
            assert len(after) == int(hunk[3]) - 1
        elif line[0] in " -+":
            if line[0] != "+":
                assert before[position] == line[1:]
                position, left[0] = position + 1, left[0] - 1
            if line[0] != "-":
                after.append(line[1:])
                left[1] -= 1
        else:
            assert line == "\\ No newline at end of file"
    assert left == [0, 0]
    return after + before[position:]


@given(data=st.data(), count=st.integers(1, 40), end=st.sampled_from([b"\n", b"\r\n", b"\r"]), ended=st.booleans())
def test_a_diff_can_be_applied(data: st.DataObject, count: int, end: bytes, *, ended: bool) -> None:
    before = end.join(b"%d,abc" % number for number in range(count)) + (end if ended else b"")
    starts = [
        before.index(b"%d," % number) if not number else before.index(end + b"%d," % number) + len(end)
        for number in range(count)
    ]
    at = data.draw(st.lists(st.integers(0, count - 1), unique=True, min_size=1, max_size=5))
    texts = st.sampled_from([b"x", b"", b'"two\nlines"', b'"three\r\n\r\nlines"'])
    edits = [Edit(starts[line], starts[line] + len(b"%d" % line), data.draw(texts)) for line in at]
    edits += [Edit(starts[line] + len(b"%d" % line) + 1, starts[line] + len(b"%d,abc" % line), b"y") for line in at[:2]]
    after = b"".join(edited(BytesSource(before), edits))
    diff = "".join(unified_diff(before, edits, "a.csv")).splitlines()
    assert patched([*map(bytes.decode, before.splitlines())], diff) == [*map(bytes.decode, after.splitlines())]
    assert (diff[-1] == "\\ No newline at end of file") <= (not ended)
    assert sum(line[0] == "-" for line in diff[2:]) == len(at)


def test_a_record_of_several_lines_changes_as_one() -> None:
    before = b'a,"x\ny"\nb,z'
    diff = "".join(unified_diff(before, [Edit(2, 7, b"q"), Edit(10, 11, b"\x1b")], "a.csv")).splitlines()
    assert diff[2:] == [
        "@@ -1,3 +1,2 @@", '-a,"x', '-y"', "+a,q", "-b,z", "\\ No newline at end of file",
        "+b,\\x1b", "\\ No newline at end of file",
    ]  # fmt: skip


def test_no_edits_are_no_diff() -> None:
    assert [*unified_diff(b"a\n", [], "a.csv")] == []
