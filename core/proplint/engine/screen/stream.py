"""Streaming a file through the automaton: what it accepts is proven, what it does not is left to be explained.

Where the automaton stops, the grammar says what stands there. A whole record becomes a single one, to be
judged by the rules, and the automaton goes on behind it. A record that reaches the end of the block is
carried over to the next. Everything else (faults, empty lines, conflicts) the reader takes, from that place
on. Where the automaton stops often it costs more than it spares: the reader's bites double then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.csvfile.conflicts import OPENING
from proplint.csvfile.grammar import More, Record, delimit, line_ends
from proplint.csvfile.reader import Reader
from proplint.engine.screen.cells import CARRIAGE_RETURNS, LINE_FEEDS
from proplint.engine.screen.stretch import Single, Span, Stretch
from proplint.engine.screen.worker import measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.screen.ahead import Ahead, Known
    from proplint.engine.screen.automaton import Automata
    from proplint.engine.screen.cells import Breaks

_BLOCK: Final = 1 << 20
_LARGEST: Final = 4 << 20
_BITE: Final = 1 << 13
_LARGEST_BITE: Final = 4 << 20
_LARGEST_READ: Final = 1 << 19
_MANY: Final = 16
_SHARE: Final = 8
_RARE: Final = 32
_SAMPLE: Final = 1 << 16
_SPARSE: Final = 32
_NOTHING: Final[Mapping[int, Known]] = {}


def breaks_of(source: Source, after_header: int) -> Breaks:
    """Return the line ends of a file, by the one that ends its header."""
    return CARRIAGE_RETURNS if source.read(after_header - 1, 1) == b"\r" else LINE_FEEDS


def is_sparse(source: Source, offset: int) -> bool:
    """Whether quotation marks are so rare in a file that looking at each costs less than a stop at each cell of lines.

    Args:
        source: The file.
        offset: Where its first record starts.
    """
    sample = source.read(offset, _SAMPLE)
    return sample.count(b'"') * _SPARSE < len(sample)


class Screen:
    """Reads the records of a file from a record's start on, and proves what it can.

    Args:
        source: The file.
        automata: Those of its columns; another one may take their place between two pieces.
        offset: Where the first record starts.
        line: The physical line there.
        width: Number of columns.
        guarded: Whether a conflict's marker may begin a record that the automaton accepts.
        ahead: A second process that is at work on the file.
    """

    def __init__(
        self,
        source: Source,
        automata: Automata,
        *,
        offset: int,
        line: int,
        width: int,
        guarded: bool,
        ahead: Ahead | None = None,
    ) -> None:
        self.reader = Reader(source, offset=offset, line=line, width=width)
        self._source = source
        self._automata = automata
        self._guarded = guarded
        self._ahead = ahead
        self._bite = _BITE
        self._proven = 0

    def pieces(self) -> Iterator[Stretch | Batch]:
        """Give all records, in order."""
        try:
            yield from self._pieces()
        finally:
            if self._ahead is not None:
                self._ahead.close()

    def _pieces(self) -> Iterator[Stretch | Batch]:
        reader, size = self.reader, _BLOCK
        while reader.position < self._source.size:
            proven = self._ahead.block_at(reader.position) if self._ahead is not None else None
            data = self._read(proven.end - proven.start if proven is not None else size)
            if not data:
                return  # the file shrank; its source says so when it is closed
            walk = self._walk(data, proven.spans if proven is not None else _NOTHING)
            if walk.at:
                yield self._leave(walk)
                size = _BLOCK
            elif not walk.stopped:
                size *= 2
            if walk.stopped or size > _LARGEST:
                yield from self._read_a_bite()
                size = _BLOCK

    def _read(self, size: int) -> bytes:
        position = self.reader.position
        if self._ahead is not None and size == _BLOCK:
            size = self._ahead.limit(position, size)
        data = self._source.read(position, size)
        if data.endswith(b"\r") and self._source.read(position + len(data), 1) == b"\n":
            data += b"\n"  # never part CR from LF
        return data

    def _walk(self, data: bytes, proven: Mapping[int, Known]) -> _Walk:
        base = self.reader.position
        final = base + len(data) >= self._source.size
        breaks = self._automata.breaks
        walk = _Walk(data, base, self.reader, proven, final=final, automata=self._automata)
        foreign = breaks is CARRIAGE_RETURNS and b"\n" in data
        if foreign or ((self._guarded or self._automata.spanning) and _has_conflict(data)):
            walk.stopped = True
        else:
            walk.go()
        return walk

    def _leave(self, walk: _Walk) -> Stretch:
        reader = self.reader
        stretch = Stretch(walk.data, reader.position, reader.line, walk.parts, walk.at)
        reader.position += walk.at
        reader.line, reader.number = walk.line, walk.number
        self._proven += walk.at
        return stretch

    def _read_a_bite(self) -> Iterator[Batch]:
        """Let the reader take some records; twice as many as last time when little was proven since."""
        often = self._proven < _SHARE * self._bite
        self._bite = min(2 * self._bite, _LARGEST_BITE) if often else _BITE
        self._proven = 0
        stop = self.reader.position + self._bite
        for batch in self.reader.batches(min(self._bite, _LARGEST_READ)):
            yield batch
            if self.reader.position >= stop:
                return


class _Walk:
    """One block, walked through from a record's start.

    Attributes:
        data: Its bytes.
        at: Index in `data` of the first record that was not walked over.
        line: Physical line there.
        number: Number of that record.
        parts: The records before it.
        stopped: Whether what stands there is the reader's to take; otherwise it only lacks its end.
    """

    def __init__(
        self,
        data: bytes,
        base: int,
        reader: Reader,
        proven: Mapping[int, Known],
        *,
        final: bool,
        automata: Automata,
    ) -> None:
        self.data = data
        self.at = 0
        self.line = reader.line
        self.number = reader.number
        self.parts: list[Span | Single] = []
        self.stopped = False
        self._base = base
        self._known = proven
        self._final = final
        self._automata = automata
        self._counted = automata.breaks.counted
        # The last line of a file may lack its end: the automaton is given one.
        self._text = data + self._counted if final and not data.endswith(self._counted) else data
        self._on_one_line = not automata.spanning
        self._first = reader.number
        self._singles = 0
        self._of_lines = 0

    def go(self) -> None:
        """Walk on until the end of the block, or what is not to be walked over."""
        size = len(self.data)
        while self.at < size and not self.stopped:
            again = self._prove()
            if self.at == size or self.stopped:
                return
            if again:
                continue
            found = delimit(self.data, self.at, final=self._final)
            if isinstance(found, More):
                return
            often = self._singles > _MANY + (self.number - self._first) // _SHARE
            if often or not isinstance(found, Record) or not self._take(found):
                self.stopped = True

    def _prove(self) -> bool:
        """Take what can be proven from here on; return whether the cheaper automaton is to be tried once more."""
        known = self._known.get(self._base + self.at)
        if known is not None:
            self._add(known.end - self._base, known.lines, known.records, known.longest, known.keys)
        self._match(len(self._text))
        return self._on_one_line and self.at < len(self.data) and self._has_quote() and self._prove_lines()

    def _prove_lines(self) -> bool:
        """Try the next record with the automaton that takes cells of several lines too; return whether it does."""
        found = delimit(self.data, self.at, final=self._final)
        if not isinstance(found, Record):
            return False
        self._on_one_line = False
        # Where such records are rare, the cheaper automaton goes on behind each of them.
        often = self._of_lines > _MANY + (self.number - self._first) // _RARE
        end = len(self._text) if often or found.after == len(self.data) else found.after
        proven = self._match(end)
        self._of_lines += proven
        self._on_one_line = not (proven and often)
        return proven

    def _add(self, end: int, lines: int, records: int, longest: int, keys: Sequence[bytes] = ()) -> None:
        self.parts.append(Span(self.at, end, self.line, self.number, records, lines == records, longest, keys))
        self.at, self.line, self.number = end, self.line + lines, self.number + records

    def _has_quote(self) -> bool:
        """Whether the line of the next record holds a quotation mark: only then it may span lines."""
        end = self.data.find(self._counted, self.at)
        return self.data.find(b'"', self.at, end if end >= 0 else len(self.data)) >= 0

    def _match(self, stop: int) -> bool:
        """Take what the automaton accepts from here on, up to `stop` at most; return whether it accepts anything."""
        automaton = self._automata.one_line if self._on_one_line else self._automata.any_lines
        start, end = self.at, min(automaton.match(self._text, self.at, stop), len(self.data))
        if end == start:
            return False
        spanning = self._automata.spanning  # then the block was looked through for conflicts
        if not (self._on_one_line or spanning) and self.data.find(OPENING, start, end) >= 0:
            self.stopped = True
            return False
        virtual = end == len(self.data) and len(self._text) > len(self.data)
        lines, records, longest = measure(
            self.data[start:end], self._counted, spanning=not self._on_one_line, limit=self._automata.limit
        )
        self._add(end, lines + virtual, records + virtual, longest)
        return True

    def _take(self, record: Record) -> bool:
        """Take one record that is not proven; return False when it is the reader's to take."""
        if record.end == self.at or self.data.find(OPENING, self.at, record.after) >= 0:
            return False
        self.parts.append(Single(self.at, record.after, self.line, self.number))
        self.line += line_ends(self.data, self.at, record.after)
        self.at, self.number = record.after, self.number + 1
        self._singles += 1
        return True


def _has_conflict(data: bytes) -> bool:
    return OPENING[:1] in data and OPENING in data  # one byte is found much sooner
