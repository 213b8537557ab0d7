"""Judging records: their form, their keys, and the cells of every column."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import repeats, whole_rows
from proplint.engine.cells import ColumnJudge
from proplint.engine.identity import IdentityJudge
from proplint.identity.keys import CUSTOMER_IDS, Keys
from proplint.model import FormFix

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from proplint.api import Problem
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding
    from proplint.engine.identity import Differing, FileKeys, Identity
    from proplint.engine.ledger import Ledger
    from proplint.identity.keys import KeyRules

FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "conflict-marker": (
        "a merge left a conflict here",
        "choose one side, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
    ),
    "stray-quote": (
        "a quotation mark stands where none may",
        "put the whole cell in quotation marks, and double those inside it",
    ),
    "unclosed-quote": (
        "a cell opens with a quotation mark that is not closed",
        "close the quotation mark at the end of the cell; double those inside it",
    ),
}
"""Rule of a structural fault to its message and help."""

BROKEN: Final = (*FAULTS, "wrong-cell-count")
"""Rules about records whose cells do not stand under their columns."""

_LINE_SHOWN: Final = 4096


class RecordJudge:
    """Judges the records of one file, batch by batch, in order.

    Args:
        header: The names of the columns.
        binding: What they are bound to.
        ledger: Takes what is wrong.
        identity: What the keys are compared with.
        keys_of: Makes what judges a key column, of its rules and of whether its keys are to be remembered.

    Attributes:
        keys: The key columns: index, and what judges them.
        columns: What judges the property columns.
        identity: What judges the keys against those before; None where they are not compared.
    """

    def __init__(
        self,
        header: Sequence[str],
        binding: Binding,
        ledger: Ledger,
        identity: Identity | None = None,
        *,
        keys_of: Callable[[KeyRules, bool], FileKeys] = lambda rules, wanted: Keys(rules, wanted=wanted),
    ) -> None:
        self._header = list(header)
        self._ledger = ledger
        self._customer_id = binding.customer_id
        compared = identity is not None and (identity.read_base is not None or identity.before is not None)
        self.keys: list[tuple[int, FileKeys]] = []
        for index, rules in binding.keys.items():
            wanted = ledger.wants(rules.duplicate) or (compared and rules is CUSTOMER_IDS)
            self.keys.append((index, keys_of(rules, wanted)))
        self.columns = [ColumnJudge(column) for column in binding.columns]
        self._blanks: list[int] = []
        self.identity: IdentityJudge | None = None
        if identity is not None and binding.customer_id is not None and binding.email is not None:
            places = (binding.customer_id, binding.email)
            self.identity = IdentityJudge(self._header, places, identity, self.keys[0][1], ledger)

    def judge(self, batch: Batch, source: Source, end: int) -> None:
        """Judge the next batch; `source` is the file it comes from, `end` where in its data reading stopped."""
        for faulty in batch.faulty:
            text = "" if faulty.column is None else self._line_text(source, faulty.start, faulty.end)
            in_header = faulty.column is not None and faulty.column <= len(self._header)
            name = self._header[faulty.column - 1] if in_header and faulty.column else None
            self._ledger.faulty(faulty, text, name, *FAULTS[faulty.rule])
        self._report_blank_lines(batch)
        rows = self.judge_rows(batch)
        if self.identity is not None:
            self.identity.judge(batch, rows, end)

    def judge_rows(self, batch: Batch, keyed: Collection[int] | None = None) -> Sequence[int]:
        """Judge the well-formed records of a batch by themselves.

        Args:
            batch: It.
            keyed: Indexes of those whose keys are judged; all by default.

        Returns:
            Indexes of the records whose cells stand under their columns.
        """
        damaged = batch.bad_byte >= 0 or b"\0" in batch.data
        if b"\0" in batch.data:
            self._report_zero_bytes(batch)
        rows = self.whole_rows(batch)
        if len(rows) < len(batch.rows):
            whole = {*rows}
            for index, row in enumerate(batch.rows):
                if index not in whole:
                    self._report_broken(batch, index, row)
        for index, keys in self.keys:
            self._judge_keys(batch, rows if keyed is None else [row for row in rows if row in keyed], index, keys)
        self._judge_columns(batch, rows, damaged=damaged)
        return rows

    def _judge_columns(self, batch: Batch, rows: Sequence[int], *, damaged: bool) -> None:
        if not rows:
            return
        columns = list(zip(*(batch.rows[row] for row in rows), strict=True))
        for judge in self.columns:
            cells = columns[judge.column.position]
            wrong = judge.problems(cells, damaged=damaged)
            if wrong:
                found = compress(zip(rows, cells, strict=True), map(wrong.__contains__, cells))
                for row, value in found:
                    self.report_cell(batch, row, judge.column.position, wrong[value])

    def report_cell(self, batch: Batch, row: int, index: int, problem: Problem) -> None:
        """Add what is wrong with the cell in column `index` of a record."""
        self._ledger.cell(batch, row, index + 1, self._header[index], problem, self._id_of(batch.rows[row]))

    def records_follow(self) -> None:
        """Report the empty lines before a record."""
        for line in self._blanks:
            self._ledger.blank_line(line)
        self._blanks = []

    def finish(self) -> Sequence[str]:
        """Judge what only the end of the file tells; return notices."""
        if self.identity is None:
            return ()
        self.identity.finish()
        return self.identity.notices

    @property
    def differing(self) -> Differing | None:
        """The records that are not as they were; None when there are none, or nothing to compare with."""
        return None if self.identity is None else self.identity.differing

    def _id_of(self, row: Sequence[str]) -> str | None:
        index = self._customer_id
        return row[index] or None if index is not None and index < len(row) else None

    def _judge_keys(self, batch: Batch, rows: Sequence[int], index: int, keys: FileKeys) -> None:
        values = [batch.rows[row][index] for row in rows]
        for at, problem in keys.judge(values, lines_of(batch, rows, index)):
            self.report_cell(batch, rows[at], index, problem)

    def whole_rows(self, batch: Batch) -> Sequence[int]:
        """Return the rows whose cells stand under their columns."""
        return whole_rows(batch.rows, self._header)

    def _report_broken(self, batch: Batch, index: int, row: list[str]) -> None:
        if not any(row):
            self._report(batch, index, "blank-record", "all cells of the record are empty", "delete the row", FormFix())
        elif repeats(row, self._header):
            message, advice = "the header stands here again", "delete this row"
            self._report(batch, index, "repeated-header", message, advice, FormFix())
        else:
            self._report_count(batch, index, row)

    def _report_count(self, batch: Batch, index: int, row: Sequence[str]) -> None:
        width = len(self._header)
        if len(row) > width:
            advice = "put a cell that holds a comma in quotation marks"
            if not any(row[width:]):
                advice = "delete the commas at the end of the line"
        else:
            advice = "fill the missing cells in, an empty one too needs its comma"
        cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
        message = f"the record has {cells}, the header {width}"
        self._report(batch, index, "wrong-cell-count", message, advice)

    def _report(self, batch: Batch, row: int, rule: str, message: str, advice: str, fix: FormFix | None = None) -> None:
        self._ledger.record(batch, row, rule, message, advice, self._id_of(batch.rows[row]), fix)

    def _report_blank_lines(self, batch: Batch) -> None:
        """Report empty lines once a record has followed them; those at the end of the file are fine."""
        self._blanks += batch.blanks
        last = max((*batch.lines[-1:], *(faulty.line for faulty in batch.faulty[-1:])), default=0)
        for line in self._blanks:
            if line < last:
                self._ledger.blank_line(line)
        self._blanks = [line for line in self._blanks if line > last]

    def _report_zero_bytes(self, batch: Batch) -> None:
        from proplint.api import Problem

        problem = Problem("nul-byte", "{value} holds a zero byte", "restore the cell from the last version of the file")
        for index, row in enumerate(batch.rows):
            column = next((at for at, cell in enumerate(row, 1) if "\0" in cell), None)
            if column is not None:
                name = self._header[column - 1] if column <= len(self._header) else ""
                self._ledger.cell(batch, index, column, name, problem, self._id_of(row))

    @staticmethod
    def _line_text(source: Source, start: int, end: int) -> str:
        """Return the text of the last physical line of a faulty part of the file."""
        raw = source.read(max(start, end - _LINE_SHOWN), min(end - start, _LINE_SHOWN))
        lines = raw.splitlines()
        return lines[-1].decode(errors="surrogateescape") if lines else ""


def lines_of(batch: Batch, rows: Sequence[int], index: int) -> Sequence[int]:
    """Return the physical line on which cell `index` of each row starts."""
    if isinstance(batch.lines, range):
        return batch.lines if len(rows) == len(batch.lines) else [batch.lines[row] for row in rows]
    return [batch.lines[row] + sum(map(_line_ends, batch.rows[row][:index])) for row in rows]


def _line_ends(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n") if "\n" in cell or "\r" in cell else 0
