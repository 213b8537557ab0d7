"""The small commands, and what the terminal gets."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from proplint.cli import _COMMANDS
from proplint.cli.explain import all_rules
from proplint.rules.page import page
from proplint.version import __version__
from support import BAD, BIN, CONFIG, GOOD, ROOT, proplint, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path


def test_the_version_is_that_of_the_distribution() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert proplint("--version").out == f"proplint {__version__}\n"
    assert run(sys.executable, "-m", "proplint", "--version").out == f"proplint {__version__}\n"


@pytest.mark.parametrize("command", [[], *([name] for name in _COMMANDS), ["config", "check"], ["config", "schema"]])
def test_help(command: list[str]) -> None:
    done = proplint(*command, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: proplint {' '.join(command)}".rstrip())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("chek", "unknown command `chek` (did you mean `check`?); there are: `check`, `fix`, "),
        ("newtype", "unknown command `newtype` (did you mean `new-type`?); there are: "),
        ("qqqq --help", "unknown command `qqqq`; there are: `check`, "),
        ("\x1b", "unknown command `\\x1b`; there are: "),
        ("config chek", "unknown command `chek` (did you mean `check`?); there are: `check`, `schema`\n"),
        ("--vershun", "No such option"),
        ("check --stric", "--strict"),
        ("", "Usage: "),
    ],
)
def test_unknown_commands_and_options_are_refused(arguments: str, says: str) -> None:
    done = proplint(*arguments.split())
    assert (done.code, done.out) == (2, "")
    assert says in done.err


LISTED = "; `proplint explain` lists them all\n"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("not-a-nunber", f" (did you mean `not-a-number`?){LISTED}"),
        ("unknown", f" (did you mean `unknown-type`, `unknown-customer` or `unknown-option`?){LISTED}"),
        ("Fragile", f" (did you mean `fragile-value`?){LISTED}"),
        ("choice", ", but a type `Choice` (its rules: `unknown-option`); `proplint types` tells of it\n"),
        ("TEXT  LINE", ", but a type `Text line` (its rules: `too-long`, "),
        ("nummber", ", but a type `Number` (its rules: `not-a-number`, "),
        ("shoe", ", but a type `Shoe` (its rules: `not-a-shoe`); "),
        ("qqqq", LISTED),
        ("", LISTED),
    ],
)
def test_explain_guesses_among_rules_and_types(workdir: Path, word: str, says: str) -> None:
    write(workdir / "proplint.yaml", "version: 1\n")
    assert proplint("new-type", "Shoe", "--configure").code == 0
    done = proplint("explain", word)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"proplint: there is no rule `{word}`{says}")


def test_explain_lists_every_rule_and_prints_its_page() -> None:
    rules = all_rules()
    assert [line.split()[0] for line in proplint("explain").out.splitlines()] == [*rules]
    assert proplint("explain", "not-a-number").out == page(rules["not-a-number"])


@pytest.mark.parametrize("name", [*all_rules()])
def test_every_rule_has_a_whole_page(name: str) -> None:
    rule = all_rules()[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    for text in (rule.what, rule.why):
        assert text[0].isupper() or text.startswith("ikas ")
        assert text.endswith(".")
    assert rule.example
    assert rule.instead
    assert rule.example != rule.instead
    assert f"{{{name}: warning}}" in page(rule)


def test_types_lists_them_with_their_options() -> None:
    out = proplint("types").out
    assert "Text, Text line  (proplint_types.text 0." in out
    for name in ("Boolean", "Choice", "Multiple choice", "Number", "Date", "Date and time"):
        assert re.search(rf"^{name}  \(", out, re.MULTILINE)
    assert "    max_decimals: How many digits may stand behind the period.\n" in out
    assert "    rules: not-a-date, impossible-date, out-of-range\n" in out


def test_config_check(workdir: Path) -> None:
    done = proplint("config", "check")
    assert done.code == 2
    assert "there is no proplint.yaml here or above; `proplint init EXPORT.csv` writes one" in done.err
    write_all(workdir, {"proplint.yaml": CONFIG, "sub/x": "", "bad.yaml": "version: 1\nfile: x\nrule: y\n"})
    assert proplint("config", "check", cwd=workdir / "sub").out.endswith(
        "is in order: 4 properties, files **/*.[cC][sS][vV].\n"
    )
    write(workdir / "fragile.yaml", CONFIG.replace("[Blue, Red]", '[Blue, "007", "0012"]'))
    done = proplint("config", "check", "fragile.yaml")
    assert (done.code, done.out.splitlines()[1]) == (
        0,
        "In `Choice:Color` 2 options do not survive a spreadsheet: a spreadsheet makes `7` of `007`.",
    )
    assert "To keep them, import the file without converting texts" in done.out
    write(workdir / "blanks.yaml", CONFIG.replace("[Blue, Red]", '[Blue, " Blue", "Dark red", "Red\\u00a0", "  "]'))
    assert proplint("config", "check", "blanks.yaml").out.splitlines()[1:] == [
        (
            "In `Choice:Color` 3 options begin or end with a blank, such as ` Blue`: only a cell with the same blanks "
            "is right then. Take them out, unless ikas has them."
        )
    ]
    done = proplint("config", "check", "bad.yaml")
    assert done.code == 2
    assert "has 2 mistakes:\nbad.yaml:2:1: " in done.err


def test_config_schema() -> None:
    printed = json.loads(proplint("config", "schema").out)
    assert printed["properties"].keys() >= {"version", "files", "properties", "rules"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    done = proplint("completion", shell)
    assert done.code == 0
    assert "_PROPLINT_COMPLETE" in done.out


def test_completion_completes_commands_and_rules() -> None:
    env = {"_PROPLINT_COMPLETE": "bash_complete", "COMP_CWORD": "1", "COMP_WORDS": "proplint ch"}
    assert "plain,check" in proplint(env=env).out
    env |= {"COMP_CWORD": "2", "COMP_WORDS": "proplint explain not-a-"}
    assert "plain,not-a-number" in proplint(env=env).out


def test_output_into_a_file(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    done = proplint("check", "--output", "report.json", "--format", "json", "a.csv")
    assert done == (1, "", "")
    assert json.loads((workdir / "report.json").read_text("utf-8"))["summary"]["errors"] == 4
    (workdir / "link").symlink_to("report.json")
    assert proplint("check", "--output", "link", "--format", "concise", "a.csv").code == 1
    assert (workdir / "report.json").read_text("utf-8").startswith("a.csv:3:18: ")
    assert (workdir / "link").is_symlink()
    assert proplint("check", "--output", os.devnull, "a.csv").code == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "cp857"])
@pytest.mark.parametrize("form", ["full", "concise", "json", "github"])
def test_output_survives_any_encoding(workdir: Path, encoding: str, form: str) -> None:
    write_all(workdir, {"ş🎁.csv": BAD.replace("wahr", "DOĞRU"), "proplint.yaml": CONFIG})
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = proplint("check", "--format", form, "ş🎁.csv", env=env)
    assert (done.code, done.err) == (1, "")
    assert ("DOĞRU" in done.out) == (encoding == "utf-8")
    assert "`DO" in done.out


def test_redaction_on_the_command_line(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    for form in ("full", "concise", "json", "github"):
        done = proplint("check", "--redact", "--format", form, "a.csv")
        assert done.code == 1
        assert not [text for text in ("wahr", "blue", "42", "2025", "b2", "example.com") if text in done.out]


def on_terminal(*arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run proplint on a terminal of its own; return its exit code and what was shown."""
    pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX")
    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [BIN / "proplint", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**clean, "TERM": "xterm", **(env or {})},
    )
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    return process.wait(), shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_the_full_form_in_colour(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    code, shown = on_terminal("check", "a.csv")
    assert code == 1
    assert "\x1b[31;1merror[not-a-boolean]\x1b[0m" in shown
    code, plain = on_terminal("check", "a.csv", env={"NO_COLOR": "1"})
    assert (code, "\x1b" in plain) == (1, False)
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == plain
    assert "\x1b" not in on_terminal("check", "a.csv", env={"TERM": "dumb"})[1]


SLOW = """
import time
from proplint.api import hookimpl
class Check:
    def check(self, value):
        time.sleep(0.002)
class Slow:
    name, aliases, doc, options, rules = "Slow", (), "Slow.", (), ()
    def compile(self, options):
        return Check()
@hookimpl
def proplint_property_types():
    return [Slow()]
"""


def test_a_bar_is_shown_when_it_takes_more_than_a_second_and_erased(workdir: Path) -> None:
    filler = "x" * 2000
    rows = "".join(f"{i},{i}@example.com,{i}{filler}\n" for i in range(1200))
    config = "version: 1\nplugins: [./slow.py]\nproperties: {Slow:S: {}}\n"
    write_all(
        workdir,
        {
            "slow.csv": f"Customer ID,Email,Slow:S\n{rows}",
            "proplint.yaml": config,
            "slow.py": SLOW,
            "a.csv": "Customer ID,Email\n",
        },
    )
    code, shown = on_terminal("check", "slow.csv")
    assert code == 0
    assert re.search(r"slow\.csv.*%", shown)
    assert "\x1b[2K" in shown
    assert shown.rstrip().rpartition("\n")[2].rpartition("\x1b[2K")[2].endswith("1 file (1,200 records).\x1b[0m")
    assert "%" not in on_terminal("check", "--quiet", "slow.csv")[1]
    assert "%" not in on_terminal("check", "a.csv")[1]


def test_no_bar_without_a_terminal(workdir: Path) -> None:
    write(workdir / "a.csv", GOOD)
    assert proplint("check", "a.csv").err == ""
