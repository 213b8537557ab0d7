"""The example shop: made by its program, good where it should be, and bad exactly where its page says."""

from __future__ import annotations

import re
import runpy
import shutil
import sys
from typing import TYPE_CHECKING, cast

import pytest

import proplint
from support import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHOP = ROOT / "examples" / "shop"
CUSTOMERS = SHOP / "customers"


def test_the_files_are_what_the_program_makes() -> None:
    files = cast("Callable[[], dict[str, bytes]]", runpy.run_path(str(SHOP / "make.py"))["files"])()
    assert len(files) == 4
    for name, data in files.items():
        assert (SHOP / name).read_bytes() == data, f"run python examples/shop/make.py: {name} is not what it makes"


@pytest.mark.parametrize("name", ["all.csv", "newsletter.csv"])
def test_the_exports_are_clean(name: str) -> None:
    report = proplint.check(CUSTOMERS / name, config=SHOP / "proplint.yaml")
    assert (report.findings, report.notices) == ([], [])
    assert report.records > 160


def test_it_is_a_realistic_store() -> None:
    data = (CUSTOMERS / "all.csv").read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"Customer ID","Email","Boolean:')
    assert data.count(b"\r\n") > 200
    text = data.decode("utf-8-sig")
    assert all(word in text for word in ("Yeşil", "Weiß", "İstanbul", "Köln"))
    assert not re.search(r"@(?!example\.(com|org|net)\")[a-z]", text)


def test_the_damage_is_found_where_its_page_says() -> None:
    page = (SHOP / "damaged" / "README.md").read_text("utf-8")
    said = [(int(line), column) for line, column in re.findall(r"^\| (\d+) \| ([^|]+) \|", page, re.MULTILINE)]
    report = proplint.check(SHOP / "damaged" / "all.csv")
    found = [(finding.line, finding.column_name or "Text line:Nickname") for finding in report.findings]
    assert found == said
    assert len(said) == 14


@pytest.mark.checkout
@pytest.mark.xdist_group("runners")
def test_the_demo_runs_and_leaves_nothing(workdir: Path) -> None:
    for _ in range(2):
        done = run(sys.executable, ROOT / "examples" / "demo.py", env={"TMPDIR": str(workdir)})
        assert done.code == 0, done.all
        for rule in ("not-a-number", "unknown-option", "impossible-date", "not-a-boolean", "email-changed"):
            assert rule in done.all
        assert '"Errors"' in done.out
        assert "Done. Nothing is left behind." in done.out
        assert [*workdir.iterdir()] == []


def test_the_shop_can_be_checked_as_its_readme_says(workdir: Path) -> None:
    shutil.copytree(ROOT / "examples", workdir / "examples")
    readme = (SHOP / "README.md").read_text("utf-8")
    commands = re.findall(r"^    (proplint .*)$", readme, re.MULTILINE)
    assert [run(*command.split()).code for command in commands] == [0, 1]
