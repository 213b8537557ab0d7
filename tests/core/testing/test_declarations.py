"""Declarations that are not what they should be, beyond those of tests/core/testing/test_type_contract.py."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from proplint.api import Option
from proplint.testing.declarations import require_options, require_rules

FITTING: list[tuple[Any, ...]] = [
    ("text", "x"),
    ("texts", ("x", "y")),
    ("boolean", False),
    ("integer", 0),
    ("number", Decimal("1.5")),
    ("date", date(2025, 1, 1)),
    ("column", "Date:End"),
    ("columns", ("Date:End",)),
]
UNFIT: list[tuple[Any, ...]] = [
    ("text", 1, "it must be a str, or None"),
    ("texts", "x", "it must be a tuple of str, or None"),
    ("texts", ("x", 1), "it must be a tuple of str, or None"),
    ("boolean", 1, "it must be a bool, or None"),
    ("integer", True, "it must be an int, or None"),
    ("integer", "1", "it must be an int, or None"),
    ("number", 1.5, "it must be a Decimal, or None"),
    ("date", "2025/01/01", "it must be a datetime.date, or None"),
    ("whole", 1, "has the type 'whole'; there are: `text`, `texts`, `boolean`"),
]


@pytest.mark.parametrize(("kind", "default"), FITTING)
def test_a_default_that_fits_passes(kind: Any, default: Any) -> None:
    require_options((Option("x", kind, "A sentence.", default=default), Option("y", kind, "A sentence.")))


@pytest.mark.parametrize(("kind", "default", "says"), UNFIT)
def test_a_default_that_does_not_fit_is_told(kind: Any, default: Any, says: str) -> None:
    with pytest.raises(AssertionError) as caught:
        require_options((Option("x", kind, "A sentence.", default=default),))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "make it a tuple of `Option`"),
        ((1,), "make it a tuple of `Option`"),
        ((Option("Max", "text", "A."),), "write it in small letters, digits and `_`"),
        ((Option("required", "boolean", "A."),), "the option `required` is the core's"),
        ((Option("x", "text", "A.", default="z", choices=("x", "y")),), "which is not among its `choices`"),
    ],
)
def test_options_that_are_none_are_told(options: Any, says: str) -> None:
    with pytest.raises(AssertionError) as caught:
        require_options(options)
    assert says in str(caught.value)


def test_rules_that_are_none_are_told() -> None:
    with pytest.raises(AssertionError, match="make it a tuple of `Rule`"):
        require_rules(("not-a-rule",))
