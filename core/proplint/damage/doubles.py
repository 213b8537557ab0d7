"""How programs hold numbers, and how they write them out: as doubles, or as the longer ones that some have."""

from __future__ import annotations

import re
import sys
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from proplint.damage.locales import Locale

DIGITS: Final = 15
"""So many digits a double always holds."""

LARGEST: Final = 308
"""The greatest power of ten that a double holds."""

LARGEST_LONG: Final = 4931
"""The same for a long one."""

BLANK_INSIDE: Final = re.compile(r"^[0-9.,]+(?: [eE]|[eE] )[0-9]+\Z")
"""A number with a blank before or behind the letter of its exponent."""

LONGEST: Final = 400
"""No number that a person writes has more characters."""

_POWERS: Final = 10**17
READING: Final = Context(prec=LONGEST + 40, Emax=_POWERS, Emin=-_POWERS)
"""Keeps every digit that is read."""
ROUND: Final = Context(prec=DIGITS, rounding=ROUND_HALF_UP, Emax=_POWERS, Emin=-_POWERS)
"""Keeps as many as a double holds."""
CUT: Final = Context(prec=DIGITS, rounding=ROUND_DOWN, Emax=_POWERS, Emin=-_POWERS)
"""Keeps as many, and does not round."""
UP: Final = Context(prec=DIGITS, rounding=ROUND_CEILING, Emax=_POWERS, Emin=-_POWERS)
"""Keeps as many, rounded up."""
SHORT: Final = Context(prec=6, rounding=ROUND_HALF_UP, Emax=_POWERS, Emin=-_POWERS)
"""Keeps as many as stand in a column of usual width."""

SMALL: Final = -4
"""Below ten to this power some programs take to exponents."""

_WIDEST: Final = 21  # so many digits are still written out by some programs
_SMALLEST: Final = -15  # from ten to this power on LibreOffice takes to exponents
_MOST_DECIMALS: Final = 20
_EXACT: Final = 2**53
_GREATEST: Final = Decimal(sys.float_info.max)
_BITS: Final = 64  # of the mantissa of a long double
_SURE_DIGITS: Final = 18  # which a long double always holds
_ALL_DIGITS: Final = 20
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,9})?")


@lru_cache(maxsize=1024)
def read_number(text: str, decimal: str) -> Decimal | None:
    """Return the value of a number without signs between thousands; None for what is none.

    Args:
        text: The text.
        decimal: The decimal sign; the other one makes it no number.
    """
    if len(text) > LONGEST or not _NUMBER.fullmatch(text) or ("," if decimal == "." else ".") in text:
        return None
    return READING.create_decimal(text.replace(",", "."))


def without_blanks(text: str) -> str | None:
    """Return a number with a blank before or behind the letter of its exponent without it; None for another text."""
    return text.replace(" ", "") if BLANK_INSIDE.match(text) else None


def has_more(value: Decimal, digits: int = DIGITS) -> bool:
    """Whether a number has more digits than these."""
    return len(value.normalize(READING).as_tuple().digits) > digits


def fits(value: Decimal) -> bool:
    """Whether a double can be near to a number: it is neither too great nor too near to zero."""
    return value.adjusted() >= -LARGEST and value.copy_abs() <= _GREATEST


def as_double(value: Decimal) -> Decimal:
    """Return the double that is nearest to a number of more digits than one holds; others as they are."""
    return Decimal(float(value)) if has_more(value) else value


def plain(value: Decimal, locale: Locale, context: Context = ROUND) -> str | None:
    """Return a number as written out with fifteen digits; None where no program writes it out."""
    rounded = context.plus(value)
    if not rounded:
        return "0"
    if not -_WIDEST < rounded.adjusted() < _WIDEST:
        return None
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", locale.out.decimal)


