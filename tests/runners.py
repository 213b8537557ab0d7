"""Running the hooks in real hook runners: which ones, and how a repository is set up for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from support import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

    from support import Done

RUNNERS = ("pre-commit", "prek")


def configured(hook_repo: Path, hook: str, extra: str = "") -> str:
    """Return the README's own `.pre-commit-config.yaml`, with the hook taken from `hook_repo`."""
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (snippet,) = (block for block in blocks if "repos:" in block)
    ours = snippet.replace("https://git.example.com/proplint", hook_repo.as_posix())
    return ours.replace("id: proplint", f"id: {hook}") + extra


def commit(*arguments: str) -> Done:
    """Commit what is staged, with the hooks."""
    return run("git", "commit", "--message", "x", *arguments)
