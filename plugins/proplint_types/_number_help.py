"""Why a cell is no number; loaded when one is met."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from proplint.api import Fix, Problem
from proplint_types._shared import failed_formula, is_error_word, marked, unmarked, unsafe

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

_RULE: Final = "not-a-number"
_PLAIN: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ANY_FORM: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_LONGEST: Final = 400  # no number that a person writes is longer
_COMMA: Final = "decimal comma"
_POINT: Final = "thousands comma"
_CURRENCY: Final = r"(?:[€$₺£¥₽₴₼]|EUR|USD|TRY|TL|GBP|CHF)"
_AFFIX: Final = re.compile(rf"^(-?){_CURRENCY}\s*(-?)|\s*{_CURRENCY}$", re.IGNORECASE)
_FORM: Final = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?:(?P<groups>[1-9][0-9]{0,2}(?P<mark>[.,'’ \u00a0\u2009\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"|(?P<whole>[0-9]*))"
    r"(?:(?P<point>[.,])(?P<rest>[0-9]*))?"
)


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
    text = unmarked(value)
    if text != value and _PLAIN.fullmatch(text):
        return _fixed(marked(value), text)
    for recognise in _CAUSES if len(text) <= _LONGEST else ():
        problem = recognise(text)
        if problem:
            return problem
    return Problem(
        _RULE, "{value} is no number", "write digits only, with a period for decimals, or leave the cell empty"
    )


def _fixed(message: str, right: str, *, safe: bool = True, advice: str = "write {right}") -> Problem:
    return Problem(_RULE, message, advice, Fix(right, safe), {"right": right})


def _read(message: str, right: str, reading: str, *, safe: bool = True, advice: str = "write {right}") -> Problem:
    """Return the problem of a number that shows its decimal sign; it is fixed with its column."""
    return Problem(_RULE, message, advice, None, {"right": right}, {reading: Fix(right, safe)})


def _signs(text: str) -> Problem | None:
    """Recognise a number with signs between its thousands, another decimal sign, or another sign in front."""
    match = _FORM.fullmatch(re.sub("^[−–—]", "-", text))
    if not match or not any(map(str.isdigit, text)):
        return None
    sign, mark, point = "-" if match["sign"] == "-" else "", match["mark"], match["point"]
    if mark:
        return _grouped(sign, match["groups"], mark, point, match["rest"] or "")
    whole, rest = match["whole"] or "0", match["rest"] or ""
    right = f"{sign}{whole}" + (f".{rest}" if rest else "")
    if point == ",":
        return _read("{value} has a decimal comma", right, _COMMA, advice="write {right}: ikas takes a period")
    if point and not (match["whole"] and rest):
        where = "in front of" if not match["whole"] else "behind"
        return _fixed(f"{{value}} has no digit {where} its period", right)
    if match["sign"] == "+":
        return _fixed("{value} has a plus sign", right)
    return _fixed("{value} has a dash in place of the minus sign", right)


def _grouped(sign: str, groups: str, mark: str, point: str | None, rest: str) -> Problem | None:
    digits = "".join(filter(str.isdigit, groups))
    if mark == point or (point and not rest):
        return None
    if mark in ".," and point is None and groups.count(mark) == 1:
        return _one_mark(sign, groups, mark)
    right = f"{sign}{digits}" + (f".{rest}" if rest else "")
    message = "{value} has signs between its thousands"
    if mark not in ".," and point is None:
        return _fixed(message, right)
    return _read(message, right, _COMMA if point == "," or mark == "." else _POINT)


def _one_mark(sign: str, groups: str, mark: str) -> Problem:
    """Explain `1,234`, and `+1.234`: for decimals or for thousands?"""
    whole, _, rest = groups.partition(mark)
    decimal, thousands = f"{sign}{whole}.{rest}", f"{sign}{whole}{rest}"
    comma, point = (decimal, thousands) if mark == "," else (thousands, decimal)
    return Problem(
        _RULE,
        f"{{value}} has a {'comma' if mark == ',' else 'period'}, which may be for decimals or for thousands",
        "write {decimal} or {thousands}, whichever is meant",
        None,
        {"decimal": decimal, "thousands": thousands},
        {_COMMA: Fix(comma, safe=True), _POINT: Fix(point, safe=True)},
    )


def _exponent(text: str) -> Problem | None:
    if not re.fullmatch(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+", text):
        return None
    from decimal import Decimal

    mantissa, _, power = text.lower().replace(",", ".").partition("e")
    message = "{value} is written with an exponent"
    if len(power) > 4 or abs(int(power)) > 30:  # noqa: PLR2004  no number that a person wrote
        return Problem(_RULE, message, "put the number back from the last export: its digits are lost")
    right = f"{Decimal(mantissa).scaleb(int(power)):f}"
    lost = len(mantissa.strip("+-").replace(".", "")) <= int(power)
    advice = "write {right}, if no digits were lost: compare the last export" if lost else "write {right}"
    if "," in text:
        return _read(message, right, _COMMA, safe=False, advice=advice)
    return _fixed(message, right, safe=False, advice=advice)


def _more_than_a_number(text: str) -> Problem | None:
    """Recognise what would be lost: a currency, a percent sign; and a minus behind, or brackets in its place."""
    forms = (
        (_AFFIX.sub(r"\1\2", text, count=1), "a currency sign", "write {right}"),
        (re.sub(r"\s*%$", "", text), "a percent sign", "write {right}, or the share as a decimal"),
        (re.sub(r"^([0-9][^-]*)-$", r"-\1", text), "its minus sign behind", "write {right}"),
        (re.sub(r"^\(([0-9][^()]*)\)$", r"-\1", text), "brackets in place of a minus sign", "write {right}"),
    )
    for inner, what, advice in forms:
        if inner == text:
            continue
        message = f"{{value}} has {what}"
        if _PLAIN.fullmatch(inner):
            return _fixed(message, inner, safe=False, advice=advice)
        found = _signs(inner)
        if found:
            return unsafe(found)._replace(message=message)
    return None


def _underscores(text: str) -> Problem | None:
    if re.fullmatch(r"-?[0-9]+(?:_[0-9]+)+(?:\.[0-9]+)?", text):
        return _fixed("{value} has underscores between its digits", text.replace("_", ""))
    return None


def _other_digits(text: str) -> Problem | None:
    if text.isascii() or not any(character.isdecimal() for character in text):
        return None
    ascii_digits = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text
    )
    right = ascii_digits.replace("．", ".").replace("٫", ".").replace("，", ",")
    if right == text:
        return None
    message = "{value} has digits of another script"
    if _PLAIN.fullmatch(right):
        return _fixed(message, right)
    found = _signs(right)
    return found and found._replace(message=message)


def _a_word(text: str) -> Problem | None:
    if text.lower() in ("nan", "inf", "-inf", "infinity", "null", "none", "n/a", "na", "nil", "-"):
        return Problem(_RULE, "{value} stands for no number", "leave the cell empty")
    kind = next((kind for kind, form in _TAKEN_FOR.items() if form.fullmatch(text)), None)
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
    _signs,
    _exponent,
    _underscores,
    _other_digits,
    _a_word,
    _more_than_a_number,
)
