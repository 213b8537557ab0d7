"""From findings to edits: which of them are repaired at once, and what each edit does."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Fix
from proplint.csvfile.edits import NEEDS_QUOTES, Edit, cell_edit, cell_spans, encoded_cell
from proplint.csvfile.grammar import Record, delimit
from proplint.model import DAMAGE, FormFix
from proplint.repair.structure import form_edits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.model import Finding

_FIRST: Final = 1 << 12
_QUOTE: Final = b'"'


class Place(NamedTuple):
    """A cell of a file.

    Attributes:
        offset: Where its record starts; -1 for the header.
        column: Its number, from 1.
    """

    offset: int
    column: int


class Plan:
    """The edits that repair some findings, all made at once.

    Args:
        source: The file.
        header: Its header.
        findings: What was found.
        unsafe: Whether to repair what is not safe as well.
        refused: Cells, and texts that they must not get.

    Attributes:
        cells: The findings whose cells get another text.
        form: The findings that are repaired without one.
        edits: What changes.
        clashes: The findings that are not repaired since the right text can't stand there; and why.
    """

    def __init__(
        self,
        source: Source,
        header: Header,
        findings: Sequence[Finding],
        *,
        unsafe: bool,
        refused: Collection[tuple[Place, str]],
    ) -> None:
        wanted = [finding for finding in findings if finding.is_fixable(unsafe=unsafe)]
        self.form = [finding for finding in wanted if isinstance(finding.fix, FormFix)]
        self._columns = [finding.column for finding in self.form if finding.column is not None]
        self.cells = _cells(wanted, refused)
        clashes = _clashes(self.cells, header.cells) | _in_another_encoding(self.cells, findings)
        self.clashes = {place: (self.cells.pop(place), reason) for place, reason in clashes.items()}
        cells = _cell_edits(source, header, self.cells)
        self.edits = sorted([*cells, *form_edits(source, header, self.form)])
        self._starts = [edit.start for edit in self.edits]
        self._shifts = [*accumulate((len(edit.data) - edit.end + edit.start for edit in self.edits), initial=0)]

    def moved(self, place: Place) -> Place:
        """Return where a cell stands when the edits are made."""
        column = place.column - sum(gone < place.column for gone in self._columns)
        if place.offset < 0:
            return Place(place.offset, column)
        return Place(place.offset + self._shifts[bisect_left(self._starts, place.offset)], column)


def place_of(finding: Finding) -> Place | None:
    """Return the cell that a finding is about; None where it is about something else."""
    if finding.column is None:
        return None
    if finding.offset is None:
        return Place(-1, finding.column) if finding.record is None else None
    return Place(finding.offset, finding.column)


def new_text(finding: Finding) -> str:
    """Return the text that a cell gets."""
    return finding.fix.value if isinstance(finding.fix, Fix) else ""


def _cells(findings: Iterable[Finding], refused: Collection[tuple[Place, str]]) -> dict[Place, Finding]:
    """Return one finding for each cell that gets another text: of two the one that knows what was there before."""
    found: dict[Place, Finding] = {}
    for finding in findings:
        place = place_of(finding)
        if place is None or not isinstance(finding.fix, Fix) or (place, finding.fix.value) in refused:
            continue
        known = found.get(place)
        if known is None or _rank(finding) > _rank(known):
            found[place] = finding
    return found


def _rank(finding: Finding) -> tuple[bool, bool]:
    return finding.rule == DAMAGE, finding.fix is not None and finding.fix.safe


def _clashes(cells: Mapping[Place, Finding], header: Sequence[str]) -> dict[Place, str]:
    """Return the columns that would get a name that another has, or gets."""
    names = [new_text(finding) for place, finding in cells.items() if place.offset < 0]
    return {
        place: f"there would be two columns `{new_text(finding)}`"
        for place, finding in cells.items()
        if place.offset < 0 and (new_text(finding) in header or names.count(new_text(finding)) > 1)
    }


def _in_another_encoding(cells: Mapping[Place, Finding], findings: Iterable[Finding]) -> dict[Place, str]:
    """Return the cells whose new text, in UTF-8, would stand among bytes of another encoding."""
    if not any(finding.rule == "not-utf8" for finding in findings):
        return {}
    reason = "it would be UTF-8 in a file that is not"
    return {place: reason for place, finding in cells.items() if not new_text(finding).isascii()}


def _cell_edits(source: Source, header: Header, cells: Mapping[Place, Finding]) -> Iterator[Edit]:
    raw, at = b"", -1
    for place in sorted(cells):
        start = place.offset if place.offset >= 0 else header.start
        if start != at:
            raw, at = _record(source, start), start
        edit = cell_edit(raw, start, place.column, new_text(cells[place]))
        yield (
            edit._replace(data=encoded_cell(new_text(cells[place]), quoted=False)) if _bare(raw, place.column) else edit
        )


def _bare(record: bytes, column: int) -> bool:
    """Whether a cell has quotation marks only since its text needs them: others stand without."""
    spans = cell_spans(record)
    start, end = spans.pop(column - 1)
    needed = record[start : start + 1] == _QUOTE and NEEDS_QUOTES.search(record, start + 1, end - 1)
    return bool(needed) and any(record[first : first + 1] != _QUOTE for first, last in spans if first < last)


def _record(source: Source, offset: int) -> bytes:
    """Return the bytes of the well-formed record that starts at `offset`; others may follow."""
    size = _FIRST
    while True:
        data = source.read(offset, size)
        if isinstance(delimit(data, 0, final=offset + len(data) >= source.size), Record):
            return data
        size *= 4
