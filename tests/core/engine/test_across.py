"""Rules across cells: which records come to them, where their problems are told, and what becomes of their faults."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.config import parse
from proplint.csvfile import reader as reader_module
from proplint.csvfile.header import BOM
from proplint.csvfile.source import BytesSource
from proplint.engine import check as check_module
from proplint.engine.across import recordrules
from proplint.engine.check import check_source
from proplint.engine.screen import stream, worker
from proplint.exceptions import PluginError
from proplint.plugins import Host
from proplint.registry import RECORD_RULES
from proplint.rules import CORE_RULES
from support import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from proplint.config import Config
    from proplint.engine.check import FileResult
    from proplint.model import Finding

CONFIG = """\
version: 1
plugins: [./odd.py]
ignore_columns: [Note]
properties:
  Date:Start:
  Date:End:
  Text line:T: {max_length: 5}
  Number:N: {required: true}
"""
PLUGIN = '''
from proplint.api import At, Fix, Option, Problem, Record, Rule, hookimpl

asked = []

class Check:
    def __init__(self, options):
        self.column, self.more = options["column"], options["columns"]

class Order(Check):
    """Told at `column` where it is less than the first of `columns`; the fix is that one."""
    def check(self, cells):
        asked.append(dict(cells))
        other = cells[self.more[0]]
        if cells[self.column] and cells[self.column] < other:
            return At(self.column, Problem("out-of-order", "{value} is before {other}", "write {other}", Fix(other, True), {"other": other}))

class Last(Check):
    """Told of the first record once all are read, with how many there are."""
    def check(self, records):
        first, *others = came = [*records] or [None]
        asked.extend(dict(record.cells) for record in came if record)
        if first is not None and others:
            yield first, At(self.column, Problem("first-of-many", f"{{value}} is the first of {len(others) + 1}", "", Fix("", True)))

class Odd:
    name, doc = "order", "A rule."
    options = (Option("column", "column", "A column."), Option("columns", "columns", "Others.", default=()))
    rules = (Rule("out-of-order", "What.", "Why.", "x", "y"),)
    def compile(self, options):
        return Order(options)

class Many(Odd):
    name = "last"
    rules = (Rule("first-of-many", "What.", "Why.", "x", "y", severity="warning"),)
    def compile(self, options):
        return Last(options)

@hookimpl
def proplint_record_rules():
    return [Odd()]

@hookimpl
def proplint_file_rules():
    return [Many()]
'''
ORDER = 'record_rules: [{order: {column: "Date:End", columns: ["Date:Start"]}}]\n'
TOGETHER = """record_rules:
  - order: {column: "Date:End", columns: ["Date:Start"]}
  - order: {column: Note, columns: [Email]}
  - requires: {column: "Date:End", columns: ["Date:Start"]}
  - requires: {column: "Text:T", columns: ["Date:End", Note], values: [t, "v\\nw"]}
  - excludes: {column: "Date:Start", columns: ["Text:T"]}
  - excludes: {column: Note, columns: ["Text:T", "Customer ID"], values: [u]}
"""
LAST = 'file_rules: [{last: {column: "Text:T"}}]\n'


class Shop:
    """A configuration with a plugin file, and what it finds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.host = Host({})

    def config(self, text: str, plugin: str = PLUGIN) -> Config:
        write(self.folder / "odd.py", plugin)
        return parse(
            (CONFIG + text).encode(),
            path="proplint.yaml",
            folder=str(self.folder),
            host=self.host,
            known_rules=CORE_RULES,
            local_root=str(self.folder),
        )

    def check(self, text: str, data: bytes, plugin: str = PLUGIN) -> FileResult:
        return check_source(BytesSource(data), "a.csv", self.config(text, plugin), self.host)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def content(names: str, *rows: str) -> bytes:
    return "\n".join((f"Customer ID,Email,{names}", *rows, "")).encode(errors="surrogateescape")


def asked(shop: Shop) -> list[dict[str, str]]:
    """Return the cells that the record rule was asked about."""
    (brought,) = (one for one in shop.host.known(RECORD_RULES) if one.thing.name == "order")
    found: list[dict[str, str]] = brought.thing.compile.__globals__["asked"]
    return found


