"""Cells that are not as they were. Imported at nearly every commit, so it imports nothing."""

from __future__ import annotations

from typing import Final, NamedTuple

_DIGITS: Final = frozenset("0123456789")
_FORMULAS: Final = frozenset("=+-@")
_FAILED: Final = ("#", "Err:")
_ENDLESS: Final = ("inf", "-inf", "Inf", "-Inf")
_QUOTES: Final = ('"', "'")
_TRUE_OR_FALSE: Final = frozenset("true false wahr falsch vrai faux".split())  # noqa: SIM905  reads better


class Change(NamedTuple):
    """A cell that is not as it was.

    Attributes:
        column: Its column, as the caller counts them.
        before: Its old text.
        after: Its new one.
    """

    column: int
    before: str
    after: str


def worth_asking(before: str, after: str) -> bool:
    """Whether a spreadsheet may have made one text of the other, told by a glance; most edits are worth no more.

    Args:
        before: The old text.
        after: The new one.
    """
    if not before or not after:
        return False
    if not before.isascii() or any(quote in before for quote in _QUOTES):
        return True
    if after.replace("\u00a0", " ").replace("\u202f", " ").strip(" ") == before.strip(" "):
        return True
    if before[0] == "=" or (before[0] in _FORMULAS and after.startswith(_FAILED)):
        return True
    if not _DIGITS.isdisjoint(before):
        return not _DIGITS.isdisjoint(after) or after.startswith(_ENDLESS)
    word = before.strip(" ")
    return word.lower() in _TRUE_OR_FALSE and after.isupper() and after != _other(word)


def _other(before: str) -> str:
    """Return what no spreadsheet makes of an English word: the opposite one."""
    return {"true": "FALSE", "false": "TRUE"}.get(before.lower(), "")
