"""The second process: runs the automaton over the later part of a large file, ahead of the first.

It is started as a script and imports nothing of the package, so that it is at work in a few milliseconds.
It begins where some line begins; whether a record begins there it can't know. The first process takes its
word for a block only when it arrives at that very place as the start of a record: what the automaton accepts
from there on is a function of the bytes alone.

Arguments: folder of RE2; the file, with its device, inode, size and time of change, as numbers; where to begin; how
many bytes make a block; whether records may span lines, as 0 or 1; from how many characters on a long cell matters,
or -1. The expression comes by standard input. For each block it prints where the block starts and ends, and of each
span in it that is proven where it starts and ends, and its size as `measure` tells it.
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


def measure(data: bytes, counted: bytes, *, spanning: bool, limit: int) -> tuple[int, int, int]:
    """Measure records that are proven well-formed, the last of them ended.

    Args:
        data: They.
        counted: The byte that every line end has.
        spanning: Whether cells may span lines.
        limit: How many characters a cell may have before it matters how long the longest is; -1 where it never does.

    Returns:
        Number of lines; number of records; how many characters no cell exceeds, -1 where it does not matter.
    """
    if limit >= 0:
        parts = data.split(counted)
        lines, longest = len(parts) - 1, max(map(len, parts))
    else:
        lines, longest = data.count(counted), -1
    between, spanned = [data], 0
    if (spanning or longest > limit) and b'"' in data:
        between = data.split(b'"')
        # Two marks side by side stand for one, and change nothing: odd and even tell whether a line end is inside.
        spanned = b"".join(between[1::2]).count(counted) if spanning else 0
    if limit >= 0 and (spanned or longest > limit):
        longest = _longest_cell(between, counted)
    return lines, lines - spanned, longest


def _longest_cell(parts: Sequence[bytes], counted: bytes) -> int:
    """Return how many bytes no cell exceeds; `parts` are what stands between the quotation marks."""
    plain = b"".join(parts[::2]).replace(counted, b",").split(b",")
    inside = parts[1::2]
    longest = max(map(len, [*plain, *inside]))
    if b"" in parts[2:-1:2]:  # with nothing between two marks, the cell goes on
        size = -1
        for before, part in zip(parts[::2], inside, strict=False):
            size = len(part) if before or size < 0 else size + 1 + len(part)
            longest = max(longest, size)
    return longest


def main() -> None:
    """Do what the arguments say."""
    folder, path, device, inode, size, changed, begin, block, spanning, limit = sys.argv[1:]
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
            size_of = functools.partial(measure, counted=b"\n", spanning=spanning == "1", limit=int(limit))
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
