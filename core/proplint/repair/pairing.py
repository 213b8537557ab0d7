"""Which record of a file was which in the version before, and the order in which both have their place."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from proplint.repair.table import normalized

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from proplint.repair.table import Table

    _Key = Callable[[Table, int, int], Hashable]

NEW: Final = -1
"""In place of the record before, for one that was not there."""


def paired(before: Table, now: Table, columns: Sequence[tuple[int, int]]) -> Sequence[int]:
    """Return for each record of the version now which one it was before, or `NEW`.

    By Customer ID where that stands once in both versions. Those that are left, by what all their cells say; then by
    Customer ID, one after the other; then by an e-mail that only one of them has in either version. A wrong pair
    costs nothing but its order: what a record says is never taken from the other one.

    Args:
        before: The version before.
        now: The version now.
        columns: Where the columns stand that both have: before and now.
    """
    partners = array("q", [NEW]) * len(now)
    left = [*_by_unique_key(before, now, partners)]
    alone = [index for index, partner in enumerate(partners) if partner == NEW]
    ways: list[tuple[_Key, bool]] = [
        (lambda table, index, side: _content(table, index, [pair[side] for pair in columns]), False),
        (lambda table, index, _: _cell(table, index, table.customer_id), False),
        (lambda table, index, _: _cell(table, index, table.email), True),
    ]
    for key, unique in ways:
        if left and alone:
            olds, news = _grouped(before, left, key, 0), _grouped(now, alone, key, 1)
            taken = _pair(olds, news, partners, unique=unique)
            left = [index for index in left if index not in taken]
            alone = [index for index in alone if partners[index] == NEW]
    return partners


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
    ordered = sorted(keys)
    return {key for key, following in pairwise(ordered) if key == following}


def _cell(table: Table, index: int, column: int) -> str:
    return table.texts(table.record(index))[column]


def _content(table: Table, index: int, columns: Sequence[int]) -> int:
    cells = table.texts(table.record(index))
    return hash(tuple(normalized(cells[column]) for column in columns))


def _grouped(table: Table, indexes: Sequence[int], key: _Key, side: int) -> dict[Hashable, deque[int]]:
    groups: dict[Hashable, deque[int]] = defaultdict(deque)
    for index in indexes:
        groups[key(table, index, side)].append(index)
    groups.pop("", None)  # what is empty tells nothing
    return groups


def _pair(
    before: dict[Hashable, deque[int]], now: dict[Hashable, deque[int]], partners: array[int], *, unique: bool
) -> set[int]:
    """Pair what has the same key; return those before that are paired."""
    taken = set[int]()
    for key, news in now.items():
        olds = before.get(key, ())
        if not unique or len(olds) == len(news) == 1:
            for old, new in zip(olds, news, strict=False):
                partners[new] = old
                taken.add(old)
    return taken


def in_order(partners: Sequence[int], count: int) -> Iterator[int]:
    """Give the indexes of what is there now, in the order of before; what is new stays behind what it stands behind.

    Args:
        partners: For each one there is now, which one it was before, or `NEW`.
        count: How many there were before.
    """
    places = array("q", [NEW]) * count
    for index, partner in enumerate(partners):
        if partner != NEW:
            places[partner] = index
    yield from _new_ones(partners, 0)
    for place in places:
        if place != NEW:
            yield place
            yield from _new_ones(partners, place + 1)


def _new_ones(partners: Sequence[int], start: int) -> Iterator[int]:
    while start < len(partners) and partners[start] == NEW:
        yield start
        start += 1
