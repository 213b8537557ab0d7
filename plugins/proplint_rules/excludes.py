"""The record rule `excludes`: where one column is filled, others must be empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import Option, Problem, Rule, hookimpl
from proplint_rules._companions import VALUES, CompanionCheck

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

NOT_TOGETHER: Final = Rule(
    name="not-together",
    what="A cell is filled although another column of the record is too, or holds a certain value.",
    why="Your configuration says that the two exclude each other: one is left over, or stands in the wrong row.",
    example="Boolean:Unsubscribed = TRUE  Date:Newsletter since = 2025/06/27",
    instead="Boolean:Unsubscribed = TRUE  Date:Newsletter since = (empty)",
    options='`record_rules` in proplint.yaml: `- excludes: {column: "Boolean:Unsubscribed", columns: ["Date:Newsletter '
    'since"]}`. With `values: ["TRUE"]` only where the column holds one of them; a multiple choice, where one of its '
    "options is one of them.",
)
_FOUND: Final = Problem(
    "not-together",
    "{value} can't stand in {companion} where {column} is {other}",
    "empty the one of the two that is not meant",
)


class Excludes:
    """Columns that can't be filled together."""

    name: Final = "excludes"
    doc: Final = "Where a column is filled, others must be empty."
    options: Final = (
        Option("column", "column", "The column that rules others out."),
        Option("columns", "columns", "Those that must be empty then."),
        VALUES,
    )
    rules: Final = (NOT_TOGETHER,)

    def compile(self, options: Mapping[str, OptionValue]) -> CompanionCheck:
        """See `RecordRule.compile`."""
        return CompanionCheck(options, _FOUND, filled=True)


@hookimpl
def proplint_record_rules() -> list[Excludes]:
    """Bring the rule."""
    return [Excludes()]
