"""An error file that is about to be written anew: whether somebody corrected rows of it that are in no CSV yet."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

from proplint.csvfile.reader import Reader
from proplint.engine.errorrows import raw_row, record_version
from proplint.report.errorfile import version_in, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult


def put_aside(path: str, source: Source, result: FileResult) -> str | None:
    """Give an error file another name if it holds corrections that its CSV does not have.

    Args:
        path: The error file.
        source: The CSV.
        result: What its check came to.

    Returns:
        The new name; None where nothing would be lost.
    """
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        corrected = _corrected(file.read())
    if corrected is not None and (not corrected or corrected <= {*_versions(source, result)}):
        return None
    names = (f"{path}.old{number}" if number > 1 else f"{path}.old" for number in range(1, 1000))
    aside = next(name for name in names if not os.path.lexists(name))
    os.rename(path, aside)
    return aside


def _corrected(data: bytes) -> set[str] | None:
    """Return the versions of the rows that are not as they were written; None where that can't be told."""
    try:
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    except (csv.Error, ValueError):
        return None
    told = [(version_in(row[-1]), version_of(header[:-1], row[:-1])) for row in rows if row]
    if not any(before for before, _ in told):
        return None
    return {now for before, now in told if before not in (now, None)}


def _versions(source: Source, result: FileResult) -> Iterator[str]:
    reader = Reader(source, offset=result.first_record, line=result.first_line, width=len(result.header))
    for batch in reader.batches():
        yield from (record_version(result, cells) for cells in batch.rows)
        yield from (record_version(result, raw_row(source, one.start, one.end)) for one in batch.faulty)
