"""What an ERP does to customer files that go through it: it cuts texts, and fills numbers up with zeros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.api import Transformation, Way, hookimpl

if TYPE_CHECKING:
    from datetime import date

    from proplint.api import Locale

proplint_interface = 1

_LENGTH: Final = 30
_DIGITS: Final = 10
_WHO: Final = "the ERP"
_ADVICE: Final = "leave the column out of what the ERP writes back, or have its field made longer there"


def _cut(text: str, _locale: Locale, _today: date, /) -> str | None:
    return text[:_LENGTH].rstrip() or None if len(text) > _LENGTH else None


def _filled_up(text: str, _locale: Locale, _today: date, /) -> str | None:
    digits = text.removeprefix("-")
    sign = text[: -len(digits)]
    return sign + digits.zfill(_DIGITS) if len(digits) < _DIGITS else None


CUT: Final = Transformation(
    name="cut-text",
    what=f"cut it off after {_LENGTH} characters",
    likely=re.compile(f"(?s:.{{{_LENGTH + 1}}})"),
    ways=(Way("cut", _cut, localised=False),),
    who=_WHO,
    advice=_ADVICE,
)
FILLED_UP: Final = Transformation(
    name="filled-up-number",
    what=f"filled it up with zeros to {_DIGITS} digits",
    likely=re.compile(f"^-?[0-9]{{1,{_DIGITS - 1}}}$"),
    ways=(Way("zeros", _filled_up, localised=False),),
    who=_WHO,
    advice=_ADVICE,
)


@hookimpl
def proplint_damage() -> tuple[Transformation, ...]:
    """Bring what the ERP does."""
    return (CUT, FILLED_UP)
