"""What spreadsheets do to amounts: of money, of a hundred, and fractions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.damage.model import Transformation, Way
from proplint.damage.numbers import plain, read_number

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_CURRENCIES: Final = ("€", "$", "£", "₺", "¥", "EUR", "USD", "TL")
_AMOUNT: Final = re.compile("[€$£₺¥]|EUR|USD|TL")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([.,  \u202f])[0-9]{3}(?![0-9]))+")
_FRACTION: Final = re.compile("([0-9]{1,6}) ([0-9]{1,3})/([1-9][0-9]{0,2})")


def _money(text: str, sign: str, locale: Locale) -> Decimal | None:
    """Return an amount in one currency, whose sign stands before or behind it."""
    minus, rest = ("-", text[1:]) if text.startswith("-") else ("", text)
    digits = rest.removeprefix(sign) if rest.startswith(sign) else rest.removesuffix(sign)
    if digits == rest:
        return None
    digits = digits.strip(" \u00a0")
    if _GROUPED.match(digits) and digits.lstrip("0123456789")[0] in locale.groups:
        whole, point, rest = digits.partition(locale.decimal)
        digits = re.sub("[^0-9]", "", whole) + point + rest
    return read_number(minus + digits, locale.decimal) if digits[:1].isdigit() else None


def _without_currency(sign: str) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _money(text, sign, locale)
        return None if value is None else plain(value, locale)

    return make


def _with_cents(sign: str) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _money(text, sign, locale)
        if value is None:
            return None
        amount = f"{value:,.2f}".translate(str.maketrans(",.", locale.groups[0] + locale.decimal))
        return f"{sign}{amount}" if locale.decimal == "." else f"{amount} {sign}"

    return make


def _percent(text: str, locale: Locale, _: date) -> str | None:
    value = read_number(text.removesuffix("%").rstrip(), locale.decimal) if text.endswith("%") else None
    return None if value is None else plain(value.scaleb(-2), locale)


def _closed_percent(text: str, locale: Locale, _: date) -> str | None:
    number = text.removesuffix("%").rstrip()
    return f"{number}%" if text.endswith("%") and read_number(number, locale.decimal) is not None else None


def _fraction(text: str, locale: Locale, _: date) -> str | None:
    match = _FRACTION.fullmatch(text)
    if not match:
        return None
    whole, above, below = (read_number(part, locale.decimal) for part in match.groups())
    return plain(whole + above / below, locale) if whole is not None and above is not None and below else None


AMOUNTS: Final = (
    Transformation(
        "currency",
        "took it for an amount of money",
        _AMOUNT,
        (
            *(Way(f"bare {sign}", _without_currency(sign)) for sign in _CURRENCIES),
            *(Way(f"cents {sign}", _with_cents(sign)) for sign in _CURRENCIES),
        ),
    ),
    Transformation(
        "percent",
        "took it for a part of a hundred",
        re.compile("^[^%]+%$"),
        (Way("bare", _percent), Way("closed", _closed_percent)),
    ),
    Transformation(
        "fraction", "took it for a number with a fraction", re.compile("^[0-9]+ [0-9]+/"), (Way("bare", _fraction),)
    ),
)
"""What is done to amounts, the most telling first."""
