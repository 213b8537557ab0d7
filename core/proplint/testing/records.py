"""The contracts of record rules and file rules."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from proplint.api import At, OptionError, Problem, Record
from proplint.registry import FILE_RULES, RECORD_RULES
from proplint.testing import costs, declarations
from proplint.testing.asking import misshapen
from proplint.testing.cases import beside
from proplint.testing.fresh import plugin_of
from proplint.testing.giving import give_cases
from proplint.testing.limit import Limited
from proplint.testing.problems import require_words, told
from proplint.testing.redaction import require_masked
from proplint.testing.rulecases import read_rule_cases
from proplint.testing.texts import fixed
from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pytest

    from proplint.api import FileRule, RecordRule
    from proplint.testing.rulecases import RuleCase, RuleGroup

    Answer = list[tuple[int, At]]

_SAMPLE = 200
_RECORDS = 12
_FEW = 4


class _RuleContract(Limited):
    """What record rules and file rules have in common.

    Attributes:
        rule: The rule.
        cases: The YAML file of its cases, beside the test; docs/testing-types.md tells what stands in it.
        plugin: The module whose hook brings the rule; None for the one that its class stands in.
        slowest_start: How many times as long as `import click` the import of the plugin may take.
        heavy: Modules that must not be imported with the plugin.
    """

    rule: Any
    cases: str
    plugin: str | None = None
    slowest_start: float = 4.0
    heavy: Collection[str] = costs.HEAVY
    files: ClassVar[bool]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make one test of each case, and one of each group of cases."""
        give_cases(
            metafunc,
            self._groups,
            possible=lambda group: bool(group.cases),
            cases=lambda group: [(f"line {(case or group).line}", case) for case in group.cases or (None,)],
        )

    def test_it_has_a_name_and_says_what_it_is(self) -> None:
        """The word under which it is configured is one, and `doc` is a sentence."""
        declarations.require_kebab(getattr(self.rule, "name", None), "`name`")
        declarations.require_sentence(getattr(self.rule, "doc", None), "`doc`")

    def test_its_options_are_documented_and_their_defaults_fit(self) -> None:
        """Each `Option` has a name, a sentence, and a default of its own type; one says which columns are looked at."""
        declarations.require_options(getattr(self.rule, "options", None))
        if not any(option.type in ("column", "columns") for option in self.rule.options):
            fault("no option has the type `column` or `columns`: the rule would be given no cells")

    def test_its_rules_have_whole_pages(self) -> None:
        """Each `Rule` says what, why, what is wrong, and what is right instead."""
        declarations.require_rules(getattr(self.rule, "rules", None))

    def test_the_names_of_its_rules_are_free(self) -> None:
        """No rule has a name that the core or a built-in type has."""
        declarations.require_free_names(self.rule.rules, type(self.rule).__module__)

    def test_every_rule_and_option_has_a_case(self) -> None:
        """Nothing that is declared is left untried."""
        groups = self._groups()
        met = {told.rule for group in groups for case in group.cases for told in case.told}
        for rule in self.rule.rules:
            if rule.name not in met:
                fault(f"no case breaks the rule `{rule.name}`: add one under `invalid`, or remove the rule")
        for option in self.rule.options:
            if all(group.options[option.name] == option.default for group in groups):
                fault(f"no case gives the option `{option.name}`: add a group with `options: {{{option.name}: …}}`")

    def test_each_case_is_judged_as_it_says(self, case: tuple[RuleGroup, RuleCase | None]) -> None:
        """Nothing is told of valid records, and of invalid ones what the case says."""
        group, said = case
        if said is None:
            self._refuse(group)
            return
        where = f"{self.cases}:{said.line}"
        answers = self._answers(self._compiled(group), said.as_read(), where)
        wanted = [(one.record, one.column, one.rule) for one in said.told]
        found = [(number, at.column, at.problem.rule) for number, at in answers]
        if sorted(found) != sorted(wanted):
            fault(f"{where}: the rule tells {found}, not {wanted} (record, column, rule)")
        by_place = {(number, at.column, at.problem.rule): at.problem for number, at in answers}
        for one in said.told:
            problem = by_place[one.record, one.column, one.rule]
            text = told(problem, said.records[one.record - 1].get(one.column, ""))
            missing = [part for part in one.says if part not in text]
            if missing:
                fault(f"{self.cases}:{one.line}: it is told without {shown(missing[0])}:\n{text}")
            fix = None if problem.fix is None else tuple(problem.fix)
            if fix != (None if one.fix is None else (one.fix, one.safe)):
                fault(f"{self.cases}:{one.line}: the fix and whether it is safe are {fix}, not {(one.fix, one.safe)}")

    def test_no_text_makes_it_fail(self, group: RuleGroup) -> None:
        """It answers as it should whatever the cells hold, and tells its problems at columns that it was given."""
        check = self._compiled(group)
        for records in self._drawn(group):
            for _, at in self._answers(check, records, f"the rule, given {_cells(records)},"):
                if at.problem.rule not in {rule.name for rule in self.rule.rules}:
                    fault(f"it names the rule `{at.problem.rule}`, which is not declared in `rules`")
                if at.column not in group.columns:
                    fault(f"it tells a problem at the column {shown(at.column)}, which its options don't name")
                if at.problem.readings:
                    fault("its problem has `readings`: only types have them")

    def test_the_same_cells_get_the_same_answer(self, group: RuleGroup) -> None:
        """It is pure: asked twice, in another order, bound anew."""
        check, drawn = self._compiled(group), [*self._drawn(group)]
        answers = [self._answers(check, records) for records in drawn]
        for other, when in ((check, "when it was asked again"), (self._compiled(group), "when it was bound anew")):
            for records, answer in reversed([*zip(drawn, answers, strict=True)]):
                again = self._answers(other, records)
                if again != answer:
                    fault(f"of {_cells(records)} it said {shown(answer)}, and {shown(again)} {when}")

    def test_what_it_says_is_one_clean_line(self, group: RuleGroup) -> None:
        """Message and help are one line each, without control characters, and every placeholder has its text."""
        check = self._compiled(group)
        for records in self._drawn(group):
            for _, at in self._answers(check, records):
                require_words(at.problem, f"the problem of {_cells(records)}")

    def test_what_it_says_holds_nothing_of_the_cells(self, group: RuleGroup) -> None:
        """Text from a cell goes into `data`, so that --redact masks it."""
        check, constants = self._compiled(group), "\n".join(map(str, group.options.values()))
        for case in group.cases:
            for at, cells in enumerate(case.records):
                for column, text in cells.items():
                    before = case.as_read()

                    def ask(
                        other: str, at: int = at, column: str = column, before: list[Record] = before
                    ) -> Problem | None:
                        changed = [*before]
                        changed[at] = changed[at]._replace(cells={**changed[at].cells, column: other})
                        answers = self._answers(check, changed)
                        return answers[0][1].problem if answers else None

                    require_masked([text] if text else [], constants, ask, f"the rule about {column} = ")

    def test_its_hook_brings_it(self) -> None:
        """The hook of the plugin gives the rule."""
        plugin_of(self.rule, self.plugin).require_bringing(FILE_RULES if self.files else RECORD_RULES, self.rule.name)

    def test_its_import_takes_no_time(self) -> None:
        """Importing the plugin imports nothing heavy: what is slow waits until it is needed."""
        costs.require_quick_start(plugin_of(self.rule, self.plugin), self.slowest_start, self.heavy)

    def _groups(self) -> list[RuleGroup]:
        return read_rule_cases(beside(type(self), self.cases), self.rule, files=self.files)

    def _compiled(self, group: RuleGroup) -> Any:  # noqa: ANN401  the check of a rule of either kind
        try:
            return self.rule.compile(dict(group.options))
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            fault(f"compile, with the options of {self.cases}:{group.line}, raised {type(error).__name__}: {error}")

    def _refuse(self, group: RuleGroup) -> None:
        refused = group.refused
        where = f"{self.cases}:{group.line}"
        if refused is None:
            fault(f"{where}: the group has no cases")
        try:
            self.rule.compile(dict(group.options))
        except OptionError as error:
            missing = [text for text in refused.says if text not in error.message]
            if error.option != refused.option or missing:
                fault(f"{where}: compile blames `{error.option}`: {error.message}")
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            fault(f"{where}: compile raised {type(error).__name__}: {error}. Raise OptionError(option, message)")
        else:
            fault(f"{where}: compile takes these options: raise OptionError({refused.option!r}, message)")

    def _answers(self, check: Any, records: Sequence[Record], asked: str = "") -> Answer:  # noqa: ANN401
        """Return what a check tells; nothing where it fails and it is not said what was asked: another test tells."""
        Limited.latest[:] = [_cells(records)]
        try:
            answers = self._ask(check, records)
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            if not asked:
                return []
            fault(f"{asked} raised {type(error).__name__}: {error}. Cells may be empty, and hold any text")
        for _, at in answers:
            given: object = at
            if not isinstance(given, At) or not isinstance(at.problem, Problem):
                fault(f"{asked} answered with {shown(given)}: return At(column, Problem(…)), or None")
            why = misshapen(at.problem)
            if why:
                fault(f"{asked} answered with {shown(at.problem)}: {why}")
        return answers

    def _ask(self, check: Any, records: Sequence[Record]) -> Answer:  # noqa: ANN401
        raise NotImplementedError

    def _drawn(self, group: RuleGroup) -> Iterator[list[Record]]:
        """Give records of texts that the columns may hold, always the same ones."""
        random, texts, columns = Random(0), [*fixed(group.texts, _SAMPLE), ""], group.columns  # noqa: S311  no secret
        for _ in range(_SAMPLE):
            few = random.sample(texts, _FEW) if self.files else texts  # so that they meet again
            yield [
                Record(at + 1, at + 2, {column: random.choice(few) for column in columns}, 100 * (at + 1))
                for at in range(random.randrange(_RECORDS) if self.files else 1)
            ]


