"""A file that goes through a spreadsheet, and is edited there: the damage goes, and the edits stay."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.damage.changes import Change
from proplint.damage.explain import TRANSFORMATIONS
from proplint.damage.locales import LOCALES
from proplint.damage.weigh import weigh
from proplint.registry import BUILT_IN
from support import same_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.damage.locales import Locale

TODAY = date(2026, 5, 5)
WAYS = {(one.name, way.name): way for one in TRANSFORMATIONS for way in one.ways}


NAMES, *MEASURED = csv.reader(Path(__file__).with_name("round_trips.csv").read_text("utf-8").splitlines(keepends=True))
"""What LibreOffice 7.4 and Gnumeric 1.12 made of cells, with and without detection; `regenerate.py` wrote it."""

TRIPS = NAMES[2:]
MEASURED_ON = date.fromisoformat(NAMES[1].removeprefix("before, on "))
COLUMNS = [*dict.fromkeys(row[0] for row in MEASURED)]
SAMES = {at: same for at, word in enumerate(COLUMNS) if word in BUILT_IN and (same := same_of(word))}
SAME_NUMBER = same_of("Number") or str.__eq__
BEYOND = {"=1+1", "=A1", "=SUM(1"}
"""What no table tells: what formulas come to."""


@pytest.mark.parametrize("trip", TRIPS)
def test_of_a_real_round_trip_everything_is_told(trip: str) -> None:
    cells = [(COLUMNS.index(row[0]), row[1], row[2 + TRIPS.index(trip)]) for row in MEASURED]
    changes = [Change(*cell) for cell in cells if cell[1] != cell[2]]
    survivors = [(column, before) for column, before, after in cells if before == after]
    result = weigh(changes, lambda _: survivors, SAMES, reformatted=True, today=MEASURED_ON)
    untold = {
        change.before
        for change, damage in zip(changes, result.damage, strict=True)
        if not damage and not (change.column in SAMES and SAMES[change.column](change.before, change.after))
    }
    assert untold <= BEYOND
    _, locale, detection, *more = trip.split()
    if detection == "special":  # else hardly anything depends on the locale
        assert {locale, *more} & result.locales
        assert len(result.locales) <= 2


class Program(NamedTuple):
    """A spreadsheet: what it does to a cell is the first of these that it does at all."""

    name: str
    does: Sequence[tuple[str, str]]

    def save(self, text: str, locale: Locale) -> str:
        made = (WAYS[name].make(text, locale, TODAY) for name in self.does if text)
        return next((one for one in made if one is not None), text)


NUMBERS = [
    ("lost-plus", "plus"),
    ("expanded-exponent", "exponent"),
    ("lost-zeros", "zeros"),
    ("trimmed-zeros", "zeros"),
]
PROGRAMS = [
    Program(
        "LibreOffice",
        [
            ("scientific-notation", "wide of digits"),
            ("scientific-notation", "greatest"),
            ("date-guess", "padded of ., this year"),
            *(("thousands-sign", f"groups of three by {sign}") for sign in ".,"),
            *NUMBERS,
            *((("date-form", f"padded of {sign}, year {at}")) for sign in "-/." for at in ("first", "last")),
            ("time-form", "halves"),
            ("time-form", "seconds"),
            ("boolean", "local"),
        ],
    ),
    Program(
        "Gnumeric",
        [
            ("scientific-notation", "medium of exponents"),
            ("scientific-notation", "medium of exponents, small"),
            *(("thousands-sign", f"groups of three by {sign}") for sign in ".,"),
            *NUMBERS,
            *((("date-form", f"slashes of {sign}, year {at}")) for sign in "-/." for at in ("first", "last")),
            ("boolean", "local"),
        ],
    ),
    Program(
        "Excel",
        [
            ("scientific-notation", "narrow"),
            ("lost-digits", "cut"),
            ("date-guess", "month of -"),
            ("currency", "bare €"),
            *NUMBERS,
            *((("date-form", f"bare of {sign}, year {at}")) for sign in "-/." for at in ("first", "last")),
            ("boolean", "local"),
            ("formula-error", "1 of ="),
            ("lost-letters", "cp1252"),
        ],
    ),
    Program("Windows", [("mojibake", "cp1252")]),
]
TEXTS = st.sampled_from(
    [
        "5e123456",
        "12345678901234567890",
        "1e10",
        "007",
        "+491701234567",
        "1.234",
        "2.5",
        "1E-7",
        "1.10",
        "1-2",
        "10/12",
        "€5",
        "true",
        "wahr",
        "2025-6-7",
        "27.6.25",
        "06/07/2025",
        "2025/06/27",
        "1:30",
        "=x",
        "Yeşil",
        "Größe",
        "“",
        "Blue",
        "a b",
        "",
        "7",
        "42",
        "x;y",
        "0,5",
        "42.5",
    ],
)
NUMBER = st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)
EDITS = st.text("qvwzäß", min_size=1, max_size=4)


@given(
    st.lists(st.tuples(TEXTS, TEXTS, NUMBER), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 2), EDITS), max_size=4),
    st.sampled_from(PROGRAMS),
    st.sampled_from([*LOCALES.values()]),
)
def test_what_the_program_did_is_told_and_nothing_else(
    rows: list[tuple[str, str, str]], edits: list[tuple[int, int, str]], program: Program, locale: Locale
) -> None:
    after = [[program.save(text, locale) for text in row] for row in rows]
    by_hand = {(row, column): text for row, column, text in edits if row < len(rows)}
    for (row, column), text in by_hand.items():
        after[row][column] = text
    places = [(row, column) for row in range(len(rows)) for column in range(3)]
    changed = [(row, column) for row, column in places if rows[row][column] != after[row][column]]
    same = [(column, after[row][column]) for row, column in places if (row, column) not in changed]
    changes = [Change(column, rows[row][column], after[row][column]) for row, column in changed]
    result = weigh(changes, lambda _: same, {2: SAME_NUMBER}, reformatted=True, today=TODAY)
    told = {place for place, damage in zip(changed, result.damage, strict=True) if damage}
    done = {place for place in changed if place not in by_hand}
    assert told == {
        (row, column) for row, column in done if column != 2 or not SAME_NUMBER(rows[row][column], after[row][column])
    }
    assert result.certain is bool(told)
