r"""The automaton: a file's columns as one regular expression over bytes, run by RE2.

    (?:cell,cell,…,cell(?:\r?\n))*

It is started where a record starts, and its longest match ends where the last of the records ends that it
accepts: those are proven clean. RE2 runs it in one pass, whatever the input, without stepping back.

Environment:
    PROPLINT_NO_SCREEN: Anything but "" or "0" turns the screen off: every cell is judged by itself. Findings are the
        same.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from proplint.api import ANY, Accepts
from proplint.engine.screen.cells import any_cell, customer_id_cell, email_cell, proven_cell
from proplint.engine.screen.pattern import PatternError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proplint.engine.bind import Binding, Column
    from proplint.engine.screen.cells import Breaks

_MEMORY: Final = 64 << 20
# Above it the states that a file visits no longer fit a processor's cache, and looking values up is faster.
_LARGEST: Final = 60_000
_COUNTED: Final = 60


def engine() -> Any:  # noqa: ANN401  re2 is untyped
    """Return the module of RE2; None where it can't be imported, or `PROPLINT_NO_SCREEN` says no."""
    if os.environ.get("PROPLINT_NO_SCREEN", "0") not in ("", "0"):
        return None
    try:
        import re2
    except ImportError:
        return None
    return re2


class Automaton:
    """One compiled expression.

    Args:
        expression: The regular expression, over bytes.
        memory: How many bytes RE2 may take for it.

    Raises:
        ValueError: RE2 refuses it: it is too large for the memory.
    """

    def __init__(self, expression: bytes, memory: int = _MEMORY) -> None:
        import re2

        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1  # bytes are bytes: UTF-8 is spelled out
        options.log_errors = False
        options.longest_match = True
        options.max_mem = memory
        options.never_capture = True
        self.expression = expression
        # The module's own `match` makes an object of every match; this is what it calls.
        self._compiled = re2._re2.RE2(expression, options)  # noqa: SLF001
        if not self._compiled.ok():
            raise ValueError(self._compiled.error())
        self._at_start = re2._Anchor.ANCHOR_START  # noqa: SLF001
        self.size: int = self._compiled.ProgramSize()

    def match(self, data: bytes, start: int, end: int) -> int:
        """Return where the longest match that starts at `start` ends; `start` where there is none."""
        spans = self._compiled.Match(self._at_start, data, start, end)
        return spans[0][1] if spans and spans[0][1] >= 0 else start


