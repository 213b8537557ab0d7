"""Judging the cells of a column: each distinct value once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem
from proplint.exceptions import NamedPluginError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proplint.engine.bind import Column

_REMEMBERED: Final = 1 << 14
_LONGEST_REMEMBERED: Final = 100
_MISSING: Final = Problem(
    "missing-value",
    "the cell is empty, but this property is required",
    "fill it in; proplint.yaml says `required: true`",
)
DAMAGED: Final = Problem("nul-byte", "{value} holds bytes that are no text")
"""What is wrong with a cell whose bytes are told with the record or the file."""


class ColumnJudge:
    """Judges the cells of one column, and remembers values that were right.

    A check is pure, so a value that was right once is right always. Columns repeat themselves: most of a
    batch is decided by one set difference.

    Args:
        column: The column.

    Attributes:
        column: It.
        guard: What all calls of its type run inside.

    Raises:
        PluginError: The type's check raised when it was looked at.
    """

    def __init__(self, column: Column) -> None:
        self.column = column
        self._right: set[str] = set() if column.required else {""}
        self._rules = {rule.name for rule in column.loaded.type.rules}
        self._trusted = column.loaded.origin.is_built_in
        self.guard = column.loaded.guard(column.name)
        with self.guard:
            self._same: Callable[[str, str], bool] | None = getattr(column.check, "same", None)

    def problems(self, cells: Sequence[str], *, damaged: bool) -> dict[str, Problem]:
        """Judge some cells.

        Args:
            cells: Their texts.
            damaged: Whether some of them may hold zero bytes or bytes that are no UTF-8; those are reported
                as such, and not judged.

        Returns:
            Each wrong value, and what is wrong with it.

        Raises:
            PluginError: The type's check raised, or answered with something else than a problem.
        """
        wrong: dict[str, Problem] = {}
        if len(self._right) > _REMEMBERED:
            self._right = set() if self.column.required else {""}
        new = set(cells) - self._right
        if not new:
            return wrong
        self.guard.judged(len(new))
        with self.guard:
            for value in new:
                if damaged and is_damaged(value):
                    continue
                problem = self._check(value) if value else _MISSING
                if problem is None:
                    if len(value) <= _LONGEST_REMEMBERED:
                        self._right.add(value)
                else:
                    wrong[value] = problem
        return wrong

    def same(self, before: str, after: str) -> bool:
        """Whether two texts are one value for the type, and the second is no worse in form.

        Raises:
            PluginError: The type's `same` raised.
        """
        if self._same is None or before == after:
            return before == after
        with self.guard:
            return bool(self._same(before, after))

    def is_lost(self, text: str, made: str) -> bool:
        """Whether a text is lost when a spreadsheet puts another in its place: the type knows no way back.

        Raises:
            PluginError: The type raised.
        """
        if text == made or is_damaged(text):
            return False
        with self.guard:
            if self._same is not None and self._same(text, made):
                return False
            problem = self._ask(made)
            if problem is None:
                return True
            settled = self._settled(text, problem)
            if settled is not None:
                return settled
            problem = self._checked(problem)
        if self._same is None:
            return problem.fix is None or not problem.fix.safe or problem.fix.value != text
        return text not in problem.data.values() and (problem.fix is None or not self.same(problem.fix.value, text))

    def _settled(self, text: str, problem: Problem) -> bool | None:
        """Return what `is_lost` does, where that is the same whichever of the fixes pass, which takes long to tell."""
        if self._same is None or not self._trusted:
            return None
        if text in problem.data.values():
            return False
        fixes = {fix.value for fix in (problem.fix, *problem.readings.values()) if fix is not None}
        return None if any(value == text or self._same(value, text) for value in fixes) else True

    def _check(self, value: str) -> Problem | None:
        problem = self._ask(value)
        return None if problem is None else self._checked(problem)

    def _checked(self, problem: Problem) -> Problem:
        """Return a problem with those of its fixes only that make the cell right.

        Where the column decides, none of them is safe so far, and a single one is offered.
        """
        if not problem.fix and not problem.readings:
            return problem
        fix, why = self._passing(problem.fix)
        if not problem.readings:
            return problem if why is None else refused(problem, problem.fix, why)
        right = {name: self._passing(one) for name, one in problem.readings.items()}
        fixes = [one for one, _ in right.values() if one is not None]
        if fix is None and len({one.value for one in fixes}) == 1:
            fix = fixes[0]
        offered = fix and fix._replace(safe=False)
        judged = problem._replace(fix=offered, readings={name: one for name, (one, _) in right.items()})
        ((only, (_, why)), *others) = right.items()
        return judged if others or why is None else refused(judged, problem.readings[only], why)

    def _passing(self, fix: Fix | None) -> tuple[Fix | None, Problem | None]:
        """Return a fix if it makes the cell right, else what would be wrong then."""
        if fix is None:
            return None, None
        given: tuple[object, object] = (fix, getattr(fix, "value", None))  # a plugin may answer with anything
        if not isinstance(given[0], Fix) or not isinstance(given[1], str):
            raise self._undeclared("a fix that is no `Fix`")
        if not fix.value:
            return (None, _MISSING) if self.column.required else (fix, None)
        why = DAMAGED if is_damaged(fix.value) else self._ask(fix.value)
        return (fix, None) if why is None else (None, why)

    def _ask(self, value: str) -> Problem | None:
        problem: object = self.column.check.check(value)  # a plugin may answer with anything
        if problem is None:
            return None
        if isinstance(problem, Problem) and problem.rule in self._rules:
            wrong = "" if self._trusted else ill_formed(problem)
            if wrong:
                raise self._undeclared(wrong)
            return problem
        given = f"rule `{problem.rule}`" if isinstance(problem, Problem) else type(problem).__name__
        raise self._undeclared(f"{given}, which its type does not declare")

    def _undeclared(self, given: str) -> NamedPluginError:
        column = self.column
        said = f"plugin {column.loaded.origin} answered in column `{escaped(column.name)}` with"
        return NamedPluginError(f"{said} {given}", redacted=f"{said} what the interface does not have")


def ill_formed(problem: Problem) -> str:
    """Return what a plugin put into a problem that may not be there; empty where all is well."""
    texts: tuple[object, ...] = (problem.message, problem.help)
    data: object = problem.data
    readings: object = problem.readings
    if not all(isinstance(text, str) for text in texts):
        return "a problem whose message or help is no text"
    if not isinstance(data, Mapping) or not all(isinstance(text, str) for text in (*data, *data.values())):
        return "a problem whose `data` is no mapping of names to texts"
    if not isinstance(readings, Mapping) or not all(isinstance(name, str) for name in readings):
        return "a problem whose `readings` are no mapping of names to fixes"
    return ""


def refused(problem: Problem, fix: Fix | None, why: Problem) -> Problem:
    """Return a problem without its fix, which would be wrong too."""
    problem = problem._replace(fix=None)
    if fix is None or why.data:
        return problem
    advice = f"{problem.help}; but {why.message.replace('{value}', '{instead}')}"
    return problem._replace(help=advice, data={**problem.data, "instead": fix.value})


def doubtful_readings(column: Column) -> frozenset[str]:
    """Return the readings that one cell of a column alone does not prove.

    Raises:
        PluginError: The type raised, or answered with something else than names.
    """
    with column.loaded.guard(column.name):
        return frozenset(getattr(column.check, "doubtful", ()))


def is_damaged(value: str) -> bool:
    """Whether a cell holds a zero byte, or bytes that were no UTF-8 (lone surrogates)."""
    if value.isascii():
        return "\0" in value
    return "\0" in value or any("\udc80" <= character <= "\udcff" for character in value)
