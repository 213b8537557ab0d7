"""Pictures of a terminal: the real programs, run in one, and what it shows as SVG."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import termios
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.console import Console
from rich.text import Text

from shop import BIN, WIDTH, Shop

if TYPE_CHECKING:
    from collections.abc import Callable

# As rich's own, but that no font is fetched from elsewhere.
_FORMAT: Final = (Path(__file__).parent / "terminal.svg").read_text("utf-8")
_DAMAGED: Final = "damaged/all.csv"
_EXPORT: Final = "customers/all.csv"
_LETTER: Final = "customers/newsletter.csv"


class Screen(NamedTuple):
    """A picture.

    Attributes:
        name: Its file, without the ending.
        command: What is typed.
        prepare: What is done to the shop before.
        lines: How many lines of what is printed are shown; the rest is cut off, with "…".
    """

    name: str
    command: str
    prepare: Callable[[Shop], None]
    lines: int = 60


def _nothing(_shop: Shop) -> None:
    pass


def _short(shop: Shop) -> None:
    shop.shorten(_DAMAGED, 24)
    shop.run("git", "commit", "--quiet", "--all", "--message", "Shorter")


def _edited(shop: Shop) -> None:
    """Edit the export as people and spreadsheets do, where git's own hook checks it."""
    hook = shop.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {BIN}/proplint-hook\n")
    hook.chmod(0o755)
    shop.edit(_EXPORT, 2, '"45.5"', '"42,5"')
    shop.edit(_EXPORT, 3, '"Yeşil"', '"Bleu"')
    shop.edit(_EXPORT, 6, "@example", ".new@example")


def _rewritten(shop: Shop) -> None:
    """Do to a file what a German spreadsheet does to some of its cells, and a person to one."""
    shop.edit(_LETTER, 2, "TRUE", "WAHR")
    shop.edit(_LETTER, 2, "1983/04/24", "24.04.1983")
    shop.edit(_LETTER, 3, "1946/07/17", "17.07.1946")
    shop.edit(_LETTER, 4, "İzmir", "Izmir")


SCREENS: Final = (
    Screen("check", f"proplint check {_DAMAGED}", _short),
    Screen("commit", 'git commit --all --message "New shoe sizes"', _edited),
    Screen("fix", f"proplint fix --diff {_LETTER}", _rewritten),
    Screen("explain", "proplint explain not-a-number", _nothing),
)


def picture(screen: Screen) -> str:
    """Return what a terminal shows after a command, as SVG."""
    with Shop() as shop:
        screen.prepare(shop)
        lines = in_terminal(screen.command, shop).rstrip().splitlines()
    shown = lines if len(lines) <= screen.lines else [*lines[: screen.lines], "…"]
    console = Console(record=True, file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("$ ", "bold green"), (screen.command, "bold")))
    for line in shown:
        console.print(Text.from_ansi(line), soft_wrap=False)
    console.print()  # else the last line is cut at its descenders
    return console.export_svg(title="a shop's repository", code_format=_FORMAT, unique_id=f"terminal-{screen.name}")


def in_terminal(command: str, shop: Shop) -> str:
    """Run a command line in a terminal, and return what it prints there, colours and all.

    Raises:
        RuntimeError: It could not be run.
    """
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, WIDTH))
    process = subprocess.Popen(
        ["sh", "-c", command], cwd=shop.folder, env=shop.environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    printed = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    if process.wait() > 1:
        raise RuntimeError(f"{command}: {printed.decode(errors='replace')}")
    return printed.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux says that the other side is closed
        return b""
