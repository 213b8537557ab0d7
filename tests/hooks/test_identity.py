"""What was it before? Every way in which a commit is made, each with its keys unchanged and with one e-mail changed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from support import AWKWARD_NAMES, Done, commit_all, git, proplint, repository, run, write, write_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONFIG = "version: 1\nproperties: {Text:Note: }\n"
HEADER = "Customer ID,Email,Text:Note\n"
ROWS = [f"c{number},c{number}@example.com,n{number}\n" for number in range(8)]
FILE = HEADER + "".join(ROWS)
IDENTITY = {"email-changed", "customer-id-changed", "unknown-customer", "removed-file", "base-unavailable"}


def hook(*arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    return run("proplint-hook", "--format", "json", *arguments, cwd=cwd, env=env)


def check(*arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> Done:
    return proplint("check", "--format", "json", *arguments, cwd=cwd, env=env)


def found(done: Done) -> list[tuple[str, str, int]]:
    """Return path, rule and line of each finding about identity."""
    assert "Traceback" not in done.all
    lines = (line.strip() for line in done.all.splitlines() if line.startswith('  {"path"'))
    findings = [json.JSONDecoder().raw_decode(line)[0] for line in lines]
    return [(one["path"], one["rule"], one["line"]) for one in findings if one["rule"] in IDENTITY]


def stage(files: dict[str, str | bytes], *, folder: Path | None = None) -> None:
    here = folder or _cwd()
    write_all(here, files)
    git("add", "--all", cwd=here)


def _cwd() -> Path:
    from pathlib import Path

    return Path.cwd()


@pytest.fixture(autouse=True)
def shop(workdir: Path) -> Path:
    """Return a repository with a configuration and a file, committed."""
    shop = workdir / "shop"
    repository(shop)
    write_all(
        shop,
        {"proplint.yaml": CONFIG, "a.csv": FILE, "other/b.csv": FILE.replace("c", "d").replace("Dustomer", "Customer")},
    )
    write(shop / "other" / "b.csv", HEADER + "".join(row.replace("c", "d", 2) for row in ROWS))
    commit_all(shop)
    os.chdir(shop)
    return shop


def edited(text: str, change: bool) -> str:
    """Edit a note, and an e-mail too when it is to be changed: that of c5, on line 7."""
    text = text.replace("n2", "N2")
    return text.replace("c5@example.com", "other@example.com") if change else text


Scene = tuple[Done, str, int]


def plain_edit(change: bool) -> Scene:
    stage({"a.csv": edited(FILE, change)})
    return hook(), "a.csv", 7


def partial_staging(change: bool) -> Scene:
    stage({"a.csv": edited(FILE, change)})
    write_all(_cwd(), {"a.csv": edited(FILE, not change), "other/b.csv": "x"})
    return hook(), "a.csv", 7


def working_file(change: bool) -> Scene:
    write_all(_cwd(), {"a.csv": edited(FILE, change)})
    return check("a.csv"), "a.csv", 7


def from_a_folder_below(change: bool) -> Scene:
    stage({"a.csv": edited(FILE, change)})
    return check("--staged", "../a.csv", cwd=_cwd() / "other"), "../a.csv", 7


def by_absolute_path(change: bool) -> Scene:
    write_all(_cwd(), {"a.csv": edited(FILE, change)})
    return check(_cwd() / "a.csv"), "a.csv", 7


def amend(change: bool) -> Scene:
    stage({"other/b.csv": HEADER})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": edited(FILE, change)})
    return hook(), "a.csv", 7


def rename(change: bool) -> Scene:
    git("mv", "a.csv", "new.csv")
    stage({"new.csv": edited(FILE, change)})
    return hook(), "new.csv", 7


def rename_on_disk_that_git_was_not_told(change: bool) -> Scene:
    os.rename("a.csv", "new.csv")
    write_all(_cwd(), {"new.csv": edited(FILE, change)})
    return check("new.csv"), "new.csv", 7


def rename_with_every_row_edited(change: bool) -> Scene:
    git("rm", "--quiet", "a.csv")
    rows = edited(FILE, change).splitlines()
    wide = "".join(
        f'"{row.replace(",", chr(34) + "," + chr(34))}","{at or "Text:More"}"\r\n' for at, row in enumerate(rows)
    )
    stage({"new.csv": b"\xef\xbb\xbf" + wide.encode(), "proplint.yaml": CONFIG.replace(": }", ": , Text:More: }")})
    return hook(), "new.csv", 7


def case_only_rename(change: bool) -> Scene:
    git("mv", "a.csv", "A.csv")
    stage({"A.csv": edited(FILE, change)})
    return hook(), "A.csv", 7


def rename_with_diff_renames_switched_off(change: bool) -> Scene:
    for name in ("diff.renames", "diff.noprefix", "core.quotePath"):
        git("config", name, "false")
    git("config", "color.ui", "always")
    return rename(change)


def split_in_two(change: bool) -> Scene:
    git("rm", "--quiet", "a.csv")
    rows = edited(FILE, change).splitlines(keepends=True)
    stage({"one.csv": "".join(rows[:4]), "two.csv": "".join([rows[0], *rows[4:]])})
    return hook(), "two.csv", 4


def split_off(change: bool) -> Scene:
    rows = edited(FILE, change).splitlines(keepends=True)
    stage({"a.csv": "".join(rows[:4]), "two.csv": "".join([rows[0], *rows[4:]])})
    return hook(), "two.csv", 4


def merged_into_one(change: bool) -> Scene:
    other = (_cwd() / "other" / "b.csv").read_text()
    git("rm", "--quiet", "a.csv", "other/b.csv")
    stage({"all.csv": other + edited(FILE, change).removeprefix(HEADER)})
    return hook(), "all.csv", 15


def another_format(change: bool) -> Scene:
    rows = [row.split(",")[::-1] for row in reversed(edited(FILE, change).split("\n")[1:-1])]
    text = "\r\n".join(
        f'"{chr(34).join([",".join(row)])}"'.replace(",", '","')
        for row in [["Text:Note", "Email", "Customer ID"], *rows]
    )
    stage({"a.csv": b"\xef\xbb\xbf" + text.encode()})
    return hook(), "a.csv", 4


def clean_merge(change: bool) -> Scene:
    _diverge(FILE.replace("n7", "N7"), FILE.replace("c1@", "theirs@"))
    git("merge", "--quiet", "--no-commit", "side")
    stage({"a.csv": edited((_cwd() / "a.csv").read_text(), change)})
    return hook(), "a.csv", 7


def conflicted_merge(change: bool) -> Scene:
    _diverge(FILE.replace("n2", "mine"), FILE.replace("n2", "theirs").replace("c6@", "new@"))
    assert run("git", "merge", "side").code == 1
    # c6's e-mail is as in the other parent: nobody changed it here.
    stage({"a.csv": edited(FILE.replace("c6@", "new@"), change)})
    return hook(), "a.csv", 7


def cherry_pick(change: bool) -> Scene:
    _diverge(FILE.replace("n2", "mine"), edited(FILE, change))
    assert run("git", "cherry-pick", "side").code == 1
    stage({"a.csv": edited(FILE, change)})
    return hook(), "a.csv", 7


def _diverge(mine: str, theirs: str) -> None:
    """Make two branches."""
    git("checkout", "--quiet", "-b", "side")
    stage({"a.csv": theirs})
    git("commit", "--quiet", "--message", "theirs")
    git("checkout", "--quiet", "main")
    stage({"a.csv": mine, "mine.txt": "x"})
    git("commit", "--quiet", "--message", "mine")


def rebase(change: bool) -> Scene:
    _diverge(FILE.replace("n2", "mine"), FILE.replace("n2", "theirs"))
    assert run("git", "rebase", "side").code == 1
    stage({"a.csv": edited(FILE, change)})
    return hook(), "a.csv", 7


def stash(change: bool) -> Scene:
    write_all(_cwd(), {"a.csv": edited(FILE, change)})
    git("stash", "--quiet")
    assert found(check()) == []
    git("stash", "pop", "--quiet")
    return check(), "a.csv", 7


def filter_that_encrypts(change: bool) -> Scene:
    git("config", "filter.secret.clean", "tr 'A-Za-z' 'N-ZA-Mn-za-m'")
    git("config", "filter.secret.smudge", "tr 'A-Za-z' 'N-ZA-Mn-za-m'")
    stage({".gitattributes": "s.csv filter=secret\n", "s.csv": FILE})
    git("commit", "--quiet", "--message", "x")
    assert "Phfgbzre VQ" in git("show", "HEAD:s.csv")
    stage({"s.csv": edited(FILE, change)})
    return hook(), "s.csv", 7


def worktree(change: bool) -> Scene:
    git("worktree", "add", "--quiet", "../tree")
    tree = _cwd().parent / "tree"
    stage({"a.csv": edited(FILE, change)}, folder=tree)
    return hook(cwd=tree), "a.csv", 7


def worktree_as_git_calls_it(change: bool) -> Scene:
    git("worktree", "add", "--quiet", "../tree")
    tree = _cwd().parent / "tree"
    write(_cwd() / ".git" / "hooks" / "pre-commit", "#!/bin/sh\nexec proplint-hook --format json\n").chmod(0o755)
    write_all(tree, {"a.csv": edited(FILE, change)})
    done = run("git", "commit", "--all", "--message", "x", cwd=tree / "other")
    return done, "a.csv", 7


def submodule(change: bool) -> Scene:
    outer = repository(_cwd().parent / "outer")
    git("submodule", "--quiet", "add", _cwd().as_uri(), "shop", cwd=outer)
    stage({"a.csv": edited(FILE, change)}, folder=outer / "shop")
    return hook(cwd=outer / "shop"), "a.csv", 7


def commit_all_by_git(change: bool) -> Scene:
    write(_cwd() / ".git" / "hooks" / "pre-commit", "#!/bin/sh\nexec proplint-hook --format json\n").chmod(0o755)
    write_all(_cwd(), {"a.csv": edited(FILE, change)})
    done = run("git", "commit", "--all", "--message", "x")
    return done, "a.csv", 7


def autocrlf(change: bool) -> Scene:
    git("config", "core.autocrlf", "true")
    write_all(_cwd(), {"a.csv": edited(FILE, change).replace("\n", "\r\n")})
    return check(), "a.csv", 7


def attribute_utf16(change: bool) -> Scene:
    stage(
        {
            ".gitattributes": "u.csv working-tree-encoding=UTF-16LE-BOM\n",
            "u.csv": b"\xff\xfe" + FILE.encode("utf-16-le"),
        }
    )
    git("commit", "--quiet", "--message", "x")
    stage({"u.csv": b"\xff\xfe" + edited(FILE, change).encode("utf-16-le")})
    return hook(), "u.csv", 7


def sparse_checkout(change: bool) -> Scene:
    stage({"a.csv": edited(FILE, change)})
    git("sparse-checkout", "set", "--no-cone", "/*", "!/a.csv", "!/other/")
    return hook(), "a.csv", 7


def shallow_clone(change: bool) -> Scene:
    git("clone", "--quiet", "--depth=1", _cwd().as_uri(), "../shallow")
    clone = _cwd().parent / "shallow"
    stage({"a.csv": edited(FILE, change)}, folder=clone)
    return hook(cwd=clone), "a.csv", 7


def merge_request_at_depth_two(change: bool) -> Scene:
    stage({"a.csv": edited(FILE, change)})
    git("commit", "--quiet", "--message", "x")
    git("clone", "--quiet", "--depth=2", _cwd().as_uri(), "../deep")
    return check("--base", "HEAD^1", cwd=_cwd().parent / "deep"), "a.csv", 7


def sha256_repository(change: bool) -> Scene:
    other = _cwd().parent / "sha256"
    git("init", "--quiet", "--object-format=sha256", other)
    write_all(other, {"proplint.yaml": CONFIG, "a.csv": FILE})
    commit_all(other)
    stage({"a.csv": edited(FILE, change)}, folder=other)
    return hook(cwd=other), "a.csv", 7


def range_of_a_runner(change: bool) -> Scene:
    git("tag", "before")
    stage({"a.csv": edited(FILE, change)})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": FILE})  # neither index nor disk are asked
    env = {"PRE_COMMIT_FROM_REF": "before", "PRE_COMMIT_TO_REF": "HEAD"}
    return hook(env=env), "a.csv", 7


def range_whose_other_side_went_on(change: bool) -> Scene:
    git("branch", "upstream")
    stage({"a.csv": edited(FILE, change)})
    git("commit", "--quiet", "--message", "x")
    git("checkout", "--quiet", "upstream")
    stage({"a.csv": FILE.replace("c1@", "theirs@")})
    git("commit", "--quiet", "--message", "x")
    env = {"PRE_COMMIT_FROM_REF": "upstream", "PRE_COMMIT_TO_REF": "main"}
    return hook(env=env), "a.csv", 7


def named_revision(change: bool) -> Scene:
    git("tag", "-a", "-m", "x", "export")
    stage({"a.csv": edited(FILE, change)})
    git("commit", "--quiet", "--message", "x")
    return check("--base", "export"), "a.csv", 7


SCENES: list[Callable[[bool], Scene]] = [
    *(plain_edit, partial_staging, working_file, from_a_folder_below, by_absolute_path, amend, rename),
    *(
        rename_on_disk_that_git_was_not_told,
        rename_with_every_row_edited,
        case_only_rename,
        rename_with_diff_renames_switched_off,
        split_in_two,
        split_off,
    ),
    *(merged_into_one, another_format, clean_merge, conflicted_merge, cherry_pick, worktree, worktree_as_git_calls_it),
    *(rebase, stash, filter_that_encrypts),
    *(submodule, commit_all_by_git, autocrlf, attribute_utf16, sparse_checkout, shallow_clone),
    *(merge_request_at_depth_two, sha256_repository, range_of_a_runner, range_whose_other_side_went_on, named_revision),
]


@pytest.mark.parametrize("change", [False, True], ids=["as it was", "one e-mail changed"])
@pytest.mark.parametrize("scene", SCENES, ids=[scene.__name__.replace("_", " ") for scene in SCENES])
def test_scene(scene: Callable[[bool], Scene], change: bool) -> None:
    done, path, line = scene(change)
    assert found(done) == ([(path, "email-changed", line)] if change else [])
    assert done.code == (1 if change else 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_names_of_every_kind(shop: Path, name: str) -> None:
    stage({name: FILE})
    git("commit", "--quiet", "--message", "x")
    stage({name: edited(FILE, change=True)})
    assert found(hook()) == [(name, "email-changed", 7)]
    assert found(check("--", name)) == [(name, "email-changed", 7)]
    assert found(check("--staged", shop / name)) == [(name, "email-changed", 7)]


def test_what_another_parent_has_is_no_change_of_the_merge(shop: Path) -> None:
    _diverge(FILE.replace("n7", "N7"), edited(FILE, change=True))
    write(shop / ".git" / "hooks" / "pre-merge-commit", "#!/bin/sh\nexec proplint-hook\n").chmod(0o755)
    done = run("git", "merge", "--no-edit", "side")
    assert done.code == 0, done.all
    assert "No mistakes in 1 file" in done.all


def test_a_new_file_has_nothing_before() -> None:
    stage({"new.csv": FILE.replace("c", "e").replace("Eustomer", "Customer")})
    assert found(hook()) == []


def test_a_filtered_export_beside_the_whole_one_has_nothing_before() -> None:
    stage({"a.csv": edited(FILE, change=False), "filtered.csv": HEADER + "c5,new@example.com,x\n"})
    assert found(hook()) == []


def test_an_untracked_file_has_nothing_before(shop: Path) -> None:
    write(shop / "new.csv", FILE)
    assert found(check("new.csv")) == []
    git("rm", "--quiet", "--cached", "a.csv")
    write(shop / "a.csv", edited(FILE, change=True))
    assert found(check("a.csv")) == [("a.csv", "email-changed", 7)]


def test_a_deleted_file_is_told_unless_its_customers_went_elsewhere() -> None:
    git("rm", "--quiet", "a.csv")
    assert found(hook()) == [("a.csv", "removed-file", 1)]
    stage({"proplint.yaml": CONFIG + "rules: {removed-file: off}\n"})
    assert found(hook()) == []
    stage({"proplint.yaml": CONFIG, "z.csv": FILE})
    assert found(hook()) == []


def test_an_id_changed_in_a_file_that_git_takes_for_another() -> None:
    git("rm", "--quiet", "a.csv")
    stage({"z.csv": FILE.replace("c3,", "x3,").replace("\n", "\r\n").replace(",n", ",another note ")})
    assert found(hook()) == [("z.csv", "customer-id-changed", 5)]


def test_a_renamed_file_without_customers_is_not_a_deleted_one() -> None:
    stage({"empty.csv": HEADER})
    git("commit", "--quiet", "--message", "x")
    git("mv", "empty.csv", "still empty.csv")
    assert found(hook()) == []
    git("rm", "--quiet", "--force", "still empty.csv")
    assert found(hook()) == [("empty.csv", "removed-file", 1)]


def test_a_deleted_file_that_nothing_governs_is_nobodys_business() -> None:
    stage({"proplint.yaml": CONFIG + "files: [other/*.csv]\n", "a.csv": FILE})
    git("commit", "--quiet", "--message", "x")
    git("rm", "--quiet", "a.csv")
    assert found(hook()) == []


def notices(done: Done) -> list[str]:
    return list(json.loads(done.out)["notices"])


def test_there_is_one_notice_where_nothing_can_be_compared(workdir: Path) -> None:
    nothing = "Customer ID and Email were not compared: "
    plain = workdir / "plain"
    write_all(plain, {"a.csv": FILE, "b.csv": FILE, "proplint.yaml": CONFIG})
    assert notices(check(cwd=plain)) == [f"{nothing}there is no git repository here (or no git)"]
    repository(plain)
    assert notices(check(cwd=plain)) == [f"{nothing}there is no commit yet"]
    git("add", "--all", cwd=plain)
    assert notices(hook(cwd=plain)) == [f"{nothing}there is no commit yet"]
    commit_all(plain)
    assert notices(check(cwd=plain)) == []
    (said,) = notices(hook(cwd=plain))
    assert said.startswith(f"{nothing}the index is the same as HEAD")
    assert notices(check("--base", "none", cwd=plain)) == []


@pytest.mark.parametrize("arguments", [["--require-base"], ["--base", "HEAD"]])
def test_nothing_to_compare_with_is_refused_where_a_base_is_required(workdir: Path, arguments: list[str]) -> None:
    plain = workdir / "plain"
    write_all(plain, {"a.csv": FILE, "proplint.yaml": CONFIG})
    done = proplint("check", *arguments, cwd=plain)
    assert (done.code, done.out) == (2, "")
    assert "needs a git repository" in done.err
    repository(plain)
    assert proplint("check", *arguments, cwd=plain).code == 2
    commit_all(plain)
    assert proplint("check", *arguments, cwd=plain).code == 0
    assert run("proplint-hook", "--require-base", cwd=plain).code == 2


def test_a_revision_that_is_not_there(shop: Path) -> None:
    done = proplint("check", "--base", "v9")
    assert done.code == 2
    assert "--base v9 names no commit here: check its name" in done.err
    stage({"a.csv": edited(FILE, change=True)})
    git("commit", "--quiet", "--message", "x")
    git("clone", "--quiet", "--depth=1", shop.as_uri(), "../shallow")
    done = proplint("check", "--base", "HEAD^1", cwd=shop.parent / "shallow")
    assert done.code == 2
    assert "this clone is shallow and lacks it" in done.err
    assert "`fetch-depth: 2`" in done.err


def test_variables_of_a_checkout_name_no_range() -> None:
    stage({"a.csv": edited(FILE, change=True)})
    env = {"PRE_COMMIT_FROM_REF": "HEAD", "PRE_COMMIT_TO_REF": "HEAD", "PRE_COMMIT_CHECKOUT_TYPE": "1"}
    assert found(hook(env=env)) == [("a.csv", "email-changed", 7)]
    assert found(check(env={"PRE_COMMIT_FROM_REF": "x", "PRE_COMMIT_TO_REF": "y"})) == [("a.csv", "email-changed", 7)]


def test_a_range_that_begins_nowhere() -> None:
    stage({"a.csv": edited(FILE, change=True)})
    git("commit", "--quiet", "--message", "x")
    done = hook(env={"PRE_COMMIT_TO_REF": "HEAD"})
    assert found(done) == []
    assert notices(done) == ["Customer ID and Email were not compared: nothing of this history was there before"]
    assert hook(env={"PRE_COMMIT_TO_REF": "gone"}).code == 2


def lose(blob: str) -> None:
    path = _cwd() / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.unlink()


def test_a_version_that_is_lost_is_no_new_file() -> None:
    lose(git("rev-parse", "HEAD:a.csv").strip())
    stage({"a.csv": edited(FILE, change=True), "other/b.csv": HEADER})
    done = hook()
    assert found(done) == [("a.csv", "base-unavailable", 1)]
    assert done.code == 1
    assert found(check("--staged")) == [("a.csv", "base-unavailable", 1)]
    assert found(check("--base", "none", "a.csv")) == []


def test_a_blobless_clone_offline_can_not_tell(shop: Path) -> None:
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "--quiet", "--filter=blob:none", shop.as_uri(), "../blobless")
    clone = shop.parent / "blobless"
    stage({"a.csv": edited(FILE, change=False)}, folder=clone)
    git("commit", "--quiet", "--message", "x", cwd=clone)
    git("clone", "--quiet", "--filter=blob:none", "--no-checkout", shop.as_uri(), "../bare")
    bare = shop.parent / "bare"
    git("remote", "set-url", "origin", (shop.parent / "gone").as_uri(), cwd=bare)
    write_all(bare, {"proplint.yaml": CONFIG, "a.csv": edited(FILE, change=True)})
    git("add", "--all", cwd=bare)
    assert ("a.csv", "base-unavailable", 1) in found(hook(cwd=bare))


def test_a_pointer_before_whose_content_is_gone_can_not_tell() -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    stage({"a.csv": pointer})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": FILE})
    assert found(hook()) == [("a.csv", "base-unavailable", 1)]


def test_a_version_without_keys_is_told() -> None:
    stage({"a.csv": "x,y\n1,2\n"})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": FILE})
    done = hook()
    assert found(done) == []
    assert notices(done) == ["Customer ID and Email were not compared: the version before of a.csv has no such columns"]


def test_keys_that_were_double_are_told() -> None:
    stage({"a.csv": FILE + "c5,second@example.com,x\n"})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": FILE.replace("c5@example.com", "third@example.com")})
    done = hook()
    assert [rule for _, rule, _ in found(done)] == ["email-changed"]
    assert notices(done) == ["a.csv: the version before has Customer IDs with two e-mails: c5"]


def test_a_file_outside_of_the_repository(workdir: Path) -> None:
    write(workdir / "x.csv", FILE)
    done = check("../x.csv")
    assert (found(done), done.code) == ([], 0)
    assert "Customer ID and Email were not compared: ../x.csv lies outside of the repository" in notices(done)


def test_a_shifted_block_is_told_once_in_text_and_record_by_record_elsewhere(shop: Path) -> None:
    lines = FILE.splitlines()
    emails = [line.split(",")[1] for line in lines]
    for at in range(3, 7):
        lines[at] = lines[at].replace(emails[at], emails[at + 1])
    stage({"a.csv": "\n".join(lines) + "\n"})
    assert [line for _, rule, line in found(hook()) if rule == "email-changed"] == [4, 5, 6, 7]
    done = run("proplint-hook")
    assert "a.csv:4:1: email-changed: from line 4 to 7 the column Email is shifted by one row (4 records)" in done.out
    assert done.out.count("email-changed") == 1
    assert "Found 5 errors" in done.out
    assert (
        done.out == run("proplint-hook", "--redact").out.replace("***", "c7@example.com")
        or "shifted" in run("proplint-hook", "--redact").out
    )
    proplint("check", "--staged", "--error-files", "out")
    assert (shop / "out" / "a.errors.csv").read_text("utf-8-sig").count("in the version before") == 4


def test_a_swap_of_neighbours_is_no_shifted_block() -> None:
    swapped = FILE.replace("c4@", "?@").replace("c5@", "c4@").replace("?@", "c5@")
    stage({"a.csv": swapped})
    done = run("proplint-hook")
    assert done.out.count(": email-changed: ") == 2
    assert "shifted" not in done.out


def test_accept_takes_a_fresh_export(shop: Path) -> None:
    fresh = edited(FILE, change=True) + "new,new@example.com,x\n"
    stage({"a.csv": fresh})
    assert {rule for _, rule, _ in found(hook())} == {"email-changed", "unknown-customer"}
    done = proplint("accept", "a.csv")
    assert (done.code, done.out) == (0, "a.csv is accepted: commit proplint.lock with it.\n")
    assert found(hook()) != []  # not in the index yet
    assert found(check("a.csv")) == []
    git("add", "--all")
    assert found(hook()) == []
    git("commit", "--quiet", "--message", "fresh")
    assert found(check("--base", "HEAD~1")) == []
    stage({"a.csv": fresh.replace("c1@", "x@")})
    assert found(hook()) == [("a.csv", "email-changed", 3)]
    lock = json.loads((shop / "proplint.lock").read_text())
    assert [*lock["files"]] == ["a.csv"]


def test_accept_keeps_other_files_and_knows_stores(shop: Path) -> None:
    write_all(shop, {"other/proplint.yaml": CONFIG, "c.csv": FILE})
    assert proplint("accept", "a.csv").code == 0
    assert proplint("accept", "c.csv", "other/b.csv").code == 0
    assert [*json.loads((shop / "proplint.lock").read_text())["files"]] == ["a.csv", "c.csv"]
    assert [*json.loads((shop / "other" / "proplint.lock").read_text())["files"]] == ["b.csv"]


def test_what_can_not_be_accepted(shop: Path, workdir: Path) -> None:
    write_all(workdir, {"plain/a.csv": FILE})
    for arguments, cwd, says in (
        (["gone.csv"], shop, "gone.csv: no such file"),
        (["a.csv"], workdir / "plain", "no proplint.yaml governs it"),
        ([], shop, "Missing argument"),
    ):
        done = proplint("accept", *arguments, cwd=cwd)
        assert done.code == 2
        assert says in done.err
    write(shop / "x.csv", "a,b\n")
    assert "is no export with Customer ID and Email" in proplint("accept", "x.csv").err
    write(shop / "proplint.lock", "<<<<<<< HEAD\n")
    assert "no lock that this proplint can read" in proplint("accept", "a.csv").err
    stage({"a.csv": edited(FILE, change=True)})
    done = hook()
    assert done.code == 2
    assert "delete it, and accept its files again" in done.err


def test_customers_who_conflict_between_files() -> None:
    stage({"filtered.csv": HEADER + "c5,other@example.com,x\nc6,c6@example.com,x\n"})
    assert found(check()) == []
    stage({"proplint.yaml": CONFIG + "rules: {conflicting-customer: error}\n"})
    done = proplint("check")
    assert (
        "filtered.csv:2:4: conflicting-customer: `other@example.com` is `c5@example.com` in a.csv, line 7" in done.out
    )
    assert done.out.count("conflicting-customer:") == 1


BAD = FILE + "x,not an e-mail,n\n"


def test_only_what_is_new() -> None:
    stage({"a.csv": BAD})
    git("commit", "--quiet", "--message", "x")
    assert check("--new").code == 0
    assert notices(check("--new")) == ["1 finding is left out, which the version before had already"]
    assert check().code == 1
    stage({"a.csv": edited(BAD, change=False)})
    assert check("--new").code == 0
    stage({"a.csv": BAD.replace("c5@", "c5")})
    done = proplint("check", "--new")
    assert done.code == 1
    assert done.out.count("malformed-email") == 1
    assert "a.csv:7:4: malformed-email" in done.out
    stage({"a.csv": BAD + "y,also none,n\n"})
    assert "a.csv:11:3: malformed-email" in proplint("check", "--new").out
    stage({"a.csv": BAD.replace("x,not an e-mail,n", "x,not an e-mail,N")})
    assert proplint("check", "--new").out.count("malformed-email") == 1  # the record changed
    stage({"a.csv": FILE + ",,n\n"})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": FILE + ",,n\n,,n\n"})
    assert proplint("check", "--new").out.count(": missing-email: ") == 1  # there is one more of it


def test_only_what_is_new_by_configuration() -> None:
    stage({"a.csv": BAD, "proplint.yaml": CONFIG + "report: new\n"})
    git("commit", "--quiet", "--message", "x")
    stage({"a.csv": edited(BAD, change=False)})
    assert hook().code == 0
    assert check().code == 0
    stage({"proplint.yaml": CONFIG.replace("Text:Note: ", "Text:Note: {max_length: 1}") + "report: new\n"})
    done = hook()
    rules = [one["rule"] for one in json.loads(done.out)["findings"]]
    assert {*rules} == {"too-long"}  # what the changed configuration makes wrong is new
    git("mv", "a.csv", "moved.csv")
    stage({"proplint.yaml": CONFIG + "report: new\n"})
    assert hook().code == 0


def test_everything_is_told_where_nothing_says_what_is_new(workdir: Path) -> None:
    plain = workdir / "plain"
    write_all(plain, {"a.csv": BAD, "proplint.yaml": CONFIG})
    done = check("--new", cwd=plain)
    assert done.code == 1
    assert "there is no version before that tells what is new: every finding is reported" in notices(done)
