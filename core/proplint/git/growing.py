"""A large blob: git inflates it into a temporary file on another processor, while it is read already."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from typing import IO, Final

from proplint.csvfile.source import StreamSource, opened_twice
from proplint.exceptions import GitError
from proplint.git.command import SECONDS, environment, failure

_PAUSE: Final = 0.001


def growing(blob: str, size: int) -> GrowingSource:
    """Open a blob that git is still writing.

    Args:
        blob: Its object id.
        size: Number of its bytes.

    Raises:
        GitError: Git or the temporary file can't be started.
    """
    try:
        writer, stream = opened_twice("proplint-")
        with writer:
            process = subprocess.Popen(  # noqa: S603  no shell
                ["git", "cat-file", "blob", blob],  # noqa: S607  the user's git, by the user's PATH
                stdin=subprocess.DEVNULL,
                stdout=writer,
                stderr=subprocess.PIPE,
                env=environment(),
            )
    except OSError as error:
        raise GitError(f"git can't be started, or its output not be stored: {error}") from error
    return GrowingSource(stream, size, writer.name, process)


class GrowingSource(StreamSource):
    """A file that a process writes; reading waits until the bytes are there.

    Args:
        stream: The file, opened for reading.
        size: How many bytes it will have.
        path: Its name, to remove it.
        process: What writes it.
    """

    def __init__(self, stream: IO[bytes], size: int, path: str, process: subprocess.Popen[bytes]) -> None:
        super().__init__(stream, size)
        self._path = path
        self._process = process
        self._there = 0
        self._overdue = time.monotonic() + SECONDS
        self._remove()

    def read(self, offset: int, size: int) -> bytes:
        """See `Source`.

        Raises:
            GitError: Git failed, or takes longer than it may.
        """
        self._wait_for(min(offset + size, self.size))
        return super().read(offset, size)

    def close(self) -> None:
        """See `Source`."""
        self._process.kill()
        if self._process.stderr is not None:
            self._process.stderr.close()
        self._process.wait()
        super().close()
        self._remove()

    def _wait_for(self, end: int) -> None:
        while self._there < end:
            ended = self._process.poll() is not None
            self._there = os.fstat(self._stream.fileno()).st_size
            if self._there >= end:
                return
            if ended or time.monotonic() > self._overdue:
                self._process.kill()
                raise GitError(failure(("cat-file", "blob"), self._process.communicate()[1]))
            time.sleep(_PAUSE)

    def _remove(self) -> None:
        """Remove the file's name: at once where the system allows it for an open file, else at the end."""
        with contextlib.suppress(OSError):
            os.unlink(self._path)
