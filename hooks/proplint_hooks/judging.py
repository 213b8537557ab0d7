"""Judging a change as a whole: what the hooks for commits, pushes and servers share."""

from __future__ import annotations

import posixpath
import sys
from typing import TYPE_CHECKING

from proplint.checker import Checker
from proplint.comparer import Comparer
from proplint.discovery import governed_among
from proplint.exceptions import ProplintError, UsageError
from proplint.model import NOT_COMPARED
from proplint.snapshot import CONFIG_NAME, folders_above, shown_from_top
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from proplint.cli.options import Settings
    from proplint.git.history import History
    from proplint.snapshot import Tree


def judge(history: History, tree: Tree, settings: Settings, *, configs: bool = True) -> Checker:
    """Check the governed files that a change touches, and tell those that it removes.

    Args:
        history: The change.
        tree: The files after it.
        settings: What the shared options say.
        configs: Whether the configurations in the change count, the plugin files that they list, and the error files
            that they ask for.

    Returns:
        The checker, with its report.

    Raises:
        GitError: The change can't be read.
    """
    nothing = history.base.nothing
    comparer = None if nothing else Comparer(history, tree)
    local_plugins = settings.local_plugins and configs
    error_files = None if configs else ""  # in a bare repository nobody would find them
    checker = Checker(
        tree, local_plugins=local_plugins, error_files=error_files, comparer=comparer, debug=settings.debug
    )
    found = _candidates(history, tree, checker) if configs else _touched(history, tree)
    checker.check(governed_among(with_configuration(found, checker), checker))
    if comparer is not None:
        _tell_removed(comparer, tree, checker)
    if nothing and checker.has_checked:
        checker.notice(f"{NOT_COMPARED}{nothing}")
    return checker


def with_configuration(paths: Iterable[str], checker: Checker) -> list[str]:
    """Return those of some files that have a configuration at all; others are not a hook's business."""
    return [path for path in paths if checker.governors.name_for(path) is not None]


def pushed_lines(fields: int, hook: str) -> Iterator[list[str]]:
    """Give the fields of each line on standard input: one for each ref that is pushed.

    Raises:
        UsageError: A line has another number of fields than git's lines for this hook.
    """
    for line in sys.stdin:
        found = line.split()
        if len(found) != fields:
            raise UsageError(f"standard input has a line that is none of git's {hook}: {escaped(line.strip())}")
        yield found


def _tell_removed(comparer: Comparer, tree: Tree, checker: Checker) -> None:
    """Report governed files that are gone, unless their customers stand in another file of the change now."""
    for version, change in comparer.history.changed():
        path = shown_from_top(tree.repository, version.path)
        if change.new != change.old and governed_among(with_configuration([path], checker), checker):
            problem = comparer.removed(version, change)
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
