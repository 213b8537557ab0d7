"""`proplint apply`: corrected rows go back, and what does not fit is told while nothing is written."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from typing import IO, TYPE_CHECKING, NamedTuple

import pytest

from proplint.cli import proplint as commands
from proplint.cli.run import run
from proplint.output import open_atomically
from support import CONFIG, HEADER, Done, commit_all, git, proplint, repository, write, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

ROW = dict[str, str]
CSV = HEADER + (
    "a1,a@example.com,TRUE,Blue,42.5,2025/06/27\n"
    '0012,b@example.com,wahr,blue,"42,5",2025/06/27\n'
    "c3,c@example.com,,Red,1E+3,\n"
)
RIGHT = CSV.replace('wahr,blue,"42,5"', 'TRUE,Blue,"42.5"').replace("1E+3", "1000")


def rows_of(path: Path) -> list[ROW]:
    return [*csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))]


def save(path: Path, rows: Sequence[ROW], *, without: str = "", end: str = "\n", delimiter: str = ",") -> None:
    """Save an error file as a spreadsheet does."""
    names = [name for name in rows[0] if name != without]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator=end, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    write(path, out.getvalue())


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return what runs a command in this process, which spares its start."""

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        return Done(run(commands, [*arguments], name="proplint"), *capsys.readouterr())

    return call


def sent_out(folder: Path, data: str, name: str = "a.csv", config: str = CONFIG) -> list[ROW]:
    """Write a CSV and its error file; return the latter's rows."""
    write_all(folder, {name: data, "proplint.yaml": config})
    arguments = ["check", "--quiet", "--output", os.devnull, "--error-files", "errors", name]
    assert run(commands, arguments, name="proplint") == 1
    return rows_of(error_file(folder, name))


def error_file(folder: Path, name: str = "a.csv") -> Path:
    return folder / "errors" / name.replace(".csv", ".errors.csv")


def set_cells(**cells: str) -> Callable[[list[ROW]], None]:
    """Return what sets cells of one row: `b_Color="Red"` in the row of b@example.com."""

    def edit(rows: list[ROW]) -> None:
        for key, text in cells.items():
            who, column = key.split("_")
            row = next(one for one in rows if one["Email"].startswith(who))
            row[next(name for name in row if name.endswith(column.replace("ID", "Customer ID")))] = text

    return edit


def correct(rows: list[ROW]) -> None:
    """Put everything right that is wrong in `CSV`."""
    set_cells(b_VIP="TRUE", b_Color="Blue", b_Age="42.5", c_Age="1000")(rows)


def test_corrected_cells_go_back_and_the_check_is_clean(workdir: Path) -> None:
    rows = sent_out(workdir, CSV, "customers/a.csv")
    correct(rows)
    save(error_file(workdir, "customers/a.csv"), rows)
    done = proplint("apply", "--base", "none", "errors/customers/a.errors.csv")
    assert done == (
        0,
        "took 4 cells in 2 records of errors/customers/a.errors.csv into customers/a.csv\nNo mistakes in 1 file (3 records).\n",
        "",
    )
    assert (workdir / "customers" / "a.csv").read_text() == RIGHT
    again = proplint("apply", "--base", "none", "errors")
    assert (again.code, again.out.split(":")[0]) == (0, "nothing to take from errors/customers/a.errors.csv")


class Case(NamedTuple):
    """An error file that was edited, and what comes of it.

    Attributes:
        name: What it is about.
        edit: Changes the rows.
        old: Text of the CSV that gives way …
        new: … to this one; where both are empty, the CSV stays as it is.
        code: The exit code.
        said: What is said.
        without: A column that was deleted in the error file.
        csv: The CSV.
        arguments: More arguments.
    """

    name: str
    edit: Callable[[list[ROW]], None]
    old: str
    new: str
    code: int
    said: str
    without: str = ""
    csv: str = CSV
    arguments: Sequence[str] = ()


def edits(*several: Callable[[list[ROW]], None]) -> Callable[[list[ROW]], None]:
    def edit(rows: list[ROW]) -> None:
        for one in several:
            one(rows)

    return edit


TWINS = CSV.replace("c3,", "a1,")
SAME_EMAIL = CSV.replace("c@example.com", "a@example.com")
NO_ID = CSV.replace("c3,c@example.com", ",c@example.com")
NO_EMAIL = CSV.replace("b@example.com", "")
SAME_VALUE = CSV.replace("Blue,42.5", "blue,7.10")
BROKEN = CSV + 'd4,d@example.com,"x" y,,,\ne5,e@example.com\nf6,f@example.com,,,x,\n'

