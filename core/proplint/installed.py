"""Installed distributions: by which names a plugin of theirs is known, and what to say of one that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.suggest import guess
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint

GROUP: Final = "proplint"
"""The entry-point group of plugins."""


def names_of(entry: EntryPoint) -> set[str]:
    """Return the names by which a plugin can be required or blocked: its own and its distribution's, as PEP 503 too."""
    names = {entry.name, normalized(entry.name)}
    return names | {entry.dist.name, normalized(entry.dist.name)} if entry.dist else names


def normalized(name: str) -> str:
    """Return a distribution's name as PEP 503 normalises it."""
    import re

    return re.sub(r"[-_.]+", "-", name).lower()


def missing(name: str, meant: Iterable[str] = ()) -> str:
    """Return what to say of a required distribution that brings no plugin here.

    Args:
        name: It.
        meant: Plugin files that may have been meant.
    """
    from importlib.metadata import PackageNotFoundError, version

    told = escaped(name)
    try:
        return f"plugin {told} {version(name)} is installed, but brings no plugin (entry-point group `{GROUP}`)"
    except (PackageNotFoundError, ValueError):
        pass
    said, hint = f"plugin {told} is not installed", guess(*meant)
    if hint:
        return f"{said}{hint}; a plugin file is named by its path"
    return (
        f"{said}: in a hook, name it in .pre-commit-config.yaml, `additional_dependencies: [{told}]`; elsewhere, "
        f"`pip install {told}`, or its path where it is a folder"
    )
