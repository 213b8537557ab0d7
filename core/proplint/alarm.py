"""Ending a call into a plugin that takes too long.

Where Python can be interrupted (the main thread, not on Windows), a timer raises `TookTooLong` inside the call, and the
run goes on without the plugin. Elsewhere, and where the plugin has switched the timer off, a thread looks on, and ends
the process with a message: but only a process of our own, never a program that imports proplint. Code that holds the
interpreter (an extension in C that never looks for signals, `10**10**9`) can't be ended by either.
"""

from __future__ import annotations

import contextlib
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
_GRACE: Final = (_MOST + 1) * _AGAIN
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
        self._undo: list[Callable[[], None]] = []

    def start(self) -> None:
        """Begin to count; `stop` must follow."""
        timed = self._set_timer()
        if _process.is_ours:
            # A timer that is left alone has rung by then: it may be set anew right after the last step.
            self._undo.append(_process.watch(self, 2 * self._limit + _GRACE if timed else self._limit))

    def stop(self) -> None:
        """Stop counting: nothing is raised from here on, and the process is as it was."""
        self._stopped = True
        while self._undo:
            self._undo.pop()()

    def end_process(self) -> None:
        """End the process: the call can't be ended."""
        try:
            os.write(2, f"proplint: {self._says}\n".encode(errors="backslashreplace"))
        finally:
            os._exit(_COULD_NOT_RUN)

    def _set_timer(self) -> bool:
        """Have this thread interrupted; return whether that can be done."""
        import signal

        if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGALRM) is None or _is_blocked():
            return False
        try:
            handler = signal.signal(signal.SIGALRM, self._ring)
        except ValueError:  # another thread than the main one
            return False
        began = time.monotonic()
        left, interval = signal.setitimer(signal.ITIMER_REAL, self._limit, _AGAIN)

        def undo() -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            if _is_blocked():  # by the plugin: what it held back rings now, in vain
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
            signal.signal(signal.SIGALRM, handler)
            if left:  # the timer of whoever called us goes on
                signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 1e-6), interval)

        self._undo.append(undo)
        return True

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        import signal

        if self._stopped:
            return
        moving, self._seen = self.paused or self.steps != self._seen, self.steps
        if moving:
            signal.setitimer(signal.ITIMER_REAL, self._limit, _AGAIN)
            return
        self.rang = True
        self._rings += 1
        if self._rings > _MOST and _process.is_ours:
            self.end_process()
        raise TookTooLong(self._says)


def _is_blocked() -> bool:
    """Whether this thread is kept from hearing the timer."""
    import signal

    return hasattr(signal, "pthread_sigmask") and signal.SIGALRM in signal.pthread_sigmask(signal.SIG_BLOCK, ())


class _Process:
    """This process, and the thread that looks on; it is started once."""

    def __init__(self) -> None:
        self.is_ours = False
        self._watched: tuple[Alarm, float] | None = None
        self._until = 0.0
        self._started = False

    def watch(self, alarm: Alarm, limit: float) -> Callable[[], None]:
        before = self._watched
        self._look_at((alarm, limit))
        if not self._started:
            import threading

            self._started = True
            with contextlib.suppress(RuntimeError):  # there may be no more threads to have
                threading.Thread(target=self._look_on, name="proplint-alarm", daemon=True).start()
        return lambda: self._look_at(before)

    def _look_at(self, watched: tuple[Alarm, float] | None) -> None:
        self._until = time.monotonic() + watched[1] if watched else math.inf
        self._watched = watched

    def _look_on(self) -> None:
        import signal

        if hasattr(signal, "pthread_sigmask"):  # the timer is to interrupt the main thread
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        steps = 0
        while True:
            watched = self._watched
            time.sleep(min(_AGAIN, watched[1] / 4) if watched else _AGAIN / 4)
            if watched is None or watched is not self._watched:
                continue
            alarm, limit = watched
            moving, steps = alarm.paused or alarm.steps != steps, alarm.steps
            if moving:
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
