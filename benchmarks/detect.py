"""Who finds what: each of `FAULTS` is put into a file of its own, and every peer is asked.

python detect.py FOLDER-OF-PROPLINT FOLDER-OF-PEERS    prints the table as JSON
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import repository
from faults import FAULTS, Fault, Table, text_of
from generate import Spec, make
from measure import environment
from sections import DATA, HERE, PEERS

if TYPE_CHECKING:
    from collections.abc import Iterable

Place = tuple[int | None, str | None]
LIMIT: Final = 600
EXACT, LINE, FOUND, MISSED = "line and column", "line", "found", "missed"
CLEAN: Final = "nothing wrong"


def _right_records() -> tuple[Table, str]:
    """Return the header and forty right records of a line each, and the folder of their rules."""
    path = make(Spec(rows=40), DATA)
    with open(path, encoding="utf-8", newline="") as file:
        table = [[cell.replace("\n", " ") for cell in row] for row in csv.reader(file)]
    return table, os.path.dirname(path)


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def files() -> list[str]:
    """Write a file without a fault, and one for each fault; return their paths."""
    table, rules = _right_records()
    target = os.path.join(DATA, "faults")
    shutil.rmtree(target, ignore_errors=True)
    paths = []
    for number, fault in enumerate((None, *FAULTS)):
        folder = os.path.join(target, f"{number:02}")
        os.makedirs(folder)
        path = os.path.join(folder, "customers.csv")
        for name in ("schema.json", "proplint.yaml"):
            shutil.copy(os.path.join(rules, name), folder)
        _write(path, text_of(table))
        if fault is not None and fault.against_base:
            repository.commit(folder)
        if fault is not None:
            _write(path, fault.make([[*row] for row in table]))
        paths.append(path)
    return paths


def _run(command: list[str], cwd: str | None = None) -> bytes:
    """Return what a command prints."""
    done = subprocess.run(  # noqa: S603 (our own commands)
        command,
        cwd=cwd,
        env=environment({}),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=LIMIT,
    )
    return done.stdout


def ask_peer(script: str, peers: str, paths: list[str]) -> list[list[Place]]:
    """Return where a peer finds something, for each file."""
    command = [os.path.join(peers, "python"), os.path.join(HERE, "peers", script), *paths]
    said = [json.loads(line) for line in _run(command).splitlines() if line.startswith(b"{")]
    if len(said) != len(paths):
        raise SystemExit(f"{script} answered for {len(said)} of {len(paths)} files")
    return [[(line, column) for line, column, _ in one["places"]] for one in said]


def ask_proplint(proplint: str, paths: list[str]) -> list[list[Place]]:
    """Return where proplint finds something, for each file."""
    found = []
    for path, against_base in zip(paths, [False, *(fault.against_base for fault in FAULTS)], strict=True):
        base = "HEAD" if against_base else "none"
        command = [os.path.join(proplint, "proplint"), "check", "--format", "json", "--base", base, "customers.csv"]
        report = json.loads(_run(command, os.path.dirname(path)))
        found.append([(one["line"], one["column_name"]) for one in report["findings"]])
    return found


def verdict(fault: Fault, places: Iterable[Place]) -> str:
    """Return how well a fault was found; a fault without a column of its own needs none."""
    told = list(places)
    at_line = [column for line, column in told if line == fault.line]
    if at_line and (fault.column is None or fault.column in at_line):
        return EXACT
    return LINE if at_line else FOUND if told else MISSED


def detect(proplint: str, peers: str) -> dict[str, list[str]]:
    """Return for each tool its verdicts, in the order of `FAULTS`, after what it says of the file without a fault."""
    paths = files()
    found = {"proplint": ask_proplint(proplint, paths)}
    for name, script, _ in PEERS:
        print(f"  {name}", file=sys.stderr, flush=True)
        found[name] = ask_peer(script, peers, paths)
    return {
        name: [
            CLEAN if not places[0] else "something wrong",
            *(verdict(*pair) for pair in zip(FAULTS, places[1:], strict=True)),
        ]
        for name, places in found.items()
    }


if __name__ == "__main__":
    print(json.dumps(detect(*sys.argv[1:3]), indent=1))
