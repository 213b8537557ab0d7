"""`proplint explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proplint.cli.nearest import nearest_host
from proplint.exceptions import UsageError
from proplint.rules import CORE_RULES
from proplint.rules.page import page
from proplint.suggest import closest
from proplint.text import escaped

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from proplint.api import Rule


def all_rules() -> dict[str, Rule]:
    """Return every rule by its name: the core's, and those of all types, record rules and file rules."""
    rules = dict(CORE_RULES)
    for name, rule in nearest_host().every_rule().items():
        rules.setdefault(name, rule)
    return rules


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem | str]:
    return [name for name in all_rules() if name.startswith(incomplete)]


@click.command()
@click.argument("rule", required=False, shell_complete=_complete)
def command(rule: str | None) -> None:
    """Explain RULE: what it finds, why that is bad, and what to write instead. Without RULE, list them all."""
    rules = all_rules()
    if rule is None:
        width = max(map(len, rules))
        for name, found in rules.items():
            click.echo(f"{name:{width}}  {found.what}")
    elif rule in rules:
        click.echo(page(rules[rule]), nl=False)
    else:
        near = closest(rule, rules)
        more = f"did you mean `{near}`?" if near else "`proplint explain` lists them all"
        raise UsageError(f"there is no rule `{escaped(rule)}`: {more}")
