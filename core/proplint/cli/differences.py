"""What a command would change, shown instead of written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from proplint.text import escaped

if TYPE_CHECKING:
    from proplint.csvfile.source import Source


def show_difference(path: str, old: Source, new: Source) -> None:
    """Print a diff: as bytes, so that it can be applied, but made safe for a terminal.

    Args:
        path: The file.
        old: What it holds.
        new: What it is to hold.
    """
    from proplint.difference import unified

    lines = unified(path, old.read(0, old.size), new.read(0, new.size))
    if sys.stdout.isatty():
        for line in lines:
            sys.stdout.writelines(f"{escaped(text)}\n" for text in line.decode(errors="surrogateescape").splitlines())
    else:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
