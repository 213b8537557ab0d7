"""Whether what a plugin declares makes sense: its options, and its rules with their pages."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from proplint.api import SEVERITIES
from proplint.suggest import listed, not_among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proplint.api import Option, Rule

KEBAB: Final = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""The name of a rule."""

CLASSES: Final[Mapping[str, type]] = {
    "text": str,
    "texts": tuple,
    "boolean": bool,
    "integer": int,
    "number": Decimal,
    "date": date,
    "column": str,
    "columns": tuple,
}
"""`Option.type` to the class of its values."""

_OPTION: Final = re.compile("[A-Za-z_][A-Za-z0-9_-]*")


def require_declarations(what: str, options: Sequence[Option], rules: Sequence[Rule]) -> None:
    """Raise TypeError when an option or a rule is declared in a way that makes no sense.

    Args:
        what: What declares them, as messages call it.
        options: The options.
        rules: The rules.
    """
    for rule in rules:
        _require_page(what, rule)
    for option in options:
        _require_option(what, option)
    twice = [name for name, count in Counter(option.name for option in options).items() if count > 1]
    if twice:
        raise TypeError(f"{what} has the option `{twice[0]}` twice")


def _require_page(what: str, rule: Rule) -> None:
    """Raise TypeError when a rule's name, page or severity is none."""
    texts: tuple[object, ...] = tuple(rule)
    if not all(isinstance(text, str) for text in texts) or not KEBAB.fullmatch(rule.name):
        raise TypeError(f"{what} has the rule {rule.name!r}, whose name must be words with dashes, such as not-a-phone")
    if rule.severity not in SEVERITIES:
        raise TypeError(f"the rule `{rule.name}` must have a severity of {listed(SEVERITIES)}")


def _require_option(what: str, option: Option) -> None:
    """Raise TypeError when an option's declaration makes no sense."""
    name, kind = (str(given) for given in (option.name, option.type))
    if not _OPTION.fullmatch(name):
        raise TypeError(f"{what} has an option {name!r}, whose name must be letters, digits and `_`")
    if kind not in CLASSES:
        raise TypeError(not_among(CLASSES, kind, f"the option `{name}` of {what} has the type {kind!r}"))
    wanted = (Decimal, int) if kind == "number" else CLASSES[kind]
    texts = not isinstance(option.default, tuple) or all(isinstance(text, str) for text in option.default)
    if option.default is not None and not (isinstance(option.default, wanted) and texts):
        raise TypeError(f"the option `{name}` of {what} has the default {option.default!r}, which is no {kind}")
