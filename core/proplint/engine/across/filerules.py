"""File rules: each reads the records of the file by itself, at its own pace."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING

from proplint.api import Record
from proplint.csvfile.grammar import Record as Found
from proplint.csvfile.grammar import split_record
from proplint.csvfile.header import whole_rows
from proplint.csvfile.lookahead import record_at
from proplint.csvfile.reader import Batch, Reader
from proplint.engine.across.cells import checked, fault, with_right_fix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proplint.api import At, Problem
    from proplint.config.model import BoundRule
    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.across.cells import CellJudges
    from proplint.engine.bind import Binding
    from proplint.engine.ledger import Ledger


class _Places:
    """Where the records stand that a rule was given: it may tell of one long after, and change it meanwhile."""

    def __init__(self) -> None:
        self._offsets = array("q")
        self._lines = array("q")
        self._numbers = array("q")

    def noted(self, records: Iterable[Record]) -> Iterator[Record]:
        """Give records, and take note of each."""
        for record in records:
            self._offsets.append(record.offset)
            self._lines.append(record.line)
            self._numbers.append(record.number)
            yield record

    def of(self, record: Record) -> Record | None:
        """Return a record with its place as it was given; None where none was given there."""
        offset: object = record.offset
        if not isinstance(offset, int) or not isinstance(record.cells, Mapping):
            return None
        index = bisect_left(self._offsets, offset)
        if index == len(self._offsets) or self._offsets[index] != offset:
            return None
        return record._replace(line=self._lines[index], number=self._numbers[index])


def judge_file(
    source: Source,
    header: Header,
    binding: Binding,
    ledger: Ledger,
    rule: BoundRule,
    positions: tuple[int, ...],
    cells: CellJudges,
) -> None:
    """Judge a file by one rule.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        ledger: Takes what is wrong.
        rule: The rule.
        positions: Indexes of its columns.
        cells: Tells which cells are wrong by themselves.

    Raises:
        PluginError: The rule or a type failed.
    """
    places = _Places()
    told: set[tuple[int, str, str]] = set()
    for answer in _answers(rule, places.noted(_records(source, header, rule, positions, cells))):
        given, at = _parted(rule, answer)
        record = places.of(given)
        if record is None:
            raise fault(rule, "a record that it was not given")
        if (record.offset, at.column, at.problem.rule) in told:
            raise fault(rule, f"`{at.problem.rule}` twice for one cell, of the record on line {record.line}")
        told.add((record.offset, at.column, at.problem.rule))
        batch = _batch(source, record)
        row = batch.rows[0] if batch else []
        if (
            batch is None
            or len(row) != len(header.cells)
            or [row[one] for one in positions] != [*record.cells.values()]
        ):
            raise fault(rule, "a record that it was not given")
        position = positions[rule.columns.index(at.column)]
        customer_id = None if binding.customer_id is None else row[binding.customer_id] or None
        problem = with_right_fix(at.problem, _why(cells, position))
        ledger.cell(batch, 0, position + 1, header.cells[position], problem, customer_id)


def _why(cells: CellJudges, position: int) -> Callable[[str], Problem | None]:
    """Return what tells why a cell can't be fixed with a text; the rule itself is asked when `proplint fix` checks."""
    return lambda text: cells.wrong(position, (text,), damaged=True).get(text)


def _answers(rule: BoundRule, records: Iterator[Record]) -> Iterator[object]:
    """Give what a rule answers, as it is."""
    lent = rule.guard.lend(records)
    yield from rule.guard.each(lambda: rule.check.check(lent))


def _records(
    source: Source, header: Header, rule: BoundRule, positions: tuple[int, ...], cells: CellJudges
) -> Iterator[Record]:
    """Give the records that the rule is to judge."""
    reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
    for batch in reader.batches():
        damaged = batch.bad_byte >= 0 or b"\0" in batch.data
        rows = whole_rows(batch.rows, header.cells)
        columns = [[batch.rows[row][at] for row in rows] for at in positions]
        spoilt = [cells.wrong(at, {*texts}, damaged=damaged) for at, texts in zip(positions, columns, strict=True)]
        asked = any(spoilt)
        for row, texts in zip(rows, zip(*columns, strict=True), strict=True):
            if not asked or not any(text in bad for text, bad in zip(texts, spoilt, strict=True)):
                named = dict(zip(rule.columns, texts, strict=True))
                yield Record(batch.numbers[row], batch.lines[row], named, batch.base + batch.starts[row])


def _parted(rule: BoundRule, answer: object) -> tuple[Record, At]:
    """Return the record and the problem of one answer."""
    if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[0], Record):  # noqa: PLR2004  a pair
        return answer[0], checked(rule, answer[1])
    raise fault(rule, f"`{type(answer).__name__}`, where a pair of a `Record` and an `At` is due")


def _batch(source: Source, record: Record) -> Batch | None:
    """Read a record again; None where there is none."""
    data, found = record_at(source, record.offset)
    if not isinstance(found, Found):
        return None
    raw = data[: found.after]
    row = split_record(raw[: found.end].decode(errors="surrogateescape"))
    return Batch(raw, record.offset, record.line, [row], [0], [record.line], [record.number], [], [], -1)
