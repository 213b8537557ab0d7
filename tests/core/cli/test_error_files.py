"""The same CSV with a column of errors, for the one who must correct it in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from support import BAD, CONFIG, GOOD, HEADER, proplint, write, write_all

if TYPE_CHECKING:
    from pathlib import Path


def rows(file: Path) -> list[list[str]]:
    data = file.read_bytes()
    assert data.startswith(b'\xef\xbb\xbf"Customer ID","Email"')
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)]


def test_the_failing_rows_with_their_messages(workdir: Path) -> None:
    write_all(workdir, {"customers/a.csv": BAD, "b.csv": GOOD, "proplint.yaml": CONFIG})
    done = proplint("check", "--error-files", "errors", "customers/a.csv", "b.csv")
    assert done.code == 1
    assert done.out.endswith("each with what is wrong: errors/customers/a.errors.csv\n")
    assert [path.name for path in (workdir / "errors").rglob("*.csv")] == ["a.errors.csv"]
    header, row = rows(workdir / "errors" / "customers" / "a.errors.csv")
    assert header == [*HEADER.strip().split(","), "Errors"]
    assert row[:-1] == ["b2", "b@example.com", "wahr", "blue", "42,5", "2025/02/30"]
    first, *others = row[-1].split(" | ")
    assert first.startswith("Boolean:VIP: `wahr` is how")
    assert first.endswith("; write `TRUE`")
    assert [other.split(": `")[0] for other in others] == ["Choice:Color", "Number:Age", "Date:Birthday"]
    assert b'\r\n"b2","b@example.com","wahr"' in (workdir / "errors" / "customers" / "a.errors.csv").read_bytes()


def test_all_rows_when_the_configuration_says_so(workdir: Path) -> None:
    config = f"{CONFIG}error_file: {{column: Hata, rows: all, dir: out}}\n"
    write_all(workdir, {"shop/a.csv": BAD, "shop/proplint.yaml": config})
    done = proplint("check", "shop/a.csv")
    assert "shop/out/shop/a.errors.csv" in done.out
    header, good, bad = rows(workdir / "shop" / "out" / "shop" / "a.errors.csv")
    assert (header[-1], good[-1]) == ("Hata", "")
    assert bad[-1]


def test_none_without_a_folder(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    assert "`proplint check --error-files DIR` writes" in proplint("check", "a.csv").out
    assert {path.name for path in workdir.iterdir()} == {"a.csv", "proplint.yaml"}


def test_an_error_file_that_is_checked_again_gets_its_messages_renewed(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "proplint.yaml": CONFIG})
    proplint("check", "--error-files", ".", "a.csv")
    first = rows(workdir / "a.errors.csv")
    write(workdir / "b.csv", (workdir / "a.errors.csv").read_bytes())
    done = proplint("check", "--error-files", ".", "b.csv")
    assert "error-column-left" in done.out
    assert rows(workdir / "b.errors.csv") == first


def test_rows_that_are_no_records_stand_raw_in_the_first_cell(workdir: Path) -> None:
    data = HEADER + 'a1,a@e.de,"x" y,,,\nb2,b@e.de\nc3,c@e.de,,,,,,more\nd4,d@e.de,,,,"open\nlast'
    write_all(workdir, {"a.csv": data, "proplint.yaml": CONFIG})
    proplint("check", "--error-files", ".", "a.csv")
    _, stray, short, long, unclosed, last = rows(workdir / "a.errors.csv")
    assert stray[:2] == ['a1,a@e.de,"x" y,,,', ""]
    assert (len(stray), stray[-1].split(": ")[0]) == (7, "Boolean:VIP")
    assert (short[:2], short[2:6]) == (["b2", "b@e.de"], [""] * 4)
    assert "has 2 cells" in short[-1]
    assert (long[:1], long[-2], "has 8 cells" in long[-1]) == (["c3"], "more", True)
    assert unclosed[0] == 'd4,d@e.de,,,,"open'
    assert last[0] == "last"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a;b\n",
        "Customer ID,Email\na,ş\n".encode("cp1254"),
        "Customer ID,Email\n".encode("utf-16"),
        b'Customer ID,"\n',
    ],
)
def test_none_for_a_file_that_is_wrong_as_a_whole(workdir: Path, data: bytes) -> None:
    write(workdir / "a.csv", data)
    assert proplint("check", "--error-files", "out", "a.csv").code == 1
    assert not (workdir / "out").exists()


def test_none_for_faults_of_the_header_alone(workdir: Path) -> None:
    write(workdir / "a.csv", GOOD.replace("Boolean:VIP", "boolean:VIP"))
    assert proplint("check", "--error-files", "out", "a.csv").code == 1
    assert not (workdir / "out").exists()


def test_paths_are_mirrored_and_kept_apart(workdir: Path) -> None:
    names = ["a.csv", "a.CSV", "a.txt", "b/../c.csv", "sub/a.csv"]
    write_all(workdir, {**dict.fromkeys(names, BAD), "b/x": "", "here/x": "", "../up.csv": BAD})
    proplint("check", "--error-files", "out", *names, "../up.csv")
    found = sorted(path.relative_to(workdir / "out").as_posix() for path in (workdir / "out").rglob("*.csv"))
    assert len(found) == 6
    assert "_up/up.errors.csv" in found
    assert "sub/a.errors.csv" in found
    assert {"a.errors.csv", "a.csv.errors.csv", "a.txt.errors.csv", "c.errors.csv"} <= {*found}


def test_standard_input_has_one_too(workdir: Path) -> None:
    proplint("check", "--error-files", "out", "-", stdin=BAD.encode())
    assert len(rows(workdir / "out" / "stdin.errors.csv")) == 2


def test_a_formula_can_not_begin_the_cell_of_messages(workdir: Path) -> None:
    write_all(workdir, {"a.csv": "Customer ID,Email,=1+1,\n,,,\na,b,c,d\n", "proplint.yaml": "version: 1\n"})
    proplint("check", "--error-files", "out", "a.csv")
    assert not [row for row in rows(workdir / "out" / "a.errors.csv") if row[-1][0] in "=+-@\t\r"]


def test_a_link_is_not_written_through(workdir: Path) -> None:
    write_all(workdir, {"a.csv": BAD, "precious": "x"})
    (workdir / "a.errors.csv").symlink_to("precious")
    done = proplint("check", "--error-files", ".", "a.csv")
    assert done.code == 2
    assert "a.errors.csv: is a symbolic link" in done.err
    assert (workdir / "precious").read_text() == "x"


def test_cells_that_are_no_utf8_or_span_lines_survive(workdir: Path) -> None:
    data = HEADER + 'a1,"a@\nexample.com",wahr,"say ""hi""",,\n'
    write_all(workdir, {"a.csv": data, "proplint.yaml": CONFIG})
    proplint("check", "--error-files", ".", "a.csv")
    assert rows(workdir / "a.errors.csv")[1][:4] == ["a1", "a@\nexample.com", "wahr", 'say "hi"']
