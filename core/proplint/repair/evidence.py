"""Which of two code pages a file is in.

Windows-1252 and Windows-1254 differ in a dozen bytes only: where `şığ` stands in one, `þýð` stands in the other. So a
guess by the bytes is none. What decides is what the cells must say: an option that is declared, or what the same
customer's cell said in the version before.
"""

from __future__ import annotations

import contextlib
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of
from proplint.identity.pairs import Pairs, TooFarApartError, rows_of
from proplint.repair.codepages import NAMES
from proplint.repair.outcome import RefusedError
from proplint.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.identity.pairs import Row
    from proplint.repair.codepages import Survey
    from proplint.repair.context import Context

_REMEMBERED: Final = 1 << 17
_PAGES: Final = (*NAMES,)
_UNTOLD: Final = (
    "it may be Windows-1254, Windows-1252 or another encoding: no cell with declared options, and no cell of the"
    " version before, tells which"
)


def page_of(source: Source, survey: Survey, context: Context) -> str:
    """Return the code page that a file is in.

    Args:
        source: The file, its cells separated by commas.
        survey: What stands in it.
        context: What is known beside it.

    Raises:
        RefusedError: It is not certain.
    """
    if survey.doubtful:
        raise RefusedError("some cells are UTF-8 and some are not, and one here may be either", survey.doubtful)
    able = [page for page in _PAGES if all(_character(byte, page) for byte in survey.lines)]
    if not able:
        byte = next(byte for byte in survey.lines if not _character(byte, "cp1252"))
        raise RefusedError(f"byte 0x{byte:02X} is in neither Windows-1254 nor Windows-1252", survey.lines[byte])
    differing = {byte for byte in survey.lines if len({_character(byte, page) for page in _PAGES}) > 1}
    evidence = _gathered(source, survey, context, able, differing)
    unrefuted = [one for one in evidence if not one.unknown]
    if not unrefuted:
        raise evidence[0].refusal()
    likely = [one for one in unrefuted if one.told]
    if not likely:
        raise RefusedError(_UNTOLD)
    if len(likely) == 1 or not differing:
        return likely[-1].page
    decided = [one for one in likely if one.decided]
    if len(decided) == 1:
        return decided[0].page
    byte = min(differing, key=survey.lines.__getitem__)
    readings = " or ".join(f"`{_character(byte, page)}` ({NAMES[page]})" for page in able)
    raise RefusedError(f"byte 0x{byte:02X} is {readings}: nothing tells which", survey.lines[byte])


def _character(byte: int, page: str) -> str:
    """Return what a byte is in a code page; nothing where it is undefined."""
    return bytes((byte,)).decode(page, errors="ignore")


class _Read(NamedTuple):
    """What a code page makes of a cell, and whether the other one makes something else of it."""

    text: str
    decides: bool


