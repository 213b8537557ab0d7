"""What of a corrected row goes into its record: cell by cell, so that nobody's work is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.damage.explain import explain
from proplint.engine.cells import ColumnJudge, doubtful_readings
from proplint.text import escaped, quoted, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proplint.apply.errorfile import Row
    from proplint.apply.records import Record, Records
    from proplint.damage.model import Damage, Made
    from proplint.engine.bind import Binding

_SHOWN: Final = 3


class Cell(NamedTuple):
    """A cell in which a row differs from its record.

    Attributes:
        row: The row.
        record: The record.
        column: Index of the column in the CSV.
        name: Its name.
        before: The text in the CSV.
        after: The text in the error file.
        who: The program that rewrote it, with its article; empty for a spreadsheet, and where none did.
    """

    row: Row
    record: Record
    column: int
    name: str
    before: str
    after: str
    who: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Number of the record, and of the column from 1: where a finding about the cell stands."""
        return self.record.number, self.column + 1


class Decision(NamedTuple):
    """What comes of a row.

    Attributes:
        taken: The cells that go into the CSV.
        kept: The cells that stay as the CSV has them: what differs is what a program did.
        problem: Why nothing of the row can be taken.
        stale: Whether that is because the CSV changed meanwhile, or may have changed.
    """

    taken: Sequence[Cell] = ()
    kept: Sequence[Cell] = ()
    problem: str = ""
    stale: bool = False


