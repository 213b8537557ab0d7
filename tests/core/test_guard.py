"""What runs inside a guard: it is named when it raises, ended when it hangs, and measured when that was asked for."""

from __future__ import annotations

import itertools
import os
import re
import signal
import threading
import time
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from proplint import alarm, stats
from proplint.exceptions import InputError, NamedPluginError, PluginError, UsageError
from proplint.guard import Guards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from proplint.guard import Guard

FAILED = "failed in column `Shoe:Left`"
LIMIT = "0.2"
posix = pytest.mark.skipif(os.name == "nt", reason="a call can't be interrupted there")


def guard_of(limit: str = "60", plugin: str = "shoe 1.2") -> Guard:
    return Guards({alarm.SECONDS: limit}).of(plugin, FAILED)


class Unprintable(Exception):  # noqa: N818
    def __str__(self) -> str:
        raise ValueError


class Odd(BaseException): ...


RAISED = [
    (KeyError("a"), "KeyError: 'a'"),
    (ValueError("two\nlines \x1b[1m"), r"ValueError: two lines \x1b[1m"),
    (ValueError("x" * 1000), "ValueError: " + "x" * 488 + "…\n"),
    (SystemExit(0), "SystemExit: 0"),
    (RecursionError("deep"), "RecursionError: deep"),
    (MemoryError(), "MemoryError\n"),
    (StopIteration(1), "StopIteration: 1"),
    (GeneratorExit(), "GeneratorExit\n"),
    (InputError("not ours"), "InputError: not ours"),
    (PluginError("plugin boot 1.0 is broken", redacted="\x1b[1m"), "PluginError: plugin boot 1.0 is broken\n"),
    (Odd("x"), "Odd: x"),
    (Unprintable(), "Unprintable\n"),
]


@pytest.mark.parametrize("limit", ["60", "0"])
@pytest.mark.parametrize(("error", "cause"), RAISED, ids=[type(error).__name__ for error, _ in RAISED])
def test_whatever_is_raised_is_named(error: BaseException, cause: str, limit: str) -> None:
    guard = guard_of(limit)
    with pytest.raises(PluginError) as caught, guard, guard:
        raise error
    assert str(caught.value).startswith(f"plugin shoe 1.2 {FAILED}: {cause}")
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("limit", ["60", "0"])
@pytest.mark.parametrize(("error", "cause"), RAISED, ids=[type(error).__name__ for error, _ in RAISED])
def test_what_a_plugin_raises_is_not_shown_where_cells_are_masked(error: BaseException, cause: str, limit: str) -> None:
    with pytest.raises(PluginError) as caught, guard_of(limit):
        raise error
    assert caught.value.redacted.startswith(f"plugin shoe 1.2 {FAILED}: {cause.partition(':')[0].strip()}\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), NamedPluginError("said already")])
def test_what_goes_through(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, guard_of():
        raise error
    assert caught.value is error


@pytest.mark.parametrize("limit", ["60", "0"])
def test_what_a_call_inside_a_call_says_is_told_once(limit: str) -> None:
    """The outer plugin asks proplint, which asks the inner one: that is at fault."""
    guards = Guards({alarm.SECONDS: limit})
    with pytest.raises(PluginError) as caught, guards.of("rule 1.0", "failed"), guards.of("shoe 1.2", FAILED):
        raise PluginError("own")
    assert str(caught.value).startswith(f"plugin shoe 1.2 {FAILED}: PluginError: own\n")


def test_a_recursion_without_end_is_named() -> None:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    with pytest.raises(PluginError, match="RecursionError"), guard_of():
        deeper(0)


def spin() -> NoReturn:
    while True:
        pass


def backtrack() -> None:
    re.match("(a+)+$", "a" * 64 + "b")


def sleep() -> None:
    time.sleep(1e6)


def try_again() -> None:
    while True:
        with suppress(Exception):
            spin()


def swallow_once() -> None:
    with suppress(BaseException):
        spin()
    spin()


def swallow_and_return() -> None:
    with suppress(BaseException):
        spin()


def wait() -> None:
    threading.Event().wait()


HANGING = [spin, backtrack, sleep, try_again, swallow_once, swallow_and_return, wait]


@posix
@pytest.mark.parametrize("hang", HANGING)
def test_a_call_that_hangs_is_ended_and_named(hang: Callable[[], None]) -> None:
    with pytest.raises(PluginError) as caught, guard_of(LIMIT):
        hang()
    said = str(caught.value)
    assert said.startswith(f"plugin shoe 1.2 {FAILED}: it took longer than 0.2 seconds, and was stopped\n")
    assert "PROPLINT_PLUGIN_SECONDS=300" in said


@posix
def test_a_plugin_that_hung_is_not_asked_again() -> None:
    guards = Guards({alarm.SECONDS: LIMIT})
    for failed in (FAILED, "failed elsewhere"):
        with pytest.raises(PluginError, match=FAILED), guards.of("shoe 1.2", failed):
            spin()
    with guards.of("boot 1.0", FAILED):
        pass


@posix
@pytest.mark.parametrize("hang", [spin, lambda: None])
def test_the_timer_and_the_handler_of_others_are_as_they_were(hang: Callable[[], None]) -> None:
    rung: list[int] = []

    def handler(number: int, _frame: object) -> None:
        rung.append(number)

    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1000, 500)
        with suppress(PluginError), guard_of(LIMIT):
            hang()
        assert signal.getsignal(signal.SIGALRM) is handler
        left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
        assert 900 < left <= 1000
        assert interval == 500
        assert not rung
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def switch_off() -> None:
    signal.alarm(0)


def ignore() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)


