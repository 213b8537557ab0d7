"""A git repository around a generated file: the file as it was is committed, then five rows are edited."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from typing import Final

from measure import environment

EDITED: Final = 5
WHO: Final = {
    "GIT_AUTHOR_NAME": "Bench",
    "GIT_AUTHOR_EMAIL": "bench@example.com",
    "GIT_COMMITTER_NAME": "Bench",
    "GIT_COMMITTER_EMAIL": "bench@example.com",
}


def git(folder: str, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, env=environment(WHO), check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607


def commit(folder: str) -> None:
    """Make a folder a repository, with all that it holds as the first commit."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "as exported")


def edited(path: str, rows: int) -> str:
    """Make the repository beside a generated file, unless it is there; return the path of the edited file in it."""
    folder = os.path.join(os.path.dirname(path), "repository")
    target = os.path.join(folder, "customers.csv")
    done = os.path.join(folder, ".git", "bench-is-complete")
    if os.path.exists(done):
        return target
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    shutil.copy(path, target)
    shutil.copy(os.path.join(os.path.dirname(path), "proplint.yaml"), folder)
    commit(folder)
    _edit(path, target, {(2 * number + 1) * rows // (2 * EDITED) for number in range(EDITED)})
    git(folder, "add", "--all")
    with open(done, "w", encoding="utf-8"):
        return target


def _edit(source: str, target: str, records: set[int]) -> None:
    """Copy a CSV with another number in the first Number column of some records."""
    with open(source, encoding="utf-8", newline="") as old, open(target, "w", encoding="utf-8", newline="") as new:
        reader, writer = csv.reader(old), csv.writer(new, lineterminator="\n")
        header = next(reader)
        at = next(index for index, name in enumerate(header) if name.startswith("Number:"))
        writer.writerow(header)
        for number, row in enumerate(reader):
            if number in records:
                row[at] = "77.7"
            writer.writerow(row)
