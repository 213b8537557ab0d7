"""Whatever can't be run: exit code 2, one clear message, no traceback, and the other files checked all the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from support import BAD, BAD_RULES, BIN, CONFIG, GOOD, Done, proplint, repository, rules, run, write, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Case(NamedTuple):
    name: str
    files: Mapping[str, str | bytes]
    arguments: list[str]
    says: str


def plugin(body: str) -> str:
    return f"""
from proplint.api import Problem, Rule, hookimpl
class Check:
    def check(self, value):
        {body}
class Shoe:
    name, aliases, doc, options = "Shoe", (), "A shoe.", ()
    rules = (Rule("no-shoe", "What.", "Why.", "x", "shoe"),)
    def compile(self, options):
        return Check()
@hookimpl
def proplint_property_types():
    return [Shoe()]
"""


SHOES = "Customer ID,Email,Shoe:Left\na1,a@example.com,sock\n"
SHOE_CONFIG = "version: 1\nplugins: [./shoe.py]\nproperties: {Shoe:Left: {}}\n"


def shop(body: str) -> dict[str, str | bytes]:
    return {"a.csv": SHOES, "proplint.yaml": SHOE_CONFIG, "shoe.py": plugin(body)}


A: dict[str, str | bytes] = {"a.csv": GOOD}
CASES = [
    Case("missing file", {}, ["gone.csv"], "gone.csv: no such file"),
    Case("a folder that is missing", {}, ["gone/a.csv"], "gone/a.csv: no such file"),
    Case("a pattern without a match", A, ["*.cvs"], "*.cvs: no file matches this pattern"),
    Case("an empty folder", {"d/x.txt": ""}, ["d"], "d: is a folder without a CSV file to check"),
    Case("a folder named .csv", {"d.csv/x.txt": ""}, ["d.csv"], "d.csv: is a folder without a CSV file to check"),
    Case("a folder named .csv, matched", {"d.csv/x.txt": ""}, ["*.csv"], "no file matches this pattern"),
    Case("nothing here", {"x.txt": ""}, [], "proplint: there is no CSV file here; name the files to check\n"),
    Case("nothing governed", {"proplint.yaml": CONFIG + "files: [x/*.csv]\n", "a.csv": GOOD}, [], "proplint: there is no CSV file here that proplint.yaml governs; name the files to check\n"),
    Case("a broken configuration", {"a.csv": GOOD, "proplint.yaml": "version: 1\nfile: x\n"}, ["a.csv"],
         "the configuration has a mistake:\nproplint.yaml:2:1: unknown key `file` (did you mean `files`?)"),
    Case("a configuration that is missing", A, ["--config", "gone.yaml", "a.csv"], "gone.yaml: no such file"),
    Case("a configuration that is a folder", {"a.csv": GOOD, "d/x": ""}, ["--config", "d", "a.csv"], "d: is a folder"),
    Case("a missing plugin", {"a.csv": GOOD, "proplint.yaml": "version: 1\nplugins: [proplint-phone]\n"}, ["a.csv"],
         "proplint.yaml:2:11: plugin proplint-phone is not installed: in a hook, name it in .pre-commit-config.yaml, `additional_dependencies: [proplint-phone]`; "
         "elsewhere, `pip install proplint-phone`, or its path where it is a folder\n"),
    Case("a plugin that brings nothing", {**shop(""), "shoe.py": plugin("return None").replace("@hookimpl", "")}, ["a.csv"],
         "shoe.py brings nothing: `proplint_property_types` is not marked: write `@hookimpl` on the line above it\n"),
    Case("a plugin file outside", {"a.csv": GOOD, "proplint.yaml": "version: 1\nplugins: [../x.py]\n"}, ["a.csv"],
         "proplint.yaml:2:11: the plugin file `../x.py` lies outside of the repository"),
    Case("a plugin that raises", shop("raise KeyError(value)"), ["a.csv"],
         "shoe.py failed in column `Shoe:Left`: KeyError: 'sock'"),
    Case("a plugin that answers with an undeclared rule", shop("return Problem('other', 'm')"), ["a.csv"],
         "answered in column `Shoe:Left` with rule `other`, which its type does not declare"),
    Case("a plugin that answers with something else", shop("return 'wrong'"), ["a.csv"],
         "answered in column `Shoe:Left` with str, which its type does not declare"),
    Case("a plugin that exits", {**shop(""), "shoe.py": "raise SystemExit(0)"}, ["a.csv"], "could not be loaded: SystemExit: 0"),
    Case("a plugin with a syntax error", {**shop(""), "shoe.py": "def f(:"}, ["a.csv"], "could not be loaded: SyntaxError"),
    Case("an output folder that is missing", A, ["--output", "gone/report", "a.csv"], "gone/report: can't be written: there is no folder gone"),
    Case("an output that is a folder", {"a.csv": GOOD, "d/x": ""}, ["--output", "d", "a.csv"], "d: can't be written"),
    Case("error files into a file", {"a.csv": BAD, "f": ""}, ["--error-files", "f", "a.csv"], "f/a.errors.csv: can't be written"),
    Case("an unknown format", A, ["--format", "xml", "a.csv"], "unknown format `xml`; there are: `full`, `concise`, `json`, `github`"),
    Case("an unknown option", A, ["--fromat", "a.csv"], "No such option"),
    Case("staged outside of git", A, ["--staged"], "--staged needs a git repository"),
    Case("a base outside of git", A, ["--base", "HEAD"], "proplint: --base needs a git repository"),
    Case("a base that must be, outside of git", A, ["--require-base"], "proplint: --require-base needs a git repository"),
    Case("staged standard input", A, ["--staged", "-"], "standard input is not in the index"),
    Case("a name with a zero byte", {}, ["x\\0"], "x\\0: no such file"),
]  # fmt: skip


def failed(done: Done, says: str) -> None:
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.all


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_exit_2_and_one_clear_message(workdir: Path, case: Case) -> None:
    write_all(workdir, case.files)
    done = proplint("check", *case.arguments)
    failed(done, case.says)
    assert "Nothing was checked." not in done.out or "were not compared" not in done.out


def test_a_broken_link(workdir: Path) -> None:
    (workdir / "a.csv").symlink_to("gone.csv")
    failed(proplint("check", "a.csv"), "a.csv: is a symbolic link to a file that does not exist")


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_file_that_may_not_be_read(workdir: Path) -> None:
    write_all(workdir, {"a.csv": GOOD, "good.csv": GOOD})
    workdir.chmod(0o755)
    (workdir / "a.csv").chmod(0)
    # Root reads everything, so become somebody else, after all that is needed was imported.
    script = """
