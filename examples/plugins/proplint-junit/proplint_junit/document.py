"""From a report to JUnit XML."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from junitparser import Attr, Error, Failure, JUnitXml, TestCase, TestSuite
from proplint.api import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proplint.api import Finding, Report

_SHOWN: Final = 100
_NO_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Case(TestCase):
    """A test with the file that it is about, which GitLab links."""

    file = Attr()


def document_of(report: Report) -> str:
    """Return a report as JUnit XML: each file with mistakes is a suite, and so is what could not be checked."""
    document = JUnitXml("proplint")
    document.add_testsuite(_about_the_run(report))
    for path, findings in groupby(report.findings, key=lambda finding: finding.path):
        document.add_testsuite(_about_a_file(_safe(path), findings))
    document.update_statistics()
    text: bytes = document.tostring()
    return text.decode() + "\n"


def _about_the_run(report: Report) -> TestSuite:
    case = TestCase("files can be checked", "proplint")
    if report.failures:
        case.result = [_result(Error, report.failures[0].partition("\n")[0], "not-checked", report.failures)]
    if report.notices:
        case.system_out = _lines(report.notices)
    return _suite("proplint", [case])


def _about_a_file(path: str, findings: Iterable[Finding]) -> TestSuite:
    kinds: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.rule, finding.column_name, finding.severity), []).append(finding)
    return _suite(path, [_about_a_kind(path, alike) for alike in kinds.values()])


def _about_a_kind(path: str, findings: Sequence[Finding]) -> TestCase:
    """Make a test of the findings of one rule, column and severity; its name is the same in each run."""
    first, others = findings[0], len(findings) - 1
    case = _Case(f"{first.rule} in {_safe(first.column_name)}" if first.column_name else first.rule, path)
    case.file = path
    lines = [_line(path, finding) for finding in findings[:_SHOWN]]
    if len(findings) > _SHOWN:
        lines.append(f"and {len(findings) - _SHOWN:,} more")
    if first.severity == "error":
        message = f"{first.message} (and {others:,} more)" if others else first.message
        case.result = [_result(Failure, message, first.rule, lines)]
    else:  # JUnit knows no warnings
        case.system_out = _lines(lines)
    return case


def _line(path: str, finding: Finding) -> str:
    customer = f" (customer {_safe(finding.customer_id)})" if finding.customer_id else ""
    advice = f"; {finding.help}" if finding.help else ""
    return f"{path}:{finding.line}:{finding.character or 1}: {finding.message}{customer}{advice}"


def _suite(name: str, cases: list[TestCase]) -> TestSuite:
    suite = TestSuite(name)
    suite.add_testcases(cases)
    return suite


def _result(kind: type[Failure | Error], message: str, rule: str, lines: Iterable[str]) -> Failure | Error:
    result = kind(_legible(message), rule)
    result.text = _lines(lines)
    return result


def _lines(lines: Iterable[str]) -> str:
    return _legible("\n".join(lines))


def _safe(text: str) -> str:
    return _legible(escaped(text))


def _legible(text: str) -> str:
    """Return a text without the few characters that XML can't hold."""
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
