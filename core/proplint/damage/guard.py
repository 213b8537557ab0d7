"""What plugins say of programs, with all that goes wrong in it told as a fault of its plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.exceptions import PluginError
from proplint.text import escaped

if TYPE_CHECKING:
    from datetime import date

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make, Transformation


def guarded(kind: Transformation, plugin: str) -> Transformation:
    """Return a transformation that raises nothing but a `PluginError`, and makes nothing but texts.

    Args:
        kind: It, as a plugin brought it.
        plugin: The plugin, as messages name it.
    """
    fault = f"plugin {plugin} failed in the transformation `{kind.name}`"
    return kind._replace(ways=tuple(way._replace(make=_Guarded(way.make, fault)) for way in kind.ways))


class _Guarded:
    def __init__(self, make: Make, fault: str) -> None:
        self._make = make
        self._fault = fault

    def __call__(self, text: str, locale: Locale, today: date, /) -> str | None:
        try:
            made: object = self._make(text, locale, today)  # a plugin may answer with anything
        except Exception as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error
        if made is None or isinstance(made, str):
            return made
        raise self._broken(f"it made a {type(made).__name__}, not a str or None")

    def _broken(self, cause: str) -> PluginError:
        return PluginError(
            f"{self._fault}: {escaped(' '.join(cause.split()))}\n"
            "This is a fault of the plugin, not of the file. --debug shows where."
        )