def places(found: Sequence[Finding]) -> list[tuple[int, int | None, str]]:
    return [(one.line, one.column, one.rule) for one in found]


def test_a_finding_is_like_that_of_a_cell(shop: Shop) -> None:
    data = content("Date:Start,Date:End", 'a1,a@example.com,"2025/06/27","2025/06/01"', "b2,b@example.com,,")
    (finding,) = shop.check(ORDER, data).findings
    assert (finding.line, finding.column, finding.character, finding.record) == (2, 4, 32, 1)
    assert (finding.column_name, finding.customer_id, finding.value) == ("Date:End", "a1", "2025/06/01")
    assert finding.message == "`2025/06/01` is before `2025/06/27`"
    assert finding.help == "write `2025/06/27`"
    assert finding.fix == ("2025/06/27", True)
    assert finding.offset == data.index(b"a1")
    assert finding.evidence is not None
    assert finding.evidence.cell == '"2025/06/01"'
    assert finding.severity == "error"


def test_a_file_rule_tells_of_a_record_that_is_long_past(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "_BLOCK", 64)
    rows = [f'a{n},a{n}@example.com,x,"t\n{n}"' for n in range(50)]
    result = shop.check(LAST, content("Note,Text:T", "bad,row", *rows))
    finding = result.findings[-1] if result.findings[-1].rule == "first-of-many" else result.findings[1]
    assert (finding.line, finding.column, finding.character, finding.record) == (3, 4, 22, 2)
    assert (finding.column_name, finding.customer_id, finding.value) == ("Text:T", "a0", "t\n0")
    assert finding.message == r"`t\n0` is the first of 50"
    assert finding.severity == "warning"
    assert finding.fix == ("", True)
    assert finding.evidence is not None


ASKED: list[tuple[str, str, list[str], list[tuple[str, ...]]]] = [
    # columns of the rule, of the file, records, and the cells that the rule is asked about
    ("Date:End, Date:Start", "Date:Start,Date:End", [
        "a,a@e.de,2025/06/01,2025/06/02",
        "b,b@e.de,2025/06/01,2025/06/02",
        "c,c@e.de,,2025/06/02",
        "d,d@e.de,,",
        "e,e@e.de,27.06.2025,2025/06/02",
        "f,f@e.de,2025/06/03",
        "g,g@e.de,2025/06/03,,x",
        ",,,",
        "Customer ID,Email,Date:Start,Date:End",
        'h,h@e.de,x"y,',
        "i,i@e.de,2025/06/04,",
    ], [("2025/06/02", "2025/06/01"), ("2025/06/02", ""), ("", ""), ("", "2025/06/04")]),
    ("Number:N, Text:T", "Text:T,Number:N", ["a,a@e.de,t,1", "b,b@e.de,t,", "c,c@e.de,toolong,1"], [("1", "t")]),
    ("Email, Customer ID", "Text:T", ["a,a@e.de,", ",b@e.de,", "c,,x", "d,de,", "e,e@e.de,toolong"], [
        ("a@e.de", "a"), ("e@e.de", "e")]),
    ("Note, Text:T", "Note,Text:T", ["a,a@e.de,n\0,t", "b,b@e.de,n\udcff,t", "c,c@e.de,n,t\0", "d,d@e.de,zoo,t"], [
        ("zoo", "t")]),
    ("Text:T, Note", "Text:T,Note", ["a,a@e.de,t,n"], [("t", "n")]),
    ("Text:T, Note", "Text line:T,Note", ["a,a@e.de,t,n"], [("t", "n")]),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "names", "rows", "expected"), ASKED)
