"""Bounds that a number or a date must keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from proplint.api import OptionError, Problem

if TYPE_CHECKING:
    from decimal import Decimal

_Bound = TypeVar("_Bound", int, str, "Decimal")


def require_order(low: _Bound | None, high: _Bound | None, name: str = "max") -> None:
    """Raise OptionError unless `low` is at most `high`; None stands for no bound."""
    if low is not None and high is not None and low > high:
        raise OptionError(name, f"{high} is less than {low}, the lower bound")


def below(bound: str) -> Problem:
    """Return the problem of a value that is too low."""
    return Problem(
        "out-of-range",
        f"{{value}} is below {bound}, the least that is allowed",
        "correct the value, or `min` in proplint.yaml",
    )


def above(bound: str) -> Problem:
    """Return the problem of a value that is too high."""
    return Problem(
        "out-of-range",
        f"{{value}} is above {bound}, the most that is allowed",
        "correct the value, or `max` in proplint.yaml",
    )
