"""`proplint check`: which files, against which configuration, with which answer."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

import proplint as package
from proplint.exceptions import ConfigError, InputError
from support import (
    AWKWARD_NAMES,
    BAD,
    BAD_RULES,
    CONFIG,
    GOOD,
    HEADER,
    commit_all,
    git,
    proplint,
    repository,
    rules,
    write,
    write_all,
)

if TYPE_CHECKING:
    from pathlib import Path


def checked(out: str) -> int:
    """Return the number of files that the summary names."""
    found = re.search(r"(?:in|of) (\d+) files? \(", out)
    return int(found[1]) if found else 0


def test_a_clean_file(workdir: Path) -> None:
    write_all(workdir, {"a.csv": GOOD, "proplint.yaml": CONFIG})
    done = proplint("check", "--base", "none", "a.csv")
    assert done == (0, "No mistakes in 1 file (2 records).\n", "")
    assert proplint("check", "--quiet", "a.csv") == (0, "", "")


def test_every_wrong_cell_is_named(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    done = proplint("check", "a.csv")
    assert done.code == 1
    assert rules(done.out) == BAD_RULES
    assert done.out.splitlines()[0].startswith("a.csv:3:18: not-a-boolean: [*] `wahr` is how")
    assert "customer b2" in done.out
    assert "Found 4 errors in 1 file (2 records).\n" in done.out
    assert not done.err
    assert proplint("check", "--quiet", "a.csv") == done


def test_the_nearest_configuration_governs(workdir: Path) -> None:
    strict = CONFIG.replace("Boolean:VIP:", "Boolean:VIP: {required: true}")
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": GOOD, "sub/proplint.yaml": strict, "sub/deep/b.csv": GOOD})
    done = proplint("check", "a.csv", "sub/deep/b.csv")
    assert done.out.startswith("sub/deep/b.csv:3:18: missing-value")
    assert rules(done.out) == ["missing-value"]
    done = proplint("check", "--config", "sub/proplint.yaml", "a.csv")
    assert rules(done.out) == ["missing-value"]


def test_a_configuration_above_the_repository_is_not_used(workdir: Path) -> None:
    write_all(workdir, {"proplint.yaml": CONFIG, "repo/a.csv": BAD})
    repository(workdir / "repo")
    done = proplint("check", "repo/a.csv")
    assert rules(done.out) == ["not-a-boolean", "not-a-number", "impossible-date"]
    assert (
        "notice: no proplint.yaml governs repo/a.csv: options, ranges and required cells were not checked" in done.out
    )


def test_without_a_configuration_options_are_not_checked_and_a_notice_says_so(workdir: Path) -> None:
    write_all(workdir, {"a.csv": GOOD.replace("Blue", "Mauve"), "b.csv": GOOD})
    done = proplint("check", "a.csv", "b.csv")
    assert done.code == 0
    assert "notice: no proplint.yaml governs a.csv and 1 more: options" in done.out


def test_a_declared_choice_without_options_is_told(workdir: Path) -> None:
    config = "version: 1\nproperties: {Choice:Color: , Boolean:VIP: , Number:Age: , Date:Birthday: }\n"
    write_all(workdir, {"a.csv": GOOD, "proplint.yaml": config})
    done = proplint("check", "a.csv")
    assert done.code == 0
    assert "notice: a.csv: the options of `Choice:Color` are not checked: proplint.yaml names none for it\n" in done.out


@pytest.mark.parametrize(
    ("severity", "arguments", "code", "found"),
    [
        ("error", [], 1, 1),
        ("warning", [], 0, 1),
        ("warning", ["--strict"], 1, 1),
        ("off", [], 0, 0),
        ("off", ["--strict"], 0, 0),
    ],
)
def test_severities(workdir: Path, severity: str, arguments: list[str], code: int, found: int) -> None:
    bad = GOOD.replace("42.5", "-1")
    write_all(workdir, {"a.csv": bad, "proplint.yaml": f"{CONFIG}rules: {{out-of-range: {severity}}}\n"})
    done = proplint("check", *arguments, "a.csv")
    assert done.code == code
    assert done.out.count("out-of-range") == found
    assert ("warning: out-of-range" in done.out) == (severity == "warning")
    rows = {"error": "failing rows", "warning": "rows with warnings"}.get(severity)
    assert (f"`proplint check --error-files DIR` writes the {rows} as a CSV" in done.out) == (rows is not None)


DECLARED = CONFIG + "ignore_columns: [Note]\nerror_file: {column: Hata mesajı}\n"
HEADERS = [
    ("Note", [], ""),
    ("Number:Size", ["undeclared-property"], "declare it under `properties`"),
    ("Choice:Colour", ["undeclared-property"], "did you mean `Choice:Color`?"),
    ("boolean:New", ["unknown-type"], "rename the column to `Boolean:New`"),
    ("BOOLEAN:New", ["unknown-type"], "rename the column to `Boolean:New`"),
    ("Auswahl:New", ["unknown-type"], "rename the column to `Choice:New`"),
    ("Çoklu seçim:New", ["unknown-type"], "rename the column to `Multiple choice:New`"),
    ("Numbr:New", ["unknown-type"], "rename the column to `Number:New`"),
    (
        "Stok:Ana Depo",
        ["unknown-type"],
        "the types are Boolean, Choice, Multiple choice, Number, Text, Text line, Date, Date and time; a type of your own comes from a plugin, which `proplint new-type` begins",
    ),
    ("Fo\x1b[31m\u202eo:{value}", ["unknown-type"], "is not known: `Fo\\x1b[31m\\u202eo`"),
    ("Other", ["unknown-type"], "`ignore_columns`"),
    ("Hata mesajı", ["error-column-left"], "delete this column"),
    ("Errors", ["error-column-left"], "delete this column"),
    ("Fehler", ["error-column-left"], "delete this column"),
    ("", ["blank-column-name"], "delete the column"),
    ("Number:", ["blank-column-name"], "after the colon"),
    ("Date:Birthday", ["duplicate-column"], "the first is column 6"),
    ("Email", ["duplicate-column"], "the first is column 2"),
]


@pytest.mark.parametrize(("name", "expected", "says"), HEADERS, ids=[name or "blank" for name, *_ in HEADERS])
def test_headers(workdir: Path, name: str, expected: list[str], says: str) -> None:
    write_all(workdir, {"a.csv": f"{HEADER.strip()},{name}\na1,a@example.com,,,,,1\n", "proplint.yaml": DECLARED})
    done = proplint("check", "a.csv")
    assert rules(done.out) == expected
    assert says in done.out
    if expected:
        assert done.out.startswith(f"a.csv:1:{len(HEADER) + 1}: ")


def test_another_word_of_a_type_declares_the_same_property(workdir: Path) -> None:
    config = "version: 1\nproperties:\n  Text line:Note: {max_length: 3}\n"
    write_all(workdir, {"a.csv": "Customer ID,Email,Text:Note\na1,a@example.com,four\n", "proplint.yaml": config})
    assert rules(proplint("check", "a.csv").out) == ["too-long"]


def test_a_colon_may_stand_in_a_name(workdir: Path) -> None:
    config = "version: 1\nproperties:\n  'Number:a: b':\n"
    write_all(workdir, {"a.csv": "Customer ID,Email,Number:a: b\na1,a@example.com,x\n", "proplint.yaml": config})
    assert rules(proplint("check", "a.csv").out) == ["not-a-number"]


TREE = {
    "proplint.yaml": CONFIG.replace("properties:", "files: ['data/**/*.csv']\nproperties:"),
    "data/a.csv": GOOD,
    "data/deep/b.csv": GOOD,
    "data/a.errors.csv": BAD,
    "data/UPPER.CSV": BAD,
    "other/c.csv": BAD,
    "data/.hidden/d.csv": GOOD,
    "data/notes.txt": "x",
    "data/shop/proplint.yaml": CONFIG,
    "data/shop/e.CSV": GOOD,
}


@pytest.mark.parametrize(
    ("place", "paths", "plain", "in_git"),
    [
        (".", [], 3, 4),
        ("data", [], 3, 4),
        ("data/deep", [], 3, 4),
        (".", ["data"], 3, 4),
        (".", ["data/deep"], 1, 1),
        ("data/deep", [".."], 3, 4),
        (".", ["data/*.csv"], 2, 3),
        (".", ["data/**/*.csv"], 3, 5),
        (".", ["data/a.csv", "data/a.csv", "./data/a.csv", "data/../data/a.csv"], 1, 1),
        (".", ["data/a.errors.csv"], 1, 1),
        (".", ["other/c.csv"], 1, 1),
        ("data/shop", [], 1, 1),
    ],
)
def test_discovery(workdir: Path, place: str, paths: list[str], plain: int, in_git: int) -> None:
    write_all(workdir, TREE)
    (workdir / "data" / "link.csv").symlink_to("a.csv")
    assert checked(proplint("check", *paths, cwd=workdir / place).out) == plain
    repository(workdir)
    write_all(workdir, {".gitignore": "data/ignored*\n", "data/ignored.csv": BAD, "data/ignored/f.csv": BAD})
    assert checked(proplint("check", *paths, cwd=workdir / place).out) == in_git
    commit_all(workdir)
    assert checked(proplint("check", *paths, cwd=workdir / place).out) == in_git


def test_a_tracked_file_is_found_though_it_is_ignored_and_a_deleted_one_is_not(workdir: Path) -> None:
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": GOOD, "b.csv": GOOD})
    commit_all(workdir)
    write_all(workdir, {".gitignore": "a.csv\n"})
    (workdir / "b.csv").unlink()
    assert checked(proplint("check").out) == 1


def test_a_link_to_a_file_that_is_named_is_checked(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    (workdir / "link.csv").symlink_to("a.csv")
    assert rules(proplint("check", "link.csv").out) == BAD_RULES


def test_files_named_in_any_order_give_the_same_report(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "b.csv": BAD, "c/a.csv": BAD, "proplint.yaml": CONFIG})
    one = proplint("check", "--format", "json", "c/a.csv", "b.csv", "a.csv")
    assert one == proplint("check", "--format", "json", "a.csv", "./b.csv", "c/a.csv", "a.csv")
    paths = [found["path"] for found in json.loads(one.out)["findings"]]
    assert paths == sorted(paths)


def test_standard_input(workdir: Path) -> None:
    write(workdir / "proplint.yaml", CONFIG)
    done = proplint("check", "-", stdin=BAD.encode())
    assert done.code == 1
    assert rules(done.out.replace("-:", "-.csv:")) == BAD_RULES
    assert done.out.startswith("-:3:18: ")


@pytest.mark.usefixtures("workdir")
def test_standard_input_of_a_size_that_memory_should_not_hold() -> None:
    row = b"%d,%d@example.com,TRUE," + b"x" * 1000 + b",,\n"
    rows = b"".join(row % (i, i) for i in range(9000))
    done = proplint("check", "-", stdin=HEADER.encode() + rows)
    assert (done.code, done.err) == (0, "")
    assert "9,000 records" in done.out


STAGED = {"proplint.yaml": CONFIG, "data/a.csv": GOOD, "data/b.csv": GOOD, "other.txt": "x"}


def test_staged_reads_files_and_configuration_from_the_index(workdir: Path) -> None:
    repository(workdir)
    write_all(workdir, STAGED)
    commit_all(workdir)
    write_all(workdir, {"data/a.csv": BAD, "data/new.csv": BAD, "proplint.yaml": "broken"})
    assert proplint("check", "--staged").out == "No mistakes in 2 files (4 records).\n"
    git("add", "data/a.csv")
    write(workdir / "data" / "a.csv", GOOD)
    for place, paths in ((".", []), (".", ["data"]), (".", ["data/a.csv"]), ("data", ["a.csv"]), ("data", [])):
        done = proplint("check", "--staged", *paths, cwd=workdir / place)
        assert rules(done.out) == BAD_RULES
    done = proplint("check", "--staged", str(workdir / "data" / "a.csv"))
    assert rules(done.out) == BAD_RULES
    done = proplint("check", "--staged", "data/new.csv")
    assert (done.code, done.out) == (2, "Nothing was checked.\n")
    assert "data/new.csv: is not in the index; `git add` it" in done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_names_of_every_kind(workdir: Path, name: str) -> None:
    repository(workdir)
    write_all(workdir, {"proplint.yaml": CONFIG, name: BAD})
    for arguments in ([name], ["--", name], [], [str(workdir / name)], ["."]):
        done = proplint("check", "--format", "json", *arguments)
        assert done.code == 1
        assert {found["path"] for found in json.loads(done.out)["findings"]} == {name}
    git("add", "--all")
    assert json.loads(proplint("check", "--staged", "--format=json").out)["findings"][0]["path"] == name
    for line in proplint("check", "--format", "concise", name).out.splitlines():
        assert not line.startswith(("::", "##"))
        assert line.isprintable()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_utf8(workdir: Path) -> None:
    raw = os.fsencode(workdir) + b"/\xfe.csv"
    repository(workdir)
    write(workdir / "proplint.yaml", CONFIG)
    with open(raw, "wb") as file:
        file.write(BAD.encode())
    for arguments in ([], [b"\xfe.csv"], [raw]):
        done = proplint("check", *arguments)
        assert done.code == 1
        assert done.out.startswith("\\xfe.csv:3:18: ")
    assert json.loads(proplint("check", "--format", "json").out)["findings"][0]["path"] == "\udcfe.csv"


def test_a_file_outside_of_the_working_folder(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "here/x": ""})
    for name in ("../a.csv", str(workdir / "a.csv")):
        done = proplint("check", name, cwd=workdir / "here")
        assert done.out.startswith(f"{name.replace(os.sep, '/')}:3:18: ")


def test_from_python(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG, "other/strict.yaml": CONFIG.replace("Red", "blue")})
    report = package.check("a.csv")
    assert [found.rule for found in report.findings] == BAD_RULES
    assert (report.files, report.records, report.exit_code()) == (1, 2, 1)
    assert package.check(workdir / "a.csv").findings[0].path == "a.csv"
    assert len(package.check("a.csv", config="other/strict.yaml").findings) == 3
    assert len(package.check(BAD.encode(), config=workdir / "proplint.yaml").findings) == 4
    assert package.check(GOOD.encode()).exit_code() == 0
    assert package.check(b"").findings[0].path == "-"
    with pytest.raises(InputError):
        package.check("missing.csv")
    with pytest.raises(ConfigError):
        package.check("a.csv", config="missing.yaml")
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = package.chek
