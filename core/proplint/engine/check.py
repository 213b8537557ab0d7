"""Checking one file: from its bytes to its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.grammar import line_ends
from proplint.csvfile.reader import Reader
from proplint.csvfile.sniff import not_utf8
from proplint.engine.identity import Identity
from proplint.engine.ledger import Ledger
from proplint.engine.opening import opened, tell_bad_byte
from proplint.engine.records import BROKEN, RecordJudge
from proplint.model import FormFix
from proplint.rules import CORE_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from proplint.api import Severity
    from proplint.config import Config
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
        left_out: Number of findings that are not among them, since the version before had them already.
    """

    findings: Sequence[Finding]
    records: int = 0
    notices: Sequence[str] = ()
    header: Sequence[str] = ()
    error_columns: frozenset[int] = frozenset()
    first_record: int = 0
    first_line: int = 1
    left_out: int = 0


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
    begun = opened(source, path, config, host, ledger)
    if begun is None:
        return None
    header, binding = begun
    run = _run(source, header, binding, ledger, identity)
    _read(run, source, header, ledger, progress)
    notices = [*binding.notices, *_concluded(run, source, header, binding, config, ledger, identity)]
    return FileResult(
        findings=(),
        records=run.reader.number - 1,
        notices=notices,
        header=header.cells,
        error_columns=binding.error_columns,
        first_record=header.after,
        first_line=header.next_line,
    )


def _read(
    run: _ScalarRun | ScreenedRun, source: Source, header: Header, ledger: Ledger, progress: Callable[[int], None]
) -> None:
    """Judge the records one after another; of bytes that are no UTF-8, the first is told."""
    told = tell_bad_byte(source, header, ledger)
    progress(header.after)
    done = header.after
    for batch in run.batches():
        if batch is not None and batch.bad_byte >= 0 and not told:
            line = batch.line + line_ends(batch.data, 0, batch.bad_byte)
            ledger.whole_file(not_utf8(source, batch.base + batch.bad_byte, line))
            told = True
        progress(run.reader.position - done)
        done = run.reader.position


def _concluded(
    run: _ScalarRun | ScreenedRun,
    source: Source,
    header: Header,
    binding: Binding,
    config: Config,
    ledger: Ledger,
    identity: Identity | None,
) -> Sequence[str]:
    """Judge what only the whole file tells; return notices."""
    if ledger.wants("fragile-value"):
        from proplint.engine.fragile import tell_fragile

        tell_fragile(source, header, binding, ledger, (identity or Identity()).day())
    notices = [*run.finish()]
    if any(config.across):
        from proplint.engine.across.run import judge_across

        screened = not isinstance(run, _ScalarRun)
        notices += judge_across(source, header, binding, config, ledger, screened=screened)
    notices += _damage(source, header, binding, ledger, identity, run.differing)
    if ledger.readings:  # of which what a spreadsheet did is evidence
        from proplint.engine.readings import decide

        decide(ledger, source, header, binding)
    _settle_forms(source, header, ledger)
    return notices


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
