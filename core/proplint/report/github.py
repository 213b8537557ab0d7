"""The format `github`: annotations of GitHub Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import hookimpl
from proplint.report.words import summary, way_out
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Finding, Report
    from proplint.report import Style


class GitHub:
    """Annotations of GitHub Actions."""

    name: Final = "github"
    doc: Final = "Annotations of GitHub Actions."

    def render(self, report: Report, style: Style) -> Iterator[str]:
        """Give a command a finding, errors first: GitHub shows ten of each kind a step, and drops the rest."""
        for severity in ("error", "warning"):
            for finding in report.findings:
                if finding.severity == severity:
                    yield _command(finding)
        for notice in report.notices:
            yield f"::notice title=proplint::{_data(notice)}\n"
        yield f"{summary(report)}\n"
        more = way_out(report, style)
        if more:
            yield f"{more}\n"


def _command(finding: Finding) -> str:
    place = {"file": escaped(finding.path), "line": str(finding.line), "endLine": str(finding.line)}
    if finding.character is not None:
        place["col"] = str(finding.character)
    place["title"] = finding.rule
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    where = f"{escaped(finding.column_name)}: " if finding.column_name else ""
    advice = f"\nhelp: {finding.help}" if finding.help else ""
    return f"::{finding.severity} {properties}::{_data(f'{where}{finding.message}{advice}')}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


@hookimpl
def proplint_report_formats() -> list[GitHub]:
    """Bring the format."""
    return [GitHub()]
