"""The hooks' programs. Each imports its module when it is called, after what makes a start quick was set."""

from __future__ import annotations

import sys
from importlib import import_module

from proplint.alarm import process_is_ours
from proplint.memory import collect_rarely


def change() -> None:
    """Run the hook `proplint` and exit."""
    _run("change", "proplint")


def files() -> None:
    """Run the hook `proplint-files` and exit."""
    _run("files", "proplint-files")


def fix() -> None:
    """Run the hook `proplint-fix` and exit."""
    _run("fix", "proplint-fix")


def push() -> None:
    """Run the hook `proplint-pre-push` and exit."""
    _run("push", "proplint-pre-push")


def receive() -> None:
    """Run the hook `proplint-pre-receive` and exit."""
    _run("receive", "proplint-pre-receive")


def _run(module: str, name: str) -> None:
    collect_rarely()
    process_is_ours()
    command = import_module(f"proplint_hooks.{module}").command
    from proplint.cli.run import run

    sys.exit(run(command, sys.argv[1:], name=name))