CASES = [
    Case("one cell of several", set_cells(b_Color="Red"), "wahr,blue", "wahr,Red", 1, "took 1 cell in 1 record of"),
    Case("a cell that needs quotes now", set_cells(c_Color='B"l,u\ne'), "", "", 2, "can't be taken: Choice:Color: "),
    Case("still wrong in another way", set_cells(c_Age="some"), "1E+3", "some", 1, "not-a-number: `some`"),
    Case("right, in a spreadsheet's form", set_cells(c_Age="1.000,5"), "1E+3", "1000.5", 1, "took 1 cell"),
    Case("the same without messages", set_cells(c_Age="1.000,5"), "1E+3", "1000.5", 1, "took 1 cell", "Errors"),
    Case("a form that may mean two numbers", set_cells(c_Age="1,000"), "1E+3", '"1,000"', 1, "not-a-number: `1,000`"),
    Case("a form that is a guess", set_cells(b_Birthday="45835"), "soon", "45835", 1, "took 1 cell", csv=CSV.replace('42,5",2025/06/27', '42,5",soon')),
    Case("a right cell in another form", set_cells(b_Birthday="28.06.2025"), "", "", 2, "`28.06.2025` can't be taken"),
    Case("a cell that nothing was said of", set_cells(b_Birthday="2024/01/01"), '42,5",2025/06/27', '42,5",2024/01/01', 1, "took 1 cell"),
    Case("a cell emptied", set_cells(c_Age=""), "1E+3", "", 1, "took 1 cell"),
    Case("a right cell made wrong", set_cells(b_Birthday="soon"), "", "", 2, "a.errors.csv:2: `soon` can't be taken: Date:Birthday: "),
    Case("an ID that lost its zeros", set_cells(b_Color="Blue", b_ID="12"), "wahr,blue", "wahr,Blue", 1, "Customer ID: `0012` became `12`: a spreadsheet did that, so a.csv keeps its own"),
    Case("the same without messages", set_cells(b_Color="Blue", b_ID="12"), "wahr,blue", "wahr,Blue", 1, "`0012` became `12`", "Errors"),
    Case("an ID that became another's", set_cells(b_Color="Blue", b_ID="12"), "wahr,blue", "wahr,Blue", 1, "`0012` became `12`", csv=CSV.replace("a1,", "12,")),
    Case("the same without messages or damage", set_cells(c_Age="1", c_ID="a1"), "", "", 2, "Email is `a@example.com` in a.csv (line 2) and `c@example.com` here: it must not change", "Errors"),
    Case("an unknown ID", set_cells(c_ID="zz"), "", "", 2, "a.errors.csv:3: Customer ID is `c3` in a.csv (line 4) and `zz` here: it must not change"),
    Case("an unknown ID without messages", set_cells(c_ID="zz"), "", "", 2, "a.errors.csv:3: Customer ID `zz` is not in a.csv, where its e-mail belongs to `c3` (line 4): write that ID here", "Errors"),
    Case("unknown keys", edits(set_cells(c_ID="zz"), set_cells(c_Email="zz@example.com")), "", "", 2, "a.errors.csv:3: Customer ID `zz` is not in a.csv: it was changed here, or the record is gone there", "Errors"),
    Case("an ID that was deleted", set_cells(c_ID=""), "", "", 2, "a.errors.csv:3: the row has no Customer ID, and its e-mail belongs to `c3` (line 4)", "Errors"),
    Case("a column of IDs that was deleted", set_cells(c_Age="1"), "1E+3", "1", 1, "took 1 cell", "Customer ID"),
    Case("an e-mail that was right", set_cells(c_Email="d@example.com"), "", "", 2, "Email is `c@example.com` in a.csv (line 4) and `d@example.com` here: it must not change; write `c@example.com` here"),
    Case("an e-mail that was wrong", set_cells(c_Email="c@example.com"), "c.example.com", "c@example.com", 1, "took 1 cell", csv=CSV.replace("c@example", "c.example")),
    Case("an e-mail that stands twice", lambda rows: rows[-1].update(Email="c@example.com"), "1,a@example.com,,", "1,c@example.com,,", 1, "took 1 cell", csv=SAME_EMAIL.replace("c3", "c1")),
    Case("an e-mail that stands twice still", lambda rows: rows[-1].update(Email="b@example.com"), "", "", 2, "a.errors.csv:3: `b@example.com` can't be taken: Email: ", csv=SAME_EMAIL),
    Case("an ID that was missing", set_cells(c_ID="c3"), ",c@example", "c3,c@example", 1, "took 1 cell", csv=NO_ID),
    Case("an ID that was missing, without messages", set_cells(c_ID="c3"), "\n,c@example", "\nc3,c@example", 1, "took 1 cell", "Errors", csv=NO_ID),
    Case("an ID that is another's", set_cells(c_ID="a1"), "", "", 2, "`a1` can't be taken: Customer ID: ", csv=NO_ID),
    Case("an ID that is missing still", set_cells(c_Age="1"), "1E+3", "1", 1, "errors/a.errors.csv:3: is still wrong: Customer ID: ", csv=NO_ID),
    Case("both keys", set_cells(c_ID="c9", c_Email="x@example.com"), "", "", 2, "only one of the two keys can be corrected", csv=CSV.replace("c3,c@example.com", ",c.example.com")),
    Case("an ID that stands twice: the version tells which", set_cells(c_Age="1"), "1E+3", "1", 1, "errors/a.errors.csv:3: is still wrong: Customer ID: `a1`", csv=TWINS),
    Case("an ID that stands twice, without messages", set_cells(c_Age="1"), "", "", 2, "a.errors.csv:3: `a1` stands in 2 records of a.csv (lines 2, 4), and nothing tells which one is meant", "Errors", csv=TWINS),
    Case("a record that stands twice", lambda rows: rows[-1].update({"Number:Age": "1"}), "", "", 2, "`c3` stands in 2 records of a.csv (lines 4, 5)", csv=CSV + "c3,c@example.com,,Red,1E+3,\n"),
    Case("a row that stands twice", lambda rows: rows.append({**rows[-1], "Number:Age": "1"}), "", "", 2, "a.errors.csv:4: the row is about the same record of a.csv (line 4) as errors/a.errors.csv:3"),
    Case("the very same row twice", edits(set_cells(c_Age="1"), lambda rows: rows.append(rows[-1])), "1E+3", "1", 1, "took 1 cell"),
    Case("without messages: what is wrong in the CSV", set_cells(b_VIP="TRUE", c_Age="1"), 'wahr,blue,"42,5",2025/06/27\nc3,c@example.com,,Red,1E+3', 'TRUE,blue,"42,5",2025/06/27\nc3,c@example.com,,Red,1', 1, "took 2 cells", "Errors"),
    Case("without messages: a right cell", set_cells(b_Birthday="2024/01/01"), "", "", 2, "nothing tells whether the row is newer than a.csv: Date:Birthday is `2025/06/27` there and `2024/01/01` here", "Errors"),
    Case("the same, trusted", set_cells(b_Birthday="2024/01/01"), '42,5",2025/06/27', '42,5",2024/01/01', 1, "took 1 cell", "Errors", arguments=["--overwrite"]),
    Case("without messages: wrong there and here", set_cells(c_Age="1.000"), "1E+3", "1.000", 1, "took", "Errors"),
    Case("without messages: both wrong", set_cells(c_Age="some"), "", "", 2, "Number:Age is `1E+3` there and `some` here", "Errors"),
    Case("a wrong key with a blank more", set_cells(c_Email="c.example.com ", c_Age="1"), "1E+3", "1", 1, "Email: `c.example.com` became `c.example.com `", csv=CSV.replace("c@example", "c.example")),
    Case("the same value in another form", set_cells(a_Color="Blue", a_Age="7.1"), "blue,7.10", "Blue,7.10", 1, "took 1 cell", csv=SAME_VALUE),
    Case("a new twin of a later record", lambda rows: rows[0].update(Email="c@example.com"), "", "", 2, "a.errors.csv:3: there would be a new mistake: Email: `c@example.com`", csv=NO_EMAIL),
    Case("records that break the grammar", set_cells(f_Age="1"), "x,\n", "1,\n", 1, "a.csv:5: put this record right by hand: its cells can't be told apart there, so errors/a.errors.csv:4 is not taken\na.csv:6: put", csv=BROKEN),
    Case("the same, put right here", lambda rows: rows[2].update({"Customer ID": "d4", "Email": "d@example.com", "Boolean:VIP": "TRUE"}), "", "", 1, "a.csv:5: put this record right by hand", csv=BROKEN),
    Case("the same, without messages", lambda rows: rows[2].update({"Customer ID": "d4", "Email": "d@example.com", "Boolean:VIP": "TRUE"}), "", "", 1, "a.csv:5: put this record right by hand", "Errors", csv=BROKEN),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_taken(workdir: Path, call: Callable[..., Done], case: Case) -> None:
    rows = sent_out(workdir, case.csv)
    case.edit(rows)
    save(error_file(workdir), rows, without=case.without)
    done = call("apply", *case.arguments, "errors/a.errors.csv")
    assert (done.code, case.said in done.all) == (case.code, True), done.all
    assert case.old in case.csv
    assert (workdir / "a.csv").read_text() == (case.csv.replace(case.old, case.new) if case.old else case.csv)
    refused = "proplint: nothing is written into a.csv: correct these rows, or delete them here\n"
    assert (refused in done.err) == (case.code == 2)


@pytest.mark.parametrize("arguments", [[], ["--diff"]])
def test_the_csv_changed_meanwhile(workdir: Path, call: Callable[..., Done], arguments: Sequence[str]) -> None:
    rows = sent_out(workdir, CSV)
    set_cells(b_Color="Red")(rows)
    save(error_file(workdir), rows)
    now = CSV.replace("Blue,42.5", "Red,42.5").replace('"42,5",2025/06/27', '"42,5",2024/02/29')
    write(workdir / "a.csv", now)
    done = call("apply", *arguments, "errors")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "errors/a.errors.csv:2: the record changed in a.csv (line 3) since the error file was written: "
        "Choice:Color is `blue` there and `Red` here, Date:Birthday is `2024/02/29` there and `2025/06/27` here\n"
    )
    assert "--overwrite takes what stands here" in done.err
    assert (workdir / "a.csv").read_text() == now
    assert call("apply", "--overwrite", "errors").code == 1
    assert (workdir / "a.csv").read_text() == now.replace("blue", "Red").replace("2024/02/29", "2025/06/27")


