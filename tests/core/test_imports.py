"""What a run must not import: each import is felt at every commit."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from support import CONFIG, commit_all, repository, run, write_all

if TYPE_CHECKING:
    from pathlib import Path

BOOLEAN = "Customer ID,Email,Boolean:VIP\na1,a@example.com,TRUE\n"
NEVER = {
    *("importlib.metadata", "json", "difflib", "subprocess", "pathlib", "decimal", "datetime", "re2", "shutil"),
    *("tempfile", "csv", "proplint.git.command", "proplint.report.full", "proplint.cli.init"),
    *("proplint_types.choice", "proplint_types.number", "proplint_types.text", "proplint_types.date"),
    *("proplint_types.multiple_choice", "proplint_types._boolean_help", "proplint.output", "proplint.config.schema"),
    *("proplint_rules", "proplint.config.rules", "proplint.engine.across", "proplint.interface.records"),
    *("proplint.cli.formats", "proplint.programs", "textwrap"),
    *("proplint.damage.weigh", "proplint.damage.explain", "proplint.damage.fragile", "proplint.engine.fragile"),
}
LIST_MODULES = """
import sys
before = {*sys.modules}
import click, pluggy
from proplint.cli.run import run
from proplint.cli import proplint
clicks = {*sys.modules} - before
code = run(proplint, sys.argv[1:], name="proplint")
loaded = {*sys.modules} - before
import json
print()
print(json.dumps([code, sorted(loaded), sorted(clicks)]))
"""


def modules(*arguments: str, cwd: Path) -> tuple[int, set[str], set[str]]:
    done = run(sys.executable, "-c", LIST_MODULES, *arguments, cwd=cwd, env={"COVERAGE_PROCESS_START": ""})
    code, loaded, clicks = json.loads(done.out.splitlines()[-1])
    return code, set(loaded), set(clicks)


# What click and pluggy import themselves is not ours to avoid.
def test_a_run_without_configuration_imports_only_what_its_columns_need(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.csv": BOOLEAN})
    code, loaded, clicks = modules("check", "--base", "none", "a.csv", cwd=tmp_path)
    assert code == 0
    assert "proplint_types.boolean" in loaded
    assert not (NEVER | {"ruamel.yaml"}) & (loaded - clicks)


def test_a_run_with_a_configuration_imports_only_the_yaml_reader_more(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.csv": BOOLEAN, "proplint.yaml": "version: 1\nproperties:\n  Boolean:VIP:\n"})
    code, loaded, clicks = modules("check", "--base", "none", "a.csv", cwd=tmp_path)
    assert code == 0
    assert "ruamel.yaml" in loaded
    theirs = {"datetime", "pathlib", "tempfile", "shutil", "decimal", "json"}
    assert not (NEVER - theirs) & (loaded - clicks)


def test_a_comparison_with_git_imports_only_what_runs_git_more(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.csv": BOOLEAN})
    repository(tmp_path)
    commit_all(tmp_path)
    write_all(tmp_path, {"a.csv": BOOLEAN.replace("TRUE", "FALSE")})
    code, loaded, clicks = modules("check", "a.csv", cwd=tmp_path)
    assert code == 0
    assert "proplint.identity.compare" in loaded
    assert (NEVER | {"ruamel.yaml"}) & (loaded - clicks) == {"subprocess", "proplint.git.command"}


@pytest.mark.parametrize(("value", "module"), [("maybe", "proplint_types._boolean_help")])
def test_help_is_imported_when_something_is_wrong(tmp_path: Path, value: str, module: str) -> None:
    write_all(tmp_path, {"a.csv": BOOLEAN.replace("TRUE", value)})
    code, loaded, _ = modules("check", "a.csv", cwd=tmp_path)
    assert code == 1
    assert module in loaded


def test_the_public_package_imports_nothing_until_it_is_used(tmp_path: Path) -> None:
    write_all(tmp_path, {"proplint.yaml": CONFIG})
    done = run(sys.executable, "-c", "import sys, proplint; print(*sys.modules)", cwd=tmp_path)
    assert not {"click", "pluggy", "proplint.checker", "ruamel.yaml"} & {*done.out.split()}
