"""The JSON Schema of `proplint.yaml`, for editors; made from the declarations of the options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from proplint.api import SEVERITIES
from proplint.config.load import REPORTS
from proplint.config.model import DEFAULT_FILES, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from proplint.api import FileRule, Option, PropertyType, RecordRule, Rule
    from proplint.plugins import LoadedType
    from proplint.registry import Brought

# Scalars are taken as written, so an editor's YAML may well see a number or a date where we see a text.
_SCALAR: Final = {"type": ["string", "number", "boolean", "null"]}
_TEXTS: Final = {"type": "array", "items": _SCALAR, "uniqueItems": True}
_KINDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": _SCALAR,
    "texts": {**_TEXTS, "minItems": 1},
    "boolean": {"type": "boolean"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "column": {"type": "string"},
    "columns": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1},
    "date": {"type": "string", "pattern": "^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}$"},
}
_REQUIRED: Final = {"type": "boolean", "default": False, "description": "Whether an empty cell is wrong."}


def json_schema(
    types: Sequence[LoadedType],
    rules: Mapping[str, Rule],
    record_rules: Sequence[Brought] = (),
    file_rules: Sequence[Brought] = (),
) -> dict[str, Any]:
    """Return the schema, in JSON Schema 2020-12.

    Args:
        types: The types whose properties can be declared.
        rules: The core's rules.
        record_rules: The record rules that can be listed.
        file_rules: The file rules.
    """
    things = [*(loaded.type for loaded in types), *(brought.thing for brought in (*record_rules, *file_rules))]
    every = {**rules, **{rule.name: rule for thing in things for rule in thing.rules}}
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
            "record_rules": _across("Rules across the cells of one record.", record_rules),
            "file_rules": _across("Rules across the records of a file.", file_rules),
            "plugins": _list("Installed distributions, or files beside this one, that bring types and rules.", []),
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


def _across(description: str, rules: Sequence[Brought]) -> dict[str, Any]:
    entries = {brought.thing.name: _entry(brought.thing) for brought in rules}
    bare = [name for name, entry in entries.items() if "required" not in entry]
    listed = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False}
    either = [{**listed, "properties": entries}, *([{"enum": bare}] if bare else [])]
    return {"type": ["array", "null"], "description": description, "default": [], "items": {"anyOf": either}}


def _entry(rule: RecordRule | FileRule) -> dict[str, Any]:
    needed = [one.name for one in rule.options if one.type in ("column", "columns") and one.default is None]
    return {
        "type": "object" if needed else ["object", "null"],
        "description": rule.doc,
        "additionalProperties": False,
        "properties": {option.name: _option(option) for option in rule.options},
        **({"required": needed} if needed else {}),
    }


def _option(option: Option) -> dict[str, Any]:
    schema: dict[str, Any] = {**_KINDS[option.type], "description": option.doc}
    if option.choices:
        schema = {"enum": [*option.choices], "description": option.doc}
    if isinstance(option.default, tuple):
        schema["default"] = [*option.default]
    elif option.default is not None:
        schema["default"] = option.default if isinstance(option.default, (bool, int)) else str(option.default)
    return schema
