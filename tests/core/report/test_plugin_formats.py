"""Formats of plugins: found by their name wherever they lie, and told by name when they fail."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import proplint as package
from proplint.api import Style
from proplint.plugins import Host
from proplint.registry import BUILT_IN_FORMATS
from proplint.registry import FORMATS as KIND
from proplint.report import FORMATS, render
from support import BAD, CONFIG, GOOD, commit_all, git, install, proplint, repository, run, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from support import Done

FORMAT = """\
from proplint.api import hookimpl

class Short:
    name = "short"
    doc = "Numbers."

    def render(self, report, style):
        yield f"{len(report.findings)} findings\\n"
        yield "".join(f"{finding.line} {finding.value}\\n" for finding in report.findings)

@hookimpl
def proplint_report_formats():
    return [Short()]
"""
NAMED = CONFIG + "plugins: [./short.py]\n"
SHORT = "4 findings\n3 wahr\n3 blue\n3 42,5\n3 2025/02/30\n"
SHOP = {"a.csv": BAD, "proplint.yaml": NAMED, "short.py": FORMAT}
BODY = FORMAT.index("        yield f")
END = FORMAT.index("\n@hookimpl")


def with_body(*lines: str) -> str:
    """Return the plugin with another body of `render`."""
    return FORMAT[:BODY] + "".join(f"        {line}\n" for line in lines) + FORMAT[END:]


@pytest.fixture
def site(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose distributions are installed for the programs that are run."""
    (workdir / "site").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(workdir / "site"))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    return workdir / "site"


def check(*arguments: str, name: str = "short") -> Done:
    return proplint("check", "--base", "none", "--format", name, *arguments)


@pytest.mark.parametrize("name", FORMATS)
def test_a_built_in_format_is_a_plugin_as_well(name: str) -> None:
    host = Host({})
    found = host.brought(KIND, name)
    assert found is not None
    assert found.origin.name == BUILT_IN_FORMATS[name]
    assert found.thing.doc.endswith(".")
    report = package.check(BAD.encode())
    assert [*found.thing.render(report, Style())] == [*render(name, report, Style())]


def test_a_format_of_a_plugin_file(workdir: Path) -> None:
    write_all(workdir, SHOP)
    done = check("a.csv")
    assert done[:2] == (1, SHORT)
    assert "plugin file short.py is run for the first time" in done.err  # also where the format tells no notices
    assert check("a.csv") == (1, SHORT, "")


def test_a_format_of_an_installed_plugin_needs_no_configuration(workdir: Path, site: Path) -> None:
    install(site, "proplint-short", FORMAT)
    write_all(workdir, {"a.csv": GOOD})
    assert check("a.csv").out == "0 findings\n"
    assert check("--quiet", "a.csv") == (0, "", "")
    assert check("--no-local-plugins", "a.csv").out == "0 findings\n"


def test_every_program_that_shares_the_option_takes_it(workdir: Path) -> None:
    shop = repository(workdir / "shop")
    write_all(shop, SHOP | {"a.csv": GOOD})
    commit_all(shop)
    write_all(shop, {"a.csv": BAD})
    git("add", "--all", cwd=shop)
    assert run("proplint-hook", "--format", "short", cwd=shop)[:2] == (1, SHORT)
    assert run("proplint-files", "--format", "short", "a.csv", cwd=shop) == (1, SHORT, "")
    before = git("rev-parse", "HEAD", cwd=shop).strip()
    commit_all(shop)
    pushed = f"refs/heads/main {git('rev-parse', 'HEAD', cwd=shop).strip()} refs/heads/main {before}\n"
    done = run("proplint-pre-push", "--format", "short", "origin", stdin=pushed.encode(), cwd=shop)
    assert done == (1, f"refs/heads/main:\n{SHORT}", "")


