"""What a change is compared with: the base.

Environment:
    PRE_COMMIT_FROM_REF: With PRE_COMMIT_TO_REF, the range that a hook runner was told to check: the hook `proplint`
        compares the one with the other.
    PRE_COMMIT_TO_REF: See PRE_COMMIT_FROM_REF.
    PRE_COMMIT_CHECKOUT_TYPE: Where a runner sets it, after a checkout, the range is not heeded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.exceptions import UsageError
from proplint.git.repository import DISK, INDEX
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.git.repository import Repository

NO_COMMIT: Final = "there is no commit yet"
NOTHING_BEFORE: Final = "nothing of this history was there before"


class Base(NamedTuple):
    """What is compared with what.

    Attributes:
        commits: The commits or trees before; a key that is as in any of them is unchanged.
        side: What came after: `INDEX`, `DISK`, or a commit.
        nothing: Why there is nothing to compare with; empty where there is something.
    """

    commits: tuple[str, ...]
    side: str
    nothing: str = ""


def named(repository: Repository, revision: str, side: str) -> Base:
    """Return the base that the user named.

    Raises:
        UsageError: It names no commit here.
    """
    commit = repository.resolve(revision)
    if commit is not None:
        return Base((commit,), side)
    remedy = "check its name"
    if repository.is_shallow():
        remedy = (
            "this clone is shallow and lacks it: `git fetch --deepen=1` (in GitHub Actions, `fetch-depth: 2` and "
            "`--base HEAD^1`; `fetch-depth: 0` for a branch)"
        )
    raise UsageError(f"--base {escaped(revision)} names no commit here: {remedy}")


def of_work(repository: Repository, side: str, environ: Mapping[str, str]) -> Base:
    """Return the base of the commit that is being made: HEAD, and while merging the other parents.

    Args:
        repository: The repository.
        side: `INDEX` or `DISK`.
        environ: The environment, in which git names merged heads to its hooks.
    """
    if not repository.head:
        return Base((), side, NO_COMMIT)
    return Base((repository.head, *repository.merged(environ)), side)


def of_range(repository: Repository, environ: Mapping[str, str]) -> Base | None:
    """Return the base of the range that a hook runner names in its variables; None when it names none.

    Only hook entry points ask; after a checkout the variables mean something else.
    """
    target = environ.get("PRE_COMMIT_TO_REF") or environ.get("PRE_COMMIT_SOURCE")
    if not target or "PRE_COMMIT_CHECKOUT_TYPE" in environ:
        return None
    new = repository.resolve(target)
    if new is None:
        raise UsageError(f"PRE_COMMIT_TO_REF={escaped(target)} names no commit here")
    return of_pushed(repository, environ.get("PRE_COMMIT_FROM_REF") or environ.get("PRE_COMMIT_ORIGIN") or "", new)


def of_pushed(repository: Repository, before: str, new: str) -> Base:
    """Return the base of commits that go from one place to another.

    Args:
        repository: The repository that they come from.
        before: What the other place has; "" or zeros for nothing.
        new: What it is to have.
    """
    old = repository.resolve(before) if before.strip("0") else None
    if old is None:
        lacking = f"commit {before[:12]}, which is there now, is not here" if before.strip("0") else NOTHING_BEFORE
        return Base((), new, lacking)
    common = repository.merge_base(old, new)
    if common is None:
        if repository.is_shallow():
            remedy = "the clone is shallow, `git fetch --unshallow` brings it"
            return Base((), new, f"the commit in common is not here: {remedy}")
        return Base((old,), new)
    return Base((common,), new)


def of_new(repository: Repository, new: str, known: str = "--all") -> Base:
    """Return the base of commits that come under a new name: where they leave what is `known` (see `edges`)."""
    edges = repository.edges(new, known)
    return Base(tuple(edges), new, "" if edges else NOTHING_BEFORE)


__all__ = ["DISK", "INDEX", "NO_COMMIT", "Base", "named", "of_new", "of_pushed", "of_range", "of_work"]
