"""The hook `proplint`: what the index changes, in real repositories."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from support import BAD, BAD_RULES, CONFIG, GOOD, Done, commit_all, git, repository, rules, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

LOOSE = "version: 1\n"
COMPARED_WITH_NOTHING = "notice: Customer ID and Email were not compared: the index is the same as HEAD"
NOTHING = "Nothing to check.\n"


def hook(*arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    return run("proplint-hook", *arguments, cwd=cwd, env=env)


@pytest.fixture
def shop(workdir: Path) -> Path:
    """Return a repository with a configuration and two good files, committed."""
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": GOOD, "sub/b.csv": GOOD, "notes.txt": "x"})
    commit_all(workdir)
    return workdir


def stage(shop: Path, files: dict[str, str | bytes]) -> None:
    write_all(shop, files)
    git("add", "--all", cwd=shop)


def test_a_bad_change_is_refused_cell_by_cell(shop: Path) -> None:
    stage(shop, {"a.csv": BAD})
    done = hook()
    assert done.code == 1
    assert rules(done.out) == BAD_RULES
    assert "in 1 file (2 records)" in done.out


def test_a_good_change_passes(shop: Path) -> None:
    stage(shop, {"a.csv": GOOD.replace("42.5", "43")})
    assert hook() == (0, "No mistakes in 1 file (2 records).\n", "")
    assert hook("--quiet") == (0, "", "")


def test_the_index_is_read_not_the_disk(shop: Path) -> None:
    stage(shop, {"a.csv": BAD})
    write_all(shop, {"a.csv": GOOD, "sub/b.csv": BAD, "proplint.yaml": "broken"})
    assert rules(hook().out) == BAD_RULES


def test_only_what_changes_is_checked(shop: Path) -> None:
    stage(shop, {"sub/b.csv": BAD})
    commit_all(shop)
    stage(shop, {"a.csv": GOOD.replace("42.5", "43")})
    assert hook().code == 0
    stage(shop, {"notes.txt": "y", "a.csv": GOOD})
    assert hook() == (0, NOTHING, "")


def test_a_renamed_file_is_checked_under_its_new_name(shop: Path) -> None:
    stage(shop, {"sub/b.csv": BAD})
    commit_all(shop)
    git("mv", "sub/b.csv", "sub/c d.csv")
    assert hook().out.startswith("sub/c d.csv:3:18: ")


@pytest.mark.usefixtures("shop")
def test_a_deleted_file_is_told() -> None:
    git("rm", "--quiet", "sub/b.csv")
    said = (
        "sub/b.csv:1:1: warning: removed-file: the file is deleted, and with it the keys of 2 customers; nothing to do"
    )
    done = hook()
    assert done.code == 0
    assert done.out.startswith(said)
    assert "Found 1 warning.\n" in done.out
    assert hook("--strict").code == 1


def test_a_new_file_is_checked(shop: Path) -> None:
    stage(shop, {"new.csv": BAD, "new.errors.csv": BAD, "x.txt": BAD})
    done = hook()
    assert rules(done.out) == BAD_RULES
    assert done.out.startswith("new.csv:")


def test_a_file_that_its_configuration_does_not_match_is_not_its_business(shop: Path) -> None:
    stage(shop, {"proplint.yaml": CONFIG + "files: [sub/*.csv]\n"})
    commit_all(shop)
    stage(shop, {"a.csv": BAD})
    assert hook() == (0, NOTHING, "")


def test_a_changed_configuration_brings_in_all_that_it_governs(shop: Path) -> None:
    stage(shop, {"other/proplint.yaml": LOOSE, "other/c.csv": BAD, "a.csv": BAD, "sub/b.csv": BAD})
    commit_all(shop)
    stage(shop, {"proplint.yaml": CONFIG + "# touched\n"})
    assert rules(hook().out) == BAD_RULES * 2
    commit_all(shop)
    git("rm", "--quiet", "proplint.yaml")
    assert hook() == (0, NOTHING, "")
    commit_all(shop)
    git("rm", "--quiet", "other/proplint.yaml")
    assert hook().code == 2


def test_a_configuration_that_goes_hands_its_files_to_the_one_above(shop: Path) -> None:
    stage(shop, {"sub/proplint.yaml": LOOSE, "sub/b.csv": GOOD.replace("Blue", "Mauve")})
    commit_all(shop)
    git("rm", "--quiet", "sub/proplint.yaml")
    assert rules(hook().out) == ["unknown-option"]


PLUGIN = """
from proplint.api import Problem, Rule, hookimpl
class Shoe:
    name, aliases, doc, options = "Shoe", (), "A shoe.", ()
    rules = (Rule("no-shoe", "What.", "Why.", "x", "shoe"),)
    def compile(self, options):
        return self
    def check(self, value):
        return None if value == "shoe" else Problem("no-shoe", "{value} is no shoe", "write `shoe`")
