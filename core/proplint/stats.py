"""Where the time of a run goes, plugin by plugin; measured only when that was asked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADER: Final = ("plugin", "time", "to load", "judged", "proven")


class Clock:
    """Adds times up."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._began = 0.0

    def start(self) -> None:
        """Begin a time."""
        self._began = time.perf_counter()

    def stop(self) -> None:
        """End it."""
        self.seconds += time.perf_counter() - self._began


class Spent:
    """What one plugin took.

    Attributes:
        loading: The time to import it, and to ask it what it brings.
        judging: The time in it otherwise.
        values: How many values it was asked about.
        proven: How many cells were proven right by what its types accept, so that it was never asked.
    """

    def __init__(self) -> None:
        self.loading = Clock()
        self.judging = Clock()
        self.values = 0
        self.proven = 0

    @property
    def seconds(self) -> float:
        """All of its time."""
        return self.loading.seconds + self.judging.seconds


class Stats:
    """What a run took, from the moment this was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._plugins: dict[str, Spent] = {}

    def of(self, plugin: str) -> Spent:
        """Return what is known of a plugin."""
        return self._plugins.setdefault(plugin, Spent())

    def lines(self) -> Iterator[str]:
        """Give a table for people, the plugin that took longest first."""
        spent = sorted(self._plugins.items(), key=lambda item: -item[1].seconds)
        whole = time.perf_counter() - self._began
        yield f"{whole:.3f} s, of which {sum(one.seconds for _, one in spent):.3f} s in plugins"
        if spent:
            yield from _table([_HEADER, *(_row(plugin, one) for plugin, one in spent)])
            yield "judged: values that a plugin was asked about, each once where a column repeats itself"
            yield "proven: cells that are right by what their type accepts, so that it was never asked (docs/screen.md)"


def _row(plugin: str, spent: Spent) -> tuple[str, ...]:
    times = (f"{spent.seconds:.3f} s", f"{spent.loading.seconds:.3f} s")
    return (plugin, *times, f"{spent.values:,}", f"{spent.proven:,}")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    first, *widths = (max(map(len, column)) for column in zip(*rows, strict=True))
    for name, *figures in rows:
        cells = (figure.rjust(width) for figure, width in zip(figures, widths, strict=True))
        yield "  ".join((name.ljust(first), *cells))


_current: list[Stats] = []


def start() -> Stats:
    """Measure from now on, in this process."""
    _current[:] = [Stats()]
    return _current[0]


def stop() -> None:
    """Measure no more."""
    _current.clear()


def current() -> Stats | None:
    """Return what is being measured; None when nothing is."""
    return _current[0] if _current else None
