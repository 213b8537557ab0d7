"""`proplint fix`: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from proplint.checker import Checker
from proplint.exceptions import OutputError
from proplint.output import write_atomically
from proplint.repair.fixer import Fixer
from proplint.snapshot import WorkingTree
from support import CONFIG, GOOD, HEADER, commit_all, git, proplint, repository, rules, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

BAD = HEADER + 'a1,a@example.com,wahr,blue,"42,5",2025/06/27\n\nb2,b@example.com,,Bleu,,2025/02/30\n'
FIXED = HEADER + "a1,a@example.com,TRUE,Blue,42.5,2025/06/27\nb2,b@example.com,,Bleu,,2025/02/30\n"
TOLD = """\
a.csv: {}
  1 line: blank-record (line 3 deleted)
  1 cell in Boolean:VIP: not-a-boolean (`wahr` → `TRUE`)
  1 cell in Choice:Color: unknown-option (`blue` → `Blue`)
  1 cell in Number:Age: not-a-number (`42,5` → `42.5`)
  left: 1 × impossible-date in Date:Birthday, needs a person: line 3: `2025/02/30` is not in the calendar; \
`2025/02` has `28` days: correct the date
  left: 1 × unknown-option in Choice:Color, `--unsafe` would repair it: line 3: `Bleu` is not an option; \
