"""The repository around the working folder: its index, its commits, and what differs between them."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.exceptions import GitError
from proplint.git.command import GitMissingError, names, run_git
from proplint.git.objects import Objects
from proplint.upwards import folders_upwards, is_repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REGULAR: Final = ("100644", "100755")
INDEX: Final = "index"
DISK: Final = "disk"
_NOWHERE: Final = ("not a git repository", "must be run in a work tree")


class Entry(NamedTuple):
    """A regular file in the index or in a commit: the object id of its content."""

    blob: str


class Change(NamedTuple):
    """A difference between a commit and what came after it.

    Attributes:
        status: `A`dded, `M`odified, `D`eleted, `R`enamed, `T`ype changed.
        old: Path before, None when added.
        new: Path after, None when deleted.
        old_blob: Object id of the content before; zeros for none.
    """

    status: str
    old: str | None
    new: str | None
    old_blob: str


class Repository:
    """A repository; paths count from its top, with forward slashes.

    Args:
        top: The top of its working tree; the working folder where it has none.
        prefix: Path of the working folder from there: "" or ending with a slash.
        merge_head: The file in which git keeps the other parents of a merge.
        head: The commit that is checked out; "" before the first.
    """

    def __init__(self, top: str, prefix: str, merge_head: str, head: str) -> None:
        self.top = top
        self.prefix = prefix
        self.head = head
        self.objects = Objects()
        self._merge_head = merge_head

    @classmethod
    def around(cls) -> Repository | None:
        """Return the repository of the working folder, or None outside of one, or without git.

        Raises:
            GitError: Git refuses the repository, as it does when somebody else owns it.
        """
        if "GIT_DIR" not in os.environ and not any(map(is_repository, folders_upwards(os.getcwd()))):
            return None  # told without running git
        question = ["rev-parse", "--show-toplevel", "--show-prefix", "--git-path", "MERGE_HEAD"]
        try:
            answer = _in_repository([*question, "HEAD"])
        except GitError:  # before the first commit there is no HEAD
            answer = _in_repository(question)
            answer = answer and answer + b"\n"
        if answer is None:
            return None
        top, prefix, merge_head, head, _ = os.fsdecode(answer).rsplit("\n", 4)
        return cls(top, prefix, merge_head, head)

    @classmethod
    def bare(cls) -> Repository | None:
        """Return the repository that is the working folder itself, as on a server; None where it is none."""
        answer = _in_repository(["rev-parse", "--is-bare-repository"])
        return None if answer is None else cls(os.getcwd(), "", "", "")

    def index(self) -> dict[str, Entry]:
        """Return the regular files in the index.

        Raises:
            GitError: A merge is not finished: some files have no single content yet.
        """
        entries: dict[str, Entry] = {}
        # ls-files lists the working folder only, unless it is given the top.
        for line in names(run_git(["ls-files", "-z", "--full-name", "--stage", "--", self.top])):
            attributes, _, path = line.partition("\t")
            mode, blob, stage = attributes.split()
            if stage != "0":
                raise GitError(f"{path} is not merged yet: resolve its conflict and `git add` it, then check again")
            if mode in _REGULAR:
                entries[path] = Entry(blob)
        return entries

    def tracked(self) -> set[str]:
        """Return the paths that git tracks, those of an unfinished merge too."""
        return {*names(run_git(["ls-files", "-z", "--full-name", "--", self.top]))}

    def full(self, path: str) -> str:
        """Return the path from the top of something that is named as seen from the working folder."""
        # By git's own word for where we are: a path to the working folder may lead through links.
        if os.path.isabs(path):
            return os.path.relpath(path, self.top).replace(os.sep, "/")
        return posixpath.normpath(self.prefix + path.replace(os.sep, "/"))

    def files_of(self, commit: str) -> dict[str, Entry]:
        """Return the regular files in a commit."""
        entries: dict[str, Entry] = {}
        for line in names(run_git(["ls-tree", "-r", "-z", "--full-tree", commit])):
            attributes, _, path = line.partition("\t")
            mode, _, blob = attributes.split()
            if mode in _REGULAR:
                entries[path] = Entry(blob)
        return entries

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a revision names, None when it names none."""
        try:
            answer = run_git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"])
        except GitMissingError:
            raise
        except GitError:
            return None
        return answer.decode().strip().splitlines()[-1]

    def empty_tree(self) -> str:
        """Return the tree without files, whatever the repository hashes with."""
        return run_git(["hash-object", "-t", "tree", "--stdin"]).decode().strip()

    def changes(self, base: str, side: str) -> list[Change]:
        """Return what differs from a commit or tree; renames are told by similar lines.

        Args:
            base: The commit before.
            side: What came after: `INDEX`, `DISK` (the files there that git tracks), or a commit.

        Raises:
            GitError: The base can't be read.
        """
        form = ["-M", "--raw", "-z", "--no-abbrev"]
        commands = {
            INDEX: ["diff-index", "--cached", *form, base, "--"],
            DISK: ["diff-index", *form, base, "--"],
        }
        command = commands.get(side, ["diff-tree", "-r", *form, base, side, "--"])
        return list(_changes(run_git(command)))

    def merged(self, environ: Mapping[str, str]) -> list[str]:
        """Return the other parents of the merge that is being committed; none when there is no merge.

        Before a merge commit exists, git tells its hooks the merged heads in `GITHEAD_*` variables.
        """
        try:
            with open(self._merge_head, encoding="ascii") as file:
                return file.read().split()
        except OSError:
            return [name.removeprefix("GITHEAD_") for name in environ if name.startswith("GITHEAD_")]

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the commit that two commits have in common, None when there is none to be seen."""
        try:
            return run_git(["merge-base", one, other]).decode().split()[0]
        except (GitError, IndexError):
            return None

    def edges(self, commit: str, known: str) -> list[str]:
        """Return where the history of a commit leaves what is known: the commit itself when that is known.

        Args:
            commit: The commit.
            known: The refs that are known, as an option of rev-list: `--all` or `--remotes=NAME`.
        """
        listed = run_git(["rev-list", "--boundary", commit, "--not", known]).decode().split()
        return [line[1:] for line in listed if line.startswith("-")] if listed else [commit]

    def commits(self, new: str, known: list[str]) -> list[str]:
        """Return the commits that a new one brings beyond known ones, oldest first."""
        return run_git(["rev-list", "--reverse", new, "--not", *known]).decode().split()

    def parents(self, commit: str) -> list[str]:
        """Return the parents of a commit; none for the first."""
        return run_git(["rev-list", "--parents", "-n", "1", commit]).decode().split()[1:]

    def is_shallow(self) -> bool:
        """Whether the clone lacks a part of its history."""
        return run_git(["rev-parse", "--is-shallow-repository"]).strip() == b"true"


def _changes(output: bytes) -> Iterator[Change]:
    """Parse `--raw -z`: `:modes oids status`, then one path, or two for a rename, each ending with a zero byte."""
    fields = names(output)
    for field in fields:
        _, _, old_blob, _, letters = field.split(" ")
        path, status = next(fields), letters[0]
        if status in "RC":
            yield Change(status, path, next(fields), old_blob)
        else:
            yield Change(status, None if status == "A" else path, None if status == "D" else path, old_blob)


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
        if any(words in str(error) for words in _NOWHERE):
            return None
        raise
