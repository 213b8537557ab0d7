"""Why a cell holds no option; loaded when one is met."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem, closest, folded
from proplint_types._shared import failed_formula, is_error_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTED: Final = 8
_OTHER_SEPARATORS: Final = re.compile(r"\s*[,;|/\n\r]+\s*")
_DATE: Final = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


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
    near = _original(value, options) or closest(value, options)
    few = len(options) <= _LISTED
    listed = f"the options are {', '.join(options)}" if few else f"there are {len(options)} options"
    message = f"{shown} is not an option"
    if near:
        advice = f"did you mean {{near}}? ({listed})"
        return Problem("unknown-option", message, advice, Fix(near, safe=False), {"near": near})
    return Problem("unknown-option", message, f"{listed}; new options are made in ikas, not by an import")


def _original(value: str, options: Sequence[str]) -> str | None:
    """Return the one option that a spreadsheet may have taken for a date or a number and rewritten to `value`."""
    found = [option for option in options if value in _rewritten(option)]
    return found[0] if len(found) == 1 else None


def _rewritten(option: str) -> set[str]:
    made: set[str] = set()
    pair = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})", option)
    if pair:
        first, second = pair[1].zfill(2), pair[2].zfill(2)
        from datetime import UTC, datetime

        for year in range(2000, datetime.now(UTC).year + 2):
            made |= {f"{first}.{second}.{year}", f"{first}/{second}/{year}", f"{second}/{first}/{year}"}
            made |= {f"{int(first)}/{int(second)}/{year}", f"{year}-{first}-{second}", f"{year}-{second}-{first}"}
    if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?", option):
        from decimal import Decimal

        number = Decimal(option)
        plain = f"{number:f}"
        trimmed = plain.rstrip("0").rstrip(".") if "." in plain else plain
        made |= {plain, trimmed, trimmed.replace(".", ","), str(number.normalize())}
    if option[:1] in ("€", "$", "₺", "£"):
        made.add(option[1:].strip())
    return made - {option}
