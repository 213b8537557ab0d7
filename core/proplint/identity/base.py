"""The keys that a file had before: what Customer ID and Email are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import CUSTOMER_ID, EMAIL
from proplint.csvfile.reader import Reader
from proplint.identity.exported import exported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.csvfile.source import Source
    from proplint.identity.exported import Exported

_FALLBACK: Final = "cp1254"


class KeyBase:
    """The keys of one version of a file before, or of several.

    A key may stand in more than one record: nothing is overwritten, any of its pairs will do.
    """

    def __init__(self) -> None:
        self._emails: dict[str, str | tuple[str, ...]] = {}
        self._ids: dict[str, list[str]] | None = None

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add the keys of a version: Customer ID and e-mail of each record."""
        emails, self._ids = self._emails, None
        for customer_id, email in pairs:
            known = emails.setdefault(customer_id, email)
            if known != email and email not in self.emails_of(customer_id):
                emails[customer_id] = (*self.emails_of(customer_id), email)

    def __contains__(self, customer_id: str) -> bool:
        """Whether a customer was there before."""
        return customer_id in self._emails

    def __len__(self) -> int:
        """Return the number of customers."""
        return len(self._emails)

    def __iter__(self) -> Iterator[str]:
        """Give the Customer IDs, in their order."""
        return iter(self._emails)

    def emails_of(self, customer_id: str) -> tuple[str, ...]:
        """Return the e-mails that a customer had."""
        found = self._emails.get(customer_id, ())
        return (found,) if isinstance(found, str) else found

    def ids_of(self, email: str) -> Sequence[str]:
        """Return the customers who had an e-mail."""
        if self._ids is None:
            self._ids = {}
            for customer_id in self._emails:
                for known in self.emails_of(customer_id):
                    self._ids.setdefault(known, []).append(customer_id)
        return self._ids.get(email, ())

    def same(self, customer_id: str, email: str) -> bool:
        """Whether the pair was there before."""
        known = self._emails.get(customer_id)
        return known == email or (isinstance(known, tuple) and email in known)


def canonical(key: str) -> str:
    """Return a key as text, also where the file was not UTF-8: a change of encoding changes no key."""
    if key.isascii():
        return key
    if any("\udc80" <= character <= "\udcff" for character in key):
        return key.encode(errors="surrogateescape").decode(_FALLBACK, errors="replace")
    return key


def read_keys(source: Source) -> Iterator[tuple[str, str]] | None:
    """Read the keys of a file, kindly: it may be in any encoding and have any delimiter that spreadsheets write.

    Both sides of a conflict count: whichever is taken, its customers were there.

    Args:
        source: The file.

    Returns:
        Customer ID and e-mail of each record that has both; None when it has no such columns.
    """
    found = exported(source)
    return None if found is None else keys_of(found)


def keys_of(file: Exported) -> Iterator[tuple[str, str]]:
    """Give the keys of a file as `read_keys` does."""
    names = [*file.header]
    first, second = names.index(CUSTOMER_ID), names.index(EMAIL)
    reader = Reader(file.source, offset=file.start, line=file.line, width=len(names), conflicts=False)
    for row in (row for batch in reader.batches() for row in batch.rows):
        if len(row) == len(names) and row[first].strip() and row[first] != CUSTOMER_ID:
            yield canonical(row[first]), canonical(row[second])
