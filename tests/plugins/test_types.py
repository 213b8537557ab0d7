"""The built-in types: each keeps the contract, with every rule and every help text in its cases; and what holds beyond."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proplint.api import OptionError
from proplint.engine.bind import Column
from proplint.engine.cells import ColumnJudge
from proplint.plugins import Host
from proplint.registry import BUILT_IN
from proplint.testing import TypeContract
from proplint.testing.asking import Asked
from proplint.testing.problems import told
from proplint.testing.typecases import read_type_cases
from proplint.text import escaped, render
from proplint_types.boolean import Boolean
from proplint_types.choice import Choice
from proplint_types.date import Date
from proplint_types.date_and_time import DateAndTime
from proplint_types.multiple_choice import MultipleChoice
from proplint_types.number import Number
from proplint_types.text import Text
from support import ROOT, same_of
from typed import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from proplint.api import CellCheck, OptionValue, PropertyType
    from proplint.testing.typecases import Wrong


class TestBoolean(TypeContract):
    type = Boolean()
    cases = "cases/boolean.yaml"


class TestChoice(TypeContract):
    type = Choice()
    cases = "cases/choice.yaml"


class TestMultipleChoice(TypeContract):
    type = MultipleChoice()
    cases = "cases/multiple_choice.yaml"


class TestNumber(TypeContract):
    type = Number()
    cases = "cases/number.yaml"


class TestText(TypeContract):
    type = Text()
    cases = "cases/text.yaml"


class TestDate(TypeContract):
    type = Date()
    cases = "cases/date.yaml"


class TestDateAndTime(TypeContract):
    type = DateAndTime()
    cases = "cases/date_and_time.yaml"


CONTRACTS: list[type[TypeContract]] = [
    TestBoolean,
    TestChoice,
    TestMultipleChoice,
    TestNumber,
    TestText,
    TestDate,
    TestDateAndTime,
]


def wrong_cells() -> list[Any]:
    """Return every wrong cell of the cases, with its type and options."""
    found = []
    for contract in CONTRACTS:
        kind = contract.type
        for group in read_type_cases(str(ROOT / "tests" / "plugins" / contract.cases), kind):
            found += [pytest.param(kind, group.options, case, id=f"{kind.name}-{case.value!r}") for case in group.wrong]
    return found


def test_every_built_in_type_keeps_the_contract() -> None:
    loaded = [Host({}).find(word, word) for word in BUILT_IN]
    assert {found.type.name for found in loaded if found} == {contract.type.name for contract in CONTRACTS}


def bound(word: str) -> CellCheck:
    loaded = Host({}).find(word, word)
    assert loaded is not None
    return loaded.compile("x", {option.name: option.default for option in loaded.type.options})


@pytest.mark.parametrize(("kind", "options", "case"), wrong_cells())
def test_nothing_of_the_value_shows_when_it_is_masked(
    kind: PropertyType, options: Mapping[str, OptionValue], case: Wrong
) -> None:
    problem = Asked(kind, options, "").offered(case.value)
    assert problem is not None
    assert problem.help
    masked = render(f"{problem.message}\n{problem.help}", dict.fromkeys(("value", *problem.data), "***"))
    known: Any = options.get("options") or ()
    bounds = [
        "above 130",
        *(f"below {year}" for year in ("2019/01/01", "2025/01/02")),
        "above 2030/01/01",
        "above 2025/01/03",
    ]
    for constant in (", ".join(known), *bounds, "TRUE nor FALSE", "write `TRUE` or `FALSE`", "such as 2025/06/27"):
        masked = masked.replace(constant, "")
    secrets = [case.value, *re.split("[;,/. ]", case.value), problem.fix.value if problem.fix else ""]
    assert not [secret for secret in secrets if len(secret) > 1 and re.search(rf"\b{re.escape(secret)}\b", masked)]


def test_a_cell_of_many_parts_is_told_soon() -> None:
    asked = Asked(MultipleChoice(), {"options": ("a", "b", "c", "a, b", "d/e", "x,")}, "")
    value = "c," * 3000 + "b"
    problem = asked.offered(value)
    assert problem is not None
    assert problem.rule == "unknown-option"
    assert problem.fix is None
    assert "is not an option" in told(problem, value)


# What other validators let pass: exponents, blanks, other scripts, separators, words; and what fixes are made of.
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="0123456789.,-+eE_ /:;'%€()\u00a0٤", max_size=14),
    st.sampled_from(["TRUE", "WAHR", "Blue", "blue;Red", "2025/06/27", "45835", "1e99", "#REF!", "7 Haz 2025"]),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", " ", "'", "-", "+", "$", "("]),
        st.sampled_from(
            ["7", "1,234", "1.234,5", "6/7/2025", "27.06.25", "2025-6-7", "Blue", "a, b", "Yes\u0327il", "x"]
        ),
        st.sampled_from(["", " ", ";", ",", "\n", " €", "%", " 00:00", "T10:00Z", ")"]),
        st.sampled_from(["", "Blue", "YEŞİL", "x", "=1", "7"]),
    ),
)


@pytest.mark.parametrize("word", [*BUILT_IN])
@given(value=TEXTS.filter(bool), data=st.data())
def test_any_text_is_judged_and_every_fix_is_right(word: str, value: str, data: st.DataObject) -> None:
    loaded = Host({}).find(word, word)
    assert loaded is not None
    try:
        options = data.draw(OPTIONS.get(word, OPTIONS["Text"]))
        check = loaded.type.compile(options)
    except OptionError:
        assume(False)
    problem = check.check(value)
    assert check.check(value) == problem
    judge = ColumnJudge(Column(0, word, loaded, check, required=data.draw(st.booleans())))
    judged = judge.problems([value], damaged=False).get(value)
    assert (judged is None) == (problem is None)
    if judged is None:
        return
    assert judged.rule in {rule.name for rule in loaded.type.rules}
    fixes = [fix for fix in (judged.fix, *judged.readings.values()) if fix]
    assert not [fix for fix in fixes if not fix.value or check.check(fix.value)]
    assert not (judged.readings and judged.fix and judged.fix.safe)
    message = render(f"{judged.message}{judged.help}", {"value": value, **judged.data})
    assert escaped(message) == message


@given(value=st.text(alphabet="0123456789.,-+eEx_ infa\u00a0٤\n", max_size=12).filter(bool))
def test_number_accepts_nothing_but_plain_decimals(value: str) -> None:
    sign = value.removeprefix("-")
    whole, point, decimals = sign.partition(".")
    plain = all(map("0123456789".__contains__, whole + decimals)) and bool(whole) and bool(decimals) == bool(point)
    assert (bound("Number").check(value) is None) == plain


@given(value=st.dates())
def test_date_accepts_every_date_of_the_calendar(value: date) -> None:
    assert bound("Date").check(f"{value.year:04}/{value.month:02}/{value.day:02}") is None


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_date_agrees_with_the_calendar(year: int, month: int, day: int) -> None:
    problem = bound("Date").check(f"{year:04}/{month:02}/{day:02}")
    try:
        date(year, month, day)
    except ValueError:
        assert problem is not None
        assert problem.rule == "impossible-date"
    else:
        assert problem is None


@pytest.mark.parametrize("word", ["Choice", "Multiple choice", "Text"])
def test_where_every_character_counts(word: str) -> None:
    assert same_of(word) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999))
def test_zeros_behind_a_number_are_no_value(number: Decimal) -> None:
    text = f"{number:f}"
    tells = same_of("Number")
    assert tells is not None
    assert tells(text, text.rstrip("0").rstrip("."))
