"""`proplint config`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from proplint.cli import GuessingGroup
from proplint.cli.options import NO_LOCAL, was_shown
from proplint.exceptions import ConfigError
from proplint.firstuse import digest_of
from proplint.governors import Governors
from proplint.plugins import Host
from proplint.registry import FILE_RULES, RECORD_RULES
from proplint.rules import CORE_RULES
from proplint.snapshot import CONFIG_NAME, WorkingTree, shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proplint.config import Config


@click.group(cls=GuessingGroup)
def command() -> None:
    """Look at the configuration."""


@command.command()
@click.argument("file", type=click.Path(), required=False)
@NO_LOCAL
def check(file: str | None, *, no_local_plugins: bool) -> None:
    """Check FILE (by default the nearest proplint.yaml) and say what it governs, and which plugin files it lists.

    Options that the next spreadsheet would destroy are named, such as `1-2`, and those with blanks around them.
    """
    from proplint.cli.foreseen import about_blanks, about_fragile, fragile_options, options_of

    snapshot = WorkingTree()
    name = shown(file) if file else snapshot.config_for("x.csv")
    if name is None:
        raise ConfigError(f"there is no {CONFIG_NAME} here or above; `proplint init EXPORT.csv` writes one")
    governors = Governors(snapshot, local_plugins=not no_local_plugins)
    config = governors.read(name).config
    click.echo(f"{name} is in order: {_counted(config)}.")
    told = (*about_blanks(options_of(config)), *about_fragile(fragile_options(config), "option"))
    for line in (*_plugin_files(config, os.path.dirname(name)), *told):
        click.echo(line)
    for notice in governors.files.notices:
        click.echo(f"notice: {notice}")
    was_shown(governors.files.unseen, 0)


def _plugin_files(config: Config, folder: str) -> Iterator[str]:
    """Give a line on each plugin file, with its digest."""
    for name in config.plugins:
        if name.endswith(".py"):
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    told = f"sha256 {digest_of(file.read())}"
            except OSError as error:
                told = f"can't be read: {error.strerror}"
            yield f"plugin file {escaped(name)}: {told}"


def _counted(config: Config) -> str:
    count = len(config.properties)
    across = len(config.across.of_records) + len(config.across.of_files)
    rules = f"{across} {'rule' if across == 1 else 'rules'} across cells, " if across else ""
    return f"{count} {'property' if count == 1 else 'properties'}, {rules}files {', '.join(config.files)}"


@command.command()
def schema() -> None:
    """Print the JSON Schema of proplint.yaml, with the options of every type and rule, for editors."""
    import json

    from proplint.config.schema import json_schema

    host = Host()
    made = json_schema(host.types(), CORE_RULES, host.every(RECORD_RULES), host.every(FILE_RULES))
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))
