"""The format `json`: every finding with every field, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from proplint.api import hookimpl
from proplint.text import escaped_in_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Finding, Report
    from proplint.report import Style

VERSION: Final = 1


class Json:
    """Every finding with every field."""

    name: Final = "json"
    doc: Final = "Every finding with every field, for programs."

    def render(self, report: Report, style: Style) -> Iterator[str]:  # noqa: ARG002  a format for programs has no style
        """Give one JSON object, a finding on each line."""
        yield f'{{"version": {VERSION},\n "findings": ['
        for index, finding in enumerate(report.findings):
            yield (",\n  " if index else "\n  ") + _encoded(_fields(finding))
        notices = [*report.notices, *report.failures]
        yield f'],\n "notices": {_encoded(notices)},\n "summary": {_encoded(report.summary._asdict())}}}\n'


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "character": finding.character,
        "record": finding.record,
        "column_name": finding.column_name,
        "customer_id": finding.customer_id,
        "value": finding.value,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help,
        "fix": finding.fix._asdict() if finding.fix else None,
    }


def _encoded(value: object) -> str:
    return escaped_in_json(json.dumps(value, ensure_ascii=False))


@hookimpl
def proplint_report_formats() -> list[Json]:
    """Bring the format."""
    return [Json()]
