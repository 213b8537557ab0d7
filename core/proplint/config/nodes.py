"""YAML as plain nodes: every scalar is the text that was written, every node knows its line and column.

A configuration for a tool that fights silent damage must not damage values itself: YAML's own types would
turn the option `1.10` into 1.1, `NO` into false and `2025-06-27` into a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruamel.yaml import YAML
    from ruamel.yaml.error import StringMark

_BOM: Final = b"\xef\xbb\xbf"
_LARGEST: Final = 5 << 20
_MOST_NODES: Final = 200_000
_DEEPEST: Final = 50
_STANDARD: Final = "tag:yaml.org,2002:"
_KINDS: Final = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
_TAGS: Final = frozenset(("", "!", "None", *(_STANDARD + kind for kind in _KINDS)))


class Mistake(NamedTuple):
    """Something wrong with the configuration, at a line and column that count from 1."""

    line: int
    column: int
    message: str


class Scalar(NamedTuple):
    """A text. `plain` tells whether it stood without quotes."""

    line: int
    column: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether it says "nothing" where a list or a mapping could stand."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Items(NamedTuple):
    """A list."""

    line: int
    column: int
    items: list[Node]


class Table(NamedTuple):
    """A mapping, in the order in which it was written: key to value."""

    line: int
    column: int
    entries: dict[Scalar, Node]


Node: TypeAlias = "Scalar | Items | Table"


def read_nodes(data: bytes) -> tuple[Node | None, list[Mistake]]:  # noqa: PLR0911  a way out for each fault
    """Read a YAML document.

    Args:
        data: The file's bytes: UTF-8, with or without a byte order mark.

    Returns:
        Its root (None for an empty document, or one that is no YAML), and what is wrong with it.
    """
    if len(data) > _LARGEST:
        return None, [Mistake(1, 1, "the file is larger than 5 MB, which no configuration should be")]
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Mistake(line, 1, "the file is not UTF-8: save it as UTF-8")]
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = _quick_yaml().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [_at(mark, _syntax(error.problem or str(error)))]
    except RecursionError:
        return None, [Mistake(1, 1, "the file is nested too deeply")]
    except (YAMLError, ValueError) as error:
        return None, [Mistake(1, 1, f"this is no YAML: {' '.join(str(error).split())}")]
    if root is None:
        return None, []
    converter = _Converter()
    return converter.convert(root, 0), converter.mistakes


def _quick_yaml() -> YAML:
    """Return a YAML reader without what costs most of its start: patterns for types that we don't want."""
    from ruamel.yaml import YAML
    from ruamel.yaml.reader import Reader
    from ruamel.yaml.resolver import VersionedResolver

    class AsWritten(VersionedResolver):
        """Takes plain scalars for texts."""

        @property
        def versioned_resolver(self) -> Mapping[str, Any]:
            return {}

    class QuickReader(Reader):
        """Finds what YAML forbids without compiling a pattern of all that it allows."""

        @classmethod
        def _get_non_printable_regex(cls, data: str) -> tuple[int, str] | None:
            found = min((data.index(one) for one in {*data} if not _is_allowed(one)), default=None)
            return None if found is None else (found, data[found])

    yaml = YAML(typ="safe", pure=True, plug_ins=[])
    yaml.Resolver = AsWritten
    yaml.Reader = QuickReader
    return yaml


def _is_allowed(character: str) -> bool:
    if " " <= character <= "~" or character in "\t\n\r\x85":
        return True
    return character >= "\xa0" and not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


def _syntax(problem: str) -> str:
    if "\\t" in problem:
        return "this is no YAML: indent with blanks, not with tabs"
    return f"this is no YAML: {' '.join(problem.split())}"


def _at(mark: StringMark | None, message: str) -> Mistake:
    return Mistake(mark.line + 1, mark.column + 1, message) if mark else Mistake(1, 1, message)


class _TooMuchError(Exception):
    pass


class _Converter:
    """Turns ruamel's nodes into ours; bounds what aliases can expand to."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._count = 0

    def convert(self, node: Any, depth: int) -> Node | None:  # noqa: ANN401  ruamel's nodes are untyped
        """Return a node as ours; None when it expands without bound."""
        try:
            return self._convert(node, depth)
        except _TooMuchError:
            self.mistakes = [_at(node.start_mark, "the aliases (`*name`) expand without bound")]
            return None

    def _convert(self, node: Any, depth: int) -> Node:  # noqa: ANN401
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST_NODES:
            raise _TooMuchError
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        tag = str(node.tag or "")
        if tag not in _TAGS:
            self.mistakes.append(
                Mistake(line, column, f"the tag `{tag}` is not possible here: write the value without it")
            )
        if node.id == "mapping":
            return Table(line, column, self._entries(node, depth))
        if node.id == "sequence":
            return Items(line, column, [self._convert(item, depth + 1) for item in node.value])
        return Scalar(line, column, str(node.value), plain=node.style is None)

    def _entries(self, node: Any, depth: int) -> dict[Scalar, Node]:  # noqa: ANN401
        entries: dict[Scalar, Node] = {}
        seen: dict[str, Scalar] = {}
        for key_node, value_node in node.value:
            key = self._convert(key_node, depth + 1)
            value = self._convert(value_node, depth + 1)
            if not isinstance(key, Scalar):
                self.mistakes.append(Mistake(key.line, key.column, "a key must be a text"))
            elif key.text == "<<" and key.plain:
                self.mistakes.append(Mistake(key.line, key.column, "merge keys (`<<`) are not possible here"))
            elif key.text in seen:
                first = seen[key.text]
                message = f"`{key.text}` stands twice; the first is on line {first.line}"
                self.mistakes.append(Mistake(key.line, key.column, message))
            else:
                seen[key.text] = key
                entries[key] = value
        return entries
