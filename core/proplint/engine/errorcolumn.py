"""A column of error messages: that of an error file, which has a way back, or one that was left in an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.csvfile.reader import Reader
from proplint.engine.names import is_error_file
from proplint.report.errorfile import version_in
from proplint.text import command_word

if TYPE_CHECKING:
    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.bind import HeaderProblem


def of_error_file(problem: HeaderProblem, source: Source, path: str, header: Header) -> HeaderProblem:
    """Return the problem of a column of messages; where the file is an error file, with what that is for.

    Args:
        problem: It, as the header alone tells it.
        source: The file.
        path: Its path.
        header: Its header.
    """
    named = is_error_file(path)
    if not named and not (problem.column == len(header.cells) and _has_versions(source, header)):
        return problem
    command = f"`proplint apply {command_word(path)}{'' if named else ' --to CSV'}`"
    return problem._replace(
        message="{value} holds what is wrong with each row: this is an error file, no export",
        help=f"correct the rows, then take them back into the CSV that they came from with {command}",
    )


def _has_versions(source: Source, header: Header) -> bool:
    """Whether messages stand in the last column that `check` wrote; the first rows tell."""
    reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
    first = next(reader.batches(), None)
    return first is not None and any(version_in(row[-1]) for row in first.rows)
