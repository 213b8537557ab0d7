"""What spreadsheets do to texts that look like numbers: they read a double, and write it in their own form."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from proplint.damage.model import Transformation, Way

if TYPE_CHECKING:
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_DIGITS: Final = 15
_SHORT_DIGITS: Final = 6
_LARGEST: Final = 308
_GREATEST_DOUBLE: Final = Decimal("1.79769313486232E+308")
_WIDEST: Final = 21  # so many digits are still written out by some programs
_NARROW: Final = 11  # from ten to this power on Excel and Google Sheets take to exponents
_SMALL: Final = -4  # below ten to this power too
_LONGEST: Final = 400  # no number that a person writes is longer

_READING: Final = Context(prec=_LONGEST + 40, Emax=10**17, Emin=-(10**17))
_ROUND: Final = Context(prec=_DIGITS, rounding=ROUND_HALF_UP, Emax=10**17, Emin=-(10**17))
_CUT: Final = Context(prec=_DIGITS, rounding=ROUND_DOWN, Emax=10**17, Emin=-(10**17))
_SHORT: Final = Context(prec=_SHORT_DIGITS, rounding=ROUND_HALF_UP, Emax=10**17, Emin=-(10**17))

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_LEADING_ZEROS: Final = re.compile(r"-?0+[0-9].*")
_TRAILING_ZEROS: Final = re.compile(r"-?[0-9]+[.,][0-9]*0")
_DECIMAL_POINT: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_GROUPED: Final = re.compile(r"([+-]?[0-9]{1,3})((?:[.,  \u202f][0-9]{3})+)(?:[.,][0-9]+)?")
_NUMERIC: Final = re.compile("^[+-]?[.,]?[0-9][0-9.,eE+ \u00a0\u202f-]*$")
_AMOUNT: Final = re.compile("[€$£₺¥]|EUR|USD|TL")
_MONEY: Final = re.compile(r"(-?)([€$£₺¥]|EUR|USD|TL)?[  ]?([0-9][0-9.,]*)[  ]?([€$£₺¥]|EUR|USD|TL)?")


@lru_cache(maxsize=1024)
def read_number(text: str, decimal: str) -> Decimal | None:
    """Return the value of a number without signs between thousands; None for what is none.

    Args:
        text: The text.
        decimal: The decimal sign; the other one makes it no number.
    """
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text) or ("," if decimal == "." else ".") in text:
        return None
    return _READING.create_decimal(text.replace(",", "."))


def plain(value: Decimal, locale: Locale, context: Context = _ROUND) -> str | None:
    """Return a number as written out with fifteen digits; None where no program writes it out."""
    rounded = context.plus(value)
    if not rounded or rounded.adjusted() < -_LARGEST:
        return "0"
    if not -_WIDEST < rounded.adjusted() < _WIDEST:
        return None
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", locale.decimal)


def _scientific(value: Decimal, locale: Locale, context: Context, width: int) -> str:
    rounded = context.plus(value).normalize(context)
    exponent = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-exponent, context):f}".replace(".", locale.decimal)
    return f"{mantissa}E{'-' if exponent < 0 else '+'}{abs(exponent):0{width}}"


def _wide(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice: fifteen digits, three of them in the exponent; what is too great becomes the greatest double."""
    value = read_number(text, locale.decimal)
    if not value or value.adjusted() < _DIGITS:
        return None
    if value.adjusted() > _LARGEST:
        value = _GREATEST_DOUBLE.copy_sign(value)
    return _scientific(value, locale, _ROUND, 3)


def _medium(text: str, locale: Locale, _: date) -> str | None:
    """Gnumeric: fifteen digits, two in the exponent."""
    value = read_number(text, locale.decimal)
    if not value or _SMALL <= value.adjusted() < _DIGITS or abs(value.adjusted()) > _LARGEST:
        return None
    return _scientific(value, locale, _ROUND, 2)


def _narrow(text: str, locale: Locale, _: date) -> str | None:
    """Excel and Google Sheets: six digits in a column of usual width."""
    value = read_number(text, locale.decimal)
    if not value or _SMALL <= value.adjusted() < _NARROW or abs(value.adjusted()) > _LARGEST:
        return None
    return _scientific(value, locale, _SHORT, 2)


