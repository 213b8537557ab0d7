"""What the rules about columns that belong together, or don't, have in common."""

from __future__ import annotations

from itertools import compress
from operator import not_
from typing import TYPE_CHECKING, Final, cast

from proplint.api import At, Option, OptionError, Problem
from proplint_rules._filled import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.api import OptionValue

VALUES: Final = Option(
    "values", "texts", "Only where `column` holds one of these; any text when left out.", of="column"
)
_SEVERAL: Final = "Multiple choice:"


class CompanionCheck:
    """Where one column is filled, or holds one of some values: finds the first of others that is filled, or empty.

    Args:
        options: The options of the rule: `column`, `columns` and `values`.
        found: What to say of what is found. It may name `{column}`, `{other}` (what that one holds), and
            `{companion}`.
        filled: Whether what is looked for is filled.

    Raises:
        OptionError: The column is among the others.
    """

    def __init__(self, options: Mapping[str, OptionValue], found: Problem, *, filled: bool) -> None:
        self._column = cast("str", options["column"])
        self._columns = cast("tuple[str, ...]", options["columns"])
        if self._column in self._columns:
            raise OptionError("columns", f"holds `{self._column}`, which `column` names already")
        self._values = frozenset(cast("tuple[str, ...] | None", options["values"]) or ())
        self._several = self._column.startswith(_SEVERAL)
        self._found = found
        self._filled = filled

    def check(self, cells: Mapping[str, str]) -> At | None:
        """See `RecordCheck.check`."""
        if not self._applies(cells[self._column]):
            return None
        companion = next((name for name in self._columns if is_filled(cells[name]) is self._filled), None)
        if companion is None:
            return None
        data = {"column": self._column, "other": cells[self._column], "companion": companion}
        return At(companion, self._found._replace(data=data))

    def suspects(self, columns: Mapping[str, Sequence[str]]) -> Iterator[int]:
        """See `RecordCheck.suspects`."""
        texts = columns[self._column]
        chosen: Sequence[object] = [*map(self._applies, texts)] if self._values else texts
        places = [*compress(range(len(texts)), chosen)]
        for name in self._columns:
            cells = compress(columns[name], chosen)
            yield from compress(places, cells if self._filled else map(not_, map(str.strip, cells)))

    def _applies(self, text: str) -> bool:
        if not self._values:
            return is_filled(text)
        return text in self._values or (self._several and not self._values.isdisjoint(text.split(";")))