def hold_back() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    signal.raise_signal(signal.SIGALRM)


def ring_otherwise() -> None:
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)


@posix
@pytest.mark.parametrize("harm", [switch_off, ignore, hold_back, ring_otherwise])
def test_a_plugin_that_switches_the_limit_off_does_so_for_no_other_call(harm: Callable[[], None]) -> None:
    before = signal.getsignal(signal.SIGALRM)
    guards = Guards({alarm.SECONDS: LIMIT})
    with guards.of("boot 1.0", FAILED):
        harm()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.SIGALRM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with pytest.raises(PluginError, match="it took longer"), guards.of("shoe 1.2", FAILED):
        spin()


@posix
def test_a_program_that_holds_the_signal_back_keeps_it_so() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        with guard_of(LIMIT):
            assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
        assert signal.SIGALRM in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})


@posix
def test_nothing_rings_where_there_is_no_limit() -> None:
    with guard_of("0"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    with guard_of():
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    with Guards({}).of("proplint_types.text", FAILED, built_in=True):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@posix
def test_what_we_do_inside_a_call_is_not_its_time() -> None:
    guard = guard_of(LIMIT)

    def slow() -> Iterator[int]:
        for number in range(3):
            time.sleep(0.3)
            yield number

    with guard:
        assert [*guard.lend(slow())] == [0, 1, 2]
    with pytest.raises(PluginError, match="it took longer"), guard:
        [spin() for _ in guard.lend(iter((1, 2)))]


@posix
def test_each_thing_that_a_call_gets_gives_it_all_of_its_time_again() -> None:
    guard = guard_of()
    with guard:
        for _ in guard.lend(range(3)):
            signal.raise_signal(signal.SIGALRM)
    with pytest.raises(PluginError, match="it took longer"), guard:
        signal.raise_signal(signal.SIGALRM)


@posix
def test_a_call_of_another_plugin_that_we_make_meanwhile_has_a_time_of_its_own() -> None:
    guards = Guards({alarm.SECONDS: LIMIT})
    outer, inner = guards.of("rule 1.0", "failed"), guards.of("shoe 1.2", FAILED)

    def asks() -> Iterator[int]:
        with inner:
            spin()
        yield 1

    with pytest.raises(PluginError, match="plugin shoe"), outer:
        [*outer.lend(asks())]
    with outer:
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0


@pytest.mark.parametrize("limit", ["60", "0"])
def test_what_we_raise_inside_a_call_is_ours_also_where_it_is_caught(limit: str) -> None:
    ours = InputError("a.csv: changed while it was read")

    def failing() -> Iterator[int]:
        yield 1
        raise ours

    guard = guard_of(limit)
    for plugin in (nullcontext(), suppress(Exception)):
        with pytest.raises(InputError) as caught, guard, plugin:
            [*guard.lend(failing())]
        assert caught.value is ours
    with guard:
        pass


def test_what_a_plugin_gives_piece_by_piece() -> None:
    def pieces() -> Iterator[int]:
        yield from range(1000)

    def breaking() -> Iterator[int]:
        yield from range(1000)
        raise KeyError("b")

    assert [*guard_of().each(pieces)] == [*range(1000)]
    failing: list[tuple[Callable[[], Any], str]] = [
        (breaking, "KeyError: 'b'"),
        (lambda: None, "TypeError"),
        (lambda: 1 / 0, "ZeroDivisionError"),
    ]
    for made, says in failing:
        with pytest.raises(PluginError, match=f"plugin shoe 1.2 .*{says}"):
            [*guard_of().each(made)]


def test_pieces_without_end_are_ended_where_they_are_one_call() -> None:
    def slow() -> Iterator[int]:
        while True:
            time.sleep(0.001)
            yield 1

    for made in (slow, itertools.count):
        with pytest.raises(PluginError, match=f"{FAILED}: it took longer than 0.2 seconds"):
            for _ in guard_of("0.2").each(made, is_one=True):
                pass
    for limit, is_one in (("0.2", False), ("0", True)):
        began = time.monotonic()
        assert next(
            each for each in guard_of(limit).each(itertools.count, is_one=is_one) if time.monotonic() > began + 0.5
        )


def test_a_reader_that_waits_takes_nothing_of_the_time() -> None:
    for _ in guard_of("0.2").each(lambda: range(1000), is_one=True):
        time.sleep(0.001)


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "inf", "1,5"])
def test_a_limit_that_is_no_number(text: str) -> None:
    with pytest.raises(UsageError, match=f"PROPLINT_PLUGIN_SECONDS: must be .* not `{text}`"):
        Guards({alarm.SECONDS: text})


