"""What the ERP does to cells, and that proplint knows it again."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proplint.api import LOCALES

from proplint_erp_damage import CUT, FILLED_UP

if TYPE_CHECKING:
    from pathlib import Path

    from proplint.api import Transformation

TODAY = date(2026, 5, 5)
CONFIG = """\
version: 1
plugins: [proplint-erp-damage]
rules: {fragile-value: warning}
properties:
  Text:Note:
  Text:Code:
  Choice:Size: {options: ["12", "3", Large]}
"""
NOTE = "wants to be called in the morning and never at noon"
BEFORE = f"""\
Customer ID,Email,Text:Note,Text:Code,Choice:Size
a1,a@example.com,{NOTE},42,12
b2,b@example.com,short,7,Large
"""
AFTER = BEFORE.replace(NOTE, NOTE[:30]).replace(",42,12", ",0000000042,0000000012").replace(",7,", ",0000000007,")


def made(kind: Transformation, text: str) -> str | None:
    (way,) = kind.ways
    return way.make(text, LOCALES["en-US"], TODAY) if kind.likely.search(text) else None


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (CUT, "x" * 31, "x" * 30),
        (CUT, "x" * 30, None),
        (CUT, "a\n" * 20, ("a\n" * 15).rstrip()),
        (FILLED_UP, "42", "0000000042"),
        (FILLED_UP, "-42", "-0000000042"),
        (FILLED_UP, "1234567890", None),
        (FILLED_UP, "4.2", None),
        (FILLED_UP, "x1", None),
    ],
)
def test_what_is_made_of_a_text(kind: Transformation, before: str, after: str | None) -> None:
    assert made(kind, before) == after


@given(st.one_of(st.text(), st.from_regex("-?[0-9]{1,12}", fullmatch=True)), st.sampled_from([CUT, FILLED_UP]))
def test_what_can_not_be_done_is_not_likely(text: str, kind: Transformation) -> None:
    after = made(kind, text)
    assert after != ""
    assert after is None or made(kind, after) in (None, after)


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    names = {f"GIT_{who}_{what}": "test@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True, env={**os.environ, **names})


def test_a_file_that_went_through_the_erp_is_found_and_put_right(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    (tmp_path / "proplint.yaml").write_text(CONFIG, "utf-8")
    file.write_text(BEFORE, "utf-8")
    for command in (["git", "init", "--quiet"], ["git", "add", "."], ["git", "commit", "--quiet", "--message=1"]):
        assert run(*command, cwd=tmp_path).returncode == 0
    proplint = (sys.executable, "-m", "proplint")
    fragile = run(*proplint, "check", cwd=tmp_path)
    assert fragile.returncode == 0
    assert (
        "1 cell of this column does not survive the ERP: it makes `wants to be called in the morn` of" in fragile.stdout
    )
    assert "leave the column out of what the ERP writes back" in fragile.stdout
    file.write_text(AFTER, "utf-8")
    told = run(*proplint, "check", cwd=tmp_path).stdout
    assert "`0000000042` was `42` in the version before: the ERP filled it up with zeros to 10 digits" in told
    assert "this file went through the ERP: 4 cells in 3 columns" in told
    alone = run(*proplint, "check", "--base", "none", cwd=tmp_path).stdout
    assert "`0000000012` is not an option, but what may have become of `12`: the ERP filled it up" in alone
    assert run(*proplint, "fix", cwd=tmp_path).returncode == 1
    assert file.read_text("utf-8") == BEFORE
