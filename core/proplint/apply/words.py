"""What is said of error files that were taken into a CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.apply.run import ABOUT_CUSTOMERS, sentence
from proplint.report.words import counted, shown_path
from proplint.text import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.apply.decide import Cell
    from proplint.apply.run import Applied


def about_taken(applied: Applied, paths: Sequence[str], csv: str, *, would: bool) -> Iterator[str]:
    """Give a line about each error file: how much was taken of it.

    Args:
        applied: What came of the error files.
        paths: They.
        csv: The CSV.
        would: Whether nothing is written.
    """
    for path in paths:
        cells = [cell for cell in applied.taken if cell.row.path == path]
        if cells:
            records = counted(len({cell.record.number for cell in cells}), "record")
            verb = "would take" if would else "took"
            yield f"{verb} {counted(len(cells), 'cell')} in {records} of {shown_path(path)} into {shown_path(csv)}"
        else:
            yield f"nothing to take from {shown_path(path)}: no cell is corrected there that {shown_path(csv)} lacks"


def about_kept(applied: Applied, csv: str) -> Iterator[str]:
    """Give a line about each column in which a program rewrote cells of the error file."""
    columns: dict[tuple[str, int, str], list[Cell]] = {}
    for cell in applied.kept:
        columns.setdefault((cell.row.path, cell.column, cell.who), []).append(cell)
    for cells in columns.values():
        first = cells[0]
        rewritten = f"{quoted(first.before)} became {quoted(first.after)}"
        where = f"{first.row.place}: {escaped(first.name)}: {rewritten}"
        more = f", and {counted(len(cells) - 1, 'more cell')} of this column" if len(cells) > 1 else ""
        yield f"{where}{more}: {first.who or 'a spreadsheet'} did that, so {shown_path(csv)} keeps its own"


def by_hand(applied: Applied, csv: str) -> Iterator[str]:
    """Give a line about each record that can't be taken, since the CSV's own is broken."""
    for row, record in applied.by_hand:
        yield (
            f"{shown_path(csv)}:{record.line}: put this record right by hand: its cells can't be told apart there, "
            f"so {row.place} is not taken"
        )


def still_wrong(applied: Applied) -> Iterator[str]:
    """Give a line about each row whose keys are as wrong as before."""
    for finding in applied.result.findings if applied.result else ():
        row = applied.rows.get(finding.record or 0)
        if row is not None and finding.rule in ABOUT_CUSTOMERS:
            yield f"{row.place}: is still wrong: {sentence(finding)}"
