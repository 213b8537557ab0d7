"""The values that go from a check to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from proplint.text import MASK, ColumnName, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proplint.api import Fix


KEY_COLUMNS: Final = frozenset({"Customer ID", "Email"})
"""Columns that say which customer a record is about: what a spreadsheet did to them is repaired, and nothing else."""

DAMAGE: Final = "spreadsheet-damage"
"""The rule that knows from the version before what a cell was."""

NOT_COMPARED: Final = "Customer ID and Email were not compared: "
"""How a notice begins that says why keys had nothing to be compared with."""

NO_READINGS: Final[Mapping[str, Fix | None]] = {}
"""Those of a finding whose fix needs no column to decide."""


class FormFix(NamedTuple):
    """A repair that gives no cell another text: a line, a record or a column goes. Also a fix whose text is masked."""

    value: None = None
    safe: bool = True


class Evidence(NamedTuple):
    """A piece of the physical line on which a finding stands, for people to recognise it.

    Attributes:
        before: Text of the line before the cell; starts with "…" when cut.
        cell: Text of the cell as far as it stands on this line, raw (with its quotes); None for a record.
        after: Text of the line after the cell; ends with "…" when cut.
    """

    before: str
    cell: str | None
    after: str


class Finding(NamedTuple):
    """One thing that is wrong, and where.

    Attributes:
        path: The file, as reports show it: relative, with forward slashes; `-` for standard input.
        line: Physical line, from 1, where the cell (or the record) starts.
        column: Number of the cell in its record, from 1; None for a record, the header or the file.
        character: Character of that line, from 1, where the cell's text starts; None without a cell.
        record: Number of the data record, from 1; None for the header and the file.
        rule: Name of the rule.
        severity: `error` or `warning`.
        column_name: The column's name in the header; None without a cell.
        customer_id: The record's Customer ID, where it can be told.
        value: The cell's text; None without a cell.
        template: The message with `{placeholders}`; see `Problem`.
        advice: The help with `{placeholders}`; may be empty.
        data: What the placeholders stand for, but for `{value}` and `{fix}`.
        fix: The right value, where there is one, or what else `proplint fix` can do.
        evidence: The line it stands on; kept for the first findings of a rule and column only.
        offset: Byte of the file where the record starts; None for the header and the file.
        readings: See `Problem`; empty once the file is checked.
    """

    path: str
    line: int
    column: int | None
    character: int | None
    record: int | None
    rule: str
    severity: Literal["error", "warning"]
    column_name: str | None
    customer_id: str | None
    value: str | None
    template: str
    advice: str
    data: Mapping[str, str]
    fix: Fix | FormFix | None = None
    evidence: Evidence | None = None
    offset: int | None = None
    readings: Mapping[str, Fix | None] = NO_READINGS

    @property
    def message(self) -> str:
        """What is wrong, on one line and safe to show."""
        return render(self.template, self._texts)

    @property
    def help(self) -> str:
        """What to do, on one line and safe to show; may be empty."""
        return render(self.advice, self._texts)

    @property
    def _texts(self) -> Mapping[str, str]:
        fix = {} if self.fix is None or self.fix.value is None else {"fix": self.fix.value}
        return self.data if self.value is None else {"value": self.value, **fix, **self.data}

    @property
    def _masked(self) -> Mapping[str, str]:
        return {name: text if isinstance(text, ColumnName) else MASK for name, text in self.data.items()}

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sort key of reports: path, line, column, rule."""
        return (self.path, self.line, self.column or 0, self.rule)

    def is_fixable(self, *, unsafe: bool = False) -> bool:
        """Whether `proplint fix` repairs it; `unsafe` is whether it is told to repair what is not safe as well."""
        if self.fix is None:
            return False
        if self.column_name in KEY_COLUMNS:
            return self.fix.safe and self.rule == DAMAGE
        return self.fix.safe or unsafe

    def redacted(self) -> Finding:
        """Return the same finding with every text that came from a cell masked."""
        return self._replace(
            customer_id=None if self.customer_id is None else MASK,
            value=None if self.value is None else MASK,
            data={**self._masked, "fix": MASK} if self.fix else self._masked,
            fix=self.fix and FormFix(safe=self.fix.safe),
            evidence=None,
        )


class Summary(NamedTuple):
    """The counts at the end of a report; `fixable` is how much `proplint fix` repairs when it is told no more."""

    files: int
    records: int
    errors: int
    warnings: int
    fixable: int


class Shift(NamedTuple):
    """A block of `email-changed` findings that have one cause.

    Attributes:
        path: The file.
        first: Line of the first.
        last: Line of the last.
        records: Number of records.
        column_name: The column.
    """

    path: str
    first: int
    last: int
    records: int
    column_name: str


class Report(NamedTuple):
    """What a run found.

    Attributes:
        findings: Sorted by path, line, column, rule.
        notices: What the user should know that is no finding, such as what could not be checked.
        failures: Files that could not be checked, one message each; any makes the exit code 2.
        files: Number of files checked.
        records: Number of data records in them.
        shifts: Blocks of findings that have one cause; formats for people tell each once.
        unseen: The plugin files that the notices show, since nobody saw them as they are: path to digest.
        failures_redacted: The failures without what may come from a cell, where that is not the same.
    """

    findings: Sequence[Finding]
    notices: Sequence[str] = ()
    failures: Sequence[str] = ()
    files: int = 0
    records: int = 0
    shifts: Sequence[Shift] = ()
    unseen: Mapping[str, str] = {}
    failures_redacted: Sequence[str] = ()

    @property
    def summary(self) -> Summary:
        """The counts."""
        errors = sum(finding.severity == "error" for finding in self.findings)
        fixable = sum(finding.is_fixable() for finding in self.findings)
        return Summary(self.files, self.records, errors, len(self.findings) - errors, fixable)

    @property
    def fixable_if_unsafe(self) -> int:
        """How much more `proplint fix --unsafe` repairs."""
        return sum(finding.is_fixable(unsafe=True) for finding in self.findings) - self.summary.fixable

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 0 when clean, 1 with errors (or warnings, when `strict`), 2 when a file could not be checked."""
        if self.failures:
            return 2
        if strict:
            return 1 if self.findings else 0
        return 1 if any(finding.severity == "error" for finding in self.findings) else 0

    def redacted(self) -> Report:
        """Return the same report with every text that came from a cell masked."""
        findings = [finding.redacted() for finding in self.findings]
        return self._replace(findings=findings, failures=self.failures_redacted or self.failures)
