"""The hook `proplint`: the whole change that is about to be committed, in one process."""

from __future__ import annotations

import posixpath
import sys
from typing import TYPE_CHECKING

import click

from proplint.checker import Checker, governed_among
from proplint.cli.options import Settings, emit, shared_options
from proplint.cli.run import run
from proplint.exceptions import ProplintError, UsageError
from proplint.git.repository import INDEX, Repository
from proplint.snapshot import CONFIG_NAME, Tree, WorkingTree, folders_above

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from proplint.git.repository import Change

NOTHING_TO_COMPARE = (
    "the index is the same as HEAD: every governed file was checked as it is on disk, "
    "and Customer ID and Email had nothing to be compared with"
)


@click.command()
@shared_options
def command(settings: Settings) -> int:
    """Check what git is about to commit: every governed CSV file that the index changes against HEAD.

    A changed configuration brings in all files that it governs. When the index changes nothing, as in CI,
    every governed file is checked.
    """
    repository = Repository.around()
    if repository is None:
        raise UsageError("this hook needs a git repository around the working folder, and git")
    index = Tree.of_index(repository)
    if not any(posixpath.basename(path) == CONFIG_NAME for path in index.entries):
        raise UsageError(
            f"no {CONFIG_NAME} is in git here, so no file is governed\n"
            f"Make one with `proplint init EXPORT.csv`, and `git add {CONFIG_NAME}`."
        )
    changes = repository.changes(repository.head or repository.empty_tree(), INDEX)
    checker = Checker(index if changes else WorkingTree(), local_plugins=settings.local_plugins, debug=settings.debug)
    found = _candidates(changes, index, checker) if changes else checker.snapshot.files(repository.top)
    governed = [path for path in found if checker.governors.name_for(path) is not None]
    checker.check(governed_among(governed, checker))
    if not changes:
        checker.notice(NOTHING_TO_COMPARE)
    return emit(checker.report(), settings, error_files=checker.written)


def _candidates(changes: Iterable[Change], index: Tree, checker: Checker) -> Iterator[str]:
    """Give the files that the change touches, and those whose configuration it touches."""
    touched = {path for change in changes for path in (change.old, change.new) if path is not None}
    modules = {path for path in touched if path.endswith(".py")}
    for full in index.entries:
        path = index.shown(full)
        changed = full in touched or _is_governed_anew(full, index, touched)
        if full in touched and posixpath.basename(full) == CONFIG_NAME:
            _require_valid(path, checker)  # also where it governs no file yet
        elif changed or (modules and not modules.isdisjoint(_plugin_files(path, index, checker))):
            yield path


def _require_valid(config: str, checker: Checker) -> None:
    try:
        checker.governors.read(config)
    except ProplintError as error:
        checker.fail(error)


def _is_governed_anew(full: str, index: Tree, touched: Container[str]) -> bool:
    """Whether the configuration of a file changed, or one that was nearer is gone."""
    for folder in folders_above(full):
        name = posixpath.join(folder, CONFIG_NAME)
        if name in touched or name in index.entries:
            return name in touched
    return False


def _plugin_files(path: str, index: Tree, checker: Checker) -> set[str]:
    """Return the plugin files that the configuration of a file lists: they are part of it."""
    try:
        config = checker.governors.of(path).config
    except ProplintError:
        return set()  # said when a file that it governs is checked
    if config.path is None:
        return set()
    folder = posixpath.dirname(index.full(config.path))
    return {posixpath.normpath(posixpath.join(folder, name)) for name in config.plugins if name.endswith(".py")}


def main() -> None:
    """Run the hook and exit."""
    sys.exit(run(command, sys.argv[1:], name="proplint"))
