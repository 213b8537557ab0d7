"""The rows of an error file: the records of a file again, each with the messages of its findings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from proplint.csvfile.reader import Reader
from proplint.report.errorfile import row_message

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
        Cells and message of each; a record that breaks the grammar stands raw in the first cell.
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
                raw = source.read(offset, min(end - offset, _RAW_SHOWN)).decode(errors="replace")
                row = [raw.rstrip("\r\n")]  # noqa: PLW2901
            if found or every:
                yield row, row_message(found or ())
