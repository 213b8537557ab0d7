"""`proplint new-type`: what it writes, what it says, and that it writes over nothing."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

import pytest

from support import load_config, proplint, rules, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

THREE = ["phone.cases.yaml", "phone.py", "test_phone.py"]
PACKAGE = [
    ".gitignore",
    "README.md",
    "pyproject.toml",
    "src/proplint_phone/__init__.py",
    "src/proplint_phone/py.typed",
    "tests/phone.cases.yaml",
    "tests/test_phone.py",
]
SHOUTING = """
from proplint.api import Rule, hookimpl
class Shout:
    name, aliases, doc, options, rules = "Shout", ("Yell",), "Loud.", (), ()
    def compile(self, options): raise NotImplementedError
@hookimpl
def proplint_property_types():
    return [Shout()]
"""


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_type_beside_the_configuration_judges_as_it_stands(workdir: Path) -> None:
    """What is said is done as a newcomer would do it, from a folder below."""
    write_all(workdir, {"proplint.yaml": "# ours\nversion: 1\n", "customers/a.csv": "Customer ID,Email,Phone:Main\n"})
    done = proplint("new-type", "Phone", cwd=workdir / "customers")
    assert (done.code, done.err) == (0, "")
    assert below(workdir / "proplint_plugins") == THREE
    assert all(name in done.out for name in THREE)
    (snippet,) = re.findall(r"Name it in .*proplint\.yaml:\n((?: {7}.*\n)+)", done.out)
    write(workdir / "proplint.yaml", "version: 1\n" + re.sub("^ {7}", "", snippet, flags=re.MULTILINE))
    rows = "a1,a@example.com,AB1234\nb2,b@example.com,ab-1234\nc3,c@example.com,x\n"
    write(workdir / "customers" / "a.csv", f"Customer ID,Email,Phone:Main\n{rows}")
    done = proplint("check", "--base", "none")
    assert done.code == 1
    assert "a.csv:3:18: not-a-phone: [*] `ab-1234` is written in another way" in done.out
    assert "a.csv:4:18: not-a-phone: `x` does not have the form of this column" in done.out
    assert "a.csv:2:" not in done.out


def test_without_a_configuration_it_stands_in_the_working_folder(workdir: Path) -> None:
    done = proplint("new-type", "Phone")
    assert done.code == 0
    assert below(workdir) == [f"proplint_plugins/{name}" for name in THREE]
    assert "a new proplint.yaml" in done.out
    (snippet,) = re.findall(r"writes one\):\n((?: {7}.*\n)+)", done.out)
    write(workdir / "proplint.yaml", re.sub("^ {7}", "", snippet, flags=re.MULTILINE))
    assert proplint("config", "check").out.startswith("proplint.yaml is in order: 1 property")


@pytest.mark.parametrize("before", ["version: 1\n", "version: 1 # one\nplugins: [] # none yet\n"])
def test_the_configuration_names_it_when_asked_to(workdir: Path, before: str) -> None:
    write(workdir / "proplint.yaml", before)
    done = proplint("new-type", "Phone", "--configure")
    assert (done.code, done.err) == (0, "")
    text = (workdir / "proplint.yaml").read_text("utf-8")
    assert (
        text.replace("plugins:\n  - ./proplint_plugins/phone.py\n", "").replace("./proplint_plugins/phone.py", "")
        == before
    )
    assert "Declare its columns in proplint.yaml" in done.out
    assert "plugins:" not in done.out
    assert load_config(text, folder=str(workdir), local_root=str(workdir)).plugins == ("./proplint_plugins/phone.py",)
    done = proplint("new-type", "phone")
    assert (done.code, done.out) == (2, "")
    assert "there is a type `Phone` already, of " in done.err


def test_columns_that_init_had_to_ignore_are_declared(workdir: Path) -> None:
    """From an export to a check in three commands."""
    write(workdir / "a.csv", "Customer ID,Email,Phone:Main,Note\na1,a@example.com,AB1234,x\nb2,b@example.com,ab-1,y\n")
    said = proplint("init", "a.csv").out
    (made,) = re.findall(r"`Phone:Main` is ignored: .*; `proplint (new-type .*)` makes one\.", said)
    before = (workdir / "proplint.yaml").read_bytes()
    said = proplint("new-type", "Fax", "--no-local-plugins").out
    assert '"Fax:Main":   # the column, exactly as the header has it' in said
    said = proplint("new-type", "Phone", "elsewhere").out
    assert '"Phone:Main":   # and take it out of `ignore_columns`' in said
    assert (workdir / "proplint.yaml").read_bytes() == before
    done = proplint(*made.split())
    assert (done.code, done.err) == (0, "")
    assert "proplint.yaml names it, and has its columns as properties: `Phone:Main`.\n\nNext:\n  1. Run its" in done.out
    text = (workdir / "proplint.yaml").read_text("utf-8")
    assert load_config(text, folder=str(workdir), local_root=str(workdir)).ignore_columns == {"Note"}
    assert rules(proplint("check", "--format", "concise").out) == ["not-a-phone"]


def test_ignored_columns_that_only_a_person_should_declare(workdir: Path) -> None:
    write(workdir / "proplint.yaml", "version: 1\nignore_columns: # ours\n# why\n- Phone:Main\n")
    done = proplint("new-type", "Phone", "--configure")
    assert (done.code, done.err) == (0, "")
    assert "1. Declare its columns in proplint.yaml:" in done.out
    assert '"Phone:Main":   # and take it out of `ignore_columns`' in done.out
    text = (workdir / "proplint.yaml").read_text("utf-8")
    assert (
        text == "version: 1\nignore_columns: # ours\n# why\n- Phone:Main\nplugins:\n  - ./proplint_plugins/phone.py\n"
    )


def test_a_distribution(workdir: Path) -> None:
    done = proplint("new-type", "--package", "Phone")
    assert (done.code, done.err) == (0, "")
    assert below(workdir) == [f"proplint-phone/{name}" for name in PACKAGE]
    assert f'additional_dependencies: ["{(workdir / "proplint-phone").as_posix()}"]' in done.out
    done = proplint("new-type", "Phone", "--package", "elsewhere/mine")
    assert done.code == 0
    assert below(workdir / "elsewhere" / "mine") == PACKAGE
    assert "cd elsewhere/mine && " in done.out


def test_a_folder_with_other_files_is_filled_up(workdir: Path) -> None:
    """A fresh clone of an empty repository has files of its own."""
    write_all(workdir / "x", {"LICENSE": "MIT", ".git/config": ""})
    assert proplint("new-type", "Phone", "--package", "x").code == 0
    assert below(workdir / "x") == sorted([*PACKAGE, ".git/config", "LICENSE"])


@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        (("Phone",), ["proplint_plugins/phone.py"]),
        (("Phone",), ["proplint_plugins/test_phone.py", "proplint_plugins/phone.cases.yaml"]),
        (("Phone", "--package"), ["proplint-phone/README.md", "proplint-phone/tests/test_phone.py"]),
    ],
)
def test_nothing_is_written_over(workdir: Path, arguments: tuple[str, ...], there: list[str]) -> None:
    write_all(workdir, dict.fromkeys(there, "mine"))
    done = proplint("new-type", *arguments)
    assert (done.code, done.out) == (2, "")
    assert all(name in done.err for name in there)
    assert "there already, and nothing is written over" in done.err
    assert below(workdir) == sorted(there)
    assert {(workdir / name).read_text() for name in there} == {"mine"}


def test_a_link_to_nothing_is_not_written_over(workdir: Path) -> None:
    (workdir / "proplint_plugins").mkdir()
    (workdir / "proplint_plugins" / "phone.py").symlink_to("gone")
    assert proplint("new-type", "Phone").code == 2
    assert below(workdir) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_all_or_nothing(workdir: Path) -> None:
    """A folder in the way of the last files takes the first ones back, and the folders made for them."""
    write(workdir / "x" / "tests", "a file where a folder is wanted")
    done = proplint("new-type", "Phone", "--package", "x")
    assert (done.code, done.out) == (2, "")
    assert "x/tests: can't be made" in done.err
    assert [path.name for path in (workdir / "x").iterdir()] == ["tests"]


def test_new_files_have_the_usual_mode(workdir: Path) -> None:
    assert proplint("new-type", "Phone").code == 0
    write(workdir / "usual", "")
    usual = stat.S_IMODE((workdir / "usual").stat().st_mode)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (workdir / "proplint_plugins").iterdir()} == {usual}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Phone:Home",), "`Phone:Home` holds a colon"),
        (("電話",), "name it with --module"),
        (("Date",), "there is a type `Date` already, built in"),
        (("multiple CHOICE",), "there is a type `Multiple choice` already, built in"),
        (("Text line",), "there is a type `Text line` already, built in"),
        (("Yell",), "there is a type `Yell` already, of "),
        (("Phone", "--package", "--configure"), "--configure is for a plugin file"),
        (("Phone", "there.csv"), "there.csv: can't be made: "),
        ((), "Missing argument 'NAME'"),
    ],
)
def test_what_can_not_be_made(workdir: Path, arguments: tuple[str, ...], says: str) -> None:
    files = {"proplint.yaml": "version: 1\nplugins: [./shout.py]\n", "shout.py": SHOUTING, "there.csv": "x"}
    write_all(workdir, files)
    done = proplint("new-type", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "Traceback" not in done.err
    assert below(workdir) == sorted(files)


def test_a_configuration_that_only_a_person_should_change(workdir: Path) -> None:
    write(workdir / "proplint.yaml", "{version: 1}\n")
    done = proplint("new-type", "Phone", "--configure")
    assert done.code == 2
    assert "leave --configure out, and add `./proplint_plugins/phone.py` under `plugins:`" in done.err
    assert below(workdir) == ["proplint.yaml"]
    (workdir / "proplint.yaml").unlink()
    assert "there is no proplint.yaml here or above" in proplint("new-type", "Phone", "--configure").err


def test_a_plugin_that_is_broken_is_in_nobodys_way(workdir: Path) -> None:
    write_all(workdir, {"proplint.yaml": "version: 1\nplugins: [./bad.py]\n", "bad.py": "1/0"})
    done = proplint("new-type", "Phone")
    assert done.code == 0
    assert "Whether another plugin has this type is not known: plugin " in done.err
    assert "beside those that are there" in done.out


def test_plugin_files_are_not_loaded_where_they_must_not_be(workdir: Path) -> None:
    write_all(workdir, {"proplint.yaml": "version: 1\nplugins: [./bad.py]\n", "bad.py": "open('ran', 'w')"})
    assert proplint("new-type", "Phone", "--no-local-plugins").code == 0
    assert proplint("new-type", "Fax", env={"PROPLINT_NO_LOCAL_PLUGINS": "1"}).code == 0
    assert not (workdir / "ran").exists()


def test_a_word_that_is_not_ascii(workdir: Path) -> None:
    write(workdir / "proplint.yaml", "version: 1\n")
    assert proplint("new-type", "Größe").code == 0
    text = (workdir / "proplint_plugins" / "grosse.py").read_text("utf-8")
    assert "Größe:Main = ab 1234" in text
    assert (
        run("python", "-c", "import grosse; print(grosse.NOT_A_GROSSE.name)", cwd=workdir / "proplint_plugins").out
        == "not-a-grosse\n"
    )
