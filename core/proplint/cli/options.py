"""The options that `proplint check` and the hooks share, and what is done with them.

Environment:
    PROPLINT_NO_LOCAL_PLUGINS: "1" is as `--no-local-plugins`: plugin files from the repository are never loaded.
    COLUMNS: How wide the format `full` is, where it is not to be as wide as the terminal.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from proplint.exceptions import ProplintError
from proplint.governors import NO_LOCAL_PLUGINS
from proplint.report import FORMATS, Style, render, wants_color

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from proplint.checker import Checker, Progress
    from proplint.model import Report
    from proplint.registry import Brought


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
        brought: The format, where an installed plugin brings it.
    """

    format: str | None
    file: str | None
    redact: bool
    strict: bool
    quiet: bool
    debug: bool
    local_plugins: bool
    brought: Brought | None = None


def _complete_format(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


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
        metavar=f"[{'|'.join(FORMATS)}|NAME]",
        shell_complete=_complete_format,
        help="Form of the report; NAME is one that a plugin brings.  [default: full on a terminal, else concise]",
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
        brought = None
        if format_ is not None and format_ not in FORMATS:
            from proplint.cli.formats import installed_format

            brought = installed_format(format_, may_be_local=not no_local_plugins)
        settings = Settings(format_, file, redact, strict, quiet, debug, not no_local_plugins, brought)
        return command(*arguments, **options, settings=settings)

    for option in _OPTIONS:
        with_settings = option(with_settings)
    return with_settings


class FilesCommand(click.Command):
    """A command whose arguments are files, of any name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See `click.Command`; a file whose name begins with a dash is no option."""
        return super().parse_args(ctx, as_files(args, self))


def emit(checker: Checker, settings: Settings) -> int:
    """Write the report of a run, and what could not be checked to standard error.

    Args:
        checker: What checked the files.
        settings: How and where.

    Returns:
        The exit code.

    Raises:
        OutputError: The report can't be written; what was there is as it was.
        PluginError: The format is a plugin's, and failed.
        UsageError: There is no such format.
    """
    report = checker.report()
    if settings.redact:
        report = report.redacted()
    try:
        code = _written(report, checker, settings)
    except ProplintError:
        _tell_failures(report)  # they may be why there is no report: a configuration names the plugin of its format
        raise
    _tell_failures(report)
    return code


def _written(report: Report, checker: Checker, settings: Settings) -> int:
    code = report.exit_code(strict=settings.strict)
    pieces = _pieces(report, checker, settings)
    if settings.file is not None:
        from proplint.output import write_atomically

        write_atomically(settings.file, _encoded(pieces), follow_symlink=True)
    elif code or not settings.quiet or report.findings:
        for piece in pieces:
            sys.stdout.write(piece)
        was_shown(report.unseen, code)
    return code


def _pieces(report: Report, checker: Checker, settings: Settings) -> Iterable[str]:
    to_terminal = settings.file is None and sys.stdout.isatty()
    usual = "full" if to_terminal else "concise"
    chosen = usual if settings.format is None else settings.format
    style = Style(
        color=settings.file is None and wants_color(sys.stdout, os.environ),
        width=_width() if chosen == "full" or chosen not in FORMATS else Style().width,
        error_files=checker.written,
    )
    if chosen in FORMATS:
        return render(chosen, report, style)
    from proplint.cli.formats import loaded_format, pieces_of

    for notice in checker.governors.files.notices:
        sys.stderr.write(f"proplint: {notice}\n")  # whatever a plugin's format makes of it
    return pieces_of(loaded_format(chosen, settings.brought, checker.governors.hosts()), report, style)


def _tell_failures(report: Report) -> None:
    for failure in report.failures:
        sys.stderr.write(f"proplint: {failure}\n")


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
