"""The second process: runs the automaton over the later part of a large file, ahead of the first.

It is started as a script and imports nothing of the package, so that it is at work in a few milliseconds.
It begins where some line begins; whether a record begins there it can't know. The first process takes its
word for a block only when it arrives at that very place as the start of a record: what the automaton accepts
from there on is a function of the bytes alone.

Arguments: folder of RE2; the file, with its device, inode, size and time of change, as numbers; where to begin; how
many bytes make a block. The expression comes by standard input. For each block it prints where the block starts and
ends, and where each span in it that is proven starts, ends, and how many records it holds.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import IO, Any, Final

_MEMORY: Final = 64 << 20
_MANY: Final = 16
_SHARE: Final = 8


def main() -> None:
    """Do what the arguments say."""
    folder, path, device, inode, size, changed, begin, block = sys.argv[1:]
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
            _prove(stream, match, int(begin), int(block))


def _prove(stream: IO[bytes], match: Any, position: int, block: int) -> None:  # noqa: ANN401  re2 is untyped
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
                records = data.count(b"\n", at, stop)
                proven += records
                spans += [position + at, position + stop, records]
            if len(spans) > 3 * (_MANY + proven // _SHARE):
                return  # it stops so often that this is no help
            at = stop if stop == end else data.find(b"\n", stop) + 1
        sys.stdout.write(" ".join(map(str, [position, position + end, *spans])) + "\n")
        sys.stdout.flush()
        position += end


if __name__ == "__main__":
    main()
