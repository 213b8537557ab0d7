"""Each hook has a page whose example runs, and an example that is a whole distribution."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import TYPE_CHECKING, NamedTuple

import pytest

from proplint import hookspecs
from proplint.api import LOCALES, Problem
from proplint.plugins import Host
from proplint.registry import DAMAGE, FILE_RULES, FORMATS, KINDS, RECORD_RULES, TYPES
from support import ROOT, commit_all, proplint, repository, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from proplint.registry import Kind


class Hook(NamedTuple):
    """A hook, the page about it, and what its example brings."""

    kind: Kind
    page: str
    example: str
    words: list[str]

    @property
    def text(self) -> str:
        return (ROOT / "docs" / self.page).read_text("utf-8")


HOOKS = [
    Hook(TYPES, "types.md", "proplint-phone", ["Phone"]),
    Hook(TYPES, "types.md", "proplint-iban", ["IBAN"]),
    Hook(RECORD_RULES, "rules-of-your-own.md", "proplint-date-order", ["date-order"]),
    Hook(FILE_RULES, "rules-of-your-own.md", "proplint-referrer", ["referrer"]),
    Hook(FORMATS, "report-formats.md", "proplint-junit", ["junit"]),
    Hook(DAMAGE, "damage-of-your-own.md", "proplint-erp-damage", ["cut-text", "filled-up-number"]),
]
FORMAT, ERP = (hook.text for hook in HOOKS[-2:])
IDS = [hook.example for hook in HOOKS]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_every_hook_gives_things_of_a_kind() -> None:
    specified = {name for name in vars(hookspecs) if name.startswith("proplint_")}
    assert specified == {kind.hook for kind in KINDS}
    for name in specified:
        assert (getattr(hookspecs, name).__doc__ or "").startswith("Return ")


def test_every_hook_has_a_page_and_an_example() -> None:
    assert {hook.kind.hook for hook in HOOKS} == {kind.hook for kind in KINDS}
    assert sorted(IDS) == sorted(path.parent.name for path in (ROOT / "examples" / "plugins").glob("*/pyproject.toml"))


@pytest.mark.parametrize("hook", HOOKS, ids=IDS)
def test_the_page_of_a_hook_shows_it_and_links_its_example(hook: Hook) -> None:
    assert any(f"@hookimpl\ndef {hook.kind.hook}():\n" in block for block in blocks(hook.text, "python"))
    assert f"(../examples/plugins/{hook.example}/README.md)" in hook.text


@pytest.mark.parametrize("hook", HOOKS, ids=IDS)
def test_the_example_of_a_hook_brings_what_it_says(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ROOT / "examples" / "plugins" / hook.example
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    (module,) = project["entry-points"]["proplint"].values()
    (home,) = {path.parent.parent for path in folder.glob(f"**/{module}/__init__.py")}
    monkeypatch.syspath_prepend(str(home))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    host = Host({})
    host.load_file(str(home / module / "__init__.py"))
    assert [one.thing.name for one in host.known(hook.kind)] == hook.words
    assert project["name"] == hook.example
    assert (folder / project["readme"]).is_file()


def test_the_format_of_the_page_works(workdir: Path) -> None:
    code, config = blocks(FORMAT, "python")[0], blocks(FORMAT, "yaml")[0]
    config += "properties:\n  Boolean:VIP:\n"
    rows = "Customer ID,Email,Boolean:VIP\na1,a@example.com,wahr\n"
    write_all(workdir, {"proplint_plugins/markdown.py": code, "proplint.yaml": config, "all.csv": rows})
    (command,) = re.findall(r"^`(proplint [^`]*)` now prints$", FORMAT, re.MULTILINE)
    done = proplint(*command.split()[1:])
    assert done.code == 1
    assert "is run for the first time" in done.err
    assert f"```\n{done.out}```\n" in FORMAT


def test_the_damage_of_the_page_is_told_and_put_right(workdir: Path) -> None:
    code, config = blocks(ERP, "python")[0], blocks(ERP, "yaml")[0]
    notes = ("prefers to be called in the morning", "asks for an invoice with every single order")
    shop = repository(workdir / "shop")
    whole = f"Customer ID,Email,Text:Note\na1,a@example.com,{notes[0]}\nb2,b@example.com,{notes[1]}\n"
    write_all(shop, {"proplint_plugins/erp.py": code, "proplint.yaml": config, "all.csv": whole})
    commit_all(shop)
    before = proplint("check", cwd=shop)
    write(shop / "all.csv", whole.replace(notes[0], notes[0][:30].rstrip()).replace(notes[1], notes[1][:30].rstrip()))
    after = proplint("check", cwd=shop)
    assert (before.code, after.code) == (0, 1)
    for done in (before, after):
        assert f"```\n{done.out.splitlines()[0]}\n```\n" in ERP
    assert "`this file went through the ERP`" in ERP
    assert "all.csv: this file went through the ERP: 2 cells in 1 column" in after.out
    proplint("fix", cwd=shop)
    assert (shop / "all.csv").read_text("utf-8") == whole


def test_the_type_of_the_page_asks_what_it_is_given() -> None:
    """The check of the page explains what the program of the page did, once it is bound to it."""
    cut, size = blocks(ERP, "python")
    scope: dict[str, object] = {}
    exec(cut + size, scope)  # noqa: S102
    check = eval("SizeCheck(('as large as it can possibly get', 'small'))", scope)  # noqa: S307
    cell = "as large as it can possibly ge"
    assert check.check(cell) == Problem("no-size", "{value} is no size")
    told = check.with_origins(eval("lambda cell, texts: origin_of(cell, texts, (CUT,))", scope)).check(cell)  # noqa: S307
    assert told.message == "{value} may have been {size}: the ERP cut it off after 30 characters"
    assert told.data == {"size": "as large as it can possibly get"}


def test_the_pages_name_what_there_is() -> None:
    for name in ("findings", "notices", "failures", "summary", "shifts"):
        assert f"| `{name}` |" in FORMAT
    for name in ("decimal", "months"):
        assert hasattr(LOCALES["tr-TR"], name)
        assert f"`{name}`" in ERP
