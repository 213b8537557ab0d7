"""Record rules: asked once for each distinct tuple of cells, all in one reading of the file."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import whole_rows
from proplint.csvfile.reader import Reader
from proplint.engine.across.cells import checked, fault, with_right_fix

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from proplint.api import At, Problem
    from proplint.config.model import BoundRule
    from proplint.csvfile.header import Header
    from proplint.csvfile.reader import Batch
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
    *,
    screened: bool,
) -> None:
    """Judge every record whose cells stand under their columns.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        ledger: Takes what is wrong.
        rules: The rules, each with the indexes of its columns.
        cells: Tells which cells are wrong by themselves.
        screened: Whether the screen is used.

    Raises:
        PluginError: A rule or a type failed.
    """
    judges = [RuleJudge(rule, positions, cells) for rule, positions in rules if positions]
    for batch in _batches(source, header, binding, judges, screened=screened and bool(judges)):
        damaged = batch.bad_byte >= 0 or b"\0" in batch.data
        rows = whole_rows(batch.rows, header.cells)
        records = [batch.rows[row] for row in rows]
        for judge in judges:
            for at, position, problem in judge.problems(records, damaged=damaged):
                customer_id = None if binding.customer_id is None else records[at][binding.customer_id] or None
                ledger.cell(batch, rows[at], position + 1, header.cells[position], problem, customer_id)


def _batches(
    source: Source, header: Header, binding: Binding, judges: Sequence[RuleJudge], *, screened: bool
) -> Iterator[Batch]:
    """Return the records that are to be judged."""
    if screened:
        from proplint.engine.across.suspects import suspects

        return suspects(source, header, binding, judges)
    return Reader(source, offset=header.after, line=header.next_line, width=len(header.cells)).batches()


class RuleJudge:
    """Judges records by one rule, and remembers tuples of cells that were right; see `ColumnJudge`.

    Args:
        rule: The rule.
        positions: Indexes of its columns; there is one at least.
        cells: Tells which cells are wrong by themselves.

    Attributes:
        positions: The same.

    Raises:
        PluginError: The rule raised when it was looked at.
    """

    def __init__(self, rule: BoundRule, positions: tuple[int, ...], cells: CellJudges) -> None:
        self.positions = positions
        self._rule = rule
        self._cells = cells
        self._right: set[tuple[str, ...]] = set()
        with rule.guard:
            self._suspects: Callable[[Mapping[str, Sequence[str]]], object] | None
            self._suspects = getattr(rule.check, "suspects", None)

    def problems(self, records: Sequence[Sequence[str]], *, damaged: bool) -> Iterable[tuple[int, int, Problem]]:
        """Give what is wrong: index of the record, index of its column, and the problem."""
        tuples = [*zip(*(map(itemgetter(at), records) for at in self.positions), strict=True)]
        wrong = self._wrong(tuples, damaged=damaged)
        if wrong:
            for index, texts in enumerate(tuples):
                if texts in wrong:
                    column, problem = wrong[texts]
                    yield index, self.positions[self._rule.columns.index(column)], problem

    def suspects(self, columns: Sequence[Sequence[str]]) -> Collection[int]:
        """Return the indexes of the records at which the rule may find something.

        Args:
            columns: Their cells, column by column in the order of `positions`; none of them holds damaged bytes.

        Raises:
            PluginError: The rule or a type failed.
        """
        if self._suspects is not None:
            return self._suspected(self._suspects, columns)
        tuples = [*zip(*columns, strict=True)]
        wrong = self._wrong(tuples, damaged=False)
        return [index for index, texts in enumerate(tuples) if texts in wrong] if wrong else ()

    def _suspected(
        self, suspects: Callable[[Mapping[str, Sequence[str]]], object], columns: Sequence[Sequence[str]]
    ) -> Collection[int]:
        """Return which records the rule itself suspects."""
        count = len(columns[0])
        with self._rule.guard:
            answer = suspects(dict(zip(self._rule.columns, columns, strict=True)))
            found: set[object] | None = {*answer} if isinstance(answer, Iterable) else None
        if found is None:
            raise fault(self._rule, f"`{type(answer).__name__}`, where the indexes of suspects are due")
        indexes = {at for at in found if isinstance(at, int) and 0 <= at < count}
        if len(indexes) < len(found):
            raise fault(self._rule, "suspects that are no indexes of the records that it was given")
        if self._rule.guard.spent is not None:
            self._rule.guard.spent.proven += count - len(indexes)
        return indexes

    def _wrong(self, records: Sequence[tuple[str, ...]], *, damaged: bool) -> dict[tuple[str, ...], At]:
        """Return the tuples of cells that are wrong together, each with what is wrong."""
        if len(self._right) > _REMEMBERED:
            self._right = set()
        tuples = {*records} - self._right
        columns = zip(self.positions, zip(*tuples, strict=True), strict=False)
        spoilt = [self._cells.wrong(position, {*texts}, damaged=damaged) for position, texts in columns]
        wrong: dict[tuple[str, ...], At] = {}
        asked: Collection[tuple[str, ...]] = tuples
        if any(spoilt):
            asked = [texts for texts in tuples if not any(text in bad for text, bad in zip(texts, spoilt, strict=True))]
        answers = self._answers(asked)
        if answers.count(None) < len(answers):
            told = [(texts, at) for texts, at in zip(asked, answers, strict=True) if at is not None]
            wrong = {texts: self._with_right_fix(at, texts) for texts, at in told}
        self._remember([texts for texts in asked if texts not in wrong] if wrong else asked)
        return wrong

    def _remember(self, right: Collection[tuple[str, ...]]) -> None:
        longest = sum(max(map(len, texts)) for texts in zip(*right, strict=True))
        if longest > _LONGEST_REMEMBERED:
            right = [texts for texts in right if sum(map(len, texts)) <= _LONGEST_REMEMBERED]
        self._right.update(right)

    def _answers(self, asked: Collection[tuple[str, ...]]) -> list[At | None]:
        """Return what the rule says of some records."""
        rule = self._rule
        with rule.guard:
            rule.guard.judged(len(asked))
            given: list[object] = [rule.check.check(dict(zip(rule.columns, texts, strict=False))) for texts in asked]
            return [None if answer is None else checked(rule, answer) for answer in given]

    def _with_right_fix(self, at: At, texts: tuple[str, ...]) -> At:
        """Return a problem with its fix only if the type and the rule find nothing wrong with it."""
        index = self._rule.columns.index(at.column)

        def why(text: str) -> Problem | None:
            wrong = self._cells.wrong(self.positions[index], (text,), damaged=True).get(text)
            if wrong is not None:
                return wrong
            (again,) = self._answers([(*texts[:index], text, *texts[index + 1 :])])
            return None if again is None else again.problem

        return at._replace(problem=with_right_fix(at.problem, why))
