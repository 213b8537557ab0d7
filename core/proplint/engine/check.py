"""Checking one file: from its bytes to its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.conflicts import OPENING, count_lines, find_conflicts
from proplint.csvfile.grammar import line_ends
from proplint.csvfile.header import header_of
from proplint.csvfile.reader import Faulty, Reader
from proplint.csvfile.sniff import judge_bytes, judge_delimiter, judge_header, not_utf8
from proplint.engine.bind import ERROR_COLUMN, bind
from proplint.engine.identity import Identity
from proplint.engine.ledger import Ledger
from proplint.engine.records import BROKEN, FAULTS, RecordJudge
from proplint.model import FormFix
from proplint.registry import BUILT_IN
from proplint.rules import CORE_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proplint.api import Severity
    from proplint.config import Config
    from proplint.csvfile.grammar import Fault
    from proplint.csvfile.header import Header
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding
    from proplint.engine.identity import Differing
    from proplint.engine.screen.run import ScreenedRun
    from proplint.model import Finding
    from proplint.plugins import Host


SMALLEST: Final = 1 << 18
"""Below so many bytes of records, loading RE2 and compiling an automaton take longer than they spare."""


class FileResult(NamedTuple):
    """What one file came to.

    Attributes:
        findings: Sorted by line, column, rule.
        records: Number of its data records.
        notices: What could not be checked.
        header: The names of its columns; empty when there is no header.
        error_columns: Indexes of columns that hold an error file's messages.
        first_record: Offset where the first data record starts.
        first_line: Physical line there.
    """

    findings: Sequence[Finding]
    records: int = 0
    notices: Sequence[str] = ()
    header: Sequence[str] = ()
    error_columns: frozenset[int] = frozenset()
    first_record: int = 0
    first_line: int = 1


def check_source(
    source: Source,
    path: str,
    config: Config,
    host: Host,
    *,
    identity: Identity | None = None,
    progress: Callable[[int], None] | None = None,
) -> FileResult:
    """Check the bytes of one file.

    Args:
        source: The bytes.
        path: The file's name in reports.
        config: The configuration that governs it.
        host: Gives property types.
        identity: What its keys are compared with.
        progress: Called with the number of bytes that were read since it was called last.

    Raises:
        PluginError: A plugin failed.
    """
    ledger = Ledger(path, severities(config, host))
    for problem in identity.problems if identity else ():
        ledger.about_file(problem)
    return _sorted(_check(source, path, config, host, ledger, identity, progress or (lambda _: None)), ledger)


def _check(
    source: Source,
    path: str,
    config: Config,
    host: Host,
    ledger: Ledger,
    identity: Identity | None,
    progress: Callable[[int], None],
) -> FileResult | None:
    verdict = judge_bytes(source)
    if verdict:
        ledger.whole_file(verdict)
        return None
    header = header_of(source)
    if _header_fails(source, header, ledger):
        return None
    for line in header.blanks:
        ledger.blank_line(line, "delete the empty line before the header")
    verdict = judge_header(header.cells, header.text, header.line, BUILT_IN)
    if verdict:
        ledger.whole_file(verdict)
        return None
    binding = bind(header.cells, config, host)
    _report_header(source, path, header, binding, ledger)
    run = _run(source, header, binding, ledger, identity)
    told = _tell_bad_byte(source, header, ledger)
    progress(header.after)
    done = header.after
    for batch in run.batches():
        if batch is not None and batch.bad_byte >= 0 and not told:
            line = batch.line + line_ends(batch.data, 0, batch.bad_byte)
            ledger.whole_file(not_utf8(source, batch.base + batch.bad_byte, line))
            told = True
        progress(run.reader.position - done)
        done = run.reader.position
    if ledger.wants("fragile-value"):
        from proplint.engine.fragile import tell_fragile

        tell_fragile(source, header, binding, ledger, (identity or Identity()).day())
    notices = [*binding.notices, *run.finish()]
    if ledger.readings:
        from proplint.engine.readings import decide

        decide(ledger, source, header, binding)
    if any(config.across):
        from proplint.engine.across.run import judge_across

        notices += judge_across(source, header, binding, config, ledger)
    notices += _damage(source, header, binding, ledger, identity, run.differing)
    _settle_forms(source, header, ledger)
    return FileResult(
        findings=(),
        records=run.reader.number - 1,
        notices=notices,
        header=header.cells,
        error_columns=binding.error_columns,
        first_record=header.after,
        first_line=header.next_line,
    )


class _ScalarRun:
    """Checks the records of one file, each by the rules."""

    def __init__(
        self, source: Source, header: Header, binding: Binding, ledger: Ledger, identity: Identity | None
    ) -> None:
        self.reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
        self._source = source
        self._judge = RecordJudge(header.cells, binding, ledger, identity)

    def batches(self) -> Iterator[Batch]:
        """Judge all records, and give them."""
        for batch in self.reader.batches():
            self._judge.judge(batch, self._source, self.reader.position - batch.base)
            yield batch

    def finish(self) -> Sequence[str]:
        """Judge what only the end of the file tells; return notices."""
        return self._judge.finish()

    @property
    def differing(self) -> Differing | None:
        """The records that are not as they were."""
        return self._judge.differing


def _run(
    source: Source, header: Header, binding: Binding, ledger: Ledger, identity: Identity | None
) -> _ScalarRun | ScreenedRun:
    """Return the way in which a file's records are checked; the findings are the same."""
    if source.size - header.after >= SMALLEST:
        from proplint.engine.screen.run import ScreenedRun, can_screen

        if can_screen(header, binding):
            return ScreenedRun(source, header, binding, ledger, identity)
    return _ScalarRun(source, header, binding, ledger, identity)


