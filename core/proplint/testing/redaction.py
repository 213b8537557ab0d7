"""Nothing of a cell stands in what is said about it but through `data`: that is what `--redact` masks."""

from __future__ import annotations

import re
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING, Final

from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from proplint.api import Problem

_RUN: Final = re.compile(r"[^\W_]{3,}")
_FILLS: Final = 12
_PIECE: Final = 4
_LONGEST: Final = 200
_ENOUGH: Final = 2
"""How often a piece must be met: letters drawn at random may spell a part of the message once."""


def require_masked(texts: Iterable[str], constants: str, ask: Callable[[str], Problem | None], call: str) -> None:
    """Check that no piece of a cell stands in message, help or the name of a reading.

    Letters and digits of each text are replaced by others, run by run, so that a piece is surely the cell's.

    Args:
        texts: Where to begin.
        constants: What may be said: texts of the options.
        ask: What judges a text.
        call: The name of what is called, for messages.
    """
    for text in dict.fromkeys(text[:_LONGEST] for text in texts):
        before = constants.casefold() + _templates(ask(text))
        for fills in _filled(text):
            leaks = [
                (filled, piece)
                for filled, run in fills
                for piece in [_leaked(run.casefold(), _templates(ask(filled)), before)]
                if piece
            ]
            if len(leaks) >= _ENOUGH:
                filled, piece = leaks[0]
                fault(
                    f"what {call}({shown(filled)}) says holds `{piece}` of the cell as it stands, and --redact would "
                    'show it: put it into `data`, {"part": part}, and write {part}; {value} is the whole cell'
                )


def _templates(problem: Problem | None) -> str:
    """Return all that is shown of a problem when cells are masked."""
    if problem is None:
        return ""
    texts = (problem.message, problem.help, *problem.readings)
    return "\n".join(re.sub(r"\{\w+\}", "", text) for text in texts).casefold()


def _leaked(run: str, said: str, before: str) -> str:
    width = min(_PIECE, len(run))
    pieces = (run[at : at + width] for at in range(len(run) - width + 1))
    return next((piece for piece in pieces if piece in said and piece not in before), "")


def _filled(text: str) -> Iterator[list[tuple[str, str]]]:
    """Give variants of a text, each with the run of letters and digits that is new in it."""
    random = Random(0)  # noqa: S311  no secret
    for match in _RUN.finditer(text):
        yield [_replaced(text, match.start(), match.end(), _other(match[0], random)) for _ in range(_FILLS)]
    for at in {0, len(text)}:
        yield [_replaced(text, at, at, _other("xxXX00xx", random)) for _ in range(_FILLS)]
    if len(_RUN.findall(text)) > 1:  # all at once, and the longest is looked for
        yield [max(_all_others(text, random), key=lambda one: len(one[1])) for _ in range(_FILLS)]


def _all_others(text: str, random: Random) -> list[tuple[str, str]]:
    whole = _RUN.sub(lambda match: _other(match[0], random), text)
    return [(whole, run) for run in _RUN.findall(whole)]


def _replaced(text: str, start: int, end: int, run: str) -> tuple[str, str]:
    return text[:start] + run + text[end:], run


def _other(run: str, random: Random) -> str:
    """Return a text of the same form with other letters and digits."""
    kinds = ((str.isdigit, digits), (str.isupper, ascii_uppercase), (str.isalpha, ascii_lowercase))
    return "".join(
        next((random.choice(pool) for matches, pool in kinds if matches(character)), character) for character in run
    )
