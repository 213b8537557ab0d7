"""Random changes of several files at once (shuffled, cut, edited, renamed, saved anew), against what was done."""

from __future__ import annotations

import csv
import json
import random
from typing import TYPE_CHECKING

import pytest

from support import commit_all, git, repository, run, write

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["Customer ID", "Email", "Text:N"]
CHANGES = ("email-changed", "customer-id-changed", "unknown-customer")


class Shop:
    """A repository, and what was done to the keys in it since its last commit."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = repository(folder)
        self.rng = random.Random(seed)
        self.files: dict[str, list[list[str]]] = {}
        self.done: set[tuple[str, str, str]] = set()

    def fill(self) -> None:
        for number in range(self.rng.randint(1, 3)):
            rows = [
                [f"c{self._number()}", f"e{self._number()}@example.com", self._note()]
                for _ in range(self.rng.randint(1, 25))
            ]
            self.files[f"f{number}.csv"] = rows
            self.save(f"f{number}.csv")

    def save(self, name: str) -> None:
        end, quote = self.rng.choice(["\n", "\r\n"]), self.rng.random() < 0.5
        encoding = self.rng.choice(["utf-8", "utf-8-sig"])
        with open(self.folder / name, "w", encoding=encoding, newline="") as file:
            csv.writer(file, lineterminator=end, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL).writerows(
                [NAMES, *self.files[name]]
            )

    def change(self, name: str) -> None:
        rows, rng = self.files.pop(name), self.rng
        if rng.random() < 0.3:
            rng.shuffle(rows)
        if rng.random() < 0.3:
            del rows[rng.randrange(len(rows))]
        if rng.random() < 0.3:
            (self.folder / name).unlink()
            name = f"renamed {name}"
        for row in rows:
            row[2] = "edited" if rng.random() < 0.2 else row[2]
        if rows and rng.random() < 0.6:
            row = rng.choice(rows)
            rule = rng.choice(CHANGES[:2])
            row[rule == "email-changed"] = f"new{self._number()}@example.com"
            self.done.add((name, rule, row[0]))
        self.files[name] = rows
        self.save(name)

    def _number(self) -> int:
        return self.rng.randrange(10**9)

    def _note(self) -> str:
        return self.rng.choice(["", "a, b", 'say "hi"', "two\nlines", "ş"])


@pytest.mark.parametrize("seed", range(40))
def test_what_was_done_is_found_and_nothing_else(workdir: Path, seed: int) -> None:
    shop = Shop(workdir, seed)
    write(workdir / "proplint.yaml", "version: 1\nproperties: {Text:N: }\n")
    shop.fill()
    commit_all(workdir)
    for name in [*shop.files]:
        shop.change(name)
    git("add", "--all")
    done = run("proplint-hook", "--format", "json")
    findings = json.loads(done.out)["findings"]
    found = [(one["path"], one["rule"], one["customer_id"]) for one in findings if one["rule"] in CHANGES]
    assert sorted(found) == sorted(shop.done)
