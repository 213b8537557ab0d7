"""Checks one content twice, with the screen and without it: what comes out must be the same."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import pytest

from proplint.csvfile import reader as reader_module
from proplint.csvfile.source import BytesSource
from proplint.engine import check as check_module
from proplint.engine import identity as identity_module
from proplint.engine.check import check_source
from proplint.engine.identity import Before, Identity
from proplint.engine.screen import automaton, judge, run, stream, worker
from proplint.identity import hashed
from proplint.identity.base import KeyBase, read_keys
from proplint.identity.exported import exported
from proplint.identity.hashed import HashedKeys
from proplint.identity.seen import SeenKeys
from proplint.identity.shared import SharedKeys
from proplint.plugins import Host
from proplint_rules._companions import CompanionCheck
from support import load_config

if TYPE_CHECKING:
    from collections.abc import Callable

    from proplint.config import Config

CONFIG = """
version: 1
rules: {removed-customer: error}
properties:
  "Boolean:B": {required: true}
  "Choice:C": {options: [Blue, "a, b", 'say "x"', Yeşil, "=1"]}
  "Multiple choice:M": {options: [Reading, Yüzme, "a, b", Kochen]}
  "Number:N": {min: -12.5, max: 130, max_decimals: 2}
  "Number:I": {integer: true}
  "Text:T": {max_length: 7}
  "Text:P": {pattern: '[a-z]{2,4}'}
  "Text line:L": {min_length: 2}
  "Date:D": {min: 1999-03-05, max: 2024-02-29}
  "Date and time:S": {}
record_rules:
  - requires: {column: "Text:T", columns: ["Number:N", "Customer ID"]}
  - requires: {column: "Multiple choice:M", columns: ["Date:D"], values: [Reading, "a, b"]}
  - excludes: {column: "Choice:C", columns: ["Text:T", "Email"], values: [Blue, 'say "x"']}
  - excludes: {column: "Text:P", columns: ["Text:T"]}
  - excludes: {column: "Number:I", columns: ["Date and time:S"]}
