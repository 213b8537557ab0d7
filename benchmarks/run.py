"""Runs the benchmark, and writes what it found: `results.json`, `README.md` and `chart.svg`.

make bench                          everything at a million rows, five rounds
make bench ARGS="--full"            ten million as well
make bench ARGS="--smoke"           small and quick, to see that everything works; written below .data/smoke
make bench ARGS="--only read"       one section; the others stay as they were
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Final

import machine
from detect import detect
from measure import Result, interleaved
from sections import DATA, HERE, SECTIONS, Plan

SMOKE_ROWS: Final = 2_000
NEEDS_FULL: Final = "growth"
DETECT: Final = "detect"
FOUND: Final = re.compile(r"^Found ([\d,]+) errors? ", re.MULTILINE)
PEER_FOUND: Final = re.compile(r'"records": (\d+)\}$', re.MULTILINE)


@dataclass(frozen=True)
class Wish:
    """What the command line asks for."""

    sections: list[str]
    rows: int
    rounds: int
    limit: float
    folder: str
    proplint: str
    peers: str


def wish() -> Wish:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=[*SECTIONS, DETECT], help="this section (may be repeated)")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5, help="how often each process is run; the medians count")
    parser.add_argument("--limit", type=float, default=300, help="seconds that a process may take")
    parser.add_argument("--smoke", action="store_true", help="tiny, to see that everything works")
    parser.add_argument("--full", action="store_true", help="with ten times the rows as well")
    parser.add_argument("--proplint", default=os.path.join(HERE, ".venv", "proplint", "bin"), metavar="FOLDER")
    parser.add_argument("--peers", default=os.path.join(HERE, ".venv", "peers", "bin"), metavar="FOLDER")
    given = parser.parse_args()
    usual = [name for name in SECTIONS if name != NEEDS_FULL or given.full or given.smoke]
    smoke = given.smoke
    return Wish(
        sections=given.only or [*usual, DETECT],
        rows=SMOKE_ROWS if smoke else given.rows,
        rounds=min(2, given.rounds) if smoke else given.rounds,
        limit=given.limit,
        folder=os.path.join(DATA, "smoke") if smoke else HERE,
        proplint=os.path.abspath(given.proplint),
        peers=os.path.abspath(given.peers),
    )


def _expected(path: str) -> int | None:
    """Return how many records of a generated file are bad; None for edited ones."""
    try:
        with open(os.path.join(os.path.dirname(path), "schema.json"), encoding="utf-8") as file:
            return int(json.load(file)["bad_records"])
    except FileNotFoundError:
        return None


def _found(output: str) -> int | None:
    """Return how many faulty records a program told; None where it told none."""
    if match := PEER_FOUND.search(output):
        return int(match[1])
    if match := FOUND.search(output):
        return int(match[1].replace(",", ""))
    return 0 if "No mistakes" in output else None


def as_data(result: Result) -> dict[str, Any]:
    """Return a result as it stands in `results.json`."""
    case, runs = result.case, result.runs
    return {
        "name": case.name,
        "rows": case.rows,
        "bytes": os.path.getsize(case.path),
        "failure": result.failure,
        "seconds": [round(run.seconds, 4) for run in runs],
        "median": round(result.seconds, 4),
        "megabytes": round(result.megabytes, 1),
        "with_git": round(max(run.megabytes for run in runs), 1) if case.runs_git else None,
        "found": _found(runs[-1].output),
        "expected": _expected(case.path),
    }


def known(folder: str) -> dict[str, Any]:
    """Return the results that are there."""
    try:
        with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
            results: dict[str, Any] = json.load(file)
    except FileNotFoundError:
        return {"sections": {}}
    return results


def save(folder: str, results: dict[str, Any]) -> None:
    """Write the results, after each section: a run that is broken off loses only one."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump(results, file, indent=1, ensure_ascii=False)
        file.write("\n")


def run_section(asked: Wish, name: str) -> dict[str, Any]:
    """Run a section; return its results, with when and how they came about."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    facts: dict[str, Any] = {"date": today, "machine": machine.in_words(), "rounds": asked.rounds, "rows": asked.rows}
    print(f"==> {name}", flush=True)
    if name == DETECT:
        return {**facts, "verdicts": detect(asked.proplint, asked.peers)}
    cases = SECTIONS[name](Plan(asked.rows, asked.proplint, asked.peers))
    return {**facts, "cases": [as_data(result) for result in interleaved(cases, asked.rounds, asked.limit)]}


def main() -> None:
    """Run what is asked for, and write it."""
    asked = wish()
    results = known(asked.folder)
    for name in asked.sections:
        results["sections"][name] = run_section(asked, name)
        save(asked.folder, results)
    # Processes of their own: what a chart takes must not be counted as memory of what is started from here
    for script in ("chart.py", "readme.py"):
        python = os.path.join(asked.peers, "python")
        subprocess.run([python, os.path.join(HERE, script), asked.folder], check=True)  # noqa: S603 (our own)
    print(f"Written: {os.path.relpath(asked.folder)}/README.md", file=sys.stderr)


if __name__ == "__main__":
    main()
