"""Checking the records of one file with the screen.

Environment:
    PROPLINT_KEY_MEMORY: How many MiB the keys of one file may take, 2048 when it is not set. Where they would take
        more, the file is gone through several times.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

from proplint.engine.records import RecordJudge
from proplint.engine.screen.ahead import start_ahead
from proplint.engine.screen.automaton import Automata, engine
from proplint.engine.screen.cells import LINE_FEEDS
from proplint.engine.screen.judge import StretchJudge
from proplint.engine.screen.stream import Screen, breaks_of, is_sparse
from proplint.engine.screen.stretch import Stretch
from proplint.exceptions import InputError
from proplint.identity.seen import SeenKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding
    from proplint.engine.identity import Differing, Identity
    from proplint.engine.ledger import Ledger
    from proplint.engine.screen.ahead import Ahead

_MEMORY: Final = "PROPLINT_KEY_MEMORY"
_USUAL_MEMORY: Final = 2048
_KEY: Final = 110  # bytes that one key of usual length takes in a set, its share of the table included
_HASH: Final = 9  # bytes that its hash takes, with what an array has in reserve
_MANY: Final = 1 << 19  # records: above it sets of keys take longer than hashes of them
_SAMPLE: Final = 1 << 16
# Where a second process begins, so that both are done at the same time. What the first does besides keeps it busy:
# remembering keys, and taking columns out where these are not keys that the second takes out.
_WITHOUT_COLUMNS: Final = 0.5
_WITH_COLUMNS: Final = 0.15
_WITH_KEYS: Final = 0.15


def can_screen(header: Header, binding: Binding) -> bool:
    """Whether the screen can prove records of a file."""
    return (
        len(header.cells) > 1 and not (binding.customer_id is None and binding.email is None) and engine() is not None
    )


class ScreenedRun:
    """Checks the records of one file, from the first on.

    Args:
        source: The file.
        header: Its header.
        binding: What its columns are bound to.
        ledger: Takes what is wrong.
        identity: What its keys are compared with.
    """

    def __init__(
        self, source: Source, header: Header, binding: Binding, ledger: Ledger, identity: Identity | None
    ) -> None:
        self._source = source
        self._header = header
        remembering = _remembering(source, header.after)
        self._judge = RecordJudge(
            header.cells,
            binding,
            ledger,
            identity,
            keys_of=lambda rules, wanted: remembering(rules, wanted=wanted),
        )
        self._automata = Automata(len(header.cells), binding, breaks_of(source, header.after))
        self._automata.spanning = self._automata.breaks is LINE_FEEDS and is_sparse(source, header.after)
        self._stretches = StretchJudge(self._judge, self._automata, ledger, len(header.cells))
        self._guarded = 0 not in (binding.customer_id, binding.email)
        self._screen = self._begin(None if self._guarded else self._start_ahead())
        self.reader = self._screen.reader

    def _start_ahead(self) -> Ahead | None:
        keys = self._stretches.first_keys
        share = _WITH_KEYS if keys else _WITH_COLUMNS if self._stretches.takes_columns else _WITHOUT_COLUMNS
        return start_ahead(self._source, self._automata, self._header.after, share, keys)

    def _begin(self, ahead: Ahead | None = None) -> Screen:
        header = self._header
        return Screen(
            self._source,
            self._automata,
            offset=header.after,
            line=header.next_line,
            width=len(header.cells),
            guarded=self._guarded,
            ahead=ahead,
        )

    def batches(self) -> Iterator[Batch | None]:
        """Judge all records; give those that were read by the rules, piece by piece."""
        for piece in self._screen.pieces():
            if isinstance(piece, Stretch):
                yield self._stretches.judge(piece)
            else:
                self._judge.judge(piece, self._source, self.reader.position - piece.base)
                yield piece

    def finish(self) -> Sequence[str]:
        """Judge what only the end of the file tells; return notices."""
        self._stretches.finish(self._again)
        return self._judge.finish()

    @property
    def differing(self) -> Differing | None:
        """The records that are not as they were."""
        return self._judge.differing

    def _again(self) -> Iterable[Stretch | Batch]:
        return self._begin().pieces()


def _remembering(source: Source, offset: int) -> Callable[..., SeenKeys]:
    """Return what remembers the keys of a file, so that they fit the memory that they may take."""
    text = os.environ.get(_MEMORY) or str(_USUAL_MEMORY)
    if not text.isdecimal() or not int(text):
        raise InputError(f"{_MEMORY}: must be a number of MiB that the keys of a file may take, not `{text}`")
    memory = int(text) << 20
    sample = source.read(offset, _SAMPLE)
    lines = max(1, sample.count(b"\n"), sample.count(b"\r"))
    records = (source.size - offset) * lines // max(1, len(sample))
    if records < _MANY and 2 * _KEY * records <= memory:
        return SeenKeys
    from proplint.identity.hashed import HashedKeys

    return partial(HashedKeys, records=records, shares=1 + 2 * _HASH * records // memory)
