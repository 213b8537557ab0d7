"""Texts that a cell may hold: what people type, what programs write, and what breaks those who did not expect it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import SearchStrategy

AWKWARD: Final = (
    *(
        " ",
        "\t",
        "\n",
        "a\r\nb",
        "\u00a0",
        "\ufeff",
        "\u200b",
        "\u202eabc",
        "\u2066x\u2069",
        "\x01",
        "\x1b[31m",
        "\x7f",
    ),
    *(
        "-",
        ".",
        ",",
        ";",
        "'",
        '"',
        "\\",
        "/",
        ":",
        "#",
        "=1+1",
        "@x",
        "+",
        "%",
        "%s",
        "{",
        "}",
        "{}",
        "{0}",
        "{value}",
    ),
    *("0", "-0", "007", "1e5", "1e999999999", "1_000", "0x1F", "NaN", "inf", "١٢٣", "１２", "²", "½", "Ⅷ", "𝟘"),
    *("TRUE", "null", "None", "N/A", "#REF!", "Err:502", "########", "İ", "ı", "ß", "ŞİŞLİ", "e\u0301", "ﬁ", "🏳️‍🌈"),
    *(
        "2025/02/30",
        "99999999",
        "2025-06-27T10:00:00Z",
        "a@example.com",
        "ünï",
        "日本語",
        "עברית",
        "\U0010ffff",
        "\ufffd",
    ),
    *("9" * 5000, "-" * 3000, "a" * 20_000, "1." * 2000, "é\u0301" * 500, ";" * 3000, " " * 5000 + "x"),
)
"""One of each kind. Python refuses to read a number of 5,000 digits as an int; a pattern may not end on long ones."""

_CHARACTERS: Final = st.characters(codec="utf-8", exclude_characters="\0")
_INSERTED: Final = ("", " ", "0", "9", "-", ".", ",", ";", "'", "\n", "\u00a0", "x", "Z", "ş", "🙂", "{value}", "\x1b")


def each(texts: SearchStrategy[str], examples: int, body: Callable[[str], None]) -> None:
    """Try texts, always the same ones, and fail with the shortest for which `body` does.

    Args:
        texts: Where they come from.
        examples: How many.
        body: Raises AssertionError.
    """

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=[*HealthCheck],
    )
    @given(texts)
    def tried(text: str) -> None:
        body(text)

    tried()


def drawn(known: Sequence[str]) -> SearchStrategy[str]:
    """Return texts of all kinds, and what is near those of the cases.

    Args:
        known: The texts of the cases.
    """
    near = st.sampled_from([*known, *AWKWARD])
    edited = st.tuples(near, st.integers(0, 20), st.integers(0, 3), st.sampled_from(_INSERTED)).map(_edited)
    free = st.text(_CHARACTERS, min_size=1, max_size=40)
    digits = st.text(st.sampled_from("0123456789.,-+/: eE'"), min_size=1, max_size=16)
    return st.one_of(near, edited, free, digits, st.tuples(near, free).map("".join)).filter(bool)


def fixed(known: Sequence[str], count: int) -> list[str]:
    """Return so many different texts at most, always the same ones: those of the cases first."""
    random = Random(0)  # noqa: S311  no secret
    texts = dict.fromkeys([*known, *AWKWARD])
    sources = [*texts]
    for _ in range(4 * count):
        if len(texts) >= count:
            break
        drawn = (random.choice(sources), random.randrange(20), random.randrange(4), random.choice(_INSERTED))
        texts[_edited(drawn)] = None
    return [text for text in texts if text][:count]


def _edited(drawn: tuple[str, int, int, str]) -> str:
    text, at, length, new = drawn
    return text[:at] + new + text[at + length :]
