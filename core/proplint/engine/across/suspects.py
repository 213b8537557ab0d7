"""The quick way to what a record rule may find: proven records are taken column by column, only suspects are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.engine.screen.ahead import start_ahead
from proplint.engine.screen.automaton import Automata
from proplint.engine.screen.cells import LINE_FEEDS
from proplint.engine.screen.extract import Extractor
from proplint.engine.screen.stream import Screen, breaks_of, is_sparse
from proplint.engine.screen.stretch import Single, Stretch, starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.across.recordrules import RuleJudge
    from proplint.engine.bind import Binding
    from proplint.engine.screen.stretch import Span

# Where the second process begins: it proves records faster than the first one takes columns out of them.
_SHARE: Final = 0.1


def suspects(source: Source, header: Header, binding: Binding, judges: Sequence[RuleJudge]) -> Iterator[Batch]:
    """Give the records of a file at which the rules may find something, in order; the others are right for them.

    The automaton takes any cells but for keys, which are of the usual kind: a proven record has its cells under
    their columns, is neither blank nor the header again, and holds no damaged bytes.

    Args:
        source: The file; the screen can be used for it.
        header: Its header.
        binding: What its columns are bound to.
        judges: The rules.

    Raises:
        PluginError: A rule or a type failed.
    """
    width, keys = len(header.cells), frozenset(binding.keys)
    automata = Automata(width, binding._replace(columns=[]), breaks_of(source, header.after))
    automata.spanning = automata.breaks is LINE_FEEDS and is_sparse(source, header.after)
    guarded = 0 not in keys
    screen = Screen(
        source,
        automata,
        offset=header.after,
        line=header.next_line,
        width=width,
        guarded=guarded,
        ahead=None if guarded else start_ahead(source, automata, header.after, _SHARE),
    )
    sieve = _Sieve(judges, width, keys, automata.breaks.counted)
    for piece in screen.pieces():
        if not isinstance(piece, Stretch):
            yield piece
        elif starts := sieve.starts(piece):
            yield piece.batch(starts)


class _Sieve:
    """Takes the columns of rules out of proven records, and has the rules look at them.

    Args:
        judges: The rules.
        width: Number of columns.
        keys: Indexes of the key columns.
        counted: The byte that every line end has.
    """

    def __init__(self, judges: Sequence[RuleJudge], width: int, keys: frozenset[int], counted: bytes) -> None:
        positions = sorted({at for judge in judges for at in judge.positions})
        self._judges = [(judge, [positions.index(at) for at in judge.positions]) for judge in judges]
        self._extractor = Extractor(width, positions, keys, counted)

    def starts(self, stretch: Stretch) -> list[int]:
        """Return the starts of the records that are to be judged: suspects, and those that are not proven."""
        found = set[int]()
        for part in stretch.parts:
            found.update([part.start] if isinstance(part, Single) else self._in_span(stretch, part))
        return sorted(found)

    def _in_span(self, stretch: Stretch, span: Span) -> Iterator[int]:
        done, starts = 0, list[int]()
        for columns in self._extractor.columns(stretch.data, span):
            # No proven record holds a zero byte.
            texts = [b"\0".join(column).decode().split("\0") for column in columns]
            found = {at for judge, indexes in self._judges for at in judge.suspects([texts[at] for at in indexes])}
            if found:
                starts = starts or [*starts_of(stretch.data, span)]
                yield from (starts[done + at] for at in found)
            done += len(texts[0])
