"""Which rules across cells apply to a file, and the reading of it that they are judged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.csvfile.header import CUSTOMER_ID, EMAIL, split_name
from proplint.engine.across.cells import CellJudges
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proplint.config import Config
    from proplint.config.model import BoundRule
    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding
    from proplint.engine.ledger import Ledger


def judge_across(
    source: Source, header: Header, binding: Binding, config: Config, ledger: Ledger, *, screened: bool
) -> Sequence[str]:
    """Judge a file by the rules across cells that the configuration lists.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        config: The configuration that governs it.
        ledger: Takes what is wrong.
        screened: Whether the screen is used.

    Returns:
        Notices: which rules are not applied, and why.

    Raises:
        PluginError: A rule or a type failed.
    """
    if binding.customer_id is None and binding.email is None and not binding.columns:
        return ()  # the header is told to be none
    across = config.across
    places = _Places(header, binding, config)
    wanted = [rule for rule in across.of_records if any(map(ledger.wants, rule.names))]
    of_records = [(rule, positions) for rule in wanted if (positions := places.of(rule)) is not None]
    if of_records:
        from proplint.engine.across.recordrules import judge_records

        judge_records(source, header, binding, ledger, of_records, CellJudges(binding), screened=screened)
    for rule in across.of_files:
        if any(map(ledger.wants, rule.names)) and (positions := places.of(rule)) is not None:
            from proplint.engine.across.filerules import judge_file

            judge_file(source, header, binding, ledger, rule, positions, CellJudges(binding))
    hidden = (f"`{escaped(word)}` is not applied: it may come from a plugin file" for word in across.unjudged)
    return [*places.notices, *(f"{notice}, which are switched off" for notice in hidden)]


class _Places:
    """Finds the columns of rules in a file.

    Attributes:
        notices: Which rules are not applied, since columns of theirs are missing.
    """

    def __init__(self, header: Header, binding: Binding, config: Config) -> None:
        self.notices: list[str] = []
        self._names = header.cells
        self._config = config
        self._keys = {CUSTOMER_ID: binding.customer_id, EMAIL: binding.email}
        self._bound = {
            (column.loaded.type.name, (split_name(column.name) or ("", ""))[1]): column.position
            for column in reversed(binding.columns)
        }

    def of(self, rule: BoundRule) -> tuple[int, ...] | None:
        """Return where the columns of a rule stand in a record; None where one is missing."""
        found = {name: self._position(name) for name in rule.columns}
        positions = tuple(at for at in found.values() if at is not None)
        if len(positions) == len(found):
            return positions
        missing = [name for name, at in found.items() if at is None]
        unjudged = [name for name in missing if name in self._names]
        self.notices.append(
            f"`{escaped(rule.word)}` is not applied: {_listed(unjudged)} can't be judged"
            if unjudged
            else f"`{escaped(rule.word)}` is not applied: the file has no column {_listed(missing)}"
        )
        return None

    def _position(self, name: str) -> int | None:
        if name in self._keys:
            return self._keys[name]
        declared = self._config.properties.get(name)
        found = None if declared is None else self._bound.get((declared.type.name, declared.name))
        if found is None and name in self._config.ignore_columns and name in self._names:
            return self._names.index(name)
        return found


def _listed(names: Iterable[str]) -> str:
    return " or ".join(f"`{escaped(name)}`" for name in names)
