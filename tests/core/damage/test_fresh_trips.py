"""Whole files that go through the spreadsheets of this machine: every damaged cell is told, and nothing else."""

from __future__ import annotations

import csv
import io
import os
from random import Random
from typing import TYPE_CHECKING

import pytest

import exports
import spreadsheets
from proplint.api import Fix
from proplint.csvfile.header import header_of
from proplint.csvfile.source import BytesSource
from proplint.engine.check import check_source
from proplint.engine.identity import Before, Identity
from proplint.identity.base import KeyBase, read_keys
from proplint.plugins import Host
from spreadsheets import Trip
from support import load_config, same_of

if TYPE_CHECKING:
    from pathlib import Path

    from exports import Export
    from proplint.engine.check import FileResult

EXPORT = exports.draw(Random(20), 60)
FRESH = [
    Trip("LibreOffice", "tr-TR", "special"),
    Trip("LibreOffice", "en-US", "plain"),
    Trip("Gnumeric", "de-DE", "special"),
    Trip("Gnumeric", "fr-FR", "special"),
]


def checked(export: Export, after: bytes) -> FileResult:
    """Check a file against the export that it was."""

    def read() -> KeyBase:
        base = KeyBase()
        base.add(read_keys(BytesSource(export.data)) or ())
        return base

    header = header_of(BytesSource(export.data))
    before = Before(BytesSource(export.data), header.cells, header.after)
    host = Host({})
    config = load_config(export.config)
    return check_source(BytesSource(after), "a.csv", config, host, identity=Identity(read, before))


def damaged(export: Export, after: bytes) -> dict[tuple[int | None, int | None], Fix]:
    """Return record and column of each cell that is not what it was in meaning, and what to write."""
    names = export.table[0]
    sames = [same_of(name.partition(":")[0]) if ":" in name else None for name in names]
    found: dict[tuple[int | None, int | None], Fix] = {}
    table = [*csv.reader(io.StringIO(after.decode("utf-8-sig"), newline=""))]
    assert len(table) == len(export.table)
    for record, (old, new) in enumerate(zip(export.table[1:], table[1:], strict=True), 1):
        for column, (text, other) in enumerate(zip(old, new, strict=True)):
            same = sames[column]
            if text != other and not (same and same(text, other)):
                found[record, column + 1] = Fix(text, safe=True)
    return found


@pytest.mark.xdist_group("spreadsheets")
@pytest.mark.parametrize("trip", FRESH, ids=str)
def test_a_fresh_round_trip_is_told_whole(trip: Trip, tmp_path: Path) -> None:
    lacking = spreadsheets.missing(trip)
    if lacking:
        pytest.skip(f"{lacking}: not installed")
    after = spreadsheets.through(trip, EXPORT.data, tmp_path)
    findings = [one for one in checked(EXPORT, after).findings if one.rule == "spreadsheet-damage"]
    told = {(one.record, one.column): one.fix for one in findings}
    assert told == damaged(EXPORT, after)
    assert len(told) > 50


def test_a_clean_round_trip_is_told_of_nothing() -> None:
    rows = [*csv.reader(io.StringIO(EXPORT.data.decode("utf-8-sig"), newline=""))]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=os.linesep).writerows(rows)
    assert not [one for one in checked(EXPORT, out.getvalue().encode()).findings if one.rule == "spreadsheet-damage"]
