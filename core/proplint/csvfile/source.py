"""Where the bytes of a CSV file come from, read by offset.

Reading by offset lets the reader look far ahead (does this quote ever close?) without holding what it
passes. What can't be read twice (standard input, a pipe, a git blob) is spooled first.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import IO, TYPE_CHECKING, Final, Protocol

from proplint.exceptions import InputError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY: Final = 8 << 20
_CHUNK: Final = 1 << 20


class Source(Protocol):
    """Bytes that can be read at any offset, any number of times."""

    size: int
    """Number of bytes."""

    def read(self, offset: int, size: int) -> bytes:
        """Return `size` bytes at `offset`; fewer only where the bytes end.

        Raises:
            InputError: They can't be read, or are not there any more.
        """
        ...

    def close(self) -> None:
        """Give back what the source holds; raise `InputError` when the bytes changed while they were read."""
        ...


class Readable(Protocol):
    """Bytes that come one after the other."""

    def read(self, size: int, /) -> bytes:
        """Return the next `size` bytes; fewer or none at the end."""
        ...


class BytesSource:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, offset: int, size: int) -> bytes:
        """See `Source`."""
        return self._data[offset : offset + size]

    def close(self) -> None:
        """See `Source`."""


class StreamSource:
    """A seekable binary stream; `spooled` makes one of a stream that can be read only once."""

    def __init__(self, stream: IO[bytes], size: int, name: str = "a temporary copy of the file") -> None:
        self._stream = stream
        self._name = name
        self.size = size

    def read(self, offset: int, size: int) -> bytes:
        """See `Source`."""
        try:
            self._stream.seek(offset)
            return self._stream.read(min(size, max(0, self.size - offset)))
        except OSError as error:
            raise InputError(f"{self._name}: can't be read: {_reason(error)}") from error

    def close(self) -> None:
        """See `Source`."""
        self._stream.close()


class FileSource(StreamSource):
    """A regular file, as long as it was when it was opened.

    Attributes:
        path: The file.
    """

    def __init__(self, stream: IO[bytes], path: str) -> None:
        self.path = path
        self._before = os.fstat(stream.fileno())
        super().__init__(stream, self._before.st_size, escaped(path))

    @property
    def state(self) -> tuple[int, int, int, int]:
        """Device, inode, size and time of change (ns): another process that finds the same reads the same bytes."""
        return (self._before.st_dev, self._before.st_ino, self._before.st_size, self._before.st_mtime_ns)

    def read(self, offset: int, size: int) -> bytes:
        """See `Source`."""
        data = super().read(offset, size)
        # Whoever reads goes on until it has come to the end that it was told: it would not come to an end.
        if len(data) < min(size, self.size - offset) and os.fstat(self._stream.fileno()).st_size < self.size:
            raise self._changed()
        return data

    def close(self) -> None:
        """See `Source`."""
        after = os.fstat(self._stream.fileno())
        super().close()
        if (after.st_size, after.st_mtime_ns) != (self._before.st_size, self._before.st_mtime_ns):
            raise self._changed()

    def _changed(self) -> InputError:
        return InputError(f"{self._name}: changed while it was read; run again when nothing writes to it")


def spooled(stream: Readable) -> Source:
    """Copy what is left of `stream` to memory, or to a temporary file when it is large."""
    return held(iter(lambda: stream.read(_CHUNK), b""))


def held(pieces: Iterator[bytes]) -> Source:
    """Keep bytes in memory, or in a temporary file when they are many."""
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size > _IN_MEMORY:
            break
    else:
        return BytesSource(b"".join(kept))
    import tempfile

    spool = tempfile.TemporaryFile()  # noqa: SIM115  closed by the source
    spool.writelines(kept)
    kept.clear()
    for piece in pieces:
        size += spool.write(piece)
    return StreamSource(spool, size)


def opened_twice(prefix: str) -> tuple[IO[bytes], IO[bytes]]:
    """Open a new temporary file for another process to write, and to read what it wrote so far.

    Each has an offset of its own: reading at a shared one would move where the other process writes.

    Args:
        prefix: How its name, that of the first of the two, begins; whoever calls removes it.

    Raises:
        OSError: There can be no such file.
    """
    import tempfile

    writer = tempfile.NamedTemporaryFile(prefix=prefix, delete=False)  # noqa: SIM115  closed by the caller
    try:
        return writer, open(writer.name, "rb", buffering=0)
    except OSError:
        writer.close()
        raise


def pieces(source: Source, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Give the bytes of a source, or a part of them, piece by piece; fewer only where they end before."""
    end = source.size if end is None else end
    while start < end:
        piece = source.read(start, min(_CHUNK, end - start))
        if not piece:
            return
        yield piece
        start += len(piece)


def open_source(path: str) -> Source:
    """Open a file for reading.

    Args:
        path: The file; messages name it so.

    Raises:
        InputError: It is missing, a folder, a broken link, or not to be read by this user.
    """
    name = escaped(path)
    try:
        if os.path.isdir(path):
            raise InputError(f"{name}: is a folder, not a CSV file")
        stream = open(path, "rb", buffering=0)  # noqa: SIM115  closed by the source
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise InputError(f"{name}: is a symbolic link to a file that does not exist") from error
        raise InputError(f"{name}: no such file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: can't be read: {_reason(error)}") from error
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        return FileSource(stream, path)
    with contextlib.closing(stream):
        return spooled(stream)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
