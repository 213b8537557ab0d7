"""The hooks in real runners: pre-commit, prek, lefthook, husky with lint-staged."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runners import RUNNERS, commit, configured
from support import BAD, BIN, CONFIG, GOOD, ROOT, Done, git, repository, run, write, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = [pytest.mark.checkout, pytest.mark.xdist_group("runners")]

SHOP: Mapping[str, str | bytes] = {"proplint.yaml": CONFIG, "a.csv": GOOD, "b c.csv": GOOD, "notes.txt": "x"}


@pytest.fixture
def shop(workdir: Path) -> Path:
    repository(workdir)
    write_all(workdir, SHOP)
    return workdir


def refused(done: Done, *names: str) -> None:
    assert done.code != 0
    for name in names:
        for rule in ("not-a-boolean", "unknown-option", "not-a-number", "impossible-date"):
            assert f"{name}:3:" in done.all
            assert rule in done.all
    assert "Traceback" not in done.all


@pytest.mark.parametrize("hook", ["proplint", "proplint-files"])
def test_installed(shop: Path, hook_repo: Path, runner: str, hook: str) -> None:
    write(shop / ".pre-commit-config.yaml", configured(hook_repo, hook))
    assert run(runner, "install", "--install-hooks").code == 0
    git("add", "--all")
    done = commit()
    assert done.code == 0, done.all
    assert done.all.count("Passed") == 1
    write_all(shop, {"a.csv": BAD, "b c.csv": BAD})
    refused(commit("--all"), "a.csv", "b c.csv")
    write_all(shop, {"a.csv": GOOD.replace("42.5", "1"), "b c.csv": BAD})
    git("add", "a.csv")
    done = commit()  # the bad file is not staged: it is put away, and it comes back
    assert done.code == 0, done.all
    assert (shop / "b c.csv").read_text() == BAD
    refused(commit("--all"), "b c.csv")
    refused(run(runner, "run", "--all-files"), "b c.csv")


def test_repairs(shop: Path, hook_repo: Path, runner: str) -> None:
    """A bad commit is refused and repaired; what is added then goes in, and what was not staged is not touched."""
    both = configured(hook_repo, "proplint-fix", f"      - id: proplint{chr(10)}")
    write(shop / ".pre-commit-config.yaml", both)
    assert run(runner, "install", "--install-hooks").code == 0
    git("add", "--all")
    done = commit()
    assert done.code == 0, done.all
    bad = BAD.replace("02/30", "02/20")
    write_all(shop, {"a.csv": bad, "b c.csv": GOOD + "c3,c@example.com,,,,\n"})
    git("add", "a.csv")
    partly = bad + "d4,d@example.com,wahr,,,\n"
    write(shop / "a.csv", partly)
    done = commit()
    assert done.code != 0
    assert "Repaired 3 mistakes in 1 file; nothing is left." in done.all
    assert "Traceback" not in done.all
    assert (shop / "b c.csv").read_text() == GOOD + "c3,c@example.com,,,,\n"
    assert (shop / "a.csv").read_text() == partly  # runners take repairs back that don't go with what is not staged
    write(shop / "a.csv", bad)
    git("add", "a.csv")
    done = commit()
    assert done.code != 0
    repaired = bad.replace("wahr", "TRUE").replace("blue", "Blue").replace('"42,5"', "42.5")
    assert (shop / "a.csv").read_text() == repaired
    git("add", "a.csv")
    done = commit()
    assert done.code == 0, done.all
    assert git("show", "HEAD:a.csv") == repaired


def test_the_change_as_a_whole(shop: Path, hook_repo: Path, runner: str) -> None:
    write(shop / ".pre-commit-config.yaml", configured(hook_repo, "proplint"))
    git("add", "--all")
    commit("--no-verify")
    assert run(runner, "install", "--install-hooks").code == 0
    git("rm", "--quiet", "b c.csv")
    done = commit()
    assert done.code == 0, done.all
    assert "Skipped" not in done.all
    write(shop / "proplint.yaml", CONFIG.replace("[Blue, Red]", "[Green]"))
    done = commit("--all")
    assert done.code != 0
    assert "a.csv:2:" in done.all
    assert "unknown-option" in done.all
    git("checkout", "--quiet", "HEAD", "--", ".")
    git("mv", "a.csv", "renamed.csv")
    write(shop / "renamed.csv", BAD)
    refused(commit("--all"), "renamed.csv")
    git("rm", "--quiet", "--force", "proplint.yaml")
    done = commit()
    assert done.code != 0
    assert "no proplint.yaml is in git here" in done.all


def test_a_push_is_checked_too(shop: Path, hook_repo: Path, runner: str) -> None:
    write(shop / ".pre-commit-config.yaml", configured(hook_repo, "proplint"))
    remote = f"../{shop.name}-remote.git"
    git("init", "--quiet", "--bare", remote)
    git("remote", "add", "origin", remote)
    git("add", "--all")
    commit("--no-verify")
    assert run(runner, "install", "--install-hooks").code == 0
    done = run("git", "push", "--quiet", "origin", "main")
    assert done.code == 0, done.all
    write(shop / "a.csv", BAD)
    assert commit("--all", "--no-verify").code == 0
    refused(run("git", "push", "origin", "main"), "a.csv")
    git("branch", "side")
    git("reset", "--quiet", "--hard", "HEAD~1")
    refused(run("git", "push", "origin", "side"), "a.csv")  # what is pushed is judged, not what is checked out
    write(shop / "a.csv", GOOD.replace("a@", "other@"))
    assert commit("--all", "--no-verify").code == 0
    done = run("git", "push", "origin", "main")
    assert done.code != 0
    assert "a.csv:2:4: email-changed: `other@example.com` was `a@example.com`" in done.all


@pytest.mark.parametrize("hook", ["proplint", "proplint-files"])
def test_tried_without_installing(shop: Path, hook_repo: Path, runner: str, hook: str) -> None:
    write(shop / "a.csv", BAD)
    git("add", "--all")
    refused(run(runner, "try-repo", str(hook_repo), hook), "a.csv")
    write(shop / "a.csv", GOOD)
    git("add", "--all")
    done = run(runner, "try-repo", str(hook_repo), hook)
    assert done.code == 0, done.all


PHONE = """
from proplint.api import Problem, Rule, hookimpl
class Phone:
    name, aliases, doc, options = "Phone", (), "A phone number.", ()
    rules = (Rule("not-a-phone", "What.", "Why.", "x", "+1"),)
    def compile(self, options):
        return self
    def check(self, value):
        return None if value.startswith("+") else Problem("not-a-phone", "{value} is no phone number", "write +…")
