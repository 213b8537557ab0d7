"""The contract of report formats: the built-in ones keep it, and each fault is caught by one test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts import Fault, Sample, failures

if TYPE_CHECKING:
    from collections.abc import Mapping


pytestmark = pytest.mark.xdist_group("format contract")

LINES = Sample(
    "FormatContract",
    "    format = Lines()\n",
    "Lines",
    (Path(__file__).parent / "samples" / "form.py").read_text("utf-8"),
)
NAME = "it_has_a_name_and_says_what_it_is"
TEXTS = "it_gives_texts"
HARM = "nothing_from_a_file_does_harm"

FAULTS = [
    Fault("name", 'name = "lines"', 'name = "one line"', NAME, "write it in small letters, digits and hyphens"),
    Fault("doc", "A line for each finding.", "", NAME, "must be a sentence for people"),
    Fault("numbers", 'errors} errors\\n"', 'errors}\\n"\n        yield 7', TEXTS, "render gave 7: give texts"),
    Fault("unended", "errors} errors\\n", "errors} errors", TEXTS, "end the last line"),
    Fault("untold", "in report.findings:", "in report.findings[1:]:", "every_finding_is_told", "does not say the line of"),
    Fault("chance", "errors} errors", "errors} errors{self.again(report)}\\n\"\n\n    def again(self, report):\n        seen = vars(self).setdefault('seen', [])\n        seen.append(report)\n        return sum(one is report for one in seen) * '.'\n\n    unused = \"\\n", "the_same_report_reads_the_same", "came out in two ways"),
    Fault("changes", "in report.findings:", "in sorted(report.findings, key=lambda one: report.notices.append('x') or one.line):", "the_same_report_reads_the_same", "render changed the report"),
    Fault("raw", "escaped(finding.value)", "finding.value", HARM, "pass texts through proplint.text.escaped"),
    Fault("encodes", "escaped(finding.path)", "escaped(finding.path.encode().decode())", HARM, "raised UnicodeEncodeError"),
    Fault("colours", "\\x1b[31m{finding.rule}", "\\x1b[31m[{finding.rule}]", "colour_changes_no_word", "says something else"),
    Fault("no_hook", "return [Lines()]", "return []", "its_hook_brings_it", "brings the format `lines`"),
    Fault("heavy", "from proplint.text", "import asyncio\nfrom proplint.text", "its_import_takes_no_time", "imports asyncio, concurrent.futures"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """Return the tests that fail for each fault."""
    return failures(tmp_path_factory.mktemp("format"), LINES, FAULTS)


def test_a_format_that_keeps_it_passes(told: Mapping[str, Mapping[str, str]]) -> None:
    assert told["passes"] == {}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_caught_by_one_test(told: Mapping[str, Mapping[str, str]], fault: Fault) -> None:
    failed = told[fault.name]
    assert [*failed] == [fault.test], failed
    assert fault.says in failed[fault.test]
