"""The recipe for systems that have no google-re2."""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from support import ROOT, run, write

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "screen.md").read_text("utf-8")


@pytest.mark.checkout
@pytest.mark.skipif(sys.platform == "win32", reason="a recipe for a POSIX shell")
def test_the_recipe_gives_a_proplint_that_finds_the_same(tmp_path: Path) -> None:
    clone = tmp_path / "proplint"
    kept = shutil.ignore_patterns(".*", "__pycache__", "benchmarks", "tests", "dist")
    shutil.copytree(ROOT, clone, ignore=kept)
    (recipe,) = re.findall(r"## Alpine Linux.*?^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    done = run("sh", "-euc", recipe.replace("python3", sys.executable), cwd=clone)
    assert done.code == 0, done.all
    assert done.out.splitlines()[-1].startswith("proplint")
    program = clone / ".proplint" / "bin" / "proplint"
    assert run(program.with_name("python"), "-c", "import re2", cwd=tmp_path).code == 1
    write(tmp_path / "proplint.yaml", "version: 1\nproperties:\n  Boolean:VIP: {}\n")
    rows = [f"c{n},c{n}@example.com,{'TRUE' if n % 500 else 'true'}\n" for n in range(20_000)]
    write(tmp_path / "a.csv", "Customer ID,Email,Boolean:VIP\n" + "".join(rows))
    without, with_it = (
        run(*command, "check", "--format", "json", "--base", "none", "a.csv", cwd=tmp_path)
        for command in ((program,), (sys.executable, "-m", "proplint"))
    )
    assert without.out == with_it.out
    assert without.out.count("not-a-boolean") == 40
    write(tmp_path / "proplint.yaml", "version: 1\nproperties:\n  Text:Plate: {pattern: '[a-z]+'}\n")
    refused = run(program, "check", "a.csv", cwd=tmp_path)
    assert refused.code == 2
    assert "a pattern needs google-re2" in refused.err