@hookimpl
def proplint_property_types():
    return [Phone()]
"""
PHONE_PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "proplint-phone"
version = "1.0"
dependencies = ["proplint>=0.1"] # what a version made of git tags would break: runners clone without them
[project.entry-points.proplint]
phone = "proplint_phone"
[tool.hatch.build.targets.wheel]
only-include = ["proplint_phone.py"]
"""


def test_a_distribution_with_a_type_comes_with_additional_dependencies(
    shop: Path, hook_repo: Path, runner: str
) -> None:
    package = shop.parent / "proplint-phone"
    write_all(package, {"proplint_phone.py": PHONE, "pyproject.toml": PHONE_PROJECT})
    config = "version: 1\nplugins: [proplint-phone]\nproperties: {'Phone:Home': {}}\n"
    write_all(shop, {"proplint.yaml": config, "a.csv": "Customer ID,Email,Phone:Home\na1,a@example.com,0532\n"})
    (shop / "b c.csv").unlink()
    write(shop / ".pre-commit-config.yaml", configured(hook_repo, "proplint"))
    git("add", "--all")
    done = run(runner, "run")
    assert done.code != 0
    assert "additional_dependencies: [proplint-phone]" in done.all
    dependency = f"        additional_dependencies: ['{package.as_posix()}']\n"
    write(shop / ".pre-commit-config.yaml", configured(hook_repo, "proplint", dependency))
    git("add", "--all")
    done = run(runner, "run")
    assert done.code != 0
    assert "a.csv:2:18: not-a-phone: `0532` is no phone number" in done.all
    write(shop / "a.csv", "Customer ID,Email,Phone:Home\na1,a@example.com,+90532\n")
    git("add", "--all")
    assert run(runner, "run").code == 0


