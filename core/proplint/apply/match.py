"""Which record of the CSV a row of an error file is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proplint.csvfile.header import CUSTOMER_ID
from proplint.text import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proplint.apply.errorfile import Row
    from proplint.apply.records import Record, Records

    _Tells = Callable[[Record, Row], bool]

_SHOWN = 5


class Match(NamedTuple):
    """What a row was found to be about.

    Attributes:
        record: The record.
        problem: Why there is none.
    """

    record: Record | None
    problem: str = ""


class Matcher:
    """Finds the record of each row: by Customer ID, by the version that its message names, by the e-mail.

    Args:
        records: The CSV's.
        path: The CSV.
        has: Whether a record has all that a row says, so that nothing is left to be taken.
        may_be: Whether a row with a record's e-mail may be about it although the Customer IDs differ: because the
            record's is told as wrong, or a spreadsheet rewrote the row's.
    """

    def __init__(self, records: Records, path: str, has: _Tells, may_be: _Tells) -> None:
        self._records = records
        self._path = escaped(path)
        self._has = has
        self._may_be = may_be

    def match(self, row: Row) -> Match:
        """Return the record that a row is about."""
        customer_id = row.cells.get(self._records.id_index)
        email = self._email(row)
        by_id, by_email = self._records.with_id(customer_id), self._records.with_email(email)
        exact = self._exact(row, [*by_id, *(one for one in by_email if one not in by_id)])
        if not exact and not by_id:
            exact = self._records.with_version(row.version)
        for found, key in ((exact, customer_id or email), (by_id, customer_id), (by_email, email)):
            if len(found) > 1:
                taken = next((one for one in found if self._has(one, row)), None)
                return Match(taken) if taken else self._several(key or "", found)
            if found and found is not by_email:
                return Match(found[0])
        return self._by_email(row, by_email[0] if by_email else None)

    def _email(self, row: Row) -> str | None:
        index = self._records.email_index
        return None if index is None else row.cells.get(index)

    def _exact(self, row: Row, found: Sequence[Record]) -> Sequence[Record]:
        if row.version is None:
            return ()
        return [one for one in found if self._records.version_of(one.cells) == row.version]

    def _by_email(self, row: Row, found: Record | None) -> Match:
        """Return what a row is about that has no Customer ID of the CSV; `found` has its e-mail."""
        customer_id = row.cells.get(self._records.id_index)
        faulty = self._records.faulty_about((customer_id or "", self._email(row) or ""))
        if faulty is not None:
            return Match(faulty)
        if found and (customer_id is None or self._may_be(found, row)):
            return Match(found)
        return Match(None, self._unknown(customer_id, found))

    def _unknown(self, customer_id: str | None, found: Record | None) -> str:
        """Return what to do about a row that no record has the Customer ID of; `found` is the one with its e-mail."""
        there = ""
        if found:
            there = f"{quoted(self._records.id_of(found.cells))} (line {found.line})"
        if customer_id:
            what = f"{CUSTOMER_ID} {quoted(customer_id)} is not in {self._path}"
            if found:
                return f"{what}, where its e-mail belongs to {there}: write that ID here"
            return f"{what}: it was changed here, or the record is gone there; correct it, or delete the row here"
        what = "the row has no Customer ID, and "
        what += f"its e-mail belongs to {there}" if found else f"no record of {self._path} has its e-mail"
        return f"{what}: fill it in as the export had it, or delete the row here"

    def _several(self, key: str, found: Sequence[Record]) -> Match:
        lines = ", ".join(str(one.line) for one in found[:_SHOWN])
        more = ", …" if len(found) > _SHOWN else ""
        what = f"{quoted(key)} stands in {len(found):,} records of {self._path} (lines {lines}{more})"
        return Match(None, f"{what}, and nothing tells which one is meant: correct it there, and delete the row here")
