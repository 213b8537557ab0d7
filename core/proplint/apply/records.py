"""The records of a CSV that the rows of error files may be about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.csvfile.grammar import RECORD
from proplint.csvfile.header import CUSTOMER_ID, EMAIL
from proplint.csvfile.reader import Reader
from proplint.engine.errorrows import raw_row, record_version

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from proplint.apply.errorfile import Row
    from proplint.csvfile.reader import Batch
    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult


class Record(NamedTuple):
    """A record of the CSV as it is now.

    Attributes:
        offset: Byte of the file where it starts.
        line: Physical line there.
        number: Number of the data record.
        cells: Its cells; its raw text alone where it breaks the grammar.
        raw: Its bytes, without line end; none where it breaks the grammar.
        whole: Whether its cells stand under their columns.
    """

    offset: int
    line: int
    number: int
    cells: Sequence[str]
    raw: bytes
    whole: bool


class Records:
    """Finds records by their keys, or by their version.

    Args:
        source: The CSV.
        result: What its check came to.
    """

    def __init__(self, source: Source, result: FileResult) -> None:
        self.header = [*result.header]
        self.id_index = self.header.index(CUSTOMER_ID)
        self.email_index = self.header.index(EMAIL) if EMAIL in self.header else None
        self._source = source
        self._result = result
        self._by_id: dict[str, list[Record]] = {}
        self._by_email: dict[str, list[Record]] = {}
        self._by_version: dict[str, list[Record]] = {}
        self._faulty: list[Record] = []

    def look_for(self, rows: Collection[Row]) -> None:
        """Read the file for the records that some rows may be about."""
        ids = {row.cells.get(self.id_index, "") for row in rows} - {""}
        emails = (
            set[str]() if self.email_index is None else {row.cells.get(self.email_index, "") for row in rows} - {""}
        )
        for record in self._read(lambda cells: self.id_of(cells) in ids or self.email_of(cells) in emails):
            if not record.raw:
                self._faulty.append(record)
            self._by_id.setdefault(self.id_of(record.cells), []).append(record)
            self._by_email.setdefault(self.email_of(record.cells), []).append(record)
        versions = {row.version for row in rows if row.version and row.cells.get(self.id_index, "") not in self._by_id}
        if versions:
            for record in self._read(lambda cells: self.version_of(cells) in versions):
                self._by_version.setdefault(self.version_of(record.cells), []).append(record)

    def with_id(self, customer_id: str | None) -> Sequence[Record]:
        """Return the records with a Customer ID, of those that were looked for."""
        return self._by_id.get(customer_id, ()) if customer_id else ()

    def with_email(self, email: str | None) -> Sequence[Record]:
        """Return the records with an e-mail, of those that were looked for."""
        return self._by_email.get(email, ()) if email else ()

    def with_version(self, version: str | None) -> Sequence[Record]:
        """Return the records in a state, of those whose Customer ID is in no row."""
        return self._by_version.get(version, ()) if version else ()

    def faulty_about(self, keys: Iterable[str]) -> Record | None:
        """Return the first record that breaks the grammar and holds all of some keys in its text."""
        wanted = [key for key in keys if key]
        return next((one for one in self._faulty if wanted and all(key in one.cells[0] for key in wanted)), None)

    def version_of(self, cells: Sequence[str]) -> str:
        """Return the version of a record with these cells."""
        return record_version(self._result, cells)

    def id_of(self, cells: Sequence[str]) -> str:
        """Return the Customer ID of a record; empty where there is none."""
        return cells[self.id_index] if self.id_index < len(cells) else ""

    def email_of(self, cells: Sequence[str]) -> str:
        """Return the e-mail of a record; empty where there is none."""
        return cells[self.email_index] if self.email_index is not None and self.email_index < len(cells) else ""

    def _read(self, wanted: Callable[[Sequence[str]], bool]) -> Iterator[Record]:
        """Give the well-formed records that are wanted, and all that are not well-formed."""
        result = self._result
        reader = Reader(self._source, offset=result.first_record, line=result.first_line, width=len(self.header))
        for batch in reader.batches():
            for index, cells in enumerate(batch.rows):
                if wanted(cells):
                    yield self._record(batch, index)
            for one in batch.faulty:
                if one.number is not None:
                    cells = raw_row(self._source, one.start, one.end)
                    yield Record(one.start, one.line, one.number, cells, b"", whole=False)

    def _record(self, batch: Batch, index: int) -> Record:
        start, cells = batch.starts[index], batch.rows[index]
        match = RECORD.match(batch.data, start)
        return Record(
            batch.base + start,
            batch.lines[index],
            batch.numbers[index],
            cells,
            match.group() if match else b"",
            whole=len(cells) == len(self.header),
        )
