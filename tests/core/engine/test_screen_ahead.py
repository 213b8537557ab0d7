"""What a second process proves of a large file is taken over where it fits, and changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proplint.csvfile.source import open_source
from proplint.engine import check as check_module
from proplint.engine.check import check_source
from proplint.engine.screen import ahead, stream
from proplint.plugins import Host
from screening import config

if TYPE_CHECKING:
    from pathlib import Path

HEADER = b"Customer ID,Email,Boolean:B,Text:T\n"
RECORDS = st.sampled_from(
    [
        *(b"%s,%s@e.de,TRUE,t\n" % (name, name) for name in (b"a", b"b", b"c", b"d", b"e")),
        *(b'f,f@e.de,FALSE,"x\ny"\n', b'g,g@e.de,TRUE,"\na,a@e.de,TRUE,\n"\n', b"h,h@e.de,true,\n", b'"i\n', b"\n"),
        *(b'"j","j@e.de","TRUE",""\r\n', b"short\n", b'k,k@e.de,TRUE,"\r\n'),
    ]
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[ahead.Block]:
    """Make small files go through all that large ones go through; give the blocks that were taken over."""
    taken: list[ahead.Block] = []
    original = ahead.Ahead.block_at

    def noting(self: ahead.Ahead, offset: int) -> ahead.Block | None:
        block = original(self, offset)
        if block is not None:
            taken.append(block)
        return block

    monkeypatch.setattr(ahead.Ahead, "block_at", noting)
    monkeypatch.setattr(ahead, "_SMALLEST", 1)
    monkeypatch.setattr(ahead, "_BLOCK", 150)
    monkeypatch.setattr(ahead, "_processors", lambda: 2)
    monkeypatch.setattr(stream, "_BLOCK", 150)
    return taken


def found(path: Path, *, screened: bool) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "SMALLEST", 1 if screened else 1 << 60)
        source = open_source(str(path))
        result = check_source(source, "a.csv", config(), Host({}))
        source.close()
    return [finding._replace(data=dict(finding.data)) for finding in result.findings], result.records


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(RECORDS, min_size=10, max_size=60), ends=st.booleans())
def test_findings_are_the_same(records: list[bytes], ends: bool, small: list[ahead.Block], tmp_path: Path) -> None:
    data = HEADER + b"".join(records)
    (tmp_path / "a.csv").write_bytes(data if ends else data.rstrip())
    assert found(tmp_path / "a.csv", screened=True) == found(tmp_path / "a.csv", screened=False)
    small.clear()


def clean(count: int) -> bytes:
    return HEADER + b"".join(b"c%d,c%d@e.de,TRUE,t\n" % (n, n) for n in range(count))


def test_the_later_part_is_taken_over(small: list[ahead.Block], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(clean(500))
    assert found(tmp_path / "a.csv", screened=True) == ([], 500)
    assert sum(block.end - block.start for block in small) > len(clean(500)) // 2


def test_nothing_is_taken_over_of_another_file(
    small: list[ahead.Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and the second process's start, another file took the name: it has other bytes."""
    (tmp_path / "a.csv").write_bytes(clean(500).replace(b"c400@", b"c400"))
    (tmp_path / "other.csv").write_bytes(clean(500).replace(b"c40", b"c41") + b"x")
    start = subprocess.Popen

    def late(*args: Any, **options: Any) -> object:
        os.replace(tmp_path / "other.csv", tmp_path / "a.csv")
        return start(*args, **options)

    monkeypatch.setattr(subprocess, "Popen", late)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "SMALLEST", 1)
        source = open_source(str(tmp_path / "a.csv"))
        result = check_source(source, "a.csv", config(), Host({}))
        source.close()
    assert [(finding.rule, finding.line) for finding in result.findings] == [("malformed-email", 402)]
    assert not small


def test_a_second_process_that_can_not_start_is_not_missed(
    small: list[ahead.Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    (tmp_path / "a.csv").write_bytes(clean(500))
    assert found(tmp_path / "a.csv", screened=True) == ([], 500)
    assert not small
