"""The command line. Each command is a module of its own, imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from proplint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "check": ("proplint.cli.check", "Check CSV files."),
    "fix": ("proplint.cli.fix", "Repair CSV files."),
    "init": ("proplint.cli.init", "Write a configuration from an export."),
    "apply": ("proplint.cli.apply", "Take the corrected rows of an error file back into its CSV."),
    "accept": ("proplint.cli.accept", "Take a file as a fresh export, with keys of its own."),
    "types": ("proplint.cli.types", "List the property types, built in and from plugins."),
    "plugins": ("proplint.cli.plugins", "List the plugins, and all that they bring."),
    "explain": ("proplint.cli.explain", "Explain a rule."),
    "new-type": ("proplint.cli.new_type", "Write a property type of your own, with its tests."),
    "config": ("proplint.cli.config", "Look at the configuration."),
    "completion": ("proplint.cli.completion", "Print the completion script of a shell."),
}
"""Command to its module (which has it as `command`) and the line about it in `--help`."""


class GuessingGroup(click.Group):
    """Commands of which a misspelt one is guessed: not every click that we may meet does it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return click's answer.

        Raises:
            UsageError: There is no such command.
        """
        word, known = args[0], self.list_commands(ctx)
        if word not in known and not word.startswith("-") and not ctx.resilient_parsing:
            from proplint.suggest import not_among
            from proplint.text import escaped

            raise click.UsageError(not_among(known, word, f"unknown command `{escaped(word)}`"), ctx)
        return super().resolve_command(ctx, args)


class _Commands(GuessingGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = import_module(_COMMANDS[cmd_name][0]).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="proplint %(version)s")
def proplint() -> None:
    """Validate customer-property CSV files before they are committed.

    Exit codes: 0 clean, 1 findings, 2 could not run.
    """


def main() -> None:
    """Run the command line and exit."""
    from proplint.alarm import process_is_ours
    from proplint.memory import collect_rarely

    collect_rarely()  # before a command imports what it needs
    process_is_ours()
    from proplint.cli.run import run

    sys.exit(run(proplint, sys.argv[1:], name="proplint"))
