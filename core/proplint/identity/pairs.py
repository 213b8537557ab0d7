"""The records of two versions of a file, paired by customer."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.header import whole_rows
from proplint.csvfile.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.csvfile.source import Source

_MOST_APART: Final = 100_000


class Row(NamedTuple):
    """A record and its place.

    Attributes:
        cells: Its cells.
        offset: Byte of the file where it starts.
        line: Physical line there.
        number: Its number among the data records.
    """

    cells: Sequence[str]
    offset: int
    line: int
    number: int


class TooFarApartError(Exception):
    """So many records stand elsewhere than before that pairing them takes too much memory."""


def rows_of(source: Source, offset: int, line: int, header: Sequence[str]) -> Iterator[Row]:
    """Give the records of a file whose cells stand under their columns.

    Args:
        source: The file.
        offset: Where its first data record starts.
        line: The physical line there.
        header: The names of its columns.
    """
    names = [*header]
    for batch in Reader(source, offset=offset, line=line, width=len(names)).batches():
        starts = (batch.base + start for start in batch.starts)
        rows = [*map(Row, batch.rows, starts, batch.lines, batch.numbers)]
        yield from (rows[at] for at in whole_rows(batch.rows, names))


class Pairs:
    """Pairs the records of two versions by Customer ID, and those that are left by an e-mail that only one has.

    Memory is taken only by records that stand elsewhere in the other version. A customer who stands twice in
    a version is not paired for certain: `doubtful` names them.

    Args:
        before: Indexes of Customer ID and Email in the version before.
        now: The same in the version now.
    """

    def __init__(self, before: tuple[int, int], now: tuple[int, int]) -> None:
        self._places = (before, now)
        self._waiting: tuple[dict[str, list[Row]], dict[str, list[Row]]] = ({}, {})
        self._emails: list[set[str] | None] = [None, None]
        self._apart = 0
        self.alone: set[int] = set()

    def pairs(self, before: Iterable[Row], now: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
        """Give each customer's record before and now.

        Args:
            before: The records of the version before, in order.
            now: Those of the version now.

        Raises:
            TooFarApartError: The two versions have hardly a record in the same place.
        """
        (first, _), (second, _) = self._places
        for old, new in zip_longest(before, now):
            if old is not None and new is not None and old.cells[first] == new.cells[second] != "":
                yield old, new
                continue
            for side, row in enumerate((old, new)):
                if row is None:
                    self._end(side)
                else:
                    yield from self._meet(side, row)
        yield from self._by_email()

    @property
    def doubtful(self) -> set[str]:
        """Customers who are left on one side: whoever was paired as well stands there twice."""
        return {customer_id for rows in self._waiting for customer_id in rows}

    def _end(self, side: int) -> None:
        """Take note that one version has no more records: of the other, only what can still be paired is kept."""
        if self._emails[side] is None:
            place = self._places[side][1]
            self._emails[side] = {row.cells[place] for rows in self._waiting[side].values() for row in rows}

    def _meet(self, side: int, row: Row) -> Iterator[tuple[Row, Row]]:
        key, email = (row.cells[place] for place in self._places[side])
        if key in self._waiting[1 - side]:
            other = self._waiting[1 - side][key][0]
            self._take(1 - side, other)
            yield (other, row) if side else (row, other)
            return
        if side:
            self.alone.add(row.offset)
        wanted = self._emails[1 - side]
        if key.strip() and (wanted is None or email in wanted):
            self._waiting[side].setdefault(key, []).append(row)
            self._apart += 1
            if self._apart > _MOST_APART:
                raise TooFarApartError

    def _take(self, side: int, row: Row) -> None:
        """Take a record from those that wait."""
        key = row.cells[self._places[side][0]]
        self._waiting[side][key].remove(row)
        if not self._waiting[side][key]:
            del self._waiting[side][key]
        self._apart -= 1
        if side:
            self.alone.discard(row.offset)

    def _by_email(self) -> Iterator[tuple[Row, Row]]:
        """Pair those whose Customer ID is in one version only: it may be the ID that was destroyed."""
        before, now = (self._unique(side) for side in (0, 1))
        for email, row in before.items():
            other = now.get(email)
            if row is not None and other is not None:
                self._take(0, row)
                self._take(1, other)
                yield row, other

    def _unique(self, side: int) -> dict[str, Row | None]:
        """Return the records that are left by their e-mails; None where two have the same."""
        found: dict[str, Row | None] = {}
        second = self._places[side][1]
        for row in (row for rows in self._waiting[side].values() for row in rows):
            email = row.cells[second]
            if email.strip():
                found[email] = None if email in found else row
        return found