class RecordRuleContract(_RuleContract):
    """What every record rule keeps. Inherit it in a class called `Test…`, and give `rule` and `cases`."""

    rule: RecordRule
    files = False

    def test_it_suspects_all_that_it_tells(self, group: RuleGroup) -> None:
        """Where it has `suspects`, that leaves out no record at which `check` finds something."""
        check = self._compiled(group)
        suspects = getattr(check, "suspects", None)
        if suspects is None:
            return
        records = [case.as_read()[0] for case in group.cases] + [drawn[0] for drawn in self._drawn(group)]
        columns = {column: [record.cells[column] for record in records] for column in group.columns}
        Limited.latest[:] = [columns]
        try:
            found = {*suspects(columns)}
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            fault(f"`suspects` raised {type(error).__name__}: {error}. Cells may be empty, and hold any text")
        if not found <= {*range(len(records))}:
            fault("`suspects` gave what is no index of a record")
        for at, record in enumerate(records):
            if at not in found and self._answers(check, [record]):
                fault(f"`suspects` leaves {_cells([record])} out, and `check` finds something there")

    def _ask(self, check: Any, records: Sequence[Record]) -> Answer:  # noqa: ANN401
        answers = ((record.number, check.check(dict(record.cells))) for record in records)
        return [(number, at) for number, at in answers if at is not None]


class FileRuleContract(_RuleContract):
    """What every file rule keeps. Inherit it in a class called `Test…`, and give `rule` and `cases`."""

    rule: FileRule
    files = True

    def _ask(self, check: Any, records: Sequence[Record]) -> Answer:  # noqa: ANN401
        answers = []
        for record, at in check.check(iter(records)):
            if record not in records:
                fault(f"it told of {shown(record)}, which is none of the records that it was given")
            answers.append((record.number, at))
        return answers


def _cells(records: Sequence[Record]) -> list[Mapping[str, str]]:
    return [record.cells for record in records]