def _damage(
    source: Source,
    header: Header,
    binding: Binding,
    ledger: Ledger,
    identity: Identity | None,
    differing: Differing | None,
) -> Sequence[str]:
    """Judge what a spreadsheet did since the version before; return notices."""
    before = identity.before if identity else None
    if differing is None or before is None or identity is None or not ledger.wants("spreadsheet-damage"):
        return ()
    from proplint.engine.damage import DamageJudge

    return DamageJudge(source, header, binding, before, ledger, identity.day).judge(differing)


def _settle_forms(source: Source, header: Header, ledger: Ledger) -> None:
    """Take back what can't be repaired beside records that are no whole ones; those are rare."""
    if any(isinstance(finding.fix, FormFix) for finding in ledger.findings):
        rules = {finding.rule for finding in ledger.findings}
        if any(rule in rules or not ledger.wants(rule) for rule in BROKEN):
            from proplint.engine.form import settle

            settle(source, header, ledger)


def _sorted(result: FileResult | None, ledger: Ledger) -> FileResult:
    findings = sorted(ledger.findings, key=lambda finding: finding.order)
    return FileResult(findings) if result is None else result._replace(findings=findings)


def severities(config: Config, host: Host) -> Callable[[str], Severity]:
    """Return what gives a rule its severity."""
    known: dict[str, Severity] = {}

    def severity_of(rule: str) -> Severity:
        if rule not in known:
            default: Severity = CORE_RULES[rule].severity if rule in CORE_RULES else "error"
            declared = host.rules().get(rule)
            known[rule] = config.rules.get(rule, declared.severity if declared else default)
        return known[rule]

    return severity_of


def _header_fails(source: Source, header: Header, ledger: Ledger) -> bool:
    """Report a header that can't be read at all."""
    if header.text.startswith(OPENING.decode()):
        conflicts = find_conflicts(source, header.start)
        if conflicts and conflicts[0].start == header.start:
            line, position = header.line, header.start
            for conflict in conflicts:
                line += count_lines(source, position, conflict.start)
                position = conflict.start
                faulty = Faulty("conflict-marker", line, None, None, None, conflict.start, conflict.end)
                ledger.faulty(faulty, "", None, *FAULTS["conflict-marker"])
            return True
    if header.fault:
        verdict = judge_delimiter(header.text, header.line, BUILT_IN)
        if verdict:
            ledger.whole_file(verdict)
        else:
            _report_fault(header, header.fault, ledger)
    return header.fault is not None


def _report_fault(header: Header, fault: Fault, ledger: Ledger) -> None:
    before = header.text.encode(errors="surrogateescape")[: fault.offset].decode(errors="surrogateescape")
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = header.line + line_ends(before.encode(errors="surrogateescape"))
    faulty = Faulty(fault.rule, line, fault.column, len(before) - start + 1, None, header.start, header.after)
    ledger.faulty(faulty, header.text[start:], None, *FAULTS[fault.rule])


def _report_header(source: Source, path: str, header: Header, binding: Binding, ledger: Ledger) -> None:
    for problem in binding.problems:
        if problem.rule == ERROR_COLUMN:
            from proplint.engine.errorcolumn import of_error_file

            problem = of_error_file(problem, source, path, header)  # noqa: PLW2901
        ledger.header(
            problem.rule,
            header.line,
            problem.message,
            problem.help,
            column=problem.column,
            text=header.text,
            name=None if problem.column is None else header.cells[problem.column - 1],
            fix=problem.fix,
            data=problem.data,
        )


def _tell_bad_byte(source: Source, header: Header, ledger: Ledger) -> bool:
    raw = source.read(header.start, header.after - header.start)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = header.line + line_ends(raw, 0, error.start)
        ledger.whole_file(not_utf8(source, header.start + error.start, line))
        return True
    return False