def test_rows_that_nobody_corrected_take_nothing_back(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV)
    set_cells(c_Age="1")(rows)
    save(error_file(workdir), rows)
    now = CSV.replace("b@example.com,wahr,blue", "other@example.com,FALSE,Red")
    for arguments in ([], ["--overwrite"]):
        write(workdir / "a.csv", now)
        assert call("apply", *arguments, "errors").code == 1
        assert (workdir / "a.csv").read_text() == now.replace("1E+3", "1")


def test_a_record_that_is_gone(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV)
    set_cells(c_Age="1")(rows)
    save(error_file(workdir), rows)
    write(workdir / "a.csv", CSV.partition("c3,")[0])
    done = call("apply", "errors")
    assert done.code == 2
    assert (
        "a.errors.csv:3: Customer ID `c3` is not in a.csv: it was changed here, or the record is gone there" in done.err
    )


IDS = {
    "the one before": ("c3", 0, "took 5 cells in 2 records"),
    "another one": ("d4", 2, "a.errors.csv:3: `d4` can't be taken: Customer ID: `d4` was `c3` in the version before"),
}


@pytest.mark.parametrize("name", IDS)
def test_a_customer_id_is_corrected_only_to_what_git_has(workdir: Path, name: str) -> None:
    customer_id, code, said = IDS[name]
    wrong = CSV.replace("c3", "33")
    rows = sent_out(workdir, wrong)
    correct(rows)
    set_cells(c_ID=customer_id)(rows)
    save(error_file(workdir), rows)
    commit_all(repository(workdir))
    write(workdir / "a.csv", CSV)
    commit_all(workdir)
    write(workdir / "a.csv", wrong)
    done = proplint("apply", "errors")
    assert (done.code, said in done.all) == (code, True), done.all
    assert (workdir / "a.csv").read_text() == (wrong if code else RIGHT)


