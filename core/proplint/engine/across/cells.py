"""What rules across cells build on: which cells are right by themselves, and what a rule answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.api import At, Fix, Problem
from proplint.engine.cells import DAMAGED, ColumnJudge, ill_formed, is_damaged, refused
from proplint.exceptions import NamedPluginError
from proplint.identity.keys import problem_of
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from proplint.config.model import BoundRule
    from proplint.engine.bind import Binding


class CellJudges:
    """Tells which cells are wrong by themselves: told elsewhere, and no rule across cells is asked about them.

    Args:
        binding: What the columns of the file are bound to.
    """

    def __init__(self, binding: Binding) -> None:
        self._columns = {column.position: ColumnJudge(column) for column in binding.columns}
        self._keys = binding.keys

    def wrong(self, position: int, texts: Collection[str], *, damaged: bool) -> Mapping[str, Problem]:
        """Return the wrong ones of some cells, each with what is wrong.

        Args:
            position: Index of their column.
            texts: They.
            damaged: Whether some of them may hold zero bytes or bytes that are no UTF-8.

        Raises:
            PluginError: The type failed.
        """
        found = dict.fromkeys(filter(is_damaged, texts), DAMAGED) if damaged else {}
        if position in self._columns:
            judged = self._columns[position].problems([*texts], damaged=damaged)
            return {**judged, **found} if found else judged
        if position in self._keys:
            rules = self._keys[position]
            problems = {text: problem_of(rules, text) for text in texts if text not in found}
            found.update((text, problem) for text, problem in problems.items() if problem is not None)
        return found


def checked(rule: BoundRule, answer: object) -> At:
    """Return what a rule answered, if it is what the interface asks for.

    Raises:
        PluginError: It is not; the plugin is named.
    """
    problem: object = answer.problem if isinstance(answer, At) else None
    if not isinstance(answer, At) or not isinstance(problem, Problem):
        raise fault(rule, f"`{type(answer).__name__}`, where `At(column, Problem(…))` is due")
    if answer.column not in rule.columns:
        raise fault(rule, f"the column `{escaped(str(answer.column))}`, which its options do not name")
    name: object = problem.rule
    if not isinstance(name, str) or name not in rule.names:
        raise fault(rule, f"the rule `{escaped(str(problem.rule))}`, which it does not declare")
    wrong = ill_formed(problem)
    if wrong:
        raise fault(rule, wrong)
    if problem.readings:
        raise fault(rule, "readings, which only a type can have")
    given: tuple[object, object] = (problem.fix, getattr(problem.fix, "value", ""))  # a plugin may answer with anything
    if given[0] is not None and not (isinstance(given[0], Fix) and isinstance(given[1], str)):
        raise fault(rule, "a fix that is no `Fix`")
    return answer


def fault(rule: BoundRule, given: str) -> NamedPluginError:
    """Return the error that names a plugin whose rule answered with what the interface does not have."""
    said = f"plugin {rule.origin} answered in the rule `{escaped(rule.word)}` with"
    return NamedPluginError(f"{said} {given}", redacted=f"{said} what the interface does not have")


def with_right_fix(problem: Problem, why: Callable[[str], Problem | None]) -> Problem:
    """Return a problem with its fix only if that makes all right.

    Args:
        problem: It.
        why: Returns what would still be wrong with a text in the cell's place.
    """
    wrong = why(problem.fix.value) if problem.fix is not None else None
    return problem if wrong is None else refused(problem, problem.fix, wrong)
