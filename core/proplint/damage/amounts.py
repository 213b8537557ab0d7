"""What spreadsheets do to amounts: of money, of a hundred, and fractions."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final

from proplint.damage.doubles import (
    LARGEST_LONG,
    READING,
    ROUND,
    UP,
    fits,
    is_wide,
    long,
    nearest,
    noise,
    plain,
    read_number,
    rounded_up,
    usual,
)
from proplint.damage.model import Only, Transformation, Way, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Context

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[Decimal, Locale], str | None]

_CURRENCIES: Final = ("€", "$", "£", "₺", "¥", "EUR", "USD", "TL")
_SIGN: Final = f"(?:{'|'.join(map(re.escape, _CURRENCIES))})"
_DIGITS: Final = "[ \u00a0\u202f]*-?[0-9][0-9.,eE+ \u00a0\u202f-]*"
_AMOUNT: Final = re.compile(rf"^[-+(]?(?:{_SIGN}{_DIGITS}|{_DIGITS}{_SIGN})\)?$")
_GROUPED: Final = re.compile(r"([0-9]+([.,  \u202f])[0-9]{3,}(?:\2[0-9]{3,})*)((?:[.,][0-9]*)?)")
_FRACTION: Final = re.compile("([+-]?)([0-9]{1,6}) +([0-9]{1,3})/([1-9][0-9]{0,2})")
_BEHIND: Final = re.compile(r"^(?![-+])(.*[0-9.,])-([^0-9]*)\Z")
_IN_BRACKETS: Final = re.compile(r"^\(([^-+]*)\)\Z")
_PLUS: Final = re.compile(r"^\+([0-9][^-+]*)\Z")
_PERCENTS: Final = ("{}%", "{} %", "{}\u00a0%", "{}\u202f%", "%{}")
_SHOWN_BELOW: Final = 9  # the greatest denominator that is shown


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
    digits = digits.strip(" \u00a0\u202f")
    if not minus and digits.startswith("-"):
        minus, digits = "-", digits[1:]
    grouped = _GROUPED.fullmatch(digits)
    if grouped and grouped[2] in locale.groups and grouped[3][:1] in ("", locale.decimal):
        if thousands != (grouped[1].count(grouped[2]) * 4 == len(grouped[1]) - grouped[1].index(grouped[2])):
            return None
        digits = grouped[1].replace(grouped[2], "") + grouped[3]
    return read_number(minus + digits, locale.decimal) if digits[:1].isdigit() else None


def _minus_behind(text: str) -> str | None:
    """Return an amount with its minus in front; None where it does not stand behind."""
    match = _BEHIND.match(text)
    return f"-{match[1]}{match[2]}" if match else None


def _without_currency(sign: str, write: Write, *, thousands: bool = True) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _money(text, sign, locale, thousands=thousands)
        return None if value is None else write(value, locale)

    return Only(re.compile(re.escape(sign)), make)


def _with_cents(sign: str, *, before: bool, shown: str | None = None, context: Context = ROUND) -> Make:
    """Return what LibreOffice does as long as it saves cells as it shows them: cents, and the sign or what is shown."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _money(text, sign, locale)
        if value is None or not fits(value):
            return None
        signs = str.maketrans(",.", locale.out.groups[0] + locale.out.decimal)
        amount = f"{_in_hundredths(value if _is_held(value) else context.plus(value)):,f}".translate(signs)
        put = sign if shown is None else shown
        if before:
            return f"-{put}{amount[1:]}" if amount.startswith("-") else f"{put}{amount}"
        return f"{amount} {put}"

    return Only(re.compile(re.escape(sign)), make)


def _in_hundredths(value: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding, READING)


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


def _bracketed(text: str) -> str | None:
    match = _IN_BRACKETS.match(text)
    return match and f"-{match[1]}"


def _without_plus(text: str) -> str | None:
    match = _PLUS.match(text)
    return match and match[1]


_SIGNED: Final = {
    "minus behind": (_BEHIND, _minus_behind),
    "in brackets": (_IN_BRACKETS, _bracketed),
    "plus in front": (_PLUS, _without_plus),
}


def _signed(sign: str) -> Iterator[Way]:
    """Give what is done to amounts whose sign stands where few write it; which of them are read differs."""
    writes: dict[str, Make] = {one.__name__: _without_currency(sign, one) for one in (plain, usual, long, noise)}
    for before in (True, False):
        where = "" if before else "behind "
        writes[f"cents {where}"] = _with_cents(sign, before=before)
        writes[f"cents {where}, in another currency"] = _in_document(sign, before, ROUND)
    for (where, (form, change)), (name, make) in product(_SIGNED.items(), writes.items()):
        yield Way(f"{name} of {sign}, {where}", changed(form, change, make), regular=False)