def test_a_key_that_is_wrong_in_git_too_needs_a_fresh_export(workdir: Path) -> None:
    rows = sent_out(workdir, CSV.replace("c@example", "c.example"))
    set_cells(c_Email="c@example.com")(rows)
    save(error_file(workdir), rows)
    commit_all(repository(workdir))
    done = proplint("apply", "errors")
    assert (done.code, "`c@example.com` was `c.example.com` in the version before" in done.err) == (2, True), done.all
    assert proplint("apply", "--base", "none", "errors").code == 1
    assert "c3,c@example.com" in (workdir / "a.csv").read_text()


FORMS: dict[str, Callable[[str], str | bytes]] = {
    "semicolons": lambda text: text.replace(",", ";").replace('"42;5"', "42,5"),
    "sep=": lambda text: "sep=;\r\n" + text.replace(",", ";"),
    "a lone CR": lambda text: text.replace("\n", "\r"),
    "blank rows": lambda text: text + ",,,,,,\n,,,,,,\n\n\n",
    "more empty cells": lambda text: "".join(f"{line},,\n" for line in text.splitlines()),
    "more empty cells in a row": lambda text: text.replace(",x\n", ",x,,\n"),
    "no last line end": lambda text: text.removesuffix("\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "another column of messages": lambda text: text.replace("Errors", "Rückmeldung"),
    "the header twice": lambda text: text + text.partition("\n")[0] + "\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_an_error_file(workdir: Path, call: Callable[..., Done], form: str) -> None:
    sent_out(workdir, CSV)
    text = HEADER.strip() + ",Errors\n0012,b@example.com,TRUE,Blue,42.5,2025/06/27,x\nc3,c@example.com,,Red,1000,,x\n"
    write(error_file(workdir), FORMS[form](text))
    done = call("apply", "errors")
    assert (done.code, done.err) == (0, ""), done.all
    assert (workdir / "a.csv").read_text() == RIGHT


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "UTF-16": (CSV.encode("utf-16"), "a.errors.csv:1: utf16-file: the file is UTF-16"),
    "Windows-1254": (CSV.replace("a1", "ş").encode("cp1254"), "a.errors.csv:2: not-utf8: the file is not UTF-8: byte 0xFE"),
    "a workbook": (b"PK\x03\x04 \xff", "a.errors.csv:1: not-utf8: the file is an Excel or OpenDocument workbook"),
    "empty": (b"", "a.errors.csv:1: empty-file: "),
    "no header": ("a1,a@example.com\n", "a.errors.csv: is no error file: its first row has neither `Customer ID` nor `Email`"),
    "a delimiter that is none": ('sep="\r\n"Customer ID","Email"\r\n', "a.errors.csv: is no error file: its first row has neither"),
    "an open quote": (CSV + 'c3,"c@\n', "a.errors.csv:5: the row is no CSV"),
    "a strange column": (CSV.replace("Number:Age", "Number:Alter"), "a.errors.csv:1: the column `Number:Alter` is not in the CSV"),
    "a strange last column": (HEADER.strip() + ",Text:New\na1,a@example.com,,,,,x", "a.errors.csv:1: the column `Text:New` is not in"),
    "a strange column, and messages": (HEADER.strip() + ",Text:New,Errors\na1,a@example.com,,,,,x,y", "a.errors.csv:1: the column `Text:New` is not in"),
    "a column without a name": (HEADER.strip() + ",,Errors\na1,a@example.com,,,,,x,y", "a.errors.csv:1: column 7, which has no name, is not in"),
    "a column twice": (HEADER.strip() + ",Number:Age\n", "a.errors.csv:1: the column `Number:Age` stands twice here"),
    "a short row": (HEADER + "a1,a@example.com,TRUE\n", "a.errors.csv:2: the row has more or fewer cells than the header"),
    "a long row": (HEADER + "a1,a@example.com,TRUE,,,,x,y\n", "a.errors.csv:2: the row has more or fewer cells than the header"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_error_files_that_are_refused(workdir: Path, call: Callable[..., Done], name: str) -> None:
    data, said = REFUSED[name]
    sent_out(workdir, CSV)
    write(error_file(workdir), data)
    done = call("apply", "errors")
    assert (done.code, done.out, said in done.err) == (2, "", True), done.all
    assert (workdir / "a.csv").read_text() == CSV


TARGETS: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (CSV.replace("a1", "ş").encode("cp1254"), "a.csv:2: not-utf8: "),
    "semicolons": (CSV.replace(",", ";").encode(), "a.csv:1: wrong-delimiter: "),
    "a faulty header": (b'Customer ID,"\n', "a.csv:1: unclosed-quote: "),
    "no IDs": (CSV.replace("Customer ID", "ID").encode(), "a.csv: has no column `Customer ID`"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_csv_that_can_not_be_written_into(workdir: Path, call: Callable[..., Done], name: str) -> None:
    data, said = TARGETS[name]
    rows = sent_out(workdir, CSV)
    correct(rows)
    save(error_file(workdir), rows)
    write(workdir / "a.csv", data)
    done = call("apply", "errors")
    assert (done.code, done.out, said in done.err) == (2, "", True), done.all
    assert (workdir / "a.csv").read_bytes() == data


class Place(NamedTuple):
    """Where an error file lies, and which CSV it is for.

    Attributes:
        files: The files beside it.
        path: Its path.
        arguments: The arguments.
        taken: The CSV that is written; empty for none.
        said: What is said.
        folder: The working folder.
    """

    files: Sequence[str]
    path: str
    arguments: Sequence[str]
    taken: str
    said: str = ""
    folder: str = ""


PLACES = {
    "beside": Place(["a.csv", "b.csv"], "a.errors.csv", ["a.errors.csv"], "a.csv"),
    "beside, in capitals": Place(["sub/A.CSV"], "sub/A.errors.csv", ["sub/A.errors.csv"], "sub/A.CSV"),
    "mirrored": Place(["x/y/a.csv", "y/b.csv"], "out/errors/x/y/a.errors.csv", ["out"], "x/y/a.csv"),
    "mirrored, from a folder": Place(["shop/x/a.csv"], "out/shop/x/a.errors.csv", ["../out"], "shop/x/a.csv", folder="shop"),
    "mirrored beside its folder": Place(["shop/x/a.csv"], "shop/out/x/a.errors.csv", ["shop/out"], "shop/x/a.csv"),
    "a name with its ending": Place(["x/a.txt"], "out/x/a.txt.errors.csv", ["out"], "x/a.txt"),
    "named": Place(["a.csv", "x/b.csv"], "a.errors.csv", ["--to", "x/b.csv", "a.errors.csv"], "x/b.csv"),
    "of any name": Place(["a.csv"], "from ikas.csv", ["--to", "a.csv", "from ikas.csv"], "a.csv"),
    "none": Place(["b.csv"], "a.errors.csv", ["a.errors.csv"], "", "a.errors.csv: which CSV it came from can't be told: name it with `proplint apply a.errors.csv --to CSV`"),
    "of any name, unnamed": Place(["from ikas.csv"], "from ikas (1).csv", ["from ikas (1).csv"], "", '`proplint apply "from ikas (1).csv" --to CSV`'),
    "several": Place(["a.csv", "x/a.csv"], "x/a.errors.csv", ["x"], "", "x/a.errors.csv: may have come from several CSV files: write `proplint apply x/a.errors.csv --to x/a.csv`, or `proplint apply x/a.errors.csv --to a.csv`"),
    "itself": Place(["a.csv"], "a.errors.csv", ["--to", "./a.errors.csv", "a.errors.csv"], "", "a.errors.csv: is the CSV itself"),
    "a folder without any": Place(["x/a.csv"], "a.errors.csv", ["x"], "", "x: is a folder without an error file"),
    "gone": Place(["a.csv"], "a.errors.csv", ["b.errors.csv"], "", "b.errors.csv: which CSV"),
    "gone beside its CSV": Place(["b.csv"], "a.errors.csv", ["b.errors.csv"], "", "b.errors.csv: no such file"),
    "no such CSV": Place([], "a.errors.csv", ["--to", "b.csv", "a.errors.csv"], "", "b.csv: no such file"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_which_csv(workdir: Path, call: Callable[..., Done], name: str) -> None:
    place = PLACES[name]
    rows = sent_out(workdir, CSV, "the.csv")
    correct(rows)
    for file in ("the.csv", "errors/the.errors.csv"):
        (workdir / file).unlink()
    save(workdir / place.path, rows)
    write_all(workdir, {**dict.fromkeys(place.files, CSV), "proplint.yaml": CONFIG, ".git/x": ""})
    os.chdir(workdir / place.folder)
    done = call("apply", "--base", "none", *place.arguments)
    assert (done.code, place.said in done.err) == (0 if place.taken else 2, True), done.all
    changed = [file for file in place.files if (workdir / file).read_text() != CSV]
    assert changed == ([place.taken] if place.taken else [])


def test_a_diff_of_nothing_is_empty(workdir: Path, call: Callable[..., Done]) -> None:
    sent_out(workdir, CSV)
    assert call("apply", "--diff", "errors")[:2] == (1, "")


def test_a_diff_writes_nothing(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV)
    correct(rows)
    save(error_file(workdir), rows)
    done = call("apply", "--diff", "--base", "none", "errors")
    assert done == Done(
        0,
        "--- a/a.csv\n+++ b/a.csv\n@@ -1,4 +1,4 @@\n"
        + "".join(f" {line}\n" for line in CSV.splitlines()[:2])
        + "".join(f"-{line}\n" for line in CSV.splitlines()[2:])
        + "".join(f"+{line}\n" for line in RIGHT.splitlines()[2:]),
        "would take 4 cells in 2 records of errors/a.errors.csv into a.csv\nNo mistakes in 1 file (3 records).\n",
    )
    assert (workdir / "a.csv").read_text() == CSV
    git("apply", write(workdir / "a.diff", done.out), cwd=workdir)
    assert (workdir / "a.csv").read_text() == RIGHT


def test_one_csv_that_does_not_fit_keeps_none_of_the_others(workdir: Path, call: Callable[..., Done]) -> None:
    for name in ("a.csv", "b.csv"):
        rows = sent_out(workdir, CSV, name)
        correct(rows)
        if name == "a.csv":
            rows[0]["Customer ID"] = "zz"
        save(error_file(workdir, name), rows)
    done = call("apply", "errors")
    assert (done.code, done.out.startswith("took 4 cells in 2 records of errors/b.errors.csv into b.csv\n")) == (
        2,
        True,
    )
    assert [(workdir / name).read_text() for name in ("a.csv", "b.csv")] == [CSV, RIGHT]


def test_two_error_files_of_one_csv(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV)
    correct(rows)
    save(workdir / "one.csv", rows[:1])
    save(workdir / "two.csv", rows[1:])
    done = call("apply", "--to", "a.csv", "one.csv", "two.csv")
    assert (
        done.code,
        "took 3 cells in 1 record of one.csv" in done.out,
        "took 1 cell in 1 record of two.csv" in done.out,
    ) == (0, True, True)
    assert (workdir / "a.csv").read_text() == RIGHT


def test_a_link_is_not_written_through(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV)
    correct(rows)
    save(error_file(workdir), rows)
    os.rename("a.csv", "real.csv")
    (workdir / "a.csv").symlink_to("real.csv")
    done = call("apply", "errors")
    assert (done.code, "a.csv: is a symbolic link, which is not written through" in done.err) == (2, True)
    assert (workdir / "real.csv").read_text() == CSV


@pytest.mark.parametrize(("csv", "without"), [(CSV, ""), (CSV, "Errors"), (TWINS, "")])
def test_what_was_taken_in_another_form_is_not_taken_twice(
    workdir: Path, call: Callable[..., Done], csv: str, without: str
) -> None:
    rows = sent_out(workdir, csv)
    set_cells(c_Age="1.000,5")(rows)
    save(error_file(workdir), rows, without=without)
    assert "took 1 cell" in call("apply", "errors").out
    again = call("apply", "errors")
    assert (again.code, again.out.split(":")[0]) == (1, "nothing to take from errors/a.errors.csv"), again.all
    assert (workdir / "a.csv").read_text() == csv.replace("1E+3", "1000.5")


@pytest.mark.parametrize("name", ["saved meanwhile", "read-only", "a device"])
def test_a_csv_that_must_not_be_written_over(
    workdir: Path, call: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    rows = sent_out(workdir, CSV)
    correct(rows)
    save(error_file(workdir), rows)

    @contextlib.contextmanager
    def saved_meanwhile(*arguments: object, **options: object) -> Iterator[IO[bytes]]:
        write(workdir / "a.csv", CSV + "\n")
        with open_atomically(*arguments, **options) as file:  # type: ignore[arg-type]
            yield file

    if name == "saved meanwhile":
        monkeypatch.setattr("proplint.output.open_atomically", saved_meanwhile)
    elif name == "read-only":
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anything
    done = call("apply", "errors/a.errors.csv", *(["--to", os.devnull] if name == "a device" else []))
    says = {"saved meanwhile": "a.csv: changed meanwhile", "read-only": "a.csv: can't be written: it is read-only"}
    assert (done.code, says.get(name, f"{os.devnull}: is no regular file") in done.err) == (2, True), done.all
    assert (workdir / "a.csv").read_text().rstrip("\n") == CSV.rstrip("\n")


def test_what_is_off_or_only_a_warning_keeps_nothing_back(workdir: Path, call: Callable[..., Done]) -> None:
    config = CONFIG + "rules: {not-a-date: warning}\nreport: new\n"
    rows = sent_out(workdir, CSV, config=config)
    correct(rows)
    set_cells(b_Birthday="soon")(rows)
    save(error_file(workdir), rows)
    done = call("apply", "errors")
    assert (done.code, "warning: not-a-date: " in done.out) == (0, True), done.all


def test_what_the_version_before_had_is_left_out_as_in_check(workdir: Path) -> None:
    rows = sent_out(workdir, CSV, config=CONFIG + "report: new\n")
    set_cells(b_Color="Red")(rows)
    save(error_file(workdir), rows)
    commit_all(repository(workdir))
    done = proplint("apply", "errors")
    assert (done.code, "1 finding is left out, which the version before had already" in done.out) == (1, True), done.all
    assert done.out.splitlines()[1:] == proplint("check", "a.csv").out.splitlines()[:-1]


def test_a_message_tells_what_was_wrong_also_where_it_is_right_now(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV.replace("1E+3", "+5"))
    set_cells(c_Age="5")(rows)  # which is what a spreadsheet makes of it, too
    save(error_file(workdir), rows)
    write(workdir / "proplint.yaml", CONFIG + "rules: {not-a-number: off}\n")
    assert "took 1 cell" in call("apply", "errors").out


LINES = {
    "as they were": ('"one\r\ntwo"', "one\ntwo", '"one\r\ntwo"'),
    "in a cell that had such": ('"one\r\ntwo"', "one\nthree", '"one\r\nthree"'),
    "in a cell that had others": ('"one\ntwo"', "one\r\nthree", '"one\nthree"'),
    "in a cell that had none": ("one", "one\r\ntwo", '"one\r\ntwo"'),
}


@pytest.mark.parametrize("name", LINES)
def test_line_ends_in_a_cell_stay_of_their_kind(workdir: Path, call: Callable[..., Done], name: str) -> None:
    before, text, after = LINES[name]
    data = f"Customer ID,Email,Text:Note,Number:Age\na1,a@example.com,{before},x\n"
    rows = sent_out(workdir, data, config="version: 1\nproperties: {Text:Note: {}, Number:Age: {}}\n")
    rows[0].update({"Text:Note": text, "Number:Age": "1"})
    save(error_file(workdir), rows)
    assert call("apply", "errors").code == 0
    assert (workdir / "a.csv").read_bytes().decode() == data.replace(before, after).replace(",x\n", ",1\n")


def test_the_column_of_messages_as_configured(workdir: Path, call: Callable[..., Done]) -> None:
    rows = sent_out(workdir, CSV, config=CONFIG + "error_file: {column: Was ist falsch}\n")
    correct(rows)
    save(error_file(workdir), rows)
    assert call("apply", "errors").code == 0
    assert (workdir / "a.csv").read_text() == RIGHT


def test_a_column_of_messages_in_the_csv_stays_as_it_is(workdir: Path, call: Callable[..., Done]) -> None:
    data = "".join(f"{line},old\n" for line in CSV.splitlines()).replace("Birthday,old", "Birthday,Errors")
    rows = sent_out(workdir, data)
    correct(rows)
    save(error_file(workdir), rows)
    assert call("apply", "errors").code == 1
    assert (workdir / "a.csv").read_text() == "".join(f"{line},old\n" for line in RIGHT.splitlines()).replace(
        "Birthday,old", "Birthday,Errors"
    )


NAMED = {
    "errors/a.errors.csv": "with `proplint apply errors/a.errors.csv`",
    "sent back (2).csv": 'with `proplint apply "sent back (2).csv" --to CSV`',
}


@pytest.mark.parametrize("name", NAMED)
def test_check_says_what_an_error_file_is(workdir: Path, call: Callable[..., Done], name: str) -> None:
    rows = sent_out(workdir, CSV)
    save(workdir / name, rows)
    for program in (["check"], ["check", "--format", "full"]):
        done = call(*program, name)
        assert (
            done.code,
            "`Errors` holds what is wrong with each row: this is an error file, no export" in done.out,
        ) == (1, True)
        assert NAMED[name] in done.out
    save(workdir / "other.csv", [{**row, "Errors": "wrong"} for row in rows])
    assert "delete this column when the rows are corrected" in call("check", "other.csv").out


class Again(NamedTuple):
    """An error file that is to be written anew.

    Attributes:
        edit: What was done to its rows.
        without: A column that was deleted in it.
        apply: Whether it was taken back.
        kept: Whether the old one is kept.
    """

    edit: Callable[[list[ROW]], None]
    without: str
    apply: bool
    kept: bool


AGAIN = {
    "corrected": Again(correct, "", False, True),
    "corrected in part": Again(set_cells(b_Color="Red"), "", False, True),
    "corrected, without messages": Again(correct, "Errors", False, True),
    "taken back": Again(set_cells(b_Color="Red"), "", True, False),
    "as it was": Again(lambda _: None, "", False, False),
}


@pytest.mark.parametrize("name", AGAIN)
def test_check_does_not_write_over_corrections(workdir: Path, call: Callable[..., Done], name: str) -> None:
    again = AGAIN[name]
    rows = sent_out(workdir, CSV + 'd4,d@example.com,"x" y,,,\n')
    again.edit(rows)
    save(error_file(workdir), rows, without=again.without)
    held = error_file(workdir).read_bytes()
    if again.apply:
        call("apply", "errors")
    old = workdir / "errors" / "a.errors.csv.old"
    said = call("check", "--error-files", "errors", "a.csv").out
    assert (old.exists(), "errors/a.errors.csv held corrections that are not in the CSV: " in said) == (
        again.kept,
        again.kept,
    )
    assert len(rows_of(error_file(workdir))) == 3
    if again.kept:
        assert "`proplint apply errors/a.errors.csv.old --to a.csv` takes them back" in said
        assert old.read_bytes() == held
        save(error_file(workdir), rows, without=again.without)
        call("check", "--error-files", "errors", "a.csv")
        assert (workdir / "errors" / "a.errors.csv.old2").read_bytes() == held
