"""Cases as data: YAML files in which every text is what was written, `1.10` and `NO` too."""

from __future__ import annotations

import inspect
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.config.nodes import Items, Mistake, Scalar, Table, read_nodes
from proplint.config.options import OptionMistakeError, read_boolean, read_option
from proplint.suggest import listed, not_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from proplint.api import Option, OptionValue
    from proplint.config.nodes import Node

_OF_COLUMNS: Final = ("column", "columns")


class CasesError(ValueError):
    """A file of cases is wrong. The text has one line for each mistake: `path:line:column: message`."""


class Refused(NamedTuple):
    """Options that make no sense.

    Attributes:
        line: Where the cases say so.
        options: The value of every option.
        option: The one at fault.
        says: What must stand in the message.
    """

    line: int
    options: Mapping[str, OptionValue]
    option: str
    says: tuple[str, ...]


class CasesReader:
    """Reads the parts that all files of cases have, and gathers what is wrong with them.

    Args:
        path: The file.
        declared: The options that the thing under test declares.
    """

    def __init__(self, path: str, declared: Iterable[Option]) -> None:
        self.path = path
        self._declared = {option.name: option for option in declared}
        self._mistakes: list[Mistake] = []

    def groups(self) -> Iterator[Table]:
        """Give the groups of the file.

        Raises:
            CasesError: It can't be read.
        """
        try:
            with open(self.path, "rb") as file:
                root, mistakes = read_nodes(file.read())
        except OSError as error:
            raise CasesError(
                f"{_relative(self.path)} can't be read: {error.strerror}; `cases` names a file beside the test"
            ) from error
        self._mistakes += mistakes
        self.finish()
        if not isinstance(root, Items) or not root.items:
            raise CasesError(f"{_relative(self.path)}:1:1: the file must be a list of groups, such as `- valid: [x]`")
        for group in root.items:
            if isinstance(group, Table):
                yield group
            else:
                self.mistake(group, "a group must hold keys and values, such as `- valid: [x]`")

    def finish(self) -> None:
        """Raise CasesError if anything was wrong."""
        if self._mistakes:
            path = _relative(self.path)
            lines = (f"{path}:{line}:{column}: {message}" for line, column, message in sorted(self._mistakes))
            raise CasesError("\n".join(lines))

    def mistake(self, node: Node, message: str) -> None:
        """Note what is wrong with a node."""
        self._mistakes.append(Mistake(node.line, node.column, message))

    def keys(self, node: Node, what: str, known: Sequence[str], needed: Sequence[str] = ()) -> dict[str, Node]:
        """Return what stands under the keys of a mapping.

        Args:
            node: It.
            what: What messages call it.
            known: The keys that it may have.
            needed: Those that it must have.
        """
        if not isinstance(node, Table):
            self.mistake(node, f"{what} must be a mapping; its keys are {listed(known)}")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.entries.items():
            if key.text in known:
                found[key.text] = value
            else:
                self.mistake(key, not_among(known, key.text, f"unknown key `{key.text}` of {what}", "it has"))
        for name in needed:
            if name not in found:
                self.mistake(node, f"{what} must have `{name}`")
        return found

    def items(self, node: Node | None, what: str) -> list[Node]:
        """Return the members of a list; none where there is none."""
        if node is None:
            return []
        if not isinstance(node, Items):
            self.mistake(node, f"{what} must be a list")
            return []
        return node.items

    def text(self, node: Node | None, what: str) -> str:
        """Return a text, exactly as it was written."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.mistake(node, f"{what} must be a text")
            return ""
        if not node.text and node.plain:
            self.mistake(node, f"{what} is missing: put an empty text into quotes")
        return node.text

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Return one text, or the texts of a list."""
        if isinstance(node, Items):
            return tuple(self.text(item, what) for item in node.items)
        return () if node is None else (self.text(node, what),)

    def flag(self, node: Node | None, name: str) -> bool:
        """Return what is true or false; false where there is nothing."""
        if node is None:
            return False
        try:
            return read_boolean(name, node)
        except OptionMistakeError as error:
            self._mistakes += error.mistakes
            return False

    def cells(self, node: Node | None, what: str) -> dict[str, str]:
        """Return the cells of a record by their columns; a cell may be empty."""
        if not isinstance(node, Table):
            if node is not None:
                self.mistake(node, f'{what} must be columns and their texts, such as {{"Date:Start": 2025/06/27}}')
            return {}
        found: dict[str, str] = {}
        for key, value in node.entries.items():
            if isinstance(value, Scalar):
                found[key.text] = value.text
            else:
                self.mistake(value, f"a cell of {what} must be a text")
        return found

    def options(self, node: Node | None) -> dict[str, OptionValue]:
        """Return a value for every declared option, read as `proplint.yaml` is."""
        values = {option.name: option.default for option in self._declared.values()}
        given = {} if node is None else self.keys(node, "`options`", tuple(self._declared))
        for name, value in given.items():
            option = self._declared[name]
            kind: str = option.type
            try:
                values[name] = self._columns(name, kind, value) if kind in _OF_COLUMNS else read_option(option, value)
            except OptionMistakeError as error:
                self._mistakes += error.mistakes
        return values

    def refused(self, node: Node, options: Mapping[str, OptionValue]) -> Refused:
        """Return the options of a group as some that make no sense."""
        found = self.keys(node, "`refused`", ("option", "says"), ("option",))
        name = self.text(found.get("option"), "`option`")
        if name and name not in self._declared:
            self.mistake(node, f"there is no option `{name}`")
        return Refused(node.line, options, name, self.texts(found.get("says"), "`says`"))

    def _columns(self, name: str, kind: str, node: Node) -> OptionValue:
        """Return names of columns; there is no configuration here that they could be looked up in."""
        texts = self.texts(node, f"`{name}`")
        return texts if kind == "columns" else "".join(texts)


def beside(test: type, name: str) -> str:
    """Return the path of a file that stands beside the module of a class."""
    return os.path.join(os.path.dirname(inspect.getfile(test)), name)


def _relative(path: str) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return path
