"""What is known beside a file when it is repaired as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.plugins import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from proplint.config import Config, Property
    from proplint.csvfile.source import Source


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


def context_of(config: Config, base: Source | None = None) -> Context:
    """Return what a configuration and the version before tell.

    Args:
        config: The configuration that governs the file.
        base: The version before.
    """
    properties = config.properties
    return Context(
        columns=properties.keys(),
        options={name: _judge(one) for name, one in properties.items() if one.options.get("options")},
        base=base,
        same=lambda name, before, after: _same(properties, name, before, after),
    )


def _judge(declared: Property) -> Callable[[str], bool]:
    return lambda text: declared.check.check(text) is None


def _same(properties: Mapping[str, Property], name: str, before: str, after: str) -> bool:
    from proplint.damage.values import same_value

    declared = properties.get(name)
    word = declared.type.name if declared else name.partition(":")[0]
    # One way alone, the text before may be the worse one: `2025-6-7` that became `2025/06/07`.
    return same_value(word, before, after) and same_value(word, after, before)
