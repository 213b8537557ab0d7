"""`proplint completion`."""

from __future__ import annotations

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the completion script of SHELL.

    For bash: eval "$(proplint completion bash)" in ~/.bashrc; the same for zsh in ~/.zshrc; for fish:
    proplint completion fish > ~/.config/fish/completions/proplint.fish
    """
    from click.shell_completion import get_completion_class

    from proplint.cli import proplint

    script = get_completion_class(shell)
    if script is not None:
        click.echo(script(proplint, {}, "proplint", "_PROPLINT_COMPLETE").source())
