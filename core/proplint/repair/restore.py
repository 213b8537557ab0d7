"""Giving a file that a spreadsheet saved the format back that the version before has.

The caller hands over the file, the version before, and a `Context`; a file that is wrong as a whole is put right
first. What the records say stays, but for the line ends inside cells, values that the context calls the same, and
columns at the end that have neither a name nor a cell. How it is written is taken from the version before: byte
order mark, line ends, quotes, the order of columns and records. So a cell that nobody changed has its old bytes.

Empty lines and records of empty cells stay, as records: to take them away is another repair's business. Columns
that a spreadsheet dropped because nothing was in them do not come back.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.edits import encoded_cell
from proplint.csvfile.header import BOM
from proplint.csvfile.source import held
from proplint.repair.outcome import Done, Refused, RefusedError, Repaired
from proplint.repair.pairing import NEW, Partners, paired
from proplint.repair.quoting import HEADER, Quoting
from proplint.repair.records import decoded, raw_cells
from proplint.repair.table import Record, Table
from proplint.repair.whole import repaired_whole, wrong_as_a_whole
from proplint.text import with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.source import Source
    from proplint.repair.context import Context
    from proplint.repair.pairing import Run

    _Rows = Sequence[bytes] | Sequence[Sequence[str]]

_LEARNED: Final = 10_000
_AT_ONCE: Final = 1000
_REMEMBERED: Final = 1 << 16
_PIECE: Final = 1 << 20
_SENTENCE: Final = "gave back the format of the version before"
_LINE_ENDS: Final = ("\r\n", "\n", "\r")


def restore_format(source: Source, base: Source, context: Context) -> Repaired | Refused | None:
    """Return a file's bytes in the format of the version before.

    Args:
        source: The file; it stays open.
        base: The version before.
        context: What else is known.

    Returns:
        None when it has that format.
    """
    wrong = wrong_as_a_whole(base, context)
    if wrong:
        return Refused(None, f"the version before has no format to give back: {wrong}")
    whole = repaired_whole(source, context)
    if isinstance(whole, Refused):
        return whole
    now = whole.source if whole else source
    done = [*whole.done] if whole else []
    try:
        made = _restored(now, base, context)
    except RefusedError as error:
        return error.refused(None)
    finally:
        if now is not source:
            now.close()
    if _same_bytes(made, source):
        made.close()
        return None
    return Repaired(made, [*done, Done(None, _SENTENCE)])


def _restored(source: Source, base: Source, context: Context) -> Source:
    try:
        before = Table(base)
    except RefusedError as error:
        raise RefusedError(f"the version before has no format to give back: {error}") from error
    return held(_Writer(before, Table(source), context).pieces())


class _Column(NamedTuple):
    """A column that is written: where it stands now, and where before; None for a new one."""

    now: int
    before: int | None


class _Writer:
    """Writes the version now in the format of the version before."""

    def __init__(self, before: Table, now: Table, context: Context) -> None:
        self._before = before
        self._now = now
        self._same = lru_cache(_REMEMBERED)(context.same)
        self._columns = _columns(before.names, now.names, now.spare)
        self._alike = [*before.names] == [*now.names]
        self._quoting = Quoting()
        self._quoting.learn_header(raw_cells(before.header.data) or ())
        for index in islice(range(len(before)), _LEARNED):
            record = before.record(index)
            self._quoting.learn(raw_cells(record.data) or () if record.data else ())

    def pieces(self) -> Iterator[bytes]:
        """Give the file."""
        before, now = self._before, self._now
        usual = before.header.end or now.header.end or b"\n"
        yield self._start(usual)
        last = before.record(len(before) - 1) if len(before) else before.header
        held, empty = self._header(), b""
        for record in self._records():
            end = held.end or usual
            if record.data:
                yield held.data + end + empty
                held, empty = record, b""
            else:
                empty += _behind(empty or end, record.end or usual)
        # Empty lines at the end would be one with the tail.
        end = held.end or usual
        tail = end + _behind(end, before.source.read(before.tail, before.source.size))
        yield held.data + (tail if last.end else b"")

    def _start(self, usual: bytes) -> bytes:
        before = self._before
        head = before.source.read(0, before.header_start)
        if before.blanks == self._now.blanks:
            return head
        return (BOM if head.startswith(BOM) else b"") + usual * self._now.blanks

    def _header(self) -> Record:
        raw = raw_cells(self._before.header.data) or []
        names = self._now.names
        cells = [
            encoded_cell(names[one.now], quoted=self._quoting.usual(HEADER, names[one.now]))
            if one.before is None
            else raw[one.before]
            for one in self._columns
        ]
        return Record(b",".join(cells), self._before.header.end)

    def _records(self) -> Iterator[Record]:
        """Give the records to write; those that follow one another in both versions may be given as one."""
        common = [(one.before, one.now) for one in self._columns if one.before is not None]
        partners = paired(self._before, self._now, common)
        for run in partners.runs(len(self._before), _AT_ONCE):
            if run.before == NEW:
                yield self._new(self._now.record(run.now))
            else:
                yield from self._run(run)

    def _run(self, run: Run) -> Iterator[Record]:
        read = self._read_alike(run) if run.length > 1 else None
        if read is None:
            for at in range(run.length):
                yield self._kept(self._now.record(run.now + at), self._before.record(run.before + at))
            return
        now, before = read
        first = 0  # of those that say what they said before
        for at in range(run.length) if not self._alike or now != before else ():
            if not self._alike or now[at] != before[at]:
                if first < at:
                    yield self._before.several(run.before + first, run.before + at)
                yield self._changed(self._before.record(run.before + at), _cells(before[at]), _cells(now[at]))
                first = at + 1
        if first < run.length:
            yield self._before.several(run.before + first, run.before + run.length)

    def _read_alike(self, run: Run) -> tuple[_Rows, _Rows] | None:
        """Return the records of a run, now and before, read in the same way; None where some are empty lines."""
        for read in (Table.bare, Table.rows):
            now: _Rows | None = read(self._now, run.now, run.now + run.length)
            before: _Rows | None = read(self._before, run.before, run.before + run.length) if now else None
            if now is not None and before is not None:
                return now, before
        return None

    def _new(self, record: Record) -> Record:
        if not record.data:
            return Record(b"", b"")
        texts = self._now.texts(record)
        cells = [
            encoded_cell(texts[one.now], quoted=self._quoting.usual(one.before, texts[one.now]))
            for one in self._columns
        ]
        return Record(b",".join(cells), b"")

    def _kept(self, record: Record, old: Record) -> Record:
        if self._alike and record.data == old.data:
            return old
        texts, before = self._now.texts(record), self._before.texts(old)
        if (self._alike and texts == before) or not (old.data or any(texts)):
            return old
        return self._changed(old, before, texts) if old.data else self._new(record)

    def _changed(self, old: Record, before: Sequence[str], texts: Sequence[str]) -> Record:
        raw = raw_cells(old.data) or []
        cells = [
            encoded_cell(texts[one.now], quoted=self._quoting.usual(None, texts[one.now]))
            if one.before is None
            else raw[one.before]
            if before[one.before] == texts[one.now]
            else self._cell(raw[one.before], one.before, before[one.before], texts[one.now])
            for one in self._columns
        ]
        return Record(b",".join(cells), old.end)

    def _cell(self, raw: bytes, column: int, before: str, text: str) -> bytes:
        if with_line_feeds(before) == with_line_feeds(text) or self._same(self._before.names[column], before, text):
            return raw
        return encoded_cell(_with_line_ends_of(before, text), quoted=raw.startswith(b'"'))


def _cells(row: bytes | Sequence[str]) -> Sequence[str]:
    return decoded(row).split(",") if isinstance(row, bytes) else row


def _columns(before: Sequence[str], now: Sequence[str], spare: int) -> list[_Column]:
    """Return the columns to write, in order; of one name, the first is the first, and so on."""
    partners = Partners(len(now))
    places = [defaultdict[str, list[int]](list) for _ in (before, now)]
    for named, names in zip(places, (before, now), strict=True):
        for index, name in enumerate(names):
            named[with_line_feeds(name)].append(index)
    for name, indexes in places[1].items():
        partners.pair(places[0][name], indexes)
    kept = next(
        (at for at in range(len(now), len(now) - spare, -1) if partners.before[at - 1] != NEW), len(now) - spare
    )
    order = (index for index in partners.in_order(len(before)) if index < kept)
    return [_Column(index, None if partners.before[index] == NEW else partners.before[index]) for index in order]


def _behind(end: bytes, lines: bytes) -> bytes:
    """Return empty lines so that they stay such behind a line end: an LF behind a CR would be one with it."""
    return b"\r" + lines[1:] if end.endswith(b"\r") and lines.startswith(b"\n") else lines


def _with_line_ends_of(before: str, text: str) -> str:
    """Return a text with the line ends of another, where that has such of one kind only."""
    rest, ends = before, set[str]()
    for end in _LINE_ENDS:
        if end in rest:
            ends.add(end)
            rest = rest.replace(end, "")
    return with_line_feeds(text).replace("\n", ends.pop()) if len(ends) == 1 else text


def _same_bytes(one: Source, other: Source) -> bool:
    if one.size != other.size:
        return False
    return all(one.read(at, _PIECE) == other.read(at, _PIECE) for at in range(0, one.size, _PIECE))
