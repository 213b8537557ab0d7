"""The keys of a very large file, remembered by their hashes.

A set of ten million keys takes a gigabyte, and the larger it is, the longer each of them takes: where a key goes is
seldom in the processor's cache. Eight bytes tell almost as much. So hashes go to buckets, one after the other, and
at the end each bucket is looked through by itself, in a set small enough for the cache. Equal hashes are a suspicion,
no more: only the keys can confirm it, so the file is gone through again for those that are under suspicion. Where
even the hashes are too many for the memory, the file is gone through once for each share of them.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from proplint.identity.base import canonical
from proplint.identity.seen import SeenKeys, decoded, encoded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proplint.api import Problem
    from proplint.identity.base import KeyBase
    from proplint.identity.keys import KeyRules

BUCKET: Final = 1 << 15
"""How many hashes a bucket is to hold: a set of them fits a processor's cache."""

_MOST_BUCKETS: Final = 512  # the ends of all buckets are to fit it too
_HIGH: Final = 40  # bits of a hash above those that tell its bucket


class HashedKeys(SeenKeys):
    """One key column of one file.

    Args:
        rules: What is right in the column.
        wanted: Whether keys are remembered at all.
        records: About how many records the file has.
        shares: Number of shares; above one, only the hashes of a share of the keys are remembered at a time.

    Attributes:
        shares: That number.
    """

    def __init__(self, rules: KeyRules, *, wanted: bool = True, records: int, shares: int = 1) -> None:
        super().__init__(rules, wanted=wanted)
        self.shares = shares
        self._share = 0
        # A power of two, so that the lowest bits tell the bucket.
        self._count = min(1 << (records // shares // BUCKET).bit_length(), _MOST_BUCKETS)
        self._buckets: list[array[int]] = []
        self._recoded = False
        self._empty()

    def _empty(self) -> None:
        self._buckets = [array("q") for _ in range(self._count)]
        self._appends = [bucket.append for bucket in self._buckets]

    def add(self, keys: Sequence[bytes]) -> None:
        """See `SeenKeys`."""
        if not self.wanted:
            return
        appends, lowest = self._appends, self._count - 1
        hashes: Iterable[int] = map(hash, keys)
        if self.shares > 1:
            hashes = [one for one in hashes if (one >> _HIGH) % self.shares == self._share]
        for one in hashes:
            appends[one & lowest](one)

    def judge(self, values: Sequence[str], lines: Sequence[int]) -> Iterator[tuple[int, Problem]]:
        """See `SeenKeys`."""
        self._recoded |= any(canonical(value) != value for value in values)
        yield from super().judge(values, lines)

    def finish(self) -> None:
        """See `SeenKeys`."""
        suspects = {*self._suspects()}
        for share in range(1, self.shares):
            self._share = share
            self._empty()
            for keys in self.again():
                self.add(keys)
            suspects.update(self._suspects())
        if suspects:
            self._confirm(suspects)

    def _suspects(self) -> Iterator[int]:
        """Give the hashes that were met more than once."""
        for bucket in self._buckets:
            if len({*bucket}) < len(bucket):
                yield from (one for one, count in Counter(bucket).items() if count > 1)

    def _confirm(self, suspects: set[int]) -> None:
        """Find the keys that were met more than once among those that have certain hashes."""
        once: set[bytes] = set()
        for keys in self.again():
            if not suspects.isdisjoint(map(hash, keys)):
                for key in keys:
                    if hash(key) in suspects:
                        (self.twins if key in once else once).add(key)
        self._has_twins = bool(self.twins)

    def now(self, base: KeyBase, met: Collection[str]) -> Collection[str]:
        """Return the keys of the file, or at least those of them that are in `base`."""
        if self.shares == 1 and not self._recoded and self._has_none(key for key in base if key not in met):
            return met
        found: set[str] = set()
        for keys in self.again():
            found.update(key for key in map(canonical, map(decoded, keys)) if key in base)
        return found

    def _has_none(self, keys: Iterable[str]) -> bool:
        """Whether no hash is that of one of these keys, so that none of them is in the file."""
        asked = defaultdict[int, list[int]](list)
        for one in map(hash, map(encoded, keys)):
            asked[one & (self._count - 1)].append(one)
        return all({*self._buckets[at]}.isdisjoint(hashes) for at, hashes in asked.items())
