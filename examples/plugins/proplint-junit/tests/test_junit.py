"""What CI gets to read."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import proplint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from proplint.api import Report, Style

from proplint_junit import JUnit

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Customer ID,Email,Boolean:VIP,Number:Age\n"
ROWS = "a1,a@example.com,wahr,42\nb2,b@example.com,nein,42\nc3,c@example.com,TRUE,4x\n"


def rendered(report: Report) -> ET.Element:
    return ET.fromstring("".join(JUnit().render(report, Style())))  # noqa: S314  our own


def checked(rows: str) -> Report:
    return proplint.check((HEADER + rows).encode())


def test_a_rule_in_a_column_is_a_test() -> None:
    report = checked(ROWS)
    report = report._replace(findings=[found._replace(path="a.csv") for found in report.findings])
    root = rendered(report)
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["3", "2", "0"]
    (suite,) = root.findall("testsuite[@name='a.csv']")
    first, second = suite.findall("testcase")
    assert [case.get("name") for case in (first, second)] == [
        "not-a-boolean in Boolean:VIP",
        "not-a-number in Number:Age",
    ]
    assert (first.get("classname"), first.get("file")) == ("a.csv", "a.csv")
    failure = first.find("failure")
    assert failure is not None
    assert failure.get("type") == "not-a-boolean"
    assert (failure.get("message") or "").endswith(" (and 1 more)")
    lines = (failure.text or "").splitlines()
    assert lines[0].startswith(
        "a.csv:2:18: `wahr` is how a spreadsheet in another language writes `TRUE` (customer a1); "
    )
    assert lines[1].startswith("a.csv:3:18: ")


def test_a_clean_run_is_a_test_that_passes() -> None:
    root = rendered(Report([], files=1, records=1))
    (case,) = root.iter("testcase")
    assert case.get("name") == "files can be checked"
    assert [*case] == []


def test_what_could_not_be_checked_is_an_error_and_notices_are_output() -> None:
    root = rendered(
        Report([], notices=["one", "two"], failures=["a.csv: no such file\nName another.", "b.csv: is a folder"])
    )
    assert root.get("errors") == "1"
    error = root.find(".//error")
    assert error is not None
    assert error.get("message") == "a.csv: no such file"
    assert (error.text or "").splitlines() == ["a.csv: no such file", "Name another.", "b.csv: is a folder"]
    assert root.findtext(".//system-out") == "one\ntwo"


def test_warnings_pass_and_say_what_they_have_to_say() -> None:
    report = checked("a1,a@example.com,wahr,\n")
    root = rendered(report._replace(findings=[found._replace(severity="warning") for found in report.findings]))
    assert root.get("failures") == "0"
    assert "`wahr`" in (root.findtext(".//testcase[@name='not-a-boolean in Boolean:VIP']/system-out") or "")


def test_a_hundred_lines_are_told_and_the_rest_counted() -> None:
    rows = "".join(f"a{at},{at}@example.com,wahr,\n" for at in range(150))
    (failure,) = rendered(checked(rows)).iter("failure")
    lines = (failure.text or "").splitlines()
    assert len(lines) == len(rows.splitlines()) - 50 + 1
    assert lines[-1] == "and 50 more"


@given(st.text(min_size=1))
def test_any_text_comes_out_as_xml(text: str) -> None:
    (found,) = checked("a1,a@example.com,wahr,\n").findings
    other = found._replace(path=text, column_name=text, customer_id=text, value=text, template="{value}", fix=None)
    root = rendered(Report([other], notices=[text], failures=[text]))
    assert [root.get("failures"), root.get("errors")] == ["1", "1"]


@pytest.mark.parametrize(("value", "code", "failures"), [("TRUE", 0, "0"), ("wahr", 1, "1")])
def test_the_format_is_found_by_its_name(tmp_path: Path, value: str, code: int, failures: str) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}a1,a@example.com,{value},\n", "utf-8")
    command = [sys.executable, "-m", "proplint", "check", "--format", "junit", "--output", "report.xml", "a.csv"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (code, "")
    assert ET.parse(tmp_path / "report.xml").getroot().get("failures") == failures  # noqa: S314
