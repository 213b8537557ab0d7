"""Report formats that plugins bring; imported only when one that is not built in is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.exceptions import PluginError, UsageError
from proplint.plugins import Host
from proplint.registry import FORMATS
from proplint.suggest import not_among
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proplint.model import Report
    from proplint.registry import Brought
    from proplint.report import Style


def installed_format(name: str, *, may_be_local: bool) -> Brought | None:
    """Look for a format in the installed plugins, before anything is checked.

    Args:
        name: It.
        may_be_local: Whether a plugin file of a configuration that will be read may still bring it.

    Returns:
        It, or None where a plugin file must have it.

    Raises:
        PluginError: A plugin that may have it can't be loaded.
        UsageError: No plugin can have it.
    """
    host = Host()
    found = host.brought(FORMATS, name, f" (asked for the format `{escaped(name)}`)")
    if found is None and not may_be_local:
        raise _unknown(name, host.known(FORMATS))
    return found


def loaded_format(name: str, found: Brought | None, hosts: Iterable[Host]) -> Brought:
    """Return a format that is none of the built-in ones, now that the configurations of a run are read.

    Args:
        name: It.
        found: What the installed plugins have of this name.
        hosts: Those of the configurations.

    Raises:
        PluginError: Two plugins bring it.
        UsageError: None does.
    """
    known = [*([] if found is None else [found]), *(brought for host in hosts for brought in host.known(FORMATS))]
    ours = {brought.origin: brought for brought in known if brought.thing.name == name}
    if not ours:
        known += Host().every(FORMATS)
        raise _unknown(name, known)
    first, *others = ours
    if others:
        raise PluginError(
            f"two plugins bring the format `{escaped(name)}`: {first} and {others[0]}\n"
            "A run has one report: give one of the formats another name."
        )
    return ours[first]


def pieces_of(brought: Brought, report: Report, style: Style) -> Iterator[str]:
    """Give a report in a plugin's format, piece by piece.

    Raises:
        PluginError: The format raised, gave something else than texts, or came to no end.
    """
    guard = brought.guard(f"failed in the format `{escaped(brought.thing.name)}`")
    yield from guard.each(lambda: map(_text, brought.thing.render(report, style)), is_one=True)


def _text(piece: object) -> str:
    if not isinstance(piece, str):
        raise TypeError(f"`render` gave a {type(piece).__name__}, not a str")
    return piece


def _unknown(name: str, known: Iterable[Brought]) -> UsageError:
    origins = {brought.thing.name: str(brought.origin) for brought in known}
    words = [*FORMATS.built_in, *(word for word in origins if word not in FORMATS.built_in)]
    unknown = not_among(words, name, f"unknown format `{escaped(name)}`")
    return UsageError(
        f"{unknown}\n"
        "Another one comes from a plugin that is installed, or that the proplint.yaml of a checked file names."
    )