"""
COLUMNS = (
    "Boolean:B",
    "Choice:C",
    "Multiple choice:M",
    "Number:N",
    "Number:I",
    "Text:T",
    "Text:P",
    "Text line:L",
    "Date:D",
    "Date and time:S",
    "Choice:Free",
    "Note",
)


class Sizes(NamedTuple):
    """How large things are taken to be, so that small content goes through all that large content goes through.

    Attributes:
        block: How much is looked at at once.
        bite: How much the reader takes where the screen stops.
        largest: The largest automaton.
        refusals: How many refusals make a column be looked up.
        shares: In how many shares hashes of keys are looked at; 0 where the keys themselves are remembered.
        alike: Whether many keys have the same hash.
        pending: How many records may differ before the whole version before is read.
        spans: Whether records that span lines are proven with the others.
        counted: How many characters the automaton counts at most.
        asked: Whether record rules have no quick answer, and are asked about all records.
    """

    block: int = 1 << 20
    bite: int = 1 << 13
    largest: int = 12_000
    refusals: int = 256
    shares: int = 0
    alike: bool = False
    pending: int = 10_000
    spans: bool = False
    counted: int = 60
    asked: bool = False


USUAL = Sizes()


@functools.cache
def config() -> Config:
    """Return a configuration with every type."""
    return load_config(CONFIG)


def checked(
    data: bytes, *, screened: bool, before: bytes | None = None, sizes: Sizes = USUAL, shared: bool = False
) -> tuple[object, ...]:
    """Check content, and return all that came out, to be compared.

    Args:
        data: It.
        screened: Whether the screen is used.
        before: The version before.
        sizes: How large things are.
        shared: Whether keys are compared with another file's.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "SMALLEST", 1 if screened else 1 << 60)
        patch.setattr(identity_module, "_MOST_PENDING", sizes.pending)
        for module, name, value in (
            (stream, "_BLOCK", sizes.block),
            (stream, "_LARGEST", 4 * sizes.block),
            (stream, "_BITE", sizes.bite),
            (stream, "_LARGEST_READ", 64 * sizes.bite),
            (reader_module, "_LOOK_AHEAD", 1 << 22),
            (automaton, "_LARGEST", sizes.largest),
            (automaton, "_COUNTED", sizes.counted),
            (judge, "_REFUSALS", sizes.refusals),
            (worker, "_PART", sizes.block // 2),
        ):
            patch.setattr(module, name, value)
        patch.setattr(run, "_remembering", lambda *_: remembering(sizes))
        patch.setattr(hashed, "BUCKET", 4)
        if sizes.asked:
            patch.setattr(CompanionCheck, "suspects", None)
        if sizes.alike:
            patch.setattr(hashed, "hash", lambda key: sum(key) % 23, raising=False)
        patch.setattr(run, "is_sparse", lambda *_: sizes.spans)
        result = check_source(
            BytesSource(data), "a.csv", config(), Host({}), identity=identity_with(before, shared=shared)
        )
    findings = [finding._replace(data=dict(finding.data)) for finding in result.findings]
    return findings, result.records, result.notices, result.error_columns


def remembering(sizes: Sizes) -> Callable[..., SeenKeys]:
    """Return what remembers keys in small files as if they were large."""
    return functools.partial(HashedKeys, records=40, shares=sizes.shares) if sizes.shares else SeenKeys


def identity_with(before: bytes | None, *, shared: bool) -> Identity:
    """Return what keys are compared with.

    Args:
        before: The version before.
        shared: Whether keys are compared with another file's.
    """
    keys = SharedKeys() if shared else None
    if keys is not None:
        keys.enter("other.csv")
        assert not [*keys.judge([("c1", "c9@e.de", 2), ("c2", "c2@e.de", 3)])]
        keys.enter("a.csv")
    if before is None:
        return Identity(shared=keys)

    def read() -> KeyBase:
        base = KeyBase()
        base.add(read_keys(BytesSource(before)) or ())
        return base

    if read_keys(BytesSource(before)) is None:
        return Identity(shared=keys)
    blob = BytesSource(before)
    return Identity(read, Before.of(blob, exported(blob)), keys)


def assert_same(data: bytes, before: bytes | None = None, sizes: Sizes = USUAL, *, shared: bool = False) -> None:
    """Assert that the screen changes nothing."""
    plain = checked(data, screened=False, before=before, sizes=sizes, shared=shared)
    assert checked(data, screened=True, before=before, sizes=sizes, shared=shared) == plain


HEADERS = (
    b"Customer ID,Email,Choice:C,Text:T,Number:N\n",
    b"Customer ID,Email,Boolean:B,Multiple choice:M,Date:D,Note\r\n",
    b"Text line:L,Email,Customer ID,Choice:Free\n",
    b"Email,Date and time:S,Number:I\n",
    b"Customer ID,Email,Text:P,Text:T\r",
    b"",
)
"""What the fuzzer may put before a content."""

BETWEEN = b"\x1e\x1e"


def replay(given: bytes) -> None:
    """Assert that the screen changes nothing for one input of the fuzzer.

    Args:
        given: Four bytes that say how; the content; after `BETWEEN`, what the version before has instead of it.
    """
    if len(given) < 4:
        return
    head, sizes, flags, where = given[:4]
    header = HEADERS[head % len(HEADERS)]
    body, parted, old = given[4:].partition(BETWEEN)
    chosen = Sizes(
        block=(16, 64, 300, 1 << 20)[sizes % 4],
        bite=(8, 100, 1 << 13)[sizes // 4 % 3],
        largest=(0, 500, 12_000)[sizes // 12 % 3],
        refusals=(0, 3, 256)[sizes // 36 % 3],
        shares=(0, 3, 1, 1)[flags % 2 + 2 * bool(flags & 32)],
        alike=bool(flags & 64),
        pending=2 if flags & 2 else 10_000,
        spans=bool(flags & 8),
        counted=3 if flags & 16 else 60,
        asked=bool(flags & 128),
    )
    before = None
    if parted:
        at = len(body) * where // 255
        before = header + body[:at] + old + body[at + len(old) :]
    assert_same(header + body, before, chosen, shared=bool(flags & 4))
