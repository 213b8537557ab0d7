"""The rules with dataframely."""

from __future__ import annotations

from typing import Any

import dataframely as dy
import frames
import polars as pl
import rules


def _column(column: rules.Column) -> dy.Column:
    """Return the declaration of a property column."""
    options = column.options
    if column.kind == "Choice":
        return dy.String(nullable=True, alias=column.name, check=lambda cell: cell.is_in(options))
    if column.kind == "Multiple choice":
        return dy.String(nullable=True, alias=column.name, check=lambda cell: frames.several(options, cell))
    if column.kind == "Text":
        return dy.String(nullable=True, alias=column.name, max_length=rules.TEXT_LIMIT)
    return dy.String(nullable=True, alias=column.name, regex=f"^(?:{column.pattern})$")


def _schema(columns: list[rules.Column]) -> type[dy.Schema]:
    """Return the schema, a class with an attribute for each column."""
    members: dict[str, Any] = {
        "index": dy.UInt32(),  # so that rows that fail come with their numbers
        "customer_id": dy.String(unique=True, alias="Customer ID"),
        "email": dy.String(unique=True, alias="Email", regex=f"^(?:{rules.EMAIL})$"),
        **{f"property_{number}": _column(column) for number, column in enumerate(columns)},
    }
    return type(dy.Schema)("Customers", (dy.Schema,), members)


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file."""
    frame = frames.read(path)
    known = [*rules.IDENTITY, *(column.name for column in columns)]
    faults = rules.Faults()
    if frame.columns != known:
        faults.add(1, None, "columns")
    _, failed = _schema(columns).filter(frame.with_row_index())
    details = failed.details()
    faults.records = len(failed)
    for rule, count in failed.counts().items():
        first = details.filter(pl.col(rule) == "invalid")["index"].head(rules.MOST_PLACES)
        faults.add_lines([index + 2 for index in first], rule.partition("|")[0], rule, count)
    return faults


if __name__ == "__main__":
    rules.main(check)
