"""Running a command: terminal set-up, and every way to end turned into an exit code."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import TYPE_CHECKING, Final

import click

from proplint.alarm import TookTooLong
from proplint.exceptions import ProplintError

if TYPE_CHECKING:
    from collections.abc import Sequence

COULD_NOT_RUN: Final = 2
INTERRUPTED: Final = 130
EXIT_CODES: Final = {
    0: "clean: nothing is wrong",
    1: "findings: something is wrong, or was repaired",
    COULD_NOT_RUN: "could not run: a message says why",
    INTERRUPTED: "interrupted",
}
"""What every exit code means; the documentation shows it."""


def run(command: click.Command, arguments: Sequence[str], *, name: str) -> int:  # noqa: PLR0911  a code for each end
    """Run a command.

    Args:
        command: It.
        arguments: What stands behind its name.
        name: Its name in messages.

    Returns:
        The exit code: 0 clean, 1 findings, 2 could not run, 130 interrupted.
    """
    _prepare_streams()
    debug = "--debug" in arguments
    try:
        code = command.main(args=[*arguments], prog_name=name, standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return COULD_NOT_RUN
    except (ProplintError, TookTooLong) as error:  # an alarm may ring just when the call is over
        return _failed(str(error), error, debug=debug)
    except (KeyboardInterrupt, click.Abort):
        return _complain("interrupted", INTERRUPTED)
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.EINVAL) and _is_closed(error):
            return _leave_quietly()
        return _failed(f"{error.filename or 'a file'}: {error.strerror}", error, debug=debug)
    except Exception as error:  # noqa: BLE001  the last resort: never a bare traceback
        text = f"internal error: {type(error).__name__}: {error}\nThis is a fault of proplint. Please report it, "
        return _failed(text + "with what --debug prints.", error, debug=debug)
    return code if isinstance(code, int) else 0


def _failed(text: str, error: BaseException, *, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exception(error)
    return _complain(text, COULD_NOT_RUN)


def _complain(text: str, code: int) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"proplint: {text}\n")
    return code


def _is_closed(error: OSError) -> bool:
    """Whether the reader of our output went away; Windows says EINVAL then."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.filename is None)


def _leave_quietly() -> int:
    """Answer a closed pipe (`| head`): what was asked for was read, nothing is wrong with the run."""
    # The interpreter flushes standard output once more when it exits.
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _prepare_streams() -> None:
    """Make output survive any terminal encoding, and end lines the same way everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
