"""A whole export goes through a real spreadsheet: every damaged cell is told, nothing else, and every byte comes back."""

from __future__ import annotations

import csv
import io
import os
from random import Random
from typing import TYPE_CHECKING

import pytest

import exports
import spreadsheets
from exports import Export
from healing import damaged, told
from spreadsheets import Trip
from support import commit_all, proplint, repository, write

if TYPE_CHECKING:
    from pathlib import Path

EXPORT = exports.draw(Random(20), 60)
TRIPS = [
    Trip("LibreOffice", "tr-TR", "special", shown=True),
    Trip("LibreOffice", "en-US", "special", shown=True),
    Trip("LibreOffice", "de-DE", "plain"),
    Trip("Gnumeric", "de-DE", "special"),
    Trip("Gnumeric", "fr-FR", "special"),
    Trip("Gnumeric", "en-US", "special"),
]
PERSONS = "Regular customer, since spring"


@pytest.mark.xdist_group("spreadsheets")
@pytest.mark.parametrize("trip", TRIPS, ids=str)
def test_a_round_trip_leaves_no_trace_but_what_a_person_wrote(trip: Trip, tmp_path: Path) -> None:
    lacking = spreadsheets.missing(trip)
    if lacking:
        pytest.skip(f"{lacking}: not installed")
    shop = repository(tmp_path / "shop")
    write(shop / "proplint.yaml", EXPORT.config)
    file = write(shop / "a.csv", EXPORT.data)
    commit_all(shop)
    after = spreadsheets.through(trip, EXPORT.data, tmp_path / "trip")
    cells = damaged(EXPORT, after)
    assert told(EXPORT, after) == cells
    assert len(cells) > 50
    file.write_bytes(after)
    assert proplint("fix", "--restore-format", "a.csv", cwd=shop).code == 1
    assert file.read_bytes() == EXPORT.data
    # The same, edited before it was saved: the edit stays, and is all that differs.
    row = [*EXPORT.table[1]]
    row[EXPORT.table[0].index("Text:Note")] = PERSONS
    edited = Export([EXPORT.table[0], row, *EXPORT.table[2:]], EXPORT.options).data
    file.write_bytes(spreadsheets.through(trip, edited, tmp_path / "edited"))
    proplint("fix", "--restore-format", "a.csv", cwd=shop)
    assert file.read_bytes() == edited


def test_another_form_alone_is_told_of_nothing() -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=os.linesep).writerows(EXPORT.table)
    assert told(EXPORT, out.getvalue().encode()) == {}
