"""Running the real programs in real folders."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proplint.config import parse
from proplint.plugins import Host
from proplint.rules import CORE_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from proplint.config import Config

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
HEADER = "Customer ID,Email,Boolean:VIP,Choice:Color,Number:Age,Date:Birthday\n"
GOOD = HEADER + "a1,a@example.com,TRUE,Blue,42.5,2025/06/27\nb2,b@example.com,,,,\n"
BAD = HEADER + 'a1,a@example.com,TRUE,Blue,42.5,2025/06/27\nb2,b@example.com,wahr,blue,"42,5",2025/02/30\n'
BAD_RULES = ["not-a-boolean", "unknown-option", "not-a-number", "impossible-date"]
CONFIG = """\
version: 1
properties:
  Boolean:VIP:
  Choice:Color: {options: [Blue, Red]}
  Number:Age: {min: 0}
  Date:Birthday:
"""

AWKWARD_NAMES = [
    "sp ace.csv",
    "ünï.csv",
    "u\u0308.csv",
    "[x].csv",
    "a*.csv",
    "-dash.csv",
    "--format.csv",
    "100%.csv",
    "$(x).csv",
    "a'b\".csv",
    "😀.csv",
    "line\nbreak.csv",
    "tab\t.csv",
    ":colon.csv",
    "1:stage.csv",
    "::error::x.csv",
    "##[x].csv",
    "#x.csv",
    "back\\slash.csv",
    'q"\\.csv',
    "*.csv",
]
"""File names of every kind; Windows has no such names."""


class Done(NamedTuple):
    """How a program ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def run(
    *command: str | bytes | Path, stdin: bytes = b"", cwd: Path | None = None, env: dict[str, str] | None = None
) -> Done:
    """Run any program, with our own scripts first on the path."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        timeout=600,
        env={**os.environ, "PATH": path, **(env or {})},
    )
    return Done(
        done.returncode,
        done.stdout.decode(errors="surrogateescape").replace("\r\n", "\n"),
        done.stderr.decode(errors="surrogateescape").replace("\r\n", "\n"),
    )


def proplint(
    *arguments: str | bytes | Path, stdin: bytes = b"", cwd: Path | None = None, env: dict[str, str] | None = None
) -> Done:
    """Run `proplint`."""
    return run("proplint", *arguments, stdin=stdin, cwd=cwd, env=env)


def git(*arguments: str | Path, cwd: Path | None = None) -> str:
    """Run git; it must succeed."""
    done = run("git", *arguments, cwd=cwd)
    assert done.code == 0, done.all
    return done.out


def repository(folder: Path) -> Path:
    """Make a repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git("init", "--quiet", folder)
    return folder


def commit_all(folder: Path, message: str = "change") -> None:
    """Commit everything, without hooks."""
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--no-verify", "--allow-empty", "--message", message, cwd=folder)


def checkout_as_repository(folder: Path) -> Path:
    """Make a repository with this checkout, as it is now, committed and tagged, from which hooks can be installed."""
    listed = run("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").out
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            write(folder / name, (ROOT / name).read_bytes())
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    for command in ("init --quiet", "add --all", "commit --quiet --message proplint", "tag v0.1.0"):
        git(*identity, *command.split(), cwd=folder)
    return folder


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_all(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        write(folder / name, content)


def install(folder: Path, name: str, code: str, version: str = "1.2") -> None:
    """Lay a distribution down as pip would; its module is named after it."""
    module = name.replace("-", "_").lower()
    (folder / f"{module}.py").write_text(textwrap.dedent(code))
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[proplint]\n{module} = {module}\n")


def rules(output: str) -> list[str]:
    """Return the rules that the lines of a concise report name."""
    return re.findall(r"^\S*\.csv:\d+:\d+: (?:warning: )?([a-z0-9-]+): ", output, re.MULTILINE)


def load_config(text: str | bytes, folder: str = "/nowhere", local_root: str | None = None) -> Config:
    """Read a configuration of this text."""
    return parse(
        text.encode() if isinstance(text, str) else text,
        path="proplint.yaml",
        folder=folder,
        host=Host({}),
        known_rules=CORE_RULES,
        local_root=local_root,
    )


def same_of(word: str) -> Callable[[str, str], bool] | None:
    """Return what tells whether two texts are one value for a type, with no options; None where each character counts."""
    loaded = Host({}).find(word, "")
    assert loaded is not None
    check = loaded.compile("", {option.name: option.default for option in loaded.type.options})
    same: Callable[[str, str], bool] | None = getattr(check, "same", None)
    return same
