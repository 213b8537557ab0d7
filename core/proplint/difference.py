"""The difference between a file and what is to be written in its place, as git writes it: bytes, whatever they are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTEXT: Final = 3
_SNIFFED: Final = 8000
_QUOTED: Final = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
_PRINTABLE: Final = range(0x20, 0x7F)


class _Change(NamedTuple):
    """Lines that give way to others: from `start` to `end` of the old ones, the same of the new ones."""

    old: range
    new: range


def unified(path: str, old: bytes, new: bytes) -> Iterator[bytes]:
    """Give the lines of a unified diff.

    Args:
        path: The file.
        old: What it holds.
        new: What it is to hold.
    """
    names = [_name(f"a/{path}"), _name(f"b/{path}")]
    if b"\0" in old[:_SNIFFED] or b"\0" in new[:_SNIFFED]:
        yield b"Binary files %b and %b differ\n" % (*names,)
        return
    yield b"--- %b\n+++ %b\n" % (*names,)
    before, after = _lines(old), _lines(new)
    for hunk in _hunks(_changes(before, after)):
        yield from _written(hunk, before, after)


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    last = lines.pop()
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _changes(old: Sequence[bytes], new: Sequence[bytes]) -> list[_Change]:
    """Return what differs."""
    apart = _apart(old, new) if len(old) == len(new) else None
    if apart is None:
        return _moved_about(old, new)
    changes: list[_Change] = []
    for at in apart:
        first = changes.pop().old.start if changes and changes[-1].old.stop == at else at
        changes.append(_Change(range(first, at + 1), range(first, at + 1)))
    return changes


def _apart(old: Sequence[bytes], new: Sequence[bytes]) -> list[int] | None:
    """Return which lines differ from those in the same place; None where some only moved.

    Where cells changed and nothing else, that spares the index of all lines, which a large file makes large.
    """
    apart = [at for at, (line, other) in enumerate(zip(old, new, strict=True)) if line != other]
    return apart if {old[at] for at in apart}.isdisjoint(new[at] for at in apart) else None


def _moved_about(old: Sequence[bytes], new: Sequence[bytes]) -> list[_Change]:
    """Return what differs; lines that stand once in both hold the two together (a patience diff, one level deep)."""
    changes: list[_Change] = []
    at, to = 0, 0
    for anchor, place in [*_anchors(old, new), (len(old), len(new))]:
        start, other = at, to
        while start < anchor and other < place and old[start] == new[other]:
            start, other = start + 1, other + 1
        end, behind = anchor, place
        while end > start and behind > other and old[end - 1] == new[behind - 1]:
            end, behind = end - 1, behind - 1
        if start < end or other < behind:
            changes.append(_Change(range(start, end), range(other, behind)))
        at, to = anchor + 1, place + 1
    return changes


def _anchors(old: Sequence[bytes], new: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return the longest run of lines, each once in either file, that stand in the same order in both."""
    counts, others = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if others[line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(old) if counts[line] == 1 and line in places]
    ends: list[int] = []  # of the best run of each length, where its last line stands in `new`
    last: list[int] = []  # the same as an index of `pairs`
    previous: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    run, index = [], last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = previous[index]
    return run[::-1]


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Give changes that stand close together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.old.start - hunk[-1].old.stop > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _written(hunk: Sequence[_Change], old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[bytes]:
    first, last = hunk[0], hunk[-1]
    before = min(_CONTEXT, first.old.start)
    behind = min(_CONTEXT, len(old) - last.old.stop)
    sides = (
        _span(first.old.start - before, last.old.stop + behind),
        _span(first.new.start - before, last.new.stop + behind),
    )
    yield b"@@ -%b +%b @@\n" % sides
    at = first.old.start - before
    for change in hunk:
        yield from (_line(b" ", line) for line in old[at : change.old.start])
        yield from (_line(b"-", old[index]) for index in change.old)
        yield from (_line(b"+", new[index]) for index in change.new)
        at = change.old.stop
    yield from (_line(b" ", line) for line in old[at : at + behind])


def _span(start: int, stop: int) -> bytes:
    count = stop - start
    return b"%d,%d" % (start + (count > 0), count)


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + b"\n\\ No newline at end of file\n"


def _name(path: str) -> bytes:
    """Return a name as git writes it: in quotes where it holds signs that would be taken for something else."""
    raw = path.encode(errors="surrogateescape")
    if all(byte in _PRINTABLE and byte not in _QUOTED for byte in raw):
        return raw + (b"\t" if b" " in raw else b"")
    text = "".join(_QUOTED.get(byte) or (chr(byte) if byte in _PRINTABLE else f"\\{byte:03o}") for byte in raw)
    return f'"{text}"'.encode()
