"""A type under test, bound to options and asked with care: what is no answer is told by one test only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.alarm import SECONDS
from proplint.api import Fix, Problem
from proplint.engine.bind import Column
from proplint.engine.cells import ColumnJudge
from proplint.engine.readings import rule
from proplint.exceptions import PluginError
from proplint.guard import Guards
from proplint.plugins import LoadedType
from proplint.registry import Brought, Origin
from proplint.testing.limit import Limited
from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from proplint.api import CellCheck, OptionValue, PropertyType


class Asked:
    """A type bound to options.

    Args:
        kind: The type.
        options: A value for every option.
        where: Where they stand, for messages.
    """

    def __init__(self, kind: PropertyType, options: Mapping[str, OptionValue], where: str) -> None:
        self.kind = kind
        self.options = options
        self.where = where
        self.rules = {rule.name for rule in kind.rules}
        self.check = _compiled(kind, options, where)

    def bound_to(self, options: Mapping[str, OptionValue]) -> Asked:
        """Return the same type with other options."""
        return Asked(self.kind, options, f"the options {dict(options)}")

    def again(self) -> Asked:
        """Return the same type, bound anew."""
        return Asked(self.kind, self.options, self.where)

    def answer(self, text: str) -> object:
        """Return what `check` returns, or raise what it raises."""
        Limited.latest[:] = [text]
        return self.check.check(text)

    def problem(self, text: str) -> Problem | None:
        """Return what is wrong with a text; None also where the answer is none: another test tells."""
        try:
            answer = self.answer(text)
        except Exception:  # noqa: BLE001  a plugin may raise anything
            return None
        return answer if isinstance(answer, Problem) and not misshapen(answer) else None

    def same(self) -> Callable[[str, str], bool] | None:
        """Return the check's `same`, if it has one."""
        return getattr(self.check, "same", None)

    def rules_out(self) -> Callable[[str], Collection[str]] | None:
        """Return the check's `rules_out`, if it has one."""
        return getattr(self.check, "rules_out", None)

    def doubtful(self) -> Collection[str]:
        """Return the readings that the check calls doubtful."""
        return getattr(self.check, "doubtful", ())

    def offered(self, text: str) -> Problem | None:
        """Return what proplint finds wrong with a cell that is the only one of its column.

        Its fix is the one that is offered: those that are wrong themselves are dropped, and readings decided.

        Raises:
            AssertionError: The type raised, or gave no answer.
        """
        guards = Guards({SECONDS: "0"})  # the limit is the test's
        loaded = LoadedType(Brought(self.kind, Origin("under test", ""), guards))
        column = Column(0, f"{self.kind.name}:X", loaded, self.check, required=False)
        Limited.latest[:] = [text]
        try:
            problem = ColumnJudge(column).problems([text], damaged=False).get(text)
        except PluginError as error:
            fault(f"check({shown(text)}), with {self.where}: {str(error).splitlines()[0]}")
        if problem is None or not problem.readings:
            return problem
        fixes = {*problem.readings.values()}
        ruling = rule({(*problem.readings,): 2})
        decided = ruling.left and len(fixes) == 1 and ruling.reading not in self.doubtful()
        return problem._replace(fix=fixes.pop() if decided else problem.fix)


def misshapen(problem: Problem) -> str:
    """Return what is wrong with the shape of a problem, for its author; empty where nothing is."""
    for name in ("rule", "message", "help"):
        text: object = getattr(problem, name)
        if not isinstance(text, str):
            return f"its `{name}` is {shown(text)}, which is no str"
    fixes: list[object] = [problem.fix, *dict(problem.readings).values()]
    for fix in fixes:
        if fix is not None and not isinstance(fix, Fix):
            return f"it has the fix {shown(fix)}: make it a `Fix(value, safe=…)`"
        parts: tuple[object, ...] = ("", True) if fix is None else (*fix,)
        if not (isinstance(parts[0], str) and isinstance(parts[1], bool)):
            return f"it has the fix {shown(fix)}: `value` must be a str, and `safe` a bool"
    texts: list[object] = [*problem.readings, *problem.data, *problem.data.values()]
    wrong = next((text for text in texts if not isinstance(text, str)), None)
    return "" if wrong is None else f"its `data` or `readings` hold {shown(wrong)}, which is no str"


def _compiled(kind: PropertyType, options: Mapping[str, OptionValue], where: str) -> CellCheck:
    given = dict(options)
    try:
        check = kind.compile(given)
    except Exception as error:  # noqa: BLE001  a plugin may raise anything
        fault(f"compile, with {where}, raised {type(error).__name__}: {error}")
    if given != dict(options):
        fault(f"compile, with {where}, changed the options that it was given: copy what you change")
    if not callable(getattr(check, "check", None)):
        fault(f"compile, with {where}, returned {shown(check)}, which has no method `check(value)`")
    for name in ("same", "rules_out"):
        if not callable(getattr(check, name, _compiled)):
            fault(f"`{name}` of what compile returned is no method")
    return check
