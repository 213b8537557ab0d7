"""Which customers left a file: they may stand in another one now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of
from proplint.csvfile.reader import Reader
from proplint.identity.align import Alignment
from proplint.identity.base import KeyBase, read_keys

if TYPE_CHECKING:
    from proplint.csvfile.source import Source


def left_behind(before: Source, now: Source | None) -> KeyBase:
    """Return the keys of the customers who stood in a file before, and do not stand in it now.

    Args:
        before: The version before.
        now: The version now; None when the file is gone.
    """
    if now is not None and _only_edited(before, now):
        return KeyBase()
    all_before, left = KeyBase(), KeyBase()
    all_before.add(read_keys(before) or ())
    ids = {customer_id for customer_id, _ in (read_keys(now) if now is not None else None) or ()}
    left.add((one, email) for one in all_before if one not in ids for email in all_before.emails_of(one))
    return left


def _only_edited(before: Source, now: Source) -> bool:
    """Whether every customer whose record differs is still there: told without reading what is the same."""
    old, new = header_of(before), header_of(now)
    if old.fault or new.fault or old.cells != new.cells or not {CUSTOMER_ID, EMAIL} <= {*new.cells}:
        return False
    alignment, place, width = Alignment(before, old.after), new.cells.index(CUSTOMER_ID), len(new.cells)
    reader, changed = Reader(now, offset=new.after, line=new.next_line, width=width), set[str]()
    for batch in reader.batches():
        differ = {*alignment.changed_in(batch, reader.position - batch.base)}
        for start, row in zip(batch.starts, batch.rows, strict=True):
            if start in differ:
                changed.update(row[place : place + 1])
    return all(cells[place] in changed for cells in alignment.only_before() if len(cells) == width)
