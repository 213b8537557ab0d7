"""What the rules about columns that belong together, or don't, have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from proplint.api import Option, OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

VALUES: Final = Option(
    "values", "texts", "Only where `column` holds one of these; any text when left out.", of="column"
)
_SEVERAL: Final = "Multiple choice:"


class Condition:
    """Where a rule applies: a column is filled, or holds one of some values.

    Args:
        options: The options of the rule: `column`, `columns` and `values`.

    Attributes:
        column: The column.
        columns: Those that it has a say in.

    Raises:
        OptionError: The column is among them.
    """

    def __init__(self, options: Mapping[str, OptionValue]) -> None:
        self.column = cast("str", options["column"])
        self.columns = cast("tuple[str, ...]", options["columns"])
        if self.column in self.columns:
            raise OptionError("columns", f"holds `{self.column}`, which `column` names already")
        self._values = frozenset(cast("tuple[str, ...] | None", options["values"]) or ())
        self._several = self.column.startswith(_SEVERAL)

    def holds(self, cells: Mapping[str, str]) -> bool:
        """Whether the rule applies to a record."""
        text = cells[self.column]
        if not text or not self._values:
            return bool(text)
        return text in self._values or (self._several and not self._values.isdisjoint(text.split(";")))
