"""Record rules: asked once for each distinct tuple of cells, all in one reading of the file."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import whole_rows
from proplint.csvfile.reader import Reader
from proplint.engine.across.cells import checked, with_right_fix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from proplint.api import At, Problem
    from proplint.config.model import BoundRule
    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.across.cells import CellJudges
    from proplint.engine.bind import Binding
    from proplint.engine.ledger import Ledger

_REMEMBERED: Final = 1 << 14
_LONGEST_REMEMBERED: Final = 200


def judge_records(
    source: Source,
    header: Header,
    binding: Binding,
    ledger: Ledger,
    rules: Sequence[tuple[BoundRule, tuple[int, ...]]],
    cells: CellJudges,
) -> None:
    """Judge every record whose cells stand under their columns.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        ledger: Takes what is wrong.
        rules: The rules, each with the indexes of its columns.
        cells: Tells which cells are wrong by themselves.

    Raises:
        PluginError: A rule or a type failed.
    """
    judges = [_RuleJudge(rule, positions, cells) for rule, positions in rules]
    reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
    for batch in reader.batches():
        damaged = batch.bad_byte >= 0 or b"\0" in batch.data
        rows = whole_rows(batch.rows, header.cells)
        records = [batch.rows[row] for row in rows]
        for judge in judges:
            for at, position, problem in judge.problems(records, damaged=damaged):
                customer_id = None if binding.customer_id is None else records[at][binding.customer_id] or None
                ledger.cell(batch, rows[at], position + 1, header.cells[position], problem, customer_id)


class _RuleJudge:
    """Judges records by one rule, and remembers tuples of cells that were right; see `ColumnJudge`."""

    def __init__(self, rule: BoundRule, positions: tuple[int, ...], cells: CellJudges) -> None:
        self._rule = rule
        self._positions = positions
        self._cells = cells
        self._right: set[tuple[str, ...]] = set()

    def problems(self, records: Sequence[Sequence[str]], *, damaged: bool) -> Iterable[tuple[int, int, Problem]]:
        """Give what is wrong: index of the record, index of its column, and the problem."""
        if len(self._right) > _REMEMBERED:
            self._right = set()
        tuples = [*zip(*(map(itemgetter(at), records) for at in self._positions), strict=True)]
        wrong = self._wrong({*tuples} - self._right, damaged=damaged)
        if wrong:
            for index, texts in enumerate(tuples):
                if texts in wrong:
                    column, problem = wrong[texts]
                    yield index, self._positions[self._rule.columns.index(column)], problem

    def _wrong(self, tuples: set[tuple[str, ...]], *, damaged: bool) -> dict[tuple[str, ...], At]:
        columns = zip(self._positions, zip(*tuples, strict=True), strict=False)
        spoilt = [self._cells.wrong(position, {*texts}, damaged=damaged) for position, texts in columns]
        wrong: dict[tuple[str, ...], At] = {}
        asked: Collection[tuple[str, ...]] = tuples
        if any(spoilt):
            asked = [texts for texts in tuples if not any(text in bad for text, bad in zip(texts, spoilt, strict=True))]
        for texts, at in zip(asked, self._answers(asked), strict=True):
            if at is not None:
                wrong[texts] = self._with_right_fix(at, texts)
            elif sum(map(len, texts)) <= _LONGEST_REMEMBERED:
                self._right.add(texts)
        return wrong

    def _answers(self, asked: Collection[tuple[str, ...]]) -> list[At | None]:
        """Return what the rule says of some records."""
        rule = self._rule
        with rule.guard:
            rule.guard.judged(len(asked))
            given: list[object] = [rule.check.check(dict(zip(rule.columns, texts, strict=True))) for texts in asked]
            return [None if answer is None else checked(rule, answer) for answer in given]

    def _with_right_fix(self, at: At, texts: tuple[str, ...]) -> At:
        """Return a problem with its fix only if the type and the rule find nothing wrong with it."""
        index = self._rule.columns.index(at.column)

        def why(text: str) -> Problem | None:
            wrong = self._cells.wrong(self._positions[index], (text,), damaged=True).get(text)
            if wrong is not None:
                return wrong
            (again,) = self._answers([(*texts[:index], text, *texts[index + 1 :])])
            return None if again is None else again.problem

        return at._replace(problem=with_right_fix(at.problem, why))
