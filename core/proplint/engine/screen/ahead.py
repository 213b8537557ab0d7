"""What a second process proved of the later part of a large file, taken over where the first arrives."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.source import FileSource
from proplint.engine.screen.cells import LINE_FEEDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.csvfile.source import Source
    from proplint.engine.screen.automaton import Automata

# Below it, a process takes longer to start than it spares.
_SMALLEST: Final = 1 << 25
_BLOCK: Final = 1 << 20


class Known(NamedTuple):
    """Records that are proven, and follow one another.

    Attributes:
        end: Offset in the file where they end.
        lines: How many physical lines they stand on.
        records: How many they are.
        longest: How many characters no cell of theirs exceeds; -1 where it was not asked for.
    """

    end: int
    lines: int
    records: int
    longest: int


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
    """

    def __init__(self, process: subprocess.Popen[bytes], begin: int) -> None:
        self._process = process
        self._begin = begin
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
        spans = (numbers[index : index + 5] for index in range(0, len(numbers), 5))
        return Block(start, end, {at: Known(*known) for at, *known in spans})


def start_ahead(source: Source, automata: Automata, after: int, share: float) -> Ahead | None:
    """Start a second process, where that is of use.

    Args:
        source: The file.
        automata: What proves its records.
        after: Offset of its first record.
        share: Where the process is to begin, as a part of the file.
    """
    if not isinstance(source, FileSource) or source.size - after < _SMALLEST:
        return None
    if automata.breaks is not LINE_FEEDS or not sys.executable or _processors() < 2:  # noqa: PLR2004
        return None
    import re2

    begin = after + int((source.size - after) * share)
    script = os.path.join(os.path.dirname(__file__), "worker.py")
    folder = os.path.dirname(os.path.dirname(os.path.abspath(re2.__file__)))
    numbers = [*source.state, begin, _BLOCK, int(automata.spanning), automata.limit]
    try:
        process = subprocess.Popen(  # noqa: S603  our own script
            [sys.executable, "-I", "-S", script, folder, source.path, *map(str, numbers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if process.stdin is not None:
            with process.stdin as stream:
                stream.write(automata.first.expression)
    except OSError:
        return None  # it is of use, not needed
    return Ahead(process, begin)


def _processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
