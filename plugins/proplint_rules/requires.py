"""The record rule `requires`: where one column is filled, others must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import At, Option, Problem, Rule, hookimpl
from proplint_rules._companions import VALUES, Condition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

MISSING_COMPANION: Final = Rule(
    name="missing-companion",
    what="A cell is empty although another column of the record is filled, or holds a certain value.",
    why="Your configuration says that the two belong together: an end without a start, a discount without its reason.",
    example="Date:Start = (empty)     Date:End = 2025/06/27",
    instead="Date:Start = 2025/06/01  Date:End = 2025/06/27",
    options='`record_rules` in proplint.yaml: `- requires: {column: "Date:End", columns: ["Date:Start"]}`. With '
    "`values` only where the column holds one of them; a multiple choice, where one of its options is one of them.",
)


class Requires:
    """Companions that must be there."""

    name: Final = "requires"
    doc: Final = "Where a column is filled, others must be too."
    options: Final = (
        Option("column", "column", "The column that asks for others."),
        Option("columns", "columns", "Those that must be filled then."),
        VALUES,
    )
    rules: Final = (MISSING_COMPANION,)

    def compile(self, options: Mapping[str, OptionValue]) -> RequiresCheck:
        """See `RecordRule.compile`."""
        return RequiresCheck(Condition(options))


class RequiresCheck:
    """Finds the first companion that is missing."""

    def __init__(self, condition: Condition) -> None:
        self._condition = condition

    def check(self, cells: Mapping[str, str]) -> At | None:
        """See `RecordCheck.check`."""
        condition = self._condition
        if not condition.holds(cells):
            return None
        missing = next((column for column in condition.columns if not cells[column]), None)
        if missing is None:
            return None
        problem = Problem(
            "missing-companion",
            "the cell is empty, but {column} is {other}, which asks for {missing} too",
            "fill it in, or correct {column}",
            data={"column": condition.column, "other": cells[condition.column], "missing": missing},
        )
        return At(missing, problem)


@hookimpl
def proplint_record_rules() -> list[Requires]:
    """Bring the rule."""
    return [Requires()]
