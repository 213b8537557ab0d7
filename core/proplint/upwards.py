"""The folders above a folder, and where a repository begins; a leaf, so that git and all above it can ask."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def folders_upwards(folder: str) -> Iterator[str]:
    """Give an absolute folder, and every one above it."""
    yield folder
    while os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
        yield folder


def is_repository(folder: str) -> bool:
    """Whether a folder is the top of a repository, or of a worktree or submodule."""
    return os.path.lexists(os.path.join(folder, ".git"))
