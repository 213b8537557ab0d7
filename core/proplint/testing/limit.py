"""A time limit for each test: a check that never ends is told like any other fault."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from proplint.testing.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator


class TooLongError(BaseException):
    """A test did not end in time. Nothing that catches exceptions catches it: neither plugins nor hypothesis."""


class Limited:
    """What all contracts have.

    Attributes:
        seconds: How long one test may take; 0 for ever. Where there are no signals (Windows) nothing ends it.
        latest: The last text that a plugin was asked about.
    """

    seconds: float = 120.0
    latest: ClassVar[list[object]] = []

    @pytest.fixture(autouse=True)
    def _limited(self) -> Iterator[None]:
        Limited.latest[:] = []
        with _limit(self.seconds):
            yield


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not possible or not seconds or signal.getitimer(signal.ITIMER_REAL)[0]:  # another one runs already
        yield
        return

    def stop(*_: Any) -> None:  # noqa: ANN401  a signal's number and its frame
        last = f"; the last thing it was asked about is {shown(Limited.latest[0])}" if Limited.latest else ""
        raise TooLongError(
            f"the plugin did not end in {seconds:g} seconds{last}. Does a pattern repeat a repeat, as `(a+)+` does, "
            "or a loop have no end? Where it is only slow, raise `seconds`."
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
