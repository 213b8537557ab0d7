"""The forms that a report can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Report
    from proplint.report import Style


class ReportFormat(Protocol):
    """A form of the report, for `--format`.

    Attributes:
        name: Kebab-case; the word behind `--format`.
        doc: One sentence for people.
    """

    @property
    def name(self) -> str: ...  # noqa: D102  the class docstring says it
    @property
    def doc(self) -> str: ...  # noqa: D102

    def render(self, report: Report, style: Style) -> Iterator[str]:
        """Give a report piece by piece, line ends included.

        Args:
            report: It. Its texts are masked already under `--redact`. `message` and `help` of a finding are safe to
                show; other texts of it come from the file as they are.
            style: How it is to look, for formats that people read.
        """
        ...
