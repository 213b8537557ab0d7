"""What the built-in types accept without a check is right, and what is usual is accepted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from proplint.api import Accepts, OptionError, Problem
from proplint.engine.screen.pattern import PatternError
from proplint.plugins import Host
from proplint.testing import accepted, assert_accepts_is_sound
from support import proplint, write
from typed import OPTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from proplint.api import CellCheck


def compiled(word: str, options: dict[str, Any]) -> CellCheck:
    loaded = Host({}).find(word, word)
    assert loaded is not None
    return loaded.type.compile(options)


@settings(max_examples=40, suppress_health_check=[HealthCheck.nested_given])
@given(st.sampled_from(sorted(OPTIONS)).flatmap(lambda word: st.tuples(st.just(word), OPTIONS[word])))
def test_what_is_accepted_is_right(drawn: tuple[str, dict[str, Any]]) -> None:
    try:
        check = compiled(*drawn)
    except OptionError:
        assume(False)
    assert_accepts_is_sound(check, 60)


USUAL = [
    ("Boolean", {}, ["TRUE", "FALSE"]),
    ("Choice", {"options": ("Blue", "a, b", 'say "x"')}, ["Blue", "a, b", 'say "x"']),
    ("Choice", {"options": None}, ["anything"]),
    ("Multiple choice", {"options": ("a", "b", "c", "d")}, ["a", "b;a", "d;c;b;a"]),
    ("Number", {"min": None, "max": None, "integer": False, "max_decimals": None}, ["0", "-1.5", "007", "123456789012345"]),
    ("Number", {"min": None, "max": None, "integer": True, "max_decimals": None}, ["0", "-15", "123"]),
    ("Number", {"min": Decimal(0), "max": Decimal(130), "integer": True, "max_decimals": None}, ["0", "9", "64", "99", "129", "130"]),
    ("Number", {"min": Decimal("-2.5"), "max": Decimal(1000), "integer": False, "max_decimals": 2}, ["-2", "-1.99", "999.99", "1000"]),
    ("Text", {"min_length": None, "max_length": None, "pattern": None}, ["x", "a, b", "two\nlines", 'q"q', "ş" * 5000]),
    ("Text", {"min_length": 2, "max_length": 9, "pattern": None}, ["xx", "ş" * 9, 'q"q']),
    ("Date", {"min": None, "max": None}, ["1980/01/31", "2000/02/29", "2024/02/29", "2023/02/28"]),
    ("Date", {"min": date(1999, 3, 5), "max": date(2024, 2, 29)}, ["1999/03/05", "1999/12/31", "2000/02/29", "2024/02/29", "2010/10/10"]),
    ("Date", {"min": date(2024, 2, 3), "max": date(2024, 2, 29)}, ["2024/02/03", "2024/02/10", "2024/02/29"]),
    ("Date and time", {"min": None, "max": date(2030, 12, 31)}, ["2030/12/31", "1999/01/01"]),
]  # fmt: skip


@pytest.mark.parametrize(("word", "options", "texts"), USUAL)
def test_what_is_usual_is_accepted(word: str, options: dict[str, Any], texts: list[str]) -> None:
    check = compiled(word, options)
    assert [text for text in texts if not accepted(check, text)] == []


class Told:
    """A check that accepts what it is told to, and finds all texts wrong but `right`."""

    def __init__(self, accepts: Any) -> None:
        self.accepts = accepts

    def check(self, value: str) -> Problem | None:
        return None if value == "right" else Problem("x", "wrong", "help")


@pytest.mark.parametrize(
    "accepts",
    [
        Accepts(literals=("wrong",)),
        Accepts(pattern="[a-z]{5}"),
        Accepts(lengths=(1, 5)),
        Accepts(literals=("right", 'r"t')),
    ],
)
def test_what_is_unsound_is_found(accepts: Accepts) -> None:
    with pytest.raises(AssertionError, match="is accepted without a check, but the check says"):
        assert_accepts_is_sound(Told(accepts))


def test_what_is_sound_passes() -> None:
    assert_accepts_is_sound(Told(Accepts(literals=("right",), pattern="righ[t]")))
    assert_accepts_is_sound(Told(None))


def test_a_pattern_that_can_not_prove_is_refused() -> None:
    with pytest.raises(PatternError, match="a repeat needs a bound"):
        assert_accepts_is_sound(Told(Accepts(pattern="a*")))


PLUGIN = """
from proplint.api import Accepts, hookimpl

class Check:
    accepts = {accepts}
    def check(self, value):
        return None

class Odd:
    name, aliases, doc, options, rules = "Odd", (), "An odd type.", (), ()
    def compile(self, options):
        return Check()

@hookimpl
def proplint_property_types():
    return [Odd()]
"""


@pytest.mark.parametrize(
    ("accepts", "message"),
    [
        ('Accepts(pattern=".+")', "`.` is not allowed in a pattern that proves"),
        ('"[a-z]+"', "`accepts` must be an `Accepts`, not str"),
        ("Accepts(literals=(1,))", "TypeError"),
    ],
)
def test_a_plugin_that_says_what_can_not_be_proven_is_named(accepts: str, message: str, workdir: Path) -> None:
    write(workdir / "odd.py", PLUGIN.format(accepts=accepts))
    write(workdir / "proplint.yaml", 'version: 1\nplugins: [./odd.py]\nproperties: {"Odd:X": {}}\n')
    write(workdir / "a.csv", "Customer ID,Email,Odd:X\n" + "".join(f"c{n},c{n}@e.de,x\n" for n in range(30_000)))
    done = proplint("check", "a.csv")
    assert done.code == 2
    assert "failed in column `Odd:X`" in done.err
    assert message in done.err
