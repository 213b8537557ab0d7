"""What the peers on polars share: how the file is read, and the one rule that none of them has ready."""

from __future__ import annotations

import polars as pl


def read(path: str) -> pl.DataFrame:
    """Read a CSV as text; empty cells are null, as these libraries expect of cells that may be left out."""
    return pl.read_csv(path, infer_schema=False)


def several(options: list[str], column: pl.Expr) -> pl.Expr:
    """Return the rule of a multiple choice: each part an option, none twice."""
    parts = column.str.split(";")
    known = parts.list.eval(pl.element().is_in(options)).list.all()
    return known & (parts.list.n_unique() == parts.list.len())
