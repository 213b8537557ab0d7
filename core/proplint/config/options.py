"""From the text of an option to its value, as the option's declaration says."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from proplint.config.nodes import Items, Mistake, Scalar
from proplint.suggest import closest, guess, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from proplint.api import Option, OptionValue
    from proplint.config.nodes import Node

_INTEGER: Final = re.compile(r"-?[0-9]+")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DATE: Final = re.compile(r"([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2})")
_BOOLEANS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class OptionMistakeError(ValueError):
    """The text of an option is not what its declaration asks for."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__()
        self.mistakes = mistakes


def read_option(option: Option, node: Node) -> OptionValue:
    """Return the value of an option.

    Args:
        option: Its declaration.
        node: What the configuration says.

    Raises:
        OptionMistakeError: It says something that the declaration does not allow.
    """
    if isinstance(node, Scalar) and node.is_null:
        return option.default
    if option.type == "texts":
        return _texts(option, node)
    if not isinstance(node, Scalar):
        raise wrong_option(node, f"`{option.name}` must be a single value")
    return _SCALARS[option.type](option, node)


def read_boolean(name: str, node: Node) -> bool:
    """Return the value of a key that is true or false."""
    if not isinstance(node, Scalar) or node.text not in _BOOLEANS:
        raise wrong_option(node, f"`{name}` must be true or false")
    return _BOOLEANS[node.text]


def read_texts(name: str, node: Node, *, of: str = "texts") -> list[Scalar]:
    """Return the members of a list of texts, each once."""
    if not isinstance(node, Items):
        raise wrong_option(node, f"`{name}` must be a list of {of}")
    mistakes, found = [], dict[str, Scalar]()
    for item in node.items:
        if not isinstance(item, Scalar) or (item.is_null and not item.text):
            mistakes.append(Mistake(item.line, item.column, f"a member of `{name}` must be a text"))
        elif item.text in found:
            first = found[item.text].line
            mistakes.append(
                Mistake(item.line, item.column, f"`{item.text}` stands twice in `{name}`; first on line {first}")
            )
        else:
            found[item.text] = item
    if mistakes:
        raise OptionMistakeError(mistakes)
    return [*found.values()]


def _texts(option: Option, node: Node) -> tuple[str, ...]:
    """Return a list of texts as NFC: two spellings of one text would look alike and compare unequal."""
    if isinstance(node, Items):
        normal = [
            item._replace(text=unicodedata.normalize("NFC", item.text)) if isinstance(item, Scalar) else item
            for item in node.items
        ]
        node = node._replace(items=normal)
    texts = read_texts(option.name, node)
    if not texts:
        raise wrong_option(node, f"`{option.name}` is an empty list: name at least one")
    empty = [
        Mistake(text.line, text.column, f"a member of `{option.name}` is empty") for text in texts if not text.text
    ]
    if empty:
        raise OptionMistakeError(empty)
    return tuple(text.text for text in texts)


def _text(option: Option, node: Scalar) -> str:
    if option.choices and node.text not in option.choices:
        hint = guess(closest(node.text, option.choices))
        raise wrong_option(node, f"`{option.name}` must be one of {listed(option.choices)}, not `{node.text}`{hint}")
    return node.text


def _boolean(option: Option, node: Scalar) -> bool:
    return read_boolean(option.name, node)


def _integer(option: Option, node: Scalar) -> int:
    if not _INTEGER.fullmatch(node.text) or len(node.text) > 18:  # noqa: PLR2004  fits 64 bits
        raise wrong_option(node, f"`{option.name}` must be a whole number, not `{node.text}`")
    return int(node.text)


def _number(option: Option, node: Scalar) -> OptionValue:
    from decimal import Decimal

    if not _NUMBER.fullmatch(node.text):
        raise wrong_option(node, f"`{option.name}` must be a number such as 42.5, not `{node.text}`")
    return Decimal(node.text)


def _date(option: Option, node: Scalar) -> OptionValue:
    from datetime import date

    match = _DATE.fullmatch(node.text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise wrong_option(node, f"`{option.name}` must be a date such as 2025/06/27, not `{node.text}`")


_SCALARS: Final[Mapping[str, Callable[[Option, Scalar], OptionValue]]] = {
    "text": _text,
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
    "date": _date,
}


def wrong_option(node: Node, message: str) -> OptionMistakeError:
    """Return what to raise for one mistake, where it stands."""
    return OptionMistakeError([Mistake(node.line, node.column, message)])
