"""Makes the data: a CSV of customer properties, its `proplint.yaml`, and `schema.json`, the same rules for the peers.

In goes a `Spec`, out comes a folder with the three files. The same spec always makes the same bytes, and a folder that
is complete is not made again. Rows are written as they are drawn, so ten million take no more memory than a thousand.

    python generate.py --rows 100000 --bad 0.01 FOLDER
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import random
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 10_000
CSV: Final = "customers.csv"
VERSION: Final = 3  # of what is made: data of another one is made again
KINDS: Final = (
    *("Boolean", "Choice", "Multiple choice", "Number", "Text", "Date"),
    *("Date and time", "Boolean", "Choice", "Number", "Text", "Date"),
)
FIRST: Final = ("oliver", "umit", "sule", "grace", "zeynep", "emily", "ayse", "ulrike", "ozgur", "jan")
LAST: Final = ("turner", "muller", "vogele", "ozturk", "gross", "smith", "schroder", "kaya", "demir", "bauer")
WRONG_EMAILS: Final = (
    "umit.muller#",
    "grace turner#@example.com",
    "sule#@example",
    "jan.kaya#@",
)  # each once: # is a number


@dataclass(frozen=True)
class Spec:
    """What to make; `kind` fills all property columns with one kind, else they are mixed."""

    rows: int = 1_000
    columns: int = 14
    options: int = 10
    bad: float = 0.0
    kind: str = ""
    quote_all: bool = False
    line_end: str = "\n"
    seed: int = 1

    @property
    def name(self) -> str:
        """The folder's name; it tells apart whatever makes other bytes."""
        kind = f"-{self.kind.lower().replace(' ', '-')}" if self.kind else ""
        form = ("-quoted" if self.quote_all else "") + ("-crlf" if self.line_end == "\r\n" else "")
        seed = f"-seed{self.seed}" if self.seed != 1 else ""
        return f"{self.rows}x{self.columns}{kind}-{self.options}-options-{self.bad:g}-bad{form}{seed}"


@dataclass(frozen=True)
class Column:
    """A property column with its pools of cells."""

    name: str
    kind: str
    options: list[str]
    good: list[str]
    wrong: list[str]


def columns_of(spec: Spec, rng: random.Random) -> list[Column]:
    """Return the property columns of a spec, in order."""
    kinds = itertools.islice(itertools.cycle([spec.kind] if spec.kind else KINDS), spec.columns - 2)
    choices = cells.options(spec.options)
    pools: dict[str, tuple[list[str], list[str], list[str]]] = {}  # columns of a kind draw from the same
    made = []
    for number, kind in enumerate(kinds, 1):
        if kind not in pools:
            of = choices if "hoice" in kind else []
            pools[kind] = of, cells.good(kind, of, rng), cells.wrong(kind, of, rng)
        made.append(Column(f"{kind}:P{number}", kind, *pools[kind]))
    return made


def _identities(start: int, count: int, rng: random.Random) -> tuple[list[str], list[str]]:
    """Return `count` Customer IDs (random UUIDs) and e-mails; neither repeats."""
    digits = rng.randbytes(16 * count).hex()
    ids = []
    for at in range(0, 32 * count, 32):
        one = digits[at : at + 32]
        ids.append(f"{one[:8]}-{one[8:12]}-4{one[13:16]}-a{one[17:20]}-{one[20:]}")
    first, last = rng.choices(FIRST, k=count), rng.choices(LAST, k=count)
    emails = [f"{a}.{b}{n}@example.com" for a, b, n in zip(first, last, range(start, start + count), strict=True)]
    return ids, emails


def _spoil(table: list[list[str]], start: int, share: float, columns: list[Column], rng: random.Random) -> int:
    """Put one wrong cell into a `share` of the records of `table`, which is by column; return how many."""
    pools = {0: [""], 1: ["", *WRONG_EMAILS]} | {
        at: column.wrong for at, column in enumerate(columns, 2) if column.wrong
    }
    places = list(pools)
    rows = rng.sample(range(len(table[0])), round(share * len(table[0])))
    for row in rows:
        at = rng.choice(places)
        text = rng.choice(pools[at])
        table[at][row] = text.replace("#", str(start + row)) if at == 1 else text
    return len(rows)


