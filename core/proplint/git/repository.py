"""The repository around the working folder, and what its index holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.source import spooled
from proplint.exceptions import GitError
from proplint.git.command import BlobStream, GitMissingError, names, run_git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.csvfile.source import Source

_REGULAR: Final = ("100644", "100755")
_POINTER: Final = b"version https://git-lfs.github.com/spec/"


class Entry(NamedTuple):
    """A file in the index: its mode and the object id of its content."""

    mode: str
    blob: str


class Change(NamedTuple):
    """A difference between HEAD and the index.

    Attributes:
        status: `A`dded, `M`odified, `D`eleted, `R`enamed, `T`ype changed.
        old: Path before, None when added.
        new: Path in the index, None when deleted.
    """

    status: str
    old: str | None
    new: str | None


class Repository:
    """A repository with a working tree; paths are relative to its top, with forward slashes.

    Args:
        top: The top of its working tree.
        prefix: Path of the working folder from there: "" or ending with a slash.
    """

    def __init__(self, top: str, prefix: str) -> None:
        self.top = top
        self.prefix = prefix

    @classmethod
    def around(cls) -> Repository | None:
        """Return the repository of the working folder, or None outside of one, or without git.

        Raises:
            GitError: Git refuses the repository, as it does when somebody else owns it.
        """
        answer = _in_repository(["rev-parse", "--show-toplevel", "--show-prefix"])
        if answer is None:
            return None
        top, prefix, _ = os.fsdecode(answer).rsplit("\n", 2)
        return cls(top, prefix)

    def index(self) -> dict[str, Entry]:
        """Return the regular files in the index.

        Raises:
            GitError: A merge is not finished: some files have no single content yet.
        """
        entries: dict[str, Entry] = {}
        for line in names(run_git(["ls-files", "-z", "--full-name", "--stage", "--", *self._all()])):
            attributes, _, path = line.partition("\t")
            mode, blob, stage = attributes.split()
            if stage != "0":
                raise GitError(f"{path} is not merged yet: resolve its conflict and `git add` it, then check again")
            if mode in _REGULAR:
                entries[path] = Entry(mode, blob)
        return entries

    def changes(self) -> list[Change]:
        """Return what the index changes against HEAD; against nothing before the first commit."""
        try:
            base = run_git(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).decode().strip()
        except GitError:
            base = run_git(["hash-object", "-t", "tree", "--stdin"]).decode().strip()
        return list(_changes(run_git(["diff-index", "--cached", "-M", "--raw", "-z", "--no-abbrev", base, "--"])))

    def open(self, path: str, blob: str) -> Source:
        """Open the content that a file has in the index, as git would write it to disk if a filter stores it elsewhere.

        Raises:
            GitError: Its content can't be read.
        """
        source = self._spool(["cat-file", "blob", blob])
        if source.read(0, len(_POINTER)) == _POINTER:
            # Large file storage: the filter knows where the content is.
            return self._spool(["cat-file", "--filters", f"--path={path}", blob])
        return source

    def _spool(self, arguments: list[str]) -> Source:
        stream = BlobStream(arguments)
        try:
            return spooled(stream.stdout)
        finally:
            stream.close()

    def _all(self) -> list[str]:
        """Return the pathspec of the whole tree: ls-files lists the working folder only."""
        return [self.top]


def _changes(output: bytes) -> Iterator[Change]:
    """Parse `--raw -z`: `:modes oids status`, then one path, or two for a rename, each ending with a zero byte."""
    fields = names(output)
    for field in fields:
        status = field.rsplit(" ", 1)[1][0]
        path = next(fields)
        if status in "RC":
            yield Change(status, path, next(fields))
        elif status == "A":
            yield Change(status, None, path)
        elif status == "D":
            yield Change(status, path, None)
        else:
            yield Change(status, path, path)


def files_below(folder: str) -> list[str] | None:
    """Return the files below a folder that git tracks, or would track: relative to it, sorted.

    Returns:
        None where there is no repository or no git.

    Raises:
        GitError: Git refuses the repository.
    """
    arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    place = ["-C", folder]
    if "GIT_DIR" in os.environ:  # a hook: git's variables hold for the working folder only
        place, prefix = [], os.path.relpath(folder).replace(os.sep, "/")
        arguments += ["--", prefix]
    listed = _in_repository([*place, *arguments])
    if listed is None:
        return None
    found = {*names(listed)}
    if not place:
        found = {os.path.relpath(name, folder).replace(os.sep, "/") for name in found}
    return sorted(found)


def _in_repository(arguments: list[str]) -> bytes | None:
    """Run git; return None where there is no repository, or no git."""
    try:
        return run_git(arguments)
    except GitMissingError:
        return None
    except GitError as error:
        if "not a git repository" in str(error) or "must be run in a work tree" in str(error):
            return None
        raise
