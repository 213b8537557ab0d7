"""How a property type behaves, whatever it is about: pure, silent about cells, right in what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proplint.registry import TYPES
from proplint.testing.fresh import plugin_of
from proplint.testing.problems import require_readings, require_right_fix, require_words
from proplint.testing.redaction import require_masked
from proplint.testing.soundness import assert_accepts_is_sound
from proplint.testing.texts import drawn, each, fixed
from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from proplint.api import Problem, PropertyType
    from proplint.testing.asking import Asked
    from proplint.testing.typecases import Group

_SAMPLE = 150
_SEEDS = (1, 2, 3)
_DIFFERS = (
    "It must come from the text and the options alone: no state that one cell leaves to the next, no clock, no chance"
)


class TypeManners:
    """The part of `TypeContract` that is about behaviour; its attributes are described there."""

    type: PropertyType
    plugin: str | None
    examples: int

    def test_the_same_text_gets_the_same_answer(self, group: Group) -> None:
        """`check`, `same` and `rules_out` are pure: asked twice, in another order, bound anew."""
        asked, texts = self._asked(group), self._fixed(group)
        answers = [_all_of(asked, text) for text in texts]
        for column, again in ((asked, "when it was asked again"), (asked.again(), "when it was bound anew")):
            for text, answer in reversed([*zip(texts, answers, strict=True)]):
                other = _all_of(column, text)
                if other != answer:
                    fault(f"check({shown(text)}) said {shown(answer)}, and {shown(other)} {again}. {_DIFFERS}.")

    def test_another_process_gives_the_same_answers(self) -> None:
        """The order of a set, which differs from run to run, decides nothing. And the plugin's hook brings the type."""
        groups = [(group.options, self._fixed(group)) for group in self._groups() if not group.is_refused]
        plugin = plugin_of(self.type, self.plugin)
        plugin.require_bringing(TYPES, self.type.name)
        first, *others = (plugin.answers(self.type.name, groups, seed) for seed in _SEEDS)
        for other in others:
            for (text, answer), (_, another) in zip(first, other, strict=True):
                if answer != another:
                    fault(
                        f"check({shown(text)}) said {answer}, and in another process {another}. Sort what comes from "
                        "a set."
                    )

    def test_what_it_says_is_one_clean_line(self, group: Group) -> None:
        """Message and help are one line each, without control characters, and every placeholder has its text."""
        asked = self._asked(group)
        self._each_problem(group, lambda text, problem: require_words(problem, _call(text)), asked)

    def test_what_it_says_holds_nothing_of_the_cell(self, group: Group) -> None:
        """Text from a cell goes into `data`, so that --redact masks it."""
        constants = "\n".join(map(str, group.options.values()))
        require_masked(group.texts, constants, self._asked(group).problem, "check")

    def test_its_fixes_are_right(self, group: Group) -> None:
        """No fix breaks the rule that it is to mend."""
        asked = self._asked(group)

        def right(text: str, problem: Problem) -> None:
            for fix in (problem.fix, *problem.readings.values()):
                require_right_fix(fix, problem, asked.problem, _call(text))

        self._each_problem(group, right, asked)

    def test_its_readings_are_in_order(self, group: Group) -> None:
        """Readings have short names, their column decides, and `rules_out` and `doubtful` name no others."""
        asked, names = self._asked(group), set[str]()

        def ordered(text: str, problem: Problem) -> None:
            require_readings(problem.readings, problem, _call(text))
            names.update(problem.readings)

        self._each_problem(group, ordered, asked)
        rules_out = asked.rules_out()
        known = [text for other in self._groups() for text in other.texts]
        names |= {name for text in (*known, *self._fixed(group)) for name in self._names(asked, text)}
        for text in self._fixed(group) if rules_out else ():
            out: Any = _called(rules_out, text)
            if isinstance(out, str | Exception) or not all(isinstance(name, str) for name in out):
                fault(f"rules_out({shown(text)}) gave {shown(out)}: return the names of readings, `()` for none")
            if {*out} - names:
                other = ", ".join(sorted({*out} - names))
                fault(
                    f"rules_out({shown(text)}) names `{other}`, which no problem has as a reading: correct it, or "
                    "add a case"
                )
        doubtful: Any = asked.doubtful()
        if isinstance(doubtful, str) or not all(isinstance(name, str) for name in doubtful):
            fault(f"`doubtful` is {shown(doubtful)}: make it the names of readings, such as frozenset({{'left one'}})")
        if {*doubtful} - names:
            other = ", ".join(sorted({*doubtful} - names))
            fault(f"`doubtful` names `{other}`, which no problem has as a reading: correct it, or add a case")

    def test_same_joins_what_is_one_value(self, group: Group) -> None:
        """`same` fails for no text, takes a right text for itself, and never a wrong one for a right one."""
        asked, texts = self._asked(group), self._fixed(group)
        same = asked.same()
        if same is None:
            return
        wrong = {text for text in texts if asked.problem(text) is not None}
        for text in texts:
            if text not in wrong and _called(same, text, text) is not True:
                fault(f"same({shown(text)}, {shown(text)}) must be True: a right text is the same as itself")
        for before in texts:
            for after in [*self._twins(before), *texts[: len(group.texts)]]:
                answer = _called(same, before, after)
                call = f"same({shown(before)}, {shown(after)})"
                if not isinstance(answer, bool):
                    fault(f"{call} gave {shown(answer)}: return True or False for any two texts")
                if answer and before not in wrong and asked.problem(after) is not None:
                    fault(f"{call} is True, but the first is right and the second wrong: it must be no worse in form")

    def test_what_it_accepts_is_right(self, group: Group) -> None:
        """Every text that `accepts` takes unchecked passes `check`."""
        try:
            assert_accepts_is_sound(self._asked(group).check, self.examples)
        except AssertionError:
            raise
        except Exception as error:  # noqa: BLE001  a plugin may raise anything
            fault(f"`accepts` can't be used: {type(error).__name__}: {error}")

    def _each(self, group: Group, body: Callable[[str], None]) -> None:
        each(drawn(group.texts), self.examples, body)

    def _each_problem(self, group: Group, body: Callable[[str, Problem], None], asked: Asked) -> None:
        def judged(text: str) -> None:
            problem = asked.problem(text)
            if problem is not None:
                body(text, problem)

        for text in group.texts:
            judged(text)
        self._each(group, judged)

    def _met(self, group: Group) -> list[Problem]:
        asked = None if group.is_refused else self._asked(group)
        return [problem for text in group.texts if asked and (problem := asked.problem(text))]

    def _fixed(self, group: Group) -> list[str]:
        return fixed(group.texts, len(group.texts) + _SAMPLE)

    @staticmethod
    def _names(asked: Asked, text: str) -> list[str]:
        problem = asked.problem(text)
        return [] if problem is None else [*problem.readings]

    @staticmethod
    def _twins(text: str) -> list[str]:
        """Return what programs make of a text that they take for a number or a word."""
        return [text + ".0", text + "0", text.upper(), text.lower(), text.strip(), f" {text}", text.replace(".", ",")]

    def _asked(self, group: Group) -> Asked:
        raise NotImplementedError

    def _groups(self) -> list[Group]:
        raise NotImplementedError


def _call(text: str) -> str:
    return f"the problem of check({shown(text)})"


def _called(function: Any, *texts: str) -> Any:  # noqa: ANN401  a plugin may return anything
    """Return what a function of a plugin returns, or the exception that it raises."""
    try:
        return function(*texts)
    except Exception as error:  # noqa: BLE001  a plugin may raise anything
        return error


def _all_of(asked: Asked, text: str) -> tuple[object, ...]:
    """Return all that a check says about a text; exceptions by their kind."""
    functions = (asked.answer, asked.rules_out(), asked.same() and (lambda one: asked.same()(one, one)))  # type: ignore[misc]
    answers = (_called(function, text) for function in functions if function)
    return tuple(type(answer) if isinstance(answer, Exception) else answer for answer in answers)
