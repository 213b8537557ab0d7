"""The format `full`, for people: each finding with its line, the cell marked, and what to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from proplint.api import hookimpl
from proplint.report.words import (
    BLUE,
    BOLD,
    GREEN,
    RED,
    YELLOW,
    capped,
    ending,
    location,
    mark,
    painted,
    shown_path,
    summary,
)
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.model import Evidence, Finding, Report
    from proplint.report import Style

_NARROWEST: Final = 40


class Full:
    """Each finding with its line, the cell marked, and what to do."""

    name: Final = "full"
    doc: Final = "Each finding with its line, the cell marked, and what to do."

    def render(self, report: Report, style: Style) -> Iterator[str]:
        """Give the report's blocks."""
        for item in capped(report):
            yield f"{item}\n\n" if isinstance(item, str) else _block(item, style)
        if len(report.findings) > 1:
            yield from _counts(report, style)
        for notice in report.notices:
            yield f"{painted('notice', BLUE, style)}: {notice}\n"
        color = (RED if report.summary.errors else YELLOW) if report.findings else GREEN
        yield f"{painted(summary(report), color, style)}\n"
        yield from ending(report, style)


def _block(finding: Finding, style: Style) -> str:
    color = RED if finding.severity == "error" else YELLOW
    title = painted(f"{finding.severity}[{finding.rule}]", color, style)
    lines = [f"{title}: {mark(finding)}{painted(finding.message, BOLD, style)}"]
    number = str(finding.line)
    gutter = " " * len(number)
    context = [escaped(finding.column_name)] if finding.column_name else []
    context += [f"customer {escaped(finding.customer_id)}"] if finding.customer_id else []
    lines.append(f"{gutter}{painted('-->', BLUE, style)} {location(finding)}{''.join(f'  {text}' for text in context)}")
    if finding.evidence:
        bar = painted("|", BLUE, style)
        text, start, width = _cut(finding.evidence, max(_NARROWEST, style.width - len(number) - 3))
        lines.append(f"{painted(number, BLUE, style)} {bar} {text}")
        if width:
            lines.append(f"{gutter} {bar} {' ' * start}{painted('^' * width, color, style)}")
    if finding.help:
        lines.append(f"{gutter} {painted('=', BLUE, style)} {painted('help', BOLD, style)}: {finding.help}")
    return "\n".join(lines) + "\n\n"


def _cut(evidence: Evidence, width: int) -> tuple[str, int, int]:
    """Cut a line to a width around its cell; return it, where the cell's mark starts, and how wide it is."""
    before, cell, after = (escaped(part or "") for part in evidence)
    room = max(0, width - min(_width(cell), width // 2))
    if _width(cell) > width // 2:
        cell = cell[: width // 2 - 1] + "…"
    left = room // 2 if _width(after) > room // 2 else max(0, room - _width(after))
    if _width(before) > left:
        before = f"…{before[len(before) - max(0, left - 1) :]}"
    right = max(1, width - _width(before) - _width(cell))
    if _width(after) > right:
        after = f"{after[: right - 1]}…"
    # An empty cell is marked too, at the comma that ends it.
    return before + cell + after, _width(before), 0 if evidence.cell is None else max(1, _width(cell))


def _width(text: str) -> int:
    """Return how many columns a terminal gives a text."""
    if text.isascii():
        return len(text)
    import unicodedata

    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def _counts(report: Report, style: Style) -> Iterator[str]:
    """Give how many findings there are of each rule and column, file by file."""
    totals = Counter((finding.path, finding.rule, finding.column_name) for finding in report.findings)
    digits = max(len(f"{count:,}") for count in totals.values())
    last = ""
    for (path, rule, column_name), count in sorted(totals.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        if path != last:
            yield f"{painted(shown_path(path), BOLD, style)}\n"
            last = path
        where = f" in {escaped(column_name)}" if column_name else ""
        yield f"  {count:{digits},} × {rule}{where}\n"
    yield "\n"


@hookimpl
def proplint_report_formats() -> list[Full]:
    """Bring the format."""
    return [Full()]
