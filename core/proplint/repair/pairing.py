"""Which record of a file was which in the version before, and the order in which both have their place."""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from proplint.text import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proplint.repair.table import Table

    _Key = Callable[[Table, int], str]

_K = TypeVar("_K", int, str)

NEW: Final = -1
"""In place of the record before, for one that was not there."""


class Run(NamedTuple):
    """Records that follow one another in both versions.

    Attributes:
        now: The first of them now.
        before: Which one that was before; `NEW` for a single one that was not there.
        length: How many they are.
    """

    now: int
    before: int
    length: int


class Partners:
    """Which one each record, or each column, of the version now was before.

    Args:
        count: How many there are now.

    Attributes:
        before: Which one it was before, or `NEW`.
    """

    def __init__(self, count: int) -> None:
        self.before = array("q", [NEW]) * count
        self._twins: dict[int, int] = {}

    def pair(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Pair those that can't be told apart, one after the other."""
        for old, new in zip(olds, news, strict=False):
            self.before[new] = old
        if olds:
            for new in islice(news, len(olds), None):
                self._twins.setdefault(new, news[len(olds) - 1])

    def sort(self, news: Sequence[int]) -> None:
        """Give of those that can't be told apart the first one now the first one before, and so on."""
        known = [index for index in news if self.before[index] != NEW]
        for index, old in zip(known, sorted(self.before[index] for index in known), strict=True):
            self.before[index] = old

    def in_order(self, count: int) -> Iterator[int]:
        """Give the indexes of what is there now, in the order of before.

        What is new stays behind what it stands behind. But of those that can't be told apart, the new ones stand
        behind the others: else the next time others might be the new ones.

        Args:
            count: How many there were before.
        """
        places, behind = array("q", [NEW]) * count, defaultdict[int, list[int]](list)
        news = False
        for index, partner in enumerate(self.before):
            if partner != NEW:
                places[partner] = index
                continue
            news = True
            if index in self._twins:
                behind[self._twins[index]].append(index)
        if not news:
            yield from (place for place in places if place != NEW)
            return
        yield from self._new_from(0)
        for place in places:
            if place != NEW:
                yield place
                yield from behind.get(place, ())
                yield from self._new_from(place + 1)

    def runs(self, count: int, most: int) -> Iterator[Run]:
        """Give the same as `in_order`, those together that follow one another in both versions.

        Args:
            count: How many there were before.
            most: How many are given together.
        """
        first, length, start = NEW, 0, NEW
        for index in self.in_order(count):
            partner = self.before[index]
            if length and partner != NEW and index == first + length and partner == start + length and length < most:
                length += 1
                continue
            if length:
                yield Run(first, start, length)
            first, start, length = index, partner, 1
            if partner == NEW:
                yield Run(index, NEW, 1)
                length = 0
        if length:
            yield Run(first, start, length)

    def _new_from(self, start: int) -> Iterator[int]:
        while start < len(self.before) and self.before[start] == NEW:
            if start not in self._twins:
                yield start
            start += 1


def paired(before: Table, now: Table, columns: Sequence[tuple[int, int]]) -> Partners:
    """Return which record was which.

    By Customer ID where that stands once in both versions. Those that are left, by what all their cells say; then by
    a Customer ID, and at last by an e-mail, that only one of them has in either version. A wrong pair costs nothing
    but its order: what a record says is never taken from the other one. And who is paired depends on what the
    records say, not on their order: when all is in its place, nothing moves any more.

    Args:
        before: The version before.
        now: The version now.
        columns: Where the columns stand that both have: before and now.
    """
    partners = Partners(len(now))
    left = [*_by_unique_key(before, now, partners.before)]
    alone = [index for index, partner in enumerate(partners.before) if partner == NEW]
    if left and alone:
        olds = _grouped(left, lambda index: _content(before, index, [pair[0] for pair in columns]))
        news = _grouped(alone, lambda index: _content(now, index, [pair[1] for pair in columns]))
        for content in olds.keys() & news.keys():
            partners.pair(olds[content], news[content])
        for key in (_customer_id, _email):
            _pair_unique(before, now, left, alone, partners, key)
        for alike in news.values():
            partners.sort(alike)
    return partners


def _pair_unique(
    before: Table, now: Table, left: Sequence[int], alone: Sequence[int], partners: Partners, key: _Key
) -> None:
    """Pair the records that have a key which only one of those that are left has in either version."""
    taken = {partners.before[index] for index in alone}
    olds = _grouped([index for index in left if index not in taken], partial(key, before))
    news = _grouped([index for index in alone if partners.before[index] == NEW], partial(key, now))
    for known in olds.keys() & news.keys():
        if known and len(olds[known]) == len(news[known]) == 1:
            partners.pair(olds[known], news[known])


def _by_unique_key(before: Table, now: Table, partners: array[int]) -> Iterator[int]:
    """Pair by Customer IDs that stand once in both versions; give the records before that are left."""
    vague = {0} | _twice(before.keys) | _twice(now.keys)
    first = 0
    for old, new in zip(before.keys, now.keys, strict=False):
        if old != new:
            break
        first += 1
    places = {key: index for index, key in enumerate(now.keys[first:], first) if key not in vague}
    for index, key in enumerate(before.keys):
        partner = index if index < first and key not in vague else places.get(key, NEW)
        if partner == NEW:
            yield index
        else:
            partners[partner] = index


def _twice(keys: array[int]) -> set[int]:
    if len({*keys}) == len(keys):
        return set()
    ordered = sorted(keys)
    return {key for key, following in pairwise(ordered) if key == following}


def _customer_id(table: Table, index: int) -> str:
    return table.texts(table.record(index))[table.customer_id]


def _email(table: Table, index: int) -> str:
    return table.texts(table.record(index))[table.email]


def _content(table: Table, index: int, columns: Sequence[int]) -> int:
    cells = table.texts(table.record(index))
    return hash(tuple(with_line_feeds(cells[column]) for column in columns))


def _grouped(indexes: Sequence[int], key: Callable[[int], _K]) -> dict[_K, list[int]]:
    groups: dict[_K, list[int]] = defaultdict(list)
    for index in indexes:
        groups[key(index)].append(index)
    return groups
