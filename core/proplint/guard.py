"""What every call into a plugin runs inside: what it raises is told by name, and it must end in time.

    guard = guards.of(str(origin), "failed in column `Phone:Home`")
    with guard:
        problem = check.check(value)

One guard goes around a batch of calls, never around each cell. Inside another one it only names what is raised. What
is built in is not watched at all, unless its time is measured.
"""

from __future__ import annotations

import sys
import time
from contextvars import ContextVar
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from proplint.alarm import SECONDS, Alarm, TookTooLong, is_ours, limit_in
from proplint.exceptions import NamedPluginError
from proplint.stats import current
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextvars import Token
    from types import TracebackType

    from proplint.stats import Clock, Spent

T = TypeVar("T")
_LONGEST: Final = 500
_AT_ONCE: Final = 256


class Guards:
    """Makes the guards of one host.

    Args:
        environ: The environment; of it, the time limit.

    Raises:
        UsageError: The time limit makes no sense.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.limit = limit_in(environ)
        self.stuck: dict[str, str] = {}

    def of(
        self,
        plugin: str,
        failed: str,
        *,
        built_in: bool = False,
        loading: bool = False,
        advice: Callable[[BaseException], str] | None = None,
    ) -> Guard:
        """Return a guard.

        Args:
            plugin: The plugin, as messages name it.
            failed: What to say of it when it fails, behind its name: "failed in column `Phone:Home`".
            built_in: Whether it is one of our own, which needs no limit.
            loading: Whether it is only being loaded.
            advice: Returns what to do about what it raised.
        """
        limit = 0 if built_in else self.limit
        return Guard(self, plugin, failed, limit, foreign=not built_in, loading=loading, advice=advice or _fault)


class Guard:
    """Names what a plugin raises, ends what takes too long, and measures when that was asked for.

    Args:
        guards: Know which plugins took too long: those are not asked again.
        plugin: See `Guards.of`.
        failed: See there.
        limit: Seconds; 0 for any.
        foreign: Whether the plugin is not built in.
        loading: See there.
        advice: See there.

    Attributes:
        spent: What was measured; None where nothing is.

    Raises:
        PluginError: By a block inside of it: the plugin raised, or took too long. `KeyboardInterrupt` goes through.
    """

    def __init__(
        self,
        guards: Guards,
        plugin: str,
        failed: str,
        limit: float,
        *,
        foreign: bool,
        loading: bool,
        advice: Callable[[BaseException], str],
    ) -> None:
        stats = current()
        self.spent: Spent | None = None if stats is None else stats.of(plugin)
        self._clock: Clock | None = None
        if self.spent is not None:
            self._clock = self.spent.loading if loading else self.spent.judging
        self._stuck = guards.stuck
        self._plugin = plugin
        self._failed = failed
        self._limit = limit
        self._advice = advice
        self._loading = loading
        self._foreign = foreign
        self._watched = foreign or self._clock is not None
        self._calls: list[_Call | None] = []
        self._ours: BaseException | None = None
        self._passing: tuple[type[BaseException], ...] = (NamedPluginError, KeyboardInterrupt)

    def passing(self, *kinds: type[BaseException]) -> Guard:
        """Let exceptions of these kinds through, which are answers; return the guard itself."""
        self._passing += kinds
        return self

    def __enter__(self) -> None:
        if self._watched:
            self._enter()
        else:
            self._ours = None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        call = self._calls.pop() if self._watched else None
        foreign = error is not None and error is not self._ours and not isinstance(error, self._passing)
        try:
            said = _cause(error) if error is not None and foreign else ""  # asked for while the alarm may still ring
        except TookTooLong as late:
            said, error = "", late
        finally:
            if call is not None:
                call.end()
        if isinstance(error, TookTooLong) or (error is None and call is not None and call.rang):
            raise self._given_up() from error
        if error is not self._ours and self._ours is not None:
            raise self._ours
        if error is None or error is self._ours:
            return
        if foreign:
            plugin, advice = f"plugin {self._plugin} {self._failed}", self._advice(error)
            shown = said if self._loading else escaped(type(error).__name__)  # no cell was read before it was loaded
            raise NamedPluginError(f"{plugin}: {said}\n{advice}", redacted=f"{plugin}: {shown}\n{advice}") from error

    def judged(self, count: int) -> None:
        """Take note that so many values were handed to the plugin."""
        if self.spent is not None:
            self.spent.values += count

    def each(self, made: Callable[[], Iterable[T]], *, is_one: bool = False) -> Iterator[T]:
        """Give what a plugin gives one after another, such as a generator of its.

        Args:
            made: Calls the plugin; run inside the guard, as is each step.
            is_one: Whether all steps together are one call, with the time of one: nothing else ends them.
        """
        with self:
            items = iter(made())
        spent = 0.0
        while True:
            began = time.monotonic()
            with self:  # some at once: setting the alarm takes longer than most steps
                taken = [*islice(items, _AT_ONCE)]
            worked = time.process_time()
            spent += time.monotonic() - began
            yield from taken
            if len(taken) < _AT_ONCE:
                return
            spent += time.process_time() - worked  # what is made of them is most of the work, waiting for a pager none
            if is_one and 0 < self._limit < spent:
                raise self._given_up()

    def lend(self, items: Iterable[T]) -> Iterator[T]:
        """Give a plugin, inside this guard, something of ours: getting it is not the plugin's time, nor its fault."""
        iterator = iter(items)
        while True:
            call = _running.get()
            if call is not None:
                call.lend()
            try:
                item = next(iterator)
            except StopIteration:
                return
            except BaseException as error:
                self._ours = error  # raised again when the plugin is left, which may have caught it
                raise
            finally:
                if call is not None:
                    call.take_back()
            yield item

    def _enter(self) -> None:
        if self._plugin in self._stuck:
            raise NamedPluginError(self._stuck[self._plugin])
        outer = _running.get()
        if outer is not None and not outer.lends:
            self._calls.append(None)
            return
        self._ours = None
        alarm = Alarm(self._limit, self._too_long()) if self._limit else None
        call = _Call(alarm, self._clock, mute=self._foreign and is_ours())
        self._calls.append(call)
        try:
            call.begin()
        except BaseException as error:
            self.__exit__(None, error, None)
            raise

    def _given_up(self) -> NamedPluginError:
        """Return what tells that the plugin took too long; it is not asked again."""
        self._stuck[self._plugin] = self._too_long()
        return NamedPluginError(self._stuck[self._plugin])

    def _too_long(self) -> str:
        seconds = "1 second" if self._limit == 1 else f"{self._limit:g} seconds"
        return (
            f"plugin {self._plugin} {self._failed}: it took longer than {seconds}, and was stopped\n"
            f"This is a fault of the plugin. {SECONDS}=300 gives it more time, 0 any. --debug shows where it was."
        )


