"""Taking the rows of error files into one CSV: all that they correct, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.apply.decide import Cell, Decider
from proplint.apply.errorfile import lay_out
from proplint.apply.match import Matcher
from proplint.apply.records import Records
from proplint.csvfile.edits import cell_edit, edited
from proplint.csvfile.header import CUSTOMER_ID
from proplint.csvfile.source import held
from proplint.engine.bind import bind
from proplint.exceptions import InputError
from proplint.rules import WHOLE_FILE
from proplint.rules.identity import IDENTITY_RULES
from proplint.text import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from proplint.apply.errorfile import ErrorFile, Row
    from proplint.apply.records import Record
    from proplint.checker import Checker
    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.model import Finding

ABOUT_CUSTOMERS: Final = frozenset(rule.name for rule in IDENTITY_RULES)
"""Rules about the two keys."""


class Applied(NamedTuple):
    """What comes of the error files of one CSV.

    Attributes:
        conflicts: Why nothing may be written; none when all is well.
        taken: The cells that go into the CSV.
        kept: The cells that stay as the CSV has them, since a program rewrote them in the error file.
        by_hand: The rows whose records must be put right by hand.
        rows: Number of a record to the row that is about it.
        stale: Whether some of the conflicts are that the CSV changed meanwhile, or may have changed.
        after: The CSV with the change; None where there is none.
        result: What the check of it comes to.
    """

    conflicts: Sequence[str]
    taken: Sequence[Cell] = ()
    kept: Sequence[Cell] = ()
    by_hand: Sequence[tuple[Row, Record]] = ()
    rows: Mapping[int, Row] = {}
    stale: bool = False
    after: Source | None = None
    result: FileResult | None = None


class Applier:
    """Takes error files into a CSV.

    Args:
        path: The CSV.
        source: Its content.
        checker: Checks it, before and after.
        overwrite: Whether a row is taken also where nothing tells that it is newer than the CSV.
    """

    def __init__(self, path: str, source: Source, checker: Checker, *, overwrite: bool) -> None:
        self._path = path
        self._source = source
        self._checker = checker
        self._overwrite = overwrite

    def apply(self, files: Sequence[ErrorFile]) -> Applied:
        """Work out what is taken.

        Args:
            files: The error files.

        Raises:
            ProplintError: The CSV can't be read or checked.
        """
        before = self._checker.checked_alone(self._source, self._path)
        self._require_records(before)
        config, host = self._checker.governors.of(self._path)
        rows: list[Row] = []
        conflicts: list[str] = []
        for file in files:
            layout = lay_out(file, before.header, before.error_columns, config.error_file.column)
            conflicts += layout.problems
            rows += layout.rows(file)
        if conflicts:
            return Applied(conflicts)
        records = Records(self._source, before)
        records.look_for(rows)
        wrong = {(one.record, one.column) for one in before.findings if one.record is not None and one.column}
        decider = Decider(records, self._path, bind(before.header, config, host), wrong, overwrite=self._overwrite)
        return self._checked(self._planned(rows, records, decider), before)

    def _require_records(self, result: FileResult) -> None:
        """Refuse a file whose records can't be found."""
        name = escaped(self._path)
        for finding in result.findings:
            if finding.rule in WHOLE_FILE or not result.header:
                place = f"{name}:{finding.line}: {finding.rule}"
                raise InputError(f"{place}: {finding.message}; {finding.help}: nothing can be taken into it as it is")
        if CUSTOMER_ID not in result.header:
            raise InputError(f"{name}: has no column `{CUSTOMER_ID}`, so its records can't be found")

    def _planned(self, rows: Sequence[Row], records: Records, decider: Decider) -> Applied:
        conflicts: list[str] = []
        taken: list[Cell] = []
        kept: list[Cell] = []
        by_hand: list[tuple[Row, Record]] = []
        stale = False
        owners: dict[int, Row] = {}
        matcher = Matcher(records, self._path, decider.has, decider.may_be)
        for row in rows:
            record, problem = matcher.match(row)
            if record is None:
                conflicts.append(f"{row.place}: {problem}")
            elif not record.whole:
                by_hand.append((row, record))
            elif not row.fits:
                conflicts.append(f"{row.place}: the row has more or fewer cells than the header here: correct it")
            elif record.number in owners:
                first = owners[record.number]
                if first.cells != row.cells:
                    conflicts.append(
                        f"{row.place}: the row is about the same record of {escaped(self._path)} (line {record.line}) "
                        f"as {first.place}: keep one of the two"
                    )
            else:
                owners[record.number] = row
                decision = decider.decide(row, record)
                conflicts += [f"{row.place}: {decision.problem}"] if decision.problem else []
                taken += decision.taken
                kept += decision.kept
                stale |= decision.stale
        return Applied(conflicts, taken, kept, by_hand, owners, stale=stale)

    def _checked(self, planned: Applied, before: FileResult) -> Applied:
        """Check the CSV as it would be."""
        if planned.conflicts or not planned.taken:
            return planned._replace(result=before)
        edits = [cell_edit(one.record.raw, one.record.offset, one.column + 1, one.after) for one in planned.taken]
        after = held(edited(self._source, edits))
        result = self._checker.checked_alone(after, self._path, on_disk=self._source)
        across = self._checker.governors.of(self._path).config.across.names
        conflicts = [*_new_mistakes(before, result, planned, self._path, across)]
        return planned._replace(conflicts=conflicts, after=after, result=result)


def _new_mistakes(
    before: FileResult, after: FileResult, planned: Applied, path: str, across: Collection[str]
) -> Iterator[str]:
    """Give what would be wrong that is right now, or is a key that was to be corrected."""
    known = {(one.record, one.column) for one in before.findings}
    cells = {cell.place: cell for cell in planned.taken}
    # In a record that had a wrong cell, a rule across cells tells what it could not before.
    unjudged = {number for number, column in cells if (number, column) in known}
    for finding in after.findings:
        place = (finding.record, finding.column)
        cell = cells.get((finding.record or 0, finding.column or 0))
        about_customers = finding.rule in ABOUT_CUSTOMERS
        if finding.severity != "error" or (place in known and not (cell and about_customers)):
            continue
        if cell is not None:
            yield f"{cell.row.place}: {quoted(cell.after)} can't be taken: {sentence(finding)}"
        elif about_customers or (finding.rule in across and finding.record not in unjudged):
            row = planned.rows.get(finding.record or 0)
            where = row.place if row else f"{escaped(path)}:{finding.line}"
            yield f"{where}: there would be a new mistake: {sentence(finding)}"


def sentence(finding: Finding) -> str:
    """Return what is wrong, and what to do."""
    name = f"{escaped(finding.column_name)}: " if finding.column_name else ""
    return f"{name}{finding.message}" + (f"; {finding.help}" if finding.help else "")
