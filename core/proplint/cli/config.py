"""`proplint config`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from proplint.exceptions import ConfigError
from proplint.governors import Governors
from proplint.plugins import Host
from proplint.registry import FILE_RULES, RECORD_RULES
from proplint.rules import CORE_RULES
from proplint.snapshot import CONFIG_NAME, WorkingTree, shown

if TYPE_CHECKING:
    from proplint.config import Config


@click.group()
def command() -> None:
    """Look at the configuration."""


@command.command()
@click.argument("file", type=click.Path(), required=False)
def check(file: str | None) -> None:
    """Check FILE (by default the nearest proplint.yaml) and say what it governs."""
    snapshot = WorkingTree()
    name = shown(file) if file else snapshot.config_for("x.csv")
    if name is None:
        raise ConfigError(f"there is no {CONFIG_NAME} here or above; `proplint init EXPORT.csv` writes one")
    config = Governors(snapshot).read(name).config
    click.echo(f"{name} is in order: {_counted(config)}.")


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
