"""The type Number: an ASCII decimal number with a period."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from proplint.api import Option, OptionError, Problem, Rule, hookimpl
from proplint_types._range import above, below, require_order
from proplint_types._shared import OUT_OF_RANGE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from proplint.api import Accepts, OptionValue

_DECIMAL_POINT: Final = re.compile(r"[+-]?(?:[0-9]*\.(?:[0-9]{1,2}|[0-9]{4,})|(?:0[0-9]*|[0-9]{4,})?\.[0-9]+)")
NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

NOT_A_NUMBER: Final = Rule(
    name="not-a-number",
    what="A cell of a Number column is no plain decimal number.",
    why="ikas takes digits, a minus in front and a period for decimals. Spreadsheets write decimal commas, thousands "
    "signs and exponents by their language. Whether the comma of 1,234 is for decimals, only the whole column tells: a "
    "fix is safe where its numbers are written in one way, and one of them can't be read in another.",
    example="Number:Age = 42,5\nNumber:Points = 1.234,5\nNumber:Points = 1E+19",
    instead="Number:Age = 42.5\nNumber:Points = 1234.5",
)
NOT_AN_INTEGER: Final = Rule(
    name="not-an-integer",
    what="A number has decimals, but the property takes whole numbers only.",
    why="Your configuration says so: half a child or half an order can't be meant.",
    example="Number:Children = 1.5",
    instead="Number:Children = 2",
    options="`integer: true` at the property in proplint.yaml turns it on.",
)
TOO_MANY_DECIMALS: Final = Rule(
    name="too-many-decimals",
    what="A number has more digits behind the period than the property takes.",
    why="Your configuration says so; a spreadsheet's rounding errors look like that: 0.30000000000000004.",
    example="Number:Size = 42.333      (max_decimals: 1)",
    instead="Number:Size = 42.3",
    options="`max_decimals` at the property in proplint.yaml.",
)


class Number:
    """A decimal number."""

    name: Final = "Number"
    aliases: Final = ()
    doc: Final = "A number: digits, a minus in front, a period for decimals; nothing else."
    options: Final = (
        Option("min", "number", "The least number that is allowed."),
        Option("max", "number", "The greatest number that is allowed."),
        Option("integer", "boolean", "Whether only whole numbers are allowed.", default=False),
        Option("max_decimals", "integer", "How many digits may stand behind the period."),
    )
    rules: Final = (NOT_A_NUMBER, NOT_AN_INTEGER, TOO_MANY_DECIMALS, OUT_OF_RANGE)

    def compile(self, options: Mapping[str, OptionValue]) -> NumberCheck:
        """See `PropertyType.compile`."""
        low, high = cast("Decimal | None", options["min"]), cast("Decimal | None", options["max"])
        require_order(low, high)
        decimals = cast("int | None", options["max_decimals"])
        if decimals is not None and decimals < 0:
            raise OptionError("max_decimals", "a number of digits can't be negative")
        return NumberCheck(low, high, 0 if options["integer"] else decimals, integer=bool(options["integer"]))


class NumberCheck:
    """Accepts numbers within the bounds."""

    def __init__(self, low: Decimal | None, high: Decimal | None, decimals: int | None, *, integer: bool) -> None:
        self._low = low
        self._high = high
        self._decimals = decimals
        self._integer = integer
        self._free = low is None and high is None and decimals is None

    def check(self, value: str) -> Problem | None:
        """See `CellCheck.check`."""
        if NUMBER.fullmatch(value):
            return None if self._free else self._judge(value)
        from proplint_types._number_help import explain

        return explain(value)

    def rules_out(self, value: str) -> tuple[str, ...]:
        """See `CellCheck`: a period that can't stand between thousands is for decimals, so no comma is."""
        return ("decimal comma",) if _DECIMAL_POINT.fullmatch(value) else ()

    def same(self, before: str, after: str) -> bool:
        """Whether both are one number, and the new one is as plain as the old one; see `CellCheck`."""
        if before == after:
            return True
        if NUMBER.fullmatch(before) and not NUMBER.fullmatch(after):
            return False
        if not self._free and self.check(before) is None and self.check(after) is not None:
            return False
        from proplint_types._number_help import value_of

        one = value_of(before)
        return one is not None and one == value_of(after)

    @property
    def accepts(self) -> Accepts:
        """The usual numbers within the bounds."""
        from proplint_types._forms import numbers

        return numbers(self._low, self._high, self._decimals)

    def _judge(self, value: str) -> Problem | None:
        decimals = len(value.partition(".")[2])
        if self._decimals is not None and decimals > self._decimals:
            if self._integer:
                return Problem("not-an-integer", "{value} is no whole number", "write it without decimals")
            some = f"{self._decimals} decimals" if self._decimals != 1 else "1 decimal"
            return Problem("too-many-decimals", f"{{value}} has {decimals} decimals", f"write at most {some}")
        if self._low is None and self._high is None:
            return None
        from decimal import Decimal

        # Compared as exact decimals: a float would let 0.1 + 0.2 pass for 0.3.
        number = Decimal(value)
        if self._low is not None and number < self._low:
            return below(str(self._low))
        if self._high is not None and number > self._high:
            return above(str(self._high))
        return None


@hookimpl
def proplint_property_types() -> list[Number]:
    """Bring the type."""
    return [Number()]
