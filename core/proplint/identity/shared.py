"""The keys of several files: one customer, one e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.api import Problem
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Place(NamedTuple):
    """Where a customer stands first, and with which e-mail."""

    email: str
    path: str
    line: int


class SharedKeys:
    """The keys of the files of one configuration, in the order in which they are checked."""

    def __init__(self) -> None:
        self._seen: dict[str, Place] = {}
        self._path = ""
        self._here: Mapping[str, Place] = {}
        self._new: dict[str, Place] = {}

    def enter(self, path: str) -> None:
        """Begin the next file, or the same one again: what it held before counts no more."""
        if path != self._path:
            self._seen.update(self._here)
        self._path, self._new = path, {}
        self._here = self._new

    @property
    def here(self) -> Mapping[str, Place]:
        """The keys that the file has beside those of the files before it."""
        return self._here

    def keep(self, keys: Mapping[str, Place]) -> None:
        """Let the file have the keys that `here` gave when it was read another time: that is what it comes to."""
        self._here = keys

    def judge(self, records: Sequence[tuple[str, str, int]]) -> Iterator[tuple[int, Problem]]:
        """Judge the next records of the file.

        Args:
            records: Customer ID, e-mail and physical line of each.

        Returns:
            Index of a record and what is wrong with its e-mail.
        """
        for index, (customer_id, email, line) in enumerate(records):
            if not customer_id.strip() or not email.strip():
                continue
            first = self._seen.get(customer_id)
            if first is None:
                self._new.setdefault(customer_id, Place(email, self._path, line))
            elif first.email != email:
                yield (
                    index,
                    Problem(
                        "conflicting-customer",
                        f"{{value}} is {{other}} in {escaped(first.path)}, line {first.line}",
                        "export both files again",
                        None,
                        {"other": first.email},
                    ),
                )
