"""The hook `proplint-fix`: repairs the files it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proplint.checker import Checker
from proplint.cli.comparing import compare
from proplint.cli.fix import tell
from proplint.cli.options import DEBUG, NO_LOCAL, QUIET, STATS, FilesCommand
from proplint.discovery import governed_among
from proplint.repair.fixer import Fixer
from proplint.repair.telling import Telling
from proplint.snapshot import WorkingTree, shown
from proplint_hooks.judging import with_configuration

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(cls=FilesCommand)
@click.argument("files", nargs=-1, metavar="[FILE]…")
@NO_LOCAL
@click.option("--redact", is_flag=True, help="Mask values in what is printed.")
@QUIET
@DEBUG
@STATS
def command(files: Sequence[str], *, no_local_plugins: bool, redact: bool, quiet: bool, debug: bool) -> int:
    """Repair those of FILEs that a proplint.yaml governs, as far as it is safe.

    What spreadsheets destroyed is taken from HEAD. Nothing is staged: look at what changed, and `git add` it.
    """
    snapshot = WorkingTree()
    compared = compare(snapshot, None, require=False)
    checker = Checker(snapshot, local_plugins=not no_local_plugins, comparer=compared.comparer, debug=debug)
    if compared.failure:
        checker.fail(compared.failure)
    fixer = Fixer(checker)
    fixer.fix(governed_among(with_configuration(map(shown, files), checker), checker))
    if compared.notice and fixer.files:
        checker.notice(compared.notice)
    return tell(fixer, checker, Telling(unsafe=False, redact=redact), quiet=quiet)
