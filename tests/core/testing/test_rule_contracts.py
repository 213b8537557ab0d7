"""The contracts of record rules and file rules: each fault is caught by one test, which says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts import Fault, Sample, failures

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.xdist_group("rule contracts")

SOURCE = (Path(__file__).parent / "samples" / "rules.py").read_text("utf-8")
ORDER_CASES = """\
- options: {end: Date:End, start: Date:Start}
  valid:
    - {Date:Start: 2025/01/01, Date:End: 2025/01/02}
    - {Date:Start: 2025/01/01, Date:End: ""}
  invalid:
    - {cells: {Date:Start: 2025/01/02, Date:End: 2025/01/01}, column: Date:End, rule: end-before-start, says: is before `2025/01/02`}
- options: {end: Date:End, start: Date:End}
  refused: {option: end, says: same column}
"""
ONCE_CASES = """\
- options: {columns: [Text:A, Text:B]}
  valid:
    - [{Text:A: 1, Text:B: 1}, {Text:A: 1, Text:B: 2}]
    - [{Text:A: 1, Text:B: ""}, {Text:A: 1, Text:B: ""}]
    - []
  invalid:
    - records: [{Text:A: 1, Text:B: 1}, {Text:A: 2, Text:B: 1}, {Text:A: 1, Text:B: 1}]
      problems:
        - {record: 3, column: Text:A, rule: code-twice, says: the first is on line 2}
- refused: {option: columns}
"""
ORDER = Sample("RecordRuleContract", "    rule = Order()\n", "Order", SOURCE, ORDER_CASES)
ONCE = Sample("FileRuleContract", "    rule = Once()\n", "Once", SOURCE, ONCE_CASES)

NAME = "it_has_a_name_and_says_what_it_is"
OPTIONS = "its_options_are_documented_and_their_defaults_fit"
CASE = "each_case_is_judged_as_it_says"
TEXT = "no_text_makes_it_fail"
UNTRIED = "every_rule_and_option_has_a_case"
MASKED = "what_it_says_holds_nothing_of_the_cells"
PROBLEM = 'Problem("end-before-start", "{value} is before {start}", "correct it", data={"start": start})'
SUSPECT = "it_suspects_all_that_it_tells"
SUSPECTS = "[at for at, (start, end) in enumerate(zip(columns[self.start], columns[self.end])) if start > end]"

ORDER_FAULTS = [
    Fault("name", 'name = "order"', 'name = "Order"', NAME, "write it in small letters, digits and hyphens"),
    Fault("doc", "A date is not before another.", "A date", NAME, "make it a whole sentence"),
    Fault("no_column", '"column"', '"text"', OPTIONS, "no option has the type `column` or `columns`"),
    Fault("page", 'why="Nobody can be there."', 'why=""', "its_rules_have_whole_pages", "`why` of the rule `end-before-start`"),
    Fault("core_rule", "end-before-start", "duplicate-email", "the_names_of_its_rules_are_free", "is one of the core already"),
    Fault("untried", "rules = (END_FIRST,)", "rules = (END_FIRST, TWICE)", UNTRIED, "no case breaks the rule `code-twice`"),
    Fault("untried_option", "    rules = (END_FIRST,)", "    options += (Option('days', 'integer', 'How many.'),)\n    rules = (END_FIRST,)", UNTRIED, "no case gives the option `days`"),
    Fault("valid", "end >= start", "end > start[:3]", CASE, "the rule tells [], not [(1, 'Date:End', 'end-before-start')]"),
    Fault("says", "says: is before", "says: is after", CASE, "it is told without 'is after `2025/01/02`'"),
    Fault("fix", "rule: end-before-start,", "rule: end-before-start, fix: 2025/01/03,", CASE, "the fix and whether it is safe are None, not ('2025/01/03', False)"),
    Fault("refused", 'if options["end"]', 'if False and options["end"]', CASE, "raise OptionError('end', message)"),
    Fault("raises", "end >= start:", "end >= start or 1 / (end[:1] != '%') < 0:", TEXT, "raised ZeroDivisionError: division by zero. Cells may be empty"),
    Fault("undeclared", PROBLEM, f"{PROBLEM}._replace(rule='x' if end[:1] == '%' else 'end-before-start')", TEXT, "it names the rule `x`, which is not declared"),
    Fault("elsewhere", "At(self.end,", "At('Text:X' if end[:1] == '%' else self.end,", TEXT, "tells a problem at the column 'Text:X'"),
    Fault("impure", '"correct it"', "str(id(self) if end[:1] == '%' else '')", "the_same_cells_get_the_same_answer", "when it was bound anew"),
    Fault("two_lines", '"correct it"', '"correct\\nit"', "what_it_says_is_one_clean_line", "holds a line end or a control character"),
    Fault("leak", '"correct it"', "''.join(filter(str.isdigit, start))[:99] if start.isascii() else ''", MASKED, "of the cell as it stands, and --redact would show it"),
    Fault("no_hook", "return [Order()]", "return []", "its_hook_brings_it", "no hook `proplint_record_rules` of no_hook_plugin brings the record rule `order`"),
    Fault("no_mark", "@hookimpl\ndef proplint_record_rules", "def proplint_record_rules", "its_hook_brings_it", "write one with @hookimpl"),
    Fault("their_rule", "end-before-start", "duplicate-value", "the_names_of_its_rules_are_free", "is one of the built-in file rule unique already"),
    Fault("suspects", SUSPECTS, SUSPECTS.replace(" > ", " < "), SUSPECT, "and `check` finds something there"),
    Fault("no_index", SUSPECTS, SUSPECTS + " + [-1]", SUSPECT, "no index of a record"),
    Fault("suspects_raise", SUSPECTS, SUSPECTS.replace("[at for", "[int(end) for"), SUSPECT, "`suspects` raised ValueError"),
    Fault("heavy", "from proplint.api", "import asyncio\nfrom proplint.api", "its_import_takes_no_time", "imports asyncio, concurrent.futures"),
]  # fmt: skip
ONCE_FAULTS = [
    Fault("first", "yield record, At", "yield first, At", CASE, "the rule tells [(1, 'Text:A', 'code-twice')], not [(3,"),
    Fault("says", "on line {first.line}", "in record {first.number}", CASE, "it is told without 'the first is on line 2'"),
    Fault("all_read", "for record in records:", "for record in [*records][:-1]:", CASE, "the rule tells [], not"),
    Fault("made", "yield record, At", "yield (record if len(seen) < 4 else record._replace(number=0)), At", TEXT, "none of the records that it was given"),
    Fault("refused", 'if not options["columns"]', "if False", CASE, "raise OptionError('columns', message)"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the tests that fail for each fault of each rule."""
    return {
        "order": failures(tmp_path_factory.mktemp("order"), ORDER, ORDER_FAULTS),
        "once": failures(tmp_path_factory.mktemp("once"), ONCE, ONCE_FAULTS),
    }


@pytest.mark.parametrize("rule", ["order", "once"])
def test_a_rule_that_keeps_it_passes(told: Mapping[str, Mapping[str, Mapping[str, str]]], rule: str) -> None:
    assert told[rule]["passes"] == {}


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        pytest.param(rule, fault, id=f"{rule}-{fault.name}")
        for rule, faults in (("order", ORDER_FAULTS), ("once", ONCE_FAULTS))
        for fault in faults
    ],
)
def test_each_fault_is_caught_by_one_test(
    told: Mapping[str, Mapping[str, Mapping[str, str]]], rule: str, fault: Fault
) -> None:
    failed = told[rule][fault.name]
    assert [*failed] == [fault.test], failed
    assert fault.says in failed[fault.test]
