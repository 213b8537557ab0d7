"""Which options a text stands for, where exactly one way to read it makes options of all of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from proplint.api import folded
from proplint_types._shared import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_SEPARATOR: Final = re.compile(r"([,;|/\r\n])")
_LARGEST: Final = 4000
"""No cell of more parts is taken apart."""


class Match(NamedTuple):
    """The one option that a text may be meant to be.

    Attributes:
        option: It.
        safe: Whether it differs in nothing but blanks, case and the spelling of accents.
        why: What differs.
    """

    option: str
    safe: bool
    why: Literal["nothing", "accents", "blanks", "case"]


class Parted(NamedTuple):
    """The options that a whole cell stands for.

    Attributes:
        options: They, in their order.
        safe: Whether nothing is lost and nothing else can be meant.
        separators: What stands between them.
    """

    options: Sequence[str]
    safe: bool
    separators: frozenset[str]


_Way: TypeAlias = "tuple[Match, str, _Way] | tuple[()]"
"""A match, the separator behind it, and the rest of the cell."""


def match_of(text: str, options: Sequence[str]) -> Match | None:
    """Return the one option that a text is but for blanks, case and the spelling of its accents."""
    known = _table(tuple(options))
    normal = unicodedata.normalize("NFC", text)
    if text in known.exact:
        return Match(text, safe=True, why="nothing")
    if normal in known.exact:
        return Match(normal, safe=True, why="accents")
    if bare(normal) in known.exact:
        return Match(bare(normal), safe=True, why="blanks")
    alike = known.by_letters.get(_letters(text), ())
    same = [option for option in alike if _simple(option) == _simple(text)]
    if len(same) > 1:  # a letter i with its point and one without tell them apart, and case lost that
        alike = [option for option in same if option.casefold() == bare(normal).casefold()]
    found = same if len(same) == 1 else alike
    if len(found) != 1:
        return None
    blanks = "".join(found[0].split()) == "".join(normal.split())
    return Match(found[0], safe=len(same) == 1, why="blanks" if blanks else "case")


def parted(value: str, options: Sequence[str]) -> Parted | None:
    """Return the options that a cell stands for, whatever separates them; None where it can't be told.

    Of several ways to read it, only one in which all parts are options as they stand is given, and it is not safe.
    """
    pieces = _SEPARATOR.split(value)
    if len(pieces) > _LARGEST:
        return None

    def find(part: str) -> Match | None:
        return match_of(part, options)

    def find_exactly(part: str) -> Match | None:
        found = find(part)
        return found if found and found.why != "case" else None

    longest = _table(tuple(options)).separators
    ways = _ways(pieces, longest, find)
    if len(ways) > 1:
        ways = _ways(pieces, longest, find_exactly)
        return _as_parted([*_steps(ways[0])])._replace(safe=False) if len(ways) == 1 and ways[0] else None
    return _as_parted([*_steps(ways[0])]) if ways and ways[0] else None


def _as_parted(steps: Sequence[tuple[Match, str]]) -> Parted:
    matches = [match for match, _ in steps]
    names = [match.option for match in matches]
    merged = len({*names}) < len(names) and any(match.why == "case" for match in matches)
    safe = not merged and all(match.safe for match in matches)
    last = steps[-1][1].strip()
    return Parted(names, safe, frozenset([*(mark for _, mark in steps[:-1]), *([last] if last else [])]))


def _ways(pieces: Sequence[str], longest: int, find: Callable[[str], Match | None]) -> list[_Way]:
    """Return up to two ways to read all pieces, of which every second one is a separator.

    Args:
        pieces: They.
        longest: How many separators an option may hold.
        find: Gives the option that a text is.
    """
    last = len(pieces) - 1
    behind: dict[int, list[_Way]] = {last + 2: [()]}
    for start in range(last, -1, -2):
        ways: list[_Way] = [] if bare(pieces[start]) else [*behind[start + 2]]
        for end in range(start, min(last, start + 2 * longest) + 1, 2):
            match = _match_between(pieces, start, end, find)
            if match is not None:
                mark = pieces[end + 1] if end < last else ""
                ways += ((match, mark, rest) for rest in behind[end + 2])
        behind[start] = ways[:2]
    return behind[0]


def _match_between(pieces: Sequence[str], start: int, end: int, find: Callable[[str], Match | None]) -> Match | None:
    text = "".join(pieces[start : end + 1])
    whole = bool(bare(pieces[start]) and bare(pieces[end]))
    match = find(text) if whole or bare(text) else None
    # A separator at the edge is no blank that can go: it belongs to an option that has it, or it separates.
    return match if match and (whole or match.why == "nothing") else None


def _steps(way: _Way) -> Iterator[tuple[Match, str]]:
    while way:
        match, mark, way = way
        yield match, mark


class _Known(NamedTuple):
    """The options of a column; `separators` says how many of them one option holds at most."""

    exact: frozenset[str]
    by_letters: dict[str, list[str]]
    separators: int


@lru_cache(maxsize=64)
def _table(options: tuple[str, ...]) -> _Known:
    by_letters: dict[str, list[str]] = {}
    for option in options:
        by_letters.setdefault(_letters(option), []).append(option)
    separators = max((len(_SEPARATOR.findall(option)) for option in options), default=0)
    return _Known(frozenset(options), by_letters, separators)


def _letters(text: str) -> str:
    return folded(text).replace(" ", "")


def _simple(text: str) -> str:
    """Return a text without case and blanks, and nothing else that `folded` leaves out."""
    lower = unicodedata.normalize("NFC", text).translate({0x130: "i", 0x49: "i", 0x131: "i"}).casefold()
    return " ".join(lower.replace("i\u0307", "i").split())
