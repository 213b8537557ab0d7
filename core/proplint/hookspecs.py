"""The hooks that a plugin may implement. Names begin with `proplint_`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proplint.api import PropertyType

hookspec: Final = pluggy.HookspecMarker("proplint")


@hookspec
def proplint_property_types() -> Iterable[PropertyType]:
    """Return the property types that the plugin brings.

    Called once, when the plugin is loaded: a built-in one when a column of its type is met, an installed
    one when a type word is not built in, the configuration names it, or `proplint types` lists all.
    """
    raise AssertionError  # pragma: no cover  pluggy never calls a specification
