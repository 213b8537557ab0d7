"""The versions of files before a change."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proplint.exceptions import GitError
from proplint.git.objects import is_pointer
from proplint.git.repository import DISK
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.csvfile.source import Source
    from proplint.git.bases import Base
    from proplint.git.repository import Change, Repository


class Version(NamedTuple):
    """A file as it was: its path then, its content, and the commit that has it."""

    path: str
    blob: str
    commit: str


class History:
    """Answers what a file was before: present, absent, or the same.

    Args:
        repository: The repository.
        base: What is compared with what.
    """

    def __init__(self, repository: Repository, base: Base) -> None:
        self.repository = repository
        self.base = base
        self._tracked: set[str] | None = None

    @cached_property
    def _commits(self) -> tuple[str, ...]:
        # Where nothing was before, everything is new.
        return self.base.commits or (self.repository.empty_tree(),)

    @cached_property
    def _changes(self) -> list[list[Change]]:
        return [self.repository.changes(commit, self.base.side) for commit in self._commits]

    @cached_property
    def _by_path(self) -> list[dict[str, Change]]:
        return [{path: change for change in changes for path in _paths(change)} for changes in self._changes]

    def changes(self) -> list[Change]:
        """Return what differs from the first commit before.

        Raises:
            GitError: It can't be read.
        """
        return self._changes[0]

    def before(self, path: str) -> list[Version] | None:
        """Return the versions before of a file.

        Args:
            path: Its path now, from the top of the repository.

        Returns:
            One for each commit that has one: none for a new file. None when it is as it was in one of them.

        Raises:
            GitError: The base can't be read.
        """
        found: list[Version] = []
        for commit, by_path in zip(self._commits, self._by_path, strict=True):
            change = by_path.get(path)
            if change is None:
                if self._is_tracked(path):
                    return None
            elif change.old is not None:
                found.append(Version(change.old, change.old_blob, commit))
        return found

    def changed(self) -> Iterator[tuple[Version, Change]]:
        """Give each file of the first commit before that changed since, or is gone."""
        for change in self.changes():
            if change.old is not None:
                yield Version(change.old, change.old_blob, self._commits[0]), change

    def open(self, version: Version) -> Source:
        """Open a version.

        Raises:
            GitError: Git can't give it.
        """
        source = self.repository.objects.open(version.blob, version.path)
        if is_pointer(source):
            source.close()
            raise GitError(f"{escaped(version.path)} is a Git LFS pointer whose content is not here: `git lfs pull`")
        return source

    def _is_tracked(self, path: str) -> bool:
        """Whether git knows a file on disk; one that it does not know was not there before."""
        if self.base.side != DISK:
            return True
        if self._tracked is None:
            self._tracked = self.repository.tracked()
        return path in self._tracked


def _paths(change: Change) -> Iterator[str]:
    """Give the paths under which a file may be asked for: its new one; on disk an untracked file may have the old."""
    if change.new is not None:
        yield change.new
    elif change.old is not None:
        yield change.old
