"""What spreadsheets do to numbers that they write with an exponent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final, Protocol

from proplint.damage.doubles import (
    BLANK_INSIDE,
    DIGITS,
    LARGEST,
    LARGEST_LONG,
    ROUND,
    SHORT,
    SMALL,
    UP,
    as_double,
    fits,
    has_more,
    is_wide,
    long,
    plain,
    read_number,
    scientific,
    without_blanks,
)
from proplint.damage.groups import numeric
from proplint.damage.model import Transformation, Way, changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

_GREATEST_DOUBLE: Final = Decimal("1.79769313486232E+308")
_GREATEST_AGAIN: Final = "1.7976931348623157E+308"
_NARROW: Final = 11  # from ten to this power on Excel and Google Sheets take to exponents
_FAR_BELOW: Final = -10  # up to ten to this power LibreOffice shows exponents only
_MOST_SHOWN: Final = 16  # of more decimals it shows an exponent instead
_SHOWN: Final = Context(prec=3, rounding=ROUND_HALF_UP)
_GROUPED_EXPONENT: Final = re.compile(r"([+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)[eE][+-]?[0-9]+")
_EXPONENT: Final = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")


def _exponents(*, of_exponents: bool, small: bool) -> Make:
    """Return what LibreOffice does: fifteen digits, three in the exponent; doubles that are whole it writes out."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal) if of_exponents == bool(_EXPONENT.fullmatch(text)) else None
        if not value or not fits(value) or not is_wide(value) or small != (value.adjusted() < 0):
            return None
        if not of_exponents and _is_longest(text):
            return None
        return scientific(as_double(value), locale, ROUND, 3)

    return make


