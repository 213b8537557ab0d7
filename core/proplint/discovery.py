"""Which files a run is about: what the command line names, and what a configuration governs."""

from __future__ import annotations

import glob
import os
from typing import TYPE_CHECKING

from proplint.checker import STDIN
from proplint.engine.names import is_error_file
from proplint.exceptions import InputError, ProplintError
from proplint.snapshot import shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proplint.checker import Checker


def expand(paths: Sequence[str], checker: Checker) -> list[str]:
    """Return the files that the command line means: files, folders, patterns, or all that is governed.

    What does not exist becomes a failure of the checker.
    """
    if not paths:
        return _default(checker)
    found: list[str] = []
    for path in paths:
        if path == STDIN:
            found.append(path)
            continue
        try:
            found += _expand_one(path, checker)
        except ProplintError as error:
            checker.fail(error)
    return found


def _default(checker: Checker) -> list[str]:
    config = checker.governors.name_for("x.csv")
    start = "." if config is None else shown(os.path.dirname(config) or os.curdir)
    found = governed_below(start, checker)
    if not found and not checker.has_failed:
        which = "" if config is None else f" that {escaped(config)} governs"
        checker.fail(InputError(f"there is no CSV file here{which}; name the files to check"))
    return found


def _expand_one(path: str, checker: Checker) -> list[str]:
    if os.path.isdir(path):
        found = governed_below(path, checker)
        if not found:
            raise InputError(f"{escaped(path)}: is a folder without a CSV file to check")
        return found
    if not os.path.lexists(path) and glob.has_magic(path):
        matching = glob.glob(path, recursive=True)
        found = [name for name in matching if os.path.isfile(name) and not is_error_file(name)]
        if not found:
            raise InputError(f"{escaped(path)}: no file matches this pattern")
        return [shown(name) for name in found]
    return [shown(path)]


def governed_below(folder: str, checker: Checker) -> list[str]:
    """Return the files below a folder that discovery takes."""
    return governed_among(checker.snapshot.files(folder), checker)


def governed_among(paths: Iterable[str], checker: Checker) -> list[str]:
    """Return those of some files that discovery takes: the configuration's `files` match them."""
    found = []
    for path in paths:
        if is_error_file(path):
            continue
        try:
            if checker.governors.governs(path):
                found.append(path)
        except ProplintError as error:
            checker.fail(error)
    return found
