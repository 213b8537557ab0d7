"""Repairs of a file's form: lines and records that go, and the column of an error file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.csvfile.edits import Edit, cell_spans
from proplint.csvfile.header import BOM
from proplint.csvfile.reader import Reader
from proplint.csvfile.waste import read_form
from proplint.model import FormFix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.model import Finding

_SEP_LINE: Final = re.compile(rb'(?:"sep=,"|sep=,)[^\S\r\n]*+(?:\r\n|\n|\r|\Z)', re.IGNORECASE)
_LONGEST: Final = 64


def form_edits(source: Source, header: Header, findings: Iterable[Finding]) -> Iterator[Edit]:
    """Give the edits that repair a file's form.

    Args:
        source: The file.
        header: Its header.
        findings: What is to be repaired: findings with a `FormFix`.
    """
    findings = [finding for finding in findings if isinstance(finding.fix, FormFix)]
    if any(finding.rule == "wrong-delimiter" for finding in findings):
        yield from _sep_line(source)
        return
    columns = {finding.column for finding in findings if finding.column is not None}
    lines = {finding.line for finding in findings if finding.column is None}
    waste = [part for part in read_form(source, header).waste if part.line in lines] if lines else []
    yield from (Edit(part.start, part.end, b"") for part in waste)
    if columns:
        yield from _without(source, header, sorted(columns), {part.start for part in waste})


def _sep_line(source: Source) -> Iterator[Edit]:
    start = len(BOM) if source.read(0, len(BOM)) == BOM else 0
    found = _SEP_LINE.match(source.read(start, _LONGEST))
    if found:
        yield Edit(start, start + found.end(), b"")


def _without(source: Source, header: Header, columns: Sequence[int], gone: Collection[int]) -> Iterator[Edit]:
    """Give the edits that take columns out of the header and of every record but those that go."""
    yield from _cut(source.read(header.start, header.after - header.start), 0, header.start, columns)
    for batch in Reader(source, offset=header.after, line=header.next_line, width=len(header.cells)).batches():
        for start in batch.starts:
            if batch.base + start not in gone:
                yield from _cut(batch.data, start, batch.base, columns)


def _cut(data: bytes, start: int, base: int, columns: Sequence[int]) -> Iterator[Edit]:
    """Give the edits that take cells out of one record, each with a comma beside it.

    Args:
        data: Bytes in which the record stands.
        start: Index where it starts.
        base: Offset of `data` in the file.
        columns: Numbers of the cells, from 1, in order; those that the record does not have are passed over.
    """
    spans = cell_spans(data, start)
    first = next((at for at in range(len(spans)) if at + 1 not in columns), len(spans))
    if first and first < len(spans):
        yield Edit(base + spans[0][0], base + spans[first][0], b"")
    for column in columns:
        if first < column <= len(spans):
            yield Edit(base + spans[column - 2][1], base + spans[column - 1][1], b"")
