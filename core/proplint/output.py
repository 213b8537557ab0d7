"""Writing files so that a crash leaves the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import IO, TYPE_CHECKING

from proplint.exceptions import InputError, OutputError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@contextlib.contextmanager
def open_atomically(
    path: str, *, follow_symlink: bool, make_folder: bool = False, ready: Callable[[], None] | None = None
) -> Iterator[IO[bytes]]:
    """Open a file for writing; it takes its place only when the block ends well.

    A regular or new file is written beside its place and moved there. A device or a pipe is written as it is.

    Args:
        path: The file.
        follow_symlink: Whether to write the file that a symbolic link leads to; else a link is refused.
        make_folder: Whether to make its folder.
        ready: Called when all is written, right before it takes its place; what it raises keeps it from that.

    Raises:
        OutputError: It can't be written; what was there is as it was.
    """
    name = escaped(path)
    try:
        if os.path.islink(path):
            if not follow_symlink:
                raise OutputError(f"{name}: is a symbolic link, which is not written through")
            path = os.path.realpath(path)
        if make_folder:
            os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
            with open(path, "wb") as file:
                yield file
            return
        with _beside(path, ready) as file:
            yield file
    except FileNotFoundError as error:
        folder = escaped(os.path.dirname(path))
        raise OutputError(f"{name}: can't be written: there is no folder {folder}") from error
    except OSError as error:
        raise OutputError(f"{name}: can't be written: {error.strerror or error}") from error


def write_atomically(
    path: str, pieces: Iterable[bytes], *, follow_symlink: bool, ready: Callable[[], None] | None = None
) -> None:
    """Write a file piece by piece; see `open_atomically`."""
    with open_atomically(path, follow_symlink=follow_symlink, ready=ready) as file:
        for piece in pieces:
            file.write(piece)


def write_back(path: str, pieces: Iterable[bytes], state: tuple[int, int, int, int]) -> None:
    """Write what was made of a file in its place; a link, a read-only file and one that changed meanwhile stay.

    Args:
        path: The file.
        pieces: What it is to hold.
        state: The state in which it was read; see `FileSource`.

    Raises:
        OutputError: It can't be written.
        InputError: It is another file than was read.
    """
    if not os.access(path, os.W_OK) and not os.path.islink(path):
        raise OutputError(f"{escaped(path)}: can't be written: it is read-only")
    write_atomically(path, pieces, follow_symlink=False, ready=lambda: _require_unchanged(path, state))


def _require_unchanged(path: str, state: tuple[int, int, int, int]) -> None:
    found = os.stat(path)
    if (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns) != state:
        raise InputError(f"{escaped(path)}: changed meanwhile, so it was not written: run again")


@contextlib.contextmanager
def _beside(path: str, ready: Callable[[], None] | None) -> Iterator[IO[bytes]]:
    import tempfile

    folder, name = os.path.split(path)
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".tmp", dir=folder or os.curdir)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        if ready is not None:
            ready()
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    """Return the mode that the file has, or that a new one gets here."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
