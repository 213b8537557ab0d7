"""What a second process proves of a large file, and its keys, is taken over where it fits, and changes nothing."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from typing import IO, TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proplint.csvfile import source as source_module
from proplint.csvfile.source import open_source
from proplint.engine import check as check_module
from proplint.engine.check import check_source
from proplint.engine.screen import ahead, extract, run, stream
from proplint.exceptions import InputError
from proplint.plugins import Host
from screening import USUAL, Sizes, config, identity_with, remembering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from proplint.engine.screen.stretch import Span
    from proplint.model import Finding

HEADER = b"Customer ID,Email,Boolean:B,Text:T\n"
RECORDS = st.sampled_from(
    [
        *(b"%s,%s@e.de,TRUE,t\n" % (name, name) for name in (b"a", b"b", b"c", b"d", b"e")),
        *(b'f,f@e.de,FALSE,"x\ny"\n', b'g,g@e.de,TRUE,"\na,a@e.de,TRUE,\n"\n', b"h,h@e.de,true,\n", b'"i\n', b"\n"),
        *(b'"j","j@e.de","TRUE",""\r\n', b"short\n", b'k,k@e.de,TRUE,"\r\n', b'"l","l@e.de",TRUE,"x\ny"\n'),
        *(b"m,m\xfe@e.de,TRUE,\n", b"n,n,TRUE,\n", b" ,o@e.de,TRUE,\n"),
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


def found(
    path: Path, *, screened: bool, sizes: Sizes = USUAL, before: bytes | None = None
) -> tuple[list[Finding], int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "SMALLEST", 1 if screened else 1 << 60)
        patch.setattr(run, "_remembering", lambda *_: remembering(sizes))
        patch.setattr(run, "is_sparse", lambda *_: sizes.spans)
        identity = identity_with(before, shared=False)
        with contextlib.closing(open_source(str(path))) as source:
            result = check_source(source, "a.csv", config(), Host({}), identity=identity)
    return [finding._replace(data=dict(finding.data)) for finding in result.findings], result.records


HEADERS = st.sampled_from([HEADER, b"Email,Customer ID,Boolean:B,Text:T\n", b"Customer ID,Text:T,Email,Boolean:B\n"])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=HEADERS,
    records=st.lists(RECORDS, min_size=10, max_size=60),
    before=st.none() | st.lists(RECORDS, min_size=10, max_size=60),
    ends=st.booleans(),
    sizes=st.builds(Sizes, spans=st.booleans(), shares=st.sampled_from([0, 1, 3])),
)
def test_findings_are_the_same(
    header: bytes,
    records: list[bytes],
    before: list[bytes] | None,
    ends: bool,
    sizes: Sizes,
    small: list[ahead.Block],
    tmp_path: Path,
) -> None:
    data, path = header + b"".join(records), tmp_path / "a.csv"
    path.write_bytes(data if ends else data.rstrip())
    old = None if before is None else header + b"".join(before)
    plain = found(path, screened=False, before=old)
    assert found(path, screened=True, sizes=sizes, before=old) == plain
    small.clear()


FORMS = {
    "plain": b"c%d,c%d@e.de,TRUE,t\n",
    "ended as in Windows": b"c%d,c%d@e.de,TRUE,t\r\n",
    "quoted": b'"c%d","c%d@e.de","TRUE","t"\n',
    "spanning": b'c%d,c%d@e.de,TRUE,"\n,"\n',
    "quoted and spanning": b'"c%d","c%d@e.de","TRUE","t\nt"\n',
}


def written(form: str, keys: Sequence[int]) -> bytes:
    return HEADER + b"".join(FORMS[form] % (key, key) for key in keys)


@pytest.fixture
def taken_here(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Give the spans that this process took columns out of by itself."""
    spans: list[bytes] = []
    original = extract.Extractor.columns

    def noting(self: extract.Extractor, data: bytes, span: Span) -> Iterator[list[Sequence[bytes]]]:
        if not span.keys:
            spans.append(data[span.start : span.end])
        return original(self, data, span)

    monkeypatch.setattr(extract.Extractor, "columns", noting)
    return spans


