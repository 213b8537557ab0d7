"""Fixes that are a matter of the whole column: safe where all of it agrees, refused with the reason where not."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.source import BytesSource
from proplint.engine import readings as readings_module
from proplint.engine.check import check_source
from proplint.plugins import Host
from support import load_config, proplint, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from proplint.model import Finding

CONFIG = """\
version: 1
properties:
  Date:D: {max: 2030-12-31}
  Number:N:
  "Number:Small": {max: 130, max_decimals: 2}
  Boolean:B:
"""


def written(name: str, cells: Sequence[str], *, end: str = "\n") -> bytes:
    out = io.StringIO(newline="")
    rows = [[f"c{at}", f"c{at}@example.com", cell] for at, cell in enumerate(cells)]
    csv.writer(out, lineterminator=end).writerows([["Customer ID", "Email", name], *rows])
    return out.getvalue().encode()


def checked(name: str, cells: Sequence[str], rules: str = "") -> Sequence[Finding]:
    return check_source(BytesSource(written(name, cells)), "a.csv", load_config(CONFIG + rules), Host({})).findings


def fixes(name: str, cells: Sequence[str], rules: str = "") -> dict[str, str | None]:
    """Return each wrong cell and its fix; one that is not safe ends in "?"."""
    return {
        str(one.value): one.fix and f"{one.fix.value}{'' if one.fix.safe else '?'}"
        for one in checked(name, cells, rules)
    }


COLUMNS: list[tuple[str, dict[str, str | None], str]] = [
    # column, its cells and what each is fixed with (a right one with itself), words of the last wrong cell's help
    ("Date:D", {"27.06.2025": "2025/06/27", "06.07.2025": "2025/07/06"}, "write `2025/07/06`: day first, as in line 2"),
    ("Date:D", {"27.6.2025": "2025/06/27", "28.6.2025": "2025/06/28", "6.7.2025": "2025/07/06"}, "as in line 2"),
    ("Date:D", {"06/07/2025": "2025/07/06", "27/06/2025": "2025/06/27"}, "write `2025/06/27`"),
    ("Date:D", {"06/07/2025": "2025/06/07", "06/27/2025": "2025/06/27"}, "write `2025/06/27`"),
    ("Date:D", {"6.7.2025": "2025/07/06", "27/6/2025": "2025/06/27", "2025/06/07": "2025/06/07"}, "write"),
    ("Date:D", {"06/07/2025": None, "05/04/2025": None}, "no cell of the column tells which"),
    ("Date:D", {"06.07.2025": "2025/07/06?", "05.04.2025": "2025/04/05?"}, "no cell of the column tells which"),
    ("Date:D", {"06/06/2025": "2025/06/06", "05/04/2025": None}, "`2025/04/05` or `2025/05/04`, whichever is meant; no"),
    ("Date:D", {"06/07/2025": None, "27/06/2025": "2025/06/27?", "06/28/2025": "2025/06/28?"},
     "write `2025/06/28`; the column mixes day first (line 3) with month first (line 4)"),
    ("Date:D", {"06/06/2025": "2025/06/06?", "27/06/2025": "2025/06/27?", "06/28/2025": "2025/06/28?"}, "mixes"),
    ("Date:D", {"2025-6-7": "2025/06/07", "2025.06.27": "2025/06/27", "20250627": "2025/06/27"}, "write"),
    ("Date:D", {"2025-6-7": "2025/06/07?", "27.06.2025": "2025/06/27?"}, "mixes year first (line 2) with day first"),
    ("Date:D", {"45835": "2025/06/27?", "2025/06/28": "2025/06/28"}, "1904); one such cell alone may be"),
    ("Date:D", {"45835": "2025/06/27", "45836": "2025/06/28", "2025/06/28": "2025/06/28"}, "1904"),
    ("Date:D", {"34710": "1995/01/11?", "35210": "1996/05/25?", "01067": None}, "write it as YYYY/MM/DD"),
    ("Date:D", {"34710": "1995/01/11?", "95444": None, "35210": "1996/05/25?"}, "mixes serial number (line 2) with"),
    ("Date:D", {"45835": "2025/06/27?", "06/07/2025": None}, "mixes serial number (line 2) with day first or month"),
    ("Date:D", {"45835,5": "2025/06/27?", "45836": "2025/06/28"}, ""),
    ("Date:D", {"45835,5": "2025/06/27?"}, "may be"),
    ("Date:D", {"27.6.25": "2025/06/27?", "27.6.2025": "2025/06/27"}, "write"),
    ("Date:D", {"27.6.25": "2025/06/27?", "6/7/2025": None}, "no cell of the column tells which"),
    ("Date:D", {"6/27/25": "2025/06/27?", "6/7/2025": "2025/06/07"}, "month first, as in line 2"),
    ("Date:D", {"27 Haz 2025": "2025/06/27", "28. Juni 2025": "2025/06/28"}, "write"),
    ("Date:D", {"27.06.2035": None, "06.07.2025": "2025/07/06"}, "day first, as in line 2"),
    ("Date:D", {"27.06.2035": None}, "write `2035/06/27`; but `2035/06/27` is above 2030/12/31"),
    ("Date:D", {"27.06.2025": "2025/06/27", "06/07/2034": None}, "whichever is meant"),
    ("Date:D", {"31.02.2025": None, "06.07.2025": "2025/07/06?"}, "tells which"),
    ("Date:D", {"27.06.2025 10:30": "2025/06/27?", "06.07.2025 00:00": "2025/07/06"}, "as in line 2"),
    ("Number:N", {"42,5": "42.5", "1,234": "1.234"}, "write `1.234`: decimal comma, as in line 2"),
    ("Number:N", {"1,234": "1234", "1,234.5": "1234.5"}, "write `1234.5`"),
    ("Number:N", {"1,234": None, "7": "7"}, "`1.234` or `1234`, whichever is meant; no cell"),
    ("Number:N", {"1,234": None, "42.5": "42.5"}, "no cell"),
    ("Number:N", {"42,5": "42.5", "42.5": "42.5"}, "write `42.5`: ikas takes a period"),
    ("Number:N", {"1,234": None, "42,5": "42.5", "42.5": "42.5"}, "write `42.5`"),
    ("Number:N", {"42,5": "42.5", "42.5": "42.5", "1,234": None}, "mixes decimal comma (line 2) with cells that can't"),
    ("Number:N", {"42,5": "42.5", "1.234": "1.234", "1,234": "1.234"}, "as in line 2"),
    ("Number:N", {"42,5": "42.5?", "1,234.5": "1234.5?", "1,234": None}, "mixes decimal comma (line 2) with thousands"),
    ("Number:N", {"1.234,5": "1234.5", "1.234.567": "1234567", "+1.234": "1234"}, "write `1234`: decimal comma"),
    ("Number:N", {"1 234": "1234", "1'234": "1234", "+5": "5", "42,5": "42.5"}, "write"),
    ("Number:N", {"5,5 €": "5.5?", "1,234": "1.234"}, "write `1.234`: decimal comma, as in line 2"),
    ("Number:Small", {"42,5": "42.5", "1,234": None}, "whichever is meant"),
    ("Number:Small", {"200,5": None}, "write `200.5`: ikas takes a period; but `200.5` is above 130"),
    ("Boolean:B", {"1": "TRUE?", "0": "FALSE?", "WAHR": "TRUE"}, "write `TRUE`"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cells", "says"), COLUMNS)
def test_columns(name: str, cells: dict[str, str | None], says: str) -> None:
    found = checked(name, [*cells])
    assert fixes(name, [*cells]) == {cell: right for cell, right in cells.items() if cell != right}
    assert says in found[-1].help
    assert not any(one.readings for one in found)
    assert all("\n" not in one.help + one.message for one in found)


@pytest.mark.parametrize(("name", "cells", "says"), COLUMNS)
def test_the_order_of_the_cells_changes_no_fix(name: str, cells: dict[str, str | None], says: str) -> None:  # noqa: ARG001
    assert fixes(name, [*cells]) == fixes(name, [*reversed(cells)])


@pytest.mark.parametrize(("name", "cells", "says"), COLUMNS)
def test_what_is_fixed_safely_needs_no_fix(name: str, cells: dict[str, str | None], says: str) -> None:  # noqa: ARG001
    """What one run writes, the next finds right; what is left is fixed in no other way."""
    left = fixes(name, [right if right and right[-1] != "?" else cell for cell, right in cells.items()])
    assert not [right for right in left.values() if right and right[-1] != "?"]


def test_columns_decide_for_themselves() -> None:
    data = b'Customer ID,Email,Date:D,Date:E\na,a@e.de,06/07/2025,06/07/2025\nb,b@e.de,27/06/2025,06/28/2025\n"'
    config = load_config("version: 1\nproperties: {Date:D: , Date:E: }\n")
    found = check_source(BytesSource(data), "a.csv", config, Host({})).findings
    assert [one.fix and one.fix.value for one in found if one.column] == [
        "2025/07/06", "2025/06/07", "2025/06/27", "2025/06/28", None,
    ]  # fmt: skip


FORMS = {
    "day first": ["{d:02}.{m:02}.{y}", "{d}/{m}/{y}", "{d:02}-{m:02}-{y}"],
    "month first": ["{m}/{d}/{y}", "{m:02}/{d:02}/{y}"],
    "year first": ["{y}-{m:02}-{d:02}", "{y}.{m}.{d}"],
}
DATES = st.dates(date(1930, 1, 1), date(2029, 12, 31))


def text_of(day: date, form: str) -> str:
    return form.format(y=day.year, m=day.month, d=day.day)


@given(st.data(), st.sampled_from(sorted(FORMS)), st.lists(DATES, min_size=1, max_size=8))
def test_dates_of_one_order_are_all_restored_where_one_tells(data: st.DataObject, order: str, days: list[date]) -> None:
    cells = [text_of(day, data.draw(st.sampled_from(FORMS[order]))) for day in days]
    found = checked("Date:D", cells)
    tells = order == "year first" or any(day.day > 12 for day in days)
    right = [f"{day:%Y/%m/%d}" for day in days]
    safe = [one.fix.value if one.fix and one.fix.safe else None for one in found]
    assert safe == [one if tells or day.day == day.month else None for one, day in zip(right, days, strict=True)]


@given(st.data(), st.permutations(sorted(FORMS)), st.lists(DATES, min_size=1, max_size=5))
def test_dates_of_two_orders_are_left(data: st.DataObject, orders: list[str], days: list[date]) -> None:
    one, other = (data.draw(st.sampled_from(FORMS[order])) for order in orders[:2])
    plain = date(2025, 6, 27)
    cells = [text_of(day, data.draw(st.sampled_from([one, other]))) for day in days]
    found = checked("Date:D", [*cells, text_of(plain, one), text_of(plain, other)])
    assert not [finding for finding in found if finding.fix and finding.fix.safe]


@given(st.lists(DATES, min_size=1, max_size=5))
def test_serial_numbers_are_restored_where_there_are_several(days: list[date]) -> None:
    cells = [str((day - date(1899, 12, 30)) // timedelta(1)) for day in days]
    found = checked("Date:D", cells)
    safe = len({*days}) > 1
    assert [one.fix and (one.fix.value, one.fix.safe) for one in found] == [(f"{day:%Y/%m/%d}", safe) for day in days]


@given(st.lists(st.decimals(-9999999, 9999999, places=3), min_size=1, max_size=8), st.sampled_from([",.", ".,"]))
def test_grouped_numbers_are_never_restored_wrongly(numbers: list[Any], signs: str) -> None:
    cells = [f"{number:,}".translate(str.maketrans(",.", signs)) for number in numbers]
    for finding in checked("Number:N", [*cells, "1.234.567,5" if signs == ".," else "1,234,567.5"]):
        at = (finding.record or 0) - 1
        right = f"{numbers[at]:f}" if at < len(numbers) else "1234567.5"
        assert finding.fix == (right, True)


def test_a_rule_that_is_off_still_tells(workdir: Path) -> None:
    """Cells whose findings are not kept speak for their column, and break nothing."""
    assert fixes("Date:D", ["27.06.2025", "06/07/2025"], "rules: {not-a-date: off}") == {}
    (finding,) = json.loads(with_plugin(workdir, ["48", "50"], rules="rules: {small-size: off}").out)["findings"]
    assert finding["fix"] == {"value": "M", "safe": True}


def test_the_file_is_read_again_only_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings_module, "Reader", None)
    assert fixes("Number:N", ["1,234", "1,235", "42.5"]) == {"1,234": None, "1,235": None}
    assert fixes("Number:N", ["1,25", "42.5"]) == {"1,25": "1.25"}
    with pytest.raises(TypeError):
        fixes("Number:N", ["1,25", "1,234"])


def test_broken_records_tell_nothing() -> None:
    """A cell of a record with too few or too many cells stands under no column."""
    data = written("Number:N", ["1,25", "1,234"]) + b'c8,c8@e.de,42.5,\n\n"c9","c9@e.de","4\xff2.5"\n,,\nx,"y'
    found = check_source(BytesSource(data), "a.csv", load_config(CONFIG), Host({})).findings
    assert [one.fix for one in found if one.rule == "not-a-number"] == [("1.25", True), ("1.234", True)]


PLUGIN = """
from proplint.api import Fix, Problem, Rule, hookimpl

