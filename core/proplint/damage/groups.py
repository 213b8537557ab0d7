"""What spreadsheets do to signs between groups of digits, which they take for those between thousands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.damage.doubles import READING, long, noise, plain, read_number, rounded_up, usual
from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[Decimal, Locale], str | None]

NUMERIC: Final = re.compile("^[+-]?[.,]?[0-9][0-9.,eE+ \u00a0\u202f-]*$")
"""What is found in texts that may be numbers."""


def numeric(start: str) -> re.Pattern[str]:
    """Return what is found in those of them that begin in one way.

    Args:
        start: The pattern of how they begin.
    """
    return re.compile(f"^(?={start}){NUMERIC.pattern}")


_GROUP_SIGNS: Final = (".", ",", " ", "\u00a0", "\u202f")


def _grouped(sign: str, size: str, write: Write, *, exponent: bool = False) -> Make:
    """Return what leaves out one sign between groups of digits.

    Args:
        sign: The sign.
        size: The pattern of how many digits a group has, but for the first.
        write: Writes the number.
        exponent: Whether the number has one.
    """
    point = {".": ",", ",": r"\."}.get(sign, "[.,]")
    behind = "[eE][+-]?[0-9]{1,3}" if exponent else f"(?:{point}[0-9]+)?"
    pattern = re.compile(rf"^[+-]?[0-9]+(?:{re.escape(sign)}[0-9]{size})+{behind}\Z")

    def make(text: str, locale: Locale, _: date) -> str | None:
        value = read_number(text.replace(sign, ""), locale.decimal) if sign in locale.groups else None
        return None if value is None else write(value, locale)

    return Only(pattern, make)


def _all_digits(value: Decimal, locale: Locale) -> str | None:
    return plain(value, locale, READING)


def _groups() -> Iterator[Way]:
    sizes = {"groups of three": "{3}", "longer groups": "{4,}", "mixed groups": "{3,}", "short groups": "{1,}"}
    for sign in _GROUP_SIGNS:
        for name, size in sizes.items():
            if name != "short groups":
                yield Way(f"{name} by {sign}", _grouped(sign, size, _all_digits))
                yield Way(f"{name} by {sign}, as a double", _grouped(sign, size, usual))
                yield Way(f"{name} by {sign}, long", _grouped(sign, size, long))
                yield Way(f"{name} by {sign}, rounded up", _grouped(sign, size, rounded_up), regular=False)
            yield Way(f"{name} by {sign}, exponent", _grouped(sign, size, usual, exponent=True))
            yield Way(f"{name} by {sign}, long exponent", _grouped(sign, size, long, exponent=True))
            yield Way(f"{name} by {sign}, noise", _grouped(sign, size, noise, exponent=True), regular=False)


THOUSANDS: Final = Transformation(
    "thousands-sign",
    "took the sign in it for one between thousands",
    numeric(r"[+-]?[0-9]+[., \u00a0\u202f](?:[0-9]{3}|.*[eE])"),
    (*_groups(),),
)
"""What is done to signs between groups of digits."""
