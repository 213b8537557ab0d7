"""Plugins through the real programs: what one does wrong, hangs in, or is, is told; the other files are checked."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from support import BIN, Done, commit_all, git, proplint, repository, rules, run, write, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLUGIN = """
import sys
from proplint.api import Accepts, Fix, Option, Problem, Rule, hookimpl
class Check:
    def check(self, value):
        return None if value == "shoe" else Problem("no-shoe", "{value} is no shoe", "write `shoe`")
class Shoe:
    name, aliases, doc, options = "Shoe", (), "A shoe.", ()
    rules = (Rule("no-shoe", "What.", "Why.", "x", "shoe"),)
    def compile(self, options):
        return Check()
@hookimpl
def proplint_property_types():
    return [Shoe()]
"""
CONFIG = "version: 1\nplugins: [./plugins/shoe.py]\nproperties: {Shoe:Left: {}}\n"
SHOES = "Customer ID,Email,Shoe:Left\na1,a@example.com,sock\nb2,b@example.com,shoe\n"
OTHER = "Customer ID,Email\n,c@example.com\n"
MARK = "open('executed', 'a').close()\n"
posix = pytest.mark.skipif(
    os.name == "nt", reason="a call can't be interrupted there, and git's hooks are shell scripts"
)


def shop(plugin: str = PLUGIN, csv: str = SHOES) -> dict[str, str | bytes]:
    return {
        "a.csv": csv,
        "other/b.csv": OTHER,
        "other/proplint.yaml": "version: 1\n",
        "proplint.yaml": CONFIG,
        "plugins/shoe.py": plugin,
    }


def changed(old: str, new: str) -> str:
    assert old in PLUGIN
    return PLUGIN.replace(old, new)


def named(done: Done, *says: str) -> None:
    assert done.code == 2, done.all
    for text in says:
        assert text in done.err
    assert "Traceback" not in done.all
    assert "fault of proplint" not in done.all
    assert rules(done.out) == ["missing-customer-id"]


class Case(NamedTuple):
    name: str
    plugin: str
    says: str
    csv: str = SHOES


CHECK = "return None if value"
COMPILE = "return Check()"
LOADED = "import sys"
LARGE = "Customer ID,Email,Shoe:Left\n" + "".join(f"c{at},c{at}@example.com,shoe\n" for at in range(12_000))
DATES = "Problem('no-shoe', 'm', readings={'one': Fix('shoe', safe=True), 'two': Fix('shoe', safe=True)} if value == 'sock' else {'one': Fix('shoe', safe=True)})"
ASKED = "Customer ID,Email,Shoe:Left\na1,a@example.com,sock\nb2,b@example.com,boot\n"
IN_COLUMN = "shoe.py failed in column `Shoe:Left`: "
RAISING = [
    Case("exits in a check", changed(CHECK, f"sys.exit(0)\n        {CHECK}"), f"{IN_COLUMN}SystemExit: 0"),
    Case("exits in compile", changed(COMPILE, "sys.exit(0)"), f"{IN_COLUMN}SystemExit: 0"),
    Case("exits while it is loaded", changed(LOADED, "raise SystemExit(0)"), "shoe.py could not be loaded: SystemExit: 0"),
    Case("calls itself for ever", changed(CHECK, f"return self.check(value)\n        {CHECK}"), f"{IN_COLUMN}RecursionError: "),
    Case("has no memory", changed(CHECK, f"raise MemoryError\n        {CHECK}"), f"{IN_COLUMN}MemoryError\n"),
    Case("has an exception that exits where it is told", changed(CHECK, f"raise type('E', (Exception,), {{'__str__': lambda self: sys.exit(0)}})\n        {CHECK}"), f"{IN_COLUMN}E\n"),
    Case("takes the name of a rule of the core", PLUGIN.replace("no-shoe", "blank-record"), "shoe.py brings a rule `blank-record`, but there is another one of this name"),
    Case("takes the name of a rule of a built-in type", PLUGIN.replace("no-shoe", "not-a-number"), "shoe.py brings a rule `not-a-number`, but"),
    Case("has a rule of two lines", PLUGIN.replace('Rule("no-shoe"', 'Rule("no\\n::error::shoe"'), "whose name must be words with dashes"),
    Case("has a severity that is none", changed('"x", "shoe")', '"x", "shoe", "", "bogus")'), "the rule `no-shoe` must have a severity of `error`, `warning`, `off`"),
    Case("has an option of no type", changed('name, aliases, doc, options = "Shoe", (), "A shoe.", ()', "name, aliases, doc, options = \"Shoe\", (), \"A shoe.\", (Option('a', 'colum', 'A.'),)"), "has the type 'colum' (did you mean `column`?); there are: `text`"),
    Case("has a default that is none", changed('name, aliases, doc, options = "Shoe", (), "A shoe.", ()', "name, aliases, doc, options = \"Shoe\", (), \"A shoe.\", (Option('a', 'texts', 'A.', default=['x']),)"), "has the default ['x'], which is no texts"),
    Case("has an option twice", changed('name, aliases, doc, options = "Shoe", (), "A shoe.", ()', "name, aliases, doc, options = \"Shoe\", (), \"A shoe.\", (Option('a', 'text', 'A.'),) * 2"), "has the option `a` twice"),
    Case("has an exception of its own", changed(CHECK, f"raise type('Odd', (BaseException,), {{}})('x')\n        {CHECK}"), f"{IN_COLUMN}Odd: x"),
    Case("has options that raise", changed("name, aliases, doc, options", "name, aliases, doc, _").replace("    def compile", "    options = property(lambda self: 1 / 0)\n    def compile"),
         "shoe.py could not be loaded: ZeroDivisionError"),
    Case("has a check that raises", changed("    def check(self, value):", "    @property\n    def check(self):\n        raise KeyError('c')\n    def other(self, value):"), f"{IN_COLUMN}KeyError: 'c'"),
    Case("has a same that raises", changed("    def check", "    same = property(lambda self: 1 / 0)\n    def check"), f"{IN_COLUMN}ZeroDivisionError"),
    Case("has accepts that raises", changed("    def check", "    accepts = property(lambda self: 1 / 0)\n    def check"), f"{IN_COLUMN}ZeroDivisionError", LARGE),
    Case("accepts lengths that are none", changed("    def check", "    accepts = Accepts(lengths=(1, 2, 3))\n    def check"), f"{IN_COLUMN}ValueError: too many values", LARGE),
    Case("has rules_out that raises", changed(CHECK, f"if value != 'shoe': return {DATES}\n        {CHECK}").replace("    def check", "    rules_out = property(lambda self: 1 / 0)\n    def check"), f"{IN_COLUMN}ZeroDivisionError", ASKED),
    Case("compiles to nothing", changed(COMPILE, "return None"), f"{IN_COLUMN}TypeError: `compile` gave a NoneType"),
    Case("raises while it gives its types", changed("return [Shoe()]", "yield Shoe()\n    raise KeyError('t')"), "shoe.py could not be loaded: KeyError: 't'"),
    Case("has a message that is no text", changed('"{value} is no shoe"', "7"), "with a problem whose message or help is no text"),
    Case("has data that are no texts", changed('"write `shoe`"', '"", data={"a": 7}'), "with a problem whose `data` is no mapping"),
    Case("has readings that are none", changed('"write `shoe`"', '"", readings=("a",)'), "with a problem whose `readings` are no mapping"),
]  # fmt: skip


@pytest.mark.parametrize("case", RAISING, ids=[case.name for case in RAISING])
def test_a_plugin_that(workdir: Path, case: Case) -> None:
    write_all(workdir, shop(case.plugin, case.csv))
    named(proplint("check", "a.csv", "other/b.csv"), case.says)


def test_an_interrupt_is_no_fault_of_the_plugin(workdir: Path) -> None:
    write_all(workdir, shop(changed(CHECK, f"raise KeyboardInterrupt\n        {CHECK}")))
    done = proplint("check", "a.csv", "other/b.csv")
    assert (done.code, done.err.lstrip()) == (130, "proplint: interrupted\n")


@pytest.mark.parametrize("command", [("check", "--format=json"), ("fix",)], ids=lambda command: command[0])
def test_what_an_exception_says_is_masked_under_redact(workdir: Path, command: tuple[str, ...]) -> None:
    write_all(
        workdir,
        shop(
            changed(CHECK, f"raise KeyError(value)\n        {CHECK}"),
            SHOES.replace("sock", "secret").replace("shoe", "secret"),
        ),
    )
    assert f"{IN_COLUMN}KeyError: 'secret'" in proplint(*command, "a.csv").err
    done = proplint(*command, "--redact", "a.csv")
    assert f"{IN_COLUMN}KeyError\n" in done.err
    assert "secret" not in done.all


SPIN = "any(None for _ in iter(int, 1))"
BACKTRACK = "__import__('re').match('(a+)+$', 'a' * 64 + 'b')"
HANGING = [
    Case("in a check", changed(CHECK, f"{SPIN}\n        {CHECK}"), IN_COLUMN),
    Case("in a pattern", changed(CHECK, f"{BACKTRACK}\n        {CHECK}"), IN_COLUMN),
    Case("in compile", changed(COMPILE, SPIN), IN_COLUMN),
    Case("while it is loaded", changed(LOADED, SPIN), "shoe.py could not be loaded: "),
    Case("while it gives its types", changed("return [Shoe()]", SPIN), "shoe.py could not be loaded: "),
    Case("where it says what it accepts", changed("    def check", f"    accepts = property(lambda self: {SPIN})\n    def check"), IN_COLUMN, LARGE),
    Case("where it looks for a comparison", changed("    def check", f"    same = property(lambda self: {SPIN})\n    def check"), IN_COLUMN),
]  # fmt: skip


def test_what_a_type_declares_is_read_once(workdir: Path) -> None:
    fickle = "asked = []\n    options = property(lambda self: self.asked.append(1) or (() if len(self.asked) == 1 else 1 / 0))"
    write_all(
        workdir,
        shop(
            changed("name, aliases, doc, options", "name, aliases, doc, _").replace(
                "    def compile", f"    {fickle}\n    def compile"
            )
        ),
    )
    assert rules(proplint("check", "a.csv").out) == ["no-shoe"]


@posix
@pytest.mark.parametrize("case", HANGING, ids=[case.name for case in HANGING])
def test_a_plugin_that_hangs(workdir: Path, case: Case) -> None:
    write_all(workdir, {**shop(case.plugin, case.csv), "c.csv": SHOES})
    done = proplint("check", "a.csv", "other/b.csv", "c.csv", env={"PROPLINT_PLUGIN_SECONDS": "0.5"})
    named(done, f"{case.says}it took longer than 0.5 seconds, and was stopped", "PROPLINT_PLUGIN_SECONDS=300")
    assert done.err.count("took longer") == 1


SIGNAL = "__import__('signal')"


@posix
@pytest.mark.parametrize(
    "harm",
    [f"{SIGNAL}.alarm(0)", f"{SIGNAL}.pthread_sigmask({SIGNAL}.SIG_BLOCK, [{SIGNAL}.SIGALRM])"],
    ids=["the timer", "the signal"],
)
def test_a_plugin_that_switches_the_limit_off_and_hangs(workdir: Path, harm: str) -> None:
    write_all(workdir, shop(changed(CHECK, f"{harm}\n        {SPIN}\n        {CHECK}")))
    done = proplint("check", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "0.2"})
    assert done.code == 2
    assert f"{IN_COLUMN}it took longer than 0.2 seconds, and was stopped" in done.err


@posix
def test_debug_shows_where_it_hung(workdir: Path) -> None:
    write_all(workdir, shop(HANGING[0].plugin))
    done = proplint("check", "--debug", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "0.5"})
    assert done.code == 2
    assert re.search(r'shoe\.py", line 6, in check\n +any\(', done.err)


IN_A_THREAD = """
import sys, threading
from proplint.cli import main
threading.Thread(target=main).start()
"""


def test_a_process_in_which_nothing_can_be_interrupted_ends(workdir: Path) -> None:
    write_all(workdir, shop(HANGING[0].plugin))
    done = run(sys.executable, "-c", IN_A_THREAD, "check", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "0.5"})
    assert done.code == 2
    assert f"{IN_COLUMN}it took longer than 0.5 seconds" in done.err
    write_all(workdir, shop())
    done = run(sys.executable, "-c", IN_A_THREAD, "check", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "60"})
    assert rules(done.out) == ["no-shoe"]


@posix
def test_a_plugin_that_catches_everything_ends_the_process(workdir: Path) -> None:
    caught = f"while True:\n            try:\n                {SPIN}\n            except BaseException: pass\n        "
    write_all(workdir, shop(changed(CHECK, f"{caught}{CHECK}")))
    done = proplint("check", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "0.2"})
    assert done.code == 2
    assert f"{IN_COLUMN}it took longer than 0.2 seconds" in done.err


def test_a_limit_that_is_no_number(workdir: Path) -> None:
    write_all(workdir, shop())
    done = proplint("check", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "soon"})
    assert done.code == 2
    assert "PROPLINT_PLUGIN_SECONDS: must be a number of seconds, or 0 for no limit, not `soon`" in done.err


def test_what_a_plugin_prints_is_no_part_of_the_report(workdir: Path) -> None:
    write_all(
        workdir,
        shop(
            changed(CHECK, f"print('judging', value)\n        {CHECK}").replace(LOADED, "import sys; print('loading')")
        ),
    )
    done = proplint("check", "--format=json", "a.csv")
    assert [finding["rule"] for finding in json.loads(done.out)["findings"]] == ["no-shoe"]
    assert "loading\n" in done.err
    assert "judging sock\n" in done.err


# Interface


def test_a_plugin_file_of_another_interface(workdir: Path) -> None:
    write_all(workdir, shop(f"proplint_interface = 0\n{PLUGIN}"))
    named(
        proplint("check", "a.csv", "other/b.csv"),
        "was made for interface 0 of proplint, this is proplint ",
        "upgrade the plugin",
    )


# First use


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def first_use(done: Done) -> list[str]:
    return re.findall(r"^notice: (plugin file .*)$", done.out, re.MULTILINE)


def test_the_first_use_of_a_plugin_file_is_shown(workdir: Path) -> None:
    write_all(workdir, shop())
    (notice,) = first_use(proplint("check", "a.csv"))
    assert notice.startswith(
        f"plugin file {os.path.join('plugins', 'shoe.py')} is run for the first time (sha256 {digest(PLUGIN)[:12]}…): "
    )
    assert "--no-local-plugins" in notice
    assert first_use(proplint("check", "a.csv")) == []
    other = f"{PLUGIN}# touched\n"
    write(workdir / "plugins" / "shoe.py", other)
    (notice,) = first_use(proplint("check", "a.csv"))
    assert f"is another one than was run last (sha256 {digest(other)[:12]}…, it was {digest(PLUGIN)[:12]}…)" in notice
    assert first_use(proplint("check", "a.csv")) == []


@pytest.mark.parametrize("arguments", [["check", "a.csv"], ["fix", "a.csv"], ["config", "check"]], ids=lambda a: a[0])
def test_each_command_shows_it(workdir: Path, arguments: list[str]) -> None:
    write_all(workdir, shop())
    assert len(first_use(proplint(*arguments))) == 1
    assert first_use(proplint(*arguments)) == []
    assert first_use(proplint("check", "a.csv")) == []


def test_it_is_seen_only_when_it_was_shown(workdir: Path) -> None:
    write_all(workdir, shop(csv=SHOES.replace("sock", "shoe")))
    assert proplint("check", "--quiet", "a.csv").all == ""
    assert len(first_use(proplint("check", "a.csv", env={"PRE_COMMIT": "1"}))) == 1
    assert len(first_use(proplint("check", "a.csv", "other/b.csv", env={"PRE_COMMIT": "1"}))) == 1
    assert first_use(proplint("check", "a.csv", "other/b.csv", env={"PRE_COMMIT": "1"})) == []


def test_one_that_only_the_version_before_lists_is_shown_too(workdir: Path) -> None:
    repository(workdir)
    write_all(workdir, {**shop(), "proplint.yaml": f"{CONFIG}report: new\n"})
    commit_all(workdir)
    write(workdir / "proplint.yaml", "version: 1\nproperties: {}\nreport: new\nignore_columns: ['Shoe:Left']\n")
    write(workdir / "a.csv", SHOES.replace("b@example.com", "c@example.com"))
    assert len(first_use(proplint("check", "a.csv"))) == 1
    assert first_use(proplint("check", "a.csv")) == []


STATES: list[tuple[str, str | None]] = [
    ("a file for a folder", None),
    ("no JSON", "{"),
    ("another version", json.dumps({"version": 2, "sha256": digest(PLUGIN)})),
    ("no object", "[[]]"),
    ("no digest", '{"version": 1}'),
]


@pytest.mark.parametrize(("name", "state"), STATES, ids=[name for name, _ in STATES])
def test_a_state_that_cannot_be_read_or_written(workdir: Path, name: str, state: str | None) -> None:
    assert name
    write_all(workdir, shop())
    if state is None:
        write(workdir / "state", "")
    else:
        name = digest(os.path.realpath("plugins/shoe.py"))
        write(workdir / "state" / "plugin-files" / f"{name}.json", state)
    for again in (False, True):
        done = proplint("check", "a.csv", env={"PROPLINT_STATE_DIR": str(workdir / "state")})
        assert done.code == 1
        assert done.err == ""
        assert len(first_use(done)) == (0 if again and state is not None else 1)


@pytest.mark.skipif(sys.platform != "linux", reason="where it is elsewhere, only that system tells")
def test_where_it_is_remembered(workdir: Path) -> None:
    write_all(workdir, shop())
    home = {"PROPLINT_STATE_DIR": "", "XDG_STATE_HOME": "", "HOME": str(workdir / "home")}
    for env, place in (({}, "home/.local/state"), ({"XDG_STATE_HOME": str(workdir / "xdg")}, "xdg")):
        assert len(first_use(proplint("check", "a.csv", env={**home, **env}))) == 1
        (file,) = (workdir / place / "proplint" / "plugin-files").iterdir()
        state = json.loads(file.read_text("utf-8"))
        assert state == {"version": 1, "path": os.path.realpath("plugins/shoe.py"), "sha256": digest(PLUGIN)}


def test_config_check_shows_whole_digests_and_may_run_nothing(workdir: Path) -> None:
    write_all(workdir, shop(MARK + PLUGIN))
    done = proplint("config", "check", "--no-local-plugins")
    assert done.code == 0
    assert f"plugin file ./plugins/shoe.py: sha256 {digest(MARK + PLUGIN)}\n" in done.out
    assert not (workdir / "executed").exists()
    assert proplint("config", "check").code == 0
    assert (workdir / "executed").exists()


def test_a_plugin_file_may_define_data_classes(workdir: Path) -> None:
    made = "from __future__ import annotations\nimport dataclasses\n@dataclasses.dataclass\nclass A:\n    a: int\n"
    write_all(workdir, shop(made + PLUGIN))
    assert rules(proplint("check", "a.csv").out) == ["no-shoe"]


# Kept out

COMMANDS: list[tuple[str, ...]] = [
    ("proplint", "check", "a.csv"),
    ("proplint", "check", "--staged"),
    ("proplint", "check", "--new", "a.csv"),
    ("proplint", "fix", "a.csv"),
    ("proplint", "apply", "a.errors.csv"),
    ("proplint", "config", "check"),
    ("proplint", "types"),
    ("proplint", "explain"),
    ("proplint-hook",),
    ("proplint-files", "a.csv"),
    ("proplint-fix", "a.csv"),
]
KEPT_OUT: list[Mapping[str, str]] = [{"PROPLINT_NO_LOCAL_PLUGINS": "1"}, {"PROPLINT_NO_LOCAL_PLUGINS": "true"}]


@pytest.fixture
def marked(workdir: Path) -> Path:
    """Return a repository whose plugin file leaves a mark when it is run."""
    repository(workdir)
    errors = "Customer ID,Email,Shoe:Left,Errors\na1,a@example.com,shoe,x\n"
    write_all(workdir, {**shop(MARK + PLUGIN), "a.errors.csv": errors})
    commit_all(workdir)
    write(workdir / "a.csv", SHOES.replace("b2,b@example.com,shoe", "b2,b@example.com,boot"))
    git("add", "a.csv", cwd=workdir)
    return workdir


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_variable_keeps_plugin_files_out_of_every_command(marked: Path, command: tuple[str, ...]) -> None:
    for env in KEPT_OUT:
        run(*command, env={**env})
        assert not (marked / "executed").exists()
    run(*command, env={"PROPLINT_NO_LOCAL_PLUGINS": "0"})
    assert (marked / "executed").exists()


def test_the_variable_keeps_them_out_of_python(marked: Path) -> None:
    script = "import proplint; proplint.check('a.csv')"
    run(sys.executable, "-c", script, env={"PROPLINT_NO_LOCAL_PLUGINS": "1"})
    assert not (marked / "executed").exists()
    run(sys.executable, "-c", script)
    assert (marked / "executed").exists()


@posix
@pytest.mark.parametrize("report", ["all", "new"])
@pytest.mark.parametrize("arguments", ["", "--each-commit", "--config ../trusted.yaml"])
def test_a_server_never_runs_them(workdir: Path, arguments: str, report: str) -> None:
    git("init", "--quiet", "--bare", "server.git")
    mark = workdir / "executed"
    clone = repository(workdir / "clone")
    write_all(clone, shop(f"open({str(mark)!r}, 'w').close()\n{PLUGIN}"))
    write_all(
        workdir, {"trusted.yaml": f"{CONFIG}report: {report}\n", "clone/proplint.yaml": f"{CONFIG}report: {report}\n"}
    )
    write(workdir / "plugins" / "shoe.py", f"open({str(mark)!r}, 'w').close()\n{PLUGIN}")
    write(workdir / "server.git" / "plugins" / "shoe.py", f"open({str(mark)!r}, 'w').close()\n{PLUGIN}")
    commit_all(clone)
    git("push", "--quiet", "../server.git", "main", cwd=clone)
    hook = f'#!/bin/sh\nPATH="{BIN}:$PATH"\nexport PROPLINT_NO_LOCAL_PLUGINS=0\nexec proplint-pre-receive {arguments}\n'
    write(workdir / "server.git" / "hooks" / "pre-receive", hook).chmod(0o755)
    write(clone / "a.csv", SHOES.replace("b2,b@example.com,shoe", "b2,b@example.com,boot"))
    commit_all(clone)
    done = run("git", "push", "../server.git", "main", cwd=clone)
    assert done.code == 0, done.all
    assert "refs/heads/main:" in done.err
    assert "is not checked" in done.err
    assert not mark.exists()


@posix
def test_a_push_runs_them_from_disk_unless_the_variable_says_no(workdir: Path) -> None:
    clone = repository(workdir / "clone")
    git("init", "--quiet", "--bare", "server.git")
    write_all(clone, shop(MARK + PLUGIN, SHOES.replace("sock", "shoe")))
    write(clone / "other" / "b.csv", "Customer ID,Email\nc3,c@example.com\n")
    commit_all(clone)
    write(clone / ".git" / "hooks" / "pre-push", f'#!/bin/sh\nPATH="{BIN}:$PATH"\nexec proplint-pre-push "$@"\n').chmod(
        0o755
    )
    for name, value in (("one", "1"), ("two", "0")):
        done = run("git", "push", "../server.git", f"main:{name}", cwd=clone, env={"PROPLINT_NO_LOCAL_PLUGINS": value})
        assert done.code == 0, done.all
        assert (clone / "executed").exists() is (value == "0")


# Where the time goes


def table(done: Done) -> dict[str, list[str]]:
    rows = [re.split(r"  +", line.strip()) for line in done.err.splitlines()]
    return {row[0]: row[1:] for row in rows if len(row) == 5}


def test_stats_name_every_plugin_and_leave_the_report_alone(workdir: Path) -> None:
    csv = "Customer ID,Email,Shoe:Left,Boolean:VIP\na1,a@example.com,sock,TRUE\nb2,b@example.com,sock,FALSE\n"
    write_all(workdir, {**shop(csv=csv), "proplint.yaml": CONFIG.replace("{}}", "{}, Boolean:VIP: {}}")})
    plain = proplint("check", "--format=json", "a.csv")
    done = proplint("check", "--format=json", "--stats", "a.csv")
    assert done.code == plain.code == 1
    assert re.match(r"[0-9.]+ s, of which [0-9.]+ s in plugins\n", done.err)
    assert json.loads(done.out)["findings"] == json.loads(plain.out)["findings"]
    told = table(done)
    assert told["plugin"] == ["time", "to load", "judged", "proven"]
    (shoe,) = (row for name, row in told.items() if name.endswith("shoe.py"))
    assert shoe[2:] == ["1", "0"]
    (boolean,) = (row for name, row in told.items() if name.startswith("proplint_types.boolean "))
    assert boolean[2:] == ["2", "0"]
    assert plain.err == ""


def test_stats_tell_what_the_screen_proved(workdir: Path) -> None:
    csv = "Customer ID,Email,Boolean:VIP,Shoe:Left\n" + "".join(
        f"c{at},c{at}@example.com,TRUE,shoe\n" for at in range(12_000)
    )
    write_all(workdir, {**shop(csv=csv), "proplint.yaml": CONFIG.replace("{}}", "{}, Boolean:VIP: {}}")})
    told = table(proplint("check", "--base=none", "--stats", "a.csv"))
    (boolean,) = (row for name, row in told.items() if name.startswith("proplint_types.boolean "))
    assert boolean[2:] == ["0", "12,000"]
    (shoe,) = (row for name, row in told.items() if name.endswith("shoe.py"))
    assert shoe[2:] == ["1", "0"]
    told = table(proplint("check", "--base=none", "--stats", "a.csv", env={"PROPLINT_NO_SCREEN": "1"}))
    (boolean,) = (row for name, row in told.items() if name.startswith("proplint_types.boolean "))
    assert boolean[3] == "0"


@pytest.mark.parametrize(
    "command", [("proplint", "fix", "--diff"), ("proplint-hook",), ("proplint-files",), ("proplint-fix",)], ids=" ".join
)
def test_stats_of_other_commands(marked: Path, command: tuple[str, ...]) -> None:
    files = [] if command == ("proplint-hook",) else ["a.csv"]
    done = run(*command, "--stats", *files, cwd=marked)
    assert any(name.endswith("shoe.py") for name in table(done))
    assert "shoe.py" not in run(*command, *files, cwd=marked).err


@pytest.mark.parametrize(
    "arguments", [("check", "a.csv"), ("check", "--format", "github", "a.csv"), ("config", "check")], ids=" ".join
)
def test_names_in_a_configuration_reach_the_terminal_escaped(workdir: Path, arguments: tuple[str, ...]) -> None:
    write_all(workdir, {"a.csv": OTHER, "proplint.yaml": 'version: 1\nplugins: ["x\\a\\n::error file=a::y"]\n'})
    done = proplint(*arguments)
    assert done.code == 2
    assert "\a" not in done.all
    assert "\n::error file=a::y" not in done.all
    assert "plugin x\\x07\\n::error file=a::y is not installed" in done.err


def test_what_a_plugin_prints_is_no_part_of_the_report_without_a_limit_too(workdir: Path) -> None:
    write_all(workdir, shop("print('printed')\n" + PLUGIN))
    done = proplint("check", "--format", "json", "a.csv", env={"PROPLINT_PLUGIN_SECONDS": "0"})
    assert "printed" in done.err
    assert [one["rule"] for one in json.loads(done.out)["findings"]] == ["no-shoe"]


def test_explain_knows_the_rules_of_plugin_files(workdir: Path) -> None:
    write_all(workdir, shop())
    assert proplint("explain", "no-shoe").code == 0
    assert proplint("explain", "no-shoe", env={"PROPLINT_NO_LOCAL_PLUGINS": "1"}).code == 2
    assert "\x1b" not in proplint("explain", "a\x1b[1m").all
