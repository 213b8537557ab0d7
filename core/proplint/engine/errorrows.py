"""The rows of an error file: the records of a file again, each with the messages of its findings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from proplint.csvfile.reader import Reader
from proplint.report.errorfile import row_message, version_of, with_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.model import Finding

_RAW_SHOWN = 1 << 20


def error_rows(source: Source, result: FileResult, *, every: bool) -> Iterator[tuple[Sequence[str], str]]:
    """Read a file again for its error file.

    Args:
        source: The file.
        result: What its check came to.
        every: Whether to give all records, or only those with findings.

    Returns:
        Cells and message of each; a record that breaks the grammar stands raw in the first cell. A message ends
        with the version of its record, by which `proplint apply` tells whether the file changed meanwhile.
    """
    messages: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.offset is not None:
            messages[finding.offset].append(finding)
    reader = Reader(source, offset=result.first_record, line=result.first_line, width=len(result.header))
    for batch in reader.batches():
        entries: list[tuple[int, Sequence[str] | None, int]] = [
            (batch.base + start, row, 0) for start, row in zip(batch.starts, batch.rows, strict=True)
        ]
        entries += [(faulty.start, None, faulty.end) for faulty in batch.faulty]
        for offset, row, end in sorted(entries, key=lambda entry: entry[0]):
            found = messages.get(offset)
            if row is None:
                row = raw_row(source, offset, end)  # noqa: PLW2901
            if found:
                yield row, with_version(row_message(found), record_version(result, row))
            elif every:
                yield row, ""


def raw_row(source: Source, start: int, end: int) -> list[str]:
    """Return the one cell in which a record that breaks the grammar stands."""
    return [source.read(start, min(end - start, _RAW_SHOWN)).decode(errors="replace").rstrip("\r\n")]


def record_version(result: FileResult, cells: Sequence[str]) -> str:
    """Return the version of a record: of all its cells but those that hold messages."""
    dropped = result.error_columns
    if dropped:
        cells = [cell for index, cell in enumerate(cells) if index not in dropped]
    return version_of([name for index, name in enumerate(result.header) if index not in dropped], cells)
