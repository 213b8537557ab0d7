"""The pages of rules tell the truth: what they show as wrong is wrong, and what they show instead is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.config.nodes import Table, read_nodes
from proplint.config.options import OptionMistakeError, read_option
from proplint.testing.words import fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.api import OptionValue, PropertyType, Rule
    from proplint.testing.asking import Asked

_LINE: Final = re.compile(r"(?P<word>[^:=]+):[^=]+? = (?P<cell>.+?)(?:\s{2,}\((?P<given>.*)\))?")


class Shown(NamedTuple):
    """A cell that a page shows, and the options that it names; None where it names none that can be read."""

    cell: str
    options: Mapping[str, OptionValue] | None


def require_true_page(rule: Rule, kind: PropertyType, known: Sequence[Asked]) -> None:
    """Check the page of a rule as far as it has the form `Phone:Home = 0532`.

    Args:
        rule: The rule.
        kind: The type.
        known: The type with no options, and with those of the cases, for pages that don't say theirs.
    """
    broken: list[Asked] = []
    for cell, options in _lines(rule.example, kind):
        columns = known if options is None else [known[0].bound_to(options)]
        breaking = [column for column in columns if _broken(column, cell) == rule.name]
        if not breaking:
            fault(
                f"`example` of the rule `{rule.name}` shows `{cell}`, which does not break it: correct the page. Where "
                f"that takes options, write them behind it: `  (max: 130)`, as in proplint.yaml"
            )
        broken += breaking
    for cell, options in _lines(rule.instead, kind):
        columns = (broken or known) if options is None else [known[0].bound_to(options)]
        if all(_broken(column, cell) is not None for column in columns):
            fault(f"`instead` of the rule `{rule.name}` shows `{cell}`, which is wrong as well: correct the page")


def _broken(column: Asked, cell: str) -> str | None:
    problem = column.problem(cell)
    return None if problem is None else problem.rule


def _lines(text: str, kind: PropertyType) -> Iterator[Shown]:
    """Give the cells of a page that are this type's: types may share a rule."""
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match and match["word"] in (kind.name, *kind.aliases):
            yield Shown(match["cell"], _options(match["given"], kind) if match["given"] else None)


def _options(given: str, kind: PropertyType) -> dict[str, OptionValue] | None:
    root, mistakes = read_nodes(f"{{{given}}}".encode())
    declared = {option.name: option for option in kind.options}
    if mistakes or not isinstance(root, Table) or not all(key.text in declared for key in root.entries):
        return None
    try:
        named = {key.text: read_option(declared[key.text], value) for key, value in root.entries.items()}
    except OptionMistakeError:
        return None
    return {option.name: option.default for option in kind.options} | named
