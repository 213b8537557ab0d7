"""What docs/how-to/spreadsheets.md says of LibreOffice is so: with its settings, values come back as they were."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

import pytest

import exports
import spreadsheets
from spreadsheets import LOCALES, Trip

if TYPE_CHECKING:
    from pathlib import Path

TABLE = exports.draw(Random(21), 60).table


def written(*, quoted: bool) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\r\n").writerows(TABLE)
    return out.getvalue().encode()


def cells_changed(trip: Trip, data: bytes, folder: Path) -> int:
    lacking = spreadsheets.missing(trip)
    if lacking:
        pytest.skip(f"{lacking}: not installed")
    after = [*csv.reader(io.StringIO(spreadsheets.through(trip, data, folder).decode(), newline=""))]
    assert len(after) == len(TABLE)
    return sum(old != new for row, other in zip(TABLE, after, strict=True) for old, new in zip(row, other, strict=True))


@pytest.mark.xdist_group("spreadsheets")
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("texts", ["quoted", "columns"])
def test_nothing_is_lost_with_the_settings_of_the_page(locale: str, texts: str, tmp_path: Path) -> None:
    data = written(quoted=texts == "quoted")
    assert cells_changed(Trip("LibreOffice", locale, "special", texts), data, tmp_path) == 0


@pytest.mark.xdist_group("spreadsheets")
def test_the_same_file_is_damaged_without_them(tmp_path: Path) -> None:
    assert cells_changed(Trip("LibreOffice", "tr-TR", "special"), written(quoted=True), tmp_path) > 100
