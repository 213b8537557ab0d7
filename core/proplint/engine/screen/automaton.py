r"""The automaton: a file's columns as one regular expression over bytes, run by RE2.

    (?:cell,cell,…,cell(?:\r?\n))*

It is started where a record starts, and its longest match ends where the last of the records ends that it
accepts: those are proven clean. RE2 runs it in one pass, whatever the input, without stepping back.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from proplint.api import Accepts
from proplint.engine.screen.cells import any_cell, customer_id_cell, email_cell, proven_cell
from proplint.engine.screen.pattern import PatternError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proplint.engine.bind import Binding, Column
    from proplint.engine.screen.cells import Breaks

_MEMORY: Final = 64 << 20
# Above it the states that a file visits no longer fit a processor's cache, and looking values up is faster.
_LARGEST: Final = 12_000


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


class _Field(NamedTuple):
    """What the automaton knows of a column: its cells, on one line and on several."""

    on_one_line: bytes
    any_lines: bytes


class Automata:
    """The automata of one file, for records on one line and for any.

    Args:
        width: Number of columns.
        binding: What they are bound to.
        breaks: The line ends of the file.
    """

    def __init__(self, width: int, binding: Binding, breaks: Breaks) -> None:
        self.breaks = breaks
        self.looked_up: set[int] = set()
        self._keys = {binding.customer_id: customer_id_cell(), binding.email: email_cell()}
        self._columns = {column.position: column for column in binding.columns}
        self._fields = [self._field_of(index) for index in range(width)]
        self.one_line = self._compile_small_enough()
        self._any_lines: Automaton | None = None
        self._alone: dict[int, Automaton] = {}

    @property
    def any_lines(self) -> Automaton:
        """The automaton that takes cells of several lines too; few files need it, so it is made when asked for."""
        if self._any_lines is None:
            self._any_lines = self._compiled([field.any_lines for field in self._fields])
        return self._any_lines

    def demote(self, positions: Collection[int]) -> None:
        """Take any cell of these columns from now on; whoever calls looks their values up."""
        for position in positions:
            self._fields[position] = _ANY_CELL._replace(any_lines=any_cell(self.breaks.inside))
        self.looked_up.update(positions)
        self.one_line, self._any_lines = self._compiled([field.on_one_line for field in self._fields]), None

    def refused(self, row: Sequence[str]) -> list[int]:
        """Return the columns whose cells in this record the automaton does not take."""
        return [
            position
            for position, column in self._columns.items()
            if position not in self.looked_up and not self._takes(column, row[position])
        ]

    def _takes(self, column: Column, value: str) -> bool:
        if column.position not in self._alone:
            self._alone[column.position] = Automaton(self._fields[column.position].any_lines)
        cell = b'"%s"' % value.encode(errors="surrogateescape").replace(b'"', b'""')
        return self._alone[column.position].match(cell, 0, len(cell)) == len(cell)

    def _field_of(self, index: int) -> _Field:
        if index in self._keys:
            return _Field(self._keys[index], self._keys[index])
        column = self._columns.get(index)
        if column is not None:
            accepts = accepted_by(column)
            if accepts is not None:
                forms = (proven_cell(accepts, inside, required=column.required) for inside in (b"", self.breaks.inside))
                return _Field(*forms)
            self.looked_up.add(index)
        return _ANY_CELL._replace(any_lines=any_cell(self.breaks.inside))

    def _compile_small_enough(self) -> Automaton:
        """Compile, and look the largest columns up instead where the whole would be too large."""
        left = _LARGEST
        lengths = {
            index: len(self._fields[index].on_one_line) for index in self._columns if index not in self.looked_up
        }
        for index in sorted(lengths, key=lambda index: lengths[index]):
            # The expression is longer than its program: none is compiled that can't fit, or that must.
            left -= _size_of(self._fields[index].on_one_line) if left > 0 else lengths[index]
            if left < 0:
                self._fields[index] = _ANY_CELL._replace(any_lines=any_cell(self.breaks.inside))
                self.looked_up.add(index)
        return self._compiled([field.on_one_line for field in self._fields])

    def _compiled(self, cells: Sequence[bytes]) -> Automaton:
        return Automaton(b"(?:" + b",".join(cells) + self.breaks.ends + b")*")


_ANY_CELL: Final = _Field(any_cell(b""), any_cell(b""))


def _size_of(expression: bytes) -> int:
    """Return how many instructions a cell's expression takes."""
    try:
        return Automaton(expression).size
    except ValueError:  # its repeats are too large for RE2
        return _LARGEST + 1


def accepted_by(column: Column) -> Accepts | None:
    """Return what a column's type says it accepts; None where it says nothing that can be used.

    Raises:
        PluginError: What it says is not what `Accepts` may hold.
    """
    from proplint.plugins import broken

    try:
        accepts: object = getattr(column.check, "accepts", None)
        if accepts is None:
            return None
        accepts = _checked(accepts)
        proven_cell(accepts, b"", required=True)
    except Exception as error:
        raise broken(column.loaded.origin, error, column.name) from error
    return accepts


def _checked(accepts: object) -> Accepts:
    if not isinstance(accepts, Accepts):
        raise PatternError(f"`accepts` must be an `Accepts`, not {type(accepts).__name__}")
    return accepts
