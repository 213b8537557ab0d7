"""What is seen of a spreadsheet's damage: by proplint against the version before, and by others in the file alone.

python benchmarks/round_trips.py PYTHON-OF-PEERS [RECORDS [SEED]]    prints the table of docs/damage.md

It needs LibreOffice Calc, Gnumeric and the sources of locales, runs in the environment of the tests, and asks the
scripts in `peers/`, which have the same rules: options, numbers, dates and e-mails by form, unique keys.
"""

from __future__ import annotations

import csv
import io
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
from proplint.csvfile.header import header_of  # noqa: E402
from proplint.csvfile.source import BytesSource  # noqa: E402
from proplint.engine.check import check_source  # noqa: E402
from proplint.engine.identity import Before, Identity  # noqa: E402
from proplint.identity.base import KeyBase, read_keys  # noqa: E402
from proplint.plugins import Host  # noqa: E402
from support import load_config, same_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exports import Export

Place = tuple[int, str]
PEERS: Final = {"frictionless": "by_frictionless.py", "JSON Schema": "by_jsonschema_rs.py"}
ALONE: Final = "proplint, no base"


def table_of(data: bytes) -> list[list[str]]:
    """Return the records of a file."""
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def damaged(export: Export, after: bytes) -> dict[Place, str]:
    """Return line and column of each cell that changed in meaning, and what it was."""
    names = export.table[0]
    sames = [same_of(name.partition(":")[0]) if ":" in name else None for name in names]
    found: dict[Place, str] = {}
    for line, (old, new) in enumerate(zip(export.table[1:], table_of(after)[1:], strict=True), 2):
        for name, same, text, other in zip(names, sames, old, new, strict=True):
            if text != other and not (same and same(text, other)):
                found[line, name] = text
    return found


def by_proplint(export: Export, after: bytes, *, base: bool) -> dict[Place, str | None]:
    """Return the cells in which proplint finds something, and what it writes there."""

    def read() -> KeyBase:
        keys = KeyBase()
        keys.add(read_keys(BytesSource(export.data)) or ())
        return keys

    config = load_config(export.config)
    header = header_of(BytesSource(export.data))
    identity = Identity(read, Before(BytesSource(export.data), header.cells, header.after)) if base else None
    findings = check_source(BytesSource(after), "a.csv", config, Host({}), identity=identity).findings
    wanted = [one for one in findings if one.column_name and (one.rule == "spreadsheet-damage" or not base)]
    return {(one.line, one.column_name or ""): one.fix.value if one.fix else None for one in wanted}


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
    told = by_proplint(export, after, base=True)
    healed = sum(told.get(place) == text for place, text in cells.items())
    others = [share(by_proplint(export, after, base=False), cells)]
    others += [share(by_peer(script, python, export, after, folder), cells) for script in PEERS.values()]
    false = len(told.keys() - cells.keys())
    name = f"{trip.program} {trip.locale}{'' if trip.detection == 'special' else ', no detection'}"
    return [name, f"{len(cells):,}", share(told, cells), f"{healed:,}", str(false), *others]


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
