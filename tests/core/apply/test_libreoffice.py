"""An error file is corrected, goes through a real spreadsheet, and comes back: its corrections go in, and nothing else."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

import spreadsheets
from spreadsheets import Trip
from support import commit_all, proplint, repository, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

CONFIG = """\
version: 1
properties:
  Boolean:VIP:
  Choice:Size: {options: [1-2, 3/4, Yeşil, "007"]}
  Multiple choice:Hobby: {options: [Reading, Müzik]}
  Number:Points:
  Text:Phone:
  Date:Birthday:
"""
NAMES = ["Customer ID", "Email", "Boolean:VIP", "Choice:Size", "Multiple choice:Hobby", "Number:Points", "Text:Phone", "Date:Birthday"]  # fmt: skip
ROWS = [
    ["0012", "a@example.com", "evet", "1-2", "Reading", "1.234", "+491701234567", "2025/06/07"],
    ["12e5", "b@example.com", "TRUE", "yesil", "Reading;Müzik", "42.5", "0049 1", "2025/07/08"],
    ["7-8", "c@example.com", "FALSE", "3/4", "Reading,Müzik", "12 pcs", "007", ""],
    ["a5c1", "d@example.com", "", "007", "", "7.10", "1:30", "soon"],
    ["491701234567", "e@example.com", "TRUE", "Yeşil", "", "5", "line 1\r\nline 2", "2025/02/30"],
    ["00e1", "f@example.com", "FALSE", "1-2", "", "1", "2025-6-7", "2025/01/02"],
]
# A person writes numbers as the spreadsheet's language does.
TYPED = {"12.5": "12,5"}
CORRECTED = {(0, 2): "TRUE", (1, 3): "Yeşil", (2, 4): "Reading;Müzik", (2, 5): "12.5", (3, 7): "2025/06/27", (4, 7): "2025/03/04"}  # fmt: skip
TRIPS = [
    *(Trip("LibreOffice", locale, "special", shown=True) for locale in spreadsheets.LOCALES),
    Trip("LibreOffice", "tr-TR", "plain"),
    Trip("Gnumeric", "de-DE", "special"),
]


def written(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def corrected(rows: Sequence[Sequence[str]], *, comma: bool = False) -> list[list[str]]:
    """Return rows with what is wrong in them put right, each found by its e-mail; with commas for decimals, or not."""
    by_email = {row[1]: at for at, row in enumerate(ROWS)}
    right = {place: TYPED.get(text, text) if comma else text for place, text in CORRECTED.items()}
    return [[right.get((by_email[row[1]], at), cell) for at, cell in enumerate(row)] for row in rows]


def ours(shop: Path) -> list[list[str]]:
    """Return the error file that `check` writes."""
    proplint("check", "--error-files", "errors", "a.csv", cwd=shop)
    text = (shop / "errors" / "a.errors.csv").read_text("utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""))]


def of_ikas(_: Path) -> list[list[str]]:
    """Return the file as ikas sends it: every row, and one more column of messages."""
    wrong = {row for row, _ in CORRECTED}
    rows = [[*row, "Geçersiz değer" if at in wrong else ""] for at, row in enumerate(ROWS)]
    return [[*NAMES, "Hata Mesajı"], *rows]


@pytest.mark.xdist_group("spreadsheets")
@pytest.mark.parametrize("trip", TRIPS, ids=str)
@pytest.mark.parametrize("error_file", [ours, of_ikas])
def test_corrections_come_back(error_file: Callable[[Path], list[list[str]]], trip: Trip, tmp_path: Path) -> None:
    lacking = spreadsheets.missing(trip)
    if lacking:
        pytest.skip(f"{lacking}: not installed")
    shop = repository(tmp_path / "shop")
    write(shop / "proplint.yaml", CONFIG)
    file = write(shop / "a.csv", written([NAMES, *ROWS]))
    commit_all(shop)
    names, *rows = error_file(shop)
    typed = corrected(rows, comma=trip.locale != "en-US")
    after = spreadsheets.through(trip, written([names, *typed]), tmp_path / "trip")
    write(shop / "back.csv", after)
    done = proplint("apply", "--to", "a.csv", "back.csv", cwd=shop)
    assert done.code == 0, done.all
    assert file.read_bytes() == written([NAMES, *corrected(ROWS)])
