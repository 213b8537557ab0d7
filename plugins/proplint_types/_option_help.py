"""Why a cell holds no option; loaded when one is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem, closest, quoted
from proplint_types._option_parts import match_of, parted
from proplint_types._shared import bare, failed_formula, is_error_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.api import OriginOf

_RULE: Final = "unknown-option"
_LISTED: Final = 8


def explain_choice(value: str, options: Sequence[str], ask: OriginOf) -> Problem:
    """Return what is wrong with a Choice cell that is not an option."""
    if is_error_word(value):
        return failed_formula(_RULE)
    if match_of(value, options) is None:
        found = parted(value, options)
        if found and len(found.options) > 1:
            message = "{value} names several options, but a Choice takes one"
            return Problem(_RULE, message, "keep the one that is right")
    return _unknown(value, options, "{value}", ask)


def explain_parts(value: str, options: Sequence[str] | None, ask: OriginOf) -> Problem:
    """Return what is wrong with a Multiple choice cell."""
    if is_error_word(value):
        return failed_formula(_RULE)
    parts = value.split(";")
    if options is None:
        kept = [part for part in parts if part.strip()]
        return _empty_part(kept and ";".join(dict.fromkeys(kept))) if not all(parts) else _repeated(parts)
    found = parted(value, options)
    right = found and ";".join(dict.fromkeys(found.options))
    fix = Fix(right, found.safe) if found and right else None
    if found and found.separators - {";"}:
        return Problem(
            _RULE,
            "{value} has its options separated by something else than semicolons",
            "write {right}",
            fix,
            {"right": right or ""},
        )
    if not all(bare(part) for part in parts):
        return _empty_part(right)._replace(fix=fix)
    wrong = next((part for part in parts if part not in options), None)
    if wrong is None:
        return _repeated(parts)
    problem = _unknown(wrong, options, "{part}", ask)
    return problem._replace(fix=fix or _guess(wrong, problem, parts, options), data={**problem.data, "part": wrong})


def _empty_part(right: str | list[str] | None) -> Problem:
    message = "{value} has a semicolon with no option beside it"
    if isinstance(right, str):
        return Problem(_RULE, message, "write {right}", Fix(right, safe=True), {"right": right})
    return Problem(_RULE, message, "name an option, or remove the semicolon")


def _repeated(parts: Sequence[str]) -> Problem:
    twice = next(part for index, part in enumerate(parts) if part in parts[:index])
    once = ";".join(dict.fromkeys(parts))
    return Problem(
        "repeated-option",
        "{part} stands twice",
        "write it once: {right}",
        Fix(once, safe=True),
        {"part": twice, "right": once},
    )


def _guess(wrong: str, problem: Problem, parts: Sequence[str], options: Sequence[str]) -> Fix | None:
    """Return the whole cell with its one unknown part replaced by what may be meant, unless that drops options."""
    if problem.fix is None or re.search(r"[,|/\r\n]", wrong):
        return None
    right = [problem.fix.value if part == wrong else part for part in parts]
    if not all(part in options for part in right):
        return None
    once = [*dict.fromkeys(right)]
    return Fix(";".join(once), safe=problem.fix.safe and len(once) == len(right))


def _unknown(value: str, options: Sequence[str], shown: str, ask: OriginOf) -> Problem:
    match = match_of(value, options)
    if match is not None:
        right, safe, why = match
        if why == "accents":
            message = f"{shown} looks like an option, but spells its accents in another way (NFD)"
            return Problem(_RULE, message, "type it anew, or copy it from ikas", Fix(right, safe))
        message = f"{shown} {'has other blanks than' if why == 'blanks' else 'is written differently from'} the option"
        return Problem(_RULE, f"{message} {{right}}", "write {right}", Fix(right, safe), {"right": right})
    origin = ask(value, tuple(options))
    if origin:
        return Problem(
            _RULE,
            f"{shown} is not an option, but what may have become of {{near}}: {origin.how}",
            "write {near}" if origin.lossless else "did you mean {near}?",
            Fix(origin.text, safe=origin.lossless),
            {"near": origin.text},
        )
    near = closest(value, options)
    few = len(options) <= _LISTED
    listed = f"the options are {', '.join(map(_shown, options))}" if few else f"there are {len(options)} options"
    message = f"{shown} is not an option"
    if near:
        advice = f"did you mean {{near}}? ({listed})"
        return Problem(_RULE, message, advice, Fix(near, safe=False), {"near": near})
    return Problem(_RULE, message, f"{listed}; new options are made in ikas, not by an import")


def _shown(option: str) -> str:
    return quoted(option)[1:-1]