did you mean `Blue`? (the options are Blue, Red)
{} 4 mistakes in 1 of 2 files; 2 findings are left (`--unsafe` would repair 1 more): `proplint check` tells them.
"""

LEFT = [
    ([",Bleu,,"], "1 finding is left (`--unsafe` would repair it)"),
    ([",Bleu,,", ",Blu,,"], "2 findings are left (`--unsafe` would repair them)"),
    ([",Bleu,,", ",Blu,,", ",,,2025/02/30"], "3 findings are left (`--unsafe` would repair 2 of them)"),
    ([",,,2025/02/30"], "1 finding is left"),
]


@pytest.fixture
def shop(workdir: Path) -> Path:
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": BAD, "good.csv": GOOD})
    return workdir


def test_what_is_safe_is_repaired_and_the_rest_told(shop: Path) -> None:
    done = proplint("fix", "--base", "none")
    assert (done.code, done.out, done.err) == (1, TOLD.format("repaired", "Repaired"), "")
    assert (shop / "a.csv").read_bytes() == FIXED.encode()
    assert rules(proplint("check").out) == ["unknown-option", "impossible-date"]
    again = proplint("fix", "--base", "none")
    assert again.code == 1
    assert "a.csv: nothing to repair\n" in again.out
    for rows, offer in LEFT:
        write(shop / "left.csv", HEADER + "".join(f"c{at},c{at}@example.com,{row}\n" for at, row in enumerate(rows)))
        told = proplint("fix", "--base", "none", "left.csv").out.splitlines()[-1]
        assert told == f"Nothing was repaired; {offer}: `proplint check` tells them."
    assert (shop / "a.csv").read_bytes() == FIXED.encode()
    assert proplint("fix", "--base", "none", "good.csv") == (0, "Nothing to repair in 1 file.\n", "")
    assert proplint("fix", "--quiet", "good.csv") == (0, "", "")


def test_unsafe(shop: Path) -> None:
    assert proplint("fix", "--unsafe", "a.csv").code == 1
    assert (shop / "a.csv").read_bytes() == FIXED.replace("Bleu", "Blue").encode()


def test_a_customer_with_two_emails_in_two_files_is_left(shop: Path) -> None:
    write(shop / "proplint.yaml", CONFIG + "rules: {conflicting-customer: error}\n")
    write(shop / "b.csv", GOOD.replace("a@example.com", "other@example.com"))
    done = proplint("fix", "--base", "none")
    assert done.code == 1
    assert "left: 1 × conflicting-customer in Email, needs a person: line 2: `other@example.com` is" in done.out
    assert proplint("fix", "--base", "none", "b.csv") == (0, "Nothing to repair in 1 file.\n", "")


def test_what_a_repair_took_away_conflicts_with_nothing(shop: Path) -> None:
    repository(shop)
    write(shop / "proplint.yaml", CONFIG + "rules: {conflicting-customer: error}\n")
    good = HEADER + "a1,ş@example.com,TRUE,Blue,,\nb2,ğ@example.com,,Red,,\n"
    write_all(shop, {"a.csv": good, "good.csv": good})
    commit_all(shop)
    write(shop / "a.csv", good.replace("ş", "ÅŸ").replace("ğ", "ÄŸ"))
    done = proplint("fix")
    assert "conflicting-customer" not in done.out
    assert (shop / "a.csv").read_text("utf-8") == good


def test_a_repair_that_was_refused_conflicts_with_nothing(shop: Path) -> None:
    """Both e-mails belong to others now, so neither comes back; the next file has what stands there."""
    repository(shop)
    write(shop / "proplint.yaml", CONFIG + "rules: {conflicting-customer: error, email-changed: off}\n")
    write_all(
        shop, {"a.csv": HEADER + "a1,ş@example.com,,,,\nb2,ğ@example.com,,,,\nc3,,,,,\nd4,,,,,\n", "good.csv": HEADER}
    )
    commit_all(shop)
    left = HEADER + "a1,ÅŸ@example.com,,,,\nb2,ÄŸ@example.com,,,,\nc3,ş@example.com,,,,\nd4,ğ@example.com,,,,\n"
    write_all(shop, {"a.csv": left, "b.csv": left.replace("b2,ÄŸ@", "b2,other@")})
    done = proplint("fix")
    assert (shop / "a.csv").read_text("utf-8") == left
    assert (
        "b.csv: nothing to repair\n  left: 1 × conflicting-customer in Email, needs a person: line 3: `other@"
        in done.out
    )


def test_everything_repaired_is_exit_1_too(shop: Path) -> None:
    write(shop / "a.csv", BAD.replace("Bleu", "Blue").replace("02/30", "02/20"))
    done = proplint("fix", "--base", "none", "a.csv")
    assert done.code == 1
    assert done.out.endswith("Repaired 4 mistakes in 1 file; nothing is left.\n")
    assert proplint("fix", "a.csv").code == 0


def test_diff_writes_nothing(shop: Path) -> None:
    repository(shop)
    write(shop / "a.csv", BAD.replace("\n", "\r\n").encode() + b"c\xfe,c@example.com,,,,\r\n")
    before = (shop / "a.csv").read_bytes(), os.stat(shop / "a.csv").st_mtime_ns
    done = subprocess.run(["proplint", "fix", "--base", "none", "--diff"], capture_output=True, check=False, env=path())
    assert done.returncode == 1
    assert done.stderr.decode().startswith("a.csv: would be repaired\n")
    assert (before[0], before[1]) == ((shop / "a.csv").read_bytes(), os.stat(shop / "a.csv").st_mtime_ns)
    assert b"\n-a1,a@example.com,wahr," in done.stdout
    assert b"\n c\xfe,c@example.com,,,,\r\n" in done.stdout
    assert run("git", "apply", "-", stdin=done.stdout).code == 0
    assert (shop / "a.csv").read_bytes() == FIXED.replace("\n", "\r\n").encode() + b"c\xfe,c@example.com,,,,\r\n"
    assert proplint("fix", "--diff", "good.csv").out == ""
    assert proplint("fix", "--diff", "--redact").code == 2


def path() -> dict[str, str]:
    return {**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]}


def test_the_value_before_comes_back(shop: Path) -> None:
    repository(shop)
    good = HEADER + "007,a@example.com,TRUE,Blue,1.234,2025/06/27\n008,b@example.com,,Red,2.345,\n"
    write(shop / "a.csv", '"' + good.replace(",", '","').replace("\n", '"\n"').removesuffix('"'))
    commit_all(shop)
    damaged = good.replace("\n00", "\n").replace("1.234", "1234").replace("2.345", "2345").replace("06/27", "06/28")
    write(shop / "a.csv", damaged)
    done = proplint("fix", "a.csv")
    assert (done.code, done.err) == (1, "")
    assert "this file went through" in done.out
    assert "  2 cells in Customer ID: spreadsheet-damage (`7` → `007`)\n" in done.out
    assert (shop / "a.csv").read_text() == good.replace("06/27", "06/28")
    assert "*" not in proplint("check", "a.csv").out
    write(shop / "a.csv", damaged)
    assert proplint("fix", "--base", "none", "a.csv").code == 0
    assert proplint("fix", "--base", "nothing", "a.csv").code == 2
    assert (shop / "a.csv").read_text() == damaged
    assert git("status", "--short") == " M a.csv\n"


def test_values_are_masked(shop: Path) -> None:
    assert shop.exists()
    done = proplint("fix", "--redact", "--base", "none", "a.csv")
    assert "1 cell in Boolean:VIP: not-a-boolean (`***` → `***`)" in done.out
    assert not any(secret in done.out for secret in ("wahr", "blue", "Bleu", "02/30"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "standard input can't be repaired where it lies"),
        (["gone.csv"], "gone.csv: no such file"),
        (["link.csv"], "link.csv: is a symbolic link"),
        (["good link.csv"], "good link.csv: is a symbolic link"),
        (["x.errors.csv"], "x.errors.csv: is an error file: correct its rows, then `proplint apply` takes them back"),
        (["--config", "gone.yaml", "a.csv"], "gone.yaml: no such file"),
        ([os.devnull], f"{os.devnull}: is no regular file"),
    ],
)
def test_what_is_left_alone(shop: Path, arguments: list[str], message: str) -> None:
    (shop / "link.csv").symlink_to("a.csv")
    (shop / "good link.csv").symlink_to("good.csv")
    write(shop / "x.errors.csv", BAD)
    done = proplint("fix", *arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert (shop / "a.csv").read_text() == (shop / "x.errors.csv").read_text() == BAD
    assert (shop / "link.csv").is_symlink()


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "lfs-pointer"),
        (HEADER + 'a1,a@example.com,"TRUE,Blue,,\n', "unclosed-quote"),
        ("First Name,Last Name,E-Mail,Deleted\n\nA,B,a@example.com,\n", "wrong-export"),
    ],
)
def test_what_can_not_be_undone_is_told(shop: Path, data: str, rule: str) -> None:
    write(shop / "a.csv", data)
    done = proplint("fix", "--unsafe", "a.csv")
    assert done.code == 1
    assert f"left: 1 × {rule}" in done.out
    assert (shop / "a.csv").read_text() == data


def test_a_file_that_is_no_export_is_repaired_only_where_a_configuration_says_so(workdir: Path) -> None:
    write(workdir / "prices.csv", "id,price\n\n1,2\n")
    write(workdir / "a.csv", "Customer ID,Email,Boolean:VIP\n\na1,a@example.com,wahr\n")
    done = proplint("fix")
    assert done.code == 0
    assert "notice: a.csv is left alone: no proplint.yaml governs it" in done.out
    done = proplint("fix", "prices.csv", "a.csv")
    assert done.code == 2
    assert "prices.csv: has no column of customer properties" in done.err
    assert (workdir / "prices.csv").read_text() == "id,price\n\n1,2\n"
    assert (workdir / "a.csv").read_text() == "Customer ID,Email,Boolean:VIP\na1,a@example.com,TRUE\n"


def test_only_what_is_new_is_repaired_where_only_that_is_reported(shop: Path) -> None:
    repository(shop)
    write(shop / "proplint.yaml", CONFIG + "report: new\n")
    commit_all(shop)
    write(shop / "a.csv", BAD + "c3,c@example.com,yanlis,,,\nd4,d@example.com,falsch,,,\n")
    left_out = next(line for line in proplint("check", "a.csv").all.splitlines() if "left out" in line)
    assert left_out in proplint("fix", "a.csv").all.splitlines()
    assert (shop / "a.csv").read_text().startswith(BAD)
    assert "d4,d@example.com,FALSE,,,\n" in (shop / "a.csv").read_text()


def test_the_mode_stays(shop: Path) -> None:
    (shop / "a.csv").chmod(0o640)
    proplint("fix", "a.csv")
    assert (shop / "a.csv").read_text() == FIXED
    assert stat.S_IMODE((shop / "a.csv").stat().st_mode) == 0o640
    assert sorted(os.listdir(shop)) == ["a.csv", "good.csv", "proplint.yaml"]


def fix(*paths: str) -> tuple[Fixer, Checker]:
    checker = Checker(WorkingTree(), debug=True)
    fixer = Fixer(checker)
    fixer.fix(paths)
    return fixer, checker


@pytest.mark.parametrize("name", ["os.replace", "os.fsync", "os.chmod", "tempfile.mkstemp"])
def test_a_write_that_fails_leaves_the_file(shop: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The last is a folder that may not be written, which keeps not even root from it everywhere."""

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(name, fail)
        with pytest.raises(OutputError, match=r"a.csv: can't be written: Permission denied"):
            fix("a.csv")
    assert (shop / "a.csv").read_text() == BAD
    assert sorted(os.listdir(shop)) == ["a.csv", "good.csv", "proplint.yaml"]


