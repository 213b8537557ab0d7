"""What is pushed: `proplint-pre-push` in a clone, `proplint-pre-receive` on a server, with real pushes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from support import BIN, Done, commit_all, git, repository, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "version: 1\nfiles: ['**/*.csv']\nproperties: {Text:Note: {max_length: 9}}\n"
FILE = "Customer ID,Email,Text:Note\n" + "".join(f"c{at},c{at}@example.com,n{at}\n" for at in range(5))
GOOD = FILE.replace("n1", "N1")
CHANGED = GOOD.replace("c3@example.com", "other@example.com")
SAYS = "a.csv:5:4: email-changed: `other@example.com` was `c3@example.com` in the version before"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="git's hooks are shell scripts")


def hook_of(git_dir: Path, name: str, command: str) -> None:
    write(git_dir / "hooks" / name, f'#!/bin/sh\nPATH="{BIN}:$PATH"\nexec {command}\n').chmod(0o755)


@pytest.fixture
def clone(workdir: Path) -> Path:
    """Return a clone with one commit that its server, a bare repository beside it, has."""
    git("init", "--quiet", "--bare", "server.git")
    clone = repository(workdir / "clone")
    git("remote", "add", "origin", "../server.git", cwd=clone)
    write_all(clone, {"proplint.yaml": CONFIG, "a.csv": FILE})
    commit_all(clone)
    git("push", "--quiet", "origin", "main", cwd=clone)
    os.chdir(clone)
    return clone


@pytest.fixture(params=["proplint-pre-push", "proplint-pre-receive"])
def guarded(request: pytest.FixtureRequest, clone: Path) -> str:
    """Return the hook that guards the pushes of the clone."""
    if request.param == "proplint-pre-push":
        hook_of(clone / ".git", "pre-push", 'proplint-pre-push "$@"')
    else:
        hook_of(clone.parent / "server.git", "pre-receive", "proplint-pre-receive")
    return str(request.param)


def commit(clone: Path, data: str, branch: str = "main", name: str = "a.csv") -> None:
    if branch != git("branch", "--show-current").strip():
        git("checkout", "--quiet", "-B", branch)
    write(clone / name, data)
    commit_all(clone)


def push(*arguments: str) -> Done:
    done = run("git", "push", "origin", *arguments)
    assert "Traceback" not in done.all
    return done


def refused(done: Done, *says: str) -> None:
    assert done.code != 0
    for text in says:
        assert text in done.all.replace("remote: ", "")


def taken(done: Done) -> None:
    assert done.code == 0, done.all


@pytest.mark.usefixtures("guarded")
def test_one_ref(clone: Path) -> None:
    commit(clone, GOOD)
    taken(push("main"))
    commit(clone, CHANGED)
    refused(push("main"), "refs/heads/main:", SAYS)


@pytest.mark.usefixtures("guarded")
def test_a_ref_that_is_not_checked_out(clone: Path) -> None:
    commit(clone, CHANGED, "side")
    git("checkout", "--quiet", "main")
    refused(push("side"), "refs/heads/side:", SAYS)
    git("checkout", "--quiet", "side")
    git("checkout", "--quiet", "-B", "fine", "main")
    taken(push("fine"))


@pytest.mark.usefixtures("guarded")
def test_several_refs_are_each_judged(clone: Path) -> None:
    commit(clone, GOOD, "good")
    git("checkout", "--quiet", "main")
    commit(clone, CHANGED, "bad")
    git("checkout", "--quiet", "main")
    refused(push("good", "bad"), "refs/heads/bad:", SAYS)
    taken(push("good"))


@pytest.mark.usefixtures("guarded")
def test_a_new_branch_is_compared_with_where_it_leaves(clone: Path) -> None:
    commit(clone, GOOD, "side")
    write(clone / "b.csv", FILE.replace("c", "d"))
    commit_all(clone)
    taken(push("side"))
    commit(clone, CHANGED, "side")
    git("checkout", "--quiet", "-B", "more")
    refused(push("more"), SAYS)


@pytest.mark.usefixtures("guarded")
def test_a_force_push_is_compared_with_what_both_have(clone: Path) -> None:
    commit(clone, GOOD)
    taken(push("main"))
    git("reset", "--quiet", "--hard", "HEAD~1")
    commit(clone, FILE.replace("n2", "N2"))
    taken(push("--force", "main"))
    commit(clone, CHANGED)
    git("commit", "--quiet", "--amend", "--no-edit")
    refused(push("--force", "main"), SAYS)


@pytest.mark.usefixtures("guarded")
def test_deleting_a_ref_and_pushing_a_tag(clone: Path) -> None:
    commit(clone, GOOD, "side")
    taken(push("side"))
    taken(push("--delete", "side"))
    commit(clone, CHANGED, "tagged")
    git("tag", "--annotate", "--message", "x", "v1")
    refused(push("v1"), "refs/tags/v1:", SAYS)


def test_the_first_push_of_all(workdir: Path, clone: Path, guarded: str) -> None:
    git("init", "--quiet", "--bare", "../empty.git")
    git("remote", "set-url", "origin", "../empty.git")
    git("update-ref", "-d", "refs/remotes/origin/main")
    if guarded == "proplint-pre-receive":
        hook_of(workdir / "empty.git", "pre-receive", guarded)
    commit(clone, CHANGED)
    done = push("main")
    taken(done)
    unchecked = "there was no proplint.yaml before, so nothing was checked"
    compared = "Customer ID and Email were not compared: nothing of this history was there before"
    assert (unchecked if guarded == "proplint-pre-receive" else compared) in done.all


def test_cells_are_judged_too(clone: Path, guarded: str) -> None:
    assert guarded
    commit(clone, GOOD.replace("n2", "much too long a note"))
    refused(push("main"), "too-long")
    commit(clone, GOOD, name="b.csv")
    commit(clone, GOOD)
    taken(push("main"))


def test_accepted_keys_go_through(clone: Path, guarded: str) -> None:
    assert guarded
    commit(clone, CHANGED)
    assert run("proplint", "accept", "a.csv").code == 0
    commit_all(clone)
    taken(push("main"))


def test_a_server_takes_its_configuration_from_before_and_loads_no_plugin(clone: Path) -> None:
    server = clone.parent / "server.git"
    hook_of(server, "pre-receive", "proplint-pre-receive")
    marker = clone.parent / "executed"
    write(clone / "evil.py", f"open({str(marker)!r}, 'w').close()")
    write(
        clone / "proplint.yaml",
        "version: 1\nplugins: [./evil.py]\nproperties: {Text:Note: }\nrules: {email-changed: 'off'}\n",
    )
    commit(clone, CHANGED)
    refused(push("main"), SAYS)
    git("reset", "--quiet", "--hard", "HEAD~1")
    write(clone / "evil.py", f"open({str(marker)!r}, 'w').close()")
    write(clone / "proplint.yaml", "version: 1\nplugins: [./evil.py]\nproperties: {Text:Note: }\n")
    commit_all(clone)
    taken(push("main"))
    commit(clone, GOOD)
    taken(push("main"))
    assert not marker.exists()


def test_a_server_writes_no_error_files(clone: Path) -> None:
    server = clone.parent / "server.git"
    write(clone / "proplint.yaml", CONFIG + "error_file: {dir: errors}\n")
    commit_all(clone)
    taken(push("main"))
    hook_of(server, "pre-receive", "proplint-pre-receive")
    before = sorted(os.listdir(server))
    commit(clone, GOOD.replace("N1", "much too long"))
    done = push("main")
    refused(done, "too-long")
    assert sorted(os.listdir(server)) == before
    assert "errors/a.errors.csv" not in done.all


def test_a_server_with_a_configuration_of_its_own(clone: Path) -> None:
    strict = write(clone.parent / "trusted.yaml", CONFIG.replace("9", "2"))
    hook_of(clone.parent / "server.git", "pre-receive", f"proplint-pre-receive --config '{strict}'")
    commit(clone, GOOD.replace("n2", "long"))
    refused(push("main"), "too-long")
    commit(clone, GOOD)
    taken(push("main"))


def test_each_commit_when_asked(clone: Path) -> None:
    server = clone.parent / "server.git"
    hook_of(server, "pre-receive", "proplint-pre-receive")
    commit(clone, CHANGED)
    commit(clone, GOOD)
    hook_of(server, "pre-receive", "proplint-pre-receive --each-commit")
    refused(push("main"), SAYS, "commit ")
    hook_of(server, "pre-receive", "proplint-pre-receive")
    taken(push("main"))


@pytest.mark.parametrize("name", ["proplint-pre-push", "proplint-pre-receive"])
def test_outside_of_git_or_with_lines_that_are_not_gits(workdir: Path, clone: Path, name: str) -> None:
    arguments = ["origin"] if name == "proplint-pre-push" else []
    done = run(name, *arguments, cwd=workdir)
    assert done.code == 2
    assert "repository" in done.err
    done = run(name, *arguments, stdin=b"nonsense\n", cwd=clone / ".git" if not arguments else clone)
    assert done.code == 2
    assert "is none of git's" in done.err
