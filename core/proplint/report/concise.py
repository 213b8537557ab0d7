"""The format `concise`: one line a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import hookimpl
from proplint.report.words import BOLD, RED, YELLOW, capped, ending, location, mark, painted, summary
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Finding, Report
    from proplint.report import Style


class Concise:
    """One line a finding."""

    name: Final = "concise"
    doc: Final = "One line a finding."

    def render(self, report: Report, style: Style) -> Iterator[str]:
        """Give the report's lines."""
        for item in capped(report):
            yield f"{item if isinstance(item, str) else _line(item, style)}\n"
        for notice in report.notices:
            yield f"notice: {notice}\n"
        yield f"{summary(report)}\n"
        yield from ending(report, style)


def _line(finding: Finding, style: Style) -> str:
    severity = "" if finding.severity == "error" else "warning: "
    rule = painted(finding.rule, RED if finding.severity == "error" else YELLOW, style)
    context = []
    if finding.column_name:
        context.append(escaped(finding.column_name))
    if finding.customer_id:
        context.append(f"customer {escaped(finding.customer_id)}")
    where = f" ({', '.join(context)})" if context else ""
    advice = f"; {finding.help}" if finding.help else ""
    return (
        f"{painted(location(finding), BOLD, style)}: {severity}{rule}: {mark(finding)}{finding.message}{where}{advice}"
    )


@hookimpl
def proplint_report_formats() -> list[Concise]:
    """Bring the format."""
    return [Concise()]
