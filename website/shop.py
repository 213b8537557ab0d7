"""The example shop in a repository of its own, to run the real programs in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from types import TracebackType

ROOT: Final = Path(__file__).resolve().parent.parent
BIN: Final = Path(sys.executable).parent
WIDTH: Final = 100

_FOREIGN: Final = re.compile("GIT_|PRE_COMMIT|PREK|PROPLINT_|GITHUB_|NO_COLOR|FORCE_COLOR|CI$")


class Shop:
    """A copy of examples/shop in a temporary folder, committed; used in a `with` statement."""

    def __enter__(self) -> Self:
        """Make it."""
        self._home = tempfile.TemporaryDirectory(prefix="proplint-site-")
        self.folder = Path(self._home.name) / "shop"
        shutil.copytree(ROOT / "examples" / "shop", self.folder)
        config = Path(self._home.name) / "gitconfig"
        config.write_text("[user]\n\tname = Shop\n\temail = shop@example.com\n[init]\n\tdefaultBranch = main\n")
        kept = {name: value for name, value in os.environ.items() if not _FOREIGN.match(name)}
        self.environment = {
            **kept,
            "GIT_CONFIG_GLOBAL": str(config),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PAGER": "cat",
            "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}",
            "TERM": "xterm-256color",
        }
        for command in ("init --quiet", "add --all", "commit --quiet --message Export"):
            self.run("git", *command.split())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove it."""
        self._home.cleanup()

    def run(self, *command: str, width: int = WIDTH) -> str:
        """Run a program in it, and return what it printed.

        Raises:
            RuntimeError: It could not be run.
        """
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, "COLUMNS": str(width)},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        if done.returncode > 1:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
        return done.stdout

    def shorten(self, name: str, lines: int) -> None:
        """Keep only the first lines of a file."""
        file = self.folder / name
        file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:lines]))

    def edit(self, name: str, line: int, old: str, new: str) -> None:
        """Give a part of a line another text.

        Raises:
            LookupError: The line has no such part.
        """
        file = self.folder / name
        lines = file.read_bytes().decode().split("\n")
        if old not in lines[line - 1]:
            raise LookupError(f"{name}:{line} has no {old}")
        lines[line - 1] = lines[line - 1].replace(old, new)
        file.write_bytes("\n".join(lines).encode())