@pytest.mark.parametrize(("text", "seconds"), [("", 60), ("0", 0), ("2.5", 2.5), ("1e99", 1e8)])
def test_the_limit(text: str, seconds: float) -> None:
    assert Guards({alarm.SECONDS: text}).limit == seconds


def test_another_thread_of_a_program_that_imports_us_is_left_alone() -> None:
    """There a call can't be interrupted, and the program is not ours to end."""
    done: list[int] = []

    def work() -> None:
        with guard_of("0.05"):
            time.sleep(0.4)
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


@pytest.fixture
def measured() -> Iterator[stats.Stats]:
    yield stats.start()
    stats.stop()


@pytest.mark.parametrize("limit", ["60", "0"])
def test_time_is_measured_without_ours(measured: stats.Stats, limit: str) -> None:
    guard = guard_of(limit)

    def slow() -> Iterator[int]:
        time.sleep(0.5)
        yield 1

    began = time.perf_counter()
    with guard, guard:
        time.sleep(0.05)
        assert [*guard.lend(slow())] == [1]
    whole = time.perf_counter() - began
    guard.judged(7)
    spent = measured.of("shoe 1.2")
    assert spent is guard.spent
    assert 0.05 <= spent.judging.seconds <= whole - 0.5
    assert spent.loading.seconds == 0
    assert spent.values == 7


def test_nothing_is_measured_unless_it_is_asked_for() -> None:
    assert guard_of().spent is None
