"""Where the files of a run are read: the working tree, or the index.

Both answer the same four questions, so that nothing above them knows which it is.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from proplint.csvfile.source import open_source
from proplint.exceptions import InputError
from proplint.git.repository import files_below
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proplint.csvfile.source import Source
    from proplint.git.repository import Entry, Repository

CONFIG_NAME: Final = "proplint.yaml"


class Snapshot(Protocol):
    """Files as they are in one place. Paths are text with forward slashes, as reports show them."""

    def files(self, folder: str) -> list[str]:
        """Return the files below a folder, in order."""
        ...

    def config_for(self, path: str) -> str | None:
        """Return the configuration nearest upwards from a file, not beyond its repository; None without one."""
        ...

    def open(self, path: str) -> Source:
        """Open a file.

        Raises:
            InputError: It can't be read.
            GitError: Git can't give it.
        """
        ...

    def local(self, path: str) -> Path:
        """Return where a file is on disk: plugin files are loaded from there."""
        ...


class WorkingTree:
    """The files on disk; paths are relative to the working folder, or absolute."""

    def __init__(self) -> None:
        self._configs: dict[Path, str | None] = {}

    def files(self, folder: str) -> list[str]:
        """See `Snapshot`. In a repository what git ignores is left out, elsewhere folders that begin with a dot."""
        root = Path(folder)
        below = files_below(root)
        names = _walk(root) if below is None else below
        found = [name for name in names if _is_regular(root / name)]
        return sorted(shown(root / name) for name in found)

    def config_for(self, path: str) -> str | None:
        """See `Snapshot`."""
        start = Path(os.path.abspath(path)).parent  # noqa: PTH100  resolve() would follow links
        if start not in self._configs:
            self._configs[start] = _nearest(start)
        return self._configs[start]

    def open(self, path: str) -> Source:
        """See `Snapshot`."""
        return open_source(Path(path), path)

    def local(self, path: str) -> Path:
        """See `Snapshot`."""
        return Path(path)


class Index:
    """The files in git's index; paths as in the working tree."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.entries: Mapping[str, Entry] = repository.index()

    def files(self, folder: str) -> list[str]:
        """See `Snapshot`."""
        prefix = self.full(folder)
        prefix = "" if prefix == "." else f"{prefix}/"
        return sorted(self.shown(path) for path in self.entries if path.startswith(prefix))

    def config_for(self, path: str) -> str | None:
        """See `Snapshot`."""
        for parent in PurePosixPath(self.full(path)).parents:
            candidate = str(parent / CONFIG_NAME)
            if candidate in self.entries:
                return self.shown(candidate)
        return None

    def open(self, path: str) -> Source:
        """See `Snapshot`."""
        full = self.full(path)
        if full not in self.entries:
            raise InputError(f"{escaped(path)}: is not in the index; `git add` it, or check without --staged")
        return self.repository.open(full, self.entries[full].blob)

    def local(self, path: str) -> Path:
        """See `Snapshot`."""
        return Path(path)

    def shown(self, full: str) -> str:
        """Return as reports show it the path of an entry, which counts from the top of the repository."""
        prefix = self.repository.prefix
        return full[len(prefix) :] if full.startswith(prefix) else shown(self.repository.top / full)

    def full(self, path: str) -> str:
        """Return the path of an entry, from the top of the repository."""
        # By git's own word for where we are: a path to the working folder may lead through links.
        if os.path.isabs(path):  # noqa: PTH117
            path = os.path.relpath(path, self.repository.top)
            return path.replace(os.sep, "/")
        return posixpath.normpath(self.repository.prefix + path.replace(os.sep, "/"))


def shown(path: Path) -> str:
    """Return a path as reports show it: relative to the working folder where it lies below it."""
    absolute = os.path.abspath(path)  # noqa: PTH100  resolve() would follow links
    below = os.path.relpath(absolute) if _same_drive(absolute) else absolute
    outside = below == os.pardir or below.startswith(os.pardir + os.sep)
    return (str(path) if outside else below).replace(os.sep, "/")


def _same_drive(absolute: str) -> bool:
    return os.path.splitdrive(absolute)[0] == os.path.splitdrive(os.getcwd())[0]  # noqa: PTH109


def _is_regular(path: Path) -> bool:
    """Whether a path is a file of its own: a link to one would be checked twice."""
    return path.is_file() and not path.is_symlink()


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root)  # noqa: PTH118


def _nearest(start: Path) -> str | None:
    for folder in (start, *start.parents):
        candidate = folder / CONFIG_NAME
        if candidate.is_file():
            return shown(candidate)
        if (folder / ".git").exists():
            break
    return None
