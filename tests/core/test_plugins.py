"""The host: finds plugins late, names the one at fault, and keeps the others working."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proplint.api import INTERFACE
from proplint.exceptions import ConfigError, PluginError
from proplint.firstuse import PluginFiles, remember
from proplint.plugins import Host
from proplint.registry import BUILT_IN
from proplint.version import __version__
from support import install, load_config, write

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOE = """
from proplint import api
from proplint.api import Option, Problem, Rule, hookimpl

class Check:
    def check(self, value):
        return None if value == "shoe" else Problem("no-shoe", "{value} is no shoe", "write `shoe`")

class Shoe:
    name = "Shoe"
    aliases = ("Boot",)
    doc = "A shoe."
    options = (Option("size", "integer", "Its size."),)
    rules = (Rule("no-shoe", "What.", "Why.", "x", "shoe"),)
    def compile(self, options):
        return Check()

@hookimpl
def proplint_property_types():
    return [Shoe()]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder whose distributions are installed."""
    before = {*sys.modules}
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    for name in {*sys.modules} - before:
        if getattr(sys.modules[name], "__file__", None) and str(tmp_path) in str(sys.modules[name].__file__):
            del sys.modules[name]


def test_built_in_types_are_all_found() -> None:
    for word in BUILT_IN:
        found = Host({}).find(word, word)
        assert found is not None
        assert word in (found.type.name, *found.type.aliases)


def test_an_installed_type_is_found_by_name_and_alias(site: Path) -> None:
    install(site, "Proplint-Shoe", SHOE)
    host = Host({})
    found = host.find("Shoe", "Shoe:Left")
    assert found is not None
    assert found.origin == ("Proplint-Shoe", "1.2")
    assert host.find("Boot", "Boot:Left") == found
    assert host.find("shoe", "shoe:Left") is None
    assert found in host.types()
    assert "Shoe" in host.words()
    assert found.compile("Shoe:Left", {"size": None}).check("sock") is not None


def test_installed_plugins_are_not_asked_for_built_in_words(site: Path) -> None:
    install(site, "broken", "raise RuntimeError('no')")
    assert Host({}).find("Boolean", "Boolean:A") is not None


@pytest.mark.parametrize("name", ["Proplint-Shoe", "proplint_shoe", "proplint.shoe", "PROPLINT-SHOE"])
def test_a_plugin_that_the_configuration_names(site: Path, name: str) -> None:
    install(site, "Proplint-Shoe", SHOE)
    host = Host({})
    host.load_installed(name)
    assert [loaded.type.name for loaded in host.loaded()] == ["Shoe"]


BROKEN = [
    ("raise RuntimeError('first\\nsecond')", "RuntimeError: first second"),
    ("import missing_module", "ModuleNotFoundError"),
    ("raise SystemExit(3)", "SystemExit: 3"),
    ("pass\ndef  f(:\n    pass", "line 2): `def f(:`"),
    (
        "from proplint.api import hookimpl\n@hookimpl\ndef proplint_property_type(): return []",
        "unknown hook `proplint_property_type` (did you mean `proplint_property_types`?); there are: `proplint_property_types`, ",
    ),
    (
        "from proplint.api import hookimpl\n@hookimpl\ndef shoes(): return []",
        "unknown hook `shoes`; there are: `proplint_property_types`, ",
    ),
    (
        "from proplint.api import hookimpl\n@hookimpl\ndef proplint_property_types(x): return []",
        "PluginValidationError",
    ),
    ("from proplint.api import hookimpl\n@hookimpl\ndef proplint_property_types(): return 1/0", "ZeroDivisionError"),
    (
        SHOE.replace("[Shoe()]", "Shoe()"),
        "`proplint_property_types` must return a list: put the Shoe that it returns into brackets, `[…]`",
    ),
    (SHOE.replace("[Shoe()]", "Shoe"), "must return a list: put the Shoe that it returns into brackets"),
    (SHOE.replace("[Shoe()]", "[Shoe]"), "must return instances: write `Shoe()`, not `Shoe`, which is the class"),
    (
        SHOE.replace("proplint_property_types", "proplint_damage").replace(
            "[Shoe()]", "api.Transformation('', '', None, ())"
        ),
        "`proplint_damage` must return a list: put the Transformation that it returns into brackets",
    ),
    (
        "from proplint.api import hookimpl\n@hookimpl\ndef proplint_property_types(): return [object()]",
        "object.name must be",
    ),
    (SHOE.replace('"Shoe"', '"Sh:oe"'), "Shoe.name must be the word before the colon"),
    (SHOE.replace('("Boot",)', '"Boot"'), "must have `aliases`, a tuple of str"),
    (
        SHOE.replace('rules = (Rule("no-shoe", "What.", "Why.", "x", "shoe"),)', ""),
        "must have `rules`, a tuple of Rule",
    ),
    (SHOE.replace("def compile", "def compiled"), "must have a method `compile(options)`"),
]


@pytest.mark.parametrize(("code", "cause"), BROKEN, ids=[cause for _, cause in BROKEN])
def test_a_broken_plugin_is_named_with_version_column_and_cause(site: Path, code: str, cause: str) -> None:
    install(site, "broken", code)
    host = Host({})
    for _ in range(2):
        with pytest.raises(PluginError) as caught:
            host.find("Shoe", "Shoe:Left")
        said = str(caught.value)
        assert said.startswith("plugin broken 1.2 could not be loaded (asked for the type of column `Shoe:Left`): ")
        assert cause in said
        assert "PROPLINT_BLOCK_PLUGINS" in said
    assert host.find("Boolean", "Boolean:A") is not None


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (SHOE, SHOE, ("one 1.2", "two 1.2")),
        (SHOE, SHOE.replace('"Shoe"', '"Boot"').replace('("Boot",)', "()"), ("one 1.2", "two 1.2")),
        (SHOE.replace('"Shoe"', '"Boolean"'), "", ("proplint_types.boolean", "one 1.2")),
        (SHOE.replace('"Boot"', '"Text line"'), "", ("proplint_types.text", "one 1.2")),
    ],
)
def test_two_plugins_with_one_type_are_refused_naming_both(
    site: Path, first: str, second: str, both: tuple[str, str]
) -> None:
    install(site, "one", first)
    install(site, "two", second)
    host = Host({})
    for _ in range(2):  # one that was refused is not taken for loaded
        with pytest.raises(PluginError, match="two plugins bring the type") as caught:
            host.find("Unheard of", "Unheard of:A")
        assert all(name in str(caught.value) for name in both)


@pytest.mark.parametrize("blocked", ["proplint-shoe", "proplint_shoe", " x , Proplint-Shoe,"])
def test_blocked_plugins_are_never_loaded(site: Path, blocked: str) -> None:
    install(site, "Proplint-Shoe", SHOE)
    host = Host({"PROPLINT_BLOCK_PLUGINS": blocked})
    assert host.find("Shoe", "Shoe:Left") is None
    with pytest.raises(PluginError, match="PROPLINT_BLOCK_PLUGINS blocks it"):
        host.load_installed("proplint-shoe")


def test_a_built_in_type_can_be_blocked() -> None:
    assert Host({"PROPLINT_BLOCK_PLUGINS": "proplint_types.boolean"}).find("Boolean", "Boolean:A") is None


def test_a_required_plugin_that_is_missing_says_how_to_add_it() -> None:
    with pytest.raises(PluginError, match=r"not installed: .*`additional_dependencies: \[proplint-phone\]`"):
        Host({}).load_installed("proplint-phone")


def test_an_installed_distribution_without_a_plugin() -> None:
    with pytest.raises(PluginError, match=r"plugin click [0-9.]+ is installed, but brings no plugin"):
        Host({}).load_installed("click")


def test_loads_and_calls_can_be_traced(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(site, "proplint-shoe", SHOE)
    Host({"PROPLINT_TRACE_PLUGINS": "1"}).find("Shoe", "Shoe:Left")
    said = capsys.readouterr().err
    assert "loading plugin proplint-shoe 1.2" in said
    assert "calling proplint_property_types of proplint-shoe" in said
    Host({"PROPLINT_TRACE_PLUGINS": "0"}).find("Shoe", "Shoe:Left")
    assert not capsys.readouterr().err


def test_a_plugin_file(tmp_path: Path) -> None:
    file = tmp_path / "shoe.py"
    file.write_text(SHOE)
    host = Host({})
    host.load_file(str(file))
    host.load_file(str(file))
    found = host.find("Shoe", "Shoe:Left")
    assert found is not None
    assert found.origin.name == str(file)
    assert [*tmp_path.iterdir()] == [file]


def test_plugin_files_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "shoe.txt").write_text(SHOE)
    (tmp_path / "shoe.py").write_text("1/0")
    for name, blocked, says in (
        ("shoe.txt", "", "name must end in .py"),
        ("shoe.py", "", "ZeroDivisionError"),
        ("shoe.py", "shoe", "blocks it"),
        ("shoe.py", "shoe.py", "blocks it"),
        ("gone.py", "", "is no file"),
    ):
        with pytest.raises(PluginError, match=says):
            Host({"PROPLINT_BLOCK_PLUGINS": blocked}).load_file(str(tmp_path / name))


UNMARKED = SHOE.replace("@hookimpl", "")
IDLE = [
    (UNMARKED, "shoe", "`proplint_property_types` is not marked: write `@hookimpl` on the line above it"),
    (UNMARKED.replace("_types():", "_type():"), "shoe", "`proplint_property_type` is not marked: write `@hookimpl`"),
    (UNMARKED.replace("def proplint_", "def "), "shoe", "it has no function such as `proplint_property_types` that is marked"),
    ("", "shoe", "it has no function such as `proplint_property_types` that is marked with `@hookimpl`"),
    (SHOE, "shoe:Shoe", "its entry point names `Shoe`: it must name the module, `shoe`"),
    (f"{SHOE}shoe = Shoe()", "shoe:shoe", "its entry point names `Shoe`: it must name the module, `shoe`"),
    (SHOE, "shoe:proplint_property_types", "its entry point names `proplint_property_types`: it must name the module"),
    (SHOE.replace("return [", "["), "shoe", "what it marks with `@hookimpl` returns nothing: is a `return` missing, or is the"),
    (SHOE.replace("[Shoe()]", "[]"), "shoe", "what it marks with `@hookimpl` returns nothing: is a `return` missing, or is the"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "entry", "why"), IDLE)
def test_a_plugin_that_is_named_and_brings_nothing_is_told(site: Path, code: str, entry: str, why: str) -> None:
    install(site, "shoe", code)
    (site / "shoe-1.2.dist-info" / "entry_points.txt").write_text(f"[proplint]\nshoe = {entry}\n")
    host = Host({})
    assert host.find("Shoe", "Shoe:Left") is None
    says = f"plugin shoe 1.2 brings nothing: {why}"
    for _ in range(2):
        with pytest.raises(PluginError, match=re.escape(says)):
            host.load_installed("shoe")
    with pytest.raises(ConfigError, match=re.escape(f"`Date and time`; {says}")):
        load_config("version: 1\nproperties: {Shoe:Left: }\n")
    host = Host({})
    for _ in range(2) if ":" not in entry else ():
        with pytest.raises(PluginError, match=re.escape(f"shoe.py brings nothing: {why}")):
            host.load_file(str(site / "shoe.py"))


def test_a_distribution_brings_something_if_one_of_its_plugins_does(site: Path) -> None:
    install(site, "shoe", SHOE)
    (site / "idle.py").write_text(UNMARKED)
    (site / "shoe-1.2.dist-info" / "entry_points.txt").write_text("[proplint]\nidle = idle\nshoe = shoe\n")
    host = Host({})
    host.load_installed("shoe")
    assert host.find("Shoe", "Shoe:Left") is not None


OTHER_INTERFACES = [
    ("proplint_interface = 0", "was made for interface 0 of proplint, this is proplint {} with interface {}: upgrade the plugin"),
    ("proplint_interface = 99", "was made for interface 99 of proplint, this is proplint {} with interface {}: upgrade proplint"),
    ("from proplint.api import Gone", "ImportError: .* It may have been made for another proplint; this is proplint {} with interface {}"),
    ("import proplint.gone", "ModuleNotFoundError: .* It may have been made for another proplint"),
    ("from proplint.api import hookimpl\n@hookimpl\ndef proplint_gone(): ...", "PluginValidationError: .* It may have been made for another"),
    ("from proplint.api import hookimpl\n@hookimpl\ndef proplint_damage(gone): ...", "PluginValidationError: .* It may have been made for"),
    ("proplint_interface = '1'", "TypeError: proplint_interface must be a whole number such as {1}, not '1'"),
    ("proplint_interface = True", "TypeError: proplint_interface must be a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "says"), OTHER_INTERFACES, ids=[code.splitlines()[-1] for code, _ in OTHER_INTERFACES]
)
def test_a_plugin_of_another_interface_is_refused_before_it_is_asked(site: Path, code: str, says: str) -> None:
    install(site, "proplint-shoe", f"{code}\n{SHOE.replace('return [Shoe()]', 'raise AssertionError')}")
    with pytest.raises(PluginError) as caught:
        Host({}).load_installed("proplint-shoe")
    said = str(caught.value).replace("\n", " ")
    assert re.search(says.format(re.escape(__version__), INTERFACE), said), said
    assert said.startswith("plugin proplint-shoe 1.2 ")
    assert "PROPLINT_BLOCK_PLUGINS" in said


@pytest.mark.parametrize("entry", ["proplint_shoe", "proplint_shoe:plugin", "proplint_shoe:made"])
def test_a_plugin_of_our_interface_is_loaded_and_one_that_is_an_object_speaks_for_its_module(
    site: Path, entry: str
) -> None:
    holder = "\nclass Holder:\n    proplint_property_types = staticmethod(proplint_property_types)\n"
    code = f"{SHOE}{holder}plugin = Holder\nmade = Holder()\nproplint_interface = {INTERFACE}\n"
    install(site, "proplint-shoe", code)
    (site / "proplint_shoe-1.2.dist-info" / "entry_points.txt").write_text(f"[proplint]\nshoe = {entry}\n")
    Host({}).load_installed("proplint-shoe")
    (site / "proplint_shoe.py").write_text(code.replace(f"interface = {INTERFACE}", "interface = 0"))
    del sys.modules["proplint_shoe"]
    importlib.invalidate_caches()
    with pytest.raises(PluginError, match="was made for interface 0"):
        Host({}).load_installed("proplint-shoe")


def test_the_bytes_that_run_are_those_that_are_shown(tmp_path: Path) -> None:
    """A file that changes while it is loaded is told as it ran."""
    file = tmp_path / "shoe.py"
    first = f"with open(__file__, 'w') as file:\n    file.write('raise AssertionError')\n{SHOE}"
    file.write_text(first)
    files = PluginFiles({"PROPLINT_STATE_DIR": str(tmp_path / "state")})
    host = Host({}, files)
    host.load_file(str(file))
    assert host.find("Shoe", "Shoe:Left") is not None
    assert files.unseen == {os.path.realpath(file): hashlib.sha256(first.encode()).hexdigest()}


def test_files_of_one_name_are_two_plugins(tmp_path: Path) -> None:
    for folder, name in (("a", "Shoe"), ("b", "Hat")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.py").write_text(SHOE.replace('"Shoe"', f'"{name}"').replace('("Boot",)', "()"))
    host = Host({})
    for folder in ("a", "b"):
        host.load_file(str(tmp_path / folder / "x.py"))
    modules = {type(loaded.type.compile({})).__module__ for loaded in host.loaded()}
    assert len(modules) == 2
    assert modules <= {*sys.modules}


def test_only_the_newest_plugin_files_are_remembered(tmp_path: Path) -> None:
    environ = {"PROPLINT_STATE_DIR": str(tmp_path)}
    folder = tmp_path / "plugin-files"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number}.json").write_text("")
        os.utime(folder / f"{number}.json", (number, number))
    remember({"/0.py": "0"}, environ)
    remember({"/0.py": "1"}, environ)
    remember({"/1.py": "1"}, environ)
    kept = [*folder.iterdir()]
    assert len(kept) == 1000
    assert not {folder / "0.json", folder / "1.json"} & {*kept}
    told = [json.loads(path.read_text()) for path in kept if path.read_text()]
    assert sorted((one["path"], one["sha256"]) for one in told) == [("/0.py", "1"), ("/1.py", "1")]


SHOW = """
import sys
from proplint.firstuse import PluginFiles, remember
for path in sys.argv[1:]:
    files = PluginFiles()
    files.load(path)
    assert files.unseen, "shown again"
    remember(files.unseen)
"""


def test_runs_at_the_same_time_forget_nothing_of_each_other(tmp_path: Path) -> None:
    environ = {**os.environ, "PROPLINT_STATE_DIR": str(tmp_path / "state")}
    paths = [str(tmp_path / f"{number}.py") for number in range(80)]
    for path in paths:
        write(Path(path), "")
    runs = [subprocess.Popen([sys.executable, "-c", SHOW, *paths[first::4]], env=environ) for first in range(4)]
    assert [one.wait() for one in runs] == [0] * 4
    files = PluginFiles(environ)
    for path in paths:
        files.load(path)
    assert files.unseen == {}


def test_a_type_that_fails_to_compile_is_named(tmp_path: Path) -> None:
    file = tmp_path / "shoe.py"
    file.write_text(SHOE.replace("return Check()", "raise KeyError('size')"))
    host = Host({})
    host.load_file(str(file))
    found = host.find("Shoe", "Shoe:Left")
    assert found is not None
    with pytest.raises(PluginError, match=r"shoe\.py failed in column `Shoe:Left`: KeyError: 'size'"):
        found.compile("Shoe:Left", {"size": 1})
