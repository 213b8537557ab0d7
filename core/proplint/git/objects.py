"""Reading blobs: one `git cat-file --batch` for as many as a run needs."""

from __future__ import annotations

import subprocess
import threading
from typing import TYPE_CHECKING, Final

from proplint.csvfile.source import BytesSource, spooled
from proplint.exceptions import GitError
from proplint.git.command import SECONDS, environment, failure, run_git

if TYPE_CHECKING:
    from typing import IO

    from proplint.csvfile.source import Source

_HEAD: Final = 1 << 16
_READABLE: Final = b"Customer ID"
_LARGE: Final = 8 << 20
_COMMAND: Final = ("cat-file", "--batch")
_POINTER: Final = b"version https://git-lfs.github.com/spec/"


class Objects:
    """The blobs of the repository around the working folder."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def open(self, blob: str, path: str) -> Source:
        """Open the content of a file.

        Args:
            blob: Its object id.
            path: The file's path, by which git knows the filter that a pointer needs.

        Raises:
            GitError: It is not there, can't be fetched, or takes longer than git may.
        """
        source = self._spool(blob)
        if not path.lower().endswith(".csv") or _READABLE in source.read(0, _HEAD):
            return source
        # Large file storage keeps a pointer here, encryption what nobody can read: a filter knows the content.
        try:
            filtered = run_git(["cat-file", "--filters", f"--path={path}", blob])
        except GitError:
            return source
        return BytesSource(filtered) if _READABLE in filtered[:_HEAD] else source

    def close(self) -> None:
        """End git."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _spool(self, blob: str) -> Source:
        process = self.start()
        if process.stdin is None or process.stdout is None:  # pragma: no cover  they were asked for
            raise AssertionError
        overdue = threading.Timer(SECONDS, process.kill)
        overdue.start()
        try:
            process.stdin.write(blob.encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline().split()
            if len(answer) == 3 and int(answer[2]) >= _LARGE:  # noqa: PLR2004  object id, type, size
                from proplint.git.growing import growing

                self.close()
                return growing(blob, int(answer[2]))
            if len(answer) == 3:  # noqa: PLR2004
                source = spooled(_Part(process.stdout, int(answer[2])))
                process.stdout.read(1)
                if source.size == int(answer[2]):
                    return source
        except OSError:
            answer = []
        finally:
            overdue.cancel()
        if answer[1:] == [b"missing"]:
            raise GitError(f"git has no object {blob}: the repository is damaged, or was cloned without it")
        raise self._died()

    def start(self) -> subprocess.Popen[bytes]:
        """Start git, if it does not run yet; called early, it gets ready while other things are done."""
        if self._process is not None:
            return self._process
        self._process = subprocess.Popen(  # noqa: S603  no shell
            ["git", *_COMMAND],  # noqa: S607  the user's git, by the user's PATH
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        return self._process

    def _died(self) -> GitError:
        said = b""
        if self._process is not None:
            self._process.kill()
            _, said = self._process.communicate()
            self._process = None
        return GitError(failure(_COMMAND, said))


def is_pointer(source: Source) -> bool:
    """Whether a file is the note that stands in for its content in Git LFS."""
    return source.read(0, len(_POINTER)) == _POINTER


class _Part:
    """The next `size` bytes of a stream, as a stream."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(min(size, self._left))
        self._left -= len(chunk)
        return chunk
