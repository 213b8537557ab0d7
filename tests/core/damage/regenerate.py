"""Measures anew what spreadsheets make of the cells in `round_trips.csv`, and of more that are drawn.

python tests/core/damage/regenerate.py [--more RECORDS] [--seed SEED]

It needs LibreOffice Calc (`soffice`), Gnumeric (`ssconvert`) and the sources of locales (`localedef`). Cells are put
under a column of their type, since programs guess by the column; formulas among them see the cells around.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tempfile
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

import exports  # noqa: E402
import spreadsheets  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spreadsheets import Trip

FIXTURE = HERE / "round_trips.csv"
IDS = "Customer ID"


def known() -> list[tuple[str, str]]:
    """Return type and text of each cell in the fixture."""
    with FIXTURE.open(encoding="utf-8", newline="") as file:
        return [(row[0], row[1]) for row in [*csv.reader(file)][1:]]


def drawn(seed: int, count: int) -> Iterable[tuple[str, str]]:
    """Give type and text of each cell of an export of so many records."""
    names, *rows = exports.draw(Random(seed), count).table
    for name, cells in zip(names, zip(*rows, strict=True), strict=count > 0):
        yield from ((name.partition(":")[0], cell) for cell in cells if cell and name != "Email")


def measured(cells: list[tuple[str, str]], trip: Trip, folder: Path) -> list[str]:
    """Return what a trip makes of some cells."""
    words = [*dict.fromkeys(word for word, _ in cells)]
    columns = [[text for word, text in cells if word == one] for one in words]
    keys = [f"k{at}x" for at in range(max(map(len, columns)))]
    rows = [*zip_longest(keys, *columns, fillvalue="")]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows([["Key", *words], *rows])
    made = spreadsheets.through(trip, b"\xef\xbb\xbf" + out.getvalue().encode(), folder)
    table = [*csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))][1:]
    if [row[0] for row in table] != keys:
        raise SystemExit(f"{trip}: the rows are not those that went in")
    after = {word: iter([row[at] for row in table]) for at, word in enumerate(words, 1)}
    return [next(after[word]) for word, _ in cells]


def main() -> None:
    """Write the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--more", type=int, default=0, metavar="RECORDS", help="draw so many records more")
    parser.add_argument("--seed", type=int, default=1, help="what they are drawn from")
    asked = parser.parse_args()
    cells = [*dict.fromkeys([*known(), *drawn(asked.seed, asked.more)])]
    with tempfile.TemporaryDirectory() as folder:
        made = [measured(cells, trip, Path(folder) / str(at)) for at, trip in enumerate(spreadsheets.TRIPS)]
    today = datetime.now().astimezone().date()
    header = ["type", f"before, on {today}", *map(str, spreadsheets.TRIPS)]
    with FIXTURE.open("w", encoding="utf-8", newline="") as file:
        rows = ([*cell, *after] for cell, *after in zip(cells, *made, strict=True))
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([header, *rows])
    print(f"{len(cells)} cells, {len(made)} round trips")  # noqa: T201  a script


if __name__ == "__main__":
    main()
