"""Reports: one module for each format, a plugin that is imported when it is asked for.

Environment:
    NO_COLOR: Anything but "" turns colours off.
    FORCE_COLOR: Anything but "" or "0" turns colours on where the output is no terminal.
    TERM: `dumb` is a terminal without colours.
"""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING, Final, NamedTuple, cast

from proplint.registry import BUILT_IN_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.api import ReportFormat
    from proplint.model import Report

FORMATS: Final = (*BUILT_IN_FORMATS,)
"""The names of the built-in ones."""


class Style(NamedTuple):
    """How a report is to look.

    Attributes:
        color: Whether the output takes colours.
        width: Columns of the terminal.
        error_files: The error files that were written.
        hint: Whether to tell how to get error files.
    """

    color: bool = False
    width: int = 100
    error_files: Sequence[str] = ()
    hint: bool = True


def render(name: str, report: Report, style: Style) -> Iterator[str]:
    """Give a report piece by piece, so that a million findings never stand in memory as one text.

    Args:
        name: One of `FORMATS`.
        report: The report.
        style: How it is to look.
    """
    (form,) = import_module(BUILT_IN_FORMATS[name]).proplint_report_formats()
    return cast("ReportFormat", form).render(report, style)


def wants_color(stream: IO[str], environ: Mapping[str, str]) -> bool:
    """Whether a stream takes colours: a terminal that is not dumb, unless the environment says otherwise."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"
