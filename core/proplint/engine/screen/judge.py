"""Judging what the screen gives: of proven records only what goes beyond the single record is left to do."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from proplint.engine.screen.extract import Extractor
from proplint.engine.screen.keys import KeyReader
from proplint.engine.screen.lookup import Lookup
from proplint.engine.screen.stretch import Single, starts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from proplint.csvfile.reader import Batch
    from proplint.engine.ledger import Ledger
    from proplint.engine.records import RecordJudge
    from proplint.engine.screen.automaton import Automata
    from proplint.engine.screen.stretch import Span, Stretch
    from proplint.identity.seen import SeenKeys

_REFUSALS: Final = 32
_RARE: Final = 64
_SAMPLE: Final = 16


class StretchJudge:
    """Judges the stretches of one file, in order.

    Args:
        judge: Judges single records; its key columns are `SeenKeys`.
        automata: What proved the records.
        ledger: Holds what was found.
        width: Number of columns.
    """

    def __init__(self, judge: RecordJudge, automata: Automata, ledger: Ledger, width: int) -> None:
        self._judge = judge
        self._automata = automata
        self._ledger = ledger
        self._width = width
        self._keys = [(index, cast("SeenKeys", keys)) for index, keys in judge.keys]
        self._refused: Counter[int] = Counter()
        self._measured = any(one.guard.spent is not None for one in judge.columns)
        self._look_up()

    def _look_up(self) -> None:
        """Settle which columns are taken out of proven records."""
        looked_up, long = self._automata.looked_up, self._automata.long
        self._lookups = [Lookup(judge) for judge in self._judge.columns if judge.column.position in looked_up]
        self._long = [Lookup(judge) for judge in self._judge.columns if judge.column.position in long]
        self._compares = self._judge.identity is not None and self._judge.identity.compares_all
        self._taken = [(index, keys) for index, keys in self._keys if keys.wanted or self._compares]
        positions = [*(index for index, _ in self._taken), *(lookup.position for lookup in self._lookups)]
        self._extractor = self._extractor_of(positions) if positions else None
        self._of_long = self._extractor_of([lookup.position for lookup in self._long]) if self._long else None

    @property
    def takes_columns(self) -> bool:
        """Whether columns are taken out of proven records."""
        return self._extractor is not None

    @property
    def first_keys(self) -> int:
        """How many columns, from the first on, are keys and all that is taken; 0 where other columns are taken."""
        return self._extractor.first_only if self._extractor is not None else 0

    def _extractor_of(self, positions: Sequence[int]) -> Extractor:
        keys = frozenset(index for index, _ in self._keys)
        return Extractor(self._width, positions, keys, self._automata.breaks.counted)

    def judge(self, stretch: Stretch) -> Batch | None:
        """Judge the next records; return those that were explained by the rules."""
        identity = self._judge.identity
        if identity is not None and identity.compares_all != self._compares:
            self._look_up()  # too much differs: from now on all keys are asked for
        self._judge.records_follow()
        singles = [part.start for part in stretch.parts if isinstance(part, Single)]
        wrong: set[int] = set()
        for part in stretch.parts:
            if self._extractor is not None and not isinstance(part, Single):
                wrong.update(self._judge_span(self._extractor, stretch, part))
            if self._of_long is not None and not isinstance(part, Single):
                wrong.update(self._judge_lengths(self._of_long, stretch, part))
            if self._measured and not isinstance(part, Single):
                self._count(part)
        batch, broken = None, set[int]()
        if singles or wrong:
            batch = stretch.batch(sorted({*singles, *wrong}))
            broken = self._explain(batch, {*singles})
        if identity is not None:
            if self._compares:
                identity.look_at(stretch, singles, broken)
            identity.judge_stretch(stretch, broken, damaged=batch is not None and batch.bad_byte >= 0)
        return batch

    def _judge_span(self, extractor: Extractor, stretch: Stretch, span: Span) -> Iterable[int]:
        """Judge proven records; give the starts of those that hold a wrong value in a column that is looked up."""
        done, starts = 0, list[int]()
        for columns in extractor.columns(stretch.data, span):
            found = {index for lookup, cells in self._lookups_in(columns) for index in lookup.wrong(cells)}
            for (_, keys), cells in zip(self._taken, columns, strict=False):
                keys.add(cells)
            new = self._new_keys(columns)
            if found or new:
                starts = starts or [*starts_of(stretch.data, span)]
                yield from (starts[done + index] for index in found)
            if new and self._judge.identity is not None:
                self._judge.identity.look_at(stretch, [starts[done + index] for index in new])
            done += len(columns[0])

    def _judge_lengths(self, extractor: Extractor, stretch: Stretch, span: Span) -> Iterable[int]:
        """Give the starts of proven records that hold a text which is too long."""
        if 0 <= span.longest <= self._automata.limit:
            return
        done, starts = 0, [*starts_of(stretch.data, span)]
        for columns in extractor.columns(stretch.data, span):
            for lookup, cells in zip(self._long, columns, strict=True):
                yield from (starts[done + index] for index in lookup.wrong(cells))
            done += len(columns[0])

    def _count(self, span: Span) -> None:
        """Take note of the cells about which no type was asked."""
        asked = set(self._automata.looked_up)
        if not 0 <= span.longest <= self._automata.limit:
            asked.update(self._automata.long)
        for judge in self._judge.columns:
            if judge.guard.spent is not None and judge.column.position not in asked:
                judge.guard.spent.proven += span.records

    def _lookups_in(self, columns: Sequence[Sequence[bytes]]) -> Iterable[tuple[Lookup, Sequence[bytes]]]:
        return zip(self._lookups, columns[len(self._taken) :], strict=True)

    def _new_keys(self, columns: Sequence[Sequence[bytes]]) -> Sequence[int]:
        identity = self._judge.identity
        if identity is None or not self._compares:
            return ()
        ids, emails = ([cell.decode() for cell in column] for column in columns[:2])
        return identity.new_among(zip(ids, emails, strict=True))

    def _explain(self, batch: Batch, singles: set[int]) -> set[int]:
        """Judge records by the rules; return where those of the singles start whose cells are not in their columns."""
        before = len(self._ledger.findings)
        keyed = {row for row, start in enumerate(batch.starts) if start in singles}
        whole = {*self._judge.judge_rows(batch, keyed)}
        self._learn(batch, whole & keyed, {finding.offset for finding in self._ledger.findings[before:]})
        return {batch.starts[row] for row in keyed - whole}

    def _learn(self, batch: Batch, rows: Iterable[int], failing: set[int | None]) -> None:
        """Note which columns of right records the automaton refused: where that is often, they are looked up."""
        right = (row for row in sorted(rows) if batch.base + batch.starts[row] not in failing)
        for row in islice(right, _SAMPLE):
            self._refused.update(self._automata.refused(batch.rows[row]))
        fewest = max(_REFUSALS, batch.numbers[-1] // _RARE)
        often = [position for position, count in self._refused.items() if count > fewest]
        if often:
            self._automata.demote(often)
            for position in often:
                del self._refused[position]
            self._look_up()

    def finish(self, again: Callable[[], Iterable[Stretch | Batch]]) -> None:
        """Report the keys that stand twice; `again` gives the file's records from the start."""
        for index, keys in self._keys:
            reader = KeyReader(self._judge, index, keys, self._extractor_of([index]))
            keys.again = partial(_again, reader, again)
            if keys.wanted:
                keys.finish()
            if keys.twins and self._ledger.wants(keys.rules.duplicate):
                reader.report_twins(again())


def _again(reader: KeyReader, pieces: Callable[[], Iterable[Stretch | Batch]]) -> Iterable[Sequence[bytes]]:
    return reader.keys(pieces())
