"""What spreadsheets do to texts that look like numbers: they read a double, and write it in their own form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from proplint.damage.doubles import (
    BLANK_INSIDE,
    CUT,
    LARGEST,
    READING,
    ROUND,
    UP,
    has_more,
    is_wide,
    long,
    noise,
    plain,
    read_number,
    usual,
    without_blanks,
)
from proplint.damage.exponents import SCIENTIFIC, written_out
from proplint.damage.groups import NUMERIC, THOUSANDS, numeric
from proplint.damage.model import Only, Transformation, Way, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Context

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[Decimal, Locale], str | None]

_DECIMAL_POINT: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_WITH_LINE_ENDS: Final = r"(?=[^\r\n]*[\r\n])[\r\n]*[0-9.,]+[\r\n]*"
_NUMERIC_LIKE: Final = re.compile(r"^(?![1-9][0-9]*$(?!\n))[+( \r\n-]*[.,]?[0-9][0-9.,]*[-+) \r\n]*(?:[eE] ?[0-9]+)?$")


def _vanished(text: str, locale: Locale, _: date) -> str | None:
    value = read_number(text, locale.decimal)
    return "0" if value and value.adjusted() < -LARGEST else None


def _noise(text: str, locale: Locale, _: date) -> str | None:
    value = read_number(text, locale.decimal)
    return noise(value, locale) if value else None


def _cut(context: Context, *, whole: bool) -> Make:
    """Return what keeps fifteen digits, of whole numbers or of those that have decimals."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _with_more(text, locale, whole=whole)
        return None if value is None else plain(value, locale, context)

    return make


def _with_more(text: str, locale: Locale, *, whole: bool) -> Decimal | None:
    """Return a number of more digits than a double holds."""
    value = read_number(text, locale.decimal)
    if not value or "e" in text.lower() or (locale.decimal not in text) != whole or not has_more(value):
        return None
    return value


