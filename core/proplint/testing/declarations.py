"""What plugins declare: names, sentences, options, rules and their pages."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from proplint.api import SEVERITIES, Option, Rule
from proplint.declarations import CLASSES, KEBAB
from proplint.plugins import Host
from proplint.registry import BUILT_IN, FILE_RULES, RECORD_RULES, TYPES
from proplint.rules import CORE_RULES
from proplint.suggest import not_among
from proplint.testing.words import fault, shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BUILT_IN_HOMES: Final = ("proplint_types.", "proplint_rules.")
_SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SAID: Final[Mapping[type, str]] = {
    str: "a str",
    tuple: "a tuple of str",
    bool: "a bool",
    int: "an int",
    Decimal: "a Decimal",
    date: "a datetime.date",
}


def require_type_words(kind: Any) -> None:  # noqa: ANN401  anything may be given
    """Check the words before the colon, and that they are nobody else's."""
    require_word(getattr(kind, "name", None), "`name`")
    aliases = getattr(kind, "aliases", None)
    if not isinstance(aliases, tuple):
        fault(f"`aliases` is {shown(aliases)}: make it a tuple of other words for the type, `()` for none")
    for alias in aliases:
        require_word(alias, f"the alias {shown(alias)}")
    words = (kind.name, *aliases)
    twice = next((word for at, word in enumerate(words) if word in words[:at]), None)
    if twice is not None:
        fault(f"the type has the word `{twice}` twice: remove one from `aliases`")
    home = type(kind).__module__
    taken = next((word for word in words if word in BUILT_IN and BUILT_IN[word] != home), None)
    if taken is not None:
        fault(f"`{taken}` is a built-in type: choose another word")


def require_word(word: object, what: str) -> None:
    """Check a word that stands before the colon of a column's name."""
    if not isinstance(word, str) or not word:
        fault(f"{what} is {shown(word)}: it must be the word before the colon, as a str")
    if ":" in word or word != " ".join(word.split()) or word != unicodedata.normalize("NFC", word):
        fault(
            f"{what} is {shown(word)}: a word has no colon, no blanks around it, one blank at most inside, and is NFC"
        )
    if escaped(word) != word:
        fault(f"{what} is {shown(word)}: it holds a character that can't be seen")


def require_kebab(name: object, what: str) -> None:
    """Check a name of small letters, digits and hyphens."""
    if not isinstance(name, str) or not KEBAB.fullmatch(name):
        fault(f"{what} is {shown(name)}: write it in small letters, digits and hyphens, such as `not-a-phone`")


def require_sentence(text: object, what: str) -> None:
    """Check a text for people: whole sentences on one line."""
    if not isinstance(text, str) or not text.strip():
        fault(f"{what} is {shown(text)}: it must be a sentence for people")
    if escaped(text) != text:
        fault(f"{what} is {shown(text)}: write it on one line, without control characters")
    if text[-1] not in ".!?" or text[0].isspace():
        fault(f"{what} is {shown(text)}: make it a whole sentence that ends with a full stop")
    if text[0].islower() and not text.startswith("ikas "):
        fault(f"{what} is {shown(text)}: begin the sentence with a capital")


def require_options(options: object) -> None:
    """Check the declared options: names, sentences, and defaults that fit."""
    if not isinstance(options, tuple) or not all(isinstance(option, Option) for option in options):
        fault(f"`options` is {shown(options)}: make it a tuple of `Option`, `()` for none")
    names: list[str] = []
    for option in options:
        name: Any = option.name
        if not isinstance(name, str) or not _SNAKE.fullmatch(name):
            fault(f"an option is called {shown(name)}: write it in small letters, digits and `_`, such as `max_length`")
        if name == "required":
            fault("the option `required` is the core's: remove it, `check` is never asked about an empty cell")
        if name in names:
            fault(f"the option `{name}` is declared twice: remove one")
        names.append(name)
        require_sentence(option.doc, f"`doc` of the option `{name}`")
        _require_fitting(option)


def _require_fitting(option: Option) -> None:
    what = f"the option `{option.name}`"
    if option.type not in CLASSES:
        fault(not_among(CLASSES, str(option.type), f"{what} has the type {shown(option.type)}"))
    choices: Any = option.choices
    if not isinstance(choices, tuple) or (choices and option.type != "text"):
        fault(f"{what} has `choices` {shown(choices)}: only a `text` has them, as a tuple of str")
    wanted = CLASSES[option.type]
    value = option.default
    if value is None:
        return
    fits = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
    members: Any = value
    if fits and isinstance(members, tuple):
        fits = all(isinstance(member, str) and member for member in members)
    if not fits:
        fault(f"the default of {what} is {shown(value)}: for a `{option.type}` it must be {_SAID[wanted]}, or None")
    if option.choices and value not in option.choices:
        fault(f"the default of {what} is {shown(value)}, which is not among its `choices`")


def require_rules(rules: object) -> None:
    """Check the pages of rules."""
    if not isinstance(rules, tuple) or not all(isinstance(rule, Rule) for rule in rules):
        fault(f"`rules` is {shown(rules)}: make it a tuple of `Rule`")
    names: list[str] = []
    for rule in rules:
        require_kebab(rule.name, "the name of a rule")
        if rule.name in names:
            fault(f"the rule `{rule.name}` is declared twice: remove one")
        names.append(rule.name)
        what = f"of the rule `{rule.name}`"
        require_sentence(rule.what, f"`what` {what}")
        require_sentence(rule.why, f"`why` {what}")
        if rule.options:
            require_sentence(rule.options, f"`options` {what}")
        for name in ("example", "instead"):
            text: object = getattr(rule, name)
            if not isinstance(text, str) or not text.strip():
                fault(f"`{name}` {what} is {shown(text)}: show a cell, such as `Phone:Home = 0532`")
        if rule.example == rule.instead:
            fault(f"`example` and `instead` {what} are the same: show what is wrong, and what is right")
        if rule.severity not in SEVERITIES:
            fault(f"`severity` {what} is {shown(rule.severity)}: it must be error, warning or off")


def require_free_names(rules: Iterable[Rule], home: str) -> None:
    """Check that rules have no name that the core or a built-in type has: `rules:` could not tell them apart.

    Args:
        rules: They.
        home: The module of what declares them.
    """
    built_in = {} if home.startswith(_BUILT_IN_HOMES) else _built_in_rules()
    for rule in rules:
        owner = "the core" if rule.name in CORE_RULES else built_in.get(rule.name, (rule, ""))[1]
        same = rule.name in built_in and built_in[rule.name][0] is rule
        if owner and not same:
            fault(f"the rule `{rule.name}` is one of {owner} already: choose another name")


def _built_in_rules() -> dict[str, tuple[Rule, str]]:
    """Return the rules of built-in types and rules by their names, each with what has it."""
    host = Host({})
    found: dict[str, tuple[Rule, str]] = {}
    for kind in (TYPES, RECORD_RULES, FILE_RULES):
        for word in kind.built_in:
            brought = host.brought(kind, word)
            for rule in brought.thing.rules if brought else ():
                found.setdefault(rule.name, (rule, f"the built-in {kind.noun} {word}"))
    return found
