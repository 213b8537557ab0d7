"""The findings of one file while it is checked: each gets its place, its severity and its evidence here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from proplint.csvfile.grammar import RECORD, place_of
from proplint.model import Evidence, Finding, FormFix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from proplint.api import Fix, Problem, Severity
    from proplint.csvfile.reader import Batch, Faulty
    from proplint.csvfile.sniff import Verdict

_EVIDENCE_PER_RULE_AND_COLUMN: Final = 100
_REACH: Final = 120
_NO_DATA: Final[Mapping[str, str]] = {}


class Ledger:
    """Takes what is wrong and keeps it as findings.

    Args:
        path: The file's name in reports.
        severity_of: Gives the severity of a rule.

    Attributes:
        findings: What is wrong so far.
        readings: By column, the sets of readings that its cells have, each with the first line; also of cells
            whose findings are not kept.
        proven: Columns whose readings more than one text speaks for, or the version before.
    """

    def __init__(self, path: str, severity_of: Callable[[str], Severity]) -> None:
        self._path = path
        self._severity_of = severity_of
        self._evidence: Counter[tuple[str, int | None]] = Counter()
        self.findings: list[Finding] = []
        self.readings: dict[int, dict[tuple[str, ...], int]] = {}
        self.proven: set[int] = set()
        self._texts: dict[int, str | None] = {}

    def whole_file(self, verdict: Verdict) -> None:
        """Add what is wrong with the file as a whole."""
        self._add(verdict.rule, verdict.line, message=verdict.message, advice=verdict.help, fix=verdict.fix)

    def header(
        self,
        rule: str,
        line: int,
        message: str,
        advice: str,
        *,
        column: int | None = None,
        text: str = "",
        name: str | None = None,
        fix: Fix | FormFix | None = None,
        data: Mapping[str, str] = _NO_DATA,
    ) -> None:
        """Add what is wrong with the header.

        Args:
            rule: The rule.
            line: The header's line.
            message: What is wrong.
            advice: What to do.
            column: Number of the cell at fault, from 1.
            text: The header's text.
            name: The cell's value.
            fix: The right name, or what else can be done.
            data: Texts for the placeholders.
        """
        evidence, character = None, None
        if column is not None:
            place = place_of(text, column)
            line, character = line + place.line, place.character
            evidence = _evidence(text, place.start, place.end)
        self._add(
            rule,
            line,
            message=message,
            advice=advice,
            column=column,
            character=character,
            column_name=name,
            value=name,
            fix=fix,
            data=data,
            evidence=evidence,
        )

    def faulty(self, faulty: Faulty, line_text: str, column_name: str | None, message: str, advice: str) -> None:
        """Add a record that breaks the grammar, or a conflict.

        Args:
            faulty: It, as the reader gave it.
            line_text: Text of the line that is reported.
            column_name: Name of the column that the cell stands in.
            message: What is wrong.
            advice: What to do.
        """
        evidence = None
        if faulty.character is not None and self._wants_evidence(faulty.rule, faulty.column):
            start = faulty.character - 1
            evidence = _evidence(line_text, start, min(len(line_text), start + 1))
        self._add(
            faulty.rule,
            faulty.line,
            message=message,
            advice=advice,
            column=faulty.column,
            character=faulty.character,
            column_name=column_name,
            record=faulty.number,
            evidence=evidence,
            offset=faulty.start,
        )

    def blank_line(self, line: int, advice: str = "delete the empty line") -> None:
        """Add a physical line that is empty."""
        self._add("blank-record", line, message="the line is empty", advice=advice, fix=FormFix())

    def record(
        self,
        batch: Batch,
        row: int,
        rule: str,
        message: str,
        advice: str,
        customer_id: str | None,
        fix: FormFix | None = None,
    ) -> None:
        """Add what is wrong with a record as such."""
        evidence = None
        if self._wants_evidence(rule, None):
            evidence = _evidence(text_of(batch, row), 0, 0)._replace(cell=None)
        self._add(
            rule,
            batch.lines[row],
            message=message,
            advice=advice,
            record=batch.numbers[row],
            customer_id=customer_id,
            fix=fix,
            evidence=evidence,
            offset=batch.base + batch.starts[row],
        )

    def cell(
        self, batch: Batch, row: int, column: int, column_name: str, problem: Problem, customer_id: str | None
    ) -> None:
        """Add what is wrong with a cell; `column` counts from 1."""
        self.put(self.locate(batch, row, column, column_name, customer_id), problem)

    def locate(self, batch: Batch, row: int, column: int, column_name: str, customer_id: str | None) -> Finding:
        """Return a finding about a cell that only lacks what is wrong."""
        text = text_of(batch, row)
        place = place_of(text, column)
        return Finding(
            path=self._path,
            line=batch.lines[row] + place.line,
            column=column,
            character=place.character,
            record=batch.numbers[row],
            rule="",
            severity="error",
            column_name=column_name,
            customer_id=customer_id,
            value=batch.rows[row][column - 1],
            template="",
            advice="",
            data=_NO_DATA,
            evidence=_evidence(text, place.start, place.end),
            offset=batch.base + batch.starts[row],
        )

    def put(self, located: Finding, problem: Problem) -> None:
        """Add a finding that `locate` made, with what is wrong."""
        if problem.readings and located.column is not None:
            self._read(located.column, problem.readings, located.line)
            if self._texts.setdefault(located.column, located.value) != located.value:
                self.proven.add(located.column)
        severity = self._severity_of(problem.rule)
        if severity != "off":
            wanted = self._wants_evidence(problem.rule, located.column)
            self.findings.append(
                located._replace(
                    rule=problem.rule,
                    severity=severity,
                    template=problem.message,
                    advice=problem.help,
                    data=problem.data,
                    fix=problem.fix,
                    evidence=located.evidence if wanted else None,
                    readings=problem.readings,
                )
            )

    def prove(self, finding: Finding, before: str) -> None:
        """Take what a cell was in the version before as evidence for how its column is to be read."""
        names = [name for name, fix in finding.readings.items() if fix is not None and fix.value == before]
        if names and finding.column is not None:
            self._read(finding.column, names, finding.line)
            self.proven.add(finding.column)

    def _read(self, column: int, readings: Iterable[str], line: int) -> None:
        lines, names = self.readings.setdefault(column, {}), (*readings,)
        lines[names] = min(line, lines.get(names, line))

    def about_file(self, problem: Problem) -> None:
        """Add what is wrong with the file as against the version before."""
        self._add(problem.rule, 1, message=problem.message, advice=problem.help, data=problem.data)

    def wants(self, rule: str) -> bool:
        """Whether findings of a rule are kept."""
        return self._severity_of(rule) != "off"

    def _add(
        self,
        rule: str,
        line: int,
        *,
        message: str,
        advice: str,
        data: Mapping[str, str] = _NO_DATA,
        column: int | None = None,
        character: int | None = None,
        column_name: str | None = None,
        record: int | None = None,
        customer_id: str | None = None,
        value: str | None = None,
        fix: Fix | FormFix | None = None,
        evidence: Evidence | None = None,
        offset: int | None = None,
    ) -> None:
        severity = self._severity_of(rule)
        if severity == "off":
            return
        self.findings.append(
            Finding(
                path=self._path,
                line=line,
                column=column,
                character=character,
                record=record,
                rule=rule,
                severity=severity,
                column_name=column_name,
                customer_id=customer_id,
                value=value,
                template=message,
                advice=advice,
                data=data,
                fix=fix,
                evidence=evidence,
                offset=offset,
            )
        )

    def _wants_evidence(self, rule: str, column: int | None) -> bool:
        """Whether reports for people, which print so many of a kind, will show this one."""
        self._evidence[rule, column] += 1
        return self._evidence[rule, column] <= _EVIDENCE_PER_RULE_AND_COLUMN


def text_of(batch: Batch, row: int) -> str:
    """Return the text of a well-formed record, without its line end."""
    match = RECORD.match(batch.data, batch.starts[row])
    return match.group().decode(errors="surrogateescape") if match else ""


def _evidence(text: str, start: int, end: int) -> Evidence:
    """Cut the physical line on which `start` stands out of a record's text, around the cell."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [index for index in (text.find("\n", start), text.find("\r", start)) if index >= 0]
    last = min(ends, default=len(text))
    end = min(end, last)
    before, after = text[first:start], text[end:last]
    return Evidence(
        before if len(before) <= _REACH else f"…{before[-_REACH:]}",
        text[start:end] if end - start <= _REACH else f"{text[start : start + _REACH]}…",
        after if len(after) <= _REACH else f"{after[:_REACH]}…",
    )
