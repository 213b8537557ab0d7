"""`proplint explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from proplint.cli.nearest import nearest_host
from proplint.exceptions import UsageError
from proplint.rules import CORE_RULES
from proplint.rules.page import page
from proplint.suggest import closest, folded, guess, listed
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem

    from proplint.api import PropertyType, Rule
    from proplint.plugins import Host

_MOST: Final = 8
"""So many rules may have a word in common that is a guess."""


def all_rules(host: Host | None = None) -> dict[str, Rule]:
    """Return every rule by its name: the core's, and those of all types, record rules and file rules."""
    rules = dict(CORE_RULES)
    for name, rule in (host or nearest_host()).every_rule().items():
        rules.setdefault(name, rule)
    return rules


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem | str]:
    return [name for name in all_rules() if name.startswith(incomplete)]


@click.command()
@click.argument("rule", required=False, shell_complete=_complete)
def command(rule: str | None) -> None:
    """Explain RULE: what it finds, why that is bad, and what to write instead. Without RULE, list them all."""
    host = nearest_host()
    rules = all_rules(host)
    if rule is None:
        width = max(map(len, rules))
        for name, found in rules.items():
            click.echo(f"{name:{width}}  {found.what}")
    elif rule in rules:
        click.echo(page(rules[rule]), nl=False)
    else:
        raise UsageError(f"there is no rule `{escaped(rule)}`{_meant(rule, rules, host)}")


def _meant(word: str, rules: Iterable[str], host: Host) -> str:
    """Return what goes on behind a word that is no rule."""
    types = {name: loaded.type for loaded in host.types() for name in (loaded.type.name, *loaded.type.aliases)}
    sharing = [rule for rule in rules if folded(word) in rule.split("-")]
    hint = guess(*sharing) if 0 < len(sharing) <= _MOST else guess(closest(word, rules))
    kind = closest(word, types)
    if kind and (not hint or folded(kind) == folded(word)):
        return _type(kind, types[kind])
    return f"{hint}; `proplint explain` lists them all"


def _type(name: str, kind: PropertyType) -> str:
    rules = listed(rule.name for rule in kind.rules)
    return f", but a type `{escaped(name)}` (its rules: {rules}); `proplint types` tells of it"
