"""The page about `proplint.yaml`, made from its JSON Schema, which is made from the options' declarations."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from click.testing import CliRunner

from proplint.cli import proplint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_README: Final = Path(__file__).resolve().parent.parent / "README.md"
_ELSEWHERE: Final = {
    "properties": "Keys are the names of columns, exactly: `Type:Name`. What stands under each depends on its type; "
    "[Property types](types.md) has the options of all.",
    "rules": "Keys are the names of [rules](rules/index.md); values are `error`, `warning` and `off`.",
}
"""Keys whose values have pages of their own."""

_INTRODUCTION: Final = """\
# Configuration

`proplint.yaml` is versioned with the CSV files. The nearest one upwards governs a file. Values are taken as they are
written: `1.10`, `NO`, `~` and `2025-06-27` are these very texts. `proplint config check` says all mistakes in it at
once, and [the JSON Schema](../proplint.schema.json) lets editors complete it.
"""


def example() -> str:
    """Return the example of a configuration that the README has, as a block of YAML."""
    (block,) = re.findall(r"^```yaml\nversion: 1\n.*?^```$", _README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(block)


def configuration_page() -> str:
    """Return the page."""
    done = CliRunner().invoke(proplint, ["config", "schema"], catch_exceptions=False)
    schema = json.loads(done.stdout)
    required = schema.get("required", ())
    parts = [_INTRODUCTION, example()]
    for key, node in schema["properties"].items():
        parts += [f"## {key}", _described(node, required=key in required)]
        parts += [_ELSEWHERE[key]] if key in _ELSEWHERE else [*_members(node)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _described(node: Mapping[str, Any], *, required: bool = False) -> str:
    """Return what a key is for, and what may stand there."""
    notes = [_form(node), "required" if required else _default(node)]
    said = ", ".join(note for note in notes if note)
    return f"{node.get('description', '')} *{said[0].upper()}{said[1:]}.*".strip() if said else node["description"]


def _members(node: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Give a definition for each key below one, and for the keys below that."""
    indent = "    " * depth
    inner = node.get("items", node)
    for name, member in _keys(inner).items():
        yield f"{indent}`{name}`\n{indent}:   {_described(member, required=name in inner.get('required', ()))}"
        yield from _members(member, depth + 1)


def _keys(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys that may stand in an object, those of its alternatives too."""
    found = dict(node.get("properties", {}))
    extra = node.get("additionalProperties")
    if isinstance(extra, dict) and extra:
        found["NAME"] = extra
    for name in ("anyOf", "oneOf", "allOf"):
        for alternative in node.get(name, ()):
            found = {**_keys(alternative), **found}
    return found


def _form(node: Mapping[str, Any]) -> str:
    if "const" in node:
        return f"always `{node['const']}`"
    if "enum" in node:
        return "one of " + ", ".join(f"`{value}`" for value in node["enum"])
    kinds = node.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else {*kinds}
    names = {"array": "a list", "boolean": "`true` or `false`", "integer": "a whole number", "number": "a number"}
    if len(kinds - {"null"}) > 1:
        return "a text"
    return next((name for kind, name in names.items() if kind in kinds), "a text" if "string" in kinds else "")


def _default(node: Mapping[str, Any]) -> str:
    if "default" not in node or node["default"] in (None, []):
        return ""
    return f"by default `{json.dumps(node['default'], ensure_ascii=False)}`"
