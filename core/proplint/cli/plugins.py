"""`proplint plugins`."""

from __future__ import annotations

import os
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from proplint.cli.options import CONFIG, DEBUG, NO_LOCAL
from proplint.config.plugins import is_file, mistake_of, path_of, plugins_of
from proplint.exceptions import ConfigError, PluginError
from proplint.governors import repository_top
from proplint.plugins import Host, plugin_of
from proplint.registry import KINDS, Origin
from proplint.snapshot import WorkingTree, shown
from proplint.text import command_word, escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

_WIDTH: Final = 100


class _Plugin:
    """What is told of one plugin.

    Args:
        origin: It.
        where: Where it lies.

    Attributes:
        notes: Where it lies, and what else is to be told of it.
        errors: Why it could not be loaded.
        is_left_out: Whether it was not to be loaded.
    """

    def __init__(self, origin: Origin, where: str) -> None:
        self.origin = origin
        self.notes = [where]
        self.errors: list[str] = []
        self.is_left_out = False

    @property
    def is_off(self) -> bool:
        """Whether it could bring nothing, since it was not loaded."""
        return self.is_left_out or bool(self.errors)

    def leave_out(self, why: str) -> None:
        """Take note that it is not loaded."""
        self.is_left_out = True
        self.notes.append(why)

    def try_to(self, load: Callable[[], None], *, debug: bool) -> None:
        """Load it, or take note of why that fails."""
        try:
            load()
        except PluginError as error:
            if debug:
                raise
            self.errors.append(str(error))


class _Configured(NamedTuple):
    """A configuration, and the distributions and files that it names; None where it can't be read."""

    path: str
    names: Sequence[str] | None


@click.command()
@CONFIG
@NO_LOCAL
@DEBUG
def command(*, config: str | None, no_local_plugins: bool, debug: bool) -> int:
    """List the plugins, and all that they bring.

    These are the built-in ones, those that are installed, and those that the nearest proplint.yaml names. One
    that can't be loaded is listed with the reason, and the exit code is 2.
    """
    configured = _configured(config)
    catalogue = _Catalogue(debug=debug)
    catalogue.load_installed()
    if configured is not None:
        catalogue.load_configured(configured, local=not no_local_plugins)
    for line in catalogue.lines():
        click.echo(line)
    broken = [f"{plugin.origin}" for plugin in catalogue.plugins.values() if plugin.errors]
    if broken:
        count = "1 plugin" if len(broken) == 1 else f"{len(broken)} plugins"
        raise PluginError(f"{count} could not be loaded: {', '.join(map(escaped, broken))}")
    if configured is not None and configured.names is None:
        word = command_word(configured.path)
        raise ConfigError(f"{escaped(configured.path)} can't be read: `proplint config check {word}` says why")
    return 0


class _Catalogue:
    """Loads plugins one by one, each with what is to be told of it.

    Args:
        debug: Whether what goes wrong is raised at once.
    """

    def __init__(self, *, debug: bool) -> None:
        self._host = Host()
        self._host.load_built_in()
        self._built_in = {module for kind in KINDS for module in kind.built_in.values()}
        self._debug = debug
        self.plugins: dict[Origin, _Plugin] = {}

    def load_installed(self) -> None:
        """Load the plugins of all distributions that are installed."""
        for entry in self._host.installed():
            origin = plugin_of(entry)
            folder = "" if entry.dist is None else str(entry.dist.locate_file(""))
            plugin = self._plugin(origin, f"installed in {escaped(folder)}" if folder else "installed")
            if self._host.is_blocked(entry):
                plugin.leave_out("left out by PROPLINT_BLOCK_PLUGINS")
            else:
                plugin.try_to(partial(self._host.load_entry_point, entry), debug=self._debug)

    def load_configured(self, configured: _Configured, *, local: bool) -> None:
        """Load the plugins that a configuration names.

        Args:
            configured: They.
            local: Whether files may be loaded.
        """
        folder = os.path.dirname(os.path.abspath(configured.path))
        note = f"named in {escaped(configured.path)}"
        root = repository_top(folder)
        for name in configured.names or ():
            wrong = mistake_of(name, self._host, folder, root)
            if not is_file(name):
                self._name_installed(name, note, wrong)
                continue
            file = path_of(name, folder)
            plugin = self._plugin(Origin(file, ""), note)
            if not local:
                plugin.leave_out("switched off, as all plugin files")
            elif wrong:
                plugin.errors.append(escaped(wrong))
            else:
                plugin.try_to(partial(self._host.load_file, file), debug=self._debug)

    def lines(self) -> Iterator[str]:
        """Give what is to be printed."""
        from proplint.version import __version__

        yield f"proplint {__version__} (built in)"
        yield from self._things(self._built_in)
        for plugin in self.plugins.values():
            yield f"{escaped(str(plugin.origin))} ({', '.join(plugin.notes)})"
            things = [*self._things({plugin.origin.name})]
            yield from things or ([] if plugin.is_off else [f"    {self._host.idle[plugin.origin]}"])
            for error in plugin.errors:
                yield from (f"    {line}" for line in error.splitlines())

    def _plugin(self, origin: Origin, note: str) -> _Plugin:
        if origin not in self.plugins:
            self.plugins[origin] = _Plugin(origin, note)
        elif note not in self.plugins[origin].notes:
            self.plugins[origin].notes.append(note)
        return self.plugins[origin]

    def _name_installed(self, name: str, note: str, wrong: str) -> None:
        if wrong:
            self._plugin(Origin(name, ""), note).errors.append(escaped(wrong))
        for entry in self._host.named(name):
            plugin = self._plugin(plugin_of(entry), note)
            if not plugin.is_off:
                plugin.try_to(partial(self._host.load_installed, name), debug=self._debug)

    def _things(self, plugins: Container[str]) -> Iterator[str]:
        for kind in KINDS:
            words = [escaped(one.thing.name) for one in self._host.known(kind) if one.origin.name in plugins]
            if words:
                yield from wrap(
                    f"{kind.noun}s: {', '.join(words)}",
                    _WIDTH,
                    initial_indent="    ",
                    subsequent_indent="        ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )


def _configured(config: str | None) -> _Configured | None:
    """Return what the configuration names; None where there is none."""
    snapshot = WorkingTree()
    path = shown(config) if config is not None else snapshot.config_for("x.csv")
    if path is None:
        return None
    source = snapshot.open(path)
    names = plugins_of(source.read(0, source.size))
    source.close()
    return _Configured(path, names)
