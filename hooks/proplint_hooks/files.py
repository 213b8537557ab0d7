"""The hook `proplint-files`: the cells of the files it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proplint.checker import Checker
from proplint.cli.options import FilesCommand, Settings, emit, shared_options
from proplint.snapshot import WorkingTree, shown

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(cls=FilesCommand)
@click.argument("files", nargs=-1, metavar="[FILE]…")
@shared_options
def command(files: Sequence[str], settings: Settings) -> int:
    """Check the cells of FILEs, for hook runners that only know files.

    A runner may split its files over several processes; what concerns more than one file, or the version
    before, is the business of the hook `proplint`.
    """
    checker = Checker(WorkingTree(), local_plugins=settings.local_plugins, debug=settings.debug)
    checker.check(shown(name) for name in files)
    return emit(checker, settings)
