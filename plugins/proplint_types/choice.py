"""The type Choice: one of the property's options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from proplint.api import ANY, Accepts, Option, Problem, hookimpl, origin_of
from proplint_types._shared import UNKNOWN_OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue, OriginOf

OPTIONS: Final = Option("options", "texts", "The options that exist in ikas, exactly as they are written there.")


class Choice:
    """One of the predefined options."""

    name: Final = "Choice"
    aliases: Final = ()
    doc: Final = "One of the property's options, exactly as ikas has it."
    options: Final = (OPTIONS,)
    rules: Final = (UNKNOWN_OPTION,)

    def compile(self, options: Mapping[str, OptionValue]) -> ChoiceCheck:
        """See `PropertyType.compile`."""
        return ChoiceCheck(cast("tuple[str, ...] | None", options["options"]))


class ChoiceCheck:
    """Accepts the options, exactly; anything where none are known."""

    def __init__(self, options: tuple[str, ...] | None, ask: OriginOf = origin_of) -> None:
        self._options = options
        self._ask = ask
        self._known = frozenset(options or ())
        self.accepts = ANY if options is None else Accepts(literals=options)

    def check(self, value: str) -> Problem | None:
        """See `CellCheck.check`."""
        if self._options is None or value in self._known:
            return None
        from proplint_types._option_help import explain_choice

        return explain_choice(value, self._options, self._ask)

    def with_origins(self, ask: OriginOf) -> ChoiceCheck:
        """See `CellCheck`."""
        return ChoiceCheck(self._options, ask)


@hookimpl
def proplint_property_types() -> list[Choice]:
    """Bring the type."""
    return [Choice()]
