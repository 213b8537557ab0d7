"""The hook `proplint`: the whole change that is about to be committed, in one process."""

from __future__ import annotations

import os
import posixpath
import sys
from typing import TYPE_CHECKING

import click

from proplint.checker import Checker, governed_among
from proplint.cli.options import Settings, emit, shared_options
from proplint.cli.run import run
from proplint.comparer import Comparer
from proplint.exceptions import ProplintError, UsageError
from proplint.git.bases import INDEX, of_range, of_work
from proplint.git.history import History
from proplint.git.repository import Repository
from proplint.model import NOT_COMPARED
from proplint.snapshot import CONFIG_NAME, Tree, WorkingTree, folders_above, shown_from_top

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from proplint.git.bases import Base

UNCHANGED = (
    f"{NOT_COMPARED}the index is the same as HEAD, so every governed file was checked as it is on disk; "
    "`proplint check --base REV` compares with a revision"
)


@click.command()
@click.option("--require-base", is_flag=True, help="Exit with 2 when there is nothing to compare with.")
@shared_options
def command(*, require_base: bool, settings: Settings) -> int:
    """Check what git is about to commit: every governed CSV file that the index changes against HEAD.

    A changed configuration brings in all files that it governs. Customer ID and Email are compared with the
    version before. When the index changes nothing, as in CI, every governed file is checked; a range that the
    hook runner names is read from its last commit.
    """
    repository = Repository.around()
    if repository is None:
        raise UsageError("this hook needs a git repository around the working folder, and git")
    base = of_range(repository, os.environ) or of_work(repository, INDEX, os.environ)
    tree = Tree.of_index(repository) if base.side == INDEX else Tree.of_commit(repository, base.side)
    if not any(posixpath.basename(path) == CONFIG_NAME for path in tree.entries):
        raise UsageError(
            f"no {CONFIG_NAME} is in git here, so no file is governed\n"
            f"Make one with `proplint init EXPORT.csv`, and `git add {CONFIG_NAME}`."
        )
    return _judge(tree, base, settings, require_base=require_base)


def _judge(tree: Tree, base: Base, settings: Settings, *, require_base: bool) -> int:
    history = History(tree.repository, base)
    changed = bool(history.changes()) or base.side != INDEX
    snapshot = tree if changed else WorkingTree()
    nothing = f"{NOT_COMPARED}{base.nothing}" if base.nothing else "" if changed else UNCHANGED
    if require_base and nothing:
        raise UsageError(f"--require-base: {nothing}")
    comparer = None if nothing else Comparer(history, snapshot)
    checker = Checker(snapshot, local_plugins=settings.local_plugins, comparer=comparer, debug=settings.debug)
    found = _candidates(history, tree, checker) if changed else snapshot.files(tree.repository.top)
    governed = [path for path in found if checker.governors.name_for(path) is not None]
    checker.check(governed_among(governed, checker))
    if comparer is not None:
        _tell_removed(comparer, tree, checker)
    if nothing and checker.has_checked:
        checker.notice(nothing)
    return emit(checker.report(), settings, error_files=checker.written)


def _tell_removed(comparer: Comparer, tree: Tree, checker: Checker) -> None:
    """Report governed files that are gone, unless their customers stand in another file of the change now."""
    for version, change in comparer.history.changed():
        path = shown_from_top(tree.repository, version.path)
        if (
            change.new != change.old
            and checker.governors.name_for(path) is not None
            and governed_among([path], checker)
        ):
            problem = comparer.removed(version)
            if problem is not None:
                checker.about_file(path, problem)


def _candidates(history: History, index: Tree, checker: Checker) -> Iterator[str]:
    """Give the files that the change touches, and those whose configuration it touches."""
    touched = {path for change in history.changes() for path in (change.old, change.new) if path is not None}
    modules = {path for path in touched if path.endswith(".py")}
    for full in index.entries:
        path = index.name(full)
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