class Automata:
    """The automata of one file, for records on one line and for any.

    Args:
        width: Number of columns.
        binding: What they are bound to.
        breaks: The line ends of the file.

    Attributes:
        looked_up: The columns of which any cell is accepted, so that whoever uses this has to look their values up.
        spanning: Whether the one for any records is tried first, which whoever uses this may say.
        long: The columns whose cells may have so many characters that counting them would make the automaton large,
            and how many: values are to be looked up where a record has more bytes than that.

    Raises:
        PluginError: What a type says that it accepts is not what `Accepts` may hold.
    """

    def __init__(self, width: int, binding: Binding, breaks: Breaks) -> None:
        self.breaks = breaks
        self._keys = {binding.customer_id: customer_id_cell(), binding.email: email_cell()}
        self._columns = {column.position: column for column in binding.columns}
        said = {index: accepted_by(column) for index, column in self._columns.items()}
        self._accepts = {index: accepts for index, accepts in said.items() if accepts is not None}
        self.looked_up = {index for index, accepts in said.items() if accepts is None}
        self.long = {index: most for index, accepts in self._accepts.items() if (most := _long(accepts)) is not None}
        self._cells = [self._cell(index, b"") for index in range(width)]
        self._look_up_what_is_too_large()
        self.spanning = False
        self._one_line: Automaton | None = None
        self._any_lines: Automaton | None = None
        self._alone: dict[int, Automaton] = {}

    @property
    def limit(self) -> int:
        """How many characters a cell may have before one of `long` may be too long; -1 where there is none."""
        return min(self.long.values(), default=-1)

    @property
    def first(self) -> Automaton:
        """The automaton that is tried first."""
        return self.any_lines if self.spanning else self.one_line

    @property
    def one_line(self) -> Automaton:
        """The automaton that takes records on one line only; made when it is asked for."""
        if self._one_line is None:
            self._one_line = self._compiled(self._cells)
        return self._one_line

    @property
    def any_lines(self) -> Automaton:
        """The automaton that takes cells of several lines too; made when it is asked for."""
        if self._any_lines is None:
            cells = [self._cell(index, self.breaks.inside) for index in range(len(self._cells))]
            self._any_lines = self._compiled(cells)
        return self._any_lines

    def demote(self, positions: Collection[int]) -> None:
        """Take any cell of these columns from now on; whoever calls looks their values up."""
        self.looked_up.update(positions)
        self._forget_long()
        for position in positions:
            self._cells[position] = any_cell(b"")
        self._one_line = self._any_lines = None
        self.spanning = False

    def refused(self, row: Sequence[str]) -> list[int]:
        """Return the columns whose cells in this record the automaton does not take."""
        return [
            position
            for position in self._columns
            if position not in self.looked_up and not self._takes(position, row[position])
        ]

    def _takes(self, position: int, value: str) -> bool:
        if position not in self._alone:
            self._alone[position] = Automaton(self._cell(position, self.breaks.inside))
        cell = b'"%s"' % value.encode(errors="surrogateescape").replace(b'"', b'""')
        return self._alone[position].match(cell, 0, len(cell)) == len(cell)

    def _cell(self, index: int, inside: bytes) -> bytes:
        """Return the expression for a column's cells; `inside` is the one for a line end in them, if any."""
        if index in self._keys:
            return self._keys[index]
        if index not in self._columns or index in self.looked_up:
            return any_cell(inside)
        column = self._columns[index]
        with column.loaded.guard(column.name):
            accepts = ANY if index in self.long else self._accepts[index]
            return proven_cell(accepts, inside, required=column.required)

    def _look_up_what_is_too_large(self) -> None:
        """Look the largest columns up, so that the others stay small enough together."""
        left = _LARGEST
        sizes = {index: _size_of(self._cells[index]) for index in self._accepts if index not in self.long}
        for index in sorted(sizes, key=lambda index: sizes[index]):
            left -= sizes[index]
            if left < 0:
                self._cells[index] = any_cell(b"")
                self.looked_up.add(index)
        self._forget_long()

    def _forget_long(self) -> None:
        self.long = {index: most for index, most in self.long.items() if index not in self.looked_up}

    def _compiled(self, cells: Sequence[bytes]) -> Automaton:
        return Automaton(b"(?:" + b",".join(cells) + self.breaks.ends + b")*")


def _size_of(cell: bytes) -> int:
    """Return about how many instructions the expression for a cell takes."""
    if len(cell) > 4 * _LARGEST:
        return len(cell)  # long expressions have long programs: it is not even compiled
    try:
        return Automaton(cell).size
    except ValueError:  # its repeats are too large for RE2
        return _LARGEST + 1


def _long(accepts: Accepts) -> int | None:
    """Return the most characters of a column in which any text of few characters is right; None for other columns."""
    least, most = accepts.lengths or (2, None)
    return most if most is not None and most > _COUNTED and least <= 1 else None


def accepted_by(column: Column) -> Accepts | None:
    """Return what a column's type says it accepts; None where it says nothing.

    Raises:
        PluginError: It says something else than an `Accepts`.
    """
    with column.loaded.guard(column.name):
        accepts: object = getattr(column.check, "accepts", None)
        if accepts is None:
            return None
        if isinstance(accepts, Accepts):
            _long(accepts)  # raises where its lengths are none
            return accepts
        raise PatternError(f"`accepts` must be an `Accepts`, not {type(accepts).__name__}")
