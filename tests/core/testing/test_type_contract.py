"""The contract of types: one that keeps it passes, and each fault is caught by one test, which says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts import Fault, Sample, failures

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.xdist_group("type contract")

HERE = Path(__file__).parent / "samples"
NAME = "it_has_a_name_and_says_what_it_is"
OPTIONS = "its_options_are_documented_and_their_defaults_fit"
PAGES = "its_rules_have_whole_pages"
CASE = "each_case_is_judged_as_it_says"
TEXT = "no_text_makes_it_fail"
LINE = "what_it_says_is_one_clean_line"
MASKED = "what_it_says_holds_nothing_of_the_cell"
PURE = "the_same_text_gets_the_same_answer"
SAME = "same_joins_what_is_one_value"
READ = "its_readings_are_in_order"
PROCESS = "another_process_gives_the_same_answers"
FIXES = "its_fixes_are_right"
UNDECLARED = "its_problems_name_declared_rules"
ACCEPTS = "what_it_accepts_is_right"
QUICK = "a_cell_takes_no_time"
STEADY = "a_long_cell_takes_no_time"
PROCESSES = frozenset({PROCESS, "its_import_takes_no_time"})
BEHAVIOUR = frozenset({TEXT, LINE, MASKED, PURE, SAME, READ, FIXES, UNDECLARED, ACCEPTS, QUICK, STEADY})
SHELF = Sample(
    "TypeContract",
    "    type = Shelf()\n    examples = 30\n",
    "Shelf",
    (HERE / "shelf.py").read_text("utf-8"),
    (HERE / "shelf.cases.yaml").read_text("utf-8"),
    (PROCESSES, BEHAVIOUR),
)
NO_SHELF = 'Problem("not-a-shelf", "{value} is no shelf", "write a letter and a number")'
OPTION = 'Option("max", "integer", "The highest number.")'


def odd(parts: str) -> str:
    """Return what is said about texts that are no shelf, with other parts for one of them; its case says nothing of them."""
    return f"{NO_SHELF}._replace(**(dict({parts}) if value == '12345' else {{}}))"


FAULTS = [
    Fault("colon", 'name = "Shelf"', 'name = "Shelf:"', NAME, "a word has no colon"),
    Fault("nameless", 'name = "Shelf"', 'name = ""', NAME, "it must be the word before the colon"),
    Fault("unseen", 'name = "Shelf"', 'name = "Shelf\\u200b"', NAME, "can't be seen"),
    Fault("aliases", '("Rack",)', '"Rack"', NAME, "make it a tuple of other words"),
    Fault("twice", '("Rack",)', '("Shelf",)', NAME, "has the word `Shelf` twice"),
    Fault("taken", '("Rack",)', '("Number",)', NAME, "`Number` is a built-in type: choose another word"),
    Fault("undocumented", "such as A1.", "such as A1", NAME, "make it a whole sentence that ends with a full stop"),
    Fault("no_doc", 'doc = "A letter and a number, such as A1."', "", NAME, "`doc` is None: it must be a sentence"),
    Fault("small_doc", 'doc = "A letter', 'doc = "a letter', NAME, "begin the sentence with a capital"),
    Fault("option_doc", "The highest number.", "", OPTIONS, "`doc` of the option `max` is '': it must be a sentence"),
    Fault("option_twice", f"({OPTION},)", f"({OPTION}, {OPTION})", OPTIONS, "the option `max` is declared twice"),
    Fault("option_choices", '"The highest number."', '"The highest number.", choices=("1",)', OPTIONS, "only a `text` has them"),
    Fault("what", 'what="A cell of a Shelf column is no shelf."', 'what="no shelf"', PAGES, "`what` of the rule `not-a-shelf`"),
    Fault("why", 'why="Nobody finds it."', 'why=""', PAGES, "`why` of the rule `not-a-shelf` is '': it must be a sentence"),
    Fault("instead", 'example="Shelf:Place = A-1",\n    instead="Shelf:Place = A1"', 'example="x",\n    instead="x"', PAGES, "are the same: show what is wrong"),
    Fault("severity", 'why="There is none.",', 'why="There is none.", severity="fatal",', PAGES, "it must be error, warning or off"),
    Fault("core_rule", "shelf-too-high", "duplicate-email", "the_names_of_its_rules_are_free", "`duplicate-email` is one of the core already"),
    Fault("their_rule", "shelf-too-high", "not-a-number", "the_names_of_its_rules_are_free", "is one of the built-in type Number already"),
    Fault("example", 'example="Shelf:Place = A-1"', 'example="Shelf:Place = A2"', "the_pages_of_its_rules_are_true", "shows `A2`, which does not break it"),
    Fault("options", "A9  (max: 50)", "A90  (max: 50)", "the_pages_of_its_rules_are_true", "`instead` of the rule `shelf-too-high` shows `A90`, which is wrong"),
    Fault("untried_rule", "    - {value: A51, rule: shelf-too-high}\n", "    - shelf\n", "every_rule_and_option_has_a_case", "no case breaks the rule `shelf-too-high`"),
    Fault("untried_option", "(Option(", '(Option("min", "integer", "The lowest number."), Option(', "every_rule_and_option_has_a_case", "no case gives the option `min`"),
    Fault("valid", "valid: [A1, Z999]", "valid: [A1, Z9999]", CASE, "valid_plugin.cases.yaml:1: 'Z9999' is valid, but breaks not-a-shelf: `Z9999` is no shelf"),
    Fault("accepted", "accepted: [B12]", "accepted: [B12]\n- options: {max: 60}\n  accepted: [A1]", CASE, "`accepts` does not take 'A1': widen its pattern"),
    Fault("invalid", "    - 12345", "    - B1", CASE, "'B1' is invalid, but check found nothing wrong"),
    Fault("rule", "A51, rule: shelf-too-high", "B51, rule: not-a-shelf", CASE, "'B51' breaks shelf-too-high, not not-a-shelf"),
    Fault("says", "says: written oddly", "says: written evenly", CASE, "is told so, without 'written evenly'"),
    Fault("fix", "{value: a1, rule: not-a-shelf, fix: A1, safe: true}", "{value: a1, rule: not-a-shelf}", CASE, "has a fix that the case does not name: add fix: 'A1', safe: true"),
    Fault("safe", "{value: a1, rule: not-a-shelf, fix: A1, safe: true}", "{value: a1, rule: not-a-shelf, fix: A1}", CASE, "has fix: 'A1', safe: true, not fix: 'A1', safe: false"),
    Fault("readings", "right one: B2", "right one: B3", CASE, "has the readings"),
    Fault("pair", "{before: A1, after: A-1}", "{before: A1, after: A1}", CASE, "same('A1', 'A1') must be False"),
    Fault("refused", "if options", "if False and options", CASE, "raise OptionError('max', message), or correct the case"),
    Fault("blamed", 'OptionError("max"', 'OptionError("min"', CASE, "blames the option `min` (a number can't be negative), not `max`"),
    Fault("raises", NO_SHELF, f"{NO_SHELF} if value[:1] != '\u0661' else 1 / 0", TEXT, "raised ZeroDivisionError: division by zero. A cell may hold any text"),
    Fault("digits", "bare = value", "int(value) if len(value) == 5000 and value.isdigit() else 0\n        bare = value", TEXT, "raised ValueError: Exceeds the limit"),
    Fault("true", NO_SHELF, f"{NO_SHELF} if value[:1] != '%' else False", TEXT, "returned False: it is no Problem"),
    Fault("fix_text", NO_SHELF, f"{NO_SHELF}._replace(fix='A1' if value[:1] == '%' else None)", TEXT, "make it a `Fix(value, safe=…)`"),
    Fault("data_number", NO_SHELF, f"{NO_SHELF}._replace(data={{'n': 1}} if value[:1] == '%' else {{}})", TEXT, "its `data` or `readings` hold 1, which is no str"),
    Fault("undeclared", NO_SHELF, f"{NO_SHELF}._replace(rule='no-shelf' if value[:1] == '%' else 'not-a-shelf')", UNDECLARED, "names the rule `no-shelf`, which the type does not declare"),
    Fault("full_stop", '"{value} is two"', '"{value} is two."', LINE, "leave the full stop out"),
    Fault("two_lines", '"write {one}"', '"write\\n{one}"', LINE, "it holds a line end or a control character"),
    Fault("placeholder", '"write {one}"', '"write {left}"', LINE, "but no `data` for {left}"),
    Fault("leak", NO_SHELF, f"{NO_SHELF}._replace(message='{{value}} is no shelf ' + ''.join(filter(str.isdecimal, value))[:90])", MASKED, "of the cell as it stands, and --redact would show it"),
    Fault("impure", NO_SHELF, f"{NO_SHELF}._replace(data={{'n': self.counted()}})\n\n    def counted(self):\n        self.n = getattr(self, 'n', 0) + 1\n        return str(self.n)", PURE, "when it was asked again. It must come from the text and the options alone"),
    Fault("sets", NO_SHELF, f"{NO_SHELF}._replace(data={{'one': next(iter({{'one', 'two', 'six', 'ten'}}))}})", PROCESS, "Sort what comes from a set"),
    Fault("no_hook", "return [Shelf()]", "return []", PROCESS, "brings the type `Shelf`: write one with @hookimpl"),
    Fault("wrong_fix", NO_SHELF, odd("fix=Fix('12', safe=False)"), FIXES, "has the fix '12', which breaks not-a-shelf itself ('`12` is no shelf')"),
    Fault("reading_fix", NO_SHELF, odd("readings={'left one': Fix('A1', safe=True), 'right one': Fix('a1', safe=True)}"), FIXES, "has the fix 'a1', which breaks not-a-shelf itself"),
    Fault("zero_fix", NO_SHELF, odd("fix=Fix('A1\\0', safe=False)"), FIXES, "holds a zero byte or half a character"),
    Fault("reading_name", NO_SHELF, odd("readings={'the one that stands left': Fix('A1', safe=True)}"), READ, "name it in two or three words"),
    Fault("safe_guess", NO_SHELF, odd("fix=Fix('A1', safe=True), readings={'left one': None}"), READ, "has readings and a fix that is safe: only its column can tell"),
    Fault("rules_out", '("left one",)', '("left",)', READ, "names `left`, which no problem has as a reading"),
    Fault("rules_out_text", 'if value == "Z999" else ()', "if value == \"Z999\" else 'no'", READ, "return the names of readings, `()` for none"),
    Fault("doubtful", 'frozenset({"left one"})', 'frozenset({"left"})', READ, "`doubtful` names `left`, which no problem has as a reading"),
    Fault("doubtful_text", 'frozenset({"left one"})', '"left one"', READ, "make it the names of readings"),
    Fault("irreflexive", "return before == after", "return before == after != 'Z999'", SAME, "must be True: a right text is the same as itself"),
    Fault("worse", "return before == after", "return before.strip() == after.strip()", SAME, "is True, but the first is right and the second wrong"),
    Fault("same_none", "return before == after", "return before == after or None", SAME, "gave None: return True or False for any two texts"),
    Fault("unsound", '[0-9]{1,3}") if most', '[0-9]{1,4}") if most', ACCEPTS, "is accepted without a check, but the check says"),
    Fault("unprovable", "if most is None else None", "if most is None else Accepts(pattern='[0-9]+')", ACCEPTS, "a repeat needs a bound"),
    Fault("slow", "if SHELF.fullmatch(value):", "sum(range(800_000)) if len(value) < 4 else 0\n        if SHELF.fullmatch(value):", QUICK, "times as long as one of Number; 100 times is the most"),
    Fault("exponential", "two = TWO", "re.fullmatch('(?:s+)+b', value) if value[:1] == 's' else 0\n        two = TWO", STEADY, "Does a pattern repeat a repeat, as `(a+)+` does"),
    Fault("quadratic", "two = TWO", "re.search(' +$', value)\n        two = TWO", STEADY, "times as long as half of it"),
    Fault("heavy", "import re\n", "import re\nimport asyncio\n", "its_import_takes_no_time", "which is felt at every commit"),
    Fault("late", "import re\n", "import re\nimport time\ntime.sleep(0.6)\n", "its_import_takes_no_time", "times is the most. Import what is slow in the function that needs it"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """Return the tests that fail for each fault."""
    return failures(tmp_path_factory.mktemp("contract"), SHELF, FAULTS)


def test_a_type_that_keeps_it_passes(told: Mapping[str, Mapping[str, str]]) -> None:
    assert told["passes"] == {}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_caught_by_one_test(told: Mapping[str, Mapping[str, str]], fault: Fault) -> None:
    assert [*told[fault.name]] == [fault.test], told[fault.name]
    assert fault.says in told[fault.name][fault.test]
