"""Running git.

The environment is inherited, and the working folder is left as it is: in a hook, git's own variables say
which index and which repository are meant (`commit -a` has an index of its own, a worktree exports
GIT_DIR without GIT_WORK_TREE, and then a change of folder changes what a path means).
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from proplint.exceptions import GitError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SECONDS: Final = 120
_OURS: Final[Mapping[str, str]] = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}


class GitMissingError(GitError):
    """There is no git on this machine."""


def environment() -> dict[str, str]:
    """Return the environment that git is run in: the user's, with no prompts and no locks."""
    return {**os.environ, **_OURS}


def run_git(arguments: Sequence[str], *, stdin: bytes = b"") -> bytes:
    """Run git and return what it printed.

    Args:
        arguments: Its arguments.
        stdin: What it reads.

    Raises:
        GitMissingError: There is no git.
        GitError: It failed, or took longer than `SECONDS`; the text has git's own words.
    """
    try:
        done = subprocess.run(  # noqa: S603  no shell
            ["git", *arguments],  # noqa: S607  the user's git, by the user's PATH
            input=stdin,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment(),
        )
    except FileNotFoundError as error:
        raise GitMissingError("git is not installed, or not on the PATH") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} took longer than {SECONDS} seconds") from error
    if done.returncode:
        raise GitError(failure(arguments, done.stderr))
    return done.stdout


def failure(arguments: Sequence[str], stderr: bytes) -> str:
    """Return the message about a git command that failed, in git's own words."""
    words = [escaped(line) for line in stderr.decode(errors="surrogateescape").splitlines() if line.strip()]
    command = arguments[2] if arguments[0] == "-C" else arguments[0]
    return f"git {command} failed: " + "\n".join(words or ["it gave no reason"])


def names(output: bytes) -> Iterator[str]:
    """Give the file names of an output that ends each with a zero byte."""
    return map(os.fsdecode, filter(None, output.split(b"\0")))
