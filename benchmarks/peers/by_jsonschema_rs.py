"""The rules with jsonschema-rs, over `csv`: a record is an object, and what JSON Schema can't say is said around it."""

from __future__ import annotations

import csv
from typing import Any

import jsonschema_rs
import rules


def _schema(columns: list[rules.Column]) -> dict[str, Any]:
    """Return the JSON Schema of a record, from which empty cells are left out."""
    properties: dict[str, Any] = {"Customer ID": {"minLength": 1}, "Email": {"pattern": f"^(?:{rules.EMAIL})$"}}
    for column in columns:
        if column.kind == "Choice":
            properties[column.name] = {"enum": column.options}
        elif column.kind == "Multiple choice":
            properties[column.name] = {"items": {"enum": column.options}, "uniqueItems": True}
        elif column.kind == "Text":
            properties[column.name] = {"maxLength": rules.TEXT_LIMIT}
        else:
            properties[column.name] = {"pattern": f"^(?:{column.pattern})$"}
    return {"properties": properties, "required": list(rules.IDENTITY), "additionalProperties": False}


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file."""
    validator = jsonschema_rs.validator_for(_schema(columns), pattern_options=jsonschema_rs.RegexOptions())
    several = [column.name for column in columns if column.kind == "Multiple choice"]
    faults = rules.Faults(records=0)
    seen: tuple[set[str], set[str]] = (set(), set())
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader)
        line = reader.line_num + 1
        for row in reader:
            faults.records = (faults.records or 0) + _judge(validator, header, row, line, several, seen, faults)
            line = reader.line_num + 1
    return faults


def _judge(
    validator: Any,  # noqa: ANN401  (has no public type)
    header: list[str],
    row: list[str],
    line: int,
    several: list[str],
    seen: tuple[set[str], set[str]],
    faults: rules.Faults,
) -> int:
    """Judge a record; return 1 when it is faulty."""
    before = faults.kinds.total()
    if len(row) != len(header):
        faults.add(line, None, "cells")
        return 1
    record: dict[str, Any] = {name: cell for name, cell in zip(header, row, strict=True) if cell}
    for name in several:
        if name in record:
            record[name] = record[name].split(";")
    if not validator.is_valid(record):
        for error in validator.iter_errors(record):
            at = [*error.instance_path, getattr(error.kind, "property", None)]  # of a cell that is missing
            faults.add(line, str(at[0]), type(error.kind).__name__)
    for name, values in zip(rules.IDENTITY, seen, strict=True):
        value = record.get(name)
        if value in values:
            faults.add(line, name, "twice")
        elif value is not None:
            values.add(value)
    return int(faults.kinds.total() > before)


if __name__ == "__main__":
    rules.main(check)
