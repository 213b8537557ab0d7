"""A progress bar for runs that take longer than a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

import click
from click.termui import progressbar

from proplint.text import escaped

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar as ClickBar

_PATIENCE: Final = 1.0
_NAME_SHOWN: Final = 40


class ProgressBar:
    """Shows on standard error how much of a file is read, once the run has taken a second.

    The bar is erased when the file is done, so that nothing of it stands between the lines of the report.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bar: ClickBar[int] | None = None
        self._label = ""
        self._size = 0
        self._done = 0

    def start(self, path: str, size: int) -> None:
        """See `proplint.checker.Progress`."""
        self._label, self._size, self._done = escaped(path)[-_NAME_SHOWN:], size, 0

    def advance(self, count: int) -> None:
        """See `proplint.checker.Progress`."""
        self._done += count
        if self._bar is None:
            if time.monotonic() - self._began < _PATIENCE or self._done >= self._size:
                return
            self._bar = progressbar(length=self._size, label=self._label, file=sys.stderr, width=0)
            self._bar.update(self._done)
        else:
            self._bar.update(count)
        if self._done >= self._size:
            click.echo("\r\x1b[2K", nl=False, err=True)
            self._bar = None
