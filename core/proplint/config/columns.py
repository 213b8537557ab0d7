"""The columns that the entries under `record_rules` and `file_rules` can name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.config.options import wrong_option
from proplint.csvfile.header import CUSTOMER_ID, EMAIL
from proplint.identity.keys import CUSTOMER_IDS, EMAILS, problem_of
from proplint.suggest import closest_column, guess
from proplint.text import ColumnName, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proplint.config.model import Property
    from proplint.config.nodes import Scalar
    from proplint.identity.keys import KeyRules
    from proplint.plugins import Host

_KEYS: Final[Mapping[str, KeyRules]] = {CUSTOMER_ID: CUSTOMER_IDS, EMAIL: EMAILS}


class Columns:
    """The columns that rules can name.

    Args:
        properties: The declared ones.
        others: Those that are known by their name alone.
        host: Knows where their types come from.
    """

    def __init__(self, properties: Mapping[str, Property], others: Sequence[str], host: Host) -> None:
        self._properties = properties
        self._host = host
        self.known = {name: ColumnName(name) for name in (CUSTOMER_ID, EMAIL, *others)}
        for column, declared in properties.items():
            for word in (declared.type.name, *declared.type.aliases):
                self.known[f"{word}:{declared.name}"] = ColumnName(column)

    def find(self, name: Scalar) -> ColumnName:
        """Return a column as it is declared, whichever word of its type is used.

        Raises:
            OptionMistakeError: There is no such column.
        """
        found = self.known.get(name.text)
        if found is None:
            hint = guess(closest_column(name.text, self.known))
            advice = hint or ": declare it under `properties`, or under `ignore_columns`"
            raise wrong_option(name, f"there is no column `{name.text}`{advice}")
        return found

    def mistake(self, column: str, text: str) -> str:
        """Return why a text is no right cell of a column; empty when it is, or when that can't be told.

        Raises:
            PluginError: The column's type failed.
        """
        if column in _KEYS:
            wrong = problem_of(_KEYS[column], text)
            return "" if wrong is None else render(wrong.message, {"value": text, **wrong.data})
        declared = self._properties.get(column)
        loaded = self._host.find(declared.type.name, column) if declared else None
        if declared is None or loaded is None:
            return ""
        with loaded.guard(column):
            problem = declared.check.check(text)
        if problem is None:
            return ""
        data = {"value": text, **problem.data}
        return "; ".join(render(part, data) for part in (problem.message, problem.help) if part)
