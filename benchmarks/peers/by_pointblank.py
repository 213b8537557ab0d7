"""The rules with pointblank, on polars."""

from __future__ import annotations

import frames
import pointblank as pb
import polars as pl
import rules


def _step(plan: pb.Validate, column: rules.Column) -> pb.Validate:
    """Add the rule of a property column to a plan."""
    cell = pl.col(column.name)
    if column.kind == "Choice":
        return plan.col_vals_expr(cell.is_null() | cell.is_in(column.options))
    if column.kind == "Multiple choice":
        return plan.col_vals_expr(cell.is_null() | frames.several(column.options, cell))
    if column.kind == "Text":
        return plan.col_vals_expr(cell.is_null() | (cell.str.len_chars() <= rules.TEXT_LIMIT))
    return plan.col_vals_regex(column.name, f"^(?:{column.pattern})$", na_pass=True)


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file."""
    known = [*rules.IDENTITY, *(column.name for column in columns)]
    plan = pb.Validate(frames.read(path)).col_schema_match(pb.Schema(columns=known))
    for name in rules.IDENTITY:
        plan = plan.col_vals_not_null(name).rows_distinct(name)
    plan = plan.col_vals_regex("Email", f"^(?:{rules.EMAIL})$", na_pass=True)
    names = [None, *(name for name in rules.IDENTITY for _ in range(2)), "Email", *(column.name for column in columns)]
    for column in columns:
        plan = _step(plan, column)
    plan = plan.interrogate(extract_limit=rules.MOST_PLACES)
    faults = rules.Faults(records=0)
    failed = plan.n_failed()
    for number, name in enumerate(names, 1):
        if failed.get(number):
            extract = plan.get_data_extracts(number, frame=True)
            lines = [] if extract is None or "_row_num_" not in extract.columns else extract["_row_num_"]
            faults.add_lines([line + 1 for line in lines] or [None], name, f"step {number}", failed[number])
    if faults.kinds:
        faults.records = len(plan.get_sundered_data(type="fail"))
    return faults


if __name__ == "__main__":
    rules.main(check)
