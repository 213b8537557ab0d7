"""What is seen of a spreadsheet's damage: by proplint against the version before, and by others in the file alone.

python benchmarks/round_trips.py PYTHON-OF-PEERS [RECORDS [SEED]]    prints the table of docs/damage.md

It needs LibreOffice Calc, Gnumeric and the sources of locales, runs in the environment of the tests, and asks the
scripts in `peers/`, which have the same rules: options, numbers, dates and e-mails by form, unique keys.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

import exports  # noqa: E402
import spreadsheets  # noqa: E402
from healing import damaged, told  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exports import Export
    from healing import Place

PEERS: Final = {"frictionless": "by_frictionless.py", "JSON Schema": "by_jsonschema_rs.py"}
ALONE: Final = "proplint, no base"


def by_peer(script: str, python: str, export: Export, after: bytes, folder: Path) -> set[Place]:
    """Return the cells in which a peer finds something."""
    columns = [
        {"name": name, "kind": name.partition(":")[0], "options": [*export.options.get(name, ())]}
        for name in export.table[0][2:]
    ]
    (folder / "schema.json").write_text(json.dumps({"columns": columns}), encoding="utf-8")
    (folder / "customers.csv").write_bytes(after)
    command = [python, os.fspath(HERE / "peers" / script), os.fspath(folder / "customers.csv")]
    done = subprocess.run(  # noqa: S603  our own command
        command, check=True, stdout=subprocess.PIPE, env={**os.environ, "MOST_PLACES": "1000000"}
    )
    return {(line, column) for line, column, _ in json.loads(done.stdout)["places"]}


def share(found: Iterable[Place], cells: dict[Place, str]) -> str:
    """Return how many of the damaged cells are among those that were found."""
    count = len(cells.keys() & {*found})
    return f"{count:,} ({100 * count / len(cells):.0f} %)"


def row(trip: spreadsheets.Trip, export: Export, python: str, folder: Path) -> list[str]:
    """Return one line of the table."""
    after = spreadsheets.through(trip, export.data, folder)
    cells = damaged(export, after)
    named = told(export, after)
    healed = sum(named.get(place) == text for place, text in cells.items())
    others = [share(told(export, after, base=False), cells)]
    others += [share(by_peer(script, python, export, after, folder), cells) for script in PEERS.values()]
    false = len(named.keys() - cells.keys())
    name = f"{trip.program} {trip.locale}{'' if trip.detection == 'special' else ', no detection'}"
    name += ", as shown" if trip.shown else ""
    name += f", in a document of {trip.document}" if trip.document else ""
    return [name, f"{len(cells):,}", share(named, cells), f"{healed:,}", str(false), *others]


def main(python: str, records: int, seed: int) -> None:
    """Print the table."""
    export = exports.draw(Random(seed), records)  # noqa: S311  no secrets
    print(f"| round trip | cells damaged | named | value before told | false alarms | {ALONE} | {' | '.join(PEERS)} |")
    print("| --- |" + " --: |" * (5 + len(PEERS)))
    for trip in spreadsheets.TRIPS:
        with tempfile.TemporaryDirectory() as folder:
            print("| " + " | ".join(row(trip, export, python, Path(folder))) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in (*sys.argv[2:], *("1000", "42")[len(sys.argv) - 2 :])))
