"""Random options of every built-in type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

TEXTS = st.one_of(
    st.sampled_from(["Blue", "a, b", 'say "x"', "Yeşil", "=1", "two\nlines", "7", " x"]),
    st.text(min_size=1, max_size=5),
)
MAYBE_INT = st.one_of(st.none(), st.integers(0, 250))
NUMBERS = st.one_of(st.none(), st.decimals(-2000, 2000, places=1), st.integers(-(10**18), 10**18).map(Decimal))
DATES = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)), st.dates(date(1896, 1, 1), date(1905, 1, 1)))
OPTIONS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "Boolean": st.just({}),
    "Choice": st.fixed_dictionaries({"options": st.one_of(st.none(), st.lists(TEXTS, min_size=1, max_size=8, unique=True).map(tuple))}),
    "Multiple choice": st.fixed_dictionaries({"options": st.one_of(st.none(), st.lists(TEXTS, min_size=1, max_size=6, unique=True).map(tuple))}),
    "Number": st.fixed_dictionaries(
        {"min": NUMBERS, "max": NUMBERS, "integer": st.booleans(), "max_decimals": st.one_of(st.none(), st.integers(0, 3))}
    ),
    "Text": st.fixed_dictionaries({"min_length": MAYBE_INT, "max_length": MAYBE_INT, "pattern": st.sampled_from([None, "[a-z]+"])}),
    "Date": st.fixed_dictionaries({"min": DATES, "max": DATES}),
    "Date and time": st.fixed_dictionaries({"min": DATES, "max": DATES}),
}  # fmt: skip
