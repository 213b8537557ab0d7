"""The page about a rule, which `proplint explain` prints and the documentation shows."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proplint.api import Rule


def page(rule: Rule) -> str:
    """Return the page about a rule, as Markdown that reads well in a terminal."""
    severity = {"error": "an error", "warning": "a warning", "off": "off"}[rule.severity]
    parts = [
        f"# {rule.name}",
        _wrapped(rule.what),
        "## Why is this bad?",
        _wrapped(rule.why),
        "## Example",
        textwrap.indent(rule.example, "    "),
        "Use instead:",
        textwrap.indent(rule.instead, "    "),
        "## Options",
        *([_wrapped(rule.options)] if rule.options else []),
        _wrapped(f"By default it is {severity}; `rules: {{{rule.name}: warning}}` in proplint.yaml changes that."),
    ]
    return "\n\n".join(parts) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, width=88, break_long_words=False, break_on_hyphens=False)
