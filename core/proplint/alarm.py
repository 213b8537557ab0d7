"""Ending a call into a plugin that takes too long.

Where Python can be interrupted (the main thread, not on Windows), a timer raises `TookTooLong` inside the call, and the
run goes on without the plugin. Elsewhere a thread looks on, and ends the process with a message: but only a process of
our own, never a program that imports proplint. Code that holds the interpreter (an extension in C that never looks
for signals, `10**10**9`) can't be ended by either.
"""

from __future__ import annotations

import math
import os
import time
from typing import TYPE_CHECKING, Final

from proplint.exceptions import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

SECONDS: Final = "PROPLINT_PLUGIN_SECONDS"
_USUAL: Final = 60.0
_LONGEST: Final = 1e8  # timers take no more than that everywhere
_AGAIN: Final = 1.0
_MOST: Final = 3
_COULD_NOT_RUN: Final = 2


class TookTooLong(BaseException):
    """Raised inside a call that takes too long. No `Exception`, since a plugin may well catch all of those."""


def limit_in(environ: Mapping[str, str]) -> float:
    """Return how many seconds one call of a plugin may take; 0 for any.

    Raises:
        UsageError: The environment says something else than a number.
    """
    text = environ.get(SECONDS) or str(_USUAL)
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise UsageError(f"{SECONDS}: must be a number of seconds, or 0 for no limit, not `{text}`")
    return min(seconds, _LONGEST)


class Alarm:
    """The time limit of one call.

    Args:
        limit: Seconds.
        says: What a process that has to be ended says last.

    Attributes:
        paused: Whether proplint's own code is running inside the call; its time does not count.
        steps: How often the call got something from proplint: each time it has all of its time again.
        rang: Whether the call took too long, though it may have caught what told it so.
    """

    def __init__(self, limit: float, says: str) -> None:
        self.paused = False
        self.steps = 0
        self.rang = False
        self._says = says
        self._limit = limit
        self._seen = 0
        self._rings = 0
        self._stopped = False
        self._stop: Callable[[], None] = _nothing

    def start(self) -> None:
        """Begin to count; `stop` must follow."""
        self._stop = self._set_timer() or self._be_watched()

    def stop(self) -> None:
        """Stop counting: nothing is raised from here on, and the process is as it was."""
        self._stopped = True
        self._stop()

    def is_moving(self) -> bool:
        """Whether the call has all of its time again, since it got something meanwhile."""
        moving = self.paused or self.steps != self._seen
        self._seen = self.steps
        return moving

    def end_process(self) -> None:
        """End the process: the call can't be ended."""
        try:
            os.write(2, f"proplint: {self._says}\n".encode(errors="backslashreplace"))
        finally:
            os._exit(_COULD_NOT_RUN)

    def _set_timer(self) -> Callable[[], None] | None:
        """Have this thread interrupted; return what undoes it, None where that can't be done."""
        import signal

        if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGALRM) is None:
            return None
        try:
            handler = signal.signal(signal.SIGALRM, self._ring)
        except ValueError:  # another thread than the main one
            return None
        began = time.monotonic()
        left, interval = signal.setitimer(signal.ITIMER_REAL, self._limit, _AGAIN)

        def undo() -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, handler)
            if left:  # the timer of whoever called us goes on
                signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 1e-6), interval)

        return undo

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        import signal

        if self._stopped:
            return
        if self.is_moving():
            signal.setitimer(signal.ITIMER_REAL, self._limit, _AGAIN)
            return
        self.rang = True
        self._rings += 1
        if self._rings > _MOST and _process.is_ours:
            self.end_process()
        raise TookTooLong(self._says)

    def _be_watched(self) -> Callable[[], None]:
        return _process.watch(self, self._limit) if _process.is_ours else _nothing


class _Process:
    """This process, and the thread that looks on; it is started once."""

    def __init__(self) -> None:
        self.is_ours = False
        self._watched: tuple[Alarm, float] | None = None
        self._until = 0.0
        self._started = False

    def watch(self, alarm: Alarm, limit: float) -> Callable[[], None]:
        before, until = self._watched, self._until
        self._until = time.monotonic() + limit
        self._watched = (alarm, limit)
        if not self._started:
            import threading

            self._started = True
            threading.Thread(target=self._look_on, name="proplint-alarm", daemon=True).start()

        def leave() -> None:
            self._watched, self._until = before, until

        return leave

    def _look_on(self) -> None:
        while True:
            watched = self._watched
            time.sleep(min(_AGAIN, watched[1] / 4) if watched else _AGAIN / 4)
            if watched is None or watched is not self._watched:
                continue
            alarm, limit = watched
            if alarm.is_moving():
                self._until = time.monotonic() + limit
            elif time.monotonic() > self._until:
                alarm.end_process()


_process: Final = _Process()


def process_is_ours() -> None:
    """Allow this process to be ended where a call can't be: it is one of our own programs."""
    _process.is_ours = True


def is_ours() -> bool:
    """Whether this process is one of our own programs."""
    return _process.is_ours


def _nothing() -> None: ...
