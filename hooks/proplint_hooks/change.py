"""The hook `proplint`: the whole change that is about to be committed or pushed, in one process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from proplint.checker import Checker
from proplint.cli.options import Settings, emit, shared_options
from proplint.discovery import governed_among
from proplint.exceptions import UsageError
from proplint.git.bases import INDEX, of_range, of_work
from proplint.git.history import History
from proplint.git.repository import Repository
from proplint.model import NOT_COMPARED
from proplint.snapshot import CONFIG_NAME, Tree, WorkingTree
from proplint_hooks.judging import judge, with_configuration

if TYPE_CHECKING:
    from proplint.git.bases import Base

UNCHANGED = (
    f"{NOT_COMPARED}the index is the same as HEAD, so every governed file was checked as it is on disk; "
    "`proplint check --base REV` compares with a revision"
)


@click.command()
@click.option("--require-base", is_flag=True, help="Exit with 2 when there is nothing to compare with.")
@shared_options
def command(*, require_base: bool, settings: Settings) -> int:
    """Check what git is about to commit: every governed CSV file that the index changes against HEAD.

    A changed configuration brings in all files that it governs. Customer ID and Email are compared with the
    version before. When the index changes nothing, as in CI, every governed file is checked; a range that the
    hook runner names is read from its last commit.
    """
    repository = Repository.around()
    if repository is None:
        raise UsageError("this hook needs a git repository around the working folder, and git")
    repository.objects.start()
    base = of_range(repository, os.environ) or of_work(repository, INDEX, os.environ)
    tree = Tree.of_index(repository) if base.side == INDEX else Tree.of_commit(repository, base.side)
    if not tree.has_configs:
        raise UsageError(
            f"no {CONFIG_NAME} is in git here, so no file is governed\n"
            f"Make one with `proplint init EXPORT.csv`, and `git add {CONFIG_NAME}`."
        )
    return _judge(tree, base, settings, require_base=require_base)


def _judge(tree: Tree, base: Base, settings: Settings, *, require_base: bool) -> int:
    history = History(tree.repository, base)
    changed = base.side != INDEX or bool(history.changes())
    nothing = f"{NOT_COMPARED}{base.nothing}" if base.nothing else "" if changed else UNCHANGED
    if require_base and nothing:
        raise UsageError(f"--require-base: {nothing}")
    checker = judge(history, tree, settings) if changed else _judge_disk(tree.repository.top, nothing, settings)
    return emit(checker, settings)


def _judge_disk(top: str, nothing: str, settings: Settings) -> Checker:
    """Check every governed file as it is on disk; `nothing` tells why nothing is compared."""
    checker = Checker(WorkingTree(), local_plugins=settings.local_plugins, debug=settings.debug)
    checker.check(governed_among(with_configuration(checker.snapshot.files(top), checker), checker))
    if checker.has_checked:
        checker.notice(nothing)
    return checker