def test_a_server_takes_installed_formats_only(workdir: Path, site: Path) -> None:
    shop = repository(workdir / "shop")
    revisions = []
    for data in (GOOD, BAD):
        write_all(shop, SHOP | {"short.py": FORMAT.replace('"short"', '"pushed"'), "a.csv": data})
        commit_all(shop)
        revisions.append(git("rev-parse", "HEAD", cwd=shop).strip())
    install(site, "proplint-short", FORMAT)
    codes = []
    for name in ("short", "pushed"):
        line = f"{' '.join(revisions)} refs/heads/main\n".encode()
        done = run("proplint-pre-receive", "--format", name, stdin=line, cwd=shop / ".git")
        codes.append(done.code)
        assert ("4 findings" in done.out) is (name == "short")
        assert ("unknown format `pushed`" in done.err) is (name == "pushed")
    assert codes == [1, 2]


UNKNOWN = [
    ("jsn", [], "unknown format `jsn` (did you mean `json`?); there are: `full`, `concise`, `json`, `github`"),
    (
        "shrt",
        [],
        "unknown format `shrt` (did you mean `short`?); there are: `full`, `concise`, `json`, `github`, `short`",
    ),
    ("JSON", [], "did you mean `json`?"),
    ("qqqq", [], "unknown format `qqqq`; there are: `full`, `concise`, `json`, `github`, `short`"),
    ("short", ["--no-local-plugins"], "unknown format `short`; there are: `full`, `concise`, `json`, `github`"),
    ("", [], "unknown format ``; there are: "),
    ("\x1b[31m", [], "unknown format `\\x1b[31m`; there are: "),
]


@pytest.mark.parametrize(("name", "arguments", "says"), UNKNOWN, ids=[repr(case[:2]) for case in UNKNOWN])
def test_an_unknown_format(workdir: Path, name: str, arguments: list[str], says: str) -> None:
    write_all(workdir, SHOP)
    done = check(*arguments, "a.csv", name=name)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "Traceback" not in done.err


def test_what_no_plugin_file_can_bring_is_told_before_anything_is_checked(workdir: Path) -> None:
    write_all(workdir, SHOP)
    done = check("--no-local-plugins", "--error-files", "errors", "a.csv")
    assert done.code == 2
    assert not (workdir / "errors").exists()


def test_a_broken_installed_plugin_is_named_before_anything_is_checked(workdir: Path, site: Path) -> None:
    install(site, "broken", "1 / 0")
    write_all(workdir, SHOP)
    done = check("--error-files", "errors", "a.csv")
    assert done.code == 2
    assert "plugin broken 1.2 could not be loaded (asked for the format `short`): ZeroDivisionError" in done.err
    assert not (workdir / "errors").exists()
    assert check("a.csv", name="concise").code == 1


def test_the_configuration_that_could_not_be_read_is_told_as_well(workdir: Path) -> None:
    write_all(workdir, SHOP | {"proplint.yaml": "version: 1\nplugin: [./short.py]\n"})
    done = check("a.csv")
    assert done.code == 2
    assert "unknown key `plugin` (did you mean `plugins`?)" in done.err
    assert "unknown format `short`" in done.err


def test_two_configurations_may_share_a_plugin_file_and_not_a_name(workdir: Path) -> None:
    (workdir / ".git").mkdir()
    shared = {
        f"{shop}/{name}": text
        for shop in "ab"
        for name, text in (("a.csv", GOOD), ("proplint.yaml", CONFIG + "plugins: [../short.py]\n"))
    }
    write_all(workdir, {"short.py": FORMAT, "a/short.py": FORMAT, **shared})
    assert check("a/a.csv", "b/a.csv")[:2] == (0, "0 findings\n")
    write_all(workdir, {"a/proplint.yaml": NAMED})
    done = check("a/a.csv", "b/a.csv")
    assert done.code == 2
    both = (f"{workdir}{os.sep}a{os.sep}short.py", f"{workdir}{os.sep}short.py")
    assert f"two plugins bring the format `short`: {both[0]} and {both[1]}" in done.err


