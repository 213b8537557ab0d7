"""Naming a plugin in a configuration: one line more, and every other byte as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from proplint.config.nodes import Items, Scalar, read_nodes

if TYPE_CHECKING:
    from proplint.config.nodes import Node

_Plain: TypeAlias = "str | list[_Plain] | dict[str, _Plain]"


def has_plugins(data: bytes) -> bool:
    """Whether a configuration has the key `plugins`."""
    root, _ = read_nodes(data)
    return isinstance(plain(root), dict) and "plugins" in plain(root)


def with_plugin(data: bytes, plugin: str) -> bytes | None:
    """Return a configuration that names one plugin more.

    Args:
        data: The configuration.
        plugin: What goes under `plugins`.

    Returns:
        It as bytes; the same where it names the plugin already; None where it is written in a way that only a person
        should change.
    """
    root, mistakes = read_nodes(data)
    before = plain(root)
    if mistakes or not isinstance(before, dict):
        return None
    listed = before.get("plugins", [])
    if not isinstance(listed, list):
        return None
    if plugin in listed:
        return data
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    made = mark + _inserted(data.removeprefix(mark).decode(), plugin).encode()
    root, mistakes = read_nodes(made)
    wanted = {**before, "plugins": [*listed, plugin]}
    return made if not mistakes and plain(root) == wanted else None


def _inserted(text: str, plugin: str) -> str:
    from ruamel.yaml import YAML

    end = line_end(text)
    entry: Any = next(
        (value for key, value in YAML(typ="safe", pure=True).compose(text).value if key.value == "plugins"), None
    )
    if entry is None:
        return f"{text}{'' if text.endswith(end) else end}plugins:{end}  - {plugin}{end}"
    if entry.flow_style:
        at = entry.end_mark.index - 1
        return f"{text[:at]}{', ' if entry.value else ''}{plugin}{text[at:]}"
    last = entry.value[-1].end_mark.index
    at = text.find(end, last)
    at = len(text) if at < 0 else at
    return f"{text[:at]}{end}{' ' * entry.start_mark.column}- {plugin}{text[at:]}"


def line_end(text: str) -> str:
    """Return what a configuration ends its lines with."""
    return "\r\n" if "\r\n" in text else "\n"


def plain(node: Node | None) -> _Plain:
    """Return a node as texts, lists and mappings, without its places."""
    if node is None or isinstance(node, Scalar):
        return node.text if node else ""
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries.items()}
