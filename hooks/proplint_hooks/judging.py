"""Judging a change as a whole: what the hooks for commits, pushes and servers share."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from proplint.discovery import governed_among
from proplint.exceptions import ProplintError
from proplint.snapshot import CONFIG_NAME, folders_above, shown_from_top

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from proplint.checker import Checker
    from proplint.comparer import Comparer
    from proplint.git.history import History
    from proplint.snapshot import Tree


def judge_change(
    history: History, tree: Tree, checker: Checker, comparer: Comparer | None, *, configs: bool = True
) -> None:
    """Check the governed files that a change touches, and tell those that it removes.

    Args:
        history: The change.
        tree: The files after it.
        checker: Checks them.
        comparer: What the checker compares with; None where there is nothing.
        configs: Whether the configurations in the change count.

    Raises:
        GitError: The change can't be read.
    """
    found = _candidates(history, tree, checker) if configs else _touched(history, tree)
    governed = [path for path in found if checker.governors.name_for(path) is not None]
    checker.check(governed_among(governed, checker))
    if comparer is not None:
        _tell_removed(comparer, tree, checker)


def _tell_removed(comparer: Comparer, tree: Tree, checker: Checker) -> None:
    """Report governed files that are gone, unless their customers stand in another file of the change now."""
    for version, change in comparer.history.changed():
        path = shown_from_top(tree.repository, version.path)
        if change.new == change.old or checker.governors.name_for(path) is None:
            continue
        if governed_among([path], checker):
            problem = comparer.removed(version)
            if problem is not None:
                checker.about_file(path, problem)


def _touched(history: History, tree: Tree) -> Iterator[str]:
    for change in history.changes():
        if change.new is not None and change.new in tree.entries:
            yield tree.name(change.new)


def _candidates(history: History, tree: Tree, checker: Checker) -> Iterator[str]:
    """Give the files that the change touches, and those whose configuration it touches."""
    touched = {path for change in history.changes() for path in (change.old, change.new) if path is not None}
    modules = {path for path in touched if path.endswith(".py")}
    for full in tree.entries:
        path = tree.name(full)
        changed = full in touched or _is_governed_anew(full, tree, touched)
        if full in touched and posixpath.basename(full) == CONFIG_NAME:
            _require_valid(path, checker)  # also where it governs no file yet
        elif changed or (modules and not modules.isdisjoint(_plugin_files(path, tree, checker))):
            yield path


def _require_valid(config: str, checker: Checker) -> None:
    try:
        checker.governors.read(config)
    except ProplintError as error:
        checker.fail(error)


def _is_governed_anew(full: str, tree: Tree, touched: Container[str]) -> bool:
    """Whether the configuration of a file changed, or one that was nearer is gone."""
    for folder in folders_above(full):
        name = posixpath.join(folder, CONFIG_NAME)
        if name in touched or name in tree.entries:
            return name in touched
    return False


def _plugin_files(path: str, tree: Tree, checker: Checker) -> set[str]:
    """Return the plugin files that the configuration of a file lists: they are part of it."""
    try:
        config = checker.governors.of(path).config
    except ProplintError:
        return set()  # said when a file that it governs is checked
    if config.path is None:
        return set()
    folder = posixpath.dirname(tree.full(config.path))
    return {posixpath.normpath(posixpath.join(folder, name)) for name in config.plugins if name.endswith(".py")}
