"""The entries under `record_rules` and `file_rules`: each becomes a rule bound to its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import OptionError
from proplint.config.model import BoundRule, Rules
from proplint.config.nodes import Items, Mistake, Scalar, Table
from proplint.config.options import OptionMistakeError, read_option, read_texts, wrong_option
from proplint.registry import FILE_RULES, RECORD_RULES
from proplint.suggest import not_among
from proplint.text import ColumnName, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proplint.api import FileRule, Option, OptionValue, RecordRule
    from proplint.config.columns import Columns
    from proplint.config.nodes import Node
    from proplint.config.plugins import Plugins
    from proplint.plugins import Host
    from proplint.registry import Brought, Kind

RULE_KEYS: Final[Mapping[str, Kind]] = {"record_rules": RECORD_RULES, "file_rules": FILE_RULES}
"""Key of the configuration to the kind of rule that stands there."""


def read_rules(
    nodes: Mapping[str, Node], host: Host, columns: Columns, mistakes: list[Mistake], plugins: Plugins
) -> Rules:
    """Read the record rules and the file rules.

    Args:
        nodes: What the configuration says, by its keys.
        host: Gives the rules by their words.
        columns: The columns that they can name.
        mistakes: Takes what is wrong.
        plugins: The plugins that the configuration names.

    Raises:
        PluginError: A rule can't be loaded or compiled.
    """
    readers = [_Reader(key, host, columns, mistakes, plugins) for key in RULE_KEYS]
    for reader in readers:
        reader.read_all(nodes.get(reader.key))
    of_records, of_files = (tuple(reader.rules) for reader in readers)
    return Rules(of_records, of_files, tuple(dict.fromkeys(word for reader in readers for word in reader.unjudged)))


class _Reader:
    """Reads the entries under one key."""

    def __init__(self, key: str, host: Host, columns: Columns, mistakes: list[Mistake], plugins: Plugins) -> None:
        self.key = key
        self.rules: list[BoundRule] = []
        self.unjudged: list[str] = []
        self._kind = RULE_KEYS[key]
        self._host = host
        self._columns = columns
        self._mistakes = mistakes
        self._plugins = plugins
        self._seen: dict[tuple[object, ...], Scalar] = {}

    def read_all(self, node: Node | None) -> None:
        """Read a list of entries."""
        if node is None:
            return
        if not isinstance(node, Items):
            self._mistake(node, f"`{self.key}` must be a list: each rule after a dash, `- WORD: {{OPTION: …}}`")
            return
        for item in node.items:
            entry = self._entry(item)
            if entry is not None:
                self._read(*entry)

    def _entry(self, item: Node) -> tuple[Scalar, Table] | None:
        """Return a rule's word, and its options."""
        if isinstance(item, Scalar) and item.text:
            return item, Table(item.line, item.column, {})
        if not isinstance(item, Table) or len(item.entries) != 1:
            self._mistake(item, f"an entry of `{self.key}` must be a rule's word, or one word and its options")
            return None
        ((word, options),) = item.entries.items()
        if isinstance(options, Scalar) and options.is_null:
            return word, Table(word.line, word.column, {})
        if not isinstance(options, Table):
            self._mistake(options, f"the options of `{word.text}` must be keys and values")
            return None
        return word, options

    def _read(self, word: Scalar, table: Table) -> None:
        noun = self._kind.noun
        brought = self._host.brought(self._kind, word.text, f" (asked for the {noun} `{escaped(word.text)}`)")
        if brought is None:
            self._unknown(word)
            return
        before = len(self._mistakes)
        rule: RecordRule | FileRule = brought.thing
        values = _Values(rule, word, table, self._columns, self._mistakes)
        options = values.read()
        if len(self._mistakes) > before:
            return
        twin = self._seen.setdefault((word.text, *options.items()), word)
        if twin is not word:
            self._mistake(word, f"`{word.text}` stands with the same options on line {twin.line} already")
            return
        if not values.named:
            self._mistake(word, f"`{word.text}` names no column, so there is nothing that it could judge")
            return
        self._bind(word, brought, options, values)

    def _bind(self, word: Scalar, brought: Brought, options: Mapping[str, OptionValue], values: _Values) -> None:
        failed = f"failed in the rule `{escaped(word.text)}`"
        try:
            with brought.guard(failed).passing(OptionError):
                check = brought.thing.compile(options)
                if not callable(getattr(check, "check", None)):
                    raise TypeError(f"`compile` gave a {type(check).__name__}, which has no method `check`")
        except OptionError as error:
            place = values.places.get(error.option, word)
            self._mistake(place, f"`{error.option}` of `{word.text}`: {error.message}")
            return
        names = frozenset(rule.name for rule in brought.thing.rules)
        guard = brought.guard(failed)
        self.rules.append(BoundRule(word.text, brought.origin, names, tuple(values.named), check, guard))

    def _unknown(self, word: Scalar) -> None:
        if self._plugins.may_hide:
            self.unjudged.append(word.text)
            return
        kind = self._kind
        for key, other in RULE_KEYS.items():
            if other is not kind and word.text in self._words(other):
                self._mistake(word, f"`{word.text}` is a {other.noun}: put it under `{key}`")
                return
        self._mistake(word, self._plugins.unknown(kind, word.text, self._words(kind), self._host))

    def _words(self, kind: Kind) -> list[str]:
        known = (word for brought in self._host.known(kind) for word in kind.words(brought.thing))
        return [*dict.fromkeys((*kind.built_in, *known))]

    def _mistake(self, node: Node, message: str) -> None:
        self._mistakes.append(Mistake(node.line, node.column, message))


