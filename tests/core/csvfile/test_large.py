"""Fields, lines and files of any size: nothing depends on where a block of the file ends."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import proplint
from proplint.csvfile import conflicts, header, lookahead, sniff
from proplint.csvfile import reader as reader_module
from proplint.csvfile.conflicts import Conflict, find_conflicts
from proplint.csvfile.lookahead import closes
from proplint.csvfile.source import BytesSource
from support import run, write

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"Customer ID,Email,Text:A\n"
MARKERS = re.compile(rb"^<<<<<<< .*?^=======.*?^>>>>>>> [^\r\n]*(?:\r\n|\n|\r|\Z)", re.MULTILINE | re.DOTALL)
LINES = st.lists(
    st.sampled_from([b"<<<<<<< a", b"=======", b">>>>>>> b", b"x", b"", b'"', b"<<<<<<<", b" <<<<<<< a", b"x" * 40]),
    max_size=12,
)


@given(LINES, st.sampled_from([b"\n", b"\r\n", b"\r"]), st.booleans(), st.integers(17, 40))
def test_conflicts_do_not_depend_on_chunks(lines: list[bytes], end: bytes, closed: bool, chunk: int) -> None:
    data = end.join(lines) + end * closed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conflicts, "_CHUNK", chunk)
        found = find_conflicts(BytesSource(data), 0)
    assert found == _naive_conflicts(lines, end, len(data))


def _naive_conflicts(lines: list[bytes], end: bytes, size: int) -> list[Conflict]:
    found, opened, middle = [], -1, False
    for number, line in enumerate(lines):
        if line.startswith(b"<<<<<<< "):
            opened, middle = number, False
        elif line.startswith(b"======="):
            middle = opened >= 0
        elif line.startswith(b">>>>>>> ") and middle:
            start, after = (sum(len(one) + len(end) for one in lines[:upto]) for upto in (opened, number + 1))
            found.append(Conflict(start, min(after, size), number + 1 - opened))
            opened, middle = -1, False
    return found


@given(st.lists(st.sampled_from(['"', '""', "a", ",", "\n", "\r\n"]), max_size=30).map("".join), st.integers(2, 9))
@example('""', 2)
def test_looking_ahead_does_not_depend_on_chunks(rest: str, chunk: int) -> None:
    data = f'"{rest}'.encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookahead, "_CHUNK", chunk)
        found = closes(BytesSource(data), 0)
    assert found == (re.match(rb'"(?:[^"]|"")*+"(?:[,\r\n]|\Z)', data) is not None)


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, size in (
        (reader_module, "_BLOCK", 64),
        (reader_module, "_LOOK_AHEAD", 128),
        (header, "_FIRST", 16),
        (header, "_LARGE", 64),
        (lookahead, "_CHUNK", 32),
        (conflicts, "_CHUNK", 64),
        (sniff, "_HEAD", 64),
    ):
        monkeypatch.setattr(module, name, size)


ROWS = b"".join(b"%d,%d@example.com,%s\n" % (i, i, b"x" * i) for i in range(50))
CASES = [
    ("an open quote far from the end", HEAD + b'a,a@e.de,"open\n' + ROWS, [("unclosed-quote", 2, 3)]),
    ("an open quote, and one far below", HEAD + b'a,a@e.de,"open\n' + ROWS + b'b,b@e.de,"shut"\n', [("unclosed-quote", 2, 3)]),
    ("a long cell of many lines", HEAD + b'a,a@e.de,"' + b"line\n" * 99 + b'"\nb,b@e,\n', [("malformed-email", 102, 2)]),
    ("a long header", b'Customer ID,Email,"Text:' + b"n" * 500 + b'"\na,a,\n', [("malformed-email", 2, 2)]),
    ("a header that never closes", b'Customer ID,"Email\n' + ROWS, [("unclosed-quote", 1, 2)]),
    ("a header that closes far below", b'Customer ID,Email,"Text:' + b"n\n" * 99 + b'"\na,a,\n', [("malformed-email", 101, 2)]),
    ("a bad byte far below", HEAD + ROWS + b"z,z@e.de,\xfe\n", [("not-utf8", 52, None)]),
    ("a workbook", b"PK\x03\x04" + "ş".encode() * 200 + b"\n\xfe", [("not-utf8", 2, None)]),
    ("a workbook of ASCII", b"PK\x03\x04" + b"x" * 200, [("not-utf8", 1, None)]),
    ("a conflict far below", HEAD + ROWS + b"<<<<<<< a\n" + ROWS + b"=======\n>>>>>>> b\n", [("conflict-marker", 52, None)]),
]  # fmt: skip


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize(("data", "expected"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_small_blocks_find_the_same(data: bytes, expected: list[tuple[str, int, int | None]]) -> None:
    report = proplint.check(data)
    assert [(found.rule, found.line, found.column) for found in report.findings] == expected


PEAK = """
import re, sys
from proplint.cli import proplint
from proplint.cli.run import run
code = run(proplint, sys.argv[1:], name="proplint")
print(code, int(re.search("VmHWM:\\s*([0-9]+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is told in other ways elsewhere")
@pytest.mark.parametrize(
    ("first", "rule"),
    [(b'a,a@e.de,"open\n', "unclosed-quote"), (b"a,a,x\n", "malformed-email")],
    ids=["an open quote near the top", "an ordinary mistake"],
)
def test_a_large_file_is_not_held_in_memory(workdir: Path, first: bytes, rule: str) -> None:
    rows = (b"%d,%d@example.com,%d%s\n" % (at, at, at, b"x" * 60_000) for at in range(2000))
    write(workdir / "a.csv", HEAD + first + b"".join(rows))
    script = [sys.executable, "-c", PEAK, "check", "--format", "json", "a.csv"]
    done = run(*script, env={"COVERAGE_PROCESS_START": ""})
    code, peak = map(int, done.out.splitlines()[-1].split())
    assert code == 1
    assert rule in done.out
    assert (workdir / "a.csv").stat().st_size > 100 << 20
    assert peak < 100
