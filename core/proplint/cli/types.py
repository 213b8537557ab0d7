"""`proplint types`."""

from __future__ import annotations

import click

from proplint.cli.nearest import nearest_host


@click.command()
def command() -> None:
    """List the property types, built in and from plugins, with their options."""
    for loaded in nearest_host().types():
        names = ", ".join((loaded.type.name, *loaded.type.aliases))
        click.echo(f"{names}  ({loaded.origin})")
        click.echo(f"    {loaded.type.doc}")
        click.echo("    required: Whether an empty cell is wrong; false by default.")
        for option in loaded.type.options:
            click.echo(f"    {option.name}: {option.doc}")
        click.echo("    rules: " + (", ".join(rule.name for rule in loaded.type.rules) or "none"))