def _infinite(word: str) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal)
        if not value or value.adjusted() <= _LARGEST:
            return None
        return f"-{word}" if value < 0 else word

    return make


def _cut(context: Context) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal)
        if not value or "e" in text.lower() or len(value.normalize(_READING).as_tuple().digits) <= _DIGITS:
            return None
        return plain(value, locale, context)

    return make


def _like(form: re.Pattern[str]) -> Make:
    """Return what writes out numbers of one form."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal) if form.fullmatch(text) else None
        return None if value is None else plain(value, locale)

    return make


def _grouped(text: str, locale: Locale, _: date) -> str | None:
    match = _GROUPED.fullmatch(text)
    sign = match[2][0] if match else ""
    if not match or sign not in locale.groups or match[2].count(sign) * len(".000") != len(match[2]):
        return None
    value = read_number(text.replace(sign, ""), locale.decimal)
    return None if value is None else plain(value, locale)


def _rewritten_with_comma(text: str, locale: Locale, _: date) -> str | None:
    if locale.decimal != "," or not _DECIMAL_POINT.fullmatch(text):
        return None
    return plain(Decimal(text), locale)


def _with_comma(text: str, locale: Locale, _: date) -> str | None:
    return text.replace(".", ",") if locale.decimal == "," and _DECIMAL_POINT.fullmatch(text) else None


def _money(text: str, locale: Locale) -> tuple[str, Decimal] | None:
    match = _MONEY.fullmatch(text)
    if not match or (match[2] is None) == (match[4] is None):
        return None
    digits = match[3]
    for group in locale.groups:
        digits = digits.replace(group, "")
    value = read_number(match[1] + digits, locale.decimal)
    return None if value is None else (match[2] or match[4], value)


def _without_currency(text: str, locale: Locale, _: date) -> str | None:
    money = _money(text, locale)
    return plain(money[1], locale) if money else None


def _with_cents(text: str, locale: Locale, _: date) -> str | None:
    money = _money(text, locale)
    if money is None:
        return None
    sign, value = money
    amount = f"{value:,.2f}".translate(str.maketrans(",.", locale.groups[0] + locale.decimal))
    return f"{sign}{amount}" if locale.decimal == "." else f"{amount} {sign}"


NUMBERS: Final = (
    Transformation(
        "scientific-notation",
        "took it for a number and wrote it with an exponent",
        _NUMERIC,
        (
            Way("wide", _wide),
            Way("medium", _medium),
            Way("narrow", _narrow),
            Way("inf", _infinite("inf")),
            Way("infinity", _infinite("Infinity")),
        ),
    ),
    Transformation(
        "lost-digits",
        "took it for a number and kept fifteen digits",
        _NUMERIC,
        (Way("rounded", _cut(_ROUND)), Way("cut", _cut(_CUT))),
    ),
    Transformation(
        "thousands-sign", "took the sign in it for one between thousands", _NUMERIC, (Way("grouped", _grouped),)
    ),
    Transformation(
        "lost-plus", "took it for a number and dropped the plus", _NUMERIC, (Way("plus", _like(re.compile(r"\+.*"))),)
    ),
    Transformation(
        "expanded-exponent",
        "took the letter in it for an exponent and wrote it out",
        _NUMERIC,
        (Way("exponent", _like(_EXPONENT)),),
    ),
    Transformation(
        "lost-zeros",
        "took it for a number and dropped the zeros in front",
        _NUMERIC,
        (Way("zeros", _like(_LEADING_ZEROS)),),
    ),
    Transformation(
        "trimmed-zeros",
        "took it for a number and dropped the zeros at its end",
        _NUMERIC,
        (Way("zeros", _like(_TRAILING_ZEROS)),),
    ),
    Transformation(
        "decimal-comma",
        "wrote a comma for the period",
        _NUMERIC,
        (Way("rewritten", _rewritten_with_comma), Way("replaced", _with_comma)),
    ),
    Transformation(
        "currency",
        "took it for an amount of money",
        _AMOUNT,
        (Way("bare", _without_currency), Way("cents", _with_cents)),
    ),
    Transformation(
        "number-form", "took it for a number and wrote it in its own form", _NUMERIC, (Way("any", _like(_NUMBER)),)
    ),
)
"""What is done to texts that look like numbers, the most telling first."""
