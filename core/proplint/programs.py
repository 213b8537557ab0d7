"""What plugins say of programs, with all that goes wrong in it told as a fault of its plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make, Transformation
    from proplint.guard import Guard


def guarded(kind: Transformation, guard: Guard) -> Transformation:
    """Return a transformation that raises nothing but a `PluginError`, and makes nothing but texts.

    Args:
        kind: It, as a plugin brought it.
        guard: What every call of it has to run inside.
    """
    return kind._replace(ways=tuple(way._replace(make=_Guarded(way.make, guard)) for way in kind.ways))


class _Guarded:
    def __init__(self, make: Make, guard: Guard) -> None:
        self._make = make
        self._guard = guard

    def __call__(self, text: str, locale: Locale, today: date, /) -> str | None:
        with self._guard:
            made: object = self._make(text, locale, today)  # a plugin may answer with anything
            if made is None or isinstance(made, str):
                return made
            raise TypeError(f"it made a {type(made).__name__}, not a str or None")