@pytest.mark.parametrize("spans", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_the_second_process_takes_the_keys(
    form: str, spans: bool, small: list[ahead.Block], taken_here: list[bytes], tmp_path: Path
) -> None:
    """Nothing else would tell: this process takes keys out as well, it only takes longer."""
    data = written(form, range(500))
    (tmp_path / "a.csv").write_bytes(data)
    assert found(tmp_path / "a.csv", screened=True, sizes=Sizes(spans=spans)) == ([], 500)
    by_itself = sum(map(len, taken_here))
    if form == "quoted and spanning" or (form == "spanning" and not spans):
        assert by_itself > len(data) // 2
    else:
        assert small
        assert by_itself < len(data) // 3


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("shares", [0, 3])
@pytest.mark.parametrize("spans", [False, True])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("first", "second"),
    [(0, 499), (5, 250), (400, 401), (250, 499), (0, 1)],
    ids=["ends", "parts", "block", "blocks", "here"],
)
def test_twins_are_told_wherever_they_stand(
    form: str, spans: bool, shares: int, first: int, second: int, tmp_path: Path
) -> None:
    keys = [*range(500)]
    keys[second] = keys[first]
    (tmp_path / "a.csv").write_bytes(written(form, keys))
    told, _ = found(tmp_path / "a.csv", screened=True, sizes=Sizes(spans=spans, shares=shares))
    assert [(finding.rule, finding.record) for finding in told] == [
        ("duplicate-customer-id", second + 1),
        ("duplicate-email", second + 1),
    ]
    assert told == found(tmp_path / "a.csv", screened=False)[0]


@pytest.mark.parametrize("key", [b"c 7", b"", b" ", b"\xfe", b'"c,7"', b'"c""7"', "ş".encode(), b"c7"])
def test_keys_that_the_second_process_does_not_prove_are_told(
    key: bytes, small: list[ahead.Block], tmp_path: Path
) -> None:
    data = clean(500).replace(b"c400,", key + b",").replace(b"c450,", key + b",")
    (tmp_path / "a.csv").write_bytes(data)
    told, count = found(tmp_path / "a.csv", screened=True)
    assert told
    assert small
    assert (told, count) == found(tmp_path / "a.csv", screened=False)


@pytest.mark.parametrize("shares", [0, 1, 3])
def test_what_differs_from_the_version_before_is_told(shares: int, small: list[ahead.Block], tmp_path: Path) -> None:
    data = clean(500)
    now = data.replace(b"c400,c400@e.de,TRUE,t\n", b"").replace(b"c3,c3@", b"c3,d3@").replace(b"c450,c", b"d450,c")
    (tmp_path / "a.csv").write_bytes(now)
    told, count = found(tmp_path / "a.csv", screened=True, sizes=Sizes(shares=shares), before=data)
    assert [finding.rule for finding in told] == ["removed-customer", "email-changed", "customer-id-changed"]
    assert small
    assert (told, count) == found(tmp_path / "a.csv", screened=False, before=data)


def test_without_a_temporary_file_there_is_no_second_process(
    small: list[ahead.Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = clean(500).replace(b"c400,c400", b"c3,c400")
    (tmp_path / "a.csv").write_bytes(data)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert [finding.rule for finding in found(tmp_path / "a.csv", screened=True)[0]] == ["duplicate-customer-id"]
    assert not small


def test_keys_that_were_cut_off_are_taken_here(
    small: list[ahead.Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody empties the temporary file: what the second process writes from then on stands behind a gap."""
    paths: list[int] = []
    opened, take = source_module.opened_twice, ahead._KeyFile.take

    def noting(prefix: str) -> tuple[IO[bytes], IO[bytes]]:
        writer, reader = opened(prefix)
        paths.append(os.dup(writer.fileno()))
        return writer, reader

    def cutting(self: ahead._KeyFile, sizes: Sequence[int]) -> Sequence[bytes]:
        if len(small) >= 3:
            os.ftruncate(paths[0], 0 if len(small) == 3 else 1 << 20)
        return take(self, sizes)

    monkeypatch.setattr(ahead, "opened_twice", noting)
    monkeypatch.setattr(ahead._KeyFile, "take", cutting)
    (tmp_path / "a.csv").write_bytes(clean(500).replace(b"c400,c400", b"c3,c400"))
    told = found(tmp_path / "a.csv", screened=True)[0]
    os.close(paths[0])
    assert [(finding.rule, finding.line) for finding in told] == [("duplicate-customer-id", 402)]
    with_keys = [all(known.keys for known in block.spans.values()) for block in small]
    assert with_keys == [True] * 3 + [False] * (len(small) - 3)
    assert len(small) > 10


@pytest.mark.parametrize("left", [0, 3000, 8000])
def test_a_file_that_shrinks_is_told(
    left: int, small: list[ahead.Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(clean(500))
    block_at = ahead.Ahead.block_at

    def shrinking(self: ahead.Ahead, offset: int) -> ahead.Block | None:
        if len(small) == 3:
            os.truncate(path, left)
        return block_at(self, offset)

    monkeypatch.setattr(ahead.Ahead, "block_at", shrinking)
    with pytest.raises(InputError, match="changed while it was read"):
        found(path, screened=True)


def test_nothing_is_left_behind(small: list[ahead.Block], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "a.csv").write_bytes(clean(500))
    assert found(tmp_path / "a.csv", screened=True) == ([], 500)
    assert small
    assert not [*(tmp_path / "temporary").iterdir()]


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
