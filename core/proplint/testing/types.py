"""The contract of property types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from proplint.api import OptionError, Problem
from proplint.testing import costs, declarations
from proplint.testing.asking import Asked, misshapen
from proplint.testing.cases import Refused, beside
from proplint.testing.fresh import plugin_of
from proplint.testing.giving import give_cases
from proplint.testing.judging import judge
from proplint.testing.limit import Limited
from proplint.testing.manners import TypeManners
from proplint.testing.pages import require_true_page
from proplint.testing.texts import AWKWARD
from proplint.testing.typecases import Right, Wrong, read_type_cases
from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    import pytest

    from proplint.api import PropertyType
    from proplint.testing.typecases import Case, Group


class TypeContract(TypeManners, Limited):
    """What every property type keeps. Inherit it in a class whose name begins with `Test`, and give type and cases.

    Attributes:
        type: The type.
        cases: The YAML file of its cases, beside the test; docs/testing-types.md tells what stands in it.
        plugin: The module whose hook brings the type; None for the one that its class stands in.
        examples: How many texts each test draws.
        slowest_cell: How many times as long as with Number a cell may take.
        slowest_start: How many times as long as `import click` the import of the plugin may take.
        heavy: Modules that must not be imported with the plugin.
    """

    type: PropertyType
    cases: str
    plugin: str | None = None
    examples: int = 200
    slowest_cell: float = 100.0
    slowest_start: float = 4.0
    heavy: Collection[str] = costs.HEAVY
    _read: ClassVar[dict[tuple[str, str], list[Group]]] = {}

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make one test of each case, and one of each group of cases."""
        give_cases(
            metafunc,
            self._groups,
            possible=lambda group: not group.is_refused,
            cases=lambda group: [(_name_of(case), case) for case in group.cases],
        )

    def test_it_has_a_name_and_says_what_it_is(self) -> None:
        """The word before the colon is one, is nobody else's, and `doc` is a sentence."""
        declarations.require_type_words(self.type)
        declarations.require_sentence(getattr(self.type, "doc", None), "`doc`")

    def test_its_options_are_documented_and_their_defaults_fit(self) -> None:
        """Each `Option` has a name, a sentence, and a default of its own type."""
        declarations.require_options(getattr(self.type, "options", None))

    def test_its_rules_have_whole_pages(self) -> None:
        """Each `Rule` says what, why, what is wrong, and what is right instead."""
        declarations.require_rules(getattr(self.type, "rules", None))

    def test_the_names_of_its_rules_are_free(self) -> None:
        """No rule has a name that the core or a built-in type has."""
        declarations.require_free_names(self.type.rules, type(self.type).__module__)

    def test_the_pages_of_its_rules_are_true(self) -> None:
        """What a page shows breaks its rule, and what it shows instead does not."""
        known = [self._unconfigured(), *(self._asked(group) for group in self._groups() if not group.is_refused)]
        for rule in self.type.rules:
            require_true_page(rule, self.type, known)

    def test_it_compiles_with_no_option_configured(self) -> None:
        """A column without options is judged as well."""
        self._unconfigured()

    def test_every_rule_and_option_has_a_case(self) -> None:
        """Nothing that the type declares is left untried."""
        groups = self._groups()
        met = {case.rule for group in groups for case in group.wrong}
        met |= {problem.rule for group in groups for problem in self._met(group)}
        for rule in self.type.rules:
            if rule.name not in met:
                fault(f"no case breaks the rule `{rule.name}`: add a text under `invalid`, or remove the rule")
        named = {name for group in groups for name in group.named}
        for option in self.type.options:
            if option.name not in named:
                fault(f"no case gives the option `{option.name}`: add a group with `options: {{{option.name}: …}}`")

    def test_each_case_is_judged_as_it_says(self, case: tuple[Group, Case]) -> None:
        """Valid texts pass, invalid ones break their rule and have their fix, and so on."""
        group, said = case
        where = f"{self.cases}:{said.line}"
        if isinstance(said, Refused):
            self._refuse(said, where)
        else:
            judge(said, self._asked(group), where)

    def test_no_text_makes_it_fail(self, group: Group) -> None:
        """`check` answers with None or a whole `Problem`, whatever the cell holds."""
        asked = self._asked(group)

        def answered(text: str) -> None:
            call = f"check({shown(text)}), with {asked.where},"
            try:
                answer = asked.answer(text)
            except Exception as error:  # noqa: BLE001  a plugin may raise anything
                fault(f"{call} raised {type(error).__name__}: {error}. A cell may hold any text: return a Problem")
            if answer is None:
                return
            why = misshapen(answer) if isinstance(answer, Problem) else "it is no Problem"
            if why:
                fault(f"{call} returned {shown(answer)}: {why}. Return None, or a Problem")

        for text in (*group.texts, *AWKWARD):
            answered(text)
        self._each(group, answered)

    def test_its_problems_name_declared_rules(self, group: Group) -> None:
        """The rule of each problem is among the type's `rules`."""
        asked = self._asked(group)

        def declared(text: str) -> None:
            problem = asked.problem(text)
            if problem is not None and problem.rule not in asked.rules:
                fault(
                    f"check({shown(text)}) names the rule `{problem.rule}`, which the type does not declare in `rules`"
                )

        self._each(group, declared)

    def test_a_cell_takes_no_time(self, group: Group) -> None:
        """A cell takes about as long as with a built-in type."""
        costs.require_quick(self._asked(group).problem, self._fixed(group), self.slowest_cell)

    def test_a_long_cell_takes_no_time(self, group: Group) -> None:
        """The time for a cell grows as its length does."""
        costs.require_steady(self._asked(group).problem, group.texts)

    def test_its_import_takes_no_time(self) -> None:
        """Importing the plugin imports nothing heavy: what is slow waits until it is needed."""
        costs.require_quick_start(plugin_of(self.type, self.plugin), self.slowest_start, self.heavy)

    def _refuse(self, said: Refused, where: str) -> None:
        try:
            self.type.compile(dict(said.options))
        except OptionError as error:
            missing = [text for text in said.says if text not in error.message]
            if error.option != said.option:
                fault(f"{where}: compile blames the option `{error.option}` ({error.message}), not `{said.option}`")
            if missing:
                fault(f"{where}: compile says {shown(error.message)}, which does not hold {shown(missing[0])}")
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            fault(f"{where}: compile raised {type(error).__name__}: {error}. Raise OptionError(option, message)")
        else:
            fault(
                f"{where}: compile takes these options: raise OptionError({said.option!r}, message), or "
                "correct the case"
            )

    def _groups(self) -> list[Group]:
        path = beside(type(self), self.cases)
        key = (path, type(self).__qualname__)
        if key not in self._read:
            self._read[key] = read_type_cases(path, self.type)
        return self._read[key]

    def _asked(self, group: Group) -> Asked:
        return Asked(self.type, group.options, f"the options of {self.cases}:{group.line}")

    def _unconfigured(self) -> Asked:
        return Asked(self.type, {option.name: option.default for option in self.type.options}, "no option configured")


def _name_of(case: Case) -> str:
    """Return what a test of a case is called."""
    text = case.value if isinstance(case, Right | Wrong) else getattr(case, "before", getattr(case, "option", ""))
    return f"{case.line} {shown(text)}"
