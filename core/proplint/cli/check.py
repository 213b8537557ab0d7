"""`proplint check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proplint.checker import STDIN, Checker
from proplint.cli.comparing import compare
from proplint.cli.options import CONFIG, FilesCommand, Settings, emit, progress, shared_options
from proplint.discovery import expand, governed_below
from proplint.exceptions import UsageError
from proplint.snapshot import Tree, WorkingTree, shown

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(cls=FilesCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--staged", is_flag=True, help="Read files and configurations from git's index, not from disk.")
@click.option(
    "--base",
    metavar="REV",
    help="Compare Customer ID and Email with this revision; `none` does not.  [default: HEAD]",
)
@click.option("--require-base", is_flag=True, help="Exit with 2 when there is nothing to compare with.")
@click.option("--new", "only_new", is_flag=True, help="Leave out what the version before had already.")
@CONFIG
@click.option(
    "--error-files",
    type=click.Path(),
    metavar="DIR",
    help="Write the failing rows of each file there, as a CSV with a column that tells what is wrong.",
)
@shared_options
def command(
    paths: Sequence[str],
    *,
    staged: bool,
    base: str | None,
    require_base: bool,
    only_new: bool,
    config: str | None,
    error_files: str | None,
    settings: Settings,
) -> int:
    """Check CSV files.

    PATH is a file, a folder, a pattern such as "customers/*.csv", or - for standard input. Without one, all
    files that the nearest proplint.yaml governs are checked.
    """
    if staged and STDIN in paths:
        raise UsageError("standard input is not in the index: leave out - or --staged")
    snapshot = _index() if staged else WorkingTree()
    compared = compare(snapshot, base, require=require_base)
    checker = Checker(
        snapshot,
        config=None if config is None else shown(config),
        local_plugins=settings.local_plugins,
        error_files=error_files,
        progress=progress(quiet=settings.quiet),
        comparer=compared.comparer,
        only_new=only_new,
        debug=settings.debug,
    )
    if compared.failure:
        checker.fail(compared.failure)
    checker.check(_staged_files(paths, checker) if staged else expand(paths, checker))
    if compared.notice and {*paths} != {STDIN} and checker.has_checked:
        checker.notice(compared.notice)
    return emit(checker, settings)


def _index() -> Tree:
    from proplint.git.repository import Repository

    repository = Repository.around()
    if repository is None:
        raise UsageError("--staged needs a git repository around the working folder, and git")
    return Tree.of_index(repository)


def _staged_files(paths: Sequence[str], checker: Checker) -> list[str]:
    """Return the files that are meant: all governed ones, or those named or below a named folder."""
    if not paths:
        return governed_below(".", checker)
    found: list[str] = []
    for path in map(shown, paths):
        below = governed_below(path, checker)
        found += below or [path]
    return found
