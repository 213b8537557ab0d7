"""`proplint plugins`: all that there is, and what keeps the rest from being there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from proplint.registry import KINDS
from proplint.version import __version__
from support import install, proplint, write_all

if TYPE_CHECKING:
    from pathlib import Path

ALL = """\
import re
from proplint.api import Option, Transformation, Way, hookimpl

class Thing:
    aliases, doc, options, rules = ("Other shoe",), "A thing.", (), ()
    def __init__(self, name):
        self.name = name
    def compile(self, options):
        return self
    def check(self, value):
        return None
    def render(self, report, style):
        return iter(())

@hookimpl
def proplint_property_types():
    return [Thing("Shoe")]

@hookimpl
def proplint_record_rules():
    return [Thing("order")]

@hookimpl
def proplint_file_rules():
    return [Thing("twice")]

@hookimpl
def proplint_report_formats():
    return [Thing("short"), Thing("long")]

@hookimpl
def proplint_damage():
    return [Transformation("cut", "cut it", re.compile("x"), (Way("", lambda *_: None),))]
"""
FORMAT = """\
from proplint.api import hookimpl

class Short:
    name, doc = "terse", "Terse."
    def render(self, report, style):
        return iter(())

@hookimpl
def proplint_report_formats():
    return [Short()]
"""
LISTED = """\
    types: Shoe
    record rules: order
    file rules: twice
    formats: short, long
    transformations: cut
"""


@pytest.fixture
def site(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose distributions are installed for the programs that are run."""
    (workdir / "site").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(workdir / "site"))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    return workdir / "site"


def test_what_is_built_in_is_grouped(workdir: Path) -> None:
    done = proplint("plugins", cwd=workdir)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        f"proplint {__version__} (built in)\n    types: Boolean, Choice, Multiple choice, Number, Text, Date, Date and time\n"
    )
    said = " ".join(done.out.split())
    assert "formats: full, concise, json, github transformations: " in said
    for kind in KINDS:
        for word in {*kind.built_in} - {"Text line"}:  # another word for Text
            assert re.search(rf"[:,] {re.escape(word)}\b", said), word
    assert max(map(len, done.out.splitlines())) <= 100


def test_installed_plugins_and_those_of_the_configuration(workdir: Path, site: Path) -> None:
    install(site, "proplint-shoe", ALL)
    install(site, "proplint-nothing", "")
    write_all(
        workdir,
        {"terse.py": FORMAT, "proplint.yaml": "version: 1\nplugins: [./terse.py, proplint-shoe]\n", "sub/x": ""},
    )
    for cwd, name in ((workdir, "proplint.yaml"), (workdir / "sub", f"{workdir}/proplint.yaml")):
        done = proplint("plugins", cwd=cwd)
        assert (done.code, done.err) == (0, "")
        assert done.out.endswith(
            f"proplint-nothing 1.2 (installed in {site})\n"
            f"    plugin proplint-nothing 1.2 brings nothing: it has no function such as `proplint_property_types` "
            f"that is marked with `@hookimpl`\n"
            f"proplint-shoe 1.2 (installed in {site}, named in {name})\n{LISTED}"
            f"{workdir}/terse.py (named in {name})\n"
            f"    formats: terse\n"
        )


def test_broken_ones_are_listed_with_the_reason(workdir: Path, site: Path) -> None:
    install(site, "aaa-broken", "1 / 0")
    install(site, "proplint-shoe", ALL)
    install(site, "zzz-double", ALL)
    install(site, "proplint-idle", ALL.replace("@hookimpl", ""))
    names = "./terse.py, ./gone.py, ../outside.py, ./bad.py, proplint-missing, proplint-idle, aaa-broken, plugins.own"
    config = f"version: 1\nplugins: [{names}]\nfile: x\n"
    files = {"terse.py": FORMAT, "bad.py": "def f(:", "plugins/own.py": FORMAT, "proplint.yaml": config}
    write_all(workdir, files)
    done = proplint("plugins")
    assert done.code == 2
    blocks = {block.splitlines()[0].split()[0]: block for block in re.split(r"\n(?=\S)", done.out)}
    assert LISTED in blocks["proplint-shoe"] + "\n"
    assert "formats: terse" in blocks[f"{workdir}/terse.py"]
    for name, says in (
        ("aaa-broken", "plugin aaa-broken 1.2 could not be loaded: ZeroDivisionError"),
        ("zzz-double", "two plugins bring the type `Shoe`: proplint-shoe 1.2 and zzz-double 1.2"),
        (f"{workdir}/gone.py", "there is no plugin file `./gone.py`"),
        (f"{workdir.parent}/outside.py", "lies outside of the repository, from where none is loaded"),
        (f"{workdir}/bad.py", "could not be loaded: SyntaxError"),
        ("proplint-missing", "plugin proplint-missing is not installed: in a hook, "),
        ("proplint-idle", "plugin proplint-idle 1.2 brings nothing: `proplint_property_types` is not marked"),
        ("plugins.own", "plugin plugins.own is not installed (did you mean `./plugins/own.py`?)"),
    ):
        assert f"    {says}" in blocks[name] or says in blocks[name], name
        assert name in done.err
    assert "brings nothing" not in done.out.replace("1.2 brings nothing:", "", 1)
    assert blocks["aaa-broken"].count("ZeroDivisionError") == 1
    assert done.err.startswith(
        "proplint: 8 plugins could not be loaded: aaa-broken 1.2, proplint-idle 1.2, zzz-double 1.2, "
    )
    assert "Traceback" not in done.all


def test_plugins_that_are_left_out_say_so(workdir: Path, site: Path) -> None:
    install(site, "proplint-shoe", "1 / 0")
    write_all(workdir, {"bad.py": "1 / 0", "proplint.yaml": "version: 1\nplugins: [./bad.py]\n"})
    done = proplint("plugins", "--no-local-plugins", env={"PROPLINT_BLOCK_PLUGINS": "proplint-shoe"})
    assert (done.code, done.err) == (0, "")
    assert f"proplint-shoe 1.2 (installed in {site}, left out by PROPLINT_BLOCK_PLUGINS)\n" in done.out
    assert f"{workdir}/bad.py (named in proplint.yaml, switched off, as all plugin files)\n" in done.out


@pytest.mark.parametrize("config", ["version: [", "- a\n", "plugins: {a: b}\n"])
def test_a_configuration_that_can_not_be_read_does_not_end_the_list(workdir: Path, site: Path, config: str) -> None:
    install(site, "proplint-shoe", ALL)
    write_all(workdir, {"other.yaml": config})
    done = proplint("plugins", "--config", "other.yaml")
    assert done.code == 2
    assert LISTED in done.out
    assert done.err == "proplint: other.yaml can't be read: `proplint config check other.yaml` says why\n"
    assert proplint("plugins", "--config", "gone.yaml").err == "proplint: gone.yaml: no such file\n"
