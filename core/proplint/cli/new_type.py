"""`proplint new-type`."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import click

from proplint.cli.options import NO_LOCAL
from proplint.config.plugins import PLUGIN_FOLDER, is_below
from proplint.config.scaffold import quoted as in_yaml
from proplint.exceptions import ProplintError, UsageError
from proplint.governors import Governors, repository_top
from proplint.newtype.configure import has_plugins, with_plugin
from proplint.newtype.declare import ignored_columns, with_columns
from proplint.newtype.names import names_of
from proplint.newtype.render import as_distribution, as_files
from proplint.newtype.write import write_new
from proplint.output import write_atomically
from proplint.plugins import Host
from proplint.registry import BUILT_IN
from proplint.rules import CORE_RULES
from proplint.snapshot import CONFIG_NAME, WorkingTree, shown
from proplint.suggest import folded, listed
from proplint.text import command_word, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.newtype.names import Names


@click.command()
@click.argument("name")
@click.argument("folder", type=click.Path(), metavar="[DIR]", required=False)
@click.option("--package", is_flag=True, help="Write a distribution, by default into the folder proplint-NAME.")
@click.option("--module", metavar="WORD", help="What its module is called, where NAME can't be spelled in a to z.")
@click.option("--configure", is_flag=True, help=f"Name it in the nearest {CONFIG_NAME} too, and its columns.")
@NO_LOCAL
@click.option("--debug", is_flag=True, hidden=True)
def command(
    name: str,
    folder: str | None,
    *,
    package: bool,
    module: str | None,
    configure: bool,
    no_local_plugins: bool,
    debug: bool,  # noqa: ARG001  see cli.run
) -> None:
    """Write a new property type: NAME is the word before the colon, such as Phone.

    It is one file with its tests, in DIR, by default proplint_plugins beside the nearest proplint.yaml. It works, and
    its lines marked EDIT say where it becomes yours. With --package it is a distribution, which pip installs.
    """
    names = names_of(name, module)
    config = WorkingTree().config_for("x.csv")
    _require_new(names, config, local_plugins=not no_local_plugins)
    if package:
        if configure:
            raise UsageError("--configure is for a plugin file; a distribution is named when it is installed")
        _echo(_package(names, folder or names.distribution))
        return
    if configure and config is None:
        raise UsageError(f"there is no {CONFIG_NAME} here or above; `proplint init EXPORT.csv` writes one")
    _echo(_file(names, folder, config, configure=configure))


def _file(names: Names, folder: str | None, config: str | None, *, configure: bool) -> Iterator[str]:
    home = os.path.dirname(config or "") or os.curdir
    target = folder or os.path.join(home, PLUGIN_FOLDER)
    plugin = _relative(os.path.join(target, f"{names.module}.py"), home)
    if configure and not is_below(target, repository_top(os.path.abspath(home))):
        raise UsageError(
            f"{escaped(shown(target))} lies outside of the repository: no plugin file is loaded from there"
        )
    data = None if config is None else _read(config)
    named = with_plugin(data, plugin) if configure and data is not None else None
    if configure and named is None:
        raise UsageError(
            f"{escaped(config or '')} is written in a way that only you should change: leave --configure out, and add "
            f"`{escaped(plugin)}` under `plugins:`"
        )
    columns = [] if data is None else ignored_columns(data, names.word)
    declared = with_columns(named, columns) if named is not None and columns else None
    files = {os.path.join(target, path): text for path, text in as_files(names).items()}
    write_new(files)
    yield f"The type {names.word} is written, and works for codes such as AB1234:"
    yield from _listed(files, ("the type: lines marked EDIT are yours", "cells that are right or wrong", "its tests"))
    if config is not None and named is not None:
        write_atomically(config, [declared or named], follow_symlink=True)
    if declared is not None:
        yield f"{escaped(config or '')} names it, and has its columns as properties: {listed(columns)}."
    yield ""
    yield "Next:"
    steps = itertools.count(1)
    if declared is None:
        where = escaped(config) if config else f"a new {CONFIG_NAME} (`proplint init EXPORT.csv` writes one)"
        yield f"  {next(steps)}. {'Declare its columns in' if named else 'Name it in'} {where}:"
        yield from _snippet(names, None if named else plugin, data, columns)
    yield f"  {next(steps)}. Run its tests, in an environment that has proplint:"
    yield '       python -m pip install "pytest>=8" hypothesis'
    yield f"       python -m pytest {command_word(shown(target))}"
    yield f"  {next(steps)}. Edit it and its cases, and run `proplint check`."


def _snippet(names: Names, plugin: str | None, data: bytes | None, columns: Sequence[str]) -> Iterator[str]:
    if data is None:
        yield "       version: 1"
    if plugin is not None:
        beside = "   # beside those that are there" if data is not None and has_plugins(data) else ""
        yield f"       plugins: [{escaped(plugin)}]{beside}"
    yield "       properties:"
    if not columns:
        yield f"         {in_yaml(f'{names.word}:Main')}:   # the column, exactly as the header has it"
    for column in columns:
        yield f"         {in_yaml(column)}:   # and take it out of `ignore_columns`"


def _package(names: Names, folder: str) -> Iterator[str]:
    files = {os.path.join(folder, path): text for path, text in as_distribution(names).items()}
    write_new(files)
    at = command_word(shown(folder))
    yield f"The distribution {names.distribution} is written. Its type {names.word} works for codes such as AB1234:"
    about = {
        "__init__.py": "the type: lines marked EDIT are yours",
        f"{names.module}.cases.yaml": "cells that are right or wrong",
        f"test_{names.module}.py": "its tests, with all that proplint promises of a type",
        "README.md": "how it is used, with the lines for hooks",
        "pyproject.toml": f"its entry point: `plugins: [{names.distribution}]` asks for it",
    }
    yield from _listed(files, (about.get(os.path.basename(path), "") for path in files))
    yield ""
    yield "Next, in an environment that has proplint (pip 25.1 or newer):"
    yield f"  1. cd {at} && python -m pip install --editable . --group dev"
    yield "  2. Run its tests: python -m pytest; its linters: python -m ruff check && python -m mypy"
    yield "  3. Edit it and its cases."
    yield "  4. Name it in proplint.yaml:"
    yield f"       plugins: [{names.distribution}]"
    yield "       properties:"
    yield f"         {in_yaml(f'{names.word}:Main')}:   # the column, exactly as the header has it"
    yield "  5. And at the hook in .pre-commit-config.yaml, until it is published by its path:"
    yield f"       additional_dependencies: [{in_yaml(os.path.abspath(folder).replace(os.sep, '/'))}]"


def _listed(files: Iterable[str], about: Iterable[str]) -> Iterator[str]:
    paths = [escaped(shown(path)) for path in files]
    width = max(map(len, paths))
    for path, text in zip(paths, about, strict=True):
        yield f"  {path:{width}}  {text}".rstrip()


def _require_new(names: Names, config: str | None, *, local_plugins: bool) -> None:
    word, rules = names.word, {*CORE_RULES}
    known = {folded(other): (other, "built in") for other in BUILT_IN}
    host = Host()
    try:
        if config is not None:
            host = Governors(WorkingTree(), local_plugins=local_plugins).read(config).host
        rules.update(host.every_rule())
        for loaded in host.types():
            for other in (loaded.type.name, *loaded.type.aliases):
                known.setdefault(folded(other), (other, f"of {loaded.origin}"))
    except ProplintError as error:
        reason = str(error).partition("\n")[0]
        click.echo(f"Whether another plugin has this type is not known: {reason}", err=True)
    if folded(word) in known:
        other, whose = known[folded(word)]
        raise UsageError(f"there is a type `{escaped(other)}` already, {whose}: name yours otherwise")
    if names.rule in rules:
        raise UsageError(f"there is a rule `{names.rule}` already: give the module another name with --module")


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _relative(path: str, home: str) -> str:
    """Return a plugin file as a configuration names it: from its own folder, with forward slashes."""
    below = os.path.relpath(path, home).replace(os.sep, "/")
    return below if below.startswith("../") else f"./{below}"


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