class _Call:
    """One stay inside a guard; the outermost one."""

    def __init__(self, alarm: Alarm | None, clock: Clock | None, *, mute: bool) -> None:
        self.lends = False
        self._alarm = alarm
        self._mute = mute
        self._clock = clock
        self._stdout = sys.stdout
        self._token: Token[_Call | None] | None = None

    @property
    def rang(self) -> bool:
        return self._alarm is not None and self._alarm.rang

    def begin(self) -> None:
        self._token = _running.set(self)
        if self._clock is not None:
            self._clock.start()
        if self._mute:
            sys.stdout = sys.stderr  # what a plugin prints is no part of the report
        if self._alarm is not None:
            self._alarm.start()

    def end(self) -> None:
        if self._alarm is not None:
            self._alarm.stop()
        if self._mute:
            sys.stdout = self._stdout
        if self._clock is not None:
            self._clock.stop()
        if self._token is not None:
            _running.reset(self._token)

    def lend(self) -> None:
        self.lends = True
        if self._alarm is not None:
            self._alarm.paused = True
        if self._clock is not None:
            self._clock.stop()

    def take_back(self) -> None:
        if self._clock is not None:
            self._clock.start()
        if self._alarm is not None:
            self._alarm.steps += 1
            self._alarm.paused = False
        self.lends = False


_running: ContextVar[_Call | None] = ContextVar("_running", default=None)
"""The call that is being made; the guards inside of it leave limit and clock to it."""


def _cause(error: BaseException) -> str:
    name = type(error).__name__
    try:
        said = " ".join(str(error).split())
        if isinstance(error, SyntaxError) and error.text:
            said += f": `{' '.join(error.text.split())}`"
    except TookTooLong:
        raise
    except BaseException:  # noqa: BLE001  what a plugin raises is the plugin's code too
        said = ""
    text = escaped(f"{name}: {said}" if said else name)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _fault(_error: BaseException) -> str:
    return "This is a fault of the plugin, not of the file. --debug shows where."
