"""The keys of a file: present, well-formed, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from proplint.identity.base import KeyBase

# Modest on purpose: whether mail arrives is not ours to tell.
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# As spreadsheets write it: an ID such as 12e5 has no plus.
_SCIENTIFIC: Final = re.compile(r"-?[0-9](?:[.,][0-9]+)?E\+[0-9]{2,4}")


class KeyRules(NamedTuple):
    """What differs between the two key columns.

    Attributes:
        missing: The rule about empty cells.
        duplicate: The rule about keys that stand twice.
        noun: What a key is called.
        malformed: Returns what is wrong with a key that is there; None when it is right.
        identifies: Whether it says who a customer is: then a malformed one is in the file all the same.
    """

    missing: str
    duplicate: str
    noun: str
    malformed: Callable[[str], Problem | None]
    identifies: bool = False


def _destroyed(value: str) -> Problem | None:
    if not _SCIENTIFIC.fullmatch(value):
        return None
    return Problem(
        "destroyed-customer-id",
        "{value} was a Customer ID: a spreadsheet took it for a number, and its digits are lost",
        "put the ID back from the last export, where the customer has the same e-mail; where that is in git, "
        "`proplint fix --base REV` does it",
    )


def _malformed(value: str) -> Problem | None:
    if _EMAIL.fullmatch(value):
        return None
    stripped = "".join(value.split())
    if value != stripped and _EMAIL.fullmatch(stripped):
        return Problem("malformed-email", "{value} holds blanks", "remove the blanks")
    if "@" not in value:
        return Problem("malformed-email", "{value} has no @", "put the e-mail back as it was exported")
    return Problem(
        "malformed-email",
        "{value} is no e-mail of the form name@domain.ending",
        "put the e-mail back as it was exported",
    )


CUSTOMER_IDS: Final = KeyRules(
    "missing-customer-id", "duplicate-customer-id", "Customer ID", _destroyed, identifies=True
)
EMAILS: Final = KeyRules("missing-email", "duplicate-email", "e-mail", _malformed)


class Keys:
    """One key column of one file.

    Args:
        rules: What is right in the column.
        wanted: Whether keys are remembered at all: nobody may ask for twins.

    Attributes:
        first: Each key, and the physical line where it was met first.
        has_twins: Whether one was met twice.
        malformed: The malformed keys, where they identify customers.
    """

    def __init__(self, rules: KeyRules, *, wanted: bool = True) -> None:
        self.rules = rules
        self.first: dict[str, int] = {}
        self.has_twins = False
        self.malformed: set[str] = set()
        self.wanted = wanted

    def judge(self, values: Sequence[str], lines: Sequence[int]) -> Iterator[tuple[int, Problem]]:
        """Judge the next keys of the file.

        Args:
            values: The keys.
            lines: The physical line of each.

        Returns:
            Index in `values` and what is wrong there. A key that is malformed is no twin: it is to be
            written anew anyway.
        """
        first = self.first
        for index, value in enumerate(values):
            problem = problem_of(self.rules, value)
            if problem is not None:
                if self.rules.identifies:
                    self.malformed.add(value)
                yield index, problem
            elif self.wanted:
                line = lines[index]
                if first.setdefault(value, line) != line:
                    self.has_twins = True
                    yield index, twin(self.rules, first[value])

    def now(self, _base: KeyBase, _met: Collection[str]) -> Collection[str]:
        """Return the keys of the file, but for malformed ones."""
        return self.first


def problem_of(rules: KeyRules, value: str) -> Problem | None:
    """Return what is wrong with a key by itself; None when it is right."""
    if not value or value.isspace():
        return Problem(
            rules.missing,
            f"the {rules.noun} is missing",
            f"take the {rules.noun} from the last export; rows of customers who are not in ikas yet can't be imported",
        )
    return rules.malformed(value)


def twin(rules: KeyRules, line: int) -> Problem:
    """Return what is wrong with a key that stands on an earlier line already."""
    return Problem(
        rules.duplicate,
        f"{{value}} is the {rules.noun} of line {line} already",
        f"keep one of the two records, or put the right {rules.noun} back from the last export",
    )
