"""What spreadsheets do to numbers that they write with an exponent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final

from proplint.damage.doubles import (
    DIGITS,
    LARGEST,
    LARGEST_LONG,
    ROUND,
    SHORT,
    SMALL,
    UP,
    as_double,
    has_more,
    is_wide,
    long,
    read_number,
    scientific,
)
from proplint.damage.groups import NUMERIC
from proplint.damage.model import Transformation, Way

if TYPE_CHECKING:
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_GREATEST_DOUBLE: Final = Decimal("1.79769313486232E+308")
_NARROW: Final = 11  # from ten to this power on Excel and Google Sheets take to exponents
_SHOWN: Final = Context(prec=3, rounding=ROUND_HALF_UP)
_GROUPED_EXPONENT: Final = re.compile(r"([+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)[eE][+-]?[0-9]+")
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")


def _exponents(*, small: bool) -> Make:
    """Return what LibreOffice does: fifteen digits, three in the exponent; doubles that are whole it writes out."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal)
        if not value or abs(value.adjusted()) > LARGEST or not is_wide(value) or small != (value.adjusted() < 0):
            return None
        return scientific(as_double(value), locale, ROUND, 3)

    return make


def _as_shown(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, which as a rule saves cells as it shows them: of what had an exponent, two decimals."""
    grouped = _GROUPED_EXPONENT.fullmatch(text)
    if grouped and grouped[2] in locale.groups:
        text = text.replace(grouped[2], "")
    value = read_number(text, locale.decimal) if _EXPONENT.fullmatch(text) else None
    if value is None or value.adjusted() < -LARGEST:
        return None
    rounded = _SHOWN.plus(as_double(value) if value.adjusted() <= LARGEST else _GREATEST_DOUBLE)
    exponent = rounded.adjusted() if rounded else 0
    mantissa = f"{rounded.scaleb(-exponent, _SHOWN):.2f}".replace(".", locale.decimal)
    return f"{mantissa}E{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _rounded_up(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, of more digits than it can read: now and then the last one is one too many."""
    value = read_number(text, locale.decimal)
    if not value or not has_more(value) or not is_wide(value) or abs(value.adjusted()) > LARGEST:
        return None
    return scientific(value.copy_abs(), locale, UP, 3) if value > 0 else f"-{scientific(-value, locale, UP, 3)}"


def _greatest(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice: what is too great, or too far below zero, becomes the greatest double."""
    value = read_number(text, locale.decimal)
    return scientific(_GREATEST_DOUBLE, locale, ROUND, 3) if value and value.adjusted() > LARGEST else None


def _long_exponents(*, of_exponents: bool, small: bool) -> Make:
    """Return what Gnumeric does: two digits in the exponent at least, and those of long doubles."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal) if of_exponents == bool(_EXPONENT.fullmatch(text)) else None
        if not value or SMALL <= value.adjusted() < DIGITS or small != (value.adjusted() < 0):
            return None
        return scientific(value, locale, ROUND, 2) if _fits(value) else _only_exponents(long(value, locale))

    return make


def _fits(value: Decimal) -> bool:
    return not has_more(value) and abs(value.adjusted()) <= LARGEST_LONG


def _only_exponents(written: str | None) -> str | None:
    return written if written and "E" in written else None


def _narrow(text: str, locale: Locale, _: date) -> str | None:
    """Excel and Google Sheets: six digits in a column of usual width."""
    value = read_number(text, locale.decimal)
    if not value or SMALL <= value.adjusted() < _NARROW or abs(value.adjusted()) > LARGEST:
        return None
    return scientific(value, locale, SHORT, 2)


def _infinite(word: str) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal)
        if not value or value.adjusted() <= LARGEST:
            return None
        return f"-{word}" if value < 0 else word

    return make


SCIENTIFIC: Final = Transformation(
    "scientific-notation",
    "took it for a number and wrote it with an exponent",
    NUMERIC,
    (
        Way("wide", _exponents(small=False)),
        Way("wide, small", _exponents(small=True)),
        Way("greatest", _greatest),
        *(
            Way(
                f"medium of {'exponents' if of_exponents else 'digits'}{', small' if small else ''}",
                _long_exponents(of_exponents=of_exponents, small=small),
            )
            for of_exponents in (True, False)
            for small in (False, True)
        ),
        Way("shown", _as_shown),
        Way("narrow", _narrow),
        Way("rounded up", _rounded_up, regular=False),
        Way("inf", _infinite("inf")),
        Way("infinity", _infinite("Infinity")),
    ),
)
"""What is done to numbers that are wide, or that had an exponent."""
