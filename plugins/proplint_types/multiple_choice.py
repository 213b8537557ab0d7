"""The type Multiple choice: some of the property's options, separated by `;`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from proplint.api import Accepts, Option, OptionError, Problem, Rule, hookimpl, origin_of
from proplint_types._shared import UNKNOWN_OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue, OriginOf

REPEATED_OPTION: Final = Rule(
    name="repeated-option",
    what="A Multiple choice cell names the same option twice.",
    why="A customer has an option or does not; the second mention is a mistake, perhaps for another option.",
    example="Multiple choice:Hobby = Reading;Traveling;Reading",
    instead="Multiple choice:Hobby = Reading;Traveling",
)


_FEW: Final = 1000


class MultipleChoice:
    """Existing options, separated by semicolons."""

    name: Final = "Multiple choice"
    aliases: Final = ()
    doc: Final = "Some of the property's options, exactly as ikas has them, separated by semicolons."
    options: Final = (Option("options", "texts", "The options that exist in ikas, exactly as they are written there."),)
    rules: Final = (UNKNOWN_OPTION, REPEATED_OPTION)

    def compile(self, options: Mapping[str, OptionValue]) -> MultipleChoiceCheck:
        """See `PropertyType.compile`."""
        known = cast("tuple[str, ...] | None", options["options"])
        for option in known or ():
            if ";" in option:
                raise OptionError(
                    "options",
                    f"the option `{option}` holds a semicolon, which separates options in a cell: write two options, "
                    "or give it another name in ikas",
                )
        return MultipleChoiceCheck(known)


class MultipleChoiceCheck:
    """Accepts options separated by `;`, none of them empty, none twice."""

    def __init__(self, options: tuple[str, ...] | None, ask: OriginOf = origin_of) -> None:
        self._options = options
        self._ask = ask
        self._known = frozenset(options or ())

    @property
    def accepts(self) -> Accepts | None:
        """The usual selections of options."""
        return None if self._options is None else Accepts(literals=_usual_cells(self._options))

    def check(self, value: str) -> Problem | None:
        """See `CellCheck.check`."""
        parts = value.split(";")
        known = all(parts) if self._options is None else self._known.issuperset(parts)
        if known and len(set(parts)) == len(parts):
            return None
        from proplint_types._option_help import explain_parts

        return explain_parts(value, self._options, self._ask)

    def with_origins(self, ask: OriginOf) -> MultipleChoiceCheck:
        """See `CellCheck`."""
        return MultipleChoiceCheck(self._options, ask)


def _usual_cells(options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells of one option, of two, and so on, in any order, as long as they are few."""
    from itertools import permutations
    from math import perm

    cells: list[str] = []
    for count in range(1, len(options) + 1):
        if len(cells) + perm(len(options), count) > _FEW:
            break
        cells += (";".join(some) for some in permutations(options, count))
    return tuple(cells)


@hookimpl
def proplint_property_types() -> list[MultipleChoice]:
    """Bring the type."""
    return [MultipleChoice()]
