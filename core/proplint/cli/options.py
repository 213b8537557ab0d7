"""The options that `proplint check` and the hooks share, and what is done with them."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from proplint.governors import NO_LOCAL_PLUGINS
from proplint.report import FORMATS, Style, render, wants_color

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from proplint.checker import Progress
    from proplint.model import Report


class Settings(NamedTuple):
    """What the shared options say.

    Attributes:
        format: Name of the format; None chooses by the terminal.
        file: Where it goes; None for standard output.
        redact: Whether texts from cells are masked.
        strict: Whether warnings fail.
        quiet: Whether nothing is said when nothing is wrong.
        debug: Whether tracebacks are shown.
        local_plugins: Whether plugin files that a configuration lists may be loaded.
    """

    format: str | None
    file: str | None
    redact: bool
    strict: bool
    quiet: bool
    debug: bool
    local_plugins: bool


CONFIG: Final = click.option(
    "--config", type=click.Path(), metavar="FILE", help="The configuration to use, instead of the nearest."
)
DEBUG: Final = click.option("--debug", is_flag=True, help="Show where it went wrong when something could not be run.")
QUIET: Final = click.option("--quiet", "-q", is_flag=True, help="Print nothing when nothing is wrong.")
NO_LOCAL: Final = click.option(
    "--no-local-plugins",
    is_flag=True,
    envvar=NO_LOCAL_PLUGINS,
    help=f"Never load plugin files from the repository.  [env var: {NO_LOCAL_PLUGINS}]",
)


def _show_stats(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  click's
    """Measure from here on, and tell when the command is done, behind its report."""
    if wanted and not context.resilient_parsing:
        from proplint import stats

        measured = stats.start()

        def tell() -> None:
            stats.stop()
            sys.stdout.flush()
            sys.stderr.writelines(f"{line}\n" for line in measured.lines())

        context.call_on_close(tell)


STATS: Final = click.option(
    "--stats",
    is_flag=True,
    expose_value=False,
    callback=_show_stats,
    help="Tell on standard error what the run took, plugin by plugin.",
)

_OPTIONS: Final = (
    DEBUG,
    QUIET,
    click.option("--strict", is_flag=True, help="Let warnings fail as errors do."),
    click.option("--redact", is_flag=True, help="Mask values, e-mails and Customer IDs in the report."),
    click.option(
        "--output",
        "-o",
        "file",
        type=click.Path(),
        help="Write the report to a file.",
        metavar="FILE",
    ),
    click.option(
        "--format",
        "format_",
        type=click.Choice([*FORMATS]),
        help="Form of the report.  [default: full on a terminal, else concise]",
    ),
    NO_LOCAL,
    STATS,
)


def shared_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the shared options to a command, which is given them as `settings`."""

    @functools.wraps(command)
    def with_settings(
        *arguments: object,
        format_: str | None,
        file: str | None,
        redact: bool,
        strict: bool,
        quiet: bool,
        debug: bool,
        no_local_plugins: bool,
        **options: object,
    ) -> int:
        settings = Settings(format_, file, redact, strict, quiet, debug, not no_local_plugins)
        return command(*arguments, **options, settings=settings)

    for option in _OPTIONS:
        with_settings = option(with_settings)
    return with_settings


class FilesCommand(click.Command):
    """A command whose arguments are files, of any name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See `click.Command`; a file whose name begins with a dash is no option."""
        return super().parse_args(ctx, as_files(args, self))


def emit(report: Report, settings: Settings, *, error_files: Sequence[str] = (), hint: bool = True) -> int:
    """Write a report, and what could not be checked to standard error.

    Args:
        report: It.
        settings: How and where.
        error_files: The error files that were written.
        hint: Whether to tell how to get error files.

    Returns:
        The exit code.
    """
    code = report.exit_code(strict=settings.strict)
    shown = report.redacted() if settings.redact else report
    to_terminal = settings.file is None and sys.stdout.isatty()
    chosen = settings.format or ("full" if to_terminal else "concise")
    style = Style(
        color=settings.file is None and wants_color(sys.stdout, os.environ),
        width=_width() if chosen == "full" else Style().width,
        error_files=error_files,
        hint=hint,
    )
    pieces = render(chosen, shown, style)
    if settings.file is not None:
        from proplint.output import write_atomically

        write_atomically(settings.file, _encoded(pieces), follow_symlink=True)
    elif code or not settings.quiet or report.findings:
        for piece in pieces:
            sys.stdout.write(piece)
        was_shown(report.unseen, code)
    for failure in shown.failures:
        sys.stderr.write(f"proplint: {failure}\n")
    return code


def was_shown(unseen: Mapping[str, str], code: int) -> None:
    """Take note of the plugin files that were shown; hook runners hide what a hook prints that passes."""
    if unseen and (code or not os.environ.get("PRE_COMMIT")):
        from proplint.firstuse import remember

        remember(unseen)


def progress(*, quiet: bool) -> Progress | None:
    """Return what shows on a terminal how far a run is; None where nothing is to be shown."""
    if quiet or not sys.stderr.isatty():
        return None
    from proplint.cli.progress import ProgressBar

    return ProgressBar()


def _encoded(pieces: Iterable[str]) -> Iterable[bytes]:
    for piece in pieces:
        yield piece.encode(errors="backslashreplace")


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def as_files(arguments: Sequence[str], command: click.Command) -> list[str]:
    """Return command-line arguments with files whose names begin with a dash made into paths.

    Hook runners pass such names bare, without `--` before them.
    """
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    kept: list[str] = []
    for index, argument in enumerate(arguments):
        if argument == "--":
            return [*kept, *arguments[index:]]
        dashed = len(argument) > 1 and argument.startswith("-")
        if dashed and argument.partition("=")[0] not in known and os.path.lexists(argument):
            kept.append(os.path.join(os.curdir, argument))
        else:
            kept.append(argument)
    return kept
