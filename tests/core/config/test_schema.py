"""The JSON Schema: valid, fresh, and of the same mind as the program."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from proplint.config.schema import json_schema
from proplint.exceptions import ConfigError
from proplint.plugins import Host
from proplint.registry import FILE_RULES, RECORD_RULES
from proplint.rules import CORE_RULES
from support import ROOT, load_config


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    host = Host({})
    made = json_schema(
        [loaded for loaded in host.types() if loaded.origin.name.startswith("proplint_types")],
        CORE_RULES,
        *(
            [brought for brought in host.every(kind) if brought.origin.name.startswith("proplint_rules")]
            for kind in (RECORD_RULES, FILE_RULES)
        ),
    )
    jsonschema.Draft202012Validator.check_schema(made)
    return made


def errors(schema: dict[str, Any], text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(YAML(typ="safe").load(text))]


def test_the_committed_copy_is_fresh(schema: dict[str, Any]) -> None:
    committed = (ROOT / "docs" / "proplint.schema.json").read_text("utf-8")
    assert json.loads(committed) == schema, "run `make schema`"


@pytest.mark.parametrize(
    "text",
    [
        "version: 1",
        "version: 1\nproperties:\n  Boolean:VIP:\n  Choice:C: {options: [a, 1, true], required: true}\nplugins: [x]\n",
        "version: 1\nproperties:\n  Text line:A: {max_length: 5}\n  'Number:A:B': {min: 0, max: 1.5, integer: true}\n",
        "version: 1\nrules: {duplicate-email: warning, not-a-number: 'off'}\nerror_file: {rows: all, dir: null}\n",
        "version: 1\nrecord_rules: ~\nfile_rules: [{unique: {columns: [Email, Customer ID]}}]\n",
        "version: 1\nproperties: {Text:A: {}}\nrecord_rules:\n- requires: {column: Text:A, columns: [Email], values: [x]}\n",
        (ROOT / "examples" / "shop" / "proplint.yaml").read_text("utf-8"),
    ],
)
def test_takes_what_the_program_takes(schema: dict[str, Any], text: str) -> None:
    load_config(text.replace("plugins: [x]\n", ""))
    assert errors(schema, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "files: []",
        "version: 2",
        "version: 1\nfile: []",
        "version: 1\nfiles: x.csv",
        "version: 1\nproperties:\n  Nmber:Age: {}",
        "version: 1\nproperties:\n  Number:Age: {minimum: 1}",
        "version: 1\nproperties:\n  Number:Age: {min: 1;5}",
        "version: 1\nproperties:\n  Choice:A: {options: Blue}",
        "version: 1\nproperties:\n  Choice:A: {options: []}",
        "version: 1\nproperties:\n  Date:A: {min: 2025/6/7}",
        "version: 1\nrules: {dupliate-email: error}",
        "version: 1\nrules: {duplicate-email: info}",
        "version: 1\nerror_file: {rows: some}",
        "version: 1\nrecord_rules: {requires: {column: Email, columns: [Customer ID]}}",
        "version: 1\nrecord_rules: [require]",
        "version: 1\nrecord_rules: [requires]",
        "version: 1\nrecord_rules: [{requires: {column: Email}}]",
        "version: 1\nrecord_rules: [{requires: {column: Email, columns: []}}]",
        "version: 1\nfile_rules: [{unique: {column: Email}}]",
        "version: 1\nfile_rules: [{unique: ~}]",
    ],
)
def test_refuses_what_the_program_refuses(schema: dict[str, Any], text: str) -> None:
    with pytest.raises(ConfigError):
        load_config(text)
    assert errors(schema, text)
