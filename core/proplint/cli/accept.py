"""`proplint accept`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from proplint.exceptions import InputError, UsageError
from proplint.identity.base import read_keys
from proplint.identity.lock import LOCK_NAME, digest, read_lock, written_lock
from proplint.output import write_atomically
from proplint.snapshot import CONFIG_NAME, WorkingTree, relative, shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.snapshot import Snapshot


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
def command(files: Sequence[str]) -> None:
    """Take each FILE as a fresh export: its Customer IDs and e-mails may differ from the version before.

    The digest of its keys goes into proplint.lock, beside the configuration; commit it with the file. It holds
    for these very keys: when they change again, they are compared again.
    """
    tree = WorkingTree()
    accepted: dict[str, dict[str, str]] = {}
    for path in map(shown, files):
        config = tree.config_for(path)
        if config is None:
            raise UsageError(f"{escaped(path)}: no {CONFIG_NAME} governs it, so there is no place for its lock")
        folder = os.path.dirname(config)
        name = relative(path, folder or os.curdir)
        accepted.setdefault(os.path.join(folder, LOCK_NAME), {})[str(name)] = _digest_of(path, tree)
    for lock, digests in accepted.items():
        write_atomically(lock, [written_lock({**_before(lock), **digests})], follow_symlink=True)
        for name in digests:
            click.echo(f"{escaped(name)} is accepted: commit {escaped(shown(lock))} with it.")


def _digest_of(path: str, tree: Snapshot) -> str:
    source = tree.open(path)
    pairs = read_keys(source)
    if pairs is None:
        raise InputError(
            f"{escaped(path)}: is no export with Customer ID and Email: `proplint check` says what is wrong"
        )
    made = digest(pairs)
    source.close()
    return made


def _before(lock: str) -> dict[str, str]:
    try:
        with open(lock, "rb") as file:
            return read_lock(file.read(), shown(lock))
    except FileNotFoundError:
        return {}
