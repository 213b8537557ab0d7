"""Git that fails, hangs, dies or is not there."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from proplint.exceptions import GitError
from proplint.git import command, objects
from proplint.git.command import GitMissingError, run_git
from proplint.git.objects import Objects
from proplint.git.repository import Repository
from support import commit_all, git, repository, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for git is a shell script")


@pytest.fixture
def stand_in(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the script that stands in for git; nobody else is on the path but the shell's tools."""
    monkeypatch.setenv("PATH", f"{workdir}:{os.environ['PATH']}")
    monkeypatch.setattr(command, "SECONDS", 0.5)
    monkeypatch.setattr(objects, "SECONDS", 0.5)
    return workdir / "git"


def script(file: Path, text: str) -> None:
    write(file, f"#!/bin/sh\n{text}\n").chmod(0o755)


def test_git_that_hangs(stand_in: Path) -> None:
    script(stand_in, "exec sleep 60")
    with pytest.raises(GitError, match=r"git ls-files took longer than 0\.5 seconds"):
        run_git(["ls-files"])
    with closing(Objects()) as found, pytest.raises(GitError, match=r"git cat-file failed"):
        found.open("0" * 40, "a.csv")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("echo 'fatal: could not fetch it' >&2; exit 128", "git cat-file failed: fatal: could not fetch it"),
        ("read line; echo $line missing; cat", "git has no object 00000000"),
        ("read line; echo $line blob 10; echo short", "git cat-file failed: it gave no reason"),
        ("read line; printf 'x\\033[2Jy\\n' >&2; exit 1", r"git cat-file failed: x\\x1b\[2Jy"),
    ],
)
def test_git_that_gives_no_object(stand_in: Path, text: str, says: str) -> None:
    script(stand_in, text)
    with closing(Objects()) as found, pytest.raises(GitError, match=says):
        found.open("0" * 40, "a.csv")


def test_git_that_fails_is_quoted(stand_in: Path) -> None:
    script(stand_in, "echo one >&2; echo >&2; echo two >&2; exit 3")
    with pytest.raises(GitError, match=r"^git diff-index failed: one\ntwo$"):
        run_git(["diff-index", "x"])
    with pytest.raises(GitError, match=r"^git ls-files failed: one\ntwo$"):
        run_git(["-C", "folder", "ls-files"])


def test_no_git_at_all(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(workdir)
    monkeypatch.setenv("PATH", str(workdir))
    assert Repository.around() is None
    with pytest.raises(GitMissingError):
        run_git(["ls-files"])


def test_objects_go_on_after_one_that_is_missing(workdir: Path) -> None:
    repository(workdir)
    write(workdir / "a.csv", "content\n")
    commit_all(workdir)
    blob = git("rev-parse", "HEAD:a.csv").strip()
    objects = Objects()
    with pytest.raises(GitError, match="git has no object"):
        objects.open("1" * 40, "a.csv")
    for _ in range(2):
        assert objects.open(blob, "a.csv").read(0, 99) == b"content\n"
    objects.close()
    assert objects.open(blob, "a.csv").size == 8
    objects.close()


def test_objects_of_any_size(workdir: Path) -> None:
    repository(workdir)
    data = os.urandom(1 << 16) * 200
    write(workdir / "a.csv", data)
    write(workdir / "empty.csv", "")
    commit_all(workdir)
    objects = Objects()
    for name, expected in (("a.csv", data), ("empty.csv", b""), ("a.csv", data)):
        source = objects.open(git("rev-parse", f"HEAD:{name}").strip(), name)
        assert source.read(0, source.size + 1) == expected
        source.close()
    objects.close()
