"""What a problem says, and what it offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.engine.cells import is_damaged
from proplint.testing.words import fault, shown
from proplint.text import escaped, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from proplint.api import Fix, Problem

_PLACEHOLDER: Final = re.compile(r"\{([^\W\d]\w*)\}")
_MOST_WORDS: Final = 4


def require_words(problem: Problem, asked: str) -> None:
    """Check message and help: one line each, nothing that a terminal would obey, and no placeholder left open.

    Args:
        problem: What was answered.
        asked: What was asked, for messages.
    """
    if not problem.message.strip():
        fault(f"{asked} has no message: say what is wrong")
    if problem.message.endswith("."):
        fault(f"{asked} has the message {shown(problem.message)}: leave the full stop out, more may follow")
    known = {"value", *problem.data} | ({"fix"} if problem.fix or problem.readings else set[str]())
    for name, text in (("message", problem.message), ("help", problem.help)):
        if escaped(text) != text:
            fault(
                f"{asked} has the {name} {shown(text)}: it holds a line end or a control character. Text from the cell "
                f"goes into `data`, and stands in the {name} as {{name}}"
            )
        left = [found for found in _PLACEHOLDER.findall(text) if found not in known]
        if left:
            fault(f"{asked} has the {name} {shown(text)}, but no `data` for {{{left[0]}}}")


def told(problem: Problem, text: str) -> str:
    """Return message and help as a person reads them."""
    fix = {} if problem.fix is None else {"fix": problem.fix.value}
    data = {"value": text, **fix, **problem.data}
    return f"{render(problem.message, data)}\n{render(problem.help, data)}"


def require_right_fix(fix: Fix | None, problem: Problem, ask: Callable[[str], Problem | None], asked: str) -> None:
    """Check that a fix does not break the rule that it is to mend.

    It may break another: `200,5` is meant to be 200.5, which is out of range. Such a fix is dropped, and said why.

    Args:
        fix: It.
        problem: What it is a fix of.
        ask: What judges a text.
        asked: What was asked, for messages.
    """
    if fix is None or not fix.value:
        return
    if is_damaged(fix.value) or any("\ud800" <= character <= "\udfff" for character in fix.value):
        fault(f"{asked} has the fix {shown(fix.value)}, which holds a zero byte or half a character")
    left = ask(fix.value)
    if left is not None and left.rule == problem.rule:
        fault(
            f"{asked} has the fix {shown(fix.value)}, which breaks {problem.rule} itself "
            f"({shown(told(left, fix.value).splitlines()[0])}): offer a fix only where check(fix) is None"
        )


def require_readings(readings: Mapping[str, Fix | None], problem: Problem, asked: str) -> None:
    """Check the names of readings, and that the column has the last word."""
    for name in readings:
        if escaped(name) != name or not 1 <= len(name.split()) <= _MOST_WORDS:
            fault(f"{asked} has the reading {shown(name)}: name it in two or three words, such as `day first`")
    if readings and problem.fix is not None and problem.fix.safe:
        fault(
            f"{asked} has readings and a fix that is safe: only its column can tell. Leave `fix` out, or make it a "
            "guess with safe=False"
        )
