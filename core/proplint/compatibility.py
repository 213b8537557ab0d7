"""Whether a plugin was made for this proplint."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pluggy

from proplint.exceptions import NamedPluginError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proplint.registry import Origin


def require_interface(plugin: object, origin: Origin) -> None:
    """Refuse a plugin that says that it was made for another interface than ours.

    Args:
        plugin: A module, or an object of one; either may have `proplint_interface`.
        origin: Names it.

    Raises:
        PluginError: It was made for another one.
        TypeError: What it says is no version.
    """
    module = sys.modules.get(getattr(plugin, "__module__", None) or "")
    told: object = getattr(plugin, "proplint_interface", getattr(module, "proplint_interface", None))
    if told is None:
        return
    from proplint.api import INTERFACE

    if isinstance(told, bool) or not isinstance(told, int):
        raise TypeError(f"proplint_interface must be a whole number such as {INTERFACE}, not {told!r}")
    if told != INTERFACE:
        what = "the plugin" if told < INTERFACE else "proplint"
        raise NamedPluginError(
            f"plugin {origin} was made for interface {told} of proplint, this is {_this()}: upgrade {what}\n"
            "PROPLINT_BLOCK_PLUGINS leaves a plugin out."
        )


def require_hooks(callers: Iterable[pluggy.HookCaller], plugin: object) -> None:
    """Refuse a plugin that implements a hook that there is not.

    Args:
        callers: The hooks that it implements.
        plugin: It.

    Raises:
        NameError: It is misspelt.
        PluginValidationError: It is another proplint's, perhaps.
    """
    for caller in callers:
        if caller.has_spec() or all(one.optionalhook for one in caller.get_hookimpls() if one.plugin is plugin):
            continue
        from proplint.idle import PREFIX
        from proplint.registry import KINDS
        from proplint.suggest import closest, guess, listed

        by_rest = {kind.hook.removeprefix(PREFIX): kind.hook for kind in KINDS}  # the prefix makes any two look alike
        near = closest(caller.name.removeprefix(PREFIX), by_rest)
        hint, there = guess(near and by_rest[near]), listed(by_rest.values())
        said = f"unknown hook `{escaped(caller.name)}`{hint}; there are: {there}"
        raise NameError(said) if near else pluggy.PluginValidationError(plugin, said)


def what_to_do(error: BaseException) -> str:
    """Return what to do about a plugin that can't be loaded.

    Args:
        error: What it raised.
    """
    of_api = isinstance(error, ImportError) and (error.name or "").partition(".")[0] == "proplint"
    if of_api or isinstance(error, pluggy.PluginValidationError):
        made = f"It may have been made for another proplint; this is {_this()}. Upgrade the plugin or proplint"
        return f"{made}, or leave the plugin out with PROPLINT_BLOCK_PLUGINS. --debug shows where."
    return "Repair or remove it, or leave it out with PROPLINT_BLOCK_PLUGINS. --debug shows where."


def _this() -> str:
    from proplint.api import INTERFACE
    from proplint.version import __version__

    return f"proplint {__version__} with interface {INTERFACE}"
