"""The hook `proplint-files`: the cells of the files that it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import BAD, BAD_RULES, CONFIG, GOOD, Done, repository, rules, run, write_all

if TYPE_CHECKING:
    from pathlib import Path


def hook(*arguments: str | Path) -> Done:
    return run("proplint-files", *arguments)


@pytest.fixture
def shop(workdir: Path) -> Path:
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": GOOD, "bad.csv": BAD, "-dash.csv": BAD, "x.txt": "x"})
    return workdir


def test_good_and_bad_files(shop: Path) -> None:
    assert hook("a.csv") == (0, "No mistakes in 1 file (2 records).\n", "")
    done = hook("a.csv", "bad.csv")
    assert done.code == 1
    assert rules(done.out) == BAD_RULES
    assert hook("--quiet", shop / "a.csv") == (0, "", "")


def test_no_file_at_all(shop: Path) -> None:
    assert shop.exists()
    assert hook() == (0, "Nothing to check.\n", "")


@pytest.mark.parametrize("arguments", [["-dash.csv"], ["--", "-dash.csv"], ["--quiet", "-dash.csv"]])
def test_names_that_look_like_options(shop: Path, arguments: list[str]) -> None:
    assert shop.exists()
    assert rules(hook(*arguments).out) == BAD_RULES


def test_files_that_can_not_be_read(shop: Path) -> None:
    done = hook("gone.csv", shop, "bad.csv")
    assert done.code == 2
    assert "gone.csv: no such file" in done.err
    assert "is a folder, not a CSV file" in done.err
    assert rules(done.out) == BAD_RULES


def test_a_file_that_no_configuration_governs_is_checked_with_a_notice(shop: Path) -> None:
    (shop / "proplint.yaml").unlink()
    done = hook("bad.csv")
    assert rules(done.out) == ["not-a-boolean", "not-a-number", "impossible-date"]
    assert "no proplint.yaml governs bad.csv" in done.out
