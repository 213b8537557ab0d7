"""What comes of repairing a file as a whole: other bytes, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.source import Source


class Done(NamedTuple):
    """One thing that was put right.

    Attributes:
        rule: The rule that it breaks no longer; None for the format, which breaks none.
        sentence: What was done, such as "converted from UTF-16 to UTF-8".
    """

    rule: str | None
    sentence: str


class Repaired(NamedTuple):
    """The bytes of a file, repaired; whoever gets them closes the source."""

    source: Source
    done: Sequence[Done]


class Refused(NamedTuple):
    """Why a file is left as it is.

    Attributes:
        rule: The rule that it still breaks; None when only its format is asked for.
        reason: Why; it names the line where there is one.
        line: That line.
    """

    rule: str | None
    reason: str
    line: int | None = None


class RefusedError(Exception):
    """Raised while a file is written anew: here is something that can't be decided."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.line = line

    def refused(self, rule: str | None) -> Refused:
        """Return it as an answer."""
        return Refused(rule, str(self), self.line)
