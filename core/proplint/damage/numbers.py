"""What spreadsheets do to texts that look like numbers: they read a double, and write it in their own form."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from proplint.damage.model import Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_DIGITS: Final = 15
_SHORT_DIGITS: Final = 6
_GROUP_SIGNS: Final = (".", ",", " ", "\u00a0", "\u202f")
_LARGEST: Final = 308
_LARGEST_LONG: Final = 4931
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
_DECIMAL_POINT: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_NUMERIC: Final = re.compile("^[+-]?[.,]?[0-9][0-9.,eE+ \u00a0\u202f-]*$")
_NUMERIC_LIKE: Final = re.compile("^[+( -]*[.,]?[0-9][0-9.,]*[-+) ]*$")


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
    if not rounded:
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
    """LibreOffice: fifteen digits, and three in the exponent; it writes out as many as sixteen."""
    value = read_number(text, locale.decimal)
    if not value or not _DIGITS < value.adjusted() <= _LARGEST:
        return None
    return _scientific(value, locale, _ROUND, 3)


def _greatest(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice: what is too great, or too far below zero, becomes the greatest double."""
    value = read_number(text, locale.decimal)
    return _scientific(_GREATEST_DOUBLE, locale, _ROUND, 3) if value and value.adjusted() > _LARGEST else None


def _vanished(text: str, locale: Locale, _: date) -> str | None:
    value = read_number(text, locale.decimal)
    return "0" if value and value.adjusted() < -_LARGEST else None


def _medium(text: str, locale: Locale, _: date) -> str | None:
    """Gnumeric, of texts with an exponent: two digits in it at least, and those of doubles that are longer."""
    value = read_number(text, locale.decimal) if _EXPONENT.fullmatch(text) else None
    if not value or _SMALL <= value.adjusted() < _DIGITS or abs(value.adjusted()) > _LARGEST_LONG:
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


def _cut(context: Context, *, whole: bool) -> Make:
    """Return what keeps fifteen digits, of whole numbers or of those that have decimals."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal)
        if not value or "e" in text.lower() or (locale.decimal not in text) != whole or not _has_more(value):
            return None
        return plain(value, locale, context)

    return make


def _like(form: str, change: Callable[[str], str] = str) -> Make:
    """Return what writes out numbers of one form, as far as fifteen digits hold them.

    Args:
        form: A pattern of the whole text.
        change: Makes of the text one that can be read.
    """
    pattern = re.compile(form)

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(change(text), locale.decimal) if pattern.fullmatch(text) else None
        return None if value is None or _has_more(value) else plain(value, locale)

    return make


def _has_more(value: Decimal) -> bool:
    return len(value.normalize(_READING).as_tuple().digits) > _DIGITS


def _grouped(sign: str, form: str) -> Make:
    """Return what leaves out one sign between groups of digits; `form` is the pattern of those that follow."""
    pattern = re.compile(rf"[+-]?[0-9]+(?:{re.escape(sign)}{form})+(?:[.,][0-9]+)?")

    def make(text: str, locale: Locale, _: date) -> str | None:
        if sign not in locale.groups or not pattern.fullmatch(text):
            return None
        value = read_number(text.replace(sign, ""), locale.decimal)
        return None if value is None else plain(value, locale, _READING)

    return make


def _rewritten_with_comma(text: str, locale: Locale, _: date) -> str | None:
    if locale.decimal != "," or not _DECIMAL_POINT.fullmatch(text):
        return None
    return plain(Decimal(text), locale)


def _with_comma(text: str, locale: Locale, _: date) -> str | None:
    return text.replace(".", ",") if locale.decimal == "," and _DECIMAL_POINT.fullmatch(text) else None


def _bare(text: str) -> str:
    """Return a number without the brackets, blanks or sign behind that some programs read."""
    inner = text.strip(" ()+-")
    return f"-{inner}" if text.startswith("(") or text.endswith("-") else inner


NUMBERS: Final = (
    Transformation(
        "scientific-notation",
        "took it for a number and wrote it with an exponent",
        _NUMERIC,
        (
            Way("wide", _wide),
            Way("greatest", _greatest),
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
        (
            Way("rounded", _cut(_ROUND, whole=True)),
            Way("rounded decimals", _cut(_ROUND, whole=False)),
            Way("cut", _cut(_CUT, whole=True)),
            Way("cut decimals", _cut(_CUT, whole=False)),
        ),
    ),
    Transformation(
        "thousands-sign",
        "took the sign in it for one between thousands",
        _NUMERIC,
        (
            *(Way(f"groups of three by {sign}", _grouped(sign, "[0-9]{3}")) for sign in _GROUP_SIGNS),
            *(Way(f"longer groups by {sign}", _grouped(sign, "[0-9]{4,}")) for sign in _GROUP_SIGNS),
        ),
    ),
    Transformation("lost-plus", "took it for a number and dropped the plus", _NUMERIC, (Way("plus", _like(r"\+.*")),)),
    Transformation(
        "expanded-exponent",
        "took the letter in it for an exponent and wrote it out",
        _NUMERIC,
        (Way("exponent", _like(_EXPONENT.pattern)), Way("vanished", _vanished)),
    ),
    Transformation(
        "lost-zeros",
        "took it for a number and dropped the zeros in front",
        _NUMERIC,
        (Way("zeros", _like(r"-?0+[0-9].*")),),
    ),
    Transformation(
        "trimmed-zeros",
        "took it for a number and dropped the zeros at its end",
        _NUMERIC,
        (Way("zeros", _like(r"-?[0-9]+[.,][0-9]*0")),),
    ),
    Transformation(
        "decimal-comma",
        "wrote a comma for the period",
        _NUMERIC,
        (Way("rewritten", _rewritten_with_comma), Way("replaced", _with_comma)),
    ),
    Transformation(
        "number-form",
        "took it for a number and wrote it in its own form",
        _NUMERIC_LIKE,
        (
            Way("period first", _like(r"[+-]?[.,][0-9]+")),
            Way("period last", _like(r"[+-]?[0-9]+[.,]")),
            Way("minus zero", _like(r"-0+(?:[.,]0+)?")),
            Way("plus behind", _like(r"[0-9.,]+\+", _bare)),
            Way("minus behind", _like(r"[0-9.,]+-", _bare)),
            Way("brackets", _like(r"\([0-9.,]+\)", _bare)),
            Way("blanks", _like(r" *[0-9.,]+ *", _bare)),
        ),
    ),
)
"""What is done to texts that look like numbers, the most telling first."""
