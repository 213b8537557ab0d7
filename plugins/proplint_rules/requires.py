"""The record rule `requires`: where one column is filled, others must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import Option, Problem, Rule, hookimpl
from proplint_rules._companions import VALUES, CompanionCheck

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
_FOUND: Final = Problem(
    "missing-companion",
    "the cell is empty, but {column} is {other}, which asks for {companion} too",
    "fill it in, or correct {column}",
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

    def compile(self, options: Mapping[str, OptionValue]) -> CompanionCheck:
        """See `RecordRule.compile`."""
        return CompanionCheck(options, _FOUND, filled=False)


@hookimpl
def proplint_record_rules() -> list[Requires]:
    """Bring the rule."""
    return [Requires()]
