"""What `proplint check` compares with: what the user says, or what git is about to commit on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.exceptions import GitError, UsageError
from proplint.model import NOT_COMPARED
from proplint.snapshot import Tree

if TYPE_CHECKING:
    from proplint.comparer import Comparer
    from proplint.git.repository import Repository
    from proplint.snapshot import WorkingTree

NONE: Final = "none"


class Compared(NamedTuple):
    """What a run compares with.

    Attributes:
        comparer: Gives the keys before; None where nothing is compared.
        notice: Why nothing is compared; empty where something is, or the user does not want it.
        failure: Why git could not be asked.
    """

    comparer: Comparer | None = None
    notice: str = ""
    failure: GitError | None = None


def compare(snapshot: WorkingTree | Tree, revision: str | None, *, require: bool) -> Compared:
    """Return what a run compares with.

    Args:
        snapshot: Where it reads files.
        revision: What the user named; None for HEAD.
        require: Whether "nothing" is not good enough.

    Raises:
        UsageError: The revision names no commit, or nothing is not good enough.
    """
    if revision == NONE:
        if require:
            raise UsageError("--require-base and --base none exclude each other")
        return Compared()
    try:
        repository = snapshot.repository if isinstance(snapshot, Tree) else _repository()
    except GitError as error:
        return Compared(failure=error)
    if repository is None:
        if revision is not None or require:
            option = "--require-base" if revision is None else "--base"
            raise UsageError(f"{option} needs a git repository around the working folder, and git")
        return Compared(notice=f"{NOT_COMPARED}there is no git repository here (or no git)")
    return _in(repository, snapshot, revision, require=require)


def _repository() -> Repository | None:
    from proplint.git.repository import Repository

    return Repository.around()


def _in(repository: Repository, snapshot: WorkingTree | Tree, revision: str | None, *, require: bool) -> Compared:
    from proplint.comparer import Comparer
    from proplint.git.bases import DISK, INDEX, named, of_work
    from proplint.git.history import History

    side = INDEX if isinstance(snapshot, Tree) else DISK
    base = named(repository, revision, side) if revision else of_work(repository, side, os.environ)
    if base.nothing:
        if require:
            raise UsageError(f"--require-base: {base.nothing}")
        return Compared(notice=f"{NOT_COMPARED}{base.nothing}")
    return Compared(Comparer(History(repository, base), snapshot))
