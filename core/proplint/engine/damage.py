"""What a program did to a file since the version before: found where records differ, told cell by cell."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Fix, Problem
from proplint.csvfile.grammar import Record
from proplint.csvfile.header import BOM, CUSTOMER_ID, EMAIL
from proplint.csvfile.lookahead import record_at
from proplint.csvfile.reader import Batch
from proplint.damage.changes import Change, worth_asking
from proplint.engine.cells import ColumnJudge, is_damaged
from proplint.identity.keys import problem_of
from proplint.identity.pairs import File, Pairs, Row, TooFarApartError, rows_of, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.damage.model import Damage
    from proplint.damage.weigh import Weighed
    from proplint.engine.bind import Binding
    from proplint.engine.identity import Before, Differing
    from proplint.engine.ledger import Ledger

RULE: Final = "spreadsheet-damage"
_REMEMBERED: Final = 1 << 14
_HEAD: Final = 1 << 12
_TOO_FAR_APART: Final = "what a spreadsheet did was not looked for: too many rows stand elsewhere than before"


class _Cell(NamedTuple):
    """A cell that is not as it was; the customer is the one before."""

    row: Row
    customer_id: str
    change: Change


class DamageJudge:
    """Judges what is not as it was in one file.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        before: The version before.
        ledger: Takes what is wrong, and knows what was found wrong already.
        today: Tells the day on which the check runs.
    """

    def __init__(
        self,
        source: Source,
        header: Header,
        binding: Binding,
        before: Before,
        ledger: Ledger,
        today: Callable[[], date],
    ) -> None:
        self._source = source
        self._header = header
        self._now = File(source, header.after, header.next_line, header.cells)
        self._before = before
        self._ledger = ledger
        self._today = today
        self._judges = {column.position: ColumnJudge(column) for column in binding.columns}
        names = [*before.header]
        self._keys = binding.keys
        judged = [*self._keys, *self._judges]
        self._alike = names == header.cells
        self._reformatted = before.made_of is not None or _form(before.source) != _form(source)
        self._wrong: dict[tuple[int, str], bool] = {}
        self._changed: dict[int, set[int]] = {}
        self._more = binding.damage
        self._columns = [(names.index(header.cells[at]), at) for at in judged if header.cells[at] in names]

    def judge(self, differing: Differing) -> Sequence[str]:
        """Judge the records that differ; return notices.

        Args:
            differing: They, or that all are to be laid beside those before.
        """
        pairs = Pairs(_keys(self._before.header), _keys(self._header.cells))
        try:
            cells = [*self._changes(pairs, differing)]
        except TooFarApartError:
            return (_TOO_FAR_APART,)
        doubtful = pairs.doubtful | _twice(cells)
        cells = [cell for cell in cells if cell.customer_id not in doubtful]
        if not self._worth_weighing(cells):
            return ()
        from proplint.damage.weigh import weigh

        weighed = weigh(
            [cell.change for cell in cells],
            lambda columns: self._survivors(columns, pairs.alone),
            {column: judge.same for column, judge in self._judges.items()},
            reformatted=self._reformatted,
            today=self._today(),
            more=self._more,
        )
        damaged = [(cell, damage) for cell, damage in zip(cells, weighed.damage, strict=True) if damage]
        self._prove(damaged)
        if weighed.certain:
            self._tell(damaged, weighed)
        self._offer(cell for cell, suspected in zip(cells, weighed.suspected, strict=True) if suspected)
        return (weighed.summary,) if weighed.certain else ()

    def _worth_weighing(self, cells: Sequence[_Cell]) -> bool:
        """Whether anything can come of it: one cell in the usual form is told only what it may have been."""
        if len(cells) > 1 or self._reformatted:
            return bool(cells)
        wrong = {(finding.offset, finding.column) for finding in self._ledger.findings}
        return any((cell.row.offset, cell.change.column + 1) in wrong for cell in cells)

    def _changes(self, pairs: Pairs, differing: Differing) -> Iterator[_Cell]:
        """Give the cells that are not as they were, but for those that are right now and were not."""
        first, _ = _keys(self._before.header)
        for old, new in pairs.pairs(self._places(differing)):
            if old.cells == new.cells and self._alike:
                continue
            for at, column in self._columns:
                before, after = old.cells[at], new.cells[column]
                if before == after:
                    continue
                self._changed.setdefault(new.offset, set()).add(column)
                if self._is_worth_asking(before, after) and not self._mended(column, before, after):
                    yield _Cell(new, old.cells[first], Change(column, before, after))

    def _is_worth_asking(self, before: str, after: str) -> bool:
        """Whether a program may have made one text of the other; the plugins' say of what texts they can."""
        if worth_asking(before, after):
            return True
        return bool(self._more and before and after) and any(kind.likely.search(before) for kind in self._more)

    def _places(self, differing: Differing) -> Iterable[tuple[Row | None, Row | None]]:
        """Give the records before and now that are to be paired, side by side."""
        if differing.now is not None:
            return zip_longest(differing.before, differing.now)
        before = self._before
        old = File(before.source, before.start, 1, before.header)
        if self._alike:
            return side_by_side(old, self._now, _keys(self._header.cells)[0])
        return zip_longest(rows_of(*old), rows_of(*self._now))

    def _mended(self, column: int, before: str, after: str) -> bool:
        """Whether a person put a cell right, or its bytes are no text."""
        if is_damaged(before) or is_damaged(after):
            return True
        return self._is_wrong(column, before) and not self._is_wrong(column, after)

    def _is_wrong(self, column: int, value: str) -> bool:
        known = (column, value)
        if known not in self._wrong:
            if len(self._wrong) > _REMEMBERED:
                self._wrong.clear()
            judge = self._judges.get(column)
            found = judge.problems((value,), damaged=False) if judge else problem_of(self._keys[column], value)
            self._wrong[known] = bool(found)
        return self._wrong[known]

    def _survivors(self, columns: Iterable[int], alone: Collection[int]) -> Iterator[tuple[int, str]]:
        """Give the cells of some columns that are as they were: column and text."""
        for row in rows_of(*self._now):
            if row.offset not in alone:
                changed = self._changed.get(row.offset, ())
                yield from ((column, row.cells[column]) for column in columns if column not in changed)

    def _prove(self, damaged: Sequence[tuple[_Cell, Damage]]) -> None:
        """Let a date that was another text before tell in what order the dates of its column stand."""
        found = {(one.offset, one.column): one for one in self._ledger.findings if one.readings}
        for cell, _ in damaged if found else ():
            finding = found.get((cell.row.offset, cell.change.column + 1))
            if finding is not None:
                self._ledger.prove(finding, cell.change.before)

    def _tell(self, damaged: Sequence[tuple[_Cell, Damage]], weighed: Weighed) -> None:
        """Add the cells that were damaged; where that is an error, in place of what was said of them."""
        ledger = self._ledger
        told = len(ledger.findings)
        for row, cells in groupby(damaged, key=lambda one: one[0].row):
            batch = self._batch(row)
            for cell, damage in cells:
                column = cell.change.column
                located = ledger.locate(batch, 0, column + 1, self._header.cells[column], self._id_of(row))
                ledger.put(located, _problem(cell.change.before, damage, weighed))
        found = ledger.findings[told:]
        if any(finding.severity == "error" for finding in found):
            places = {(finding.offset, finding.column) for finding in found}
            others = (one for one in ledger.findings[:told] if (one.offset, one.column) not in places)
            ledger.findings[:] = [*others, *found]

    def _offer(self, cells: Iterable[_Cell]) -> None:
        """Give what was found wrong with cells that may have been damaged the old text as a fix that is not safe."""
        fixes = {(cell.row.offset, cell.change.column + 1): Fix(cell.change.before, safe=False) for cell in cells}
        self._ledger.findings[:] = [
            one._replace(fix=one.fix or fixes.get((one.offset or -1, one.column or 0))) for one in self._ledger.findings
        ]

    def _id_of(self, row: Row) -> str | None:
        return row.cells[_keys(self._header.cells)[0]] or None

    def _batch(self, row: Row) -> Batch:
        data, found = record_at(self._source, row.offset)
        raw = data[: found.after] if isinstance(found, Record) else data
        return Batch(raw, row.offset, row.line, [[*row.cells]], [0], [row.line], [row.number], [], [], -1)


def _problem(before: str, damage: Damage, weighed: Weighed) -> Problem:
    from proplint.damage.weigh import program

    who = program(damage.transformation, damage.locales or weighed.locales)
    message = f"{{value}} was {{before}} in the version before: {who} {damage.transformation.what}"
    return Problem(RULE, message, "write {before}", Fix(before, safe=True), {"before": before})


def _keys(names: Sequence[str]) -> tuple[int, int]:
    return names.index(CUSTOMER_ID), names.index(EMAIL)


def _twice(cells: Iterable[_Cell]) -> set[str]:
    """Return the customers who have cells in two records."""
    places: dict[str, int] = {}
    return {
        cell.customer_id for cell in cells if places.setdefault(cell.customer_id, cell.row.offset) != cell.row.offset
    }


def _form(source: Source) -> tuple[bool, bytes, bool]:
    """Return what a program decides for a whole file when it writes it: byte order mark, line ends, quotes."""
    head = source.read(0, _HEAD)
    line = head.removeprefix(BOM).splitlines(keepends=True)[:1] or [b""]
    return head.startswith(BOM), line[0][len(line[0].rstrip(b"\r\n")) :], line[0].startswith(b'"')
