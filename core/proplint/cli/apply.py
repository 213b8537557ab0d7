"""`proplint apply`."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final

import click

from proplint.apply.errorfile import read_error_file
from proplint.apply.run import Applier
from proplint.apply.targets import csv_of, error_files
from proplint.apply.words import about_kept, about_taken, by_hand, still_wrong
from proplint.checker import Checker
from proplint.cli.comparing import compare
from proplint.cli.differences import show_difference
from proplint.cli.options import CONFIG, DEBUG, NO_LOCAL, STATS, FilesCommand, was_shown
from proplint.cli.run import COULD_NOT_RUN
from proplint.csvfile.source import BytesSource, FileSource, open_source, pieces
from proplint.exceptions import InputError, ProplintError, UsageError
from proplint.identity.shifts import find_shifts
from proplint.model import Report
from proplint.output import write_back
from proplint.report import Style, render, wants_color
from proplint.snapshot import WorkingTree, shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.apply.errorfile import ErrorFile
    from proplint.apply.run import Applied
    from proplint.engine.check import FileResult
    from proplint.model import Finding

_SHOWN: Final = 100


@click.command(cls=FilesCommand)
@click.argument("files", nargs=-1, required=True, metavar="ERROR_FILE…")
@click.option("--to", "target", type=click.Path(), metavar="CSV", help="The CSV that the rows came from.")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--overwrite", is_flag=True, help="Take a row also where nothing tells that it is newer than the CSV's record."
)
@click.option(
    "--base",
    metavar="REV",
    help="Compare Customer ID and Email with this revision; `none` does not.  [default: HEAD]",
)
@CONFIG
@NO_LOCAL
@DEBUG
@STATS
def command(
    files: Sequence[str],
    *,
    target: str | None,
    diff: bool,
    overwrite: bool,
    base: str | None,
    config: str | None,
    no_local_plugins: bool,
    debug: bool,
) -> int:
    """Take the corrected rows of each ERROR_FILE back into the CSV that they came from.

    ERROR_FILE is a file that `proplint check --error-files` wrote, one that ikas sent, or a folder of such files;
    a spreadsheet may have saved it in its own form. Rows are found by Customer ID, only cells that were corrected
    change, and the rest of the CSV stays as it is, byte for byte. Where a row does not fit the CSV any more,
    nothing is written into that CSV.

    Exit codes: 0 taken, and no mistakes are left in the CSV; 1 taken, and some are left; 2 nothing was written.
    """
    snapshot = WorkingTree()
    compared = compare(snapshot, base, require=False)
    if compared.failure:
        raise compared.failure
    checker = Checker(
        snapshot,
        config=None if config is None else shown(config),
        local_plugins=not no_local_plugins,
        comparer=compared.comparer,
        debug=debug,
    )
    run = _Run(checker, diff=diff, overwrite=overwrite, debug=debug)
    for csv, sources in run.by_csv(error_files(files), target).items():
        run.apply(csv, sources)
    if compared.notice:
        checker.notice(compared.notice)
    return run.finish()


class _Run:
    """One call of the command: CSV by CSV; one that fails does not keep the others from being done."""

    def __init__(self, checker: Checker, *, diff: bool, overwrite: bool, debug: bool) -> None:
        self._checker = checker
        self._diff = diff
        self._overwrite = overwrite
        self._debug = debug
        self._failed = False
        self._findings: list[Finding] = []
        self._files = 0
        self._records = 0

    def by_csv(self, paths: Sequence[str], target: str | None) -> dict[str, list[str]]:
        """Return the error files of each CSV."""
        found: dict[str, list[str]] = {}
        for path in paths:
            with self._surviving():
                csv = csv_of(path) if target is None else shown(target)
                if os.path.realpath(csv) == os.path.realpath(path):
                    raise UsageError(f"{escaped(path)}: is the CSV itself: name the CSV that it came from with --to")
                found.setdefault(csv, []).append(path)
        return found

    def apply(self, csv: str, paths: Sequence[str]) -> None:
        """Take error files into one CSV."""
        with self._surviving():
            files = [_read(path) for path in paths]
            # Closing it raises where the file changed meanwhile.
            with contextlib.closing(open_source(csv)) as source:
                if not isinstance(source, FileSource):
                    raise InputError(f"{escaped(csv)}: is no regular file, so nothing can be taken into it")
                applied = Applier(csv, source, self._checker, overwrite=self._overwrite).apply(files)
                if self._diff and applied.after is not None and not applied.conflicts:
                    show_difference(csv, source, applied.after)
                told = applied.result and self._checker.told(
                    applied.result, applied.after or source, csv, on_disk=source
                )
            with contextlib.closing(applied.after or BytesSource(b"")):
                if applied.conflicts:
                    self._refuse(csv, applied)
                else:
                    self._write(csv, paths, applied, source.state)
                    self._tell(csv, told)

    def finish(self) -> int:
        """Report the mistakes that are left; return the exit code."""
        findings = sorted(self._findings, key=lambda finding: finding.order)
        checked = self._checker.report()
        report = Report(findings, checked.notices, (), self._files, self._records, find_shifts(findings))
        if self._files:
            style = Style(color=wants_color(sys.stdout, os.environ), hint=False)
            for piece in render("full" if sys.stdout.isatty() else "concise", report, style):
                self._say(piece)
            was_shown(checked.unseen, 1)
        return COULD_NOT_RUN if self._failed else report.exit_code()

    def _write(self, csv: str, paths: Sequence[str], applied: Applied, state: tuple[int, int, int, int]) -> None:
        if applied.after is not None and not self._diff:
            write_back(csv, pieces(applied.after), state)
        about_rows = (*about_kept(applied, csv), *by_hand(applied, csv), *still_wrong(applied))
        for line in (*about_taken(applied, paths, csv, would=self._diff), *about_rows):
            self._say(f"{line}\n")

    def _tell(self, csv: str, result: FileResult | None) -> None:
        if result is not None:
            for text in result.notices:
                self._checker.notice(f"{escaped(csv)}: {text}")
            self._findings += result.findings
            self._files += 1
            self._records += result.records

    def _refuse(self, csv: str, applied: Applied) -> None:
        self._failed = True
        for conflict in applied.conflicts[:_SHOWN]:
            sys.stderr.write(f"{conflict}\n")
        more = len(applied.conflicts) - _SHOWN
        if more > 0:
            sys.stderr.write(f"and {more:,} more\n")
        sys.stderr.write(f"proplint: nothing is written into {escaped(csv)}: correct these rows, or delete them here\n")
        if applied.stale:
            sys.stderr.write(
                "`proplint check --error-files DIR` writes an error file of what is wrong now; "
                "--overwrite takes what stands here, whatever was changed in the CSV since.\n"
            )

    def _say(self, text: str) -> None:
        (sys.stderr if self._diff else sys.stdout).write(text)

    @contextlib.contextmanager
    def _surviving(self) -> Iterator[None]:
        try:
            yield
        except ProplintError as error:
            if self._debug:
                raise
            self._failed = True
            sys.stderr.write(f"proplint: {error}\n")


def _read(path: str) -> ErrorFile:
    from datetime import datetime

    source = open_source(path)
    try:
        saved = datetime.fromtimestamp(os.stat(path).st_mtime).astimezone().date()
        return read_error_file(source, path, saved)
    finally:
        source.close()
