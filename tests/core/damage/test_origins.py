"""What a cell held before a spreadsheet rewrote it is told without a version before, where only one text can be meant."""

from __future__ import annotations

import time

import pytest

from proplint.api import origin_of
from proplint.damage import origins as origins_module
from proplint.damage.origins import Origins

TEXTS = ("Blue", "1-2", "1.10", "007", "7.0", "12/10", "10/12", "5E3", "Größe", "Grüße", "MAR1")


@pytest.mark.parametrize(
    ("cell", "text", "lossless"),
    [
        ("01.02.2026", "1-2", False),
        ("1-Feb", "1-2", False),
        ("01.02.26", "1-2", False),
        ("46054", "1-2", False),
        ("5000", "5E3", False),
        ("1-Mar", "MAR1", False),
        ("GrÃ¶ÃŸe", "Größe", True),
        ("Gr\ufffd\ufffde", None, False),
        ("Gr??e", None, False),
        ("7", None, False),
        ("12/10/2026", "12/10", False),
        ("2026/10/12", None, False),
        ("Blue", None, False),
        ("Bleu", None, False),
        ("", None, False),
        ("01.02.99999", None, False),
        ("9" * 500, None, False),
    ],
)
def test_one_text_or_none_is_told(cell: str, text: str | None, lossless: bool) -> None:
    origin = origin_of(cell, TEXTS)
    assert (origin.text if origin else None) == text
    assert not origin or origin.lossless is lossless


def test_of_many_texts_nothing_is_told_and_nothing_takes_long() -> None:
    many = tuple(f"{at}-{at % 12 + 1}" for at in range(10_000))
    began = time.monotonic()
    assert origin_of("01.02.2026", many) is None
    assert time.monotonic() - began < 1


def test_years_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origins_module, "_REMEMBERED", 2)
    origins = Origins(("1-2",))
    for year in range(2000, 2030):
        origin = origins.of(f"01.02.{year}")
        assert origin is not None
        assert origin.text == "1-2"
    assert len(origins._made) <= 3
