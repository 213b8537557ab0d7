"""Which CSV an error file came from: one beside it, or at its path below the folder of error files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from proplint.engine.names import is_error_file
from proplint.exceptions import InputError
from proplint.snapshot import shown
from proplint.text import command_word, escaped
from proplint.upwards import folders_upwards, is_repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SUFFIX: Final = len(".errors.csv")
_UP: Final = "_up"
_SHOWN: Final = 5


def error_files(paths: Sequence[str]) -> list[str]:
    """Return the error files that the command line means: files, and those below folders.

    Raises:
        InputError: A folder has none.
    """
    found: list[str] = []
    for path in paths:
        below = [path]
        if os.path.isdir(path):
            walked = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in sorted(names))
            below = [name for name in walked if is_error_file(name)]
            if not below:
                raise InputError(f"{escaped(path)}: is a folder without an error file (NAME.errors.csv)")
        found += [shown(one) for one in below if shown(one) not in found]
    return found


def csv_of(path: str) -> str:
    """Return the CSV that an error file came from.

    Raises:
        InputError: There is none, or several may be meant.
    """
    found = _candidates(path)
    if len(found) == 1:
        return found[0]
    command = "`proplint apply {} --to {}`"
    if not found:
        raise InputError(
            f"{escaped(path)}: which CSV it came from can't be told: name it with "
            + command.format(command_word(path), "CSV")
        )
    ways = ", or ".join(command.format(command_word(path), command_word(one)) for one in found[:_SHOWN])
    raise InputError(f"{escaped(path)}: may have come from several CSV files: write {ways}")


def _candidates(path: str) -> list[str]:
    if not is_error_file(path):
        return []
    name = os.path.basename(path)[:-_SUFFIX]
    found: dict[str, str] = {}
    for folder in _folders(os.path.dirname(os.path.abspath(path))):
        for one in _named(folder, name):
            if not is_error_file(one):
                found.setdefault(os.path.realpath(one), shown(one))
    return [*found.values()]


def _folders(own: str) -> Iterator[str]:
    """Give the folders in which the CSV may be: that of the error file, and those that its path may mirror."""
    yield own
    here = os.getcwd()
    top = next((folder for folder in folders_upwards(own) if is_repository(folder)), here)
    for mirror in folders_upwards(own):
        rest = [os.pardir if part == _UP else part for part in os.path.relpath(own, mirror).split(os.sep)]
        for base in (here, top, os.path.dirname(mirror)):
            if mirror not in (here, top):
                yield os.path.normpath(os.path.join(base, *rest))
        if mirror in (here, top):
            return


def _named(folder: str, name: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for one in names:
        stem, ending = os.path.splitext(one)
        full = os.path.join(folder, one)
        if (one == name or (stem == name and ending.lower() == ".csv")) and os.path.isfile(full):
            yield full
