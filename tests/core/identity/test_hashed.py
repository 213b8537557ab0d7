"""Keys remembered by their hashes: what is told of them is what the keys themselves tell."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from proplint.csvfile.source import open_source
from proplint.engine.screen import run
from proplint.identity import hashed
from proplint.identity.base import KeyBase, canonical
from proplint.identity.hashed import HashedKeys
from proplint.identity.keys import CUSTOMER_IDS
from proplint.identity.seen import SeenKeys, decoded, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

KEYS = st.integers(0, 40).map("c{}".format) | st.sampled_from(["\u015f1", "\udcfe1", "1\udcff"])


@pytest.fixture(params=[hash, lambda key: sum(key) % 23, lambda _: -1], ids=["usual", "alike", "all the same"])
def hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make hashes as usual, and such that many keys have the same; make buckets so small that there are several."""
    function: Callable[[bytes], int] = request.param
    monkeypatch.setattr(hashed, "hash", function, raising=False)
    monkeypatch.setattr(hashed, "BUCKET", 4)


def filled(keys: SeenKeys, values: Sequence[str]) -> SeenKeys:
    """Give keys to what remembers them, as a file would: some as text, some as bytes; look through them."""
    encoded_values = [*map(encoded, values)]
    pieces = [encoded_values[start : start + 7] for start in range(0, len(values), 7)]
    keys.again = lambda: iter(pieces)
    for piece in pieces:
        if all(map(bytes.isascii, piece)):
            keys.add(piece)
        else:
            assert not [*keys.judge([*map(decoded, piece)], range(len(piece)))]
    keys.finish()
    return keys


@pytest.mark.usefixtures("hashes")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(KEYS, max_size=60), st.lists(KEYS, max_size=20), st.sampled_from([1, 2, 5]), st.data())
@example(["c1", "c2"], ["c2", "c3"], 1, None)
def test_what_is_told_is_the_same(
    values: list[str], before: list[str], shares: int, data: st.DataObject | None
) -> None:
    plain = filled(SeenKeys(CUSTOMER_IDS), values)
    keys = filled(HashedKeys(CUSTOMER_IDS, records=60, shares=shares), values)
    assert (keys.twins, keys.has_twins) == (plain.twins, plain.has_twins)
    assert keys.twins == {encoded(value) for value in values if values.count(value) > 1}
    base = KeyBase()
    base.add((canonical(value), "e") for value in before)
    met = {canonical(value) for value in values if data is not None and data.draw(st.booleans())}
    recoded = [canonical(value) != value for value in values]
    told = keys.now(base, met)
    expected = {canonical(key) for key in plain.now(base, met)} if any(recoded) else plain.now(base, met)
    assert [key for key in base if key in told] == [key for key in base if key in expected]


@pytest.mark.parametrize(
    ("before", "met", "passes"),
    [
        ([], [], 0),
        (["gone"], [], 0),
        (["c7", "gone"], ["c7"], 0),
        (["c7"], ["c8"], 1),
        ([f"c{n}" for n in range(9)], [], 1),
    ],
)
def test_a_file_is_gone_through_again_only_where_that_tells_more(
    before: list[str], met: list[str], passes: int
) -> None:
    """What is gone, or known to be there, hashes tell: nothing else would tell that it took another pass."""
    keys = filled(HashedKeys(CUSTOMER_IDS, records=100), [f"c{number}" for number in range(100)])
    asked: list[object] = []
    pieces = [*keys.again()]

    def again() -> Iterator[Sequence[bytes]]:
        asked.append(again)
        return iter(pieces)

    keys.again = again
    base = KeyBase()
    base.add((key, "e") for key in before)
    told = keys.now(base, {*met})
    assert [key for key in base if key in told] == [key for key in before if key != "gone"]
    assert len(asked) == passes


GIGABYTE = 1 << 30


@pytest.mark.parametrize(
    ("size", "memory", "shares"),
    [
        (1 << 20, "2048", 0),
        (1 << 20, "1", 1),
        (GIGABYTE, "", 1),
        (GIGABYTE, "100", 10),
        (100 * GIGABYTE, "4096", 23),
    ],
)
def test_the_memory_bounds_what_is_remembered(
    size: int, memory: str, shares: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line has 20 bytes, and a hash takes 9 for each of two columns."""
    monkeypatch.setenv("PROPLINT_KEY_MEMORY", memory)
    (tmp_path / "a.csv").write_bytes(b"c12345678,c1@e.de,x\n" * 5000)
    os.truncate(tmp_path / "a.csv", size)
    source = open_source(str(tmp_path / "a.csv"))
    keys = run._remembering(source, 0)(CUSTOMER_IDS, wanted=True)
    source.close()
    assert isinstance(keys, HashedKeys) == bool(shares)
    assert not isinstance(keys, HashedKeys) or keys.shares == shares
