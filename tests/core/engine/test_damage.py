"""What a spreadsheet did to a file is told cell by cell, with the value before; what a person did is not."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.source import BytesSource
from proplint.engine import identity as identity_module
from proplint.engine.check import check_source
from proplint.engine.identity import Before, Identity
from proplint.identity import pairs as pairs_module
from proplint.identity.base import KeyBase, read_keys
from proplint.identity.exported import exported
from proplint.plugins import Host
from support import commit_all, load_config, proplint, repository, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from proplint.engine.check import FileResult
    from proplint.model import Finding

TODAY = date(2026, 5, 5)
NAMES = ["Customer ID", "Email", "Text:Phone", "Choice:Size", "Number:Age", "Date:Birthday"]
CONFIG = """\
version: 1
properties:
  Text:Phone:
  Choice:Size: {options: [1-2, 007, Blue, "7", "=x", "=y"]}
  Number:Age:
  Date:Birthday:
"""
ROWS = [[f"c{at}x", f"{at}@e.de", "", "Blue", "", ""] for at in range(6)]


def written(rows: Sequence[Sequence[str]], *, names: Sequence[str] = NAMES, quote: bool = False) -> bytes:
    out = io.StringIO(newline="")
    form = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    csv.writer(out, lineterminator="\n", quoting=form).writerows([names, *rows])  # type: ignore[arg-type]
    return out.getvalue().encode()


def checked(before: bytes, after: bytes, rules: str = "") -> FileResult:
    def read() -> KeyBase:
        base = KeyBase()
        base.add(read_keys(BytesSource(before)) or ())
        return base

    config = load_config(CONFIG + rules)
    blob = BytesSource(before)
    identity = Identity(read, Before.of(blob, exported(blob)), today=TODAY)
    return check_source(BytesSource(after), "a.csv", config, Host({}), identity=identity)


def edited(*edits: tuple[int, int, str]) -> list[list[str]]:
    rows = [[*row] for row in ROWS]
    for row, column, text in edits:
        rows[row][column] = text
    return rows


def told(result: FileResult) -> list[tuple[str, int | None, int | None, str | None, bool]]:
    return [
        (one.rule, one.record, one.column, one.fix and one.fix.value, bool(one.fix and one.fix.safe))
        for one in result.findings
    ]


PHONES = ((0, 2, "+491"), (1, 2, "+492"))
DAMAGE = "spreadsheet-damage"
LOST_PLUS = [(DAMAGE, 1, 3, "+491", True), (DAMAGE, 2, 3, "+492", True)]


@pytest.mark.parametrize("pending", [0, 10_000])
@pytest.mark.parametrize("quote", [False, True])
@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (PHONES, PHONES, []),
        (PHONES, [(0, 2, "491"), (1, 2, "492")], LOST_PLUS),
        (PHONES, [(0, 2, "495"), (1, 2, "496")], []),
        ([*PHONES, (2, 2, "+493")], [(0, 2, "491"), (1, 2, "492"), (2, 2, "+493")], []),
        ([*PHONES, (2, 4, "7")], [(0, 2, "491"), (1, 2, "492"), (2, 4, "8")], LOST_PLUS),
        ([(0, 4, "1.234"), (1, 4, "7.10")], [(0, 4, "1234"), (1, 4, "7.1")], []),
        ([(0, 4, "1.234"), (1, 3, "1-2")], [(0, 4, "1234"), (1, 3, "01.02.2026")],
         [(DAMAGE, 1, 5, "1.234", True), (DAMAGE, 2, 4, "1-2", True)]),
        ([(0, 3, "=x"), (1, 3, "=y")], [(0, 3, "=x"), (1, 3, "#REF!")], [("unknown-option", 2, 4, "=y", False)]),
        ([(0, 3, "007"), (1, 3, "007")], [(0, 3, "007"), (1, 3, "7")], []),
        ([(1, 3, "=y")], [(1, 3, "#REF!")], [("unknown-option", 2, 4, "=y", False)]),
        ([(0, 3, "007")], [(0, 3, "7")], []),
        ([(0, 5, "27.06.2025"), (1, 5, "28.06.2025")], [(0, 5, "2025/06/27"), (1, 5, "2025/06/28")], []),
        ([(0, 0, "12e5"), (1, 0, "0017")], [(0, 0, "1200000"), (1, 0, "17")],
         [(DAMAGE, 1, 1, "12e5", True), (DAMAGE, 2, 1, "0017", True)]),
        ([(0, 0, "1.5E+10"), (1, 0, "1.6E+10")], [(0, 0, "15000000000"), (1, 0, "16000000000")],
         [("customer-id-changed", 1, 1, "1.5E+10", False), ("customer-id-changed", 2, 1, "1.6E+10", False)]),
        ([(0, 0, "5e999"), (1, 0, "6e999")], [(0, 0, "1.79769313486232E+308"), (1, 0, "1.79769313486232E+308")],
         [(DAMAGE, 1, 1, "5e999", True), (DAMAGE, 2, 1, "6e999", True)]),
        ([(0, 1, "ş@e.de"), (1, 1, "ğ@e.de")], [(0, 1, "ÅŸ@e.de"), (1, 1, "ÄŸ@e.de")],
         [(DAMAGE, 1, 2, "ş@e.de", True), (DAMAGE, 2, 2, "ğ@e.de", True)]),
    ],
)  # fmt: skip
def test_damage_is_told(
    before: Sequence[tuple[int, int, str]],
    after: Sequence[tuple[int, int, str]],
    found: list[object],
    quote: bool,
    pending: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identity_module, "_MOST_PENDING", pending)
    result = checked(written(edited(*before), quote=quote), written(edited(*after), quote=quote))
    assert told(result) == found


@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        # What was damaged tells the order of what a person wrote in the same spreadsheet.
        (["2025/07/06", "2025/05/04"], ["06.07.2025", "04.05.2025", "08/09/2025"], "2025/09/08"),
        (["2025/07/06", "2025/05/04"], ["7/6/2025", "5/4/2025", "08/09/2025"], "2025/08/09"),
        (["2025/07/06"], ["06.07.2025", "08/09/2025"], "2025/09/08"),
        (["2025/07/06"], ["45844", "45845"], "2025/07/07"),
        # Without a cell that was a date before, nothing does.
        (["2025/07/06"], ["2025/07/06", "08/09/2025"], None),
        ([""], ["45845"], "2025/07/07?"),
        # Two that contradict each other prove nothing.
        (["2025/07/06", "2025/05/04"], ["06.07.2025", "5/4/2025", "08/09/2025"], None),
    ],
)
@pytest.mark.parametrize("quote", [False, True])
def test_dates_are_read_as_those_that_were_others_before(
    before: Sequence[str], after: Sequence[str], right: str | None, quote: bool
) -> None:
    old = [(at, 5, text) for at, text in enumerate(before)]
    new = [(at, 5, text) for at, text in enumerate(after)]
    result = checked(written(edited(*old)), written(edited(*new), quote=quote))
    fix = next((one.fix for one in result.findings if one.record == len(after)), None)
    assert (fix and f"{fix.value}{'' if fix.safe else '?'}") == right


@pytest.mark.parametrize(("after", "safe"), [("45835", True), ("34710", False)])
def test_a_count_of_days_alone_is_safe_where_it_was_that_date(after: str, safe: bool) -> None:
    result = checked(written(edited((0, 5, "2025/06/27"))), written(edited((0, 5, after))))
    assert told(result) == [("not-a-date", 1, 6, "2025/06/27" if safe else "1995/01/11", safe)]


def test_one_cell_and_another_format_are_enough() -> None:
    before, after = edited((0, 2, "+491")), edited((0, 2, "491"))
    assert told(checked(written(before), written(after))) == []
    assert told(checked(written(before, quote=True), written(after))) == LOST_PLUS[:1]
    assert told(checked(b"\xef\xbb\xbf" + written(before), written(after))) == LOST_PLUS[:1]
    assert told(checked(written(before).replace(b"\n", b"\r\n"), written(after))) == LOST_PLUS[:1]


@pytest.mark.parametrize("names", [NAMES, [*NAMES[:2], *reversed(NAMES[2:])]])
def test_moved_rows_and_columns_are_found_again(names: list[str]) -> None:
    places = [NAMES.index(name) for name in names]
    after = [[row[place] for place in places] for row in reversed(edited((0, 2, "491"), (1, 2, "492")))]
    result = checked(written(edited(*PHONES)), written(after, names=names))
    assert sorted(told(result)) == [(DAMAGE, 5, names.index("Text:Phone") + 1, "+492", True),
                                    (DAMAGE, 6, names.index("Text:Phone") + 1, "+491", True)]  # fmt: skip


def test_rows_that_are_new_or_gone_say_nothing() -> None:
    before = edited(*PHONES)
    after = [*edited((0, 2, "491"), (1, 2, "492"))[:4], ["new", "new@e.de", "+499", "Blue", "", ""]]
    assert told(checked(written(before), written(after))) == [*LOST_PLUS, ("unknown-customer", 5, 1, None, False)]


@pytest.mark.parametrize("more", [(), [(4, 3, "7")]])
def test_what_is_wrong_is_offered_its_old_text_where_others_of_its_column_were_spared(
    more: Sequence[tuple[int, int, str]],
) -> None:
    """Either a person did it, or a spreadsheet did and most cells were mended since."""
    names = [name.replace("Text:Phone", "Text:Code") for name in NAMES]
    before = edited((0, 2, "+491"), (1, 2, "+492"), (4, 3, "007"), (5, 2, "+493"))
    after = edited((0, 2, "491"), (1, 2, "+492"), (4, 3, "007"), *more, (5, 2, "49x"))
    found = checked(written(before, names=names), written(after, names=names), "  Text:Code: {pattern: '[+].*'}\n")
    assert told(found) == [
        ("pattern-mismatch", 1, 3, "+491", False),
        ("pattern-mismatch", 6, 3, None, False),
    ]


def test_a_customer_who_stands_twice_is_left_alone() -> None:
    before = [*edited((0, 2, "+491")), [*ROWS[0][:2], "+490", *ROWS[0][3:]]]
    after = [*edited((0, 2, "491")), [*ROWS[0][:2], "490", *ROWS[0][3:]]]
    assert [one.rule for one in checked(written(before), written(after, quote=True)).findings] == [
        "duplicate-customer-id",
        "duplicate-email",
    ]


@pytest.mark.parametrize(
    "formed",
    [
        lambda data: data.replace(b",", b";"),
        lambda data: b"sep=\t\n" + data.replace(b",", b"\t"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.decode().encode("utf-16-be"),
        lambda data: data.decode().replace(",", "\t").encode("utf-16"),
        lambda data: b"sep=,\r\n" + data,
    ],
)
def test_a_version_before_of_another_form_is_laid_beside(formed: Callable[[bytes], bytes]) -> None:
    """A spreadsheet had spoilt it as a whole; what it says is known all the same."""
    before = formed(written(edited(*PHONES)))
    assert told(checked(before, written(edited(*PHONES)))) == []
    assert told(checked(before, written(edited((0, 2, "491"), (1, 2, "492"))))) == LOST_PLUS
    assert told(checked(before, written(edited((0, 2, "+491"), (1, 2, "+493"))))) == []


def test_what_it_is_called_and_how_it_is_put_right() -> None:
    result = checked(
        written(edited((0, 4, "1.234"), (1, 3, "1-2"))), written(edited((0, 4, "1234"), (1, 3, "01.02.2026")))
    )
    first, second = result.findings
    assert first.message == (
        "`1234` was `1.234` in the version before: a German or a Turkish spreadsheet took the sign in it for one between "
        "thousands"
    )
    assert second.help == "write `1-2`"
    assert second.customer_id == "c1x"
    assert second.evidence is not None
    assert second.evidence.cell == "01.02.2026"
    assert [*result.notices] == ["this file went through a German or a Turkish spreadsheet: 2 cells in 2 columns"]


@pytest.mark.parametrize(
    ("severity", "found"),
    [
        ("error", [(DAMAGE, "error"), (DAMAGE, "error")]),
        ("warning", [(DAMAGE, "warning"), (DAMAGE, "warning"), ("unknown-option", "error")]),
        ("off", [("unknown-option", "error")]),
    ],
)
def test_an_error_is_never_hidden_behind_a_warning(severity: str, found: list[tuple[str, str]]) -> None:
    before, after = edited((0, 4, "1.234"), (1, 3, "1-2")), edited((0, 4, "1234"), (1, 3, "01.02.2026"))
    result = checked(written(before), written(after), f"rules: {{spreadsheet-damage: {severity}}}\n")
    assert [(one.rule, one.severity) for one in result.findings] == found


def test_rows_too_far_apart_are_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs_module, "_MOST_APART", 3)
    result = checked(written(edited(*PHONES)), written([*reversed(edited((0, 2, "491"), (1, 2, "492")))], quote=True))
    assert told(result) == []
    assert [*result.notices] == ["what a spreadsheet did was not looked for: too many rows stand elsewhere than before"]


def test_a_filtered_export_holds_little_of_the_version_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs_module, "_MOST_APART", 3)
    many = [[f"d{at}", f"d{at}@e.de", "", "", "", ""] for at in range(50)]
    before = written([*edited(*PHONES), *many])
    assert told(checked(before, written(edited((0, 2, "491"), (1, 2, "492")), quote=True))) == LOST_PLUS


def test_a_commit_after_a_round_trip_is_told_with_what_to_write(tmp_path: Path) -> None:
    before = edited(*PHONES, (2, 3, "007"), (3, 4, "1.234"), (4, 5, "2025/06/27"))
    after = edited((0, 2, "491"), (1, 2, "492"), (2, 3, "7"), (3, 4, "1234"), (4, 5, "27.06.2025"), (5, 2, "new"))
    repository(tmp_path)
    write_all(tmp_path, {"a.csv": b"\xef\xbb\xbf" + written(before, quote=True), "proplint.yaml": CONFIG})
    commit_all(tmp_path)
    write_all(tmp_path, {"a.csv": written(after)})
    done = proplint("check", "--format", "json", cwd=tmp_path)
    report = json.loads(done.out)
    assert done.code == 1
    assert [one["rule"] for one in report["findings"]] == [DAMAGE] * 5
    assert [one["fix"]["value"] for one in report["findings"]] == ["+491", "+492", "007", "1.234", "2025/06/27"]
    assert all(one["fix"]["safe"] for one in report["findings"])
    assert report["notices"] == [
        "a.csv: this file went through a German or a Turkish spreadsheet: 5 cells in 4 columns"
    ]
    masked = proplint("check", "--redact", cwd=tmp_path).out
    assert "491" not in masked
    assert "1.234" not in masked


TYPE_OF_OUR_OWN = """\
from proplint.api import hookimpl

