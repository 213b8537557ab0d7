"""What is measured: for each section the cases that are run in turn, and whose ratios mean something."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import repository
from generate import CSV, VERSION, Spec, known
from measure import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE: Final = os.path.dirname(os.path.abspath(__file__))
DATA: Final = os.path.join(HERE, ".data")
PEERS: Final = (  # by speed; the last column: what part of the rows it gets, so that it ends in time
    ("DuckDB", "by_duckdb.py", 1),
    ("dataframely", "by_dataframely.py", 1),
    ("pandera (polars)", "by_pandera.py", 1),
    ("pointblank", "by_pointblank.py", 1),
    ("csv_validation", "by_csv_validation.py", 1),
    ("jsonschema-rs over csv", "by_jsonschema_rs.py", 1),
    ("frictionless", "by_frictionless.py", 10),
)
COLD_ROWS: Final = 1_000
IMPORTS: Final = "python -c 'import click, pluggy, ruamel.yaml'"
POLARS: Final = "polars.read_csv, as text"
TYPES: Final = "proplint, types and structure"
ALL: Final = "proplint, all rules"
HEAD: Final = "proplint, all rules and HEAD"
HOOK: Final = "proplint-hook, git's processes included"
READER: Final = "csv.reader"


@dataclass(frozen=True)
class Plan:
    """How much to run, and with what: the folders of the two environments' programs."""

    rows: int
    proplint: str
    peers: str

    def data(self, **changes: object) -> str:
        """Return the path of a generated file.

        A process of its own makes it: what that takes would count as memory of all that is started from here.
        """
        spec = Spec(**{"rows": self.rows, **changes})
        path = os.path.join(DATA, spec.name, CSV)
        if known(os.path.dirname(path)).get("version") != VERSION:
            print(f"  making {spec.name}", flush=True)
            code = "import generate, json, sys; generate.make(generate.Spec(**json.loads(sys.argv[1])), sys.argv[2])"
            command = [sys.executable, "-c", code, json.dumps(asdict(spec)), DATA]
            subprocess.run(command, cwd=HERE, check=True)  # noqa: S603 (our own)
        return path

    def peer(self, name: str, script: str, path: str, rows: int) -> Case:
        """Return the case of a peer, or of a limit."""
        python = os.path.join(self.peers, "python")
        return Case(name, [python, os.path.join(HERE, "peers", script), path], path, rows)

    def check(self, name: str, path: str, rows: int, *, config: str = "types.yaml", scalar: bool = False) -> Case:
        """Return the case of proplint on a file outside git."""
        rules = os.path.join(os.path.dirname(path), config)
        command = [os.path.join(self.proplint, "proplint"), "check", "--base", "none", "--config", rules, path]
        return Case(name, command, path, rows, env={"PROPLINT_NO_SCREEN": "1"} if scalar else {}, right=(0, 1))

    def head(self, name: str, path: str, rows: int) -> Case:
        """Return the case of proplint comparing with HEAD, five rows edited."""
        file = repository.edited(path, rows)
        command = [os.path.join(self.proplint, "proplint"), "check", "--base", "HEAD", os.path.basename(file)]
        return Case(name, command, file, rows, cwd=os.path.dirname(file), right=(0, 1), runs_git=True)


def cold(plan: Plan) -> list[Case]:
    """Return what a commit of a small file costs: starting is most of it."""
    rows = COLD_ROWS
    path = plan.data(rows=rows)
    python = os.path.join(plan.proplint, "python")
    file = repository.edited(path, rows)
    hook = [os.path.join(plan.proplint, "proplint-hook")]
    return [
        Case("python -c pass", [python, "-c", "pass"], path, 0),
        Case(IMPORTS, [python, "-c", "import click, pluggy, ruamel.yaml"], path, 0),
        plan.check(ALL, path, rows, config="proplint.yaml"),
        plan.head(HEAD, path, rows),
        Case(HOOK, hook, file, rows, cwd=os.path.dirname(file), right=(0, 1), runs_git=True),
        *(plan.peer(name, script, path, rows) for name, script, _ in PEERS),
    ]


