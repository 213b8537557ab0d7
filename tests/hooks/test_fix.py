"""The hook `proplint-fix`: what is safe is repaired in the files it is handed, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support import AWKWARD_NAMES, BAD, CONFIG, GOOD, HEADER, Done, commit_all, git, repository, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

LEFT = BAD.replace("wahr", "TRUE").replace("blue", "Blue").replace('"42,5"', "42.5")


def hook(*arguments: str | Path) -> Done:
    return run("proplint-fix", *arguments)


@pytest.fixture
def shop(workdir: Path) -> Path:
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": GOOD, "bad.csv": BAD})
    return workdir


def test_good_and_bad_files(shop: Path) -> None:
    commit_all(shop)
    assert hook("a.csv") == (0, "Nothing to repair in 1 file.\n", "")
    assert hook("--quiet", "a.csv") == (0, "", "")
    done = hook("a.csv", "bad.csv")
    assert (done.code, done.err) == (1, "")
    assert "left: 1 × impossible-date" in done.out
    assert "Repaired 3 mistakes in 1 of 2 files; 1 finding is left" in done.out
    assert (shop / "bad.csv").read_text() == LEFT
    assert hook("bad.csv").code == 1
    write(shop / "bad.csv", BAD.replace("02/30", "02/20"))
    assert hook("bad.csv").code == 1
    assert hook("bad.csv").code == 0
    assert git("diff", "--cached") == ""


def test_what_a_spreadsheet_destroyed_comes_from_head(shop: Path) -> None:
    good = HEADER + "007,a@example.com,TRUE,Blue,1.234,\n008,b@example.com,,Red,2.345,\n"
    write(shop / "a.csv", good)
    commit_all(shop)
    write(shop / "a.csv", good.replace("\n00", "\n").replace("1.234", "1234").replace("2.345", "2345"))
    git("add", "a.csv")
    assert hook("a.csv").code == 1
    assert (shop / "a.csv").read_text() == good
    assert hook("a.csv").code == 0


WHOLE = [f"{at:03},c{at}@example.com,,Blue,1.{at + 200}," for at in range(1, 9)]
SPOILT = [row.removeprefix("00").replace("1.", "1") for row in WHOLE]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"a.csv": WHOLE}, {"a (1).csv": SPOILT}),
        ({"a.csv": WHOLE}, {"one.csv": SPOILT[:4], "two.csv": SPOILT[4:]}),
        ({"a.csv": WHOLE}, {"a.csv": SPOILT[:4], "two.csv": SPOILT[4:]}),
        ({"a.csv": WHOLE[:6], "b.csv": WHOLE[6:]}, {"all.csv": SPOILT[:6] + WHOLE[6:]}),
        ({"a.csv": WHOLE[:6], "b.csv": WHOLE[6:]}, {"a.csv": SPOILT[:6] + WHOLE[6:]}),
    ],
)
def test_what_a_spreadsheet_destroyed_is_known_in_another_file(
    workdir: Path, before: dict[str, list[str]], now: dict[str, list[str]]
) -> None:
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG} | {name: in_quotes(rows) for name, rows in before.items()})
    commit_all(workdir)
    for name in before:
        (workdir / name).unlink()
    write_all(workdir, {name: HEADER + "\n".join(rows) + "\n" for name, rows in now.items()})
    git("add", "--all")
    done = hook(*now)
    assert done.code == 1
    whole = dict(zip(SPOILT, WHOLE, strict=True))
    for name, rows in now.items():
        assert (workdir / name).read_text().splitlines()[1:] == [whole.get(row, row) for row in rows]
    assert hook(*now).code == 0


def in_quotes(rows: list[str]) -> str:
    return HEADER + "".join(f'"{row}"\n'.replace(",", '","') for row in rows)


def test_files_that_are_not_its_business(shop: Path) -> None:
    prices = "id,price\n\n1,2\n"
    config = CONFIG + "files: ['*.csv', 'sub/*.csv']\n"
    write_all(shop, {"bad.errors.csv": BAD, "proplint.yaml": config, "other/prices.csv": prices, "a.csv": BAD})
    elsewhere = repository(shop / "elsewhere")
    write(elsewhere / "prices.csv", prices)
    assert hook("bad.errors.csv", "other/prices.csv", "elsewhere/prices.csv").code == 0
    assert (shop / "bad.errors.csv").read_text() == BAD
    assert (shop / "other" / "prices.csv").read_text() == (elsewhere / "prices.csv").read_text() == prices
    assert hook() == (0, "Nothing to repair in 0 files.\n", "")


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_awkward_names(shop: Path, name: str) -> None:
    write(shop / name, BAD)
    commit_all(shop)
    done = hook(name)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert (shop / name).read_text() == LEFT


def test_what_can_not_run(shop: Path) -> None:
    write(shop / "proplint.yaml", "version: 2\n")
    done = hook("bad.csv")
    assert done.code == 2
    assert "proplint.yaml:1:" in done.err
    assert (shop / "bad.csv").read_text() == BAD