class Shoe:
    name, aliases, doc, options, rules = "Shoe", (), "A shoe.", (), ()
    def compile(self, options):
        return self
    def check(self, value):
        return None
    def same(self, before, after):
        return before.strip("+ ") == after

@hookimpl
def proplint_property_types():
    return [Shoe()]
"""


@pytest.mark.parametrize(
    ("plugin", "code", "says"),
    [
        (TYPE_OF_OUR_OWN, 0, ""),
        (TYPE_OF_OUR_OWN.replace("def same", "def other"), 1, "spreadsheet-damage"),
        (
            TYPE_OF_OUR_OWN.replace('before.strip("+ ") == after', "1 / 0"),
            2,
            "shoe.py failed in column `Shoe:L`",
        ),
    ],
)
def test_a_type_says_what_is_the_same(tmp_path: Path, plugin: str, code: int, says: str) -> None:
    repository(tmp_path)
    config = "version: 1\nplugins: [./shoe.py]\nproperties: {'Shoe:L': {}}\n"
    text = "Customer ID,Email,Shoe:L\na1,a@example.com,+41\nb2,b@example.com,+42\n"
    write_all(tmp_path, {"shoe.py": plugin, "proplint.yaml": config, "a.csv": text})
    commit_all(tmp_path)
    write_all(tmp_path, {"a.csv": text.replace("+", "")})
    done = proplint("check", cwd=tmp_path)
    assert (done.code, says in done.all) == (code, True), done.all


CELLS = [
    st.sampled_from(["+491", "491", "0017", "17", "Blue", ""]),
    st.sampled_from(["1-2", "01.02.2026", "Blue", "007", "7", "=x", "#REF!"]),
    st.sampled_from(["1.234", "1234", "7.10", "7.1", "42,5", ""]),
    st.sampled_from(["2025/06/27", "27.06.2025", "45835", ""]),
]
RECORDS = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), *CELLS).map(
    lambda cells: [cells[0], f"{cells[1]}@e.de", *cells[2:]]
)
FILES = st.lists(RECORDS, max_size=8)


@given(FILES, st.lists(st.tuples(st.integers(0, 7), RECORDS), max_size=4), st.booleans())
def test_side_by_side_or_as_a_whole_the_findings_are_the_same(
    before: list[list[str]], edits: list[tuple[int, list[str]]], quote: bool
) -> None:
    after = [[*row] for row in before]
    for at, row in edits:
        after[at : at + 1] = [row]
    results: list[list[Finding]] = []
    for pending in (0, 10_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(identity_module, "_MOST_PENDING", pending)
            found = checked(written(before, quote=quote), written(after, quote=quote)).findings
            results.append([one._replace(data=dict(one.data)) for one in found])
    assert results[0] == results[1]


@given(FILES, st.lists(st.tuples(st.integers(0, 7), st.integers(2, 5), st.text("xyzäß", min_size=1)), max_size=5))
def test_an_edit_by_a_person_is_never_told(before: list[list[str]], edits: list[tuple[int, int, str]]) -> None:
    after = [[*row] for row in before]
    for row, column, text in edits:
        if row < len(after):
            after[row][column] = text
    result = checked(written(before, quote=True), written(after))
    assert DAMAGE not in {one.rule for one in result.findings}
