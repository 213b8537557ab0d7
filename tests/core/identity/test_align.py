"""Laid side by side or read as a whole, two versions give the same findings; and what is the same is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.config import Config
from proplint.csvfile import reader as reader_module
from proplint.csvfile.header import read_header
from proplint.csvfile.source import BytesSource
from proplint.engine import identity as identity_module
from proplint.engine.check import check_source
from proplint.engine.identity import Before, Identity
from proplint.identity import align
from proplint.identity.align import Alignment
from proplint.identity.base import KeyBase, read_keys
from proplint.plugins import Host
from proplint.rules.identity import IDENTITY_CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Finding

HEADER = "Customer ID,Email,Text:Note\n"
CONFIG = Config(None, rules={"removed-customer": "error"})
RECORDS = st.builds(
    "{},{}@e.de,{}\n".format,
    st.sampled_from("abcdefgh"),
    st.sampled_from("abcdefghABC"),
    st.sampled_from(["", "x", '"two\nlines"', '"a, b"', "ş"]),
)
BROKEN = st.sampled_from(["\n", "short\n", 'a,"b" c,d\n', ",,\n", HEADER, "a\r\n", " ,x@e.de,\n"])
BODIES = st.lists(st.one_of(RECORDS, RECORDS, RECORDS, BROKEN), max_size=14)


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a body, and what some edits make of it."""
    before = draw(BODIES)
    after = [*before]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(after)))
        edit = draw(st.sampled_from(["insert", "delete", "replace", "reverse", "repeat"]))
        if edit == "insert":
            after.insert(at, draw(RECORDS))
        elif edit == "reverse":
            after.reverse()
        elif at < len(after):
            if edit == "repeat":
                after.insert(0, after[at])
            else:
                after[at : at + 1] = [] if edit == "delete" else [draw(RECORDS)]
    return "".join(before), "".join(after)


def found(before: bytes, after: bytes, *, aligned: bool) -> list[Finding]:
    def read() -> KeyBase:
        base = KeyBase()
        base.add(read_keys(BytesSource(before)) or ())
        return base

    header = read_header(BytesSource(before), 0)
    beside = Before(BytesSource(before), header.cells, header.after) if aligned else None
    result = check_source(BytesSource(after), "a.csv", CONFIG, Host({}), identity=Identity(read, beside))
    return [finding._replace(data=dict(finding.data)) for finding in result.findings]


@given(versions(), st.sampled_from([20, 64, 1 << 19]), st.sampled_from([1, 3, 64]), st.sampled_from([0, 2, 1000]))
@example(("a,a@e.de,\nb,b@e.de,\n", "b,a@e.de,\nb,b@e.de,\n"), 1 << 19, 64, 1000)
@example(('a,"b" c,d\n', ""), 20, 1, 0)
def test_the_findings_are_the_same(texts: tuple[str, str], block: int, window: int, pending: int) -> None:
    before, after = ((HEADER + text).encode() for text in texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_module, "_BLOCK", block)
        patch.setattr(align, "_WINDOW", window)
        patch.setattr(identity_module, "_MOST_PENDING", pending)
        assert found(before, after, aligned=True) == found(before, after, aligned=False)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("a,a@e.de,x\nb,b@e.de\n", "a,a@e.de,x\nb,b@e.d", []),  # no record
        ("a,a@e.de,x\nb,b@e.de,\n", "a,a@e.de,x\nb,b@e.de,", []),
        ("a,x,a@e.de\n", "a,x,a@e.d", ["email-changed"]),
        ("a,x,a@e.de\nb,x,b@e.de\n", "a,x,a@e.de\nb,x,b@e.d", ["email-changed"]),
        ("a,x,a@e.de\nb,x,b@e.de\n", "c,x,a@e.de\nb,x,b@e.d", ["customer-id-changed", "email-changed"]),
    ],
)
def test_a_last_record_that_is_cut_off_is_not_the_one_before(before: str, after: str, rules: list[str]) -> None:
    header = HEADER if "e.de,x" in before else "Customer ID,Text:Note,Email\n"
    changes = found((header + before).encode(), (header + after).encode(), aligned=True)
    assert [one.rule for one in changes if one.rule in IDENTITY_CHANGES] == rules


class CountingSource(BytesSource):
    """Counts the bytes that are read."""

    count = 0

    def read(self, offset: int, size: int) -> bytes:
        data = super().read(offset, size)
        self.count += len(data)
        return data


def records(count: int) -> Iterator[bytes]:
    return (b"%d,%d@example.com,x\n" % (at, at) for at in range(count))


def test_what_is_the_same_is_read_once_and_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = b"".join(records(20_000))
    after = before.replace(b"\n500,", b"\n500x,").replace(b"\n15000,", b"\nnew,new@example.com,\n15000,")
    parsed: list[bytes] = []
    monkeypatch.setattr(Alignment, "_next", _noting(parsed))
    source = CountingSource(HEADER.encode() + before)
    identity = Identity(KeyBase, Before(source, HEADER.strip().split(","), len(HEADER)))
    result = check_source(BytesSource(HEADER.encode() + after), "a.csv", CONFIG, Host({}), identity=identity)
    changes = [one.rule for one in result.findings]
    assert changes == ["customer-id-changed", "unknown-customer"]
    assert len(parsed) < 500
    assert source.count < 40 * len(before)


def _noting(parsed: list[bytes]) -> object:
    original = Alignment._next

    def noting(alignment: Alignment) -> bytes:
        parsed.append(original(alignment))
        return parsed[-1]

    return noting