@pytest.mark.parametrize("block", [1 << 19, 40])
def test_only_right_cells_of_whole_records_come_to_a_rule(
    shop: Shop,
    monkeypatch: pytest.MonkeyPatch,
    columns: str,
    names: str,
    rows: list[str],
    expected: list[tuple[str, ...]],
    block: int,
) -> None:
    monkeypatch.setattr(reader_module, "_BLOCK", block)
    one, other = columns.split(", ")
    text = f'record_rules: [{{order: {{column: "{one}", columns: ["{other}"]}}}}]\n'
    shop.check(text, content(names, *rows))
    found = [tuple(cells.values()) for cells in asked(shop)]
    assert {*found} == {*expected}
    right = [cells for cells in found if not cells[0] or cells[0] >= cells[1]]
    assert len(right) == len({*right})


def test_what_is_remembered_is_bounded(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordrules, "_REMEMBERED", 4)
    monkeypatch.setattr(reader_module, "_BLOCK", 60)
    text = 'record_rules: [{order: {column: "Note", columns: ["Text:T"]}}]\n'
    cells = [*(str(n // 6) for n in range(60)), "0"]
    rows = [f"a{n},a{n}@example.com,{cell},0" for n, cell in enumerate(cells)]
    assert shop.check(text, content("Note,Text:T", *rows)).findings == []
    found = [one["Note"] for one in asked(shop)]
    assert len(found) < len(rows) / 2
    assert found[-1] == found[0] == "0"


@pytest.mark.parametrize(("columns", "names", "rows", "expected"), ASKED)
def test_only_such_records_come_to_a_file_rule(
    shop: Shop, columns: str, names: str, rows: list[str], expected: list[tuple[str, ...]]
) -> None:
    one, other = columns.split(", ")
    shop.check(f'file_rules: [{{last: {{column: "{one}", columns: ["{other}"]}}}}]\n', content(names, *rows))
    assert {tuple(cells.values()) for cells in asked(shop)} == {*expected}


@pytest.mark.parametrize(
    ("text", "names", "notices"),
    [
        (ORDER, "Date:End", ["`order` is not applied: the file has no column `Date:Start`"]),
        (ORDER, "Text:T", ["`order` is not applied: the file has no column `Date:End` or `Date:Start`"]),
        (LAST, "Note", ["`last` is not applied: the file has no column `Text line:T`"]),
        (ORDER + "rules: {out-of-order: 'off'}\n", "Text:T", []),
        (ORDER, "Date:Start,Date:End", []),
        ("record_rules: [{order: {column: Email, columns: [Customer ID]}}]\n", "Text:T", []),
    ],
)
def test_a_rule_whose_columns_are_missing_is_named(shop: Shop, text: str, names: str, notices: list[str]) -> None:
    assert shop.check(text, content(names)).notices == notices


def test_a_rule_on_a_column_whose_type_is_hidden_is_named(tmp_path: Path) -> None:
    text = CONFIG.replace("Date:Start", "Shoe:Left") + ORDER.replace("Date:Start", "Shoe:Left").replace(
        "order:", "requires:"
    )
    host = Host({})
    config = parse(
        text.encode(), path="proplint.yaml", folder=str(tmp_path), host=host, known_rules=CORE_RULES, local_root=None
    )
    result = check_source(BytesSource(content("Shoe:Left,Date:End", "a,a@e.de,,2025/06/27")), "a.csv", config, host)
    assert result.findings == []
    assert result.notices[1:] == ["`requires` is not applied: `Shoe:Left` can't be judged"]


def test_a_file_without_a_header_has_no_notices(shop: Shop) -> None:
    result = shop.check(ORDER, b"a1,a@example.com,2025/06/27\n")
    assert [one.rule for one in result.findings] == ["missing-column"]
    assert result.notices == []


def test_severities_are_those_of_the_rules_and_the_configuration(shop: Shop) -> None:
    data = content("Text:T,Date:Start,Date:End", "a,a@e.de,x,2025/06/27,2025/06/01", "b,b@e.de,y,,")
    both = ORDER + LAST
    assert [(one.rule, one.severity) for one in shop.check(both, data).findings] == [
        ("first-of-many", "warning"),
        ("out-of-order", "error"),
    ]
    changed = both + "rules: {out-of-order: warning, first-of-many: 'off'}\n"
    assert [(one.rule, one.severity) for one in Shop(shop.folder).check(changed, data).findings] == [
        ("out-of-order", "warning")
    ]


FIXES: list[tuple[str, str, str, str | None, str]] = [
    # the fix that the rule offers, columns, the record, the fix that is kept, words of the help
    ("other", "Date:End, Date:Start", "2025/06/27,2025/06/01", "2025/06/27", "write `2025/06/27`"),
    ('"27.06.2025"', "Date:End, Date:Start", "2025/06/27,2025/06/01", None, "write `2025/06/27`"),
    ('"2025/06/02"', "Date:End, Date:Start", "2025/06/27,2025/06/01", None, "write `2025/06/27`"),
    ('""', "Date:End, Date:Start", "2025/06/27,2025/06/01", "", "write"),
    ('""', "Number:N, Note", "2,1", None, "but the cell is empty, but this property is required"),
    ('"x@"', "Email, Note", "z,1", None, "but `x@` is no e-mail"),
    ('"\\0"', "Text:T, Note", "b,a", None, "holds bytes that are no text"),
]


@pytest.mark.parametrize(("offered", "columns", "row", "kept", "says"), FIXES)
def test_only_a_fix_that_makes_all_right_is_kept(
    shop: Shop, offered: str, columns: str, row: str, kept: str | None, says: str
) -> None:
    one, other = columns.split(", ")
    names = {
        "Date:End": "Date:Start,Date:End",
        "Number:N": "Note,Number:N",
        "Email": "Note,Text:T",
        "Text:T": "Note,Text:T",
    }
    text = f'record_rules: [{{order: {{column: "{one}", columns: ["{other}"]}}}}]\n'
    data = content(names[one], f"a,a@e.de,{row}")
    (finding,) = shop.check(text, data, PLUGIN.replace("Fix(other, True)", f"Fix({offered}, True)")).findings
    assert (finding.fix and finding.fix.value) == kept
    assert says in finding.help


def test_a_fix_of_a_file_rule_is_right_for_its_type(shop: Shop) -> None:
    data = content("Text:T,Number:N", "a,a@e.de,x,1", "b,b@e.de,y,2")
    (finding,) = shop.check(LAST.replace("Text:T", "Number:N"), data).findings
    assert finding.fix is None


FAULTS: list[tuple[str, str, str, str]] = [
    # the rules, what stands in the plugin, what instead, what is said
    (ORDER, "if cells[self.column] and", "if cells[0] and", "failed in the rule `order`: KeyError: 0"),
    (
        ORDER,
        "return At(self.column, Problem(",
        "return (Problem(",
        "with `Problem`, where `At(column, Problem(…))` is due",
    ),
    (ORDER, "return At(self.column, Problem(", "return At(self.column, str(", "failed in the rule `order`: TypeError"),
    (ORDER, "return At(self.column,", "return At('Email',", "with the column `Email`, which its options do not name"),
    (ORDER, '"out-of-order", "{', '"too-long", "{', "with the rule `too-long`, which it does not declare"),
    (ORDER, "Fix(other, True)", "other", "with a fix that is no `Fix`"),
    (ORDER, "Fix(other, True)", "Fix(7, True)", "with a fix that is no `Fix`"),
    (ORDER, '{"other": other}', '{"other": other}, {"a": None}', "with readings, which only a type can have"),
    (LAST, "yield first, At(", "yield At(", "with `At`, where a pair of a `Record` and an `At` is due"),
    (LAST, "yield first, At(self.column, ", "yield first, (", "with `Problem`, where `At(column, Problem(…))` is due"),
    (LAST, "yield first, ", "yield first._replace(offset=1), ", "with a record that it was not given"),
    (LAST, "yield first, ", "yield first._replace(cells={'x': 'y'}), ", "with a record that it was not given"),
    (LAST, "yield first, ", "yield first._replace(cells=None), ", "with a record that it was not given"),
    (LAST, "yield first, ", "yield first._replace(offset='x'), ", "with a record that it was not given"),
    (LAST, "yield first, ", "yield first._replace(offset=10**30), ", "with a record that it was not given"),
    (LAST, "yield first, ", "yield first._replace(offset=-5), ", "with a record that it was not given"),
    (LAST, "yield first, At", "while True: yield first, At", "twice for one cell, of the record on line 2"),
    (LAST, 'Problem("', 'Problem(["x"], "', "which it does not declare"),
    (
        ORDER,
        '"write {other}", Fix(other, True), {"other": other}',
        '"", data={"other": 5}',
        "with a problem whose `data`",
    ),
    (ORDER, '"write {other}", Fix(other, True), {"other": other}', '"", data=[1]', "with a problem whose `data`"),
    (ORDER, '"{value} is before {other}"', "None", "with a problem whose message or help is no text"),
    (
        LAST,
        "class Last(Check):",
        "class Last(Check):\n    check = lambda self, records: None\nclass Other(Check):",
        "rule `last`: TypeError",
    ),
    (
        LAST,
        "first, *others = came = [*records] or [None]",
        "raise ValueError('no', 'more')",
        "rule `last`: ValueError: ('no', 'more')",
    ),
    (LAST, "first, *others = came = [*records] or [None]", "next(iter(()))", "failed in the rule `last`: RuntimeError"),
    (
        LAST,
        "yield first, At(self.column, ",
        "yield first, At('Note', ",
        "with the column `Note`, which its options do not name",
    ),
]


@pytest.mark.parametrize(("text", "old", "new", "says"), FAULTS)
def test_a_fault_of_a_plugin_names_it(shop: Shop, text: str, old: str, new: str, says: str) -> None:
    assert old in PLUGIN
    plugin = PLUGIN.replace(old, new)
    data = content("Text:T,Date:Start,Date:End", "a,a@e.de,x,2025/06/27,2025/06/01", "b,b@e.de,y,,")
    with pytest.raises(PluginError) as caught:
        shop.check(text, data, plugin)
    assert str(caught.value).startswith(f"plugin {shop.folder}/odd.py ")
    assert says in str(caught.value)


SUSPECTS = (
    "class Order(Check):",
    """class Order(Check):
    def suspects(self, columns):
        starts, ends = columns[self.more[0]], columns[self.column]
        return [at for at, start in enumerate(starts) if ends[at] and ends[at] < start]
""",
)
SPANS = content("Date:Start,Date:End", *(f"a{n},a{n}@e.de,2025/06/{n + 10},2025/06/20" for n in range(15)))


def test_only_suspects_are_asked_about(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = shop.check(ORDER, SPANS, PLUGIN.replace(*SUSPECTS))
    monkeypatch.setattr(check_module, "SMALLEST", 1)
    again = Shop(shop.folder)
    assert again.check(ORDER, SPANS, PLUGIN.replace(*SUSPECTS)).findings == plain.findings
    assert {one["Date:Start"] for one in asked(again)} == {f"2025/06/{day}" for day in (21, 22, 23, 24)}
    assert [one.line for one in plain.findings] == [13, 14, 15, 16]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("return None", "answered in the rule `order` with `NoneType`, where the indexes of suspects are due"),
        ("return [len(columns[self.column])]", "with suspects that are no indexes of the records that it was given"),
        ("return [-1]", "with suspects that are no indexes"),
        ("return ['0']", "with suspects that are no indexes"),
        ("return [[]]", "failed in the rule `order`: TypeError"),
        ("return columns['x']", "failed in the rule `order`: KeyError: 'x'"),
    ],
)
def test_suspects_that_are_none_name_the_plugin(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, answer: str, says: str
) -> None:
    monkeypatch.setattr(check_module, "SMALLEST", 1)
    old, new = SUSPECTS
    with pytest.raises(PluginError) as caught:
        shop.check(ORDER, SPANS, PLUGIN.replace(old, new[: new.index("return")] + answer + "\n"))
    assert says in str(caught.value)


CELLS = st.sampled_from(["2025/06/27", "2025/06/01", "27.06.2025", "", "x", "2025/02/30", '"', "a\nb"])
NOTES = st.sampled_from(["", "t", "toolong", "u", "v\nw", "\0", "\udcff"])
WHOLE = st.just("") | st.integers(0, 3)


TOLD_LATE = content(
    "Date:Start,Date:End,Text:T,Note",
    "a,a@e.de,2025/06/01,2025/06/01,,",
    "b,b@e.de,2025/06/01,2025/06/01,,",
    "c,c@e.de,2025/06/02,2025/06/01,t,",
    "d,d@e.de,,2025/06/01,,u",
    "e,e@e.de,2025/06/01,2025/06/01,,",
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    rows = draw(st.lists(st.tuples(CELLS, CELLS, NOTES, WHOLE | NOTES), max_size=30))
    out = io.StringIO(newline="")
    ends, quoted = draw(st.sampled_from(["\n", "\r\n", "\r"])), draw(st.booleans())
    writer = csv.writer(out, lineterminator=ends, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    header = ["Customer ID", "Email", "Date:Start", "Date:End", "Text:T", "Note"]
    keys_first = draw(st.booleans())
    writer.writerow(header if keys_first else header[::-1])
    for at, (*row, last) in enumerate(rows):
        cells = [f"c{at % 7}", f"c{at}@example.com", *row, "" if isinstance(last, int) else last]
        if isinstance(last, int):  # the record is no whole one
            cells = [cells[:last], [*cells, "x"], [""] * len(header), header][last % 4]
        writer.writerow(cells if keys_first else cells[::-1])
    data = draw(st.sampled_from([b"", BOM])) + out.getvalue().encode(errors="surrogateescape")
    at = draw(st.integers(0, len(data)))
    return (
        data[:at]
        + draw(st.sampled_from([b"", b"", b"\n", b'"', b",", b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n"]))
        + data[at:]
    )


def told(shop: Shop, text: str, data: bytes, *, smallest: int, block: int) -> Iterator[object]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_module, "SMALLEST", smallest)
        for module in (reader_module, stream):
            patch.setattr(module, "_BLOCK", block)
        patch.setattr(stream, "_BITE", 8)
        patch.setattr(worker, "_PART", 16)
        result = shop.check(text, data)
    yield [one._replace(data=dict(one.data)) for one in result.findings]
    yield result.notices
    yield result.records


@given(files(), st.sampled_from([16, 100, 1 << 19]))
@example(TOLD_LATE, 1 << 19)
@example(b'"' + TOLD_LATE.replace(b",", b'","').replace(b"\n", b'"\r\n"')[:-1], 1 << 19)
def test_screen_and_blocks_change_nothing(tmp_path_factory: pytest.TempPathFactory, data: bytes, block: int) -> None:
    text = TOGETHER + 'file_rules: [{last: {column: "Text:T"}}, {unique: {columns: ["Text:T"]}}]\n'
    shop = Shop(tmp_path_factory.mktemp("shop"))
    plain = [*told(shop, text, data, smallest=1 << 60, block=1 << 19)]
    assert [*told(shop, text, data, smallest=1, block=block)] == plain


@given(data=files())
@example(data=b"Customer ID,Email,Date:Start,Date:End,Text:T\nc0,c0@example.com,2025/06/27,2025/06/26,\n\n")
def test_findings_are_what_a_reader_of_all_cells_finds(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Held against the csv module, on files that it reads as we do."""
    shop = Shop(tmp_path_factory.mktemp("shop"))
    result = shop.check(ORDER, data)
    others = {one.rule for one in result.findings}
    if others & {
        "stray-quote",
        "unclosed-quote",
        "conflict-marker",
        "nul-byte",
        "not-utf8",
        "blank-record",
        "repeated-header",
        "wrong-cell-count",
        "missing-column",
    }:
        return
    rows = [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    while not rows[-1]:
        del rows[-1]  # empty lines at the end are no records
    expected = []
    wrong = {(one.record, one.column) for one in result.findings if one.rule != "out-of-order"}
    start, end = (rows[0].index(name) if name in rows[0] else None for name in ("Date:Start", "Date:End"))
    for number, row in enumerate(rows[1:], 1):
        if start is not None and end is not None and not {(number, start + 1), (number, end + 1)} & wrong:
            expected += [number] if row[end] and row[end] < row[start] else []
    assert [one.record for one in result.findings if one.rule == "out-of-order"] == expected
