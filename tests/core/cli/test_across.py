"""Rules across cells in whole runs: reports, error files and their way back, repairs, what is new, commits."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from proplint.cli.explain import all_rules
from support import commit_all, proplint, repository, rules, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Customer ID,Email,Date:Start,Date:End,Boolean:Off,Text:Tax\n"
CONFIG = """\
version: 1
properties:
  Date:Start:
  Date:End:
  Boolean:Off:
  Text:Tax:
record_rules:
  - requires: {column: "Date:End", columns: ["Date:Start"]}
  - excludes: {column: "Boolean:Off", values: ["TRUE"], columns: ["Date:Start"]}
file_rules:
  - unique: {columns: ["Text:Tax"]}
"""
GOOD = HEADER + "a1,a@example.com,2025/06/01,2025/06/27,FALSE,77\nb2,b@example.com,,,TRUE,88\n"
BAD = HEADER + ("a1,a@example.com,,2025/06/27,FALSE,77\nb2,b@example.com,2025/06/01,,TRUE,88\nc3,c@example.com,,,,77\n")
FOUND = ["missing-companion", "not-together", "duplicate-value"]
# A rule with a fix: what stands in `column` is written in `columns` too.
TWIN = """
from proplint.api import At, Fix, Option, Problem, Rule, hookimpl

class Check:
    def __init__(self, column, columns):
        self.column, self.columns = column, columns
    def check(self, cells):
        text = cells[self.column]
        for other in self.columns:
            if cells[other] != text:
                return At(other, Problem("no-twin", "{value} is not {text}", "", Fix(text, True), {"text": text}))

class Twin:
    name, doc = "twin", "Cells are the same."
    options = (Option("column", "column", "One."), Option("columns", "columns", "Others."))
    rules = (Rule("no-twin", "What.", "Why.", "x", "y"),)
    def compile(self, options):
        return Check(options["column"], options["columns"])

@hookimpl
def proplint_record_rules():
    return [Twin()]
