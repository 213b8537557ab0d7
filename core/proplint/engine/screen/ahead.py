"""What a second process proved of the later part of a large file, taken over where the first arrives."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.source import FileSource, opened_twice
from proplint.engine.screen.cells import LINE_FEEDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proplint.csvfile.source import Source
    from proplint.engine.screen.automaton import Automata

# Below it, a process takes longer to start than it spares.
_SMALLEST: Final = 1 << 25
_BLOCK: Final = 1 << 20
_NUMBERS: Final = 5


class Known(NamedTuple):
    """Records that are proven, and follow one another.

    Attributes:
        end: Offset in the file where they end.
        lines: How many physical lines they stand on.
        records: How many they are.
        longest: How many characters no cell of theirs exceeds; -1 where it was not asked for.
        keys: Their key columns, each joined by line feeds; empty where they are not told.
    """

    end: int
    lines: int
    records: int
    longest: int
    keys: Sequence[bytes]


class Block(NamedTuple):
    """A part of the file from where some line starts, to where one ends.

    Attributes:
        start: Its offset in the file.
        end: Offset of its end.
        spans: Where proven records start, if one starts there at all, and what they are.
    """

    start: int
    end: int
    spans: Mapping[int, Known]


class Ahead:
    """A second process at work.

    Args:
        process: It; its output is read line by line.
        begin: It begins nowhere before this offset.
        keys: Where it leaves the keys that it takes out; None where it takes none.
    """

    def __init__(self, process: subprocess.Popen[bytes], begin: int, keys: _KeyFile | None = None) -> None:
        self._process = process
        self._begin = begin
        self._keys = keys
        self._next: Block | None = Block(begin, begin, {})

    def block_at(self, offset: int) -> Block | None:
        """Return the block that starts at an offset; offsets are asked for in order."""
        block = self._first_from(offset)
        return block if block is not None and block.start == offset and block.spans else None

    def limit(self, offset: int, size: int) -> int:
        """Return how many bytes to read at an offset, at most `size`, so as not to run into the next block."""
        if offset + size <= self._begin:
            return size
        block = self._first_from(offset + 1)
        return size if block is None else min(size, block.start - offset)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()
        if self._keys is not None:
            self._keys.close()

    def _first_from(self, offset: int) -> Block | None:
        while self._next is not None and (self._next.start < offset or not self._next.spans):
            if offset + _BLOCK <= self._begin:
                return None  # nothing is known yet that could matter here
            self._next = self._read()
        return self._next

    def _read(self) -> Block | None:
        line = self._process.stdout.readline() if self._process.stdout is not None else b""
        if not line.endswith(b"\n"):
            return None
        start, end, *numbers = map(int, line.split())
        width = _NUMBERS + (self._keys.count if self._keys is not None else 0)
        spans = {}
        for index in range(0, len(numbers), width):
            at, stop, lines, records, longest = numbers[index : index + _NUMBERS]
            keys = self._keys.take(numbers[index + _NUMBERS : index + width]) if self._keys is not None else ()
            spans[at] = Known(stop, lines, records, longest, keys)
        return Block(start, end, spans)


class _KeyFile:
    """The keys that the second process takes out: a file that it writes while the first reads.

    Args:
        count: How many key columns they are of.

    Raises:
        OSError: There can be no temporary file.

    Attributes:
        writer: What the process is to write to; to be closed once the process has it.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.writer, self._reader = opened_twice("proplint-keys-")
        self._path = self.writer.name
        self._remove()

    def take(self, sizes: Sequence[int]) -> Sequence[bytes]:
        """Return the next keys, column by column, by how many bytes they are; nothing where they are not there."""
        if self._reader.closed or min(sizes) < 0:
            return ()
        data = self._reader.read(sum(sizes))
        if len(data) < sum(sizes):
            self._reader.close()  # somebody cut the file: what follows can't be found in it
            return ()
        return [data[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]

    def close(self) -> None:
        """Give the file back."""
        self._reader.close()
        self._remove()

    def _remove(self) -> None:
        """Remove the file's name: at once where the system allows it for an open file, else at the end."""
        with contextlib.suppress(OSError):
            os.unlink(self._path)


def start_ahead(source: Source, automata: Automata, after: int, share: float, count: int = 0) -> Ahead | None:
    """Start a second process, where that is of use.

    Args:
        source: The file.
        automata: What proves its records.
        after: Offset of its first record.
        share: Where the process is to begin, as a part of the file.
        count: How many columns, from the first on, are keys that it is to take out of the records.
    """
    if not isinstance(source, FileSource) or source.size - after < _SMALLEST:
        return None
    if automata.breaks is not LINE_FEEDS or not sys.executable or _processors() < 2:  # noqa: PLR2004
        return None
    begin = after + int((source.size - after) * share)
    numbers = [*source.state, begin, _BLOCK, int(automata.spanning), automata.limit, count]
    keys: _KeyFile | None = None
    try:
        keys = _KeyFile(count) if count else None
        process = _started(source.path, numbers, automata.first.expression, keys)
    except OSError:
        if keys is not None:
            keys.close()
        return None  # it is of use, not needed
    return Ahead(process, begin, keys)


def _started(path: str, numbers: Sequence[int], expression: bytes, keys: _KeyFile | None) -> subprocess.Popen[bytes]:
    import re2

    script = os.path.join(os.path.dirname(__file__), "worker.py")
    folder = os.path.dirname(os.path.dirname(os.path.abspath(re2.__file__)))
    with keys.writer if keys is not None else contextlib.nullcontext():
        process = subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-I", "-S", script, folder, path, *map(str, numbers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if keys is None else keys.writer,
        )
    if process.stdin is not None:
        with process.stdin as stream:
            stream.write(expression)
    return process


def _processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
