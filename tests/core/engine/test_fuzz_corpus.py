"""What the fuzzer found interesting, once more."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening import replay

CORPUS = sorted((Path(__file__).parents[2] / "fuzz" / "corpus").iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_screen_changes_nothing(path: Path) -> None:
    replay(path.read_bytes())


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) > 20
