"""Loading a configuration: every mistake in it at once, each with its place and the way out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from proplint.api import SEVERITIES
from proplint.config.model import DEFAULT_FILES, VERSION, Config, ErrorFile, Rules
from proplint.config.nodes import Mistake, Scalar, Table, read_nodes
from proplint.config.options import OptionMistakeError, read_texts
from proplint.config.patterns import mistake as pattern_mistake
from proplint.config.plugins import load_plugins
from proplint.config.properties import read_properties
from proplint.exceptions import ConfigError
from proplint.suggest import closest, guess, listed, not_among
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Literal

    from proplint.api import Rule, Severity
    from proplint.config.nodes import Node
    from proplint.plugins import Host

KEYS: Final = (
    *("version", "files", "properties", "record_rules", "file_rules", "plugins", "rules", "error_file"),
    *("ignore_columns", "report"),
)
REPORTS: Final = ("all", "new")


def parse(
    data: bytes,
    *,
    path: str,
    folder: str,
    host: Host,
    known_rules: Mapping[str, Rule],
    local_root: str | None,
) -> Config:
    """Read a configuration.

    Args:
        data: The file's bytes.
        path: Its name in messages and reports.
        folder: The folder it lies in; plugin files are relative to it.
        host: Loads the plugins and gives the types that it asks for.
        known_rules: The core's rules.
        local_root: Plugin files must lie below this folder; None: they are not loaded at all.

    Raises:
        ConfigError: It has mistakes; the text lists them all.
        PluginError: A plugin that it requires is missing or broken.
    """
    root, mistakes = read_nodes(data)
    if not mistakes:
        loader = _Loader(path, folder, host, known_rules, local_root)
        config = loader.load(root)
        mistakes = loader.mistakes
        if config is not None and not mistakes:
            return config
    name = escaped(path)
    lines = [f"{name}:{line}:{column}: {escaped(message)}" for line, column, message in sorted(set(mistakes))]
    raise ConfigError(
        "the configuration has a mistake:\n" + "\n".join(lines)
        if len(lines) == 1
        else f"the configuration has {len(lines)} mistakes:\n" + "\n".join(lines)
    )


class _Loader:
    def __init__(
        self, path: str, folder: str, host: Host, known_rules: Mapping[str, Rule], local_root: str | None
    ) -> None:
        self._path = path
        self._folder = folder
        self._host = host
        self._known_rules = known_rules
        self._local_root = local_root
        self.mistakes: list[Mistake] = []

    def load(self, root: Node | None) -> Config | None:
        if root is None or (isinstance(root, Scalar) and root.is_null):
            self._mistake(None, "the file is empty: it must begin with `version: 1`")
            return None
        if not isinstance(root, Table):
            self._mistake(root, "the file must hold keys and values, such as `version: 1`")
            return None
        keys = {key.text: (key, value) for key, value in root.entries.items()}
        if not self._version(root, keys.get("version")):
            return None
        for key in root.entries:
            if key.text not in KEYS:
                self._unknown(key, "key", KEYS)
        values = {name: value for name, (_, value) in keys.items() if not (isinstance(value, Scalar) and value.is_null)}
        plugins = load_plugins(
            values.get("plugins"), self._host, self.mistakes, folder=self._folder, local_root=self._local_root
        )
        properties, unjudged = read_properties(values.get("properties"), self._host, self.mistakes, plugins)
        ignored = self._ignored(values.get("ignore_columns"), properties)
        across = Rules()
        if values.keys() & {"record_rules", "file_rules"}:
            from proplint.config.columns import Columns
            from proplint.config.rules import read_rules

            columns = Columns(properties, [*ignored, *sorted(unjudged)], self._host)
            across = read_rules(values, self._host, columns, self.mistakes, plugins)
        return Config(
            path=self._path,
            files=self._files(values.get("files")),
            properties=properties,
            plugins=plugins.names,
            rules=self._rules(values.get("rules"), may_hide=plugins.may_hide),
            error_file=self._error_file(values.get("error_file")),
            ignore_columns=frozenset(ignored),
            only_new=self._report(values.get("report")) == "new",
            unjudged=unjudged,
            across=across,
        )

    def _ignored(self, node: Node | None, declared: Collection[str]) -> list[str]:
        names = self._texts("ignore_columns", node)
        for name in names:
            if name.text in declared:
                why = "it stands under `properties` too, and would not be checked"
                self._mistake(name, f"`{name.text}` can't be ignored: {why}; take it out of one of the two")
        return [name.text for name in names]

    def _version(self, root: Table, entry: tuple[Scalar, Node] | None) -> bool:
        """Read the version first: the rest of a newer format would look like mistakes."""
        if entry is None:
            self._mistake(root, f"`version` is missing: add `version: {VERSION}` as the first line")
            return False
        node = entry[1]
        if not isinstance(node, Scalar) or not re.fullmatch("[0-9]{1,9}", node.text):
            self._mistake(node, f"`version` must be a whole number: `version: {VERSION}`")
            return False
        if int(node.text) > VERSION:
            self._mistake(
                node,
                f"version {node.text} was made for a newer proplint; this one reads {VERSION}: upgrade proplint",
            )
            return False
        if int(node.text) < VERSION:
            self._mistake(node, f"there is no version {node.text}: write `version: {VERSION}`")
            return False
        return True

    def _files(self, node: Node | None) -> tuple[str, ...]:
        patterns = self._texts("files", node, of="patterns")
        for pattern in patterns:
            wrong = pattern_mistake(pattern.text)
            if wrong:
                self._mistake(pattern, wrong)
        return tuple(pattern.text.removeprefix("./") for pattern in patterns) or DEFAULT_FILES

    def _rules(self, node: Node | None, *, may_hide: bool) -> dict[str, Severity]:
        known = {*self._known_rules, *self._host.rules()}
        severities: dict[str, Severity] = {}
        for key, value in self._entries("rules", node):
            if not may_hide and key.text not in known and not self._knows_rule(key.text, known):
                hint = guess(closest(key.text, sorted(known)))
                self._mistake(key, f"unknown rule `{key.text}`{hint}; `proplint explain` lists them all")
            elif not isinstance(value, Scalar) or value.text not in SEVERITIES:
                self._mistake(value, f"`{key.text}` must be one of {listed(SEVERITIES)}")
            else:
                severities[key.text] = value.text
        return severities

    def _knows_rule(self, name: str, known: set[str]) -> bool:
        """Whether something that the configuration does not use brings the rule; asks all there is."""
        known.update(self._host.every_rule())
        return name in known

    def _error_file(self, node: Node | None) -> ErrorFile:
        valid = ErrorFile._fields
        texts: dict[str, str] = {}
        for key, value in self._entries("error_file", node):
            if key.text not in valid:
                self._unknown(key, "key of `error_file`", valid)
            elif not isinstance(value, Scalar):
                self._mistake(value, f"`{key.text}` must be a text")
            elif key.text == "rows" and value.text not in ("failing", "all"):
                self._mistake(value, "`rows` must be one of `failing`, `all`")
            elif key.text == "column" and not value.text.strip():
                self._mistake(value, "`column` must not be empty")
            elif not value.is_null:
                texts[key.text] = value.text
        rows = cast("Literal['failing', 'all']", texts.get("rows", "failing"))
        return ErrorFile(texts.get("column", "Errors"), rows, texts.get("dir"))

    def _report(self, node: Node | None) -> str:
        if node is None:
            return "all"
        if isinstance(node, Scalar) and node.text in REPORTS:
            return node.text
        self._mistake(node, f"`report` must be one of {listed(REPORTS)}")
        return "all"

    def _texts(self, name: str, node: Node | None, *, of: str = "texts") -> list[Scalar]:
        if node is None:
            return []
        try:
            return read_texts(name, node, of=of)
        except OptionMistakeError as error:
            self.mistakes += error.mistakes
            return []

    def _entries(self, name: str, node: Node | None) -> list[tuple[Scalar, Node]]:
        if node is None:
            return []
        if not isinstance(node, Table):
            self._mistake(node, f"`{name}` must hold keys and values")
            return []
        return [*node.entries.items()]

    def _unknown(self, key: Scalar, kind: str, valid: Iterable[str]) -> None:
        self._mistake(key, not_among(valid, key.text, f"unknown {kind} `{key.text}`"))

    def _mistake(self, node: Node | None, message: str) -> None:
        self.mistakes.append(Mistake(node.line if node else 1, node.column if node else 1, message))