@pytest.mark.parametrize("name", FORMATS)
def test_a_plugin_may_not_take_the_name_of_a_built_in_format(workdir: Path, name: str) -> None:
    write_all(workdir, SHOP | {"short.py": FORMAT.replace('"short"', f'"{name}"')})
    done = check("a.csv", name="concise")
    assert done.code == 2
    assert f"two plugins bring the format `{name}`: proplint.report.{name} (built in) and " in done.err


FAULTS = [
    (with_body('yield "x\\n"', "raise KeyError('k')"), "", "KeyError: 'k'"),
    (with_body('yield "x\\n"', "raise SystemExit(0)"), "", "SystemExit: 0"),
    (with_body('yield "x\\n"', "yield b'y'"), "", "`render` gave a bytes, not a str"),
    (with_body("return None"), "", "TypeError: 'NoneType' object is not iterable"),
    (with_body("return 7"), "", "TypeError: 'int' object is not iterable"),
    (with_body("raise ValueError('a\\nb\\x1b[1m')"), "", "ValueError: a b\\x1b[1m"),
]


@pytest.mark.parametrize(("plugin", "out", "cause"), FAULTS, ids=[case[2] for case in FAULTS])
def test_a_format_that_fails_is_named_and_leaves_the_old_report(
    workdir: Path, plugin: str, out: str, cause: str
) -> None:
    write_all(workdir, SHOP | {"short.py": plugin, "report.txt": "old"})
    done = check("a.csv", "gone.csv")
    assert (done.code, done.out) == (2, out)
    assert f"short.py failed in the format `short`: {cause}\n" in done.err.replace("TypeError: `render`", "`render`")
    assert "gone.csv: no such file" in done.err
    assert "Traceback" not in done.err
    assert check("--output", "report.txt", "a.csv").code == 2
    assert (workdir / "report.txt").read_text() == "old"
    assert sorted(os.listdir(workdir)) == ["a.csv", "proplint.yaml", "report.txt", "short.py"]


def test_a_format_without_end_is_ended(workdir: Path) -> None:
    write_all(workdir, SHOP | {"short.py": with_body("while True:", '    yield "x" * 100'), "report.txt": "old"})
    done = proplint(
        *("check", "--base", "none", "--format", "short", "--output", "report.txt", "a.csv"),
        env={"PROPLINT_PLUGIN_SECONDS": "0.5"},
    )
    assert (done.code, done.out) == (2, "")
    assert "short.py failed in the format `short`: it took longer than 0.5 seconds, and was stopped\n" in done.err
    assert (workdir / "report.txt").read_text() == "old"
    assert sorted(os.listdir(workdir)) == ["a.csv", "proplint.yaml", "report.txt", "short.py"]


def test_a_format_that_lacks_something_is_refused_when_it_is_loaded(workdir: Path) -> None:
    for old, new, says in (
        ("def render", "def other", "the format `short` must have a method `render(report, style)`"),
        ('"short"', '"two words"', "Short.name must be a word without blanks"),
    ):
        write_all(workdir, SHOP | {"short.py": FORMAT.replace(old, new)})
        assert says in check("a.csv").err


def test_values_are_masked_before_a_format_sees_them(workdir: Path) -> None:
    write_all(workdir, SHOP)
    assert check("--redact", "a.csv").out == "4 findings\n" + 4 * "3 ***\n"


def test_help_and_completion_name_the_built_in_ones() -> None:
    said = " ".join(proplint("check", "--help").out.split())
    assert "--format [full|concise|json|github|NAME]" in said
    assert "NAME is one that a plugin brings" in said
    env = {"_PROPLINT_COMPLETE": "bash_complete", "COMP_CWORD": "3", "COMP_WORDS": "proplint check --format g"}
    assert proplint(env=env).out.splitlines() == ["plain,github"]
