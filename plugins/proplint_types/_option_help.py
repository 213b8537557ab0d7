"""Why a cell holds no option; loaded when one is met."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem, closest, folded, origin_of
from proplint_types._shared import failed_formula, is_error_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTED: Final = 8
_OTHER_SEPARATORS: Final = re.compile(r"\s*[,;|/\n\r]+\s*")


def explain_choice(value: str, options: Sequence[str]) -> Problem:
    """Return what is wrong with a Choice cell that is not an option."""
    if is_error_word(value):
        return failed_formula("unknown-option")
    parts = [part for part in _OTHER_SEPARATORS.split(value) if part]
    if len(parts) > 1 and all(part in options for part in parts):
        return Problem(
            "unknown-option", "{value} names several options, but a Choice takes one", "keep the one that is right"
        )
    return _unknown(value, options, "{value}")


def explain_parts(value: str, options: Sequence[str] | None) -> Problem:
    """Return what is wrong with a Multiple choice cell."""
    if is_error_word(value):
        return failed_formula("unknown-option")
    parts = value.split(";")
    if options is not None:
        wrong_separator = _separated(value, options)
        if wrong_separator:
            return wrong_separator
    if not all(part.strip() for part in parts):
        return _empty_part(parts, options)
    for part in parts:
        if options is not None and part not in options:
            return _replaced(part, parts, options)
    twice = next(part for index, part in enumerate(parts) if part in parts[:index])
    once = ";".join(dict.fromkeys(parts))
    return Problem(
        "repeated-option",
        "{part} stands twice",
        "write it once: {right}",
        Fix(once, safe=True),
        {"part": twice, "right": once},
    )


def _separated(value: str, options: Sequence[str]) -> Problem | None:
    """Recognise options separated by something else than `;`."""
    parts = [part for part in _OTHER_SEPARATORS.split(value.strip()) if part]
    right = ";".join(dict.fromkeys(parts))
    if len(parts) > 1 and all(part in options for part in parts) and set(re.findall(r"[,|/\n\r]", value)):
        return Problem(
            "unknown-option",
            "{value} has its options separated by something else than semicolons",
            "write {right}",
            Fix(right, safe=True),
            {"right": right},
        )
    return None


def _empty_part(parts: Sequence[str], options: Sequence[str] | None) -> Problem:
    kept = [part for part in dict.fromkeys(parts) if part.strip()]
    right = ";".join(kept)
    message = "{value} has a semicolon with no option beside it"
    if kept and (options is None or all(part in options for part in kept)):
        return Problem("unknown-option", message, "write {right}", Fix(right, safe=True), {"right": right})
    return Problem("unknown-option", message, "name an option, or remove the semicolon")


def _replaced(part: str, parts: Sequence[str], options: Sequence[str]) -> Problem:
    """Return the problem of one unknown part; the fix is the whole cell, and only when it makes the cell right."""
    problem = _unknown(part, options, "{part}")
    if problem.fix:
        right = [problem.fix.value if other == part else other for other in parts]
        whole = ";".join(dict.fromkeys(right))
        fits = all(other in options for other in right)
        fix = Fix(whole, problem.fix.safe and len(set(right)) == len(right)) if fits else None
        problem = problem._replace(fix=fix)
    return problem._replace(data={**problem.data, "part": part})


def _unknown(value: str, options: Sequence[str], shown: str) -> Problem:
    normal = unicodedata.normalize("NFC", value)
    if normal in options:
        return Problem(
            "unknown-option",
            f"{shown} looks like an option, but spells its accents in another way (NFD)",
            "type it anew, or copy it from ikas",
            Fix(normal, safe=True),
        )
    alike = [option for option in options if folded(option) == folded(value)]
    if len(alike) == 1:
        (right,) = alike
        blanks = "".join(right.split()) == "".join(value.split())
        why = "has other blanks than" if blanks else "is written differently from"
        message = f"{shown} {why} the option {{right}}"
        return Problem("unknown-option", message, "write {right}", Fix(right, safe=True), {"right": right})
    origin = origin_of(value, tuple(options))
    if origin:
        return Problem(
            "unknown-option",
            f"{shown} is not an option, but what may have become of {{near}}: {origin.how}",
            "write {near}" if origin.lossless else "did you mean {near}?",
            Fix(origin.text, safe=origin.lossless),
            {"near": origin.text},
        )
    near = closest(value, options)
    few = len(options) <= _LISTED
    listed = f"the options are {', '.join(options)}" if few else f"there are {len(options)} options"
    message = f"{shown} is not an option"
    if near:
        advice = f"did you mean {{near}}? ({listed})"
        return Problem("unknown-option", message, advice, Fix(near, safe=False), {"near": near})
    return Problem("unknown-option", message, f"{listed}; new options are made in ikas, not by an import")
