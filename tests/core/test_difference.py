"""The diff is what git takes, for any bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proplint.difference import unified
from support import git, repository, run, write

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.lists(st.sampled_from([b"a", b"b,\xfe", b"c\r", b"", b"d", b"e", b"f", b"g", b"h" * 9]), max_size=30)


@settings(max_examples=30)
@given(old=LINES, new=LINES, ends=st.tuples(st.booleans(), st.booleans()))
def test_git_applies_it(tmp_path: Path, old: list[bytes], new: list[bytes], ends: tuple[bool, bool]) -> None:
    before, after = (b"\n".join(lines) + b"\n" * end for lines, end in zip((old, new), ends, strict=True))
    if before == after or not before or not after:
        return
    file = write(tmp_path / "sub folder" / "a.csv", before)
    diff = b"".join(unified("sub folder/a.csv", before, after))
    done = run("git", "apply", "--unidiff-zero", "-", stdin=diff, cwd=tmp_path)
    assert done.code == 0, (done.all, diff)
    assert file.read_bytes() == after


def test_it_is_as_short_as_gits(workdir: Path) -> None:
    repository(workdir)
    lines = [b"c%d,%d@example.com,x" % (at, at) for at in range(100)]
    before = write(workdir / "a.csv", b"\r\n".join(lines)).read_bytes()
    git("add", "a.csv")
    lines[7], lines[99] = b"changed,\xfe", b"last"
    del lines[50:53]
    after = write(workdir / "a.csv", b"\r\n".join(lines)).read_bytes()
    ours = b"".join(unified("a.csv", before, after)).decode(errors="surrogateescape").replace("\r\n", "\n")
    theirs = git("diff").partition("--- ")
    hunks = [line if not line.startswith("@@") else line.rpartition("@@")[0] + "@@" for line in theirs[2].split("\n")]
    assert ours == "--- " + "\n".join(hunks)


def test_a_line_that_moved_is_not_every_line() -> None:
    lines = [b"c%d,x\n" % at for at in range(40)]
    diff = [*unified("a.csv", b"".join(lines), b"".join([*lines[1:], lines[0]]))][2:]
    assert [line for line in diff if line[:1] in b"-+"] == [b"-c0,x\n", b"+c0,x\n"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.csv", b"a.csv"), ("ü\n.csv", rb'"a/\303\274\n.csv"'), ('q"\\.csv', rb'"a/q\"\\.csv"'), ("a b.csv", b"a/a b.csv\t\n")],
)  # fmt: skip
def test_names_are_written_as_git_writes_them(path: str, name: bytes) -> None:
    assert name in next(unified(path, b"a\n", b"b\n"))


def test_what_is_no_text_is_only_named() -> None:
    assert [*unified("a.csv", b"a\0\n", b"a\n")] == [b"Binary files a/a.csv and b/a.csv differ\n"]