@hookimpl
def proplint_property_types():
    return [Shoe()]
"""


def test_a_changed_plugin_file_brings_in_the_files_it_judges(shop: Path) -> None:
    config = "version: 1\nplugins: [../plugins/shoe.py]\nproperties: {Shoe:Left: {}}\n"
    shoes = "Customer ID,Email,Shoe:Left\na1,a@example.com,boot\n"
    loose = PLUGIN.replace('"shoe" else', '"boot" else')
    stage(shop, {"shoes/proplint.yaml": config, "shoes/a.csv": shoes, "plugins/shoe.py": loose, "a.csv": BAD})
    commit_all(shop)
    stage(shop, {"plugins/shoe.py": PLUGIN})
    done = hook()
    assert done.out.startswith("shoes/a.csv:2:18: no-shoe: `boot` is no shoe")
    assert "in 1 file (1 record)" in done.out
    done = hook("--no-local-plugins")
    assert done.code == 0
    assert "`Shoe:Left` is not checked" in done.out


def test_when_nothing_changes_every_governed_file_is_checked_and_told(shop: Path) -> None:
    write(shop / "sub" / "b.csv", BAD)
    done = hook()
    assert rules(done.out) == BAD_RULES
    assert COMPARED_WITH_NOTHING in done.out
    assert "every governed file was checked as it is on disk; `proplint check --base REV` compares" in done.out
    assert "2 files" in done.out
    assert hook(cwd=shop / "sub").out.replace(f"{shop}/", "").count("b.csv:3:") == 4


def test_without_a_configuration_it_says_how_to_make_one(workdir: Path) -> None:
    repository(workdir)
    stage(workdir, {"a.csv": BAD})
    done = hook()
    assert (done.code, done.out) == (2, "")
    assert "no proplint.yaml is in git here" in done.err
    assert "`proplint init EXPORT.csv`, and `git add proplint.yaml`" in done.err


def test_files_that_no_configuration_governs_are_not_its_business(workdir: Path) -> None:
    repository(workdir)
    stage(workdir, {"shop/proplint.yaml": CONFIG, "a.csv": BAD})
    assert hook() == (0, NOTHING, "")
    commit_all(workdir)
    assert hook() == (0, NOTHING, "")


def test_the_first_commit(workdir: Path) -> None:
    repository(workdir)
    stage(workdir, {"proplint.yaml": CONFIG, "a.csv": BAD})
    assert rules(hook().out) == BAD_RULES


def test_a_merge_that_is_not_finished(shop: Path) -> None:
    git("checkout", "--quiet", "-b", "side")
    stage(shop, {"a.csv": GOOD.replace("42.5", "1")})
    commit_all(shop)
    git("checkout", "--quiet", "main")
    stage(shop, {"a.csv": GOOD.replace("42.5", "2")})
    commit_all(shop)
    assert run("git", "merge", "side").code == 1
    done = hook()
    assert done.code == 2
    assert "a.csv is not merged yet: resolve its conflict and `git add` it" in done.err
    git("add", "a.csv")
    assert rules(hook().out) == ["conflict-marker"]


def test_outside_of_a_repository(workdir: Path) -> None:
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": BAD})
    done = hook()
    assert done.code == 2
    assert "needs a git repository" in done.err


def test_a_broken_configuration_does_not_hide_another_store(shop: Path) -> None:
    stage(shop, {"a.csv": BAD, "other/proplint.yaml": "version: 9\n", "other/b.csv": GOOD})
    done = hook()
    assert done.code == 2
    assert rules(done.out) == BAD_RULES
    assert "other/proplint.yaml:1:10: version 9 was made for a newer proplint" in done.err


def test_a_broken_configuration_alone_is_refused_too(shop: Path) -> None:
    stage(shop, {"proplint.yaml": "version: 1\nfile: x\n"})
    done = hook()
    assert done.code == 2
    assert "proplint.yaml:2:1: unknown key `file`" in done.err
    stage(shop, {"proplint.yaml": CONFIG, "empty/proplint.yaml": "version: 1\nfile: x\n"})
    assert "empty/proplint.yaml:2:1: unknown key `file`" in hook().err


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"


def test_a_pointer_whose_content_is_not_there(shop: Path) -> None:
    stage(shop, {"a.csv": POINTER})
    assert rules(hook().out) == ["lfs-pointer"]


def test_a_pointer_is_followed_through_the_filter(shop: Path) -> None:
    write(shop / "large", BAD)
    git("config", "filter.lfs.clean", f"printf '{POINTER}'".replace("\n", "\\n"))
    git("config", "filter.lfs.smudge", "cat large")
    stage(shop, {".gitattributes": "a.csv filter=lfs\n", "a.csv": BAD})
    assert git("show", ":a.csv") == POINTER
    assert rules(hook().out) == BAD_RULES


def test_from_a_folder_below_the_top(shop: Path) -> None:
    stage(shop, {"sub/b.csv": BAD, "a.csv": BAD})
    done = hook("--format", "json", cwd=shop / "sub")
    paths = {found["path"] for found in json.loads(done.out)["findings"]}
    assert paths == {"b.csv", f"{shop.as_posix()}/a.csv"}


def test_error_files_go_where_the_configuration_says(shop: Path) -> None:
    stage(shop, {"proplint.yaml": CONFIG + "error_file: {dir: out}\n", "sub/b.csv": BAD})
    assert hook().out.endswith("what is wrong: out/sub/b.errors.csv\n")
    assert (shop / "out" / "sub" / "b.errors.csv").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name", [b"\xfe.csv", b"a\nb.csv", b"-x.csv", b":colon.csv", b"*.csv", b'q".csv', b"1:stage.csv"]
)
def test_names_of_every_kind(shop: Path, name: bytes) -> None:
    with open(os.fsencode(shop) + b"/" + name, "wb") as file:
        file.write(BAD.encode())
    git("add", "--all")
    found = json.loads(hook("--format", "json").out)["findings"]
    assert {os.fsencode(one["path"]) for one in found} == {name}
    assert hook().code == 1


GIT_HOOK = "#!/bin/sh\nexec proplint-hook\n"


def install(shop: Path, name: str = "pre-commit") -> None:
    write(shop / ".git" / "hooks" / name, GIT_HOOK).chmod(0o755)


def commit(*arguments: str, cwd: Path | None = None) -> Done:
    return run("git", "commit", "--message", "x", *arguments, cwd=cwd)


def test_as_a_plain_git_hook_in_every_way_to_commit(shop: Path) -> None:
    install(shop)
    write(shop / "a.csv", BAD)
    done = commit("--all")  # an index of its own, beside the real one
    assert done.code == 1
    assert rules(done.err) == BAD_RULES
    assert commit("a.csv").code == 1
    write(shop / "sub" / "b.csv", GOOD.replace("42.5", "1"))
    assert commit("sub/b.csv").code == 0
    assert commit("--all", "--no-verify").code == 0
    write(shop / "a.csv", GOOD.replace("42.5", "2"))
    assert commit("--all", "--amend").code == 0
    assert ",2,2025" in git("show", "HEAD:a.csv")


def test_as_a_plain_git_hook_in_a_worktree_and_below_the_top(shop: Path) -> None:
    install(shop)
    git("worktree", "add", "--quiet", "../tree")
    tree = shop.parent / "tree"
    write(tree / "sub" / "b.csv", BAD)
    done = commit("--all", cwd=tree / "sub")
    assert done.code == 1
    assert rules(done.err) == BAD_RULES
    write(tree / "sub" / "b.csv", GOOD.replace("42.5", "1"))
    assert commit("--all", cwd=tree / "sub").code == 0


def test_a_merge_is_checked_before_it_is_committed(shop: Path) -> None:
    install(shop, "pre-merge-commit")
    git("checkout", "--quiet", "-b", "side")
    stage(shop, {"a.csv": BAD})
    commit_all(shop)
    git("checkout", "--quiet", "main")
    stage(shop, {"notes.txt": "y"})
    commit_all(shop)
    done = run("git", "merge", "--no-edit", "side")
    assert done.code == 1
    assert rules(done.all) == BAD_RULES
