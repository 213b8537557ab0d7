"""`proplint init`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from proplint.cli.foreseen import about_blanks, about_fragile
from proplint.config.scaffold import scaffold
from proplint.csvfile.header import split_name
from proplint.exceptions import UsageError
from proplint.exports import Export
from proplint.output import write_atomically
from proplint.plugins import Host
from proplint.snapshot import CONFIG_NAME, WorkingTree, relative, shown
from proplint.text import command_word, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command()
@click.argument("exports", nargs=-1, required=True, metavar="EXPORT.csv…")
@click.option("--force", is_flag=True, help="Write over a configuration that is there.")
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    default=CONFIG_NAME,
    metavar="FILE",
    help=f"The configuration to write.  [default: {CONFIG_NAME}]",
)
@click.option("--debug", is_flag=True, hidden=True)
def command(exports: Sequence[str], *, force: bool, output: str, debug: bool) -> None:  # noqa: ARG001  see cli.run
    """Write a configuration with every property column of EXPORT.csv, and the options that it holds."""
    if os.path.lexists(output) and not force:
        raise UsageError(
            f"{escaped(shown(output))} is there already: --force writes over it, --output writes another file"
        )
    export = Export(Host())
    for path in exports:
        export.read(WorkingTree().open(shown(path)), shown(path))
    text = scaffold(export.columns(), files=_patterns(exports, output), ignore=export.others)
    write_atomically(output, [text.encode()], follow_symlink=True)
    count = len(export.columns())
    click.echo(f"{escaped(shown(output))} is written, with {count} {'property' if count == 1 else 'properties'}.")
    for name in export.others:
        if parted := split_name(name):
            make = f"`proplint new-type {command_word(parted[0])} --configure` makes one"
            click.echo(
                f"`{escaped(name)}` is ignored: its type is not known (`proplint types` has those that are); {make}."
            )
    for name in export.with_options():
        click.echo(f"Add to `{escaped(name)}` the options that no customer has yet: an export does not hold them.")
    for text in about_blanks((column.name, column.options or ()) for column in export.columns()):
        click.echo(text)
    for text in about_fragile(export.fragile(), "cell"):
        click.echo(text)


def _patterns(exports: Sequence[str], output: str) -> list[str]:
    """Return patterns for the folders that the exports lie in, so far as they lie below the configuration."""
    patterns: dict[str, None] = {}
    home = os.path.dirname(output) or os.curdir
    for path in exports:
        below = relative(os.path.dirname(path) or os.curdir, home) or os.curdir
        special = any(character in below for character in "*?[]\\")
        patterns["**/*.csv" if below == "." or special else f"{below}/**/*.csv"] = None
    return [*patterns]
