"""The JSON Schema of `proplint.yaml`, for editors; made from the declarations of the options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from proplint.config.load import REPORTS, SEVERITIES
from proplint.config.model import DEFAULT_FILES, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from proplint.api import Option, PropertyType, Rule
    from proplint.plugins import LoadedType

# Scalars are taken as written, so an editor's YAML may well see a number or a date where we see a text.
_SCALAR: Final = {"type": ["string", "number", "boolean", "null"]}
_TEXTS: Final = {"type": "array", "items": _SCALAR, "uniqueItems": True}
_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": _SCALAR,
    "texts": {**_TEXTS, "minItems": 1},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "pattern": "^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}$"},
}
_REQUIRED: Final = {"type": "boolean", "default": False, "description": "Whether an empty cell is wrong."}


def json_schema(types: Sequence[LoadedType], rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return the schema, in JSON Schema 2020-12.

    Args:
        types: The types whose properties can be declared.
        rules: The core's rules.
    """
    every = {**rules, **{rule.name: rule for loaded in types for rule in loaded.type.rules}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "proplint.yaml",
        "type": "object",
        "required": ["version"],
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION, "description": "Version of this format."},
            "files": _list("The files that this configuration governs, relative to it.", [*DEFAULT_FILES]),
            "properties": _properties(loaded.type for loaded in types),
            "plugins": _list("Installed distributions, or files beside this one, that bring types.", []),
            "rules": {
                "type": ["object", "null"],
                "description": "Severities of rules.",
                "additionalProperties": False,
                "properties": {name: {"enum": [*SEVERITIES], "description": every[name].what} for name in every},
            },
            "error_file": _error_file(),
            "ignore_columns": _list("Columns that are no property and no mistake.", []),
            "report": {"enum": [*REPORTS], "default": "all", "description": "Which findings are reported."},
        },
    }


def _list(description: str, default: list[str]) -> dict[str, Any]:
    return {**_TEXTS, "type": ["array", "null"], "description": description, "default": default}


def _error_file() -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "description": "How error files are made: the failing rows with a column of messages.",
        "additionalProperties": False,
        "properties": {
            "column": {
                "type": "string",
                "default": "Errors",
                "description": "Name of the column of messages.",
            },
            "rows": {
                "enum": ["failing", "all"],
                "default": "failing",
                "description": "Which rows they hold.",
            },
            "dir": {
                "type": ["string", "null"],
                "default": None,
                "description": "Folder they are written to.",
            },
        },
    }


def _properties(types: Iterable[PropertyType]) -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "description": "The properties, by their column names.",
        "additionalProperties": False,
        "patternProperties": {_pattern(kind): _declaration(kind) for kind in types},
    }


def _pattern(kind: PropertyType) -> str:
    import re

    return f"^(?:{'|'.join(map(re.escape, (kind.name, *kind.aliases)))}):".replace("\\ ", " ")


def _declaration(kind: PropertyType) -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "description": kind.doc,
        "additionalProperties": False,
        "properties": {"required": _REQUIRED, **{option.name: _option(option) for option in kind.options}},
    }


def _option(option: Option) -> dict[str, Any]:
    schema: dict[str, Any] = {**_KINDS[option.type], "description": option.doc}
    if option.choices:
        schema = {"enum": [*option.choices], "description": option.doc}
    if option.default is not None:
        schema["default"] = option.default if isinstance(option.default, (bool, int)) else str(option.default)
    return schema
