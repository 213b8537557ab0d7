"""The records of two versions of a file, paired by customer."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.header import whole_rows
from proplint.csvfile.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source

_MOST_APART: Final = 100_000
_AT_ONCE: Final = 256


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
    for stretch in _stretches(source, offset, line, header):
        yield from map(stretch.row, range(len(stretch.cells)))


class _Stretch(NamedTuple):
    """Records of a batch; their places are told only of those that are asked for."""

    batch: Batch
    rows: Sequence[int]
    cells: Sequence[list[str]]

    def row(self, at: int) -> Row:
        index, batch = self.rows[at], self.batch
        return Row(self.cells[at], batch.base + batch.starts[index], batch.lines[index], batch.numbers[index])


def _stretches(source: Source, offset: int, line: int, header: Sequence[str]) -> Iterator[_Stretch]:
    names = [*header]
    for batch in Reader(source, offset=offset, line=line, width=len(names)).batches():
        rows = whole_rows(batch.rows, names)
        alike = len(rows) == len(batch.rows)
        yield _Stretch(batch, rows, batch.rows if alike else [batch.rows[row] for row in rows])


class File(NamedTuple):
    """A file whose records are to be paired with those of another version.

    Attributes:
        source: Its bytes.
        offset: Where its first data record starts.
        line: The physical line there.
        header: The names of its columns.
    """

    source: Source
    offset: int
    line: int
    header: Sequence[str]


def side_by_side(before: File, now: File, key: int) -> Iterator[tuple[Row | None, Row | None]]:
    """Give the records of two versions of the same columns, place by place, but for those that are the same in both.

    Files that a program wrote anew differ in every byte and in no cell: they are compared many records at once.

    Args:
        before: The version before.
        now: The version now.
        key: Index of a column; where a record has an empty cell, it is given, the same or not.
    """
    sides = [_Side(_stretches(*file)) for file in (before, now)]
    while True:
        old, new = (side.ahead() for side in sides)
        count = min(len(old), len(new)) or max(len(old), len(new))
        if not count:
            return
        if old[:count] != new[:count] or not all(row[key] for row in old[:count]):
            yield from zip_longest(*(side.rows(count) for side in sides))
        for side in sides:
            side.skip(count)


class _Side:
    """One of two versions, read a few records at a time."""

    def __init__(self, stretches: Iterator[_Stretch]) -> None:
        self._stretches = stretches
        self._stretch: _Stretch | None = None
        self._at = 0

    def ahead(self) -> Sequence[list[str]]:
        """Return the cells of the next records, a few of them; none at the end."""
        while self._stretch is None or self._at >= len(self._stretch.cells):
            self._stretch, self._at = next(self._stretches, None), 0
            if self._stretch is None:
                return ()
        return self._stretch.cells[self._at : self._at + _AT_ONCE]

    def rows(self, count: int) -> Iterator[Row]:
        """Give so many of the next records, or as many as there are."""
        stretch = self._stretch
        if stretch is not None:
            yield from map(stretch.row, range(self._at, min(self._at + count, len(stretch.cells))))

    def skip(self, count: int) -> None:
        """Go on behind so many records."""
        self._at += count


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

    def pairs(self, places: Iterable[tuple[Row | None, Row | None]]) -> Iterator[tuple[Row, Row]]:
        """Give each customer's record before and now.

        Args:
            places: The records of the version before and those of the version now, side by side in their order;
                None where one has no more. Those of a customer who is the same in both may be left out.

        Raises:
            TooFarApartError: The two versions have hardly a record in the same place.
        """
        (first, _), (second, _) = self._places
        for old, new in places:
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
