"""Each case of a property type is judged as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.testing.problems import told
from proplint.testing.soundness import accepted
from proplint.testing.typecases import Pair, Right, Wrong
from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from proplint.api import Fix, Problem
    from proplint.testing.asking import Asked


def judge(said: Right | Wrong | Pair, asked: Asked, where: str) -> None:
    """Check one case.

    Args:
        said: It.
        asked: The type.
        where: The place of the case, for messages.
    """
    if isinstance(said, Right):
        _judge_right(said, asked, where)
    elif isinstance(said, Pair):
        _judge_pair(said, asked, where)
    else:
        _judge_wrong(said, asked, where)


def _judge_right(said: Right, asked: Asked, where: str) -> None:
    problem = asked.offered(said.value)
    if problem is not None:
        fault(f"{where}: {shown(said.value)} is valid, but breaks {problem.rule}: {told(problem, said.value)}")
    if said.proven and not accepted(asked.check, said.value):
        fault(f"{where}: `accepts` does not take {shown(said.value)}: widen its pattern, or move the text to `valid`")


def _judge_wrong(said: Wrong, asked: Asked, where: str) -> None:
    problem = asked.offered(said.value)
    if problem is None:
        fault(f"{where}: {shown(said.value)} is invalid, but check found nothing wrong")
    text = told(problem, said.value)
    if said.rule is None:
        return
    if problem.rule != said.rule:
        fault(f"{where}: {shown(said.value)} breaks {problem.rule}, not {said.rule}: {text}")
    missing = [part for part in said.says if part not in text]
    if missing:
        fault(f"{where}: {shown(said.value)} is told so, without {shown(missing[0])}:\n{text}")
    _judge_fix(said, problem, where)
    if said.readings is not None:
        readings = {name: fix and fix.value for name, fix in problem.readings.items()}
        if readings != dict(said.readings):
            fault(f"{where}: {shown(said.value)} has the readings {readings}, not {dict(said.readings)}")


def _judge_fix(said: Wrong, problem: Problem, where: str) -> None:
    offered = _spelt(problem.fix)
    if said.fix is None and problem.fix is not None:
        fault(f"{where}: {shown(said.value)} has a fix that the case does not name: add {offered}, or offer none")
    if said.fix is not None and (problem.fix is None or tuple(problem.fix) != (said.fix, said.safe)):
        wanted = f"fix: {shown(said.fix)}, safe: {str(said.safe).lower()}"
        fault(
            f"{where}: {shown(said.value)} has {offered}, not {wanted}. (A fix that check finds wrong is not offered.)"
        )


def _spelt(fix: Fix | None) -> str:
    return "no fix" if fix is None else f"fix: {shown(fix.value)}, safe: {str(fix.safe).lower()}"


def _judge_pair(said: Pair, asked: Asked, where: str) -> None:
    same = asked.same()
    if same is None:
        if said.same:
            fault(f"{where}: the check has no method `same`, so that every character counts")
        return
    if bool(same(said.before, said.after)) is not said.same:
        fault(f"{where}: same({shown(said.before)}, {shown(said.after)}) must be {said.same}")
