"""The hook `proplint-files`: the cells of the files it is handed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from proplint.checker import Checker
from proplint.cli.options import Output, as_files, emit, report_options
from proplint.cli.run import run
from proplint.snapshot import WorkingTree, shown

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Command(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, as_files(args, self))


@click.command(cls=_Command)
@click.argument("files", nargs=-1, metavar="[FILE]…")
@report_options
def command(
    files: Sequence[str],
    *,
    no_local_plugins: bool,
    format_: str | None,
    file: str | None,
    redact: bool,
    strict: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Check the cells of FILEs, for hook runners that only know files.

    A runner may split its files over several processes; what concerns more than one file, or the version
    before, is the business of the hook `proplint`.
    """
    checker = Checker(WorkingTree(), local_plugins=not no_local_plugins, debug=debug)
    checker.check(shown(name) for name in files)
    output = Output(format_, file, redact, strict, quiet, debug)
    return emit(checker.report(), output, error_files=checker.written)


def main() -> None:
    """Run the hook and exit."""
    sys.exit(run(command, sys.argv[1:], name="proplint-files"))
