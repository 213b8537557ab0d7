"""What is said of values that will make trouble: a spreadsheet would destroy them, or nobody sees what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.damage.fragile import ADVICE, FragileColumn
from proplint.damage.weigh import spreadsheet
from proplint.engine.fragile import is_lost
from proplint.engine.identity import today
from proplint.text import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.config import Config
    from proplint.damage.fragile import Fragile


def fragile_options(config: Config) -> list[tuple[str, int, Fragile]]:
    """Return the properties with options that the next spreadsheet would destroy: name, their number, the first one."""
    found: list[tuple[str, int, Fragile]] = []
    for name, options in options_of(config):
        column = FragileColumn(is_lost, today())
        column.add(options)
        if column.first is not None:
            found.append((name, column.count, column.first))
    return found


def options_of(config: Config) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the properties that have a list of options, and the options."""
    for name, declared in config.properties.items():
        options = declared.options.get("options")
        if isinstance(options, tuple):
            yield name, options


def about_blanks(columns: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Give what to say of options with blanks around them, which only a cell with the same blanks has.

    Args:
        columns: Of each column its name, and its options.
    """
    for name, options in columns:
        around = [option for option in options if option != option.strip()]
        if around:
            begin = "1 option begins or ends" if len(around) == 1 else f"{len(around):,} options begin or end"
            yield (
                f"In `{escaped(name)}` {begin} with a blank, such as {quoted(around[0])}: only a cell with the same "
                "blanks is right then. Take them out, unless ikas has them."
            )


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
