"""The rules with frictionless."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import rules
from frictionless import Check, Checklist, Dialect, Resource, Schema, errors
from frictionless.formats import CsvControl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from frictionless import Error, Row


class Repeated(Check):
    """Finds options that are chosen twice, which a pattern can't."""

    type = "repeated"
    Errors = [errors.CellError]  # noqa: RUF012  (the library's way)
    columns: list[str]

    def validate_row(self, row: Row) -> Iterator[Error]:
        """Look at a record."""
        for name in self.columns:
            parts = (row[name] or "").split(";")
            if len(set(parts)) < len(parts):
                yield errors.CellError.from_row(row, note="an option twice", field_name=name)


def _field(column: rules.Column) -> dict[str, Any]:
    """Return the description of a property column."""
    constraints: dict[str, Any]
    if column.kind == "Choice":
        constraints = {"enum": column.options}
    elif column.kind == "Text":
        constraints = {"maxLength": rules.TEXT_LIMIT}
    else:
        constraints = {"pattern": column.several if column.kind == "Multiple choice" else column.pattern}
    return {"name": column.name, "type": "string", "constraints": constraints}


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file."""
    needed = {"required": True, "unique": True}
    identity: list[dict[str, Any]] = [
        {"name": "Customer ID", "type": "string", "constraints": needed},
        {"name": "Email", "type": "string", "constraints": {**needed, "pattern": rules.EMAIL}},
    ]
    schema = Schema.from_descriptor({"fields": [*identity, *map(_field, columns)]})
    repeated = Repeated()
    repeated.columns = [column.name for column in columns if column.kind == "Multiple choice"]
    # The dialect is said, and no limit set, so that nothing is guessed from the first lines or left out
    folder, name = os.path.split(path)
    dialect = Dialect(controls=[CsvControl(delimiter=",", quote_char='"', double_quote=True)])
    resource = Resource(path=name, basepath=folder, encoding="utf-8", dialect=dialect, schema=schema)
    report = resource.validate(Checklist(checks=[repeated]), limit_errors=100_000_000)
    faults = rules.Faults()
    wrong = set()
    for error in report.flatten(["rowNumber", "fieldName", "type", "message"]):
        faults.add(error[0], error[1], error[2])
        wrong.add(error[0])
    faults.records = len(wrong)
    return faults


if __name__ == "__main__":
    rules.main(check)
