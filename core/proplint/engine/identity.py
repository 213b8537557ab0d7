"""Judging the keys of a file against the version before, and against the other files of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from proplint.csvfile.header import CUSTOMER_ID
from proplint.identity.align import Alignment
from proplint.identity.base import KeyBase, canonical
from proplint.identity.compare import Comparison, Known, removed_problem
from proplint.identity.pairs import Row
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date

    from proplint.api import Problem
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.ledger import Ledger
    from proplint.engine.screen.stretch import Stretch
    from proplint.identity.exported import Exported
    from proplint.identity.shared import SharedKeys
    from proplint.model import Finding

_MOST_PENDING: Final = 10_000
_SHOWN: Final = 3


class Before(NamedTuple):
    """The version of a file before, when there is just one: it can be laid beside the file.

    Attributes:
        source: Its content, in the form of an export.
        header: Its header's cells.
        start: Where its first data record starts.
        made_of: Its content in git, where that has another form.
    """

    source: Source
    header: Sequence[str]
    start: int
    made_of: Source | None = None

    @classmethod
    def of(cls, blob: Source, form: Exported | None) -> Before | None:
        """Return a version before as it can be laid beside a file.

        Args:
            blob: Its content in git.
            form: The same in the form of an export; None when it has no Customer ID and Email.
        """
        return form and cls(form.source, form.header, form.start, None if form.source is blob else blob)

    @property
    def blob(self) -> Source:
        """Its content in git."""
        return self.source if self.made_of is None else self.made_of


class Identity(NamedTuple):
    """What the keys of one file are compared with.

    Attributes:
        read_base: Reads the keys before; None where there is nothing to compare with.
        before: The version before, where there is just one that has Customer ID and Email.
        shared: The keys of the files that were checked before this one; None where files stand alone.
        problems: What is wrong with the file as a whole, such as a base that can't be read.
        today: The day on which the check runs; None for the clock's.
        merged: Whether the base has customers of other versions than `before`, which alone does not tell who is new.
    """

    read_base: Callable[[], KeyBase] | None = None
    before: Before | None = None
    shared: SharedKeys | None = None
    problems: Sequence[Problem] = ()
    today: date | None = None
    merged: bool = False

    def day(self) -> date:
        """Return the day on which the check runs."""
        return self.today or today()


def today() -> date:
    """Return the day on which the check runs."""
    from datetime import datetime

    return datetime.now().astimezone().date()


class Differing(NamedTuple):
    """The records in which two versions of a file differ; those that moved may be among them.

    Attributes:
        now: Those of the version now; None when too much differs to say, so that all are to be looked at.
        before: Those of the version before that may be about the same customers.
    """

    now: Sequence[Row] | None = None
    before: Sequence[Row] = ()


class FileKeys(Known, Protocol):
    """Judges the keys of one column; knows every one of them once the file was read."""

    wanted: bool
    """Whether keys are remembered."""

    @property
    def has_twins(self) -> bool:
        """Whether one of them stands twice."""
        ...

    def judge(self, values: Sequence[str], lines: Sequence[int], /) -> Iterator[tuple[int, Problem]]:
        """Judge the next keys: `values`, on `lines`; give the index in `values` and what is wrong there."""
        ...


class _Pending(NamedTuple):
    """A record whose keys were not found before: its pair, and a finding for either cell, to be completed."""

    customer_id: str
    email: str
    at_id: Finding
    at_email: Finding


class IdentityJudge:
    """Judges the keys of one file.

    Args:
        header: The names of the columns.
        places: Indexes of Customer ID and Email.
        identity: What they are compared with.
        ids: The Customer IDs of the file, up to the batch that is judged.
        ledger: Takes what is wrong.
    """

    def __init__(
        self,
        header: Sequence[str],
        places: tuple[int, int],
        identity: Identity,
        ids: FileKeys,
        ledger: Ledger,
    ) -> None:
        self._header = header
        self._places = places
        self._identity = identity
        self._ids = ids
        self.notices: list[str] = []
        self._ledger = ledger
        self._pending: list[_Pending] = []
        self._changed: list[Row] = []
        self._only_before: list[Row] = []
        self._alignment: Alignment | None = None
        self._comparison: Comparison | None = None
        self._damaged = False
        self._doubles: list[str] = []
        before = None if identity.merged else identity.before
        if before is not None and [*before.header] == [*header]:
            self._alignment = Alignment(before.source, before.start)
        elif identity.read_base is not None:
            self._comparison = Comparison(identity.read_base(), ids)

    @property
    def compares_all(self) -> bool:
        """Whether the keys of every record are asked for, not only those of records that changed."""
        return self._comparison is not None

    @property
    def differing(self) -> Differing | None:
        """In which records the versions differ, once the file was read; None when in none."""
        if self._alignment is None:
            return Differing()
        return Differing(self._changed, self._only_before) if self._changed and self._only_before else None

    def judge(self, batch: Batch, rows: Sequence[int], end: int) -> None:
        """Judge the next records: those of `batch` whose indexes are `rows`; `end` is where the batch ends."""
        if self._alignment is not None:
            changed = {*self._alignment.changed_in(batch, end)}
            self._look_at(batch, [row for row in rows if batch.starts[row] in changed] if changed else ())
            self._give_up_when_much_differs(damaged=batch.bad_byte >= 0)
        elif self._comparison is not None:
            self._damaged |= batch.bad_byte >= 0
            self._look_at(batch, rows)
        if self._identity.shared is not None:
            self._judge_shared(self._identity.shared, batch, rows)

    def judge_stretch(self, stretch: Stretch, broken: Collection[int], *, damaged: bool) -> None:
        """Judge the next records by what differs; to be asked for them all by `compares_all`.

        Args:
            stretch: The records.
            broken: Where in it those start whose cells do not stand under their columns.
            damaged: Whether some of its bytes are no UTF-8.
        """
        if self._alignment is not None:
            self.look_at(stretch, self._alignment.changed(stretch.data, stretch.starts, stretch.end), broken)
            self._give_up_when_much_differs(damaged=damaged)
        self._damaged |= damaged
        if self._identity.shared is not None:
            batch = stretch.batch([start for start in stretch.starts() if start not in broken])
            self._judge_shared(self._identity.shared, batch, range(len(batch.rows)))

    def look_at(self, stretch: Stretch, starts: Sequence[int], broken: Collection[int] = ()) -> None:
        """Look at those records of a stretch that start at `starts`."""
        if starts:
            batch = stretch.batch([start for start in starts if start not in broken])
            self._look_at(batch, range(len(batch.rows)))

    def new_among(self, pairs: Iterable[tuple[str, str]]) -> list[int]:
        """Return the indexes of those pairs of keys that were not there before, as far as is known yet."""
        same = self._comparison.same if self._comparison is not None else lambda *_: True
        return [index for index, pair in enumerate(pairs) if not same(*pair)]

    def _give_up_when_much_differs(self, *, damaged: bool) -> None:
        self._damaged |= damaged
        if len(self._pending) > _MOST_PENDING or damaged:
            self._read_all()

    def finish(self) -> None:
        """Judge what only the end of the file tells: whether an ID is new, or was another one."""
        if self._alignment is not None and self._pending and self._ids.has_twins:
            self._read_all()  # a customer may stand in a record that changed, and in one that did not
        elif self._alignment is not None:
            met = {canonical(pending.customer_id) for pending in self._pending}
            self._comparison = Comparison(self._keys_only_before(self._alignment), self._ids, met)
        if self._comparison is None:
            return
        self._comparison.recoded = self._damaged
        for pending in sorted(self._pending, key=lambda one: one.at_id.order):
            self._decide(self._comparison, pending)
        if self._doubles:
            shown = ", ".join(map(escaped, self._doubles[:_SHOWN]))
            self.notices.append(f"the version before has Customer IDs with two e-mails: {shown}")
        if self._ledger.wants("removed-customer"):
            removed = self._comparison.removed()
            if removed:
                self._ledger.about_file(removed_problem(removed))

    def _look_at(self, batch: Batch, rows: Sequence[int]) -> None:
        """Keep the records whose keys were not there before, for the end to decide."""
        first, second = self._places
        for row in rows:
            cells = batch.rows[row]
            if self._comparison is not None and self._comparison.same(cells[first], cells[second]):
                continue
            if self._alignment is not None:
                place = batch.base + batch.starts[row]
                self._changed.append(Row(cells, place, batch.lines[row], batch.numbers[row]))
            at_id, at_email = (self._locate(batch, row, index) for index in self._places)
            self._pending.append(_Pending(cells[first], cells[second], at_id, at_email))

    def _read_all(self) -> None:
        """Give up laying the versions side by side: too much differs. Read all keys before instead."""
        self._alignment, self._changed = None, []
        if self._identity.read_base is not None:
            self._comparison = Comparison(self._identity.read_base(), self._ids)

    def _decide(self, comparison: Comparison, pending: _Pending) -> None:
        if comparison.same(pending.customer_id, pending.email):
            return
        verdict = comparison.decide(pending.customer_id, pending.email)
        if verdict is not None:
            if verdict.key == "email" and len(comparison.emails_of(pending.customer_id)) > 1:
                self._doubles.append(pending.customer_id)
            self._ledger.put(pending.at_id if verdict.key == "id" else pending.at_email, verdict.problem)

    def _keys_only_before(self, alignment: Alignment) -> KeyBase:
        """Return the keys of the records that only the version before has; keep those that may have changed."""
        first, second = self._places
        keys = {row.cells[place] for row in self._changed for place in self._places}
        base = KeyBase()
        for cells in alignment.only_before():
            if len(cells) == len(self._header) and cells[first].strip() and cells[first] != CUSTOMER_ID:
                base.add([(canonical(cells[first]), canonical(cells[second]))])
                if cells[first] in keys or cells[second] in keys:
                    self._only_before.append(Row(cells, 0, 0, 0))
        return base

    def _judge_shared(self, shared: SharedKeys, batch: Batch, rows: Sequence[int]) -> None:
        first, second = self._places
        pairs = [(batch.rows[row][first], batch.rows[row][second], batch.lines[row]) for row in rows]
        for at, problem in shared.judge(pairs):
            self._ledger.put(self._locate(batch, rows[at], second), problem)

    def _locate(self, batch: Batch, row: int, index: int) -> Finding:
        customer_id = batch.rows[row][self._places[0]] or None
        return self._ledger.locate(batch, row, index + 1, self._header[index], customer_id)
