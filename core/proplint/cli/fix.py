"""`proplint fix`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from proplint.checker import STDIN, Checker
from proplint.cli.comparing import compare
from proplint.cli.differences import show_difference
from proplint.cli.options import CONFIG, DEBUG, NO_LOCAL, QUIET, STATS, FilesCommand, progress, was_shown
from proplint.discovery import expand
from proplint.engine.names import is_error_file
from proplint.exceptions import InputError, UsageError
from proplint.repair.fixer import Fixer
from proplint.repair.telling import Telling
from proplint.snapshot import WorkingTree, shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(cls=FilesCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--unsafe", is_flag=True, help="Repair also what may have meant something else.")
@click.option(
    "--restore-format",
    "restore",
    is_flag=True,
    help="Give files the quotes, line ends, columns and rows back that the version before has.",
)
@click.option("--diff", is_flag=True, help="Print what would change as a unified diff, and write nothing.")
@click.option(
    "--base",
    metavar="REV",
    help="Take what spreadsheets destroyed from this revision; `none` does not.  [default: HEAD]",
)
@CONFIG
@NO_LOCAL
@click.option("--redact", is_flag=True, help="Mask values in what is printed.")
@QUIET
@DEBUG
@STATS
def command(
    paths: Sequence[str],
    *,
    unsafe: bool,
    restore: bool,
    diff: bool,
    base: str | None,
    config: str | None,
    no_local_plugins: bool,
    redact: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Repair CSV files where they lie.

    Only what can be decided and loses nothing is repaired: the value before where a spreadsheet destroyed it,
    another spelling of a value, empty lines. Every other byte stays as it is. PATH is as in `proplint check`.

    Exit codes: 0 nothing was wrong, 1 something was repaired or is left, 2 could not run.
    """
    if STDIN in paths:
        raise UsageError("standard input can't be repaired where it lies: write it to a file, and name that")
    if diff and redact:
        raise UsageError("--diff shows what changes, --redact hides it: leave one out")
    snapshot = WorkingTree()
    compared = compare(snapshot, base, require=False)
    checker = Checker(
        snapshot,
        config=None if config is None else shown(config),
        local_plugins=not no_local_plugins,
        progress=progress(quiet=quiet),
        comparer=compared.comparer,
        debug=debug,
    )
    if compared.failure:
        checker.fail(compared.failure)
    fixer = Fixer(checker, unsafe=unsafe, restore=restore, show=show_difference if diff else None)
    fixer.fix(_repairable(paths, checker))
    if compared.notice:
        checker.notice(compared.notice)
    return tell(fixer, checker, Telling(unsafe=unsafe, dry=diff, redact=redact), quiet=quiet, aside=diff)


def tell(fixer: Fixer, checker: Checker, telling: Telling, *, quiet: bool, aside: bool = False) -> int:
    """Print what was done and what is left.

    Args:
        fixer: Repaired the files.
        checker: Knows what is left of them.
        telling: How it is told.
        quiet: Whether nothing is printed when nothing was wrong.
        aside: Whether it goes to standard error.

    Returns:
        The exit code.
    """
    report = checker.report()
    code = report.exit_code() or int(any(file.repairs for file in fixer.files))
    stream = sys.stderr if aside else sys.stdout
    if code or report.findings or not quiet:
        for file in fixer.files:
            stream.writelines(f"{line}\n" for line in telling.about(file))
        stream.writelines(f"notice: {notice}\n" for notice in report.notices)
        if fixer.files or not report.failures:
            stream.write(f"{telling.summary(fixer.files)}\n")
        was_shown(report.unseen, code)
    for failure in telling.failures(report):
        sys.stderr.write(f"proplint: {failure}\n")
    return code


def _repairable(paths: Sequence[str], checker: Checker) -> list[str]:
    """Return the files that are meant; an error file is told, and files that nobody named need a configuration."""
    named = {shown(path) for path in paths}
    found: list[str] = []
    for path in expand(paths, checker):
        if is_error_file(path):
            message = "is an error file: correct its rows, then `proplint apply` takes them back into their CSV file"
            checker.fail(InputError(f"{escaped(path)}: {message}"))
        elif path in named or checker.governors.name_for(path) is not None:
            found.append(path)
        else:
            checker.notice(f"{escaped(path)} is left alone: no proplint.yaml governs it, and it was not named")
    return found