ODD = Rule("odd-size", "A size is odd.", "It is.", "Size:S = x", "Size:S = M")
SMALL = ODD._replace(name="small-size")

class Check:
    def check(self, value):
        if value in ("S", "M", "L"):
            return None
        readings = {{"EU": Fix("M", safe=True), "US": Fix("L", safe=True)}} if value == "50" else {{"EU": Fix("S", safe=True)}}
        return Problem("small-size" if value == "48" else "odd-size", "{{value}} is odd", {answer}, readings=readings)

    doubtful = {doubtful}

    def rules_out(self, value):
        {rules_out}

class Size:
    name, aliases, doc, options, rules = "Size", (), "A size.", (), (ODD, SMALL)
    def compile(self, options):
        return Check()

@hookimpl
def proplint_property_types():
    return [Size()]
"""


def with_plugin(
    workdir: Path,
    cells: Sequence[str],
    rules_out: str = "return ()",
    answer: str = "'help'",
    rules: str = "",
    doubtful: str = "()",
) -> Any:
    write(workdir / "size.py", PLUGIN.format(rules_out=rules_out, answer=answer, doubtful=doubtful))
    write(workdir / "proplint.yaml", f"version: 1\nplugins: [./size.py]\nproperties: {{Size:S: }}\n{rules}")
    write(workdir / "a.csv", written("Size:S", cells))
    return proplint("check", "--format", "json", "a.csv")


def test_a_plugin_has_readings_too(workdir: Path) -> None:
    findings = json.loads(with_plugin(workdir, ["48", "50"]).out)["findings"]
    assert [one["fix"] for one in findings] == [{"value": "S", "safe": True}, {"value": "M", "safe": True}]
    findings = json.loads(with_plugin(workdir, ["48", "50", "L"], "return ['EU']").out)["findings"]
    assert [one["fix"] for one in findings] == [{"value": "S", "safe": True}, None]
    findings = json.loads(with_plugin(workdir, ["48", "48"], doubtful="{'EU'}").out)["findings"]
    assert [one["fix"] for one in findings] == [{"value": "S", "safe": False}] * 2
    findings = json.loads(with_plugin(workdir, ["48", "50"], doubtful="{'EU'}").out)["findings"]
    assert [one["fix"] for one in findings] == [{"value": "S", "safe": True}, {"value": "M", "safe": True}]
    findings = json.loads(with_plugin(workdir, ["50"], answer="'', Fix('M', safe=True)").out)["findings"]
    assert [(one["fix"], one["help"]) for one in findings] == [
        ({"value": "M", "safe": False}, "no cell of the column tells which")
    ]


@pytest.mark.parametrize(
    ("cells", "more", "says"),
    [
        (["48", "50"], {"rules_out": "raise ValueError('x')"}, "failed in column `Size:S`: ValueError: x"),
        (["48", "50"], {"doubtful": "property(lambda _: 1 / 0)"}, "failed in column `Size:S`: ZeroDivisionError"),
        (["48", "50"], {"doubtful": "None"}, "failed in column `Size:S`: TypeError"),
        (["50"], {"answer": "'', 'M'"}, "answered in column `Size:S` with a fix that is no `Fix`"),
        (["50"], {"answer": "'', Fix(1, safe=True)"}, "answered in column `Size:S` with a fix that is no `Fix`"),
    ],
)
def test_a_plugin_that_fails_is_named(cells: list[str], more: dict[str, str], says: str, workdir: Path) -> None:
    done = with_plugin(workdir, cells, **more)
    assert done.code == 2
    assert says in done.err + done.out
    assert "Traceback" not in done.all


def test_fixes_that_would_be_wrong_are_dropped(workdir: Path) -> None:
    done = with_plugin(workdir, ["50", "48"], answer="'', Fix('XL', safe=True)")
    assert [one["fix"] for one in json.loads(done.out)["findings"]] == [
        {"value": "M", "safe": True}, {"value": "S", "safe": True},
    ]  # fmt: skip


def test_nothing_of_a_cell_shows_under_redact(workdir: Path) -> None:
    write(workdir / "proplint.yaml", CONFIG)
    write(workdir / "a.csv", written("Number:N", ["42,5", "1,234", "1,234.5"]))
    done = proplint("check", "--redact", "--format", "full", "a.csv")
    assert "decimal comma (line 2)" in done.out
    assert not [text for text in ("42", "234") if text in done.out]
