"""The second process: runs the automaton over the later part of a large file, ahead of the first.

It is started as a script and imports nothing of the package, so that it is at work in a few milliseconds.
It begins where some line begins; whether a record begins there it can't know. The first process takes its
word for a block only when it arrives at that very place as the start of a record: what the automaton accepts
from there on is a function of the bytes alone, and so are the keys of what it accepts.

Arguments: folder of RE2; the file, with its device, inode, size and time of change, as numbers; where to begin; how
many bytes make a block; whether records may span lines, as 0 or 1; from how many characters on a long cell matters,
or -1; how many columns, from the first on, are keys that are to be taken out. The expression comes by standard input.

For each block it prints a line of numbers: where the block starts and ends, and of each span in it that is proven
where it starts and ends, its size as `measure` tells it, and of each key column how many bytes its keys take.
The keys themselves it writes before, span by span and column by column, joined by line feeds, which no proven key
holds. They are far more than a pipe takes, and must not make it wait until the first process has come that far: so
they go to a file, the one that it finds as its standard error. Keys of -1 bytes are not there: the first process is
to take them out itself.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MEMORY: Final = 64 << 20
_MANY: Final = 16
_SHARE: Final = 8
_TAIL: Final = 1 << 16
_NUMBERS: Final = 5  # that are printed of a span, besides the sizes of its keys
# So small that what is made of a part is still in the processor's cache when it is looked at again.
_PART: Final = 1 << 15


class Parted:
    """Records that are proven well-formed, parted at their quotation marks.

    Args:
        data: They.

    Attributes:
        outside: What stands outside the marks: of each record one line, with every comma that separates its cells.
    """

    def __init__(self, data: bytes) -> None:
        self._between = data.split(b'"')
        self.outside = b"".join(self._between[::2])

    @property
    def inside(self) -> bytes:
        """What stands inside the marks, one after the other; of two marks that stand for one, none."""
        return b"".join(self._between[1::2])

    def longest_inside(self) -> int:
        """Return how many bytes no cell in quotation marks exceeds."""
        inside = self._between[1::2]
        longest = max(map(len, inside), default=0)
        if b"" in self._between[2:-1:2]:  # with nothing between two marks, the cell goes on
            size = -1
            for before, part in zip(self._between[::2], inside, strict=False):
                size = len(part) if before or size < 0 else size + 1 + len(part)
                longest = max(longest, size)
        return longest


def measure(
    data: bytes, counted: bytes, *, spanning: bool, limit: int, parted: Parted | None = None
) -> tuple[int, int, int]:
    """Measure records that are proven well-formed, the last of them ended.

    Args:
        data: They.
        counted: The byte that every line end has.
        spanning: Whether cells may span lines.
        limit: How many characters a cell may have before it matters how long the longest is; -1 where it never does.
        parted: They once more, where they were parted already.

    Returns:
        Number of lines; number of records; how many characters no cell exceeds, -1 where it does not matter.
    """
    outside, inside, spanned = data, 0, 0
    if spanning and b'"' in data:
        parted = parted or Parted(data)
        outside, spanned = parted.outside, parted.inside.count(counted)
        inside = parted.longest_inside() if limit >= 0 else 0
    if limit < 0:
        records, longest = outside.count(counted), -1
    else:
        # A cell is no longer than its line: only where that does not do, cells are told apart.
        records, longest = _count_lines(outside, counted)
        longest = max(longest, inside)
        if longest > limit:
            parted = parted or Parted(data)
            longest = max(map(len, parted.outside.replace(counted, b",").split(b",")))
            longest = max(longest, parted.longest_inside())
    return records + spanned, records, longest


def _count_lines(data: bytes, counted: bytes) -> tuple[int, int]:
    """Return the number of line ends, and how many bytes the longest line has."""
    number, longest = 0, 0
    for part in parts_of(data, 0, len(data), counted):
        lines = part.split(counted)
        number, longest = number + len(lines) - 1, max(longest, *map(len, lines))
    return number, longest


def parts_of(lines: bytes, start: int, end: int, counted: bytes) -> Iterator[bytes]:
    """Give some lines, from index `start` to `end`, in parts of about 32 KiB that end where a line ends."""
    while start < end:
        stop = end
        if end - start > _PART:
            stop = (lines.rfind(counted, start, start + _PART) + 1) or lines.find(counted, start, end) + 1 or end
        yield lines[start:stop]
        start = stop


def without_last_end(records: bytes, counted: bytes) -> bytes:
    """Return records without the end of the last one, if it has one.

    Args:
        records: They.
        counted: The byte that every line end has.
    """
    return records.removesuffix(counted).removesuffix(b"\r")


def with_line_feeds(lines: bytes, counted: bytes) -> bytes:
    """Return lines with LF for every line end. See `without_last_end`."""
    if counted == b"\r":
        return lines.replace(b"\r", b"\n")
    return lines.replace(b"\r\n", b"\n") if b"\r" in lines else lines


def first_cells(records: bytes, counted: bytes, count: int) -> Sequence[Sequence[bytes]]:
    """Take the first columns out of records that stand on one line each, where these columns are keys.

    Args:
        records: They; the last of them may lack its end.
        counted: The byte that every line end has.
        count: Number of columns to take.

    Returns:
        Each column's cells, without the quotation marks around them: in keys there are no others, and no commas.
    """
    lines = with_line_feeds(without_last_end(records, counted), counted)
    bare = lines.translate(None, b'"') if b'"' in lines else lines
    return [*zip(*[line.split(b",", count) for line in bare.split(b"\n")], strict=True)][:count]


def first_cells_outside(outside: bytes, counted: bytes, count: int) -> Sequence[Sequence[Sequence[bytes]]] | None:
    """Take the first columns, which are keys, out of records that may span lines: keys never do.

    Args:
        outside: What stands outside the quotation marks of the records.
        counted: The byte that every line end has.
        count: Number of columns to take.

    Returns:
        Each column's cells, part by part; None where a key stands in quotation marks, so that it is not there.
    """
    taken = [first_cells(part, counted, count) for part in parts_of(outside, 0, len(outside), counted)]
    return taken if all(all(column) for columns in taken for column in columns) else None


class _Task(NamedTuple):
    """What is to be told of the spans of a file.

    Attributes:
        spanning: Whether records may span lines.
        limit: From how many characters on a long cell matters, or -1.
        columns: How many columns are keys that are to be taken out.
        keys: Takes them.
    """

    spanning: bool
    limit: int
    columns: int
    keys: IO[bytes]

    def numbers_of(self, data: bytes) -> list[int]:
        """Return the size of proven records, and of their keys, which are written."""
        parted = Parted(data) if self.spanning and b'"' in data else None
        size = measure(data, b"\n", spanning=self.spanning, limit=self.limit, parted=parted)
        return [*size, *self._write_keys(data, parted, on_one_line=size[0] == size[1])] if self.columns else [*size]

    def _write_keys(self, data: bytes, parted: Parted | None, *, on_one_line: bool) -> Iterator[int]:
        taken = first_cells_outside(parted.outside, b"\n", self.columns) if parted is not None else None
        if taken is None and on_one_line:
            taken = [first_cells(part, b"\n", self.columns) for part in parts_of(data, 0, len(data), b"\n")]
        for index in range(self.columns):
            yield -1 if taken is None else self.keys.write(b"\n".join(b"\n".join(part[index]) for part in taken))


def main() -> None:
    """Do what the arguments say."""
    folder, path, device, inode, size, changed, begin, block, spanning, limit, count = sys.argv[1:]
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
    with open(path, "rb", buffering=0) as stream, _file_of_keys() as keys:
        found = os.fstat(stream.fileno())
        if [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns] == [
            int(device),
            int(inode),
            int(size),
            int(changed),
        ]:
            _prove(stream, match, _Task(spanning == "1", int(limit), int(count), keys), int(begin), int(block))


def _file_of_keys() -> IO[bytes]:
    """Return standard error, as a file for keys; whatever else may write there goes nowhere from now on."""
    own = os.dup(sys.stderr.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)
    return open(own, "wb")


def _prove(
    stream: IO[bytes],
    match: Any,  # noqa: ANN401  re2 is untyped
    task: _Task,
    position: int,
    block: int,
) -> None:
    """Walk through the file from the first line that starts behind `position`."""
    width = _NUMBERS + task.columns
    stream.seek(position)
    position += stream.read(block).find(b"\n") + 1
    while True:
        stream.seek(position)
        data = stream.read(block)
        end = data.rfind(b"\n") + 1
        if not end:
            return
        spans, at, proven = list[int](), 0, 0
        while at < end:
            found = match(data, at, end)
            stop = max(at, found[0][1]) if found else at
            if stop > at:
                numbers = task.numbers_of(data[at:stop])
                proven += numbers[1]
                spans += [position + at, position + stop, *numbers]
            if len(spans) > width * (_MANY + proven // _SHARE):
                return  # it stops so often that this is no help
            at = stop if stop == end else data.find(b"\n", stop) + 1
        if spans and end - _TAIL < spans[1 - width] - position:
            end = spans[1 - width] - position  # the next record may only lack its end
        task.keys.flush()  # before they are told of
        sys.stdout.write(" ".join(map(str, [position, position + end, *spans])) + "\n")
        sys.stdout.flush()
        position += end


if __name__ == "__main__":
    main()