def _without_currencies() -> Iterator[Way]:
    for sign in _CURRENCIES:
        yield from _signed(sign)
        yield Way(f"bare {sign}", _without_currency(sign, plain))
        yield Way(f"bare {sign}, as a double", _without_currency(sign, usual))
        yield Way(f"bare {sign}, long", _without_currency(sign, long))
        yield Way(f"bare {sign}, longer groups", _without_currency(sign, long, thousands=False))
        yield Way(f"bare {sign}, noise", _without_currency(sign, noise), regular=False)
        yield Way(f"bare {sign}, rounded up", _without_currency(sign, rounded_up), regular=False)
        for before, context in product((True, False), (ROUND, UP)):
            where = f"{'' if before else 'behind '}{sign}{', rounded up' if context is UP else ''}"
            same, other = _with_cents(sign, before=before, context=context), _in_document(sign, before, context)
            yield Way(f"cents {where}", same, regular=context is ROUND)
            yield Way(f"cents {where}, in another currency", other, regular=context is ROUND)
        yield Way(f"cents behind {sign}, which is lost", _with_cents(sign, before=False, shown=""))


def _part(text: str, locale: Locale) -> Decimal | None:
    if not text.endswith("%"):
        return None
    return _money(_minus_behind(text) or _without_plus(text) or text, "%", locale)


def _in_hundred(value: Decimal) -> Decimal:
    """Return a part of a hundred as a long double, divided as those are."""
    return nearest(READING.divide(nearest(value), Decimal(100)))


def _divided(write: Write) -> Make:
    """Return what divides by a hundred as long doubles do, which leaves noise."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _part(text, locale)
        return write(_in_hundred(value), locale) if value and abs(value.adjusted()) < LARGEST_LONG else None

    return make


def _percent(write: Write) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _part(text, locale)
        return None if value is None else write(READING.scaleb(value, -2), locale)

    return make


def _closed_percent(text: str, locale: Locale, _: date) -> str | None:
    value = _part(text, locale)
    written = None if value is None else plain(value, locale)
    return written and f"{written}%"


def _percent_as_shown(form: str, rounding: str = ROUND_HALF_UP) -> Make:
    """Return what LibreOffice does as long as it saves cells as it shows them: two decimals."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _part(text, locale)
        if value is None or not fits(value):
            return None
        shown = form.format(f"{_in_hundredths(abs(ROUND.plus(value)), rounding):f}".replace(".", locale.out.decimal))
        return f"-{shown}" if value < 0 else shown

    return make


def _fraction(write: Write, *, added: bool = False) -> Make:
    """Return what writes a whole and a fraction as one number.

    Args:
        write: Writes the number.
        added: Whether it is added up of long doubles, which may leave noise.
    """
    hold = nearest if added else Decimal

    def make(text: str, locale: Locale, _: date) -> str | None:
        match = _FRACTION.fullmatch(text)
        if not match:
            return None
        part = READING.divide(Decimal(match[3]), Decimal(match[4]))
        value = hold(READING.add(Decimal(match[2]), hold(part) if part else part))
        return write(-value if match[1] == "-" else value, locale)

    return make


def _shown_fraction(text: str, _: Locale, __: date) -> str | None:
    """LibreOffice, which as a rule saves cells as it shows them: fractions of one digit, blanks in place of none."""
    match = _FRACTION.fullmatch(text)
    if not match:
        return None
    value = int(match[2]) + Fraction(int(match[3]), int(match[4]))
    shown = value.limit_denominator(_SHOWN_BELOW)
    whole, rest = divmod(shown.numerator, shown.denominator)
    sign = match[1].removeprefix("+")
    return f"{sign}{whole or ''} {rest}/{shown.denominator}" if rest else f"{sign}{whole}    "


def _fractions() -> Iterator[Way]:
    yield Way("bare", _fraction(plain))
    yield Way("bare, rounded up", _fraction(_up), regular=False)
    yield Way("shown", _shown_fraction, localised=False)
    yield Way("long", _fraction(long))
    yield Way("long, added", _fraction(long, added=True), regular=False)
    yield Way("noise, added", _fraction(noise, added=True), regular=False)


def _up(value: Decimal, locale: Locale) -> str | None:
    up = plain(abs(value), locale, UP)
    return up and (f"-{up}" if value < 0 else up)


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
        re.compile(f"^[+-]?{_DIGITS}%$"),
        (
            Way("bare", _percent(plain)),
            Way("closed", _closed_percent),
            *(Way(f"shown as {form}", _percent_as_shown(form)) for form in _PERCENTS),
            # A hundredth of it may be held as a little less.
            *(
                Way(f"shown as {form}, down", _percent_as_shown(form, ROUND_HALF_DOWN), regular=False)
                for form in _PERCENTS
            ),
            Way("noise", _divided(noise), regular=False),
        ),
    ),
    Transformation(
        "fraction", "took it for a number with a fraction", re.compile("^[+-]?[0-9]+ +[0-9]+/"), (*_fractions(),)
    ),
)
"""What is done to amounts, the most telling first."""