"""


@pytest.fixture
def shop(workdir: Path) -> Path:
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": BAD})
    return workdir


@pytest.mark.usefixtures("shop")
def test_the_report_tells_each_with_its_place() -> None:
    done = proplint("check", "--format", "concise")
    assert done.code == 1
    assert done.out.splitlines()[:3] == [
        (
            "a.csv:2:18: missing-companion: the cell is empty, but `Date:End` is `2025/06/27`, which asks for `Date:Start` too "
            "(Date:Start, customer a1); fill it in, or correct `Date:End`"
        ),
        (
            "a.csv:3:18: not-together: `2025/06/01` can't stand in `Date:Start` where `Boolean:Off` is `TRUE` "
            "(Date:Start, customer b2); empty the one of the two that is not meant"
        ),
        "a.csv:4:21: duplicate-value: `77` stands on line 2 already (Text:Tax, customer c3); correct one of the two records",
    ]
    assert proplint("check", "--format", "json").code == 1


def test_a_clean_file_is_clean(shop: Path) -> None:
    write(shop / "a.csv", GOOD)
    assert proplint("check").code == 0


@pytest.mark.usefixtures("shop")
def test_redacted_reports_show_columns_and_no_cells() -> None:
    for form in ("concise", "json", "github", "full"):
        done = proplint("check", "--redact", "--format", form)
        assert done.code == 1
        assert not [text for text in ("2025/06", "a1", "77", "example.com") if text in done.all.replace("a.csv", "")]
        assert "the cell is empty, but `Date:End` is `***`, which asks for `Date:Start` too" in done.out
        assert "can't stand in `Date:Start` where `Boolean:Off` is `***`" in done.out


def test_a_column_that_a_file_does_not_have_is_a_notice(shop: Path) -> None:
    write(shop / "a.csv", "Customer ID,Email,Date:End\na1,a@example.com,2025/06/27\n")
    done = proplint("check")
    assert done.code == 0
    assert "a.csv: `requires` is not applied: the file has no column `Date:Start`" in done.all
    assert "a.csv: `unique` is not applied: the file has no column `Text:Tax`" in done.all


@pytest.mark.parametrize("name", FOUND)
def test_every_rule_is_explained_listed_and_configurable(shop: Path, name: str) -> None:
    assert name in all_rules()
    assert proplint("explain", name).out.startswith(f"# {name}\n")
    config = f"{CONFIG}rules: {{{name}: off}}\n"
    write_all(shop, {"proplint.yaml": config})
    assert rules(proplint("check").out) == [one for one in FOUND if one != name]
    write_all(shop, {"proplint.yaml": config.replace("off", "warning")})
    assert f"warning: {name}: " in proplint("check", "--format", "concise").out


@pytest.mark.usefixtures("shop")
def test_config_check_counts_them() -> None:
    assert (
        proplint("config", "check").out
        == "proplint.yaml is in order: 4 properties, 3 rules across cells, files **/*.[cC][sS][vV].\n"
    )


def test_only_what_is_new_is_told(shop: Path) -> None:
    repository(shop)
    commit_all(shop)
    write(shop / "a.csv", BAD + "d4,d@example.com,,2025/01/01,,88\n")
    done = proplint("check", "--new", "--format", "concise")
    assert rules(done.out) == ["unknown-customer", "missing-companion", "duplicate-value"]
    assert {line.split(":")[1] for line in done.out.splitlines()[:3]} == {"5"}
    assert "3 findings are left out, which the version before had already" in done.all


def test_the_hook_refuses_a_commit(shop: Path) -> None:
    repository(shop)
    write(shop / "a.csv", GOOD)
    commit_all(shop)
    write(shop / "a.csv", GOOD.replace("2025/06/01", ""))
    run("git", "add", "a.csv")
    done = run("proplint-hook")
    assert done.code == 1
    assert rules(done.out) == ["missing-companion"]


def test_a_hook_without_local_plugins_says_what_is_not_applied(shop: Path) -> None:
    text = CONFIG + "  - household: {address: Text:Tax}\nplugins: [./odd.py]\n"
    write_all(shop, {"proplint.yaml": text, "a.csv": GOOD, "odd.py": "1/0"})
    done = proplint("check", "--no-local-plugins")
    assert done.code == 0
    assert "a.csv: `household` is not applied: it may come from a plugin file, which are switched off" in done.all
    assert proplint("check").code == 2


def corrected(path: Path, **cells: str) -> None:
    """Write other texts into the first row of an error file."""
    rows = [*csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))]
    rows[0] |= {name.replace("_", ":"): text for name, text in cells.items()}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    write(path, out.getvalue())


def test_rows_of_an_error_file_come_back(shop: Path) -> None:
    assert proplint("check", "--error-files", "errors").code == 1
    file = shop / "errors" / "a.errors.csv"
    assert "Date:Start: the cell is empty, but `Date:End` is `2025/06/27`" in file.read_text("utf-8-sig")
    corrected(file, Date_Start="2025/06/01")
    done = proplint("apply", file)
    assert "took 1 cell in 1 record" in done.all
    assert (shop / "a.csv").read_text() == BAD.replace("a1,a@example.com,,", "a1,a@example.com,2025/06/01,")


def test_a_correction_that_is_wrong_still_is_taken_and_told(shop: Path) -> None:
    proplint("check", "--error-files", "errors")
    file = shop / "errors" / "a.errors.csv"
    corrected(file, Date_Start="2025/06/01", Boolean_Off="TRUE")
    done = proplint("apply", file)
    assert done.code == 1
    assert (shop / "a.csv").read_text() == BAD.replace(
        "a1,a@example.com,,2025/06/27,FALSE", "a1,a@example.com,2025/06/01,2025/06/27,TRUE"
    )


def test_a_correction_that_breaks_a_rule_elsewhere_is_refused(shop: Path) -> None:
    """A person filled a cell that asks for another one: the mistake is told at a cell that nobody touched."""
    write(shop / "a.csv", GOOD + "c3,c@example.com,,,,77\n")
    proplint("check", "--error-files", "errors")
    file = shop / "errors" / "a.errors.csv"
    corrected(file, Date_End="2025/06/27")
    done = proplint("apply", file)
    assert done.code == 2
    assert "there would be a new mistake: Date:Start: the cell is empty, but `Date:End` is `2025/06/27`" in done.all
    assert (shop / "a.csv").read_text() == GOOD + "c3,c@example.com,,,,77\n"


def test_a_correction_that_reveals_what_a_rule_could_not_tell_before_is_taken(shop: Path) -> None:
    text = HEADER + "a1,a@example.com,,27.06.2025,FALSE,77\n"
    write(shop / "a.csv", text)
    proplint("check", "--error-files", "errors")
    file = shop / "errors" / "a.errors.csv"
    corrected(file, Date_End="2025/06/27")
    done = proplint("apply", file)
    assert "took 1 cell in 1 record" in done.all
    assert rules(done.all) == ["missing-companion"]
    assert (shop / "a.csv").read_text() == text.replace("27.06.2025", "2025/06/27")


TWINS: list[tuple[str, str, str, str, str]] = [
    # the rules, records before, records after `fix`, what is left, what is said
    ("[{twin: {column: Date:Start, columns: [Date:End]}}]",
     "2025/06/27,,,", "2025/06/27,2025/06/27,,", "", "no-twin"),
    # What the type repairs, the rule is asked about next.
    ("[{twin: {column: Date:Start, columns: [Date:End]}}]",
     "27.06.2025,2025/06/01,,", "2025/06/27,2025/06/27,,", "", "not-a-date"),
    # A repair that is certain is made also where a rule has something to say of the cell then.
    ("[{requires: {column: Boolean:Off, columns: [Text:Tax]}}, {excludes: {column: Date:Start, columns: [Boolean:Off]}}]",
     "2025/06/27,,true,", "2025/06/27,,TRUE,", "not-together missing-companion", "`true` → `TRUE`"),
    # Two rules that want different texts in one cell: neither is repaired.
    ("[{twin: {column: Date:Start, columns: [Text:Tax]}}, {twin: {column: Date:End, columns: [Text:Tax]}}]",
     "2025/06/27,2025/06/01,,", "2025/06/27,2025/06/01,,", "no-twin no-twin", "it would be wrong too: no-twin"),
    # A repair by one rule that breaks another one, told at another cell.
    ("[{twin: {column: Date:Start, columns: [Date:End]}}, {excludes: {column: Date:End, columns: [Text:Tax]}}]",
     "2025/06/27,,,7", "2025/06/27,,,7", "no-twin", "line 2 would have not-together"),
]  # fmt: skip


@pytest.mark.parametrize(("listed", "before", "after", "left", "says"), TWINS)
def test_repairs(workdir: Path, listed: str, before: str, after: str, left: str, says: str) -> None:
    config = f"{CONFIG.partition('record_rules')[0]}plugins: [./twin.py]\nrecord_rules: {listed}\n"
    write_all(workdir, {"proplint.yaml": config, "twin.py": TWIN, "a.csv": f"{HEADER}a1,a@example.com,{before}\n"})
    done = proplint("fix")
    assert says in done.all
    assert (workdir / "a.csv").read_text() == f"{HEADER}a1,a@example.com,{after}\n"
    again = proplint("check", "--format", "concise")
    assert rules(again.out) == left.split()
    assert proplint("fix").code == bool(left)
    assert (workdir / "a.csv").read_text() == f"{HEADER}a1,a@example.com,{after}\n"


def test_a_repair_that_makes_a_value_stand_twice_is_refused(workdir: Path) -> None:
    config = f"{CONFIG.partition('record_rules')[0]}plugins: [./twin.py]\n"
    config += "record_rules: [{twin: {column: Date:Start, columns: [Text:Tax]}}]\nfile_rules: [{unique: {columns: [Text:Tax]}}]\n"
    text = f"{HEADER}a1,a@example.com,2025/06/27,,,\nb2,b@example.com,2025/06/28,,,\nc3,c@example.com,2025/06/27,,,2025/06/27\n"
    write_all(workdir, {"proplint.yaml": config, "twin.py": TWIN, "a.csv": text})
    done = proplint("fix")
    assert "line 4 would have duplicate-value" in done.all
    assert (workdir / "a.csv").read_text() == text.replace("2025/06/28,,,", "2025/06/28,,,2025/06/28")


def test_what_is_revealed_in_one_record_keeps_no_other_from_being_repaired(workdir: Path) -> None:
    config = f"{CONFIG.partition('record_rules')[0]}plugins: [./twin.py]\nrecord_rules:\n"
    config += (
        "- twin: {column: Date:Start, columns: [Date:End]}\n- excludes: {column: Boolean:Off, columns: [Text:Tax]}\n"
    )
    text = f"{HEADER}a1,a@example.com,2025/06/27,2025/06/27,true,7\nb2,b@example.com,2025/06/28,,,\n"
    write_all(workdir, {"proplint.yaml": config, "twin.py": TWIN, "a.csv": text})
    proplint("fix")
    assert (workdir / "a.csv").read_text() == text.replace("true", "TRUE").replace("28,,", "28,2025/06/28,")


def test_a_guess_that_breaks_a_rule_is_refused(workdir: Path) -> None:
    """An unsafe repair by a type may be wrong: what a rule across cells says then counts."""
    text = HEADER + "a1,a@example.com,2025/06/27,,yes,\n"
    write_all(workdir, {"proplint.yaml": CONFIG, "a.csv": text})
    done = proplint("fix", "--unsafe")
    assert "line 2 would have not-together" in done.all
    assert (workdir / "a.csv").read_text() == text


def test_the_schema_lists_them() -> None:
    schema = json.loads(proplint("config", "schema").out)
    either = schema["properties"]["record_rules"]["items"]["anyOf"]
    assert either[0]["properties"].keys() >= {"requires", "excludes"}
    assert "unique" in schema["properties"]["file_rules"]["items"]["anyOf"][0]["properties"]
    assert {*FOUND} <= schema["properties"]["rules"]["properties"].keys()
