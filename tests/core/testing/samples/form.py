"""A report format that keeps its contract; the tests break it in one place at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.api import hookimpl
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.api import Report, Style


class Lines:
    name = "lines"
    doc = "A line for each finding."

    def render(self, report: Report, style: Style) -> Iterator[str]:
        for finding in report.findings:
            rule = f"\x1b[31m{finding.rule}\x1b[0m" if style.color else finding.rule
            value = "" if finding.value is None else escaped(finding.value)
            yield f"{escaped(finding.path)}:{finding.line}: {rule}: {finding.message} ({value})\n"
        yield f"{report.summary.errors} errors\n"


@hookimpl
def proplint_report_formats() -> list[Lines]:
    return [Lines()]
