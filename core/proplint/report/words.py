"""Sentences and marks that the formats for people share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Finding, Report
    from proplint.report import Style

SHOWN_PER_KIND: Final = 100
"""So many findings of one file, rule and column are printed; the rest is counted."""

RED: Final = "31;1"
YELLOW: Final = "33;1"
BLUE: Final = "34;1"
GREEN: Final = "32;1"
BOLD: Final = "1"
DIM: Final = "2"


def painted(text: str, code: str, style: Style) -> str:
    """Return a text in a colour, where colours are taken."""
    return f"\x1b[{code}m{text}\x1b[0m" if style.color and text else text


def shown_path(path: str) -> str:
    """Return a path that is safe at the start of a line: CI runners take `::` there for a command."""
    safe = escaped(path)
    return f"./{safe}" if safe.startswith(("::", "#")) else safe


def location(finding: Finding) -> str:
    """Return `path:line:character`, which terminals and editors can jump to."""
    return f"{shown_path(finding.path)}:{finding.line}:{finding.character or 1}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number and its noun: `1 error`, `1,000 records`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def capped(report: Report) -> Iterator[Finding | str]:
    """Give the findings, at most `SHOWN_PER_KIND` of a kind; in place of the rest, a line with its number.

    In place of a block of findings that have one cause stands a line about it.
    """
    findings = []
    for item in _without_shifts(report):
        if isinstance(item, str):
            yield item
        else:
            findings.append(item)
    totals = Counter(map(_kind, findings))
    seen: Counter[tuple[str, str, int | None]] = Counter()
    for finding in findings:
        kind = _kind(finding)
        seen[kind] += 1
        if seen[kind] <= SHOWN_PER_KIND:
            yield finding
        if seen[kind] == SHOWN_PER_KIND < totals[kind]:
            where = f" in {escaped(finding.column_name)}" if finding.column_name else ""
            left = counted(totals[kind] - SHOWN_PER_KIND, "more finding")
            yield f"{shown_path(finding.path)}: {left} of {finding.rule}{where} left out here"


def _without_shifts(report: Report) -> Iterator[Finding | str]:
    for shift in report.shifts:
        where = f"from line {shift.first} to {shift.last} the column {escaped(shift.column_name)}"
        what = f"is shifted by one row ({counted(shift.records, 'record')}): put it back as it was exported"
        yield f"{shown_path(shift.path)}:{shift.first}:1: email-changed: {where} {what}"
    for finding in report.findings:
        block = (shift for shift in report.shifts if shift.path == finding.path)
        if finding.rule != "email-changed" or not any(shift.first <= finding.line <= shift.last for shift in block):
            yield finding


def _kind(finding: Finding) -> tuple[str, str, int | None]:
    return (finding.path, finding.rule, finding.column)


def summary(report: Report) -> str:
    """Return the last sentence: how much is wrong in how much."""
    total = report.summary
    checked = f"{counted(total.files, 'file')} ({counted(total.records, 'record')})"
    if not report.findings:
        if not total.files:
            return "Nothing to check." if not report.failures else "Nothing was checked."
        return f"No mistakes in {checked}."
    parts = [counted(total.errors, "error")] if total.errors else []
    parts += [counted(total.warnings, "warning")] if total.warnings else []
    failing = len({finding.path for finding in report.findings})
    where = checked if total.files <= failing else f"{failing:,} of {checked}"
    return f"Found {' and '.join(parts)}" + (f" in {where}." if total.files else ".")


def mark(finding: Finding) -> str:
    """Return what stands before the message of a finding that `proplint fix` repairs; empty for others."""
    return "[*] " if finding.is_fixable() else ""


def repairs(report: Report) -> str:
    """Return how much `proplint fix` repairs; empty when it repairs nothing."""
    safe, more = report.summary.fixable, report.fixable_if_unsafe
    if safe:
        return f"[*] {safe:,} fixable with `proplint fix`" + (f" ({more:,} more with --unsafe)" if more else "")
    return f"{more:,} fixable with `proplint fix --unsafe`" if more else ""


def ending(report: Report, style: Style) -> Iterator[str]:
    """Give the lines behind the summary: what can be repaired, and how to go on."""
    for line in (repairs(report), way_out(report, style)):
        if line:
            yield f"{line}\n"


def way_out(report: Report, style: Style) -> str:
    """Return how to go on from here; empty when there is nothing to do."""
    failing = "failing rows" if report.summary.errors else "rows with warnings"
    if style.error_files:
        return (
            f"The {failing}, to be corrected and taken back by `proplint apply`, each with what is wrong: "
            + ", ".join(map(shown_path, style.error_files))
        )
    if style.hint and any(finding.offset is not None for finding in report.findings):
        return (
            f"`proplint check --error-files DIR` writes the {failing} as a CSV with a column that says what is wrong."
        )
    return ""