import os, sys
from proplint.cli import proplint
from proplint.cli.run import run
run(proplint, ["check", "--quiet", "good.csv"], name="proplint")
if os.geteuid() == 0:
    os.seteuid(65534)
code = run(proplint, ["check", "a.csv"], name="proplint")
os.seteuid(os.getuid())
sys.exit(code)
"""
    failed(run(sys.executable, "-c", script), "a.csv: can't be read: Permission denied")


@pytest.mark.skipif(os.name == "nt", reason="needs rights for links there")
def test_a_link_that_leads_in_a_circle(workdir: Path) -> None:
    (workdir / "a.csv").symlink_to("b.csv")
    (workdir / "b.csv").symlink_to("a.csv")
    failed(proplint("check", "a.csv"), "a.csv: can't be read: Too many levels of symbolic links")


def test_one_file_that_fails_does_not_hide_the_others(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG, "sub/proplint.yaml": "version: 9\n", "sub/b.csv": BAD})
    done = proplint("check", "a.csv", "sub/b.csv", "gone.csv")
    failed(done, "gone.csv: no such file")
    assert "made for a newer proplint" in done.err
    assert rules(done.out) == BAD_RULES
    notices = json.loads(proplint("check", "--base=none", "--format=json", "a.csv", "gone.csv").out)["notices"]
    assert notices == ["gone.csv: no such file"]


def test_a_plugin_at_fault_does_not_hide_other_files(workdir: Path) -> None:
    write_all(workdir, {**shop("raise KeyError(value)"), "b.csv": "Customer ID,Email\n,a@example.com\n"})
    done = proplint("check", "a.csv", "b.csv")
    failed(done, "KeyError")
    assert rules(done.out) == ["missing-customer-id"]


def test_debug_shows_where(workdir: Path) -> None:
    write_all(workdir, shop("raise KeyError(value)"))
    done = proplint("check", "--debug", "a.csv")
    assert done.code == 2
    assert "Traceback" in done.err
    assert "shoe.py" in done.err


def test_a_plugin_file_works_and_can_be_kept_out(workdir: Path) -> None:
    write_all(workdir, shop("return Problem('no-shoe', '{value} is no shoe', 'write one')"))
    done = proplint("check", "a.csv")
    assert done.code == 1
    assert done.out.startswith("a.csv:2:18: no-shoe: `sock` is no shoe")
    for arguments, env in ((["--no-local-plugins"], {}), ([], {"PROPLINT_NO_LOCAL_PLUGINS": "1"})):
        done = proplint("check", *arguments, "a.csv", env=env)
        assert done.code == 0
        assert "notice: a.csv: column `Shoe:Left` is not checked: its type may come from a plugin file" in done.out
    assert not (workdir / "__pycache__").exists()


def test_rules_of_a_plugin_can_be_configured_and_kept_out(workdir: Path) -> None:
    files = shop("return Problem('no-shoe', '{value} is no shoe', 'write one')")
    write_all(workdir, {**files, "proplint.yaml": SHOE_CONFIG + "rules: {no-shoe: warning}\n"})
    assert "warning: no-shoe" in proplint("check", "a.csv").out
    assert proplint("check", "--no-local-plugins", "a.csv").code == 0
    write(workdir / "proplint.yaml", SHOE_CONFIG + "rules: {no-shoo: warning}\n")
    failed(proplint("check", "a.csv"), "unknown rule `no-shoo` (did you mean `no-shoe`?)")


def test_plugins_can_be_traced(workdir: Path) -> None:
    write_all(workdir, shop("return None"))
    done = proplint("check", "a.csv", env={"PROPLINT_TRACE_PLUGINS": "1"})
    assert done.code == 0
    assert "shoe.py\nproplint: calling proplint_property_types of" in done.err


def test_a_file_that_grows_while_it_is_read(workdir: Path) -> None:
    grow = "open('a.csv', 'a').write('x'); return None"
    write_all(workdir, shop(grow))
    failed(proplint("check", "a.csv"), "a.csv: changed while it was read; run again")


@pytest.mark.skipif(os.name == "nt", reason="an open file can't be deleted there")
def test_a_file_that_vanishes_or_shrinks_while_it_is_read(workdir: Path) -> None:
    write_all(workdir, shop("import os; os.path.exists('a.csv') and os.unlink('a.csv'); return None"))
    assert proplint("check", "a.csv").code == 0
    write_all(workdir, shop("import os; os.truncate('a.csv', 0); return None"))
    failed(proplint("check", "a.csv"), "a.csv: changed while it was read")


@pytest.mark.skipif(os.name == "nt", reason="a shell's pipe")
@pytest.mark.parametrize("form", ["concise", "json", "full"])
def test_a_closed_pipe_is_silent(workdir: Path, form: str) -> None:
    rows = "".join(f"{i},{i}@example.com,wahr,,,\n" for i in range(20000))
    write(workdir / "a.csv", BAD + rows)
    done = run("sh", "-c", f"proplint check --format {form} a.csv | head -n 1")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_ends_with_130(workdir: Path) -> None:
    write_all(workdir, shop("open('started', 'w').close(); import time; time.sleep(60)"))
    process = subprocess.Popen([BIN / "proplint", "check", "a.csv"], stderr=subprocess.PIPE)
    while not (workdir / "started").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, b"proplint: interrupted")


def test_an_internal_error_asks_for_a_report(workdir: Path) -> None:
    write(workdir / "a.csv", GOOD)
    script = (
        "import sys, proplint.checker; proplint.checker.check_source = lambda *a, **k: 1 / 0; "
        "from proplint.cli import main; main()"
    )
    done = run(sys.executable, "-c", script, "check", "a.csv")
    failed(done, "internal error: ZeroDivisionError: division by zero\nThis is a fault of proplint. Please report it")
    assert "Traceback" in run(sys.executable, "-c", script, "check", "--debug", "a.csv").err


@pytest.mark.skipif(os.name == "nt", reason="foreign owners are POSIX")
def test_git_that_refuses_the_repository_is_quoted(workdir: Path) -> None:
    repository(workdir)
    write(workdir / "a.csv", GOOD)
    env = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    failed(proplint("check", env=env), "dubious ownership")
    failed(proplint("check", "--staged", env=env), "dubious ownership")
    done = proplint("check", "a.csv", env=env)
    failed(done, "dubious ownership")
    assert "1 file (2 records)" in done.out
    assert proplint("check", "--base", "none", "a.csv", env=env).code == 0


def test_without_git_folders_are_walked(workdir: Path) -> None:
    repository(workdir)
    write_all(workdir, {"a.csv": GOOD, "proplint.yaml": CONFIG})
    env = {"PATH": str(workdir)}
    command = [str(BIN / "proplint"), "check", "--base", "none"]
    done = Done(*_without_path([*command], env))
    assert (done.code, done.out) == (0, "No mistakes in 1 file (2 records).\n")
    failed(
        Done(*_without_path([*command, "--staged"], env)),
        "--staged needs a git repository around the working folder, and git",
    )


def _without_path(command: list[str], env: dict[str, str]) -> tuple[int, str, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env})
    return done.returncode, done.stdout, done.stderr
