"""What is known beside a file when it is repaired as a whole."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proplint.registry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from proplint.config import Config, Property
    from proplint.csvfile.source import Source
    from proplint.engine.cells import ColumnJudge
    from proplint.plugins import Host


def _never(_: str, __: str, ___: str) -> bool:
    return False


class Context(NamedTuple):
    """What is known beside the file.

    Attributes:
        words: The words of the types, which make a header known.
        columns: The names of the declared columns; empty when nothing is declared.
        options: Columns with declared options, and what tells whether a cell holds only such options.
        base: The version before; None when there is none.
        same: Whether two texts, one before and one now, are one value in a column, either as good as the other,
            so that the text before may stand. It is asked with the column's name, and only of texts that differ.
    """

    words: Collection[str] = BUILT_IN
    columns: Collection[str] = frozenset()
    options: Mapping[str, Callable[[str], bool]] = {}
    base: Source | None = None
    same: Callable[[str, str, str], bool] = _never


def context_of(config: Config, host: Host, base: Source | None = None) -> Context:
    """Return what a configuration and the version before tell.

    Args:
        config: The configuration that governs the file.
        host: Gives the types of columns that it does not declare.
        base: The version before.
    """
    properties = config.properties
    return Context(
        words=host.words(),
        columns=properties.keys(),
        options={name: _judge(one, host) for name, one in properties.items() if one.options.get("options")},
        base=base,
        same=_Same(config, host, base) if base is not None else _never,
    )


def _judge(declared: Property, host: Host) -> Callable[[str], bool]:
    from proplint.engine.bind import Column
    from proplint.engine.cells import ColumnJudge

    loaded = host.find(declared.column_name.partition(":")[0], declared.column_name)
    if loaded is None:
        raise AssertionError("the host has the type of every declared property")
    judge = ColumnJudge(Column(0, declared.column_name, loaded, declared.check, declared.required))
    return lambda text: not judge.problems((text,), damaged=False)


class _Same:
    """Tells of texts of the base's columns whether their types take them for one value."""

    def __init__(self, config: Config, host: Host, base: Source) -> None:
        self._config = config
        self._host = host
        self._base = base

    def __call__(self, name: str, before: str, after: str) -> bool:
        judge = self._judges.get(name)
        # One way alone, the text before may be the worse one: `2025-6-7` that became `2025/06/07`.
        return judge is not None and judge.same(before, after) and judge.same(after, before)

    @cached_property
    def _judges(self) -> Mapping[str, ColumnJudge]:
        from proplint.csvfile.header import header_of
        from proplint.engine.bind import bind
        from proplint.engine.cells import ColumnJudge

        columns = bind(header_of(self._base).cells, self._config, self._host).columns
        return {column.name: ColumnJudge(column) for column in columns}
