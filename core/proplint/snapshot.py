"""Where the files of a run are read: the working tree, the index, or a commit.

All answer the same three questions, so that nothing above them knows which it is. Paths are text: what a
start costs is felt at every commit, and importing pathlib is a tenth of it.
"""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Final, Protocol

from proplint.csvfile.source import BytesSource, open_source
from proplint.exceptions import InputError
from proplint.text import escaped
from proplint.upwards import folders_upwards, is_repository

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


class WorkingTree:
    """The files on disk; paths are relative to the working folder, or absolute."""

    def __init__(self) -> None:
        self._configs: dict[str, str | None] = {}

    def files(self, folder: str) -> list[str]:
        """See `Snapshot`. In a repository what git ignores is left out, elsewhere folders that begin with a dot."""
        from proplint.git.repository import files_below

        below = files_below(folder)
        names = _walk(folder) if below is None else below
        return sorted(shown(path) for path in (os.path.join(folder, name) for name in names) if _is_regular(path))

    def config_for(self, path: str) -> str | None:
        """See `Snapshot`."""
        start = os.path.dirname(os.path.abspath(path))
        if start not in self._configs:
            self._configs[start] = _nearest(start)
        return self._configs[start]

    def open(self, path: str) -> Source:
        """See `Snapshot`."""
        return open_source(path)


class Tree:
    """The files that git holds in one place; paths as in the working tree.

    Args:
        repository: The repository.
        entries: The files, by their paths from its top.
        place: What they stand in, for messages.
    """

    def __init__(self, repository: Repository, entries: Mapping[str, Entry], place: str) -> None:
        self.repository = repository
        self.entries = entries
        self.place = place

    @classmethod
    def of_index(cls, repository: Repository) -> Tree:
        """Return the files in the index. Raises as `Repository.index` does."""
        return cls(repository, repository.index(), "the index; `git add` it, or check without --staged")

    @classmethod
    def of_commit(cls, repository: Repository, commit: str) -> Tree:
        """Return the files in a commit."""
        return cls(repository, repository.files_of(commit), f"commit {commit[:12]}")

    @property
    def has_configs(self) -> bool:
        """Whether any configuration is among the files."""
        return any(posixpath.basename(path) == CONFIG_NAME for path in self.entries)

    def files(self, folder: str) -> list[str]:
        """See `Snapshot`."""
        prefix = self.full(folder)
        prefix = "" if prefix == "." else f"{prefix}/"
        return sorted(self.name(path) for path in self.entries if path.startswith(prefix))

    def config_for(self, path: str) -> str | None:
        """See `Snapshot`."""
        for folder in folders_above(self.full(path)):
            candidate = posixpath.join(folder, CONFIG_NAME)
            if candidate in self.entries:
                return self.name(candidate)
        return None

    def open(self, path: str) -> Source:
        """See `Snapshot`."""
        full = self.full(path)
        if full not in self.entries:
            raise InputError(f"{escaped(path)}: is not in {self.place}")
        return self.repository.objects.open(self.entries[full].blob, full)

    def name(self, full: str) -> str:
        """Return as reports show it the path of an entry, which counts from the top of the repository."""
        return shown_from_top(self.repository, full)

    def full(self, path: str) -> str:
        """Return the path of an entry, from the top of the repository."""
        return self.repository.full(path)


class Trusted(Tree):
    """The files of one tree, under the configurations of another: what is pushed does not configure its own check.

    Args:
        tree: The files.
        configs: Where configurations are read.
        config: A configuration that stands at the top instead, for all.
    """

    def __init__(self, tree: Tree, configs: Tree | None, config: bytes | None) -> None:
        super().__init__(tree.repository, tree.entries, tree.place)
        self._configs = configs
        self._config = config

    @property
    def has_configs(self) -> bool:
        """Whether any configuration is there to be trusted."""
        return self._config is not None or (self._configs is not None and self._configs.has_configs)

    def config_for(self, path: str) -> str | None:
        """See `Snapshot`."""
        if self._config is not None:
            return CONFIG_NAME
        return None if self._configs is None else self._configs.config_for(path)

    def open(self, path: str) -> Source:
        """See `Snapshot`."""
        if posixpath.basename(path) != CONFIG_NAME:
            return super().open(path)
        if self._config is not None:
            return BytesSource(self._config)
        if self._configs is None:
            raise InputError(f"{escaped(path)}: is not in what was there before")
        return self._configs.open(path)


def shown_from_top(repository: Repository, full: str) -> str:
    """Return as reports show it a path that counts from the top of a repository."""
    prefix = repository.prefix
    return full[len(prefix) :] if full.startswith(prefix) else shown(os.path.join(repository.top, full))


def folders_above(path: str) -> Iterator[str]:
    """Give the folders that hold an entry of a repository, from the nearest to its top, which is ""."""
    while path:
        path = posixpath.dirname(path)
        yield path


def shown(path: str) -> str:
    """Return a path as reports show it: relative to the working folder where it lies below it."""
    below = relative(path, os.curdir)
    return path.replace(os.sep, "/") if below is None else below


def relative(path: str, folder: str) -> str | None:
    """Return the path from a folder to something below it, with forward slashes; None when it is not below."""
    absolute, top = os.path.abspath(path), os.path.abspath(folder)
    if os.path.splitdrive(absolute)[0] != os.path.splitdrive(top)[0]:
        return None
    below = os.path.relpath(absolute, top).replace(os.sep, "/")
    return None if below == ".." or below.startswith("../") else below


def _is_regular(path: str) -> bool:
    """Whether a path is a file of its own: a link to one would be checked twice."""
    return os.path.isfile(path) and not os.path.islink(path)


def _walk(root: str) -> Iterator[str]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root)


def _nearest(start: str) -> str | None:
    for folder in folders_upwards(start):
        candidate = os.path.join(folder, CONFIG_NAME)
        if os.path.isfile(candidate):
            return shown(candidate)
        if is_repository(folder):
            break
    return None