def test_lefthook(shop: Path) -> None:
    write(shop / "lefthook.yml", (ROOT / "examples" / "hooks" / "lefthook.yml").read_bytes())
    git("add", "--all")
    commit("--no-verify")
    lefthook = shutil.which("lefthook", path=str(BIN))
    assert lefthook
    assert run(lefthook, "install").code == 0
    write(shop / "a.csv", BAD)
    env = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    refused(run("git", "commit", "--all", "--message", "x", env=env), "a.csv")
    write(shop / "a.csv", GOOD.replace("42.5", "1"))
    done = run("git", "commit", "--all", "--message", "x", env=env)
    assert done.code == 0, done.all


def test_husky_with_lint_staged(shop: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    examples = ROOT / "examples" / "hooks"
    write_all(shop, {".gitignore": "node_modules\n", "package.json": (examples / "package.json").read_bytes()})
    write(shop / ".husky" / "pre-commit", (examples / "husky-pre-commit").read_bytes()).chmod(0o755)
    done = run(npm, "install", "--no-audit", "--no-fund", "--loglevel=error")
    assert done.code == 0, done.all
    git("add", "--all")
    commit("--no-verify")
    write_all(shop, {"a.csv": BAD, "b c.csv": BAD})
    refused(commit("--all"), "a.csv", "b c.csv")
    write_all(shop, {"a.csv": GOOD.replace("42.5", "1"), "b c.csv": GOOD})
    done = commit("--all")
    assert done.code == 0, done.all


@pytest.mark.parametrize("folder", [".git/hooks", "githooks"])
def test_plain_git(shop: Path, folder: str) -> None:
    script = (ROOT / "examples" / "hooks" / "pre-commit").read_bytes()
    write(shop / folder / "pre-commit", script).chmod(0o755)
    if folder == "githooks":
        git("config", "core.hooksPath", folder)
    git("add", "--all")
    done = commit()
    assert done.code == 0, done.all
    write(shop / "a.csv", BAD)
    refused(commit("--all"), "a.csv")


@pytest.mark.parametrize("runner_name", RUNNERS)
def test_the_manifest_is_valid(runner_name: str) -> None:
    assert run(Path(BIN) / runner_name, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")).code == 0


def test_a_workspace_of_prek(
    shop: Path, hook_repo: Path, homes: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sub-projects run in their own folders: a file of the same name in the root is not theirs."""
    for name, value in homes.items():
        monkeypatch.setenv(name, value)
    write_all(shop, {"sub/proplint.yaml": CONFIG, "sub/a.csv": GOOD.replace("a@", "sub@")})
    write_all(
        shop,
        {".pre-commit-config.yaml": "repos: []\n", "sub/.pre-commit-config.yaml": configured(hook_repo, "proplint")},
    )
    git("add", "--all")
    commit("--no-verify")
    write(shop / "sub" / "a.csv", GOOD.replace("a@", "sub@").replace("42.5", "1"))
    git("add", "--all")
    done = run("prek", "run")
    assert done.code == 0, done.all
    write(shop / "sub" / "a.csv", GOOD.replace("a@", "other@"))
    git("add", "--all")
    done = run("prek", "run")
    assert done.code != 0
    assert "a.csv:2:4: email-changed: `other@example.com` was `sub@example.com`" in done.all
