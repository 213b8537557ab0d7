from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from proplint.engine.screen.pattern import FORBIDDEN, PatternError, compile_pattern
from proplint.engine.screen.utf8 import as_bytes

POINTS = st.one_of(
    st.integers(0, 0x10FFFF),
    st.sampled_from([0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xD800, 0xDFFF, 0xE000, 0xFFFF, 0x10000]),
)


@given(POINTS, POINTS, POINTS)
@example(0, 0x10FFFF, 0xD800)
@example(0x41, 0x10FFFF, 0x80)
@example(0xD800, 0xDFFF, 0xD900)
def test_a_range_as_bytes_matches_its_characters_and_no_others(one: int, other: int, point: int) -> None:
    first, last = sorted((one, other))
    made = [*as_bytes(first, last)]
    pattern = re.compile(b"|".join(made) if made else rb"[^\x00-\xff]", re.DOTALL)
    for each in {point, first, last, max(0, first - 1), min(0x10FFFF, last + 1)}:
        raw = chr(each).encode(errors="surrogatepass")
        assert bool(pattern.fullmatch(raw)) == (first <= each <= last and not 0xD800 <= each <= 0xDFFF), hex(each)


@pytest.mark.parametrize("raw", [b"\xc0\x80", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\x80"])
def test_all_characters_as_bytes_take_nothing_that_is_no_utf8(raw: bytes) -> None:
    assert not re.fullmatch(b"|".join(as_bytes(0, 0x10FFFF)), raw, re.DOTALL)


ATOMS = st.sampled_from(["a", "7", ";", "ş", "😀", r"\.", r"\-", "[a-c]", "[0-9;]", "[ığş]", r"[\]\-x]", "[à-ü]"])
REPEATS = st.sampled_from(["", "", "?", "{2}", "{0,2}", "{1,3}"])
PATTERNS = st.recursive(
    st.lists(st.tuples(ATOMS, REPEATS).map("".join), min_size=1, max_size=3).map("".join),
    lambda inner: st.lists(
        st.tuples(inner, REPEATS).map(lambda pair: f"(?:{pair[0]}){pair[1]}"), min_size=1, max_size=3
    ).map("|".join),
    max_leaves=4,
)


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(PATTERNS, st.data())
def test_a_pattern_means_the_same_as_bytes(pattern: str, data: st.DataObject) -> None:
    assume(not re.fullmatch(pattern, ""))
    text = data.draw(st.one_of(st.from_regex(pattern, fullmatch=True), st.text("a7;ş😀.-bc x]àü", max_size=6)))
    as_text, as_raw = re.fullmatch(pattern, text), re.fullmatch(compile_pattern(pattern), text.encode())
    assert bool(as_text) == bool(as_raw)


@pytest.mark.parametrize(
    "pattern",
    [
        *("a*", "a+", "a{2,}", "a{3,2}", "a{256}", "a{0}", "a??", "a{2}{3}", "a?+"),
        *(
            ".",
            "^a",
            "a$",
            r"\d",
            r"\b",
            "(a)",
            "(?i)a",
            "(?=a)",
            "(?P<x>a)",
            "[^a]",
            "[[:alpha:]]",
            "[]",
            "[",
            "[a",
            "[z-a]",
        ),
        *(
            "a?",
            "a{0,2}",
            "|a",
            "(?:)",
            "(?:a",
            "a)",
            "a\\",
            '"',
            ",",
            "\n",
            "\r",
            "\0",
            "[!-~]",
            "[\\0-a]",
            "[ -a]",
            "}",
            "]",
            "{",
            "\ud800",
        ),
    ],
)
def test_what_can_not_be_proven_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


@given(st.text(st.sampled_from([*'ab-[](){}|?\\^,"1239\n'])))
def test_no_pattern_that_is_taken_matches_what_separates_cells(pattern: str) -> None:
    try:
        made = compile_pattern(pattern)
    except PatternError:
        return
    found = re.compile(made)
    assert not any(found.fullmatch(character.encode()) for character in FORBIDDEN)