class Decider:
    """Decides what is taken.

    Args:
        records: The CSV's.
        path: The CSV.
        binding: What its columns are bound to.
        wrong: Record and column (from 1) of the cells that are told as wrong in the CSV.
        overwrite: Whether a row is taken also where nothing tells that it is newer than the CSV.
    """

    def __init__(
        self, records: Records, path: str, binding: Binding, wrong: Collection[tuple[int, int]], *, overwrite: bool
    ) -> None:
        self._records = records
        self._path = escaped(path)
        self._wrong = wrong
        self._overwrite = overwrite
        self._judges = {column.position: ColumnJudge(column) for column in binding.columns}
        self._keys = [index for index in (records.id_index, records.email_index) if index is not None]
        self._more = binding.damage
        self._made: dict[int, dict[Made, None]] = {}

    def may_be(self, record: Record, row: Row) -> bool:
        """Whether the Customer ID of a record can have become that of a row: corrected or damaged."""
        before, index = self._records.id_of(record.cells), self._records.id_index
        customer_id = row.cells.get(index, "")
        if before == customer_id:
            return True
        wrong = not before or (record.number, index + 1) in self._wrong
        return (wrong and bool(customer_id)) or self._damage_of(row, index, before, customer_id) is not None

    def has(self, record: Record, row: Row) -> bool:
        """Whether a record has all that a row says: it is the one into which the row was taken before."""
        return record.whole and all(self._says(row, record, column) for column in row.cells)

    def _says(self, row: Row, record: Record, column: int) -> bool:
        before = record.cells[column]
        after = _with_line_ends_of(before, row.cells[column])
        cell = Cell(row, record, column, self._records.header[column], before, after)
        return before in (after, self._meant(cell)) or self._is_same(column, before, after)

    def decide(self, row: Row, record: Record) -> Decision:
        """Decide about a row and its record, whose cells stand under their columns."""
        taken: list[Cell] = []
        kept: list[Cell] = []
        for column, text in sorted(row.cells.items()):
            before = record.cells[column]
            after = _with_line_ends_of(before, text)
            if after == before:
                continue
            cell = Cell(row, record, column, self._records.header[column], before, after)
            if self._is_correction(cell):
                taken.append(cell)
            elif (damage := self._damage_of(row, column, before, after)) is not None:
                kept.append(cell._replace(who=damage.transformation.who))
            elif not self._is_same(column, before, after) and self._meant(cell) != before:
                taken.append(cell)
        if not taken or self._is_untouched(row, record, taken):
            return Decision(kept=kept)
        taken = [cell._replace(after=self._meant(cell)) if self._is_told(cell) else cell for cell in taken]
        problem = self._about_keys([cell for cell in taken if cell.column in self._keys])
        return Decision(kept=kept, problem=problem) if problem else self._in_time(taken, kept)

    def _is_untouched(self, row: Row, record: Record, taken: Sequence[Cell]) -> bool:
        """Whether nobody corrected a row: what differs is what was there before."""
        if row.version is None:
            return False
        cells = [*record.cells]
        for cell in taken:
            cells[cell.column] = cell.after
        return row.version == self._records.version_of(cells)

    def _in_time(self, taken: Sequence[Cell], kept: Sequence[Cell]) -> Decision:
        """Take cells only where the CSV is as it was when the error file was written."""
        row, record = taken[0].row, taken[0].record
        if self._overwrite or row.version == self._records.version_of(record.cells):
            return Decision(taken, kept)
        if row.version is None:
            # Of what is wrong in the CSV, there is nothing to lose.
            doubtful = [cell for cell in taken if cell.place not in self._wrong or self._is_wrong(cell)]
            if not doubtful:
                return Decision(taken, kept)
            what = f"nothing tells whether the row is newer than {self._path}"
            return Decision(kept=kept, problem=f"{what}: {self._shown(doubtful)}", stale=True)
        what = f"the record changed in {self._path} (line {record.line}) since the error file was written"
        return Decision(kept=kept, problem=f"{what}: {self._shown(taken)}", stale=True)

    def _is_correction(self, cell: Cell) -> bool:
        """Whether a cell that is, or was, wrong in the CSV is right in the error file."""
        return self._is_told(cell) and not self._is_wrong(cell)

    def _is_told(self, cell: Cell) -> bool:
        told = cell.place in self._wrong or f"{cell.name}: " in cell.row.message
        return told and cell.column not in self._keys

    def _meant(self, cell: Cell) -> str:
        """Return the text of a cell that a person wrote as spreadsheets do, if only one can be meant."""
        judge = self._judges.get(cell.column)
        problem = judge and judge.problems((cell.after,), damaged=False).get(cell.after)
        if not judge or not problem:
            return cell.after
        doubtful = doubtful_readings(judge.column)
        fix, *others = {*problem.readings.values()} if problem.readings else {problem.fix}
        meant = fix is not None and fix.safe and not others and doubtful.isdisjoint(problem.readings)
        return fix.value if fix and meant else cell.after

    def _is_wrong(self, cell: Cell) -> bool:
        """Whether a property's cell is still wrong in the error file; of others only the check can tell."""
        judge = self._judges.get(cell.column)
        return judge is not None and bool(judge.problems((cell.after,), damaged=False))

    def _is_same(self, column: int, before: str, after: str) -> bool:
        judge = self._judges.get(column)
        return before == after if judge is None else judge.same(before, after)

    def _damage_of(self, row: Row, column: int, before: str, after: str) -> Damage | None:
        known = self._made.setdefault(column, {})
        judge = self._judges.get(column)
        same = judge.same if judge else None
        damage = explain(before, after, same, today=row.day, known=known, more=self._more)
        if damage is not None:
            known.update(dict.fromkeys(damage.made))
        return damage

    def _about_keys(self, keys: Sequence[Cell]) -> str:
        """Return why the keys can't be taken; they may change only where the one that is told as wrong is corrected."""
        for cell in keys:
            if cell.place in self._wrong and cell.after and len(keys) == 1:
                continue
            here, line = quoted(cell.after), cell.record.line
            what = f"{cell.name} is {quoted(cell.before)} in {self._path} (line {line}) and {here} here"
            why = "it must not change" if cell.place not in self._wrong else "only one of the two keys can be corrected"
            return f"{what}: {why}; write {quoted(cell.before)} here"
        return ""

    @staticmethod
    def _shown(cells: Sequence[Cell]) -> str:
        shown = [
            f"{escaped(cell.name)} is {quoted(cell.before)} there and {quoted(cell.after)} here"
            for cell in cells[:_SHOWN]
        ]
        more = len(cells) - _SHOWN
        return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _with_line_ends_of(before: str, after: str) -> str:
    """Return a text with the line ends that a cell had: spreadsheets have but one kind."""
    plain = with_line_feeds(after)
    if with_line_feeds(before) == plain:
        return before
    end = next((one for one in ("\r\n", "\n", "\r") if one in before), "")
    return plain.replace("\n", end) if end else after