def _cut_long(*, whole: bool) -> Make:
    """Return what keeps as many digits as a long double holds."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = _with_more(text, locale, whole=whole)
        written = None if value is None else long(value, locale)
        return written if written and read_number(written, locale.out.decimal) != value else None

    return make


def _twenty_decimals(text: str, locale: Locale, _: date) -> str | None:
    """LibreOffice: no more than fifteen digits, and no more than twenty decimals."""
    value = read_number(text, locale.decimal) if locale.decimal in text else None
    written = usual(value, locale) if value and not is_wide(value) else None
    return written if written and written != plain(value or Decimal(0), locale) else None


def _bare(text: str) -> str:
    """Return a number without the brackets, blanks or sign behind that some programs read."""
    inner = text.strip(" ()+-")
    return f"-{inner}" if text.startswith(("(", "-")) or text.endswith("-") else inner


def _like(form: str, change: Callable[[str], str] = str, write: Write | None = None) -> Make:
    """Return what writes out numbers of one form, by default as far as fifteen digits hold them.

    Args:
        form: A pattern of the whole text.
        change: Makes of the text one that can be read.
        write: Writes the number.
    """

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(change(text), locale.decimal)
        if value is None or (write is None and has_more(value)):
            return None
        return (write or plain)(value, locale)

    return Only(re.compile(rf"^(?:{form})\Z"), make)


def _both(name: str, form: str, change: Callable[[str], str] = str) -> Iterator[Way]:
    """Give what writes out numbers of one form: with fifteen digits, and with as many as some programs have."""
    yield Way(name, _like(form, change))
    yield Way(f"{name}, whole", _like(form, change, _whole))
    yield Way(f"{name}, long", _like(form, change, long))


def _whole(value: Decimal, locale: Locale) -> str | None:
    return usual(value, locale) if has_more(value) and not is_wide(value) else None


def _rewritten_with_comma(write: Write) -> Make:
    def make(text: str, locale: Locale, _: date) -> str | None:
        if locale.out.decimal != "," or not _DECIMAL_POINT.fullmatch(text):
            return None
        return write(READING.create_decimal(text), locale)

    return make


def _with_comma(text: str, locale: Locale, _: date) -> str | None:
    return text.replace(".", ",") if locale.out.decimal == "," and _DECIMAL_POINT.fullmatch(text) else None


NUMBERS: Final = (
    SCIENTIFIC,
    Transformation(
        "lost-digits",
        "took it for a number and kept fifteen digits",
        numeric(r"[+-]?[0-9.,]{16}|.*[eE]-"),
        (
            Way("rounded", _cut(ROUND, whole=True)),
            Way("rounded decimals", _cut(ROUND, whole=False)),
            Way("rounded up", _cut(UP, whole=False), regular=False),
            Way("cut", _cut(CUT, whole=True)),
            Way("cut decimals", _cut(CUT, whole=False)),
            Way("twenty decimals", _twenty_decimals),
            Way("long", _cut_long(whole=True)),
            Way("long decimals", _cut_long(whole=False)),
        ),
    ),
    Transformation(
        "added-digits",
        "took it for a number and wrote digits behind it that it never had",
        NUMERIC,
        (Way("noise", _noise, regular=False),),
    ),
    THOUSANDS,
    Transformation(
        "lost-plus", "took it for a number and dropped the plus", numeric(r"\+"), (*_both("plus", r"\+.*"),)
    ),
    Transformation(
        "expanded-exponent",
        "took the letter in it for an exponent and wrote it out",
        numeric(r".*[eE]|.*[.,]0{300}"),
        (
            *_both("exponent", r"[+-]?[0-9.,]+[eE]\+?[0-9]+"),
            *_both("negative exponent", r"[+-]?[0-9.,]+[eE]-[0-9]+"),
            Way("negative exponent, twenty decimals", _like(r"[+-]?[0-9.,]+[eE]-[0-9]+", write=usual)),
            Way("negative exponent, as shown", _like(r"[+-]?[0-9.,]+[eE]-[0-9]+", write=written_out)),
            Way("vanished", _vanished),
        ),
    ),
    Transformation(
        "lost-zeros",
        "took it for a number and dropped the zeros in front",
        numeric(r"-?0+[0-9]"),
        (*_both("zeros", r"-?0+[0-9].*"),),
    ),
    Transformation(
        "trimmed-zeros",
        "took it for a number and dropped the zeros at its end",
        numeric(r"-?[0-9]+[.,][0-9]*0$"),
        (*_both("zeros", r"-?[0-9]+[.,][0-9]*0"),),
    ),
    Transformation(
        "decimal-comma",
        "wrote a comma for the period",
        numeric(r"-?[0-9]+\.[0-9]+$"),
        (
            Way("rewritten", _rewritten_with_comma(plain)),
            Way("replaced", _with_comma),
            Way("rewritten, long", _rewritten_with_comma(long)),
            Way("rewritten, noise", _rewritten_with_comma(noise), regular=False),
        ),
    ),
    Transformation(
        "number-form",
        "took it for a number and wrote it in its own form",
        _NUMERIC_LIKE,
        (
            Way("decimal sign", _like(r"-?[0-9]+[.,][0-9]+")),
            Way("period first", _like(r"[+-]?[.,][0-9]+")),
            Way("period last", _like(r"[+-]?[0-9]+[.,]")),
            Way("minus zero", _like(r"-0+(?:[.,]0+)?")),
            Way("plus behind", _like(r"[0-9.,]+ *\+", _bare)),
            Way("minus behind", _like(r"[0-9.,]+ *-", _bare)),
            Way("sign before blank", _like(r"[+-] +[0-9.,]+", _bare)),
            Way("brackets", _like(r"\([0-9.,]+\)", _bare)),
            Way("blanks", _like(r" *[0-9.,]+ *", _bare)),
            Way("line ends", _like(_WITH_LINE_ENDS, str.strip)),
            Way("line ends, long", _like(_WITH_LINE_ENDS, str.strip, long)),
            Way("blank inside", changed(BLANK_INSIDE, without_blanks, _like(".*"))),
        ),
    ),
)
"""What is done to texts that look like numbers, the most telling first."""
