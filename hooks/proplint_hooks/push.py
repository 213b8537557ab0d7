"""The hook `proplint-pre-push`: every ref that is pushed, from its own objects, in git's own pre-push hook."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from proplint.checker import Checker
from proplint.cli.options import Settings, emit, shared_options
from proplint.comparer import Comparer
from proplint.exceptions import UsageError
from proplint.git.bases import of_new, of_pushed
from proplint.git.history import History
from proplint.git.repository import Repository
from proplint.model import NOT_COMPARED
from proplint.snapshot import Tree
from proplint.text import escaped
from proplint_hooks.judging import judge_change

if TYPE_CHECKING:
    from proplint.git.bases import Base

_FIELDS = 4


@click.command()
@click.argument("remote", nargs=-1, required=True, metavar="REMOTE [URL]")
@shared_options
def command(remote: tuple[str, ...], settings: Settings) -> int:
    """Check every ref that is pushed, whether it is checked out or not.

    To be called by git's pre-push hook: standard input has a line for each ref.
    """
    repository = Repository.around()
    if repository is None:
        raise UsageError("this hook needs a git repository around the working folder, and git")
    code = 0
    for line in sys.stdin:
        fields = line.split()
        if len(fields) != _FIELDS:
            raise UsageError(f"standard input has a line that is none of git's pre-push: {escaped(line.strip())}")
        name, new, _, old = fields
        if new.strip("0"):  # zeros delete the ref
            known = old.strip("0") and repository.resolve(old)
            base = of_pushed(repository, old, new) if known else of_new(repository, new, f"--remotes={remote[0]}")
            click.echo(f"{escaped(name)}:")
            code = max(code, _judge(repository, base, settings))
    return code


def _judge(repository: Repository, base: Base, settings: Settings) -> int:
    history, tree = History(repository, base), Tree.of_commit(repository, base.side)
    comparer = None if base.nothing else Comparer(history, tree)
    checker = Checker(tree, local_plugins=settings.local_plugins, comparer=comparer, debug=settings.debug)
    judge_change(history, tree, checker, comparer)
    if base.nothing and checker.has_checked:
        checker.notice(f"{NOT_COMPARED}{base.nothing}")
    return emit(checker.report(), settings, error_files=checker.written)
