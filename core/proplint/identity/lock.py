"""`proplint.lock`: which keys were accepted as a fresh export, versioned beside the configuration."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from proplint.exceptions import ConfigError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOCK_NAME: Final = "proplint.lock"
VERSION: Final = 1


def digest(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the digest of a file's keys: of which customers it holds, not of their order or anything else."""
    made = hashlib.sha256()
    for customer_id, email in sorted({*pairs}):
        made.update(json.dumps([customer_id, email]).encode() + b"\n")
    return f"sha256:{made.hexdigest()}"


def read_lock(data: bytes, path: str) -> dict[str, str]:
    """Read a lock.

    Args:
        data: Its bytes: one JSON object.
        path: Its name in messages.

    Returns:
        Files, relative to its folder, and the digests of their keys.

    Raises:
        ConfigError: It is none.
    """
    try:
        found = json.loads(data)
        version, files = found["version"], found["files"]
        whole = version == VERSION and all(isinstance(text, str) for item in files.items() for text in item)
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole:
        raise ConfigError(
            f"{escaped(path)}: is no lock that this proplint can read: delete it, and accept its files again "
            "with `proplint accept FILE`"
        )
    return dict(files)


def written_lock(files: Mapping[str, str]) -> bytes:
    """Return a lock as bytes: a file on each line, in order, so that a change of one is one line."""
    return (json.dumps({"version": VERSION, "files": dict(sorted(files.items()))}, indent=1) + "\n").encode()