class _Values:
    """The options of one entry.

    Attributes:
        places: Where each stands.
        named: The columns that they name, each once.
    """

    def __init__(
        self, rule: RecordRule | FileRule, word: Scalar, table: Table, columns: Columns, mistakes: list[Mistake]
    ) -> None:
        self._declared = {option.name: option for option in rule.options}
        self._word = word
        self._table = table
        self._columns = columns
        self._mistakes = mistakes
        self.places: dict[str, Node] = {}
        self.named: dict[ColumnName, None] = {}

    def read(self) -> dict[str, OptionValue]:
        """Return a value for every declared option."""
        for name, value in self._table.entries.items():
            if name.text in self._declared:
                self.places[name.text] = value
            else:
                self._unknown(name)
        values: dict[str, OptionValue] = {}
        # Columns first: what other options say about their cells is held against them.
        for option in sorted(self._declared.values(), key=lambda option: bool(option.of)):
            try:
                values[option.name] = self._value(option, values)
            except OptionMistakeError as error:
                self._mistakes += error.mistakes
        return values

    def _value(self, option: Option, values: Mapping[str, OptionValue]) -> OptionValue:
        if option.type in ("column", "columns"):
            found = [*self._found(option)]
            self.named.update(dict.fromkeys(found))
            return tuple(found) if option.type == "columns" else (found or [ColumnName()])[0]
        node = self.places.get(option.name)
        if node is None:
            return option.default
        value = read_option(option, node)
        column = values.get(option.of)
        if isinstance(column, str):
            self._require_cells(option, node, column)
        return value

    def _found(self, option: Option) -> Iterator[ColumnName]:
        """Give the columns that an option names; take note of each that there is not."""
        seen: dict[str, Scalar] = {}
        for name in self._texts(option):
            try:
                column = self._columns.find(name)
            except OptionMistakeError as error:
                self._mistakes += error.mistakes
                continue
            if seen.setdefault(column, name) is not name:
                raise wrong_option(name, f"`{name.text}` is the same column as `{seen[column].text}`")
            yield column

    def _texts(self, option: Option) -> list[Scalar]:
        node, word = self.places.get(option.name), self._word
        if node is None or (isinstance(node, Scalar) and node.is_null):
            if option.default is None:
                what = "the name of a column" if option.type == "column" else "names of columns"
                raise wrong_option(node or word, f"`{word.text}` needs `{option.name}`, {what}: {option.doc}")
            default = option.default if isinstance(option.default, tuple) else (option.default,)
            return [Scalar(word.line, word.column, str(text), plain=True) for text in default if text]
        if option.type == "columns":
            texts = read_texts(option.name, node, of="names of columns")
            if not texts:
                raise wrong_option(node, f"`{option.name}` is an empty list: name at least one column")
            return texts
        if not isinstance(node, Scalar):
            raise wrong_option(node, f"`{option.name}` must be the name of one column")
        return [node]

    def _require_cells(self, option: Option, node: Node, column: str) -> None:
        """Refuse texts that no right cell of a column can hold: the rule would never find what it looks for."""
        for text in node.items if isinstance(node, Items) else (node,):
            if isinstance(text, Scalar) and not text.is_null:
                why = self._columns.mistake(column, text.text)
                if why:
                    raise wrong_option(text, f"`{option.name}`: no cell of `{column}` can be right with it: {why}")

    def _unknown(self, name: Scalar) -> None:
        what = f"unknown option `{name.text}` of `{self._word.text}`"
        message = not_among(self._declared, name.text, what, "it has")
        self._mistakes.append(Mistake(name.line, name.column, message))