def read(plan: Plan) -> list[Case]:
    """Return proplint beside the limits: programs that merely read the file."""
    path, rows = plan.data(), plan.rows
    return [
        Case("wc -l", [shutil.which("wc") or "wc", "-l", path], path, rows),
        plan.peer(READER, "read_csv.py", path, rows),
        plan.peer(POLARS, "read_polars.py", path, rows),
        plan.peer("pyarrow.csv, as text", "read_pyarrow.py", path, rows),
        plan.check(TYPES, path, rows),
        plan.head(HEAD, path, rows),
    ]


def bad(plan: Plan) -> list[Case]:
    """Return proplint on files with more and more bad records, one wrong cell in each."""
    clean, some, every = plan.data(), plan.data(bad=0.01), plan.data(bad=1.0)
    return [
        plan.check("clean", clean, plan.rows),
        plan.check("1 % bad", some, plan.rows),
        plan.check("100 % bad", every, plan.rows),
        plan.check("100 % bad, scalar path alone", every, plan.rows, scalar=True),
    ]


def peers(plan: Plan) -> list[Case]:
    """Return proplint beside what one would pick instead: all rules, unique keys too, nothing to compare with."""
    cases = []
    for label, share in (("clean", 0.0), ("1 % bad", 0.01), ("100 % bad", 1.0)):
        path = plan.data(bad=share)
        cases.append(plan.check(f"{ALL}, {label}", path, plan.rows, config="proplint.yaml"))
        for name, script, part in PEERS:
            rows = max(1_000, plan.rows // part) if part > 1 else plan.rows
            cases.append(plan.peer(f"{name}, {label}", script, plan.data(rows=rows, bad=share), rows))
    return cases


def shapes(plan: Plan) -> list[Case]:
    """Return wide files, and one with all cells quoted and CRLF, at a tenth of the rows."""
    rows = max(1_000, plan.rows // 10)
    cases = []
    for columns in (14, 50, 200):
        path = plan.data(rows=rows, columns=columns)
        cases += [plan.peer(f"{POLARS}, {columns} columns", "read_polars.py", path, rows)]
        cases += [plan.check(f"{TYPES}, {columns} columns", path, rows)]
    path = plan.data(rows=rows, quote_all=True, line_end="\r\n")
    label = "14 columns, all quoted, CRLF"
    cases += [plan.peer(f"{POLARS}, {label}", "read_polars.py", path, rows)]
    cases += [plan.check(f"{TYPES}, {label}", path, rows)]
    return cases


def options(plan: Plan) -> list[Case]:
    """Return 25 choice columns with more and more options."""
    cases = []
    for count in (10, 100, 1_000):
        path = plan.data(columns=27, options=count, kind="Choice")
        cases += [plan.peer(f"{READER}, {count:,} options", "read_csv.py", path, plan.rows)]
        cases += [plan.check(f"{TYPES}, {count:,} options", path, plan.rows)]
    return cases


def growth(plan: Plan) -> list[Case]:
    """Return ten times the rows beside the rows."""
    cases = []
    for label, rows in (("1", plan.rows), ("10", 10 * plan.rows)):
        path = plan.data(rows=rows)
        cases += [plan.peer(f"{POLARS}, x {label}", "read_polars.py", path, rows)]
        cases += [plan.check(f"{TYPES}, x {label}", path, rows), plan.head(f"{HEAD}, x {label}", path, rows)]
    return cases


SECTIONS: Final[Mapping[str, Callable[[Plan], list[Case]]]] = {
    "cold": cold,
    "read": read,
    "bad": bad,
    "options": options,
    "shapes": shapes,
    "peers": peers,
    "growth": growth,
}
