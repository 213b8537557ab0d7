"""Nothing that a program would destroy is passed over by asking for less than everything."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreseeing import TEXTS, VALUES, PlainColumn, all_made, spreadsheet_kinds
from proplint.api import LOCALES, Transformation, Way
from proplint.damage import candidates as candidates_module
from proplint.damage import fragile as fragile_module
from proplint.damage.candidates import candidates
from proplint.damage.explain import TRANSFORMATIONS
from proplint.damage.fragile import FragileColumn
from proplint.damage.locales import MIXED
from proplint.damage.model import Only
from proplint.engine.bind import Column
from proplint.engine.cells import ColumnJudge
from proplint.plugins import Host

if TYPE_CHECKING:
    from proplint.api import Locale
    from proplint.damage.model import Make

TODAY = date(2026, 5, 5)
SOME = VALUES | st.lists(TEXTS, min_size=10, max_size=30)
PATTERNS = {kind.likely for kind in TRANSFORMATIONS} | {
    way.make.form for kind in TRANSFORMATIONS for way in kind.ways if isinstance(way.make, Only)
}


class Watched:
    """A locale, and what was looked at in it."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> object:
        if name in ("out", "document"):
            return self if name == "out" else None
        self.seen.add(name)
        return getattr(self.locale, name)


def turned(text: str, locale: Locale, _today: date) -> str | None:
    return text[::-1] if locale.decimal == "," else None


def cut(text: str, _locale: Locale, _today: date) -> str | None:
    return text[:4] if len(text) > 4 else None


def of_plugin(name: str, who: str, make: Make, likely: str = "") -> Transformation:
    return Transformation(name, "did it", re.compile(likely), (Way("", make), Way("again", make)), who)


MORE = (
    of_plugin("turned", "", turned, "[0-9]"),
    of_plugin("cut", "the ERP", cut, ".{5}"),
    of_plugin("turned-too", "the ERP", turned),
)


def judge(name: str, **options: object) -> ColumnJudge:
    loaded = Host({}).find(name, f"{name}:A")
    assert loaded is not None
    given: dict[str, object] = {option.name: option.default for option in loaded.type.options}
    given |= {"options": ("1-2", "Blue", "2.50")} if "options" in given else options
    check = loaded.compile(f"{name}:A", given)  # type: ignore[arg-type]
    return ColumnJudge(Column(0, f"{name}:A", loaded, check, required=False))


JUDGES = {
    name: judge(name) for name in ("Boolean", "Choice", "Multiple choice", "Number", "Text", "Date", "Date and time")
} | {
    "late Date": judge("Date", min=date(2000, 1, 1), max=date(2026, 1, 1)),
    "small Number": judge("Number", min=Decimal(-5), max=Decimal(100), max_decimals=2),
}


@settings(max_examples=150, deadline=None)
@given(SOME, st.sampled_from(MIXED))
def test_what_can_be_done_to_a_text_is_likely(texts: list[str], mixed: Locale) -> None:
    locales = [*LOCALES.values(), mixed]
    for kind in TRANSFORMATIONS:
        every = kind._replace(ways=[way._replace(regular=True) for way in kind.ways])
        for text in texts:
            if text and not kind.likely.search(text):
                assert all_made(every, text, TODAY, locales) == [], (kind.name, text)


@settings(max_examples=150, deadline=None)
@given(SOME)
def test_candidates_make_all_that_is_made(texts: list[str]) -> None:
    for text in texts:
        plain = [(kind.name, {made for made, _ in all_made(kind, text, TODAY)}) for kind in spreadsheet_kinds(text)]
        found = [(one.kind.name, {*one.made(text, TODAY)}) for one in candidates(text)]
        assert [one for one in found if one[1]] == [one for one in plain if one[1]], text


@settings(max_examples=150, deadline=None)
@given(SOME)
def test_patterns_tell_shapes_from_each_other_not_texts(texts: list[str]) -> None:
    for text in texts:
        shape = text.translate(candidates_module._ALIKE)
        assert [one for one in PATTERNS if bool(one.search(text)) != bool(one.search(shape))] == [], text


@settings(max_examples=150, deadline=None)
@given(SOME, st.sampled_from([*LOCALES.values()]))
def test_nothing_else_is_looked_at_in_a_locale(texts: list[str], locale: Locale) -> None:
    kinds = {kind.name: kind for kind in TRANSFORMATIONS}
    for name, looked_at in candidates_module._LOOKED_AT.items():
        watched = Watched(locale)
        for way in kinds[name].ways:
            for text in filter(None, texts):
                way.make(text, watched, TODAY)  # type: ignore[arg-type]
        assert watched.seen <= {*looked_at}, name


def long_and_short(drawn: tuple[list[str], bool]) -> list[str]:
    """Return texts, or the same with long ones among them, which may stand in other batches too."""
    texts, is_long = drawn
    return [*texts, "1" * 101, "=" + "1" * 150] if is_long else texts


@pytest.mark.parametrize("how", [*JUDGES, "chance"])
@settings(max_examples=25, deadline=None)
@given(
    batches=st.lists(st.tuples(VALUES, st.booleans()).map(long_and_short), max_size=3),
    more=st.sampled_from([(), MORE]),
    who=st.sampled_from(["", "the ERP"]),
    chance=st.integers(1, 5),
    enough=st.integers(0, 6),
)
def test_columns_are_told_as_when_everything_is_asked_for(
    how: str,
    batches: list[list[str]],
    more: tuple[Transformation, ...],
    who: str,
    chance: int,
    enough: int,
) -> None:
    def by_chance(text: str, made: str) -> bool:
        return sum(map(ord, text + made)) % chance == 0

    is_lost = by_chance if how == "chance" else JUDGES[how].is_lost
    plain = PlainColumn(is_lost, TODAY, more, who, enough=enough)
    column = FragileColumn(is_lost, TODAY, more, who)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fragile_module, "_ENOUGH", enough)
        assert [column.add(cells) for cells in batches] == [plain.add(cells) for cells in batches]
    first = column.first and (column.first.text, column.first.made, column.first.kind.name, column.first.locales)
    assert (column.count, first) == (plain.count, plain.first)


@pytest.mark.parametrize("name", [*JUDGES])
@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_what_is_settled_by_a_glance_is_what_the_fixes_that_pass_say(name: str, texts: list[str]) -> None:
    one = JUDGES[name]
    asked = [(text, made) for text in texts for kind in candidates(text) for made in {*kind.made(text, TODAY)}]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one, "_settled", lambda *_: None)
        plain = [one.is_lost(*pair) for pair in asked]
    assert [one.is_lost(*pair) for pair in asked] == plain
