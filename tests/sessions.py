"""The pages of the documentation, taken apart: blocks of code, and sessions that can be run again."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from support import BIN, ROOT, run, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FENCE = re.compile(r'^```([a-z]*)(?: title="([^"]+)")?\n(.*?)^```$|^<!-- setup\n(.*?)^-->$', re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A block of code, or what is done unseen before the ones that follow it.

    Attributes:
        language: As it stands behind the fence; `setup` for what is not seen.
        title: The file that it is, where it has a title.
        text: What stands in it.
        line: Line of the page on which it begins.
    """

    language: str
    title: str
    text: str
    line: int


def blocks_of(page: Path) -> Iterator[Block]:
    """Give the blocks of a page in order."""
    text = page.read_text("utf-8")
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match[4] is not None:
            yield Block("setup", "", match[4], line)
        else:
            yield Block(match[1], match[2] or "", match[3], line)


def is_session(page: Path) -> bool:
    """Whether a page shows commands and what they print."""
    return any(block.language == "console" for block in blocks_of(page))


def replay(page: Path, folder: Path, env: Mapping[str, str]) -> None:
    """Do all that a page shows, in order: write its files, run its commands, and compare what they print.

    Args:
        page: The page.
        folder: An empty folder to do it in.
        env: What the environment has beside the usual.
    """
    surroundings = {"COLUMNS": "100", "SHOP": str(ROOT / "examples" / "shop"), **env}
    for block in blocks_of(page):
        if block.language == "setup":
            done = run("sh", "-ec", block.text, cwd=folder, env=surroundings)
            assert done.code == 0, f"{page.name}:{block.line}: {done.all}"
        elif block.title:
            write(folder / block.title, block.text)
        elif block.language == "console":
            for command, expected in _commands(block.text):
                _assert_prints(f"{page.name}:{block.line}: $ {command}", command, expected, folder, surroundings)


def _commands(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def _assert_prints(what: str, command: str, expected: str, folder: Path, env: dict[str, str]) -> None:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    printed = run("sh", "-c", f"exec 2>&1; {command}", cwd=folder, env={**env, "PATH": path}).out
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…\n" else re.escape(line) for line in expected.splitlines(keepends=True)
    )
    assert re.fullmatch(pattern, printed), f"{what} prints\n{printed}\nand not\n{expected}"
