from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.suggest import closest, folded
from proplint.text import escaped, quoted, render


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Yeşil 🎁", "Yeşil 🎁"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x9b\x7f", "\\x9b\\x7f"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2066\u200b\ufeff", "\\u2066\\u200b\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcfe", "\\xfe"),
        ("\ud800", "\\ud800"),
        ("##[error]", "#\\x23[error]"),
        ("## heading", "## heading"),
    ],
)
def test_escaped(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(alphabet=st.characters()))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = escaped(text)
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    assert "##[" not in shown
    shown.encode()
    assert escaped(shown) == shown


def test_a_long_text_is_shortened_in_its_middle() -> None:
    assert quoted("a" * 50 + "b" * 50) == f"`{'a' * 40}…{'b' * 40}`"
    assert quoted("a" * 80) == f"`{'a' * 80}`"


def test_render_replaces_only_what_it_knows() -> None:
    assert render("{value} is {other} {", {"value": "{other}\n"}) == "`{other}\\n` is {other} {"


@pytest.mark.parametrize(
    ("word", "candidates", "found"),
    [
        ("Bleu", ["Red", "Blue"], "Blue"),
        ("KIRMIZI", ["Kırmızı"], "Kırmızı"),
        ("izmir", ["İzmir"], "İzmir"),
        ("GRÖSSE", ["Größe"], "Größe"),
        ("  light   blue", ["Light blue"], "Light blue"),
        ("nothing near", ["Blue"], None),
        ("x", [], None),
    ],
)
def test_closest(word: str, candidates: list[str], found: str | None) -> None:
    assert closest(word, candidates) == found


def test_folding_knows_the_turkish_letters() -> None:
    assert folded("İIıi") == "iiii"


def test_a_template_is_escaped_too() -> None:
    assert render("a\x1b[31m\n{value}", {"value": "b\x07"}) == "a\\x1b[31m\\n`b\\x07`"
