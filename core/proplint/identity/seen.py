"""The keys of a large file: that one stands twice is told at once, where only when it is asked for.

A dictionary from key to line costs twice the time and the memory of a set. Twins are rare: so keys go to a
set, whose size tells of twins, and only if there are any, the file is gone through again to find which, and where.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from proplint.identity.keys import problem_of, twin

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from proplint.api import Problem
    from proplint.identity.base import KeyBase
    from proplint.identity.keys import KeyRules


class SeenKeys:
    """One key column of one file.

    Args:
        rules: What is right in the column.
        wanted: Whether keys are remembered at all.

    Attributes:
        twins: The keys that were met more than once; known when `finish` was called.
        malformed: See `Keys`.
        again: Gives every key of the file once more; asked when there are twins.
    """

    def __init__(self, rules: KeyRules, *, wanted: bool = True) -> None:
        self.rules = rules
        self.wanted = wanted
        self.twins: set[bytes] = set()
        self.malformed: set[str] = set()
        self._seen: set[bytes] = set()
        self._has_twins = False
        self._searching = False
        self.again: Callable[[], Iterable[Sequence[bytes]]] = tuple

    @property
    def has_twins(self) -> bool:
        """Whether a key was met twice."""
        return self._has_twins

    def add(self, keys: Sequence[bytes]) -> None:
        """Take the next keys, which are well-formed."""
        if not self.wanted:
            return
        seen, before = self._seen, len(self._seen)
        if self._searching and not seen.isdisjoint(keys):
            self.twins.update(key for key in keys if key in seen)
        seen.update(keys)
        if len(seen) - before < len(keys):
            self._has_twins = True
            if self._searching:
                self.twins.update(key for key, count in Counter(keys).items() if count > 1)

    def judge(self, values: Sequence[str], _lines: Sequence[int]) -> Iterator[tuple[int, Problem]]:
        """Judge the next keys, as `Keys.judge` does, but for twins."""
        right = []
        for index, value in enumerate(values):
            problem = problem_of(self.rules, value)
            if problem is not None:
                if self.rules.identifies:
                    self.malformed.add(value)
                yield index, problem
            else:
                right.append(encoded(value))
        self.add(right)

    def finish(self) -> None:
        """Find which keys are twins, if there are any."""
        if self._has_twins:
            self._searching = True
            self._seen = set()
            for keys in self.again():
                self.add(keys)

    def now(self, _base: KeyBase, _met: Collection[str]) -> Collection[str]:
        """Return the keys of the file, but for malformed ones."""
        return _Texts(self._seen)


class Twins:
    """Finds the lines of keys that stand twice.

    Args:
        seen: Knows which they are.
    """

    def __init__(self, seen: SeenKeys) -> None:
        self._rules = seen.rules
        self._twins = seen.twins
        self._first: dict[bytes, int] = {}

    def among(self, keys: Sequence[bytes]) -> list[int]:
        """Return the indexes of those of some keys that stand twice in the file."""
        if self._twins.isdisjoint(keys):
            return []
        return [index for index, key in enumerate(keys) if key in self._twins]

    def judge(self, keys: Sequence[bytes], lines: Sequence[int]) -> Iterator[tuple[int, Problem]]:
        """Give the index of each of the next such keys, on `lines`, that was met before, and what is wrong there."""
        for index, (key, line) in enumerate(zip(keys, lines, strict=True)):
            if self._first.setdefault(key, line) != line:
                yield index, twin(self._rules, self._first[key])


class _Texts:
    """Keys as text, held as bytes."""

    def __init__(self, keys: set[bytes]) -> None:
        self._keys = keys

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and encoded(key) in self._keys

    def __iter__(self) -> Iterator[str]:
        return map(decoded, self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def encoded(key: str) -> bytes:
    """Return a key's bytes, also where they are no UTF-8."""
    return key.encode(errors="surrogateescape")


def decoded(key: bytes) -> str:
    """Return a key as text; what is no UTF-8 becomes lone surrogates."""
    return key.decode(errors="surrogateescape")