def scientific(value: Decimal, locale: Locale, context: Context, width: int) -> str:
    """Return a number with an exponent of at least so many digits."""
    rounded = context.plus(value).normalize(context)
    exponent = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-exponent, context):f}".replace(".", locale.out.decimal)
    return f"{mantissa}E{'-' if exponent < 0 else '+'}{abs(exponent):0{width}}"


def is_wide(value: Decimal) -> bool:
    """Whether LibreOffice writes a number, which is a double, with an exponent."""
    return value.adjusted() <= _SMALLEST or value.copy_abs() >= _EXACT


def usual(value: Decimal, locale: Locale) -> str | None:
    """Return a number as LibreOffice writes it: whole ones as far as doubles are exact, twenty decimals at most."""
    if not value:
        return "0"
    if not fits(value):
        return None
    if is_wide(value):
        return scientific(as_double(value), locale, ROUND, 3)
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    if value.adjusted() >= DIGITS:
        held = Decimal(float(value))
        return f"{held:f}" if held == held.to_integral_value() else scientific(value, locale, ROUND, 3)
    rounded = ROUND.plus(value)
    places = min(_MOST_DECIMALS, DIGITS - 1 - rounded.adjusted())
    return plain(rounded.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, READING), locale)


def rounded_up(value: Decimal, locale: Locale) -> str | None:
    """Return a number as LibreOffice writes it now and then, where it reads more digits than it holds."""
    return scientific(value, locale, UP, 3) if has_more(value) and is_wide(value) and value > 0 else None


def long(value: Decimal, locale: Locale) -> str | None:
    """Return a number as programs write it that hold long doubles, as Gnumeric does on many machines."""
    if not value:
        return "0"
    if abs(value.adjusted()) > LARGEST_LONG:
        return None
    held = nearest(value) if has_more(value, _SURE_DIGITS) else value
    return _general(_shortest(value, held), held, locale)


def noise(value: Decimal, locale: Locale) -> str | None:
    """Return a number with all digits of its long double, of which the last ones may be noise; None for no noise.

    Gnumeric writes some numbers so, 571.29 as 571.28999999999999998, and others not; by what rule is not known.
    """
    if not value or abs(value.adjusted()) > LARGEST_LONG:
        return None
    held = nearest(value)
    shown = _digits(held, _ALL_DIGITS)
    return None if shown == value else _general(shown, held, locale)


def _general(shown: Decimal, held: Decimal, locale: Locale) -> str:
    if not SMALL <= shown.adjusted() < _WIDEST:
        return scientific(shown, locale, READING, 2)
    if held == held.to_integral_value():
        return f"{held.to_integral_value():f}"
    return f"{shown.normalize(READING):f}".replace(".", locale.out.decimal)


def _shortest(value: Decimal, held: Decimal) -> Decimal:
    """Return the shortest number that is held as the same long double."""
    if not has_more(value, _SURE_DIGITS):
        return value
    tried = (_digits(held, count) for count in range(_SURE_DIGITS, _ALL_DIGITS + 2))
    return next((one for one in tried if nearest(one) == held), held)


def _digits(value: Decimal, count: int) -> Decimal:
    return Context(prec=count, rounding=ROUND_HALF_UP, Emax=_POWERS, Emin=-_POWERS).plus(value)


@lru_cache(maxsize=1024)
def nearest(value: Decimal) -> Decimal:
    """Return the long double that is nearest to a number, to as many digits as are ever looked at."""
    above, below = value.copy_abs().as_integer_ratio()
    power = above.bit_length() - below.bit_length() - _BITS
    while (above << max(-power, 0)) >= (below << max(power, 0) + _BITS):
        power += 1
    above, below = above << max(-power, 0), below << max(power, 0)
    mantissa, rest = divmod(above, below)
    if 2 * rest > below or (2 * rest == below and mantissa % 2):
        mantissa += 1
    scale = READING.power(Decimal(2), Decimal(power))
    return READING.multiply(Decimal(mantissa), scale).copy_sign(value)