def test_a_file_that_is_read_only_stays(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)  # root may write anything
        with pytest.raises(OutputError, match=r"a.csv: can't be written: it is read-only"):
            fix("a.csv")
    assert (shop / "a.csv").read_text() == BAD


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("name", ["replace", "fsync", "chmod"])
@pytest.mark.parametrize("late", [False, True])
def test_a_program_that_is_killed_leaves_the_old_file_or_the_new_one(shop: Path, name: str, late: bool) -> None:
    program = (
        "import os, signal, sys\n"
        f"real = os.{name}\n"
        "def killed(*arguments):\n"
        f"    {'real(*arguments)' if late else 'pass'}\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"os.{name} = killed\n"
        "sys.argv[1:] = ['fix', 'a.csv']\n"
        "from proplint.cli import main\n"
        "main()\n"
    )
    assert run(sys.executable, "-c", program).code == -signal.SIGKILL
    assert (shop / "a.csv").read_text() == (FIXED if late and name == "replace" else BAD)


@pytest.mark.parametrize("change", ["append", "replace"])
def test_a_file_that_changes_meanwhile_is_not_written_over(
    shop: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Somebody saves the file after it was read and before it is replaced."""
    theirs = GOOD.replace("a1", "a9")

    def saved_meanwhile(*arguments: object, **options: object) -> None:
        if change == "replace":
            os.replace(write(shop / "new", theirs), shop / "a.csv")
        else:
            write(shop / "a.csv", theirs)
        write_atomically(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("proplint.output.write_atomically", saved_meanwhile)
    checker = Checker(WorkingTree())
    fixer = Fixer(checker)
    fixer.fix(["a.csv"])
    assert checker.report().failures == ["a.csv: changed meanwhile, so it was not written: run again"]
    assert fixer.files == []
    assert (shop / "a.csv").read_text() == theirs


def test_a_large_file_goes_through(shop: Path) -> None:
    rows = "".join(f"c{at},{at}@example.com,TRUE,Blue,42.5,2025/06/27\n" for at in range(200_000))
    write(shop / "a.csv", HEADER + rows.replace("TRUE", "wahr", 3) + "\n" + "z,z@example.com,,,,\n")
    fixer, _ = fix("a.csv")
    assert len(fixer.files[0].repairs) == 4
    assert (shop / "a.csv").read_text() == HEADER + rows + "z,z@example.com,,,,\n"


def test_reports_say_what_can_be_repaired(shop: Path) -> None:
    assert shop.exists()
    text = proplint("check", "--base", "none", "a.csv").out
    lines = text.splitlines()
    assert [" [*] " in line for line in lines[:6]] == [True, True, True, True, False, False]
    assert "[*] 4 fixable with `proplint fix` (1 more with --unsafe)" in lines
    report = json.loads(proplint("check", "--format", "json", "a.csv").out)
    assert report["summary"]["fixable"] == 4
    assert [one["fix"] for one in report["findings"] if one["rule"] == "blank-record"] == [
        {"value": None, "safe": True}
    ]
    masked = json.loads(proplint("check", "--format", "json", "--redact", "a.csv").out)
    assert masked["summary"]["fixable"] == 4
    assert {one["fix"] and one["fix"]["value"] for one in masked["findings"]} == {None}
    write(shop / "a.csv", HEADER + "a1,a@example.com,,Bleu,,\n")
    assert "\n1 fixable with `proplint fix --unsafe`\n" in proplint("check", "--base", "none", "a.csv").out
