"""The keys that a file had before: what Customer ID and Email are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import BOM, CUSTOMER_ID, EMAIL, read_header
from proplint.csvfile.reader import Reader
from proplint.csvfile.source import BytesSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.csvfile.source import Source

_DELIMITERS: Final = ";\t|"
_HEAD: Final = 1 << 16
_FALLBACK: Final = "cp1254"
_LONGEST_FIELD: Final = 1 << 30


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
    source = _as_utf8(source)
    head = source.read(0, _HEAD)
    start = len(BOM) if head.startswith(BOM) else 0
    if head[start : start + 4].lower() in (b"sep=", b'"sep'):
        start += len(head[start:].splitlines(keepends=True)[0])
    header = read_header(source, start)
    if CUSTOMER_ID in header.cells and EMAIL in header.cells:
        places = header.cells.index(CUSTOMER_ID), header.cells.index(EMAIL)
        width = len(header.cells)
        reader = Reader(source, offset=header.after, line=header.next_line, width=width, conflicts=False)
        return _pairs((row for batch in reader.batches() for row in batch.rows), width, places)
    return _read_otherwise(source, start)


def _as_utf8(source: Source) -> Source:
    head = source.read(0, _HEAD)
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if head.startswith(mark):
            return BytesSource(source.read(0, source.size).decode(encoding, errors="replace").encode())
    for half, encoding in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if half and half.count(0) * 2 > len(half):
            return BytesSource(source.read(0, source.size).decode(encoding, errors="replace").encode())
    return source


def _read_otherwise(source: Source, start: int) -> Iterator[tuple[str, str]] | None:
    import csv
    import io

    csv.field_size_limit(_LONGEST_FIELD)
    text = source.read(start, source.size).decode(errors="surrogateescape")
    for delimiter in _DELIMITERS:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            names = next(rows, [])
        except csv.Error:
            continue
        if CUSTOMER_ID in names and EMAIL in names:
            return _pairs(rows, len(names), (names.index(CUSTOMER_ID), names.index(EMAIL)))
    return None


def _pairs(rows: Iterable[Sequence[str]], width: int, places: tuple[int, int]) -> Iterator[tuple[str, str]]:
    first, second = places
    for row in rows:
        if len(row) == width and row[first].strip() and row[first] != CUSTOMER_ID:
            yield canonical(row[first]), canonical(row[second])
