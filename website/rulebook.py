"""The pages about rules: each is what `proplint explain` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.plugins import Host
from proplint.registry import KINDS
from proplint.rules import CORE_RULES
from proplint.rules.damage import DAMAGE_RULES
from proplint.rules.file import FILE_RULES
from proplint.rules.header import HEADER_RULES
from proplint.rules.identity import IDENTITY_RULES
from proplint.rules.page import page
from proplint.rules.values import VALUE_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from proplint.api import Rule
    from proplint.registry import Kind

_CORE: Final[Mapping[str, Sequence[Rule]]] = {
    "The file": FILE_RULES,
    "The header": HEADER_RULES,
    "Customers and the version before": IDENTITY_RULES,
    "What spreadsheets did": DAMAGE_RULES,
    "Any cell": VALUE_RULES,
}


def built_in(kind: Kind) -> Iterator[Any]:
    """Give what of a kind is built in, in the order of the table that names it."""
    host = Host({})
    for word in kind.built_in:
        brought = host.brought(kind, word)
        if brought is not None and kind.words(brought.thing)[0] == word:
            yield brought.thing


def groups() -> Mapping[str, Sequence[Rule]]:
    """Return every rule once, under the title of its group: the core's groups, then what brings rules, by its name."""
    found: dict[str, list[Rule]] = {}
    seen = set[str]()
    things = {thing.name: thing.rules for kind in KINDS for thing in built_in(kind) if getattr(thing, "rules", ())}
    for title, rules in {**_CORE, **things, "More": [*CORE_RULES.values()]}.items():
        new = [rule for rule in rules if rule.name not in seen]
        seen.update(rule.name for rule in new)
        if new:
            found[title] = new
    return found


def rule_page(rule: Rule) -> str:
    """Return the page about a rule, as Markdown."""
    return page(rule)


def index_page() -> str:
    """Return the list of all rules."""
    lines = [
        "# Rules",
        "",
        "Each page is what `proplint explain RULE` prints. Under `rules:` in [`proplint.yaml`](../configuration.md) a",
        "rule is made an `error`, a `warning`, or `off`.",
        "",
        "![A terminal: proplint explain prints the page about a rule](../../assets/terminal/explain.svg)",
        "",
    ]
    for title, rules in groups().items():
        lines += [f"## {title}", "", "| rule | what it finds | by default |", "|---|---|---|"]
        lines += [f"| [`{rule.name}`]({rule.name}.md) | {_cell(rule.what)} | {rule.severity} |" for rule in rules]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
