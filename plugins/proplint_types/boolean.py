"""The type Boolean: `TRUE` or `FALSE`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import Accepts, Option, Problem, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

NOT_A_BOOLEAN: Final = Rule(
    name="not-a-boolean",
    what="A cell of a Boolean column is neither `TRUE` nor `FALSE`.",
    why="ikas accepts only these two, in capitals. Spreadsheets write them in their own language: WAHR, DOĞRU, VRAI.",
    example="Boolean:VIP = WAHR\nBoolean:VIP = yes",
    instead="Boolean:VIP = TRUE",
)


class Boolean:
    """`TRUE` or `FALSE`, in capitals."""

    name: Final = "Boolean"
    aliases: Final = ()
    doc: Final = "TRUE or FALSE, in capitals."
    options: Final[tuple[Option, ...]] = ()
    rules: Final = (NOT_A_BOOLEAN,)

    def compile(self, options: Mapping[str, OptionValue]) -> BooleanCheck:  # noqa: ARG002  it has none
        """See `PropertyType.compile`."""
        return BooleanCheck()


class BooleanCheck:
    """Accepts the two words, exactly."""

    accepts: Final = Accepts(literals=("TRUE", "FALSE"))

    def check(self, value: str) -> Problem | None:
        """See `CellCheck.check`."""
        if value in ("TRUE", "FALSE"):
            return None
        from proplint_types._boolean_help import explain

        return explain(value)

    def same(self, before: str, after: str) -> bool:
        """Whether only the case was put right; see `CellCheck`."""
        return after in ("TRUE", "FALSE") and before.upper() == after


@hookimpl
def proplint_property_types() -> list[Boolean]:
    """Bring the type."""
    return [Boolean()]
