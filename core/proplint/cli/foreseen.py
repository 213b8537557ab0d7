"""What is said of values that the next spreadsheet would destroy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.damage.fragile import ADVICE, FragileColumn
from proplint.damage.weigh import spreadsheet
from proplint.engine.fragile import is_lost
from proplint.engine.identity import today
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.config import Config
    from proplint.damage.fragile import Fragile


def fragile_options(config: Config) -> list[tuple[str, int, Fragile]]:
    """Return the properties with options that the next spreadsheet would destroy: name, their number, the first one."""
    found: list[tuple[str, int, Fragile]] = []
    for name, declared in config.properties.items():
        options = declared.options.get("options")
        column = FragileColumn(is_lost, today())
        column.add(options if isinstance(options, tuple) else ())
        if column.first is not None:
            found.append((name, column.count, column.first))
    return found


def about_fragile(found: Sequence[tuple[str, int, Fragile]], noun: str) -> Iterator[str]:
    """Give what to say.

    Args:
        found: Of each column its name, how many of its values are fragile, and the first of them.
        noun: What the values are.
    """
    for name, count, first in found:
        values = f"1 {noun} does" if count == 1 else f"{count:,} {noun}s do"
        who = spreadsheet(first.locales)
        yield (
            f"In `{escaped(name)}` {values} not survive a spreadsheet: "
            f"{who} makes `{escaped(first.made)}` of `{escaped(first.text)}`."
        )
    if found:
        yield f"To keep them, {ADVICE}; `rules: {{fragile-value: warning}}` tells of such columns at every check."
