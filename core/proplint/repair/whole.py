"""Repairs of a file as a whole: its encoding and its delimiter. They come before all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proplint.config import Config
    from proplint.csvfile.source import Source
    from proplint.plugins import Host


class Context(NamedTuple):
    """What is known of a file besides its bytes.

    Attributes:
        config: The configuration that governs it.
        host: Gives property types.
        before: The version before, where there is just one.
        rules: The rules of what was found wrong with it.
        unsafe: Whether to repair what is not safe as well.
    """

    config: Config
    host: Host
    before: Source | None
    rules: frozenset[str]
    unsafe: bool


class Rewritten(NamedTuple):
    """A file in another form.

    Attributes:
        data: All its bytes.
        rule: The rule that it broke.
        what: What was done, for people: "read as Windows-1254, and written as UTF-8".
    """

    data: bytes
    rule: str
    what: str


class Refusal(NamedTuple):
    """Why a file stays in its form, for people.

    Attributes:
        rule: The rule that it breaks.
        reason: Why it is not repaired.
    """

    rule: str
    reason: str


_REPAIRS: Final[Sequence[Callable[[Source, Context], Rewritten | Refusal | None]]] = ()
"""Each looks at a file and gives it in its right form, says why it can't, or has nothing to do with it."""


def rewritten(source: Source, context: Context) -> Rewritten | Refusal | None:
    """Return a file in the form that the rest can be repaired in; None when it is in that form.

    It is asked again with what it returned, until there is nothing left to do.
    """
    for repair in _REPAIRS:
        outcome = repair(source, context)
        if outcome is not None:
            return outcome
    return None
