"""Why a cell is no number; loaded when one is met."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem
from proplint_types._shared import failed_formula, is_error_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

_RULE: Final = "not-a-number"
_PLAIN: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ANY_FORM: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_LONGEST: Final = 400  # no number that a person writes is longer
_BLANKS: Final = " \u00a0\u2009\u202f\t"
_CURRENCY: Final = re.compile(r"^(?:[€$₺£¥]|EUR|USD|TRY|TL)\s*|\s*(?:[€$₺£¥]|EUR|USD|TRY|TL)$")


def value_of(text: str) -> Decimal | None:
    """Return the value of a number with a period, in any form that programs read; None for what is none."""
    if len(text) > _LONGEST or not _ANY_FORM.fullmatch(text):
        return None
    from decimal import Decimal

    return Decimal(text)


def explain(value: str) -> Problem:
    """Return what is wrong with a cell that is no number."""
    if is_error_word(value):
        return failed_formula(_RULE)
    for recognise in _CAUSES:
        problem = recognise(value)
        if problem:
            return problem
    return Problem(
        _RULE, "{value} is no number", "write digits only, with a period for decimals, or leave the cell empty"
    )


def _fixed(message: str, right: str, *, safe: bool, advice: str = "write {right}") -> Problem:
    return Problem(_RULE, message, advice, Fix(right, safe), {"right": right})


def _blanks_around(value: str) -> Problem | None:
    stripped = value.strip().strip(_BLANKS + "\ufeff\u200b")
    if stripped != value and _PLAIN.fullmatch(stripped):
        return _fixed("{value} has blanks around it", stripped, safe=True)
    return None


def _decimal_comma(value: str) -> Problem | None:
    match = re.fullmatch(r"(-?[0-9]+),([0-9]+)", value)
    if not match:
        return None
    right = f"{match[1]}.{match[2]}"
    if len(match[2]) == 3 and len(match[1].lstrip("-")) <= 3 and not match[1].lstrip("-").startswith("0"):  # noqa: PLR2004
        return Problem(
            _RULE,
            "{value} has a comma, which may be for decimals or for thousands",
            "write {decimal} or {thousands}, whichever is meant",
            None,
            {"decimal": right, "thousands": f"{match[1]}{match[2]}"},
        )
    return _fixed("{value} has a decimal comma", right, safe=True, advice="write {right}: ikas takes a period")


def _thousands(value: str) -> Problem | None:
    forms = (
        (r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", ".", ","),
        (r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", ",", "."),
        (r"-?[0-9]{1,3}(?:\.[0-9]{3}){2,}", ".", ""),
        (r"-?[0-9]{1,3}(?:,[0-9]{3}){2,}", ",", ""),
        (r"-?[0-9]{1,3}(?:['’][0-9]{3})+(?:\.[0-9]+)?", "'", "."),
        (rf"-?[0-9]{{1,3}}(?:[{_BLANKS}][0-9]{{3}})+(?:[.,][0-9]+)?", " ", ","),
    )
    for form, sign, point in forms:
        if re.fullmatch(form, value):
            right = value.replace("’", "'").translate(dict.fromkeys(map(ord, _BLANKS), " ")).replace(sign, "")
            right = right.replace(point, ".") if point else right
            return _fixed("{value} has signs between its thousands", right, safe=True)
    return None


def _exponent(value: str) -> Problem | None:
    if not re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+", value):
        return None
    from decimal import Decimal

    mantissa, _, power = value.lower().replace(",", ".").partition("e")
    message = "{value} is written with an exponent"
    if abs(int(power)) > 30:  # noqa: PLR2004  no number that a person wrote
        return Problem(_RULE, message, "put the number back from the last export: its digits are lost")
    right = f"{Decimal(mantissa).scaleb(int(power)):f}"
    lost = len(mantissa.strip("+-").replace(".", "")) <= int(power)
    if lost:
        return _fixed(
            message, right, safe=False, advice="write {right}, if no digits were lost: compare the last export"
        )
    return _fixed(message, right, safe=False)


def _missing_digit(value: str) -> Problem | None:
    match = re.fullmatch(r"([+-]?)([0-9]*)[.,]([0-9]*)", value)
    if not match or not (match[2] or match[3]):
        return None
    sign = "-" if match[1] == "-" else ""
    right = f"{sign}{match[2] or '0'}" + (f".{match[3]}" if match[3] else "")
    where = "in front of" if not match[2] else "behind"
    if match[2] and match[3]:
        return _fixed("{value} has a plus sign", right, safe=True)
    return _fixed(f"{{value}} has no digit {where} its period", right, safe=True)


def _plus(value: str) -> Problem | None:
    if re.fullmatch(r"\+[0-9]+", value):
        return _fixed("{value} has a plus sign", value[1:], safe=True)
    return None


def _signs(value: str) -> Problem | None:
    """Currency, percent, an underscore, a typographic or trailing minus."""
    bare = _CURRENCY.sub("", value)
    if bare != value and _PLAIN.fullmatch(bare.replace(",", ".")):
        return _fixed("{value} has a currency sign", bare.replace(",", "."), safe="," not in bare)
    if re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?\s*%", value):
        bare = value.rstrip("%").strip().replace(",", ".")
        return _fixed("{value} has a percent sign", bare, safe=False, advice="write {right}, or the share as a decimal")
    if re.fullmatch(r"-?[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?", value):
        return _fixed("{value} has underscores between its digits", value.replace("_", ""), safe=True)
    if re.fullmatch(r"[−–—][0-9]+(?:\.[0-9]+)?", value):
        return _fixed("{value} has a dash in place of the minus sign", f"-{value[1:]}", safe=True)
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?-", value):
        return _fixed("{value} has its minus sign behind", f"-{value[:-1]}", safe=False)
    return None


def _other_digits(value: str) -> Problem | None:
    if value.isascii() or not any(character.isdecimal() for character in value):
        return None
    ascii_digits = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in value
    )
    right = ascii_digits.replace("．", ".").replace("٫", ".")
    if right != value and _PLAIN.fullmatch(right):
        return _fixed("{value} has digits of another script", right, safe=True)
    return None


def _a_word(value: str) -> Problem | None:
    if value.strip().lower() in ("nan", "inf", "-inf", "infinity", "null", "none", "n/a", "na", "nil", "-"):
        return Problem(_RULE, "{value} stands for no number", "leave the cell empty")
    kind = next((kind for kind, form in _TAKEN_FOR.items() if form.fullmatch(value)), None)
    if kind:
        message = f"{{value}} is a {kind}: a spreadsheet took the number for one"
        return Problem(_RULE, message, "put the number back from the last export")
    return None


_TAKEN_FOR: Final = {
    "date": re.compile(
        r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|[0-9]{1,2}[-. ]+[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.?[- ][0-9]{1,4}"
    ),
    "time": re.compile(r"[0-9]{1,5}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?"),
}

_CAUSES: Final[tuple[Callable[[str], Problem | None], ...]] = (
    _blanks_around,
    _decimal_comma,
    _thousands,
    _exponent,
    _missing_digit,
    _plus,
    _signs,
    _other_digits,
    _a_word,
)
