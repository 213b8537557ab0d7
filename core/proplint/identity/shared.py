"""The keys of several files: one customer, one e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.api import Problem
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class _Place(NamedTuple):
    email: str
    path: str
    line: int


class SharedKeys:
    """The keys of the files of one configuration, in the order in which they are checked."""

    def __init__(self) -> None:
        self._seen: dict[str, _Place] = {}
        self._path = ""
        self._new: list[str] = []

    def enter(self, path: str) -> None:
        """Begin the next file, or the same one again: what it held before counts no more."""
        if path == self._path:
            for customer_id in self._new:
                del self._seen[customer_id]
        self._path, self._new = path, []

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
                self._seen[customer_id] = _Place(email, self._path, line)
                self._new.append(customer_id)
            elif first.email != email and first.path != self._path:
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
