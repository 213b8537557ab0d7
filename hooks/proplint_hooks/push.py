"""The hook `proplint-pre-push`: every ref that is pushed, from its own objects, in git's own pre-push hook."""

from __future__ import annotations

import click

from proplint.cli.options import Settings, emit, shared_options
from proplint.exceptions import UsageError
from proplint.git.bases import of_new, of_pushed
from proplint.git.history import History
from proplint.git.repository import Repository
from proplint.snapshot import Tree
from proplint.text import escaped
from proplint_hooks.judging import judge, pushed_lines

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
    for name, new, _, old in pushed_lines(_FIELDS, "pre-push"):
        if new.strip("0"):  # zeros delete the ref
            known = old.strip("0") and repository.resolve(old)
            base = of_pushed(repository, old, new) if known else of_new(repository, new, f"--remotes={remote[0]}")
            click.echo(f"{escaped(name)}:")
            checker = judge(History(repository, base), Tree.of_commit(repository, base.side), settings)
            code = max(code, emit(checker, settings))
    return code
