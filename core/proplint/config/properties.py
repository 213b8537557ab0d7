"""The declarations under `properties`: each becomes a property with its check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.api import OptionError
from proplint.config.model import Property
from proplint.config.nodes import Mistake, Scalar, Table
from proplint.config.options import OptionMistakeError, read_boolean, read_option
from proplint.registry import TYPES
from proplint.suggest import listed, not_among

if TYPE_CHECKING:
    from proplint.api import OptionValue
    from proplint.config.nodes import Node
    from proplint.config.plugins import Plugins
    from proplint.plugins import Host, LoadedType


def read_properties(
    node: Node | None, host: Host, mistakes: list[Mistake], plugins: Plugins
) -> tuple[dict[str, Property], frozenset[str]]:
    """Read the declared properties.

    Args:
        node: What the configuration says; None when it says nothing.
        host: Gives their types.
        mistakes: Takes what is wrong.
        plugins: The plugins that the configuration names.

    Returns:
        Properties by column name, and the columns whose type can't be told.

    Raises:
        PluginError: A type can't be loaded or compiled.
    """
    reader = _Reader(host, mistakes, plugins)
    if node is not None and not isinstance(node, Table):
        reader.mistake(node, "`properties` must hold column names and their options")
    elif node is not None:
        for key, value in node.entries.items():
            reader.read(key, value)
    return reader.properties, frozenset(reader.unjudged)


class _Reader:
    def __init__(self, host: Host, mistakes: list[Mistake], plugins: Plugins) -> None:
        self._host = host
        self._mistakes = mistakes
        self._plugins = plugins
        self._seen: dict[tuple[str, str], Scalar] = {}
        self.properties: dict[str, Property] = {}
        self.unjudged: set[str] = set()

    def mistake(self, node: Node, message: str) -> None:
        self._mistakes.append(Mistake(node.line, node.column, message))

    def read(self, key: Scalar, value: Node) -> None:
        word, colon, name = key.text.partition(":")
        if not colon or not name.strip():
            self.mistake(key, f"`{key.text}` is no column name of the form `Type:Name`")
            return
        loaded = self._host.find(word, key.text)
        if loaded is None:
            self._unknown_type(key, word)
            return
        twin = self._seen.setdefault((loaded.type.name, name), key)
        if twin is not key:
            self.mistake(key, f"`{key.text}` is the same property as `{twin.text}` on line {twin.line}")
        elif isinstance(value, Table):
            self._declare(key, name, loaded, value)
        elif isinstance(value, Scalar) and value.is_null:
            self._declare(key, name, loaded, Table(key.line, key.column, {}))
        else:
            has = listed(_names(loaded))
            self.mistake(value, f"the options of `{key.text}` must be keys and values; it has: {has}")

    def _unknown_type(self, key: Scalar, word: str) -> None:
        if self._plugins.may_hide:
            self.unjudged.add(key.text)
            return
        self.mistake(key, self._plugins.unknown(TYPES, word, self._host.words(), self._host))

    def _declare(self, key: Scalar, name: str, loaded: LoadedType, table: Table) -> None:
        before = len(self._mistakes)
        required, options, places = self._options(key, loaded, table)
        if len(self._mistakes) > before:
            return
        try:
            check = loaded.compile(key.text, options, self._host.transformations())
        except OptionError as error:
            self.mistake(places.get(error.option, key), f"`{error.option}` of `{key.text}`: {error.message}")
            return
        self.properties[key.text] = Property(key.text, name, loaded.type, required, options, check)

    def _options(
        self, key: Scalar, loaded: LoadedType, table: Table
    ) -> tuple[bool, dict[str, OptionValue], dict[str, Node]]:
        declared = {option.name: option for option in loaded.type.options}
        values: dict[str, OptionValue] = {option.name: option.default for option in loaded.type.options}
        places: dict[str, Node] = {}
        required = False
        for name, value in table.entries.items():
            places[name.text] = value
            try:
                if name.text == "required":
                    required = read_boolean("required", value)
                elif name.text in declared:
                    values[name.text] = read_option(declared[name.text], value)
                else:
                    what = f"unknown option `{name.text}` of `{key.text}`"
                    self.mistake(name, not_among(_names(loaded), name.text, what, "it has"))
            except OptionMistakeError as error:
                self._mistakes += error.mistakes
        return required, values, places


def _names(loaded: LoadedType) -> list[str]:
    return ["required", *(option.name for option in loaded.type.options)]
