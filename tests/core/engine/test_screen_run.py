"""The screen in whole runs: what turns it off, and what bounds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import proplint, write

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """
version: 1
properties:
  "Boolean:B": {}
  "Multiple choice:M": {options: [a, b, c, d, e, f, g]}
  "Text:P": {pattern: '[a-z]+'}
"""


@pytest.fixture(autouse=True)
def large_file(workdir: Path) -> None:
    """Write a file that is large enough for the screen; some records are wrong, some keys stand twice."""
    rows = [f"c{n},c{n}@example.com,TRUE,{'g;f;e;d;c;b' if n % 3 else 'a'},x\n" for n in range(15_000)]
    rows[77] = "c77,c77@example.com,true,a,x\n"
    rows[5_000] = "c5000,c77@example.com,TRUE,b;b,X\n"
    rows[9_000] = '"c77",c9000@example.com,TRUE,"a","two\nlines"\n'
    rows[14_999] = "c14999,c1@example.com,FALSE,,x"
    write(workdir / "proplint.yaml", CONFIG)
    write(workdir / "a.csv", "Customer ID,Email,Boolean:B,Multiple choice:M,Text:P\n" + "".join(rows))


EXPECTED = [
    ("79", "not-a-boolean"),
    ("5002", "duplicate-email"),
    ("5002", "repeated-option"),
    ("5002", "pattern-mismatch"),
    ("9002", "duplicate-customer-id"),
    ("9002", "pattern-mismatch"),
    ("15002", "duplicate-email"),
]


@pytest.mark.parametrize("env", [{}, {"PROPLINT_NO_SCREEN": "1"}, {"PROPLINT_KEY_MEMORY": "1"}], ids=str)
def test_what_is_found_is_the_same(env: dict[str, str]) -> None:
    done = proplint("check", "--format", "concise", "a.csv", env=env)
    found = [(line.split(":")[1], line.split(": ")[1]) for line in done.out.splitlines() if line.startswith("a.csv:")]
    assert found == EXPECTED
    assert "1 file (15,000 records)" in done.out


@pytest.mark.parametrize("text", ["none", "0", "-1", "1.5"])
def test_a_memory_that_is_no_number_is_told(text: str) -> None:
    done = proplint("check", "a.csv", env={"PROPLINT_KEY_MEMORY": text})
    assert done.code == 2
    assert f"PROPLINT_KEY_MEMORY: must be a number of MiB that the keys of a file may take, not `{text}`" in done.err