class _Evidence:
    """What cells tell of one code page.

    Args:
        header: The names of the columns.
        survey: What stands in the file.
        page: The code page.
        differing: Bytes that the other page reads differently.

    Attributes:
        told: How many cells, or names of columns, say what they must.
        decided: How many of them would say something else in the other page.
        names: The names of the columns, as the page reads them.
    """

    def __init__(self, header: Sequence[str], survey: Survey, page: str, differing: AbstractSet[int]) -> None:
        self.page = page
        self.told = 0
        self.decided = 0
        self._survey = survey
        self._differing = differing
        self._known: dict[str, _Read | None] = {}
        self._right: dict[tuple[int, str], bool] = {}
        self._unknown: dict[tuple[int, str], list[int]] = {}
        self.names = [read.text if (read := self._read(cell)) else cell for cell in header]

    @property
    def unknown(self) -> tuple[int, str, int] | None:
        """Column, text and line of the first cell that does not say what it must."""
        return next(((*place, line) for place, (count, line) in self._unknown.items() if count), None)

    def judge_names(self, header: Sequence[str], known: Collection[str]) -> None:
        """Look for names of columns that are known."""
        for cell in header:
            read = self._read(cell)
            if read and read.text in known:
                self._tell(read)

    def judge(self, row: Row, column: int, judge: Callable[[str], bool]) -> None:
        """Look whether a cell holds declared options."""
        read = self._read(row.cells[column])
        if read is None:
            return
        place = column, read.text
        if place not in self._right:
            if len(self._right) > _REMEMBERED:
                self._right.clear()
            self._right[place] = judge(read.text)
        if self._right[place]:
            self._tell(read)
        else:
            self._unknown.setdefault(place, [0, row.line])[0] += 1

    def compare(self, before: str, cell: str, column: int) -> None:
        """Look whether a cell says what the same customer's cell said before."""
        read = self._read(cell)
        if read is not None and read.text == before:
            self._tell(read)
            if (column, read.text) in self._unknown:
                self._unknown[column, read.text][0] -= 1

    def _read(self, cell: str) -> _Read | None:
        """Return what the page makes of a cell; None where it is not to be read by it."""
        if cell not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            raw = cell.encode(errors="surrogateescape")
            foreign = self._survey.is_foreign(raw)  # which ASCII is not
            decides = foreign and not self._differing.isdisjoint(raw)
            self._known[cell] = _Read(self._survey.read(raw, self.page), decides) if foreign else None
        return self._known[cell]

    def _tell(self, read: _Read) -> None:
        self.told += 1
        self.decided += read.decides

    def refusal(self) -> RefusedError:
        """Return what speaks against the page."""
        column, text, line = self.unknown or (0, "", 1)
        name, page = quoted(self.names[column]), NAMES[self.page]
        what = "which is no declared option, and not what stood there before"
        return RefusedError(f"as {page}, the cell in column {name} is {quoted(text)}, {what}", line)


def _gathered(
    source: Source, survey: Survey, context: Context, pages: Sequence[str], differing: AbstractSet[int]
) -> list[_Evidence]:
    """Return what the cells of a file tell of each page; they are read once for all pages."""
    header = header_of(source)
    evidence = [_Evidence(header.cells, survey, page, differing) for page in pages]
    base = _readable(context)
    before = header_of(base) if base else None
    for one in evidence:
        one.judge_names(header.cells, {*context.columns, *(before.cells if before else ())})
    judges = [
        (one, column, context.options[name])
        for one in evidence
        for column, name in enumerate(one.names)
        if name in context.options
    ]
    for row in _rows(source, header) if judges else ():
        for one, column, judge in judges:
            if not row.cells[column].isascii():
                one.judge(row, column, judge)
    if base and before:
        _compare(evidence, (base, before), (source, header))
    return evidence


def _compare(evidence: Sequence[_Evidence], base: tuple[Source, Header], now: tuple[Source, Header]) -> None:
    """Look for cells that say what the same customer's cells said before."""
    (_, before), (_, header) = base, now
    if not {CUSTOMER_ID, EMAIL} <= {*before.cells} & {*header.cells}:
        return
    keys = [(names.index(CUSTOMER_ID), names.index(EMAIL)) for names in (before.cells, header.cells)]
    columns = [
        (before.cells.index(name), at, one)
        for one in evidence
        for at, name in enumerate(one.names)
        if name in before.cells
    ]
    with contextlib.suppress(TooFarApartError):
        for old, new in Pairs(keys[0], keys[1]).pairs(zip_longest(_rows(*base), _rows(*now))):
            for at, column, one in columns:
                cell = new.cells[column]
                if not cell.isascii():
                    one.compare(old.cells[at], cell, column)


def _rows(source: Source, header: Header) -> Iterator[Row]:
    return rows_of(source, header.after, header.next_line, header.cells)


def _readable(context: Context) -> Source | None:
    from proplint.repair.whole import wrong_as_a_whole

    base = context.base
    return base if base is not None and wrong_as_a_whole(base, context) is None else None
