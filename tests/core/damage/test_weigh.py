"""One cell proves little; a file that went through a spreadsheet shows it in all that it would have changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.damage import weigh as weigh_module
from proplint.damage.changes import Change
from proplint.damage.explain import TRANSFORMATIONS
from proplint.damage.locales import LOCALES
from proplint.damage.weigh import Weighed, weigh
from support import same_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.damage.locales import Locale
    from proplint.damage.model import Same, Transformation, Way

TODAY = date(2026, 5, 5)
COLUMN = 3


def weighed(
    changes: Sequence[tuple[int, str, str]],
    survivors: Sequence[tuple[int, str]] = (),
    *,
    reformatted: bool = False,
    sames: Mapping[int, Same] | None = None,
) -> Weighed:
    def survived(columns: frozenset[int]) -> Iterator[tuple[int, str]]:
        return (one for one in survivors if one[0] in columns)

    made = [Change(*change) for change in changes]
    return weigh(made, survived, sames or {}, reformatted=reformatted, today=TODAY)


def names(result: Weighed) -> list[str | None]:
    return [damage and damage.transformation.name for damage in result.damage]


IMPORTED = [(3, "1-2", "02/01/2026"), (3, "13-2", "02/13/2026"), (4, "1.234,5", "1234.5")]


@pytest.mark.parametrize(
    ("survivors", "reformatted", "found"),
    [
        ([], True, ["date-guess", "date-guess", "thousands-sign"]),
        ([], False, [None, None, None]),  # nothing shows that a spreadsheet was at work
        ([(3, "5-6")], True, [None, None, "thousands-sign"]),
        ([(4, "2.345,6")], True, ["date-guess", "date-guess", None]),
    ],
)
def test_an_import_in_another_language_than_the_document_has(
    survivors: Sequence[tuple[int, str]], reformatted: bool, found: list[str | None]
) -> None:
    result = weighed(IMPORTED, survivors, reformatted=reformatted)
    assert names(result) == found
    assert not result.locales or "tr-TR" in result.locales


def test_edits_do_not_tire_what_was_found_already() -> None:
    edits = [(3, f"{at}-1", f"{at}-2") for at in range(1, 28)] * 5
    edits = [(3 + at, *edit[1:]) for at, edit in enumerate(edits)]
    changes = [(3, "1-2", "02/01/2026"), *edits, (3, "13-2", "02/13/2026")]
    assert names(weighed(changes, reformatted=True)) == ["date-guess", *[None] * len(edits), "date-guess"]


ZEROS = [(3, "007", "7"), (3, "010", "10")]
CASES: list[tuple[str, list[tuple[int, str, str]], list[tuple[int, str]], bool, list[str | None], bool]] = [
    ("nothing changed", [], [], True, [], False),
    ("edits only", [(3, "Blue", "Red"), (4, "1", "2")], [], True, [None, None], False),
    ("two cells", ZEROS, [], False, ["lost-zeros", "lost-zeros"], True),
    ("two columns", [(3, "007", "7"), (5, "+49", "49")], [], False, ["lost-zeros", "lost-plus"], True),
    ("one cell", ZEROS[:1], [], False, ["lost-zeros"], False),
    ("one cell, another format", ZEROS[:1], [], True, ["lost-zeros"], True),
    ("others survived", ZEROS, [(3, "Blue"), (3, "7"), (3, "")], False, ["lost-zeros", "lost-zeros"], True),
    ("one like them survived", ZEROS, [(3, "0099")], True, [None, None], False),
    ("one of another column did", ZEROS, [(4, "0099")], False, ["lost-zeros", "lost-zeros"], True),
    ("one of another kind did", ZEROS, [(3, "+49")], False, ["lost-zeros", "lost-zeros"], True),
    ("an edit between", [*ZEROS, (3, "011", "12")], [], False, ["lost-zeros", "lost-zeros", None], True),
    ("survived in one program", [(3, "2025/6/7", "7.6.2025")], [(3, "2025/06/08")], True, [None], False),
    ("another form survived", [(3, "2025/6/7", "7.6.2025")], [(3, "07.06.2025")], True, ["date-form"], True),
    ("as it writes it", [(3, "2025/6/7", "07.06.2025")], [(3, "27.06.2025")], True, ["date-form"], True),
]


@pytest.mark.parametrize(("changes", "survivors", "reformatted", "found", "certain"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_the_evidence(
    changes: list[tuple[int, str, str]],
    survivors: list[tuple[int, str]],
    reformatted: bool,
    found: list[str | None],
    certain: bool,
) -> None:
    result = weighed(changes, survivors, reformatted=reformatted)
    assert names(result) == found
    assert result.certain is certain


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        ([(3, "Blue", "Red")], ""),
        ([(3, "007", "7")], "this file went through a spreadsheet: 1 cell in 1 column"),
        ([(3, "TRUE", "DOĞRU"), (4, "1.234", "1234"), (4, "007", "7")],
         "this file went through a Turkish spreadsheet: 3 cells in 2 columns"),
        ([(3, "1.234", "1234")], "this file went through a German or a Turkish spreadsheet: 1 cell in 1 column"),
        ([(3, "1.5", "1,5")], "this file went through a spreadsheet: 1 cell in 1 column"),
        ([(3, str(number), f"{number} ") for number in range(1500)],
         "this file went through a spreadsheet: 1,500 cells in 1 column"),
    ],
)  # fmt: skip
def test_the_summary(changes: list[tuple[int, str, str]], summary: str) -> None:
    assert weighed(changes).summary == summary


def test_a_number_that_is_the_same_is_no_evidence() -> None:
    result = weighed(
        [(3, "7.10", "7.1"), (3, "7.20", "7.2")], reformatted=True, sames={3: same_of("Number") or str.__eq__}
    )
    assert names(result) == [None, None]


def test_the_files_locale_decides_between_explanations() -> None:
    result = weighed([(3, "1.234", "1234"), (4, "TRUE", "DOĞRU")])
    assert [damage and damage.locales for damage in result.damage] == [frozenset({"tr-TR"})] * 2


def test_what_survived_is_not_asked_for_when_nothing_is_suspected() -> None:
    def never(_: frozenset[int]) -> Iterator[tuple[int, str]]:
        raise AssertionError

    assert weigh([Change(3, "Blue", "Red")], never, {}, reformatted=True, today=TODAY).cells == 0


def test_in_a_long_column_the_rest_is_explained_by_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weigh_module, "_LEARNT", 2)
    changes = [(3, "1.234", "1234"), (3, "007", "7"), (3, "1.235", "1235"), (3, "2.5", "02.05.2026"), (3, "x", "y")]
    survivors = [(3, "7"), (3, "0099")]
    assert names(weighed(changes, survivors)) == ["thousands-sign", None, "thousands-sign", "date-guess", None]
    assert weighed(changes).damage[2] == weighed(changes).damage[0]


FRAGILE = st.sampled_from(["007", "+49170", "1.234", "2.5", "1e10", "TRUE", "2025/06/27", "Yeşil", "1:30", "Blue", "7"])
WAYS = st.sampled_from([(one, way) for one in TRANSFORMATIONS for way in one.ways])


@given(st.lists(FRAGILE, min_size=1, max_size=8), WAYS, st.sampled_from([*LOCALES.values()]))
def test_a_round_trip_is_told_whole(texts: list[str], done: tuple[Transformation, Way], locale: Locale) -> None:
    way = done[1]
    after = [way.make(text, locale, TODAY) or text for text in texts]
    pairs = [*zip(texts, after, strict=True)]
    changes = [(COLUMN, *pair) for pair in pairs if pair[0] != pair[1]]
    survivors = [(COLUMN, text) for text, now in pairs if text == now]
    result = weighed(changes, survivors, reformatted=True)
    assert all(result.damage)
    assert result.certain is bool(changes)


@given(st.lists(FRAGILE, min_size=2, max_size=8, unique=True), WAYS, st.sampled_from([*LOCALES.values()]))
def test_a_way_that_spared_one_is_not_told(texts: list[str], done: tuple[Transformation, Way], locale: Locale) -> None:
    way = done[1]
    makes = [(text, way.make(text, locale, TODAY)) for text in texts]
    made = [(text, after) for text, after in makes if after and after != text]
    changes = [(COLUMN, *pair) for pair in made[1:]]
    result = weighed(changes, [(COLUMN, text) for text, _ in made[:1]], reformatted=True)
    assert not any(one.way is way and one.locale is locale for damage in result.damage if damage for one in damage.made)
