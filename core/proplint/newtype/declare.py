"""Columns that a configuration ignores, since nobody knew their type, made properties: every other byte as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from proplint.config.nodes import read_nodes
from proplint.config.scaffold import quoted
from proplint.newtype.configure import line_end, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_IGNORED = "ignore_columns"
_DECLARED = "properties"


def ignored_columns(data: bytes, word: str) -> list[str]:
    """Return the columns of a type, `WORD:…`, that a configuration ignores."""
    root, mistakes = read_nodes(data)
    top = plain(root)
    listed = top.get(_IGNORED) if isinstance(top, dict) and not mistakes else None
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    return [name for name in names if name.partition(":")[0] == word and name.partition(":")[2].strip()]


def with_columns(data: bytes, columns: Sequence[str]) -> bytes | None:
    """Return a configuration in which columns that it ignores are properties.

    Args:
        data: The configuration.
        columns: They; see `ignored_columns`.

    Returns:
        It as bytes; None where it is written in a way that only a person should change.
    """
    text = data.decode()
    ignoring, declaring = _not_ignoring(text, columns), _declaring(text, columns)
    if ignoring is None or declaring is None:
        return None
    for start, end, instead in sorted((*ignoring, declaring), reverse=True):
        text = f"{text[:start]}{instead}{text[end:]}"
    made = text.encode()
    before, after = (plain(read_nodes(each)[0]) for each in (data, made))
    if read_nodes(made)[1] or not isinstance(before, dict) or not isinstance(after, dict):
        return None
    properties, ignored = after.pop(_DECLARED, None), after.pop(_IGNORED, None)
    had, listed = before.pop(_DECLARED, None) or {}, before.pop(_IGNORED)
    if not isinstance(had, dict) or not isinstance(listed, list) or not isinstance(properties, dict):
        return None
    whole = {*had, *columns} == {*properties} and had == {name: properties[name] for name in had}
    return made if whole and before == after and ignored == [name for name in listed if name not in columns] else None


_Edit = tuple[int, int, str]


def _not_ignoring(text: str, columns: Sequence[str]) -> list[_Edit] | None:
    """Return the edits that take columns out of those that are ignored."""
    key, node = _entry(text, _IGNORED)
    kept = [item for item in node.value if item.value not in columns]
    start = node.start_mark.index if node.flow_style else text.index(":", key.end_mark.index) + 1
    end = node.end_mark.index if node.flow_style else node.value[-1].end_mark.index
    if kept and not node.flow_style:
        gone = (item for item in node.value if item.value in columns)
        return [(_line_start(text, item.start_mark.index), _next_line(text, item.end_mark.index), "") for item in gone]
    if "#" in text[start:end]:
        return None
    listed = ", ".join(text[item.start_mark.index : item.end_mark.index] for item in kept)
    return [(start, end, f"[{listed}]" if node.flow_style else " []")]


def _declaring(text: str, columns: Sequence[str]) -> _Edit | None:
    """Return the edit that adds columns to the properties."""
    end = line_end(text)
    key, node = _entry(text, _DECLARED)
    if node is None:
        lines = "".join(f"  {quoted(name)}:{end}" for name in columns)
        return len(text), len(text), f"{'' if text.endswith(end) else end}{_DECLARED}:{end}{lines}"
    if node.id == "mapping" and node.flow_style:
        at = node.end_mark.index - 1
        return at, at, (", " if node.value else "") + ", ".join(f"{quoted(name)}: {{}}" for name in columns)
    margin = node.start_mark.column if node.id == "mapping" else 2
    last = _end(node) if node.id == "mapping" else key.end_mark.index
    if last is None:
        return None
    at = _next_line(text, last)
    while re.match(rf" {{{margin + 1},}}#", text[at:]):  # a comment on the last one
        at = _next_line(text, at)
    lines = "".join(f"{' ' * margin}{quoted(name)}:{end}" for name in columns)
    return at, at, lines if text[:at].endswith(end) else f"{end}{lines}"


def _entry(text: str, name: str) -> tuple[Any, Any]:
    """Return a key of the configuration and its value, with their places; None for both where it is missing."""
    from ruamel.yaml import YAML

    root: Any = YAML(typ="safe", pure=True).compose(text)
    return next(((key, value) for key, value in root.value if key.value == name), (None, None))


def _end(node: Any) -> int | None:  # noqa: ANN401  a node of ruamel.yaml
    """Return where the text of a node ends, without what follows it; None for texts of several lines."""
    while node.id != "scalar" and not node.flow_style:
        key, node = node.value[-1] if node.id == "mapping" else (None, node.value[-1])
        if key is not None and node.id == "scalar" and not node.value and not node.style:
            return int(key.end_mark.index)  # nothing stands there: its place is that of what comes next
    return None if node.id == "scalar" and node.style in ("|", ">") else int(node.end_mark.index)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _next_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)