def tables(spec: Spec, columns: list[Column], rng: random.Random) -> Iterator[tuple[list[list[str]], int]]:
    """Yield the rows in chunks, by column, each with the number of its bad records."""
    for start in range(0, spec.rows, CHUNK):
        count = min(CHUNK, spec.rows - start)
        table = [*_identities(start, count, rng), *(rng.choices(column.good, k=count) for column in columns)]
        yield table, _spoil(table, start, spec.bad, columns, rng) if spec.bad else 0


def _config(columns: list[Column], rules: dict[str, str]) -> str:
    """Return the text of a `proplint.yaml`; JSON strings are YAML strings."""
    lines = ["version: 1", f"rules: {json.dumps(rules)}", "properties:"]
    for column in columns:
        options: dict[str, object] = {"options": column.options} if column.options else {}
        if column.kind == "Text":
            options["max_length"] = cells.TEXT_LIMIT
        lines.append(f"  {json.dumps(column.name)}: {json.dumps(options, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def _write_rows(path: str, spec: Spec, columns: list[Column], rng: random.Random) -> int:
    """Write the CSV; return the number of its bad records."""
    bad = 0
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "unix" if spec.quote_all else "excel", lineterminator=spec.line_end)
        writer.writerow(["Customer ID", "Email", *(column.name for column in columns)])
        for table, spoilt in tables(spec, columns, rng):
            writer.writerows(zip(*table, strict=True))
            bad += spoilt
    return bad


def write_rules(folder: str, columns: list[Column], facts: dict[str, object]) -> None:
    """Write the configurations (all rules, and types and structure alone) and the peers' schema."""
    alone = {"duplicate-customer-id": "off", "duplicate-email": "off"}
    schema = {"columns": [{"name": c.name, "kind": c.kind, "options": c.options} for c in columns], **facts}
    texts = {
        "proplint.yaml": _config(columns, {}),
        "types.yaml": _config(columns, alone),
        "schema.json": json.dumps(schema, ensure_ascii=False),  # last: a folder that has it is complete
    }
    for name, text in texts.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def make(spec: Spec, folder: str) -> str:
    """Make what a spec says below `folder`, unless it is there; return the path of the CSV."""
    target = os.path.join(folder, spec.name)
    path = os.path.join(target, CSV)
    facts: dict[str, object] = {"version": VERSION, "spec": asdict(spec)}
    if known(target).get("version") == VERSION:
        return path
    os.makedirs(target, exist_ok=True)
    rng = random.Random(spec.seed)  # noqa: S311 (nothing secret)
    columns = columns_of(spec, rng)
    facts["bad_records"] = _write_rows(path, spec, columns, rng)
    write_rules(target, columns, facts)
    return path


def known(target: str) -> dict[str, object]:
    """Return what `schema.json` in a folder says; empty when there is none."""
    try:
        with open(os.path.join(target, "schema.json"), encoding="utf-8") as file:
            said: dict[str, object] = json.load(file)
    except FileNotFoundError:
        return {}
    return said


def main() -> None:
    """Make one folder of data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    for name, kind in (("rows", int), ("columns", int), ("options", int), ("bad", float), ("kind", str), ("seed", int)):
        parser.add_argument(f"--{name}", type=kind, default=getattr(Spec, name))
    parser.add_argument("--quote-all", action="store_true")
    parser.add_argument("--crlf", action="store_true")
    given = vars(parser.parse_args())
    folder, crlf = given.pop("folder"), given.pop("crlf")
    print(make(replace(Spec(**given), line_end="\r\n" if crlf else "\n"), folder))


if __name__ == "__main__":
    main()
