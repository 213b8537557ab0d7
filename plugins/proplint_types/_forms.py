"""Numbers and dates within bounds as patterns that prove; loaded for files that are large enough to be proven."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final

from proplint.api import Accepts
from proplint_types._calendar import is_date, is_leap_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_DIGITS: Final = 15
_GREATEST: Final = 10**_DIGITS - 1
_MONTHS_AND_DAYS: Final = (
    "(?:(?:0[13578]|1[02])/(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)/(?:0[1-9]|[12][0-9]|30)"
    "|02/(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_YEARS: Final = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_LISTED_YEARS: Final = 200


def numbers(low: Decimal | None, high: Decimal | None, decimals: int | None) -> Accepts:
    """Return what accepts the usual numbers from `low` to `high`; None stands for no bound.

    Args:
        low: The least.
        high: The greatest.
        decimals: How many digits may stand behind the period.
    """
    places = "" if decimals == 0 else rf"\.[0-9]{{1,{min(decimals or _DIGITS, _DIGITS)}}}"
    if low is None and high is None:
        return Accepts(pattern=f"-?[0-9]{{1,{_DIGITS}}}" + (f"(?:{places})?" if places else ""))
    least = -_GREATEST if low is None else max(-_GREATEST, ceil(low))
    most = _GREATEST if high is None else min(_GREATEST, floor(high))
    forms: list[str] = []
    for sign, first, last in (("", least, most), ("-", -most, -least)):
        forms += (f"{sign}{form}" for form in _integers(max(0, first), last))
        if places:  # what stands behind the period goes beyond the last whole number
            forms += (f"{sign}{form}{places}" for form in _integers(max(0, first), last - 1))
    return Accepts(pattern="|".join(forms))


def dates(low: str | None, high: str | None) -> Accepts:
    """Return what accepts the dates from `low` to `high`, both written `YYYY/MM/DD`; None stands for no bound."""
    if low is None and high is None:
        return Accepts(pattern=f"[1-9][0-9]{{3}}/{_MONTHS_AND_DAYS}|{_LEAP_YEARS}/02/29")
    low, high = low or "0001/01/01", high or "9999/12/31"
    first, last = int(low[:4]), int(high[:4])
    if first == last:
        return Accepts(pattern="|".join(_within_year(low, high)))
    forms = [*_within_year(low, f"{low[:4]}/12/31"), *_within_year(f"{high[:4]}/01/01", high)]
    if first + 1 < last:
        years = _of_one_length(f"{first + 1:04}", f"{last - 1:04}")
        forms.append(f"{years}/{_MONTHS_AND_DAYS}")
        forms += (
            f"{year:04}/02/29" for year in range(first + 1, min(last, first + _LISTED_YEARS)) if is_leap_year(year)
        )
    return Accepts(pattern="|".join(forms))


def _within_year(low: str, high: str) -> Iterator[str]:
    year = low[:4]
    for month in range(int(low[5:7]), int(high[5:7]) + 1):
        days = [day for day in range(1, 32) if low <= f"{year}/{month:02}/{day:02}" <= high]
        right = [day for day in days if is_date(f"{year}/{month:02}/{day:02}")]
        if right:
            yield f"{year}/{month:02}/{_of_one_length(f'{right[0]:02}', f'{right[-1]:02}')}"


def _integers(first: int, last: int) -> Iterator[str]:
    """Give patterns that match the whole numbers from `first` to `last`, written without leading zeros."""
    for length in range(len(str(first)), len(str(max(0, last))) + 1):
        low, high = max(first, 10 ** (length - 1) if length > 1 else 0), min(last, 10**length - 1)
        if low <= high:
            yield _of_one_length(str(low), str(high))


def _of_one_length(low: str, high: str) -> str:
    """Return a pattern that matches what lies between two texts of as many digits."""
    if low == high:
        return low
    rest = len(low) - 1
    if low[0] == high[0]:
        return low[0] + _of_one_length(low[1:], high[1:])
    if low[1:] == "0" * rest and high[1:] == "9" * rest:
        return f"[{low[0]}-{high[0]}]" + (f"[0-9]{{{rest}}}" if rest else "")
    forms = [low[0] + _of_one_length(low[1:], "9" * rest)]
    if int(low[0]) + 1 < int(high[0]):
        forms.append(f"[{int(low[0]) + 1}-{int(high[0]) - 1}][0-9]{{{rest}}}")
    forms.append(high[0] + _of_one_length("0" * rest, high[1:]))
    return f"(?:{'|'.join(forms)})"
