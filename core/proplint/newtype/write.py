"""Writing the files of a new type: all of them or none, and none over another."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from typing import TYPE_CHECKING

from proplint.exceptions import OutputError, UsageError
from proplint.output import write_atomically
from proplint.snapshot import shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_new(files: Mapping[str, str]) -> None:
    """Write files that are not there yet, and the folders above them.

    Args:
        files: Path to text.

    Raises:
        UsageError: One of them is there; none is written.
        OutputError: One can't be written; none is.
    """
    _require_none(*files)
    made: list[str] = []
    try:
        for path, text in files.items():
            _make_folders(os.path.dirname(os.path.abspath(path)), made)
            write_atomically(path, [text.encode()], follow_symlink=False, ready=partial(_require_none, path))
            made.append(path)
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                (os.rmdir if os.path.isdir(path) else os.unlink)(path)
        raise


def _require_none(*paths: str) -> None:
    there = [escaped(shown(path)) for path in paths if os.path.lexists(path)]
    if there:
        verb = "is" if len(there) == 1 else "are"
        raise UsageError(
            f"{', '.join(there)} {verb} there already, and nothing is written over: remove what is old, or "
            "name another type or DIR"
        )


def _make_folders(folder: str, made: list[str]) -> None:
    if os.path.isdir(folder):
        return
    _make_folders(os.path.dirname(folder), made)
    try:
        os.mkdir(folder)
    except OSError as error:
        raise OutputError(f"{escaped(shown(folder))}: can't be made: {error.strerror or error}") from error
    made.append(folder)
