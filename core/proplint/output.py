"""Writing files so that a crash leaves the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import IO, TYPE_CHECKING

from proplint.exceptions import OutputError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@contextlib.contextmanager
def open_atomically(path: Path, *, follow_symlink: bool, make_folder: bool = False) -> Iterator[IO[bytes]]:
    """Open a file for writing; it takes its place only when the block ends well.

    A regular or new file is written beside its place and moved there. A device or a pipe is written as it is.

    Args:
        path: The file.
        follow_symlink: Whether to write the file that a symbolic link leads to; else a link is refused.
        make_folder: Whether to make its folder.

    Raises:
        OutputError: It can't be written; what was there is as it was.
    """
    name = escaped(str(path))
    try:
        if path.is_symlink():
            if not follow_symlink:
                raise OutputError(f"{name}: is a symbolic link, which is not written through")
            path = path.resolve()
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("wb") as file:
                yield file
            return
        with _beside(path) as file:
            yield file
    except FileNotFoundError as error:
        raise OutputError(f"{name}: can't be written: there is no folder {escaped(str(path.parent))}") from error
    except OSError as error:
        raise OutputError(f"{name}: can't be written: {error.strerror or error}") from error


def write_atomically(path: Path, pieces: Iterable[bytes], *, follow_symlink: bool) -> None:
    """Write a file piece by piece; see `open_atomically`."""
    with open_atomically(path, follow_symlink=follow_symlink) as file:
        for piece in pieces:
            file.write(piece)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    import tempfile

    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))  # noqa: PTH101  mkstemp gives text
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def _mode(path: Path) -> int:
    """Return the mode that the file has, or that a new one gets here."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
