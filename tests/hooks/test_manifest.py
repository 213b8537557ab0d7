"""What `.pre-commit-hooks.yaml` promises, tried by its own entry lines."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from support import BAD, CONFIG, GOOD, ROOT, git, repository, run, write_all

if TYPE_CHECKING:
    from pathlib import Path

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def test_ids_are_for_ever() -> None:
    assert {"proplint", "proplint-files"} <= {*HOOKS}


@pytest.mark.parametrize("name", [*HOOKS])
def test_facts(name: str) -> None:
    hook = HOOKS[name]
    assert hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
    assert hook["language"] == "python"
    assert hook["minimum_pre_commit_version"] == "3.2.0"
    assert not {"verbose", "language_version", "fail_fast", "additional_dependencies", "args", "env", "shell"} & {*hook}
    assert f'{shlex.split(hook["entry"])[0]} = "' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_change_hook_runs_once_and_always() -> None:
    hook = HOOKS["proplint"]
    assert (hook["pass_filenames"], hook["always_run"], hook["require_serial"]) == (False, True, True)
    assert HOOKS["proplint-files"]["types"] == ["csv"]


@pytest.mark.parametrize("name", [*HOOKS])
@pytest.mark.parametrize(("data", "code"), [(GOOD, 0), (BAD, 1)], ids=["good", "bad"])
def test_entry(workdir: Path, name: str, data: str, code: int) -> None:
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": data})
    git("add", "--all")
    hook = HOOKS[name]
    files = ["a.csv"] if hook.get("pass_filenames", True) else []
    assert run(*shlex.split(hook["entry"]), *files).code == code
