"""What spreadsheets do to amounts: of money, of a hundred, and fractions."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from proplint.damage.doubles import ROUND, UP, has_more, is_wide, long, noise, plain, read_number, scientific, usual
from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Context, Decimal

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[Decimal, Locale], str | None]

_CURRENCIES: Final = ("€", "$", "£", "₺", "¥", "EUR", "USD", "TL")
_SIGN: Final = f"(?:{'|'.join(map(re.escape, _CURRENCIES))})"
_DIGITS: Final = "[ \u00a0]*-?[0-9][0-9.,eE+ \u00a0\u202f-]*"
_AMOUNT: Final = re.compile(f"^-?(?:{_SIGN}{_DIGITS}|{_DIGITS}{_SIGN})$")
_GROUPED: Final = re.compile(r"([0-9]+([.,  \u202f])[0-9]{3,}(?:\2[0-9]{3,})*)((?:[.,][0-9]*)?)")
_FRACTION: Final = re.compile("([0-9]{1,6}) ([0-9]{1,3})/([1-9][0-9]{0,2})")


def _money(text: str, sign: str, locale: Locale, *, thousands: bool = True) -> Decimal | None:
    """Return an amount in one currency, whose sign stands before or behind it.

    Args:
        text: The text.
        sign: The currency's sign.
        locale: The language.
        thousands: Whether groups of digits have three; else they have more.
    """
    minus, rest = ("-", text[1:]) if text.startswith("-") else ("", text)
    digits = rest.removeprefix(sign) if rest.startswith(sign) else rest.removesuffix(sign)
    if digits == rest:
        return None
    digits = digits.strip(" \u00a0")
    if not minus and digits.startswith("-"):
        minus, digits = "-", digits[1:]
    grouped = _GROUPED.fullmatch(digits)
    if grouped and grouped[2] in locale.groups and grouped[3][:1] in ("", locale.decimal):
        if thousands != (grouped[1].count(grouped[2]) * 4 == len(grouped[1]) - grouped[1].index(grouped[2])):
            return None
        digits = grouped[1].replace(grouped[2], "") + grouped[3]
    return read_number(minus + digits, locale.decimal) if digits[:1].isdigit() else None


def _without_currency(sign: str, write: Write, *, thousands: bool = True) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _money(text, sign, locale, thousands=thousands)
        return None if value is None else write(value, locale)

    return Only(re.compile(re.escape(sign)), make)


def _rounded_up(value: Decimal, locale: Locale) -> str | None:
    return scientific(value, locale, UP, 3) if has_more(value) and is_wide(value) and value > 0 else None


def _with_cents(sign: str, *, before: bool, shown: str | None = None, context: Context = ROUND) -> Make:
    """Return what LibreOffice does as long as it saves cells as it shows them: cents, and the sign or what is shown."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _money(text, sign, locale)
        if value is None:
            return None
        signs = str.maketrans(",.", locale.out.groups[0] + locale.out.decimal)
        amount = f"{value if _is_held(value) else context.plus(value):,.2f}".translate(signs)
        put = sign if shown is None else shown
        if before:
            return f"-{put}{amount[1:]}" if amount.startswith("-") else f"{put}{amount}"
        return f"{amount} {put}"

    return Only(re.compile(re.escape(sign)), make)


def _is_held(value: Decimal) -> bool:
    """Whether a double holds every digit."""
    return value == value.to_integral_value() and not is_wide(value)


def _in_document(sign: str, before: bool, context: Context) -> Make:  # noqa: FBT001  as `_with_cents`
    """Return what writes cents in the currency of the document, whatever the amount was imported in."""

    def make(text: str, locale: Locale, today: date) -> str | None:
        if locale.document is None:
            return None
        write = _with_cents(sign, before=before, shown=locale.document.currency, context=context)
        return write(text, locale, today)

    return Only(re.compile(re.escape(sign)), make)


def _without_currencies() -> Iterator[Way]:
    for sign in _CURRENCIES:
        yield Way(f"bare {sign}", _without_currency(sign, plain))
        yield Way(f"bare {sign}, as a double", _without_currency(sign, usual))
        yield Way(f"bare {sign}, long", _without_currency(sign, long))
        yield Way(f"bare {sign}, longer groups", _without_currency(sign, long, thousands=False))
        yield Way(f"bare {sign}, noise", _without_currency(sign, noise), regular=False)
        yield Way(f"bare {sign}, rounded up", _without_currency(sign, _rounded_up), regular=False)
        for before, context in product((True, False), (ROUND, UP)):
            where = f"{'' if before else 'behind '}{sign}{', rounded up' if context is UP else ''}"
            same, other = _with_cents(sign, before=before, context=context), _in_document(sign, before, context)
            yield Way(f"cents {where}", same, regular=context is ROUND)
            yield Way(f"cents {where}, in another currency", other, regular=context is ROUND)
        yield Way(f"cents behind {sign}, which is lost", _with_cents(sign, before=False, shown=""))


def _part(text: str, locale: Locale) -> Decimal | None:
    return read_number(text.removesuffix("%").rstrip(), locale.decimal) if text.endswith("%") else None


def _percent(write: Write) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _part(text, locale)
        return None if value is None else write(value.scaleb(-2), locale)

    return make


def _closed_percent(text: str, locale: Locale, _: date) -> str | None:
    value = _part(text, locale)
    written = None if value is None else plain(value, locale)
    return written and f"{written}%"


def _percent_as_shown(form: str) -> Make:
    """Return what LibreOffice does as long as it saves cells as it shows them: two decimals."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _part(text, locale)
        return None if value is None else form.format(f"{ROUND.plus(value):.2f}".replace(".", locale.out.decimal))

    return make


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
        (*_without_currencies(),),
    ),
    Transformation(
        "percent",
        "took it for a part of a hundred",
        re.compile(r"^[+-]?[.,]?[0-9][0-9.,eE+-]*\s*%$"),
        (
            Way("bare", _percent(plain)),
            Way("closed", _closed_percent),
            *(
                Way(f"shown as {form}", _percent_as_shown(form))
                for form in ("{}%", "{} %", "{}\u00a0%", "{}\u202f%", "%{}")
            ),
            Way("noise", _percent(noise), regular=False),
        ),
    ),
    Transformation(
        "fraction", "took it for a number with a fraction", re.compile("^[0-9]+ [0-9]+/"), (Way("bare", _fraction),)
    ),
)
"""What is done to amounts, the most telling first."""
