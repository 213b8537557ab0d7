"""The rules with pandera, on polars."""

from __future__ import annotations

import frames
import pandera.polars as pa
import polars as pl
import rules
from pandera.errors import SchemaErrors


def _checks(column: rules.Column) -> list[pa.Check]:
    """Return the checks of a property column."""
    if column.kind == "Choice":
        return [pa.Check.isin(column.options)]
    if column.kind == "Multiple choice":
        options = column.options
        return [pa.Check(lambda data: data.lazyframe.select(frames.several(options, pl.col(data.key))), name="several")]
    if column.kind == "Text":
        return [pa.Check.str_length(max_value=rules.TEXT_LIMIT)]
    return [pa.Check.str_matches(f"^(?:{column.pattern})$")]


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file."""
    email = pa.Check.str_matches(f"^(?:{rules.EMAIL})$")
    properties = {column.name: pa.Column(pl.String, _checks(column), nullable=True) for column in columns}
    schema = pa.DataFrameSchema(
        {
            "Customer ID": pa.Column(pl.String, unique=True),
            "Email": pa.Column(pl.String, email, unique=True),
            **properties,
        },
        strict=True,
    )
    faults = rules.Faults()
    try:
        schema.validate(frames.read(path), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        faults.records = cases["index"].n_unique()
        for (column, what), some in cases.group_by("column", "check", maintain_order=True):
            lines = [index + 2 if index is not None else None for index in some["index"].head(rules.MOST_PLACES)]
            faults.add_lines(lines, str(column), str(what)[:40], len(some))
    return faults


if __name__ == "__main__":
    rules.main(check)
