"""What each format says, and that nothing from a cell does harm in it."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proplint
from proplint.model import Finding, Report
from proplint.report import FORMATS, Style, render, wants_color

HEADER = "Customer ID,Email,Boolean:VIP,Text:Note,Boolean:B\n"
NO_COLOR = Style(hint=False)


def said(name: str, data: str | bytes, style: Style = NO_COLOR, *, path: str = "a.csv", redact: bool = False) -> str:
    report = proplint.check(data if isinstance(data, bytes) else data.encode())
    report = report._replace(findings=[found._replace(path=path) for found in report.findings], notices=())
    return "".join(render(name, report.redacted() if redact else report, style))


def test_full() -> None:
    assert said("full", HEADER + "a1,a@example.com,wahr,x,\n,b@example.com,TRUE,x\n") == (
        "error[not-a-boolean]: [*] `wahr` is how a spreadsheet in another language writes `TRUE`\n"
        " --> a.csv:2:18  Boolean:VIP  customer a1\n"
        "2 | a1,a@example.com,wahr,x,\n"
        "  |                  ^^^^\n"
        "  = help: write `TRUE`\n"
        "\n"
        "error[wrong-cell-count]: the record has 4 cells, the header 5\n"
        " --> a.csv:3:1\n"
        "3 | ,b@example.com,TRUE,x\n"
        "  = help: fill the missing cells in, an empty one too needs its comma\n"
        "\n"
        "a.csv\n"
        "  1 × not-a-boolean in Boolean:VIP\n"
        "  1 × wrong-cell-count\n"
        "\n"
        "Found 2 errors in 1 file (2 records).\n"
        "[*] 1 fixable with `proplint fix`\n"
    )


def test_full_marks_an_empty_cell() -> None:
    assert "2 | ,a@example.com,,x,\n  | ^\n" in said("full", HEADER + ",a@example.com,,x,\n")


def test_full_shows_the_line_of_a_cell_that_stands_below_others() -> None:
    text = said("full", HEADER + 'a1,a@example.com,TRUE,"two\nlines",yes\n')
    assert ' --> a.csv:3:8  Boolean:B  customer a1\n3 | lines",yes\n  |        ^^^\n' in text


@pytest.mark.parametrize("width", [20, 40, 60, 100])
def test_full_cuts_long_lines_around_the_cell(width: int) -> None:
    data = HEADER + f"a1,a@example.com,wahr,{'x' * 500},\nb2,b@example.com,,{'y' * 500},nein\nc3,c@e.de,{'z' * 99},,\n"
    lines = said("full", data, Style(width=width, hint=False)).splitlines()
    shown = [line for line in lines if re.match(r"[0-9]? +\||[0-9] \|", line)]
    assert shown
    assert max(map(len, shown)) <= max(width, 44)
    marks = [(above[mark.index("^") :], mark.count("^")) for above, mark in zip(shown[::2], shown[1::2], strict=True)]
    assert [above[:count] for above, count in marks[:2]] == ["wahr", "nein"]


def test_full_in_colour_reads_the_same_without_it() -> None:
    data = HEADER + "a1,a@example.com,wahr,x,\n"
    coloured = said("full", data, Style(color=True, hint=False))
    assert "\x1b[31;1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == said("full", data)


def test_concise() -> None:
    assert said("concise", HEADER + 'a1,a@example.com,wahr,x,\n,b@example.com,"TRUE",x\n') == (
        "a.csv:2:18: not-a-boolean: [*] `wahr` is how a spreadsheet in another language writes `TRUE` "
        "(Boolean:VIP, customer a1); write `TRUE`\n"
        "a.csv:3:1: wrong-cell-count: the record has 4 cells, the header 5; "
        "fill the missing cells in, an empty one too needs its comma\n"
        "Found 2 errors in 1 file (2 records).\n"
        "[*] 1 fixable with `proplint fix`\n"
    )


def test_json() -> None:
    text = said("json", HEADER + "a1,a@example.com,wahr,x,\n")
    assert json.loads(text) == {
        "version": 1,
        "findings": [
            {
                "path": "a.csv",
                "line": 2,
                "column": 3,
                "character": 18,
                "record": 1,
                "column_name": "Boolean:VIP",
                "customer_id": "a1",
                "value": "wahr",
                "rule": "not-a-boolean",
                "severity": "error",
                "message": "`wahr` is how a spreadsheet in another language writes `TRUE`",
                "help": "write `TRUE`",
                "fix": {"value": "TRUE", "safe": True},
            }
        ],
        "notices": [],
        "summary": {"files": 1, "records": 1, "errors": 1, "warnings": 0, "fixable": 1},
    }
    assert text.count("\n") == 5


def test_json_of_a_finding_about_the_file() -> None:
    (found,) = json.loads(said("json", b""))["findings"]
    nothing = ("column", "character", "record", "column_name", "customer_id", "value", "fix")
    assert [found[name] for name in nothing] == [None] * 7
    assert found["line"] == 1


def test_json_holds_bytes_that_are_no_utf8_as_escapes() -> None:
    text = said("json", (HEADER + "a1,a,,x,\n").encode().replace(b"a1", b"\xfe1"))
    text.encode()
    assert "\udcfe1" in {found["customer_id"] for found in json.loads(text)["findings"]}


def test_json_of_nothing() -> None:
    assert json.loads("".join(render("json", Report([], ["n"], ["f"]), NO_COLOR)))["notices"] == ["n", "f"]


def test_github() -> None:
    assert said("github", HEADER + "a1,a@example.com,wahr,x,\n", path="a, b:c%.csv") == (
        "::error file=a%2C b%3Ac%25.csv,line=2,endLine=2,col=18,title=not-a-boolean::Boolean:VIP: "
        "`wahr` is how a spreadsheet in another language writes `TRUE`%0Ahelp: write `TRUE`\n"
        "Found 1 error in 1 file (1 record).\n"
    )


def test_github_gives_errors_before_warnings() -> None:
    report = proplint.check((HEADER + "a1,a@example.com,wahr,x,nein\n").encode())
    first, second = report.findings
    report = report._replace(findings=[first._replace(severity="warning"), second], notices=["100%"])
    lines = "".join(render("github", report, NO_COLOR)).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "Found"]
    assert lines[2] == "::notice title=proplint::100%25"


@pytest.mark.parametrize("name", ["full", "concise"])
def test_at_most_a_hundred_of_a_kind_are_printed_and_the_rest_counted(name: str) -> None:
    data = HEADER + "".join(f"{i},{i}@e.de,wahr,,{'nein' * (i < 100)}\n" for i in range(1234))
    text = said(name, data)
    assert text.count("`wahr` is how") == 100
    assert text.count("`nein` is") == 100
    assert text.count("left out here") == 1
    assert "a.csv: 1,134 more findings of not-a-boolean in Boolean:VIP left out here\n" in text
    assert "Found 1,334 errors in 1 file (1,234 records)." in text
    assert len(json.loads(said("json", data))["findings"]) == 1334
    assert said("github", data).count("::error ") == 1334


EVIL = [
    "\x1b]0;title\x07\x1b[2J",
    "\u202egnp.exe",
    "::error::injected",
    "##[error]injected",
    "a\r\n::error::injected\r\n##vso[task.setvariable]x",
    "%0A::error::injected",
    "\udcfe",
]


@pytest.mark.parametrize("redact", [False, True])
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("evil", EVIL)
def test_nothing_from_a_file_does_harm(name: str, evil: str, redact: bool) -> None:
    quoted = '"' + evil + '"'
    data = f"Customer ID,Email,Boolean:VIP,{quoted}\n{quoted},{quoted},{quoted},\n".encode(errors="surrogateescape")
    text = said(name, data, path=evil.strip(), redact=redact)
    for line in text.splitlines():
        assert line.isprintable()
        assert not line.startswith(("::error::", "##"))
        assert "##[" not in line
    assert not re.search(r"^::(?!error file=|warning file=|notice title=)", text, re.MULTILINE)


@given(st.lists(st.text(max_size=9), min_size=4, max_size=4))
def test_any_cells_in_every_format(cells: list[str]) -> None:
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    data = f"Customer ID,Email,Boolean:VIP,Boolean:B\n{row}\n".encode(errors="surrogatepass")
    for name in FORMATS:
        text = said(name, data)
        text.encode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text) or name == "json"
    json.loads(said("json", data))


SECRETS = ("secret-id", "secret@example.com", "secret-value", "Blue")


@pytest.mark.parametrize("name", FORMATS)
def test_redaction_masks_all_that_came_from_cells(name: str) -> None:
    data = (
        "Customer ID,Email,Boolean:VIP,Number:N,Date:D\nsecret-id,secret@example.com,secret-value,12:7,77.88.1999\n"
        'secret-id,secret@example.com,"Blue",1.234.567,1999/02/30\nsecret x"y,a@b\n'
    )
    text = said(name, data, redact=True)
    assert "***" in text
    assert not [secret for secret in (*SECRETS, "12:7", "1999", "1234567", "1.234", "secret") if secret in text]
    assert any(secret in said(name, data) for secret in SECRETS)


@pytest.mark.parametrize(
    ("environ", "terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour(environ: dict[str, str], terminal: bool, expected: bool) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    assert wants_color(Stream(), environ) is expected


@pytest.mark.parametrize(
    ("findings", "others", "expected"),
    [
        ([], {"files": 1, "records": 1}, "No mistakes in 1 file (1 record)."),
        ([], {"files": 2, "records": 1000}, "No mistakes in 2 files (1,000 records)."),
        ([], {}, "Nothing to check."),
        ([], {"failures": ["x"]}, "Nothing was checked."),
        (["error", "warning"], {"files": 3, "records": 9}, "Found 1 error and 1 warning in 1 of 3 files (9 records)."),
        (["warning", "warning"], {"files": 1, "records": 9}, "Found 2 warnings in 1 file (9 records)."),
    ],
)
def test_summary(findings: list[str], others: dict[str, Any], expected: str) -> None:
    (one,) = proplint.check(b"").findings
    made: list[Finding] = [one._replace(severity=severity) for severity in findings]  # type: ignore[arg-type]
    assert "".join(render("concise", Report(made, **others), NO_COLOR)).endswith(f"{expected}\n")


@pytest.mark.parametrize("name", ["full", "concise", "github"])
def test_the_way_to_error_files_is_told(name: str) -> None:
    data = HEADER + "a1,a@example.com,wahr,x,\n"
    assert "--error-files DIR" in said(name, data, Style())
    assert said(name, data, Style(error_files=["errors/a.errors.csv"])).endswith("what is wrong: errors/a.errors.csv\n")
    assert "--error-files" not in said(name, b"", Style())


def test_findings_are_sorted_by_path_line_column_and_rule() -> None:
    data = HEADER + "a1,a,wahr,x,nein\n,a@example.com,,x,\na1,b,,,\n"
    report = proplint.check(data.encode())
    keys = [(found.path, found.line, found.column or 0, found.rule) for found in report.findings]
    assert keys == sorted(keys)
    assert len(keys) > 4
