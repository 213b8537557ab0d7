"""Why a plugin brings nothing: what its author most likely forgot."""

from __future__ import annotations

import types
from typing import Final

from proplint.text import escaped

PREFIX: Final = "proplint_"
"""How the name of every hook begins."""


def why_idle(plugin: object, *, has_hooks: bool) -> str:
    """Return why a plugin brings nothing, and what to do.

    Args:
        plugin: It, mostly a module.
        has_hooks: Whether it implements any hook.
    """
    if has_hooks:
        return "what it marks with `@hookimpl` returns nothing: is a `return` missing, or is the list empty?"
    if not isinstance(plugin, types.ModuleType):
        name = getattr(plugin, "__qualname__", type(plugin).__qualname__)
        module = getattr(plugin, "__module__", "")
        return f"its entry point names `{escaped(f'{name}')}`: it must name the module, `{escaped(f'{module}')}`"
    bare = [
        name for name, one in vars(plugin).items() if name.startswith(PREFIX) and isinstance(one, types.FunctionType)
    ]
    if bare:
        return f"`{escaped(bare[0])}` is not marked: write `@hookimpl` on the line above it"
    return "it has no function such as `proplint_property_types` that is marked with `@hookimpl`"
