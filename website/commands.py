"""The page about the command line, made from the commands themselves."""

from __future__ import annotations

import inspect
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from ruamel.yaml import YAML

from proplint.cli import proplint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MANIFEST: Final = Path(__file__).resolve().parent.parent / ".pre-commit-hooks.yaml"
_INTRODUCTION: Final = """\
# Command line

`proplint COMMAND --help` prints what stands here about a command. Values of an option may stand behind `=` or a blank.
All commands end with one of the [exit codes](exit-codes.md).
"""


def programs() -> Iterator[tuple[str, click.Command]]:
    """Give every command by what is typed for it: `proplint check`, …, and the hooks' programs."""
    yield from _below("proplint", proplint)
    scripts = distribution("proplint").entry_points.select(group="console_scripts")
    for script in sorted(scripts, key=lambda script: script.name):
        package, _, name = script.value.partition(".launch:")
        if name:
            yield script.name, import_module(f"{package}.{name}").command


def commands_page() -> str:
    """Return the page."""
    hooks = _hook_ids()
    return "\n".join(
        [_INTRODUCTION, *(_section(typed, command, hooks.get(typed, "")) for typed, command in programs())]
    )


def _below(typed: str, group: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(group, click.Group):
        yield typed, group
        return
    context = click.Context(group, info_name=typed)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield from _below(f"{typed} {name}", command)


def _section(typed: str, command: click.Command, hook: str) -> str:
    context = click.Context(command, info_name=typed)
    usage = " ".join([typed, *command.collect_usage_pieces(context)])
    text = inspect.cleandoc(command.help or "").partition("\f")[0].replace("\b\n", "")
    parts = [f"## {typed}", f"```text\n{usage}\n```", text]
    if hook:
        parts.append(f"In `.pre-commit-config.yaml` it is the hook `{hook}`.")
    parts += [*_options(command, context)]
    return "\n\n".join(parts) + "\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Give a definition for each option."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield f"`{record[0]}`\n:   {record[1]}"


def _hook_ids() -> Mapping[str, str]:
    """Return what a hook runs to its id."""
    return {hook["entry"]: hook["id"] for hook in YAML(typ="safe").load(_MANIFEST.read_text("utf-8"))}
