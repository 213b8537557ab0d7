"""The second process: runs the automaton over the later part of a large file, ahead of the first.

It is started as a script and imports nothing of the package, so that it is at work in a few milliseconds.
It begins where some line begins; whether a record begins there it can't know. The first process takes its
word for a block only when it arrives at that very place as the start of a record: what the automaton accepts
from there on is a function of the bytes alone.

Arguments: folder of RE2; the file, with its device, inode, size and time of change, as numbers; where to begin; how
many bytes make a block; whether records may span lines, and whether the longest cell is asked for, as 0 or 1. The
expression comes by standard input. For each block it prints where the block starts and ends, and of each span in it
that is proven where it starts and ends, and its size as `measure` tells it.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MEMORY: Final = 64 << 20
_MANY: Final = 16
_SHARE: Final = 8
_TAIL: Final = 1 << 16
_NUMBERS: Final = 5  # that are printed of a span


def measure(data: bytes, counted: bytes, *, spanning: bool, longest: bool) -> tuple[int, int, int]:
    """Measure records that are proven well-formed, the last of them ended.

    Args:
        data: They.
        counted: The byte that every line end has.
        spanning: Whether cells may span lines.
        longest: Whether the longest cell is asked for.

    Returns:
        Number of lines; number of records; how many characters no cell exceeds, -1 when it is not asked for.
    """
    if longest:
        parts = data.split(counted)
        lines, most = len(parts) - 1, max(map(len, parts))
    else:
        lines, most = data.count(counted), -1
    if not spanning or b'"' not in data:
        return lines, lines, most
    # Two marks side by side stand for one, and change nothing: whether a line end is inside is told by odd and even.
    between = data.split(b'"')
    spanned = b"".join(between[1::2]).count(counted)
    if longest and spanned:
        most = max(most, _longest_spanning(between, counted))
    return lines, lines - spanned, most


def _longest_spanning(parts: Sequence[bytes], counted: bytes) -> int:
    """Return how many bytes no cell of several lines exceeds; `parts` are what stands between the quotation marks."""
    most, last = 0, len(parts) - 2
    for first in [index for index in range(1, len(parts), 2) if counted in parts[index]]:
        start = end = first
        # With nothing between two marks, the cell goes on.
        while start > 1 and not parts[start - 1]:
            start -= 2
        while end < last and not parts[end + 1]:
            end += 2
        most = max(most, sum(map(len, parts[start : end + 1])) + (end - start) // 2)
    return most


def main() -> None:
    """Do what the arguments say."""
    folder, path, device, inode, size, changed, begin, block, spanning, longest = sys.argv[1:]
    sys.path.append(folder)
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.longest_match = True
    options.max_mem = _MEMORY
    options.never_capture = True
    compiled = re2._re2.RE2(sys.stdin.buffer.read(), options)  # noqa: SLF001
    match = functools.partial(compiled.Match, re2._Anchor.ANCHOR_START)  # noqa: SLF001
    with open(path, "rb", buffering=0) as stream:
        found = os.fstat(stream.fileno())
        if [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns] == [
            int(device),
            int(inode),
            int(size),
            int(changed),
        ]:
            size_of = functools.partial(measure, counted=b"\n", spanning=spanning == "1", longest=longest == "1")
            _prove(stream, match, size_of, int(begin), int(block))


def _prove(
    stream: IO[bytes],
    match: Any,  # noqa: ANN401  re2 is untyped
    size_of: Callable[[bytes], tuple[int, int, int]],
    position: int,
    block: int,
) -> None:
    """Walk through the file from the first line that starts behind `position`."""
    stream.seek(position)
    position += stream.read(block).find(b"\n") + 1
    while True:
        stream.seek(position)
        data = stream.read(block)
        end = data.rfind(b"\n") + 1
        if not end:
            return
        spans, at, proven = [], 0, 0
        while at < end:
            found = match(data, at, end)
            stop = max(at, found[0][1]) if found else at
            if stop > at:
                size = size_of(data[at:stop])
                proven += size[1]
                spans += [position + at, position + stop, *size]
            if len(spans) > _NUMBERS * (_MANY + proven // _SHARE):
                return  # it stops so often that this is no help
            at = stop if stop == end else data.find(b"\n", stop) + 1
        if spans and end - _TAIL < spans[-_NUMBERS + 1] - position:
            end = spans[-_NUMBERS + 1] - position  # the next record may only lack its end
        sys.stdout.write(" ".join(map(str, [position, position + end, *spans])) + "\n")
        sys.stdout.flush()
        position += end


if __name__ == "__main__":
    main()
