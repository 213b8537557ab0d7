"""What a type costs: for a cell, for a long cell, and at every start. Only ratios are compared, with wide margins."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Final

from proplint.plugins import Host
from proplint.testing.words import fault, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from proplint.testing.fresh import Plugin

    Check = Callable[[str], object]

_TRIES: Final = 5
_SHORT: Final = 60
_LENGTHS: Final = (*range(16, 64, 2), *(int(64 * 1.3**step) for step in range(14)))
"""In small steps: a pattern that takes twice as long for each character more would not end."""

_MIDDLE, _LAST = 2000, 16_000
_TOO_LONG: Final = 0.5
_WORTH_TELLING: Final = 0.1
_STEEPER: Final = 3.0
_UNITS: Final = ("a", "1", " ", ".", "-", ";", ",", "é", "1.", "a ", "a1-", "(")

HEAVY: Final = frozenset(
    {
        *("asyncio", "concurrent.futures", "email", "http.client", "importlib.metadata", "multiprocessing", "sqlite3"),
        *("ssl", "subprocess", "tkinter", "unittest", "urllib.request", "xml.etree.ElementTree"),
        *("bs4", "cryptography", "dateutil", "lxml", "matplotlib", "numpy", "pandas", "phonenumbers", "PIL", "polars"),
        *("pyarrow", "pydantic", "requests", "scipy", "setuptools", "sqlalchemy", "yaml"),
    }
)
"""Modules that no plugin may import before it needs them."""


def require_quick(check: Check, texts: Iterable[str], most: float) -> None:
    """Check that a cell takes at most so many times as long as with Number.

    Args:
        check: What judges a cell.
        texts: The cells; long ones are left out.
        most: How many times.
    """
    loaded = Host({}).find("Number", "Number")
    assert loaded is not None  # noqa: S101  it is built in
    number = loaded.type.compile({option.name: option.default for option in loaded.type.options}).check
    short = [text for text in texts if len(text) <= _SHORT]
    _pass(check, short), _pass(number, short)  # what they load and remember at first is no cell's
    own, other = [], []
    for _ in range(_TRIES):
        own.append(_pass(check, short))
        other.append(_pass(number, short))
        if min(own) <= most * min(other):
            return
    cell, times = min(own) / len(short) * 1e6, min(own) / min(other)
    fault(
        f"a cell takes {cell:.0f} µs, {times:.0f} times as long as one of Number; {most:g} times is the most. Do in "
        "`compile` what is the same for all cells (patterns, tables), or raise `slowest_cell`"
    )


def _pass(check: Check, texts: Iterable[str]) -> float:
    begin = perf_counter()
    for text in texts:
        check(text)
    return perf_counter() - begin


def require_steady(check: Check, known: Sequence[str]) -> None:
    """Check that the time for a cell grows no faster than its length.

    Args:
        check: What judges a cell.
        known: Texts of the cases.
    """
    for make in _shapes(known):
        for length in _LENGTHS:
            text = make(length)
            if _pass(check, [text]) > _TOO_LONG and _pass(check, [text]) > _TOO_LONG:
                _too_slow(text, f"took more than {_TOO_LONG} seconds")
        _require_linear(check, make)


def _require_linear(check: Check, make: Callable[[int], str]) -> None:
    before, steep, length = _best(check, make(_MIDDLE)), 0, _MIDDLE * 2
    while length <= _LAST:
        text = make(length)
        took = _best(check, text)
        steep = steep + 1 if took > _STEEPER * before else 0
        if steep > 1 and took > _WORTH_TELLING:
            _too_slow(text, f"took {took:.1f} seconds, {took / before:.1f} times as long as half of it")
        before, length = took, length * 2


def _best(check: Check, text: str) -> float:
    """Return the shortest of some times; of one, where even that is long."""
    took = _pass(check, [text])
    return min(took, _pass(check, [text]), _pass(check, [text])) if took > _WORTH_TELLING / 20 else took


def _too_slow(text: str, how: str) -> None:
    fault(
        f"check({shown(text)}) {how}: a cell may be that long. Does a pattern repeat a repeat, as `(a+)+` does, or a "
        "loop search the text again for each of its characters? Look at the length first"
    )


def _shapes(known: Sequence[str]) -> Iterator[Callable[[int], str]]:
    """Give what makes texts of any length."""
    short = [text[:_SHORT] for text in dict.fromkeys(known)][:5]
    heads = [*dict.fromkeys(text[:1] for text in known)][:8]
    for unit in dict.fromkeys([*_UNITS, *short, *heads]):
        yield lambda length, unit=unit: (unit * (length // len(unit) + 1))[:length]  # type: ignore[misc]
        yield lambda length, unit=unit: (unit * (length // len(unit) + 1))[:length] + "!"  # type: ignore[misc]
    for text in short[:3]:
        yield lambda length, text=text: text + " " * length + "x"  # type: ignore[misc]


def require_quick_start(plugin: Plugin, most: float, heavy: Iterable[str]) -> None:
    """Check that importing a plugin is cheap: it is felt at every commit.

    Args:
        plugin: It.
        most: How many times as long as `import click` it may take.
        heavy: Modules that must not come with it.
    """
    took, modules = plugin.started()
    found = sorted({*heavy} & {*modules})
    if found:
        fault(
            f"importing the plugin {plugin.name} imports {', '.join(found)} as well, which is felt at every commit: "
            "import it in the function that needs it, or take it out of `heavy` if that can't be"
        )
    own, click = [took], [plugin.click()]
    while min(own) > most * min(click):
        if len(own) >= _TRIES:
            fault(
                f"importing the plugin {plugin.name} takes {min(own) * 1000:.0f} ms, {min(own) / min(click):.1f} times "
                f"as long as `import click`; {most:g} times is the most. Import what is slow in the function that "
                f"needs it, or raise `slowest_start`. It brings {len(modules)} modules: {', '.join(modules[:8])}…"
            )
        own.append(plugin.started()[0])
        click.append(plugin.click())
