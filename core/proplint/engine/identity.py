"""Judging the keys of a file against the version before, and against the other files of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.identity.compare import Comparison, removed_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.api import Problem
    from proplint.csvfile.reader import Batch
    from proplint.engine.ledger import Ledger
    from proplint.identity.base import KeyBase
    from proplint.identity.compare import Changed
    from proplint.identity.shared import SharedKeys
    from proplint.model import Finding


class Identity(NamedTuple):
    """What the keys of one file are compared with.

    Attributes:
        base: The keys before; None where there is nothing to compare with.
        shared: The keys of the files that were checked before this one; None where files stand alone.
        problems: What is wrong with the file as a whole, such as a base that can't be read.
    """

    base: KeyBase | None = None
    shared: SharedKeys | None = None
    problems: Sequence[Problem] = ()


class IdentityJudge:
    """Judges the keys of one file.

    Args:
        header: The names of the columns.
        places: Indexes of Customer ID and Email.
        identity: What they are compared with.
        ledger: Takes what is wrong.
    """

    def __init__(self, header: Sequence[str], places: tuple[int, int], identity: Identity, ledger: Ledger) -> None:
        self._header = header
        self._id, self._email = places
        self._comparison = None if identity.base is None else Comparison(identity.base)
        self._shared = identity.shared
        self._ledger = ledger
        self._undecided: list[tuple[Changed, Finding]] = []

    def judge(self, batch: Batch, rows: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
        """Judge the next records: those of `batch` whose indexes are `rows`, and their cells by column."""
        ids, emails = columns[self._id], columns[self._email]
        if self._comparison is not None:
            for changed in self._comparison.judge(ids, emails):
                self._add(batch, rows[changed.row], changed)
        if self._shared is not None:
            lines = [batch.lines[row] for row in rows]
            for at, problem in self._shared.judge(ids, emails, lines):
                self._ledger.put(self._locate(batch, rows[at], self._email, problem.rule), problem)

    def finish(self) -> None:
        """Judge what only the end of the file tells: whether an ID is new, or was another one."""
        if self._comparison is None:
            return
        for changed, located in self._undecided:
            self._ledger.put(located, self._comparison.decide(changed))
        if self._ledger.wants("removed-customer"):
            removed = self._comparison.removed()
            if removed:
                self._ledger.about_file(removed_problem(removed))

    def _add(self, batch: Batch, row: int, changed: Changed) -> None:
        if changed.problem is None:
            self._undecided.append((changed, self._locate(batch, row, self._id, "unknown-customer")))
        else:
            self._ledger.put(self._locate(batch, row, self._email, changed.problem.rule), changed.problem)

    def _locate(self, batch: Batch, row: int, index: int, rule: str) -> Finding:
        customer_id = batch.rows[row][self._id] or None
        return self._ledger.locate(batch, row, index + 1, self._header[index], rule, customer_id)
