"""The hook `proplint-pre-receive`: what is pushed to a server, refused before any of it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from proplint.cli.options import Settings, emit, shared_options
from proplint.csvfile.source import open_source
from proplint.exceptions import GitError, UsageError
from proplint.git.bases import Base, of_new, of_pushed
from proplint.git.history import History
from proplint.git.repository import Repository
from proplint.snapshot import Tree, Trusted
from proplint.text import escaped
from proplint_hooks.judging import judge, pushed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELDS = 3
_NO_CONFIG = (
    "there was no proplint.yaml before, so nothing was checked: what is pushed does not configure its own check"
)


class _Rules(NamedTuple):
    """What a server checks by: a configuration of its own, or what was there before."""

    config: bytes | None
    each: bool


@click.command()
@click.option("--config", type=click.Path(), metavar="FILE", help="A configuration of the server's own, for all files.")
@click.option("--each-commit", is_flag=True, help="Check each new commit, not only the last of a ref.")
@shared_options
def command(config: str | None, *, each_commit: bool, settings: Settings) -> int:
    """Check what is pushed to this repository; refuse it all when a file is wrong.

    To be called by git's pre-receive hook: standard input has a line for each ref. The configuration is the
    one that was there before; plugin files are never loaded.
    """
    repository = Repository.bare()
    if repository is None:
        raise UsageError("this hook is for git's pre-receive: the working folder must be a repository")
    trusted = None
    if config is not None:
        source = open_source(config)
        trusted = source.read(0, source.size)
        source.close()
    rules, code = _Rules(trusted, each_commit), 0
    for old, new, name in pushed_lines(_FIELDS, "pre-receive"):
        commit = repository.resolve(new) if new.strip("0") else None
        if commit is not None:  # else the ref is deleted, or no commit
            for base in _bases(repository, old, commit, rules):
                click.echo(f"{escaped(name)}:" + (f" commit {base.side[:12]}" if each_commit else ""))
                code = max(code, _judge(repository, base, rules, settings))
    return code


def _bases(repository: Repository, old: str, new: str, rules: _Rules) -> Iterator[Base]:
    base = of_pushed(repository, old, new) if old.strip("0") else of_new(repository, new)
    if not rules.each:
        yield base
        return
    for commit in repository.commits(new, [*base.commits]):
        parents = repository.parents(commit)
        yield Base(tuple(parents), commit, "" if parents else base.nothing)


def _judge(repository: Repository, base: Base, rules: _Rules, settings: Settings) -> int:
    tree = Trusted(Tree.of_commit(repository, base.side), _configs(repository, base), rules.config)
    checker = judge(History(repository, base), tree, settings, configs=False)
    if not checker.has_checked and not tree.has_configs:
        checker.notice(_NO_CONFIG)
    return emit(checker, settings)


def _configs(repository: Repository, base: Base) -> Tree | None:
    """Return the tree whose configurations count: what was there before, or on the branch that HEAD names."""
    commit = base.commits[0] if base.commits else repository.resolve("HEAD")
    try:
        return None if commit is None else Tree.of_commit(repository, commit)
    except GitError:
        return None
