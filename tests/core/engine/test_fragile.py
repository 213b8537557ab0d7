"""Values that the next spreadsheet would destroy are told once a column, and nothing else is."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from proplint.csvfile.source import BytesSource
from proplint.damage import fragile as fragile_module
from proplint.damage.candidates import Candidate
from proplint.engine.check import check_source
from proplint.engine.identity import Identity
from proplint.plugins import Host
from support import load_config, proplint, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from proplint.model import Finding

TODAY = date(2026, 5, 5)
CONFIG = """\
version: 1
rules: {fragile-value: warning}
properties:
  Choice:C: {options: [1-2, Blue, "true", 5E3, "2.50"]}
  Multiple choice:M: {options: [1-2, Blue]}
  Number:N:
  Date:D:
  Boolean:B:
  Text:T:
"""


def told(names: str, *rows: str, config: str = CONFIG) -> list[Finding]:
    content = "\n".join((f"Customer ID,Email,{names}", *rows, "")).encode()
    result = check_source(BytesSource(content), "a.csv", load_config(config), Host({}), identity=Identity(today=TODAY))
    return [one for one in result.findings if one.rule == "fragile-value"]


@pytest.mark.parametrize(
    ("column", "value", "made"),
    [
        ("Text:T", "0012", "12"),
        ("Text:T", "+491701234567", "4.91701E+11"),
        ("Text:T", "007", "7"),
        ("Text:T", "1:30", "01:30:00 AM"),
        ("Text:T", "=x", "#REF!"),
        ("Text:T", "5%", "0.05"),
        ("Text:T", "true", "TRUE"),
        ("Choice:C", "1-2", "01/02/2026"),
        ("Choice:C", "5E3", "5.00E+03"),
        ("Choice:C", "true", "WAHR"),
        ("Choice:C", "2.50", "2.5"),
        ("Multiple choice:M", "1-2", "01/02/2026"),
        ("Number:N", "1.234", "1234"),
        ("Number:N", "12345678901234567890", "1.23456789012346E+019"),
        ("Number:N", "12.5", "12/05/2026"),
    ],
)
def test_what_is_fragile(column: str, value: str, made: str) -> None:
    (finding,) = told(column, f"a1x,a@example.com,{value}")
    assert finding.column == 3
    assert finding.value == value
    if made != "12/05/2026":
        assert finding.data["made"] == made
    assert "1 cell of this column does not survive" in finding.message
    assert "Quoted field as text" in finding.help


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(
            ("Text:T", text)
            for text in ("", "Blue", "- call back", "@home", "Yeşil 2", "it's", "a1c2", "42", "x 007", "-5")
        ),
        ("Number:N", "42.50"),
        ("Number:N", "007"),
        ("Number:N", "571.29"),
        ("Date:D", "2025/06/27"),
        ("Date:D", "2025/06/07"),
        ("Boolean:B", "TRUE"),
        ("Choice:C", "Blue"),
        ("Multiple choice:M", "1-2;Blue"),
    ],
)
def test_what_survives_or_can_be_put_right(column: str, value: str) -> None:
    assert told(column, f"a1x,a@example.com,{value}") == []


def test_keys_are_fragile_too() -> None:
    found = told("Text:T", "12e5,a@example.com,x", "0012,=b@example.com,x", "b2x,c@example.com,0x")
    assert [(one.line, one.column, one.value) for one in found] == [(2, 1, "12e5"), (3, 2, "=b@example.com")]
    assert "2 cells of this column do not survive a spreadsheet" in found[0].message


def test_the_locale_is_told_where_it_matters() -> None:
    (finding,) = told("Number:N", "a1x,a@example.com,1.234")
    assert "a German or a Turkish spreadsheet makes `1234` of `1.234`" in finding.message


def test_faulty_records_and_bytes_are_passed_over() -> None:
    rows = [
        "a1x,a@example.com,007,9",
        "Customer ID,Email,Text:T",
        ",,",
        'b"x,b@example.com,007',
        "c3x,c@example.com,007",
    ]
    assert [one.line for one in told("Text:T", *rows)] == [6]


def test_bytes_that_are_no_text_are_not_judged() -> None:
    content = b"Customer ID,Email,Text:T\na1x,a@example.com,0\xff07\n"
    result = check_source(BytesSource(content), "a.csv", load_config(CONFIG), Host({}))
    assert [one.rule for one in result.findings] == ["not-utf8"]


def test_it_is_off_by_default() -> None:
    assert told("Text:T", "a1x,a@example.com,007", config=CONFIG.replace("rules: {fragile-value: warning}\n", "")) == []


def test_little_is_remembered_and_nothing_miscounted(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"a{at}x,{at}@example.com,{at % 700:04}" for at in range(3000)]
    whole = told("Text:T", *rows)
    monkeypatch.setattr(fragile_module, "_REMEMBERED", 5)
    assert told("Text:T", *rows) == whole
    assert "3,000 cells" in whole[0].message


@pytest.mark.parametrize("env", [{}, {"PROPLINT_NO_SCREEN": "1"}], ids=str)
def test_with_and_without_the_screen(tmp_path: Path, env: dict[str, str]) -> None:
    out = io.StringIO(newline="")
    rows = ([f"a{at}x", f"{at}@example.com", "007" if at % 900 == 899 else "x" * 40] for at in range(9000))
    csv.writer(out, lineterminator="\n").writerows([["Customer ID", "Email", "Text:T"], *rows])
    write_all(tmp_path, {"a.csv": out.getvalue(), "proplint.yaml": CONFIG})
    done = proplint("check", "--base", "none", "--quiet", cwd=tmp_path, env=env)
    assert done.code == 0
    assert "a.csv:901:" in done.out
    assert "fragile-value: 10 cells of this column" in done.out
    assert done.out.count("fragile-value") == 1


def test_init_tells_what_an_export_holds(tmp_path: Path) -> None:
    text = (
        "Customer ID,Email,Choice:C,Number:N,Text:T,Note\n"
        "a1x,a@example.com,1-2,1.234,x,007\nb2x,b@example.com,1-2,7,007,007\n"
    )
    write_all(tmp_path, {"a.csv": text, "b.csv": text.replace("1x", "3x")})
    done = proplint("init", "a.csv", "b.csv", cwd=tmp_path)
    assert done.code == 0
    said = [line for line in done.out.splitlines() if line.startswith("In ")]
    assert [line.split("`")[1] for line in said] == ["Choice:C", "Number:N", "Text:T"]
    assert "4 cells do not survive a spreadsheet" in said[0]
    assert "a German or a Turkish spreadsheet makes `1234` of `1.234`" in said[1]
    assert "fragile-value: warning" in done.out
    write_all(tmp_path, {"c.csv": "Customer ID,Email,Text:T\na1x,a@example.com,x\n"})
    assert "survive" not in proplint("init", "--force", "c.csv", cwd=tmp_path).out


def test_what_a_type_always_has_back_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragile_module, "_ENOUGH", 3)
    tried: list[str] = []
    made = Candidate.made

    def counted(self: Candidate, text: str, today: date) -> Iterator[str]:
        tried.append(text)
        return made(self, text, today)

    monkeypatch.setattr(Candidate, "made", counted)
    days = [f"a{day}x,{day}@example.com,2025/01/{day:02},5{day}.5" for day in range(1, 29)]
    found = told("Date:D,Number:N", *days, "z9x,z@example.com,2025/02/01,1.234")
    assert [(one.column, one.value) for one in found] == [(4, "1.234")]
    assert 3 < len([text for text in tried if "/" in text]) < 28
