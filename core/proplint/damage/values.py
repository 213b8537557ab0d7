"""Whether two texts are the same value for a property's type: what a spreadsheet rewrote without harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.damage.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_BOOLEANS: Final = ("TRUE", "FALSE")


def same_value(word: str, before: str, after: str) -> bool:
    """Whether nothing was lost: two texts are one value, and the new one is no worse in form than the old.

    Args:
        word: The word of the column's type; another than those of numbers, dates and booleans has only texts,
            in which every character counts.
        before: The old text.
        after: The new one.
    """
    same = _SAME.get(word)
    return before == after or (same is not None and same(before, after))


def _numbers(before: str, after: str) -> bool:
    if _NUMBER.fullmatch(before) and not _NUMBER.fullmatch(after):
        return False
    one, other = read_number(before, "."), read_number(after, ".")
    return one is not None and one == other


def _dates(before: str, after: str) -> bool:
    match = _YEAR_FIRST.fullmatch(before)
    return match is not None and after == f"{match[1]}/{int(match[2]):02}/{int(match[3]):02}"


def _booleans(before: str, after: str) -> bool:
    return after in _BOOLEANS and before.upper() == after


_SAME: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "Number": _numbers,
    "Date": _dates,
    "Date and time": _dates,
    "Boolean": _booleans,
}