def _widest(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, of the most digits that it can read: where it detects special numbers it spares them."""
    value = read_number(text, locale.decimal) if _is_longest(text) else None
    return scientific(as_double(value), locale, ROUND, 3) if value and fits(value) and is_wide(value) else None


def _is_longest(text: str) -> bool:
    """Whether there are more digits, those before the first that is not 0 included, than any double needs."""
    return len(text) > LARGEST and len(text.strip("+-")) > LARGEST and not _EXPONENT.fullmatch(text)


def _as_shown(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, which as a rule saves cells as it shows them: of what had an exponent, two decimals."""
    grouped = _GROUPED_EXPONENT.fullmatch(text)
    if grouped and grouped[2] in locale.groups:
        text = text.replace(grouped[2], "")
    value = read_number(text, locale.decimal) if _EXPONENT.fullmatch(text) else None
    if value is None or value.adjusted() < -LARGEST:
        return None
    rounded = _SHOWN.plus(_GREATEST_DOUBLE if value and value.adjusted() > LARGEST else as_double(value))
    exponent = rounded.adjusted() if rounded else 0
    mantissa = f"{rounded.scaleb(-exponent, _SHOWN):.2f}".replace(".", locale.out.decimal)
    return f"{mantissa}E{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _shown_again(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, of what had no exponent until it was saved for the first time."""
    value = None if _EXPONENT.fullmatch(text) else read_number(text, locale.decimal)
    if not value or not fits(value) or SMALL <= value.adjusted() < DIGITS:
        return None
    return _as_shown(f"{value:E}".replace(".", locale.decimal), locale, _)


def _small_as_shown(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, of what is small and saved as it is shown: an exponent where too many decimals would stand."""
    value = read_number(text, locale.decimal)
    return scientific(value, locale, ROUND, 2) if value and _is_shown_small(value) else None


def _is_shown_small(value: Decimal) -> bool:
    if not -LARGEST <= value.adjusted() < SMALL:
        return False
    rounded = ROUND.plus(value).normalize(ROUND)
    decimals = len(rounded.as_tuple().digits) - 1 - rounded.adjusted()
    return rounded.adjusted() <= _FAR_BELOW or decimals > _MOST_SHOWN


def written_out(value: Decimal, locale: Locale) -> str | None:
    """Return a number as LibreOffice shows it, where that is without an exponent."""
    return None if value and _is_shown_small(value) else plain(value, locale)


def _rounded_up(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice, of more digits than it can read: now and then the last one is one too many."""
    value = read_number(text, locale.decimal)
    if not value or not has_more(value) or not is_wide(value) or not fits(value):
        return None
    return scientific(value.copy_abs(), locale, UP, 3) if value > 0 else f"-{scientific(-value, locale, UP, 3)}"


def _greatest(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice: what is too great, or too far below zero, becomes the greatest double."""
    value = read_number(text, locale.decimal)
    return scientific(_GREATEST_DOUBLE, locale, ROUND, 3) if value and value.adjusted() > LARGEST else None


def _greatest_again(text: str, locale: Locale, today: date) -> str | None:
    """LibreOffice, which writes the greatest double with more digits when it is saved for the second time."""
    greatest = _greatest(text, locale, today)
    return greatest and _GREATEST_AGAIN.replace(".", locale.out.decimal)


def _long_exponents(*, of_exponents: bool, small: bool) -> Make:
    """Return what Gnumeric does: two digits in the exponent at least, and those of long doubles."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal) if of_exponents == bool(_EXPONENT.fullmatch(text)) else None
        if not value or SMALL <= value.adjusted() < DIGITS or small != (value.adjusted() < 0):
            return None
        return scientific(value, locale, ROUND, 2) if _fits(value) else _only_exponents(long(value, locale))

    return make


def _longest_exponents(*, of_exponents: bool, small: bool) -> Make:
    """Return what Gnumeric does where it holds long doubles: what they can hold is written out."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal) if of_exponents == bool(_EXPONENT.fullmatch(text)) else None
        return _only_exponents(long(value, locale)) if value and small == (value.adjusted() < 0) else None

    return make


def _fits(value: Decimal) -> bool:
    return not has_more(value) and abs(value.adjusted()) <= LARGEST_LONG


def _only_exponents(written: str | None) -> str | None:
    return written if written and "E" in written else None


def _narrow(text: str, locale: Locale, _: date) -> str | None:
    """Excel and Google Sheets: six digits in a column of usual width."""
    value = read_number(text, locale.decimal)
    if not value or SMALL <= value.adjusted() < _NARROW or not fits(value):
        return None
    return scientific(value, locale, SHORT, 2)


def _infinite(word: str) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text, locale.decimal)
        if not value or value.adjusted() <= LARGEST:
            return None
        return f"-{word}" if value < 0 else word

    return make


class _Exponents(Protocol):
    """Makes one way of numbers that have an exponent already or of such that have none, of small ones or great ones."""

    def __call__(self, *, of_exponents: bool, small: bool) -> Make: ...


def _each(name: str, ways: _Exponents) -> Iterator[Way]:
    for of_exponents in (True, False):
        for small in (False, True):
            kind = f"{name} of {'exponents' if of_exponents else 'digits'}{', small' if small else ''}"
            yield Way(kind, ways(of_exponents=of_exponents, small=small))


SCIENTIFIC: Final = Transformation(
    "scientific-notation",
    "took it for a number and wrote it with an exponent",
    numeric(r"[+-]?[0-9]{12}|.*[.,]0000|.*[eE]"),
    (
        *_each("wide", _exponents),
        Way("widest", _widest),
        Way("greatest", _greatest),
        Way("greatest again", _greatest_again, regular=False),
        *_each("medium", _long_exponents),
        *_each("longest", _longest_exponents),
        Way("shown", _as_shown),
        Way("shown, blank inside", changed(BLANK_INSIDE, without_blanks, _as_shown)),
        Way("shown again", _shown_again, regular=False),
        Way("shown, small", _small_as_shown),
        Way("narrow", _narrow),
        Way("rounded up", _rounded_up, regular=False),
        Way("inf", _infinite("inf")),
        Way("infinity", _infinite("Infinity")),
    ),
)
"""What is done to numbers that are wide, or that had an exponent."""
