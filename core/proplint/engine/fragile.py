"""Columns that the next spreadsheet or another program would destroy, told once each where the rule is on."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Problem
from proplint.csvfile.header import whole_rows
from proplint.csvfile.reader import Reader
from proplint.damage.fragile import ADVICE, FragileColumn
from proplint.damage.weigh import spreadsheet
from proplint.engine.cells import ColumnJudge, is_damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date

    from proplint.csvfile.header import Header
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding
    from proplint.engine.ledger import Ledger
    from proplint.model import Finding

RULE: Final = "fragile-value"


class _Column(NamedTuple):
    position: int
    cells: FragileColumn
    guard: AbstractContextManager[None]


def tell_fragile(source: Source, header: Header, binding: Binding, ledger: Ledger, today: date) -> None:
    """Add a finding at the first fragile cell of each column.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        ledger: Takes the findings.
        today: The day on which the check runs.
    """
    keys = [index for index in (binding.customer_id, binding.email) if index is not None]
    judges: list[tuple[int, Callable[[str, str], bool], AbstractContextManager[None]]]
    judges = [(index, is_lost, nullcontext()) for index in keys]
    judges += [(judge.column.position, judge.is_lost, judge.guard) for judge in map(ColumnJudge, binding.columns)]
    programs = dict.fromkeys(("", *(kind.who for kind in binding.damage)))
    columns = [
        _Column(index, FragileColumn(judge, today, binding.damage, who), guard)
        for index, judge, guard in judges
        for who in programs
    ]
    found: list[tuple[Finding, FragileColumn]] = []
    for batch in Reader(source, offset=header.after, line=header.next_line, width=len(header.cells)).batches():
        found += _look(batch, header, binding, ledger, columns)
    for located, column in found:
        ledger.put(located, _problem(column))


def is_lost(text: str, made: str) -> bool:
    """Whether a text is lost where every character counts, and none of its bytes is."""
    return made != text and not is_damaged(text)


def _look(
    batch: Batch, header: Header, binding: Binding, ledger: Ledger, columns: list[_Column]
) -> Iterator[tuple[Finding, FragileColumn]]:
    rows = whole_rows(batch.rows, header.cells)
    for position, column, guard in columns:
        with guard:  # around them all: it takes longer than a cell
            at = column.add([batch.rows[row][position] for row in rows])
        if at is not None:
            row = rows[at]
            customer_id = None if binding.customer_id is None else batch.rows[row][binding.customer_id] or None
            located = ledger.locate(batch, row, position + 1, header.cells[position], customer_id)
            yield located, column


def _problem(column: FragileColumn) -> Problem:
    first = column.first
    if first is None:
        raise AssertionError("a column without fragile cells has no finding")
    cells = "1 cell of this column does" if column.count == 1 else f"{column.count:,} cells of this column do"
    who = first.kind.who
    if who:
        message = f"{cells} not survive {who}: it makes {{made}} of {{value}}"
        advice = first.kind.advice or f"see to it that {who} leaves the column as it is"
    else:
        message = f"{cells} not survive a spreadsheet: {spreadsheet(first.locales)} makes {{made}} of {{value}}"
        advice = first.kind.advice or ADVICE
    return Problem(RULE, message, advice, None, {"made": first.made})
