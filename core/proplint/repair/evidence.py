"""Which of two code pages a file is in.

Windows-1252 and Windows-1254 differ in a dozen bytes only: where `şığ` stands in one, `þýð` stands in the other. So a
guess by the bytes is none. What decides is what the cells must say: an option that is declared, or what the same
customer's cell said in the version before.
"""

from __future__ import annotations

import contextlib
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of
from proplint.identity.pairs import Pairs, TooFarApartError, rows_of
from proplint.repair.codepages import NAMES
from proplint.repair.outcome import RefusedError
from proplint.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.identity.pairs import Row
    from proplint.repair.codepages import Survey
    from proplint.repair.context import Context

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
    evidence = [_Evidence(source, survey, context, page, differing) for page in able]
    unrefuted = [one for one in evidence if one.against is None]
    if not unrefuted and evidence[0].against:
        raise evidence[0].against
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


class _Evidence:
    """What cells tell of one code page.

    Args:
        source: The file.
        survey: What stands in it.
        context: What is known beside it.
        page: The code page.
        differing: Bytes that the other page reads differently.

    Attributes:
        told: How many cells, or names of columns, say what they must.
        decided: How many of them would say something else in the other page.
        against: The first cell that does not say what it must.
    """

    def __init__(self, source: Source, survey: Survey, context: Context, page: str, differing: Collection[int]) -> None:
        self.page = page
        self.told = 0
        self.decided = 0
        self._source = source
        self._survey = survey
        self._differing = differing
        self._header = header_of(source)
        self._unknown: dict[tuple[int, str], list[int]] = {}
        base = _readable(context)
        before = header_of(base) if base else None
        self._judge_names({*context.columns, *(before.cells if before else ())})
        self._judge_options(context.options)
        if base and before:
            self._compare(base, before)
        self.against = next((self._refusal(*one, line) for one, (count, line) in self._unknown.items() if count), None)

    def _judge_names(self, known: Collection[str]) -> None:
        self._names: list[str] = []
        for cell in self._header.cells:
            raw = self._foreign(cell)
            self._names.append(self._survey.read(raw, self.page) if raw else cell)
            if raw and self._names[-1] in known:
                self._tell(raw)

    def _judge_options(self, options: Mapping[str, Callable[[str], bool]]) -> None:
        judges = [(column, options[name]) for column, name in enumerate(self._names) if name in options]
        for row in self._rows():
            for column, judge in judges:
                raw = self._foreign(row.cells[column])
                text = self._survey.read(raw, self.page)
                if raw and judge(text):
                    self._tell(raw)
                elif raw:
                    self._unknown.setdefault((column, text), [0, row.line])[0] += 1

    def _compare(self, base: Source, before: Header) -> None:
        """Look for cells that say what the same customer's cells said before."""
        if not {CUSTOMER_ID, EMAIL} <= {*before.cells} & {*self._names}:
            return
        keys = [(names.index(CUSTOMER_ID), names.index(EMAIL)) for names in (before.cells, self._names)]
        columns = [(before.cells.index(name), at) for at, name in enumerate(self._names) if name in before.cells]
        rows = rows_of(base, before.after, before.next_line, before.cells)
        with contextlib.suppress(TooFarApartError):
            for old, new in Pairs(keys[0], keys[1]).pairs(zip_longest(rows, self._rows())):
                for at, column in columns:
                    raw = self._foreign(new.cells[column])
                    text = self._survey.read(raw, self.page)
                    if raw and text == old.cells[at]:
                        self._tell(raw)
                        if (column, text) in self._unknown:
                            self._unknown[column, text][0] -= 1

    def _rows(self) -> Iterator[Row]:
        return rows_of(self._source, self._header.after, self._header.next_line, self._header.cells)

    def _foreign(self, cell: str) -> bytes:
        """Return the bytes of a cell that the page is to read; none for any other cell."""
        if cell.isascii():
            return b""
        raw = cell.encode(errors="surrogateescape")
        return raw if self._survey.is_foreign(raw) else b""

    def _tell(self, raw: bytes) -> None:
        self.told += 1
        self.decided += any(byte in self._differing for byte in raw)

    def _refusal(self, column: int, text: str, line: int) -> RefusedError:
        name, page = quoted(self._names[column]), NAMES[self.page]
        what = "which is no declared option, and not what stood there before"
        return RefusedError(f"as {page}, the cell in column {name} is {quoted(text)}, {what}", line)


def _readable(context: Context) -> Source | None:
    from proplint.repair.whole import wrong_as_a_whole

    base = context.base
    return base if base is not None and wrong_as_a_whole(base, context) is None else None
