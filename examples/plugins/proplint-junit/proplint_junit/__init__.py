"""The report format `junit`: JUnit XML, for CI systems that show test reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.api import Report, Style

proplint_interface = 1


class JUnit:
    """JUnit XML: a file is a suite, a rule in a column is a test."""

    name: Final = "junit"
    doc: Final = "JUnit XML, for CI systems that show test reports."

    def render(self, report: Report, style: Style) -> Iterator[str]:  # noqa: ARG002  a format for programs has no style
        """Give the whole document: alike findings are one test, so it stays small."""
        from proplint_junit.document import document_of  # the library is loaded only where the format is used

        yield document_of(report)


@hookimpl
def proplint_report_formats() -> list[JUnit]:
    """Bring the format."""
    return [JUnit()]
