"""The host: finds, loads and isolates plugins.

Built-in types stand in a static table and are imported one by one, when a column needs them. Installed
plugins (entry-point group `proplint`) are asked for only when a type word is not built in, when the
configuration names one, or when all types are listed: reading the metadata of every installed
distribution costs as much as the rest of a start.

Environment:
    PROPLINT_BLOCK_PLUGINS: Names (comma-separated) of plugins that are never loaded: of the
        distribution, of its entry point, or of the file.
    PROPLINT_PLUGIN_SECONDS: How long one call of a plugin may take; see `proplint.alarm`.
    PROPLINT_TRACE_PLUGINS: Anything but "" or "0" prints each load and hook call to standard error.
"""

from __future__ import annotations

import importlib
import os
import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pluggy

from proplint import hookspecs
from proplint.compatibility import require_hooks, require_interface, what_to_do
from proplint.exceptions import PluginError
from proplint.guard import Guards
from proplint.installed import GROUP, missing, names_of, normalized
from proplint.registry import (
    BUILT_IN,
    DAMAGE,
    FILE_RULES,
    KINDS,
    RECORD_RULES,
    TYPES,
    Brought,
    Declared,
    Origin,
    Registry,
    things,
)
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from importlib.metadata import EntryPoint

    from proplint.api import CellCheck, OptionValue, PropertyType, Rule
    from proplint.damage.model import Transformation
    from proplint.firstuse import PluginFiles
    from proplint.guard import Guard
    from proplint.registry import Kind


_WITH_RULES: Final = (TYPES, RECORD_RULES, FILE_RULES)


class LoadedType(NamedTuple):
    """A property type, and the plugin that brought it."""

    brought: Brought

    @property
    def type(self) -> PropertyType:
        """The type."""
        kind: PropertyType = self.brought.thing
        return kind

    @property
    def origin(self) -> Origin:
        """The plugin, as messages name it."""
        return self.brought.origin

    def guard(self, column_name: str) -> Guard:
        """Return what every call of the type about a column has to run inside."""
        return self.brought.guard(f"failed in column `{escaped(column_name)}`")

    def compile(
        self, column_name: str, options: Mapping[str, OptionValue], damage: tuple[Transformation, ...] = ()
    ) -> CellCheck:
        """Bind the type to a column.

        Args:
            column_name: The column's name, for messages.
            options: A value for each option of the type.
            damage: What programs do to cells, as the plugins of the column's configuration have it.

        Raises:
            OptionError: An option makes no sense (the configuration's fault).
            PluginError: Anything else that the plugin raises.
        """
        from proplint.api import OptionError, origin_of

        with self.guard(column_name).passing(OptionError):
            check = self.type.compile(options)
            if not callable(getattr(check, "check", None)):
                raise TypeError(f"`compile` gave a {type(check).__name__}, which has no method `check`")
            bind = getattr(check, "with_origins", None) if damage else None
            return check if bind is None else bind(partial(origin_of, more=damage))


class Host:
    """Gives property types by their word, and loads a plugin only when one is needed.

    One host serves one configuration, so that the plugins of one store are not another's.

    Args:
        environ: The environment; of it, the variables named above.
        files: Takes note of the plugin files that are loaded.

    Attributes:
        idle: What to say of each plugin of which something was loaded that brings nothing.

    Raises:
        UsageError: A variable makes no sense.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ, files: PluginFiles | None = None) -> None:
        self.guards = Guards(environ)
        self._files = files
        self._manager = pluggy.PluginManager("proplint")
        self._manager.add_hookspecs(hookspecs)
        self._registries = {kind.hook: Registry(kind) for kind in KINDS}
        self._required: set[Origin] = set()
        self.idle: dict[Origin, str] = {}
        self._damage: tuple[Transformation, ...] | None = None
        blocked = {name.strip() for name in environ.get("PROPLINT_BLOCK_PLUGINS", "").split(",")} - {""}
        self._blocked = blocked | {normalized(name) for name in blocked}
        self._trace = environ.get("PROPLINT_TRACE_PLUGINS", "0") not in ("", "0")
        self._entry_points: list[EntryPoint] | None = None
        if self._trace:
            self._manager.add_hookcall_monitoring(_trace_call, lambda *_: None)

    def find(self, word: str, column_name: str) -> LoadedType | None:
        """Return the type of a column.

        Args:
            word: What stands before the colon, exactly.
            column_name: The whole name, for messages.

        Returns:
            The type, or None when no plugin has it.

        Raises:
            PluginError: A plugin that may have it can't be loaded.
        """
        brought = self.brought(TYPES, word, f" (asked for the type of column `{escaped(column_name)}`)")
        return LoadedType(brought) if brought else None

    def words(self) -> list[str]:
        """Return every type word known so far, aliases included, without loading anything."""
        return list(dict.fromkeys((*BUILT_IN, *self._registries[TYPES.hook].found)))

    def types(self) -> list[LoadedType]:
        """Load everything, and return every type once, built-in ones first."""
        return [LoadedType(brought) for brought in self.every(TYPES)]

    def loaded(self) -> list[LoadedType]:
        """Return every type loaded so far, once."""
        return [LoadedType(brought) for brought in self.known(TYPES)]

    def brought(self, kind: Kind, word: str, why: str = "") -> Brought | None:
        """Return a thing by its word; loads what may bring it.

        Args:
            kind: Its kind.
            word: Its word.
            why: What it is asked for, for messages, in brackets after a blank.

        Raises:
            PluginError: A plugin that may have it can't be loaded.
        """
        registry = self._registries[kind.hook]
        if word not in registry.found:
            module = kind.built_in.get(word)
            if module is not None:
                self._load_built_in(module)
            else:
                self._load_all_installed(why)
        return registry.found.get(word)

    def every(self, kind: Kind) -> list[Brought]:
        """Load everything, and return every thing of a kind once, built-in ones first."""
        for module in dict.fromkeys(kind.built_in.values()):
            self._load_built_in(module)
        self._load_all_installed()
        return self._registries[kind.hook].each()

    def known(self, kind: Kind) -> list[Brought]:
        """Return every thing of a kind that is loaded so far, once."""
        return self._registries[kind.hook].each()

    def rules(self) -> dict[str, Rule]:
        """Return every rule that what is loaded so far declares, by its name."""
        things = [brought.thing for kind in _WITH_RULES for brought in self.known(kind)]
        return {rule.name: rule for thing in things for rule in thing.rules}

    def every_rule(self) -> dict[str, Rule]:
        """Load everything, and return every rule that is declared, by its name."""
        for kind in _WITH_RULES:
            self.every(kind)
        return self.rules()

    def transformations(self) -> tuple[Transformation, ...]:
        """Return what the plugins that the configuration names add to the damage model.

        Not what others add that are loaded for a word of theirs: whether they are is chance.
        """
        if self._damage is None:
            self._damage = tuple(one.thing for one in self.known(DAMAGE) if one.origin in self._required)
        return self._damage

    def load_installed(self, name: str) -> None:
        """Load the plugins of the installed distribution `name`.

        Raises:
            PluginError: It is not installed, brings no plugin or nothing, is blocked, or is broken.
        """
        found = self.named(name)
        if not found:
            raise PluginError(missing(name))
        for entry in found:
            if self.is_blocked(entry):
                raise PluginError(f"plugin {escaped(name)} is required, but PROPLINT_BLOCK_PLUGINS blocks it")
            self.load_entry_point(entry)
        for entry in found:
            self._require(plugin_of(entry))

    def load_file(self, path: str) -> None:
        """Load one plugin file.

        Raises:
            PluginError: It is missing, brings nothing, is blocked, or is broken.
        """
        from proplint.firstuse import PluginFiles

        origin = Origin(path, "")
        name = os.path.basename(path)
        if self._blocked & {name, os.path.splitext(name)[0], path}:
            raise PluginError(f"plugin {origin} is required, but PROPLINT_BLOCK_PLUGINS blocks it")
        if not os.path.isfile(path):
            raise PluginError(f"plugin {origin} is no file: correct its name under `plugins:`")
        files = self._files or PluginFiles()
        if not self._manager.has_plugin(origin.name):
            self._register(origin, lambda: files.load(path))
        self._require(origin)

    def load_built_in(self) -> None:
        """Load all that is built in."""
        for kind in KINDS:
            for module in kind.built_in.values():
                self._load_built_in(module)

    def _require(self, origin: Origin) -> None:
        if origin in self.idle and not any(one.origin == origin for kind in KINDS for one in self.known(kind)):
            raise PluginError(self.idle[origin])
        self._required.add(origin)
        self._damage = None

    def _load_built_in(self, module: str) -> None:
        from proplint.version import __version__

        if not self._manager.has_plugin(module) and module not in self._blocked:
            self._register(Origin(module, __version__), lambda: importlib.import_module(module))

    def _load_all_installed(self, why: str = "") -> None:
        for entry in self.installed():
            if not self.is_blocked(entry):
                self.load_entry_point(entry, why)

    def named(self, name: str) -> list[EntryPoint]:
        """Return the installed plugins that a configuration means by the name of a distribution."""
        wanted = normalized(name)
        return [entry for entry in self.installed() if wanted in names_of(entry)]

    def is_blocked(self, entry: EntryPoint) -> bool:
        """Whether PROPLINT_BLOCK_PLUGINS leaves an installed plugin out."""
        return bool(self._blocked & names_of(entry))

    def installed(self) -> list[EntryPoint]:
        """Return the entry points of installed plugins, without loading any."""
        if self._entry_points is None:
            from importlib.metadata import entry_points

            self._entry_points = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
        return self._entry_points

    def load_entry_point(self, entry: EntryPoint, why: str = "") -> None:
        """Load one plugin of an installed distribution.

        Args:
            entry: Names it.
            why: What it is asked for, for messages, in brackets after a blank.

        Raises:
            PluginError: It is broken.
        """
        origin = plugin_of(entry)
        if not self._manager.has_plugin(_key(origin, entry.name)):
            self._register(origin, entry.load, key=_key(origin, entry.name), why=why)

    def _register(self, origin: Origin, load: Callable[[], object], *, key: str = "", why: str = "") -> None:
        """Load a plugin, register it, and take what it brings; all that it raises becomes a `PluginError`."""
        if self._trace:
            sys.stderr.write(f"proplint: loading plugin {origin}\n")
        name = key or origin.name
        failed = f"could not be loaded{why}"
        try:
            with self.guards.of(str(origin), failed, built_in=origin.is_built_in, loading=True, advice=what_to_do):
                plugin = load()
                require_interface(plugin, origin)
                self._manager.register(plugin, name=name)
                require_hooks(self._manager.get_hookcallers(plugin) or (), plugin)
                brought = [(kind, thing) for kind in KINDS for thing in self._things_of(name, kind, origin)]
                if not brought and not origin.is_built_in:
                    from proplint.idle import why_idle

                    has_hooks = bool(self._manager.get_hookcallers(plugin))
                    self.idle[origin] = f"plugin {origin} brings nothing: {why_idle(plugin, has_hooks=has_hooks)}"
            self._take(origin, brought)
        except PluginError:
            if self._manager.has_plugin(name):
                self._manager.unregister(name=name)  # asked for again, it says the same again
            raise

    def _take(self, origin: Origin, brought: Sequence[tuple[Kind, Any]]) -> None:
        """Take what a plugin brings: all of it, or nothing."""
        if not origin.is_built_in:
            self._require_own_rules(origin, [thing for kind, thing in brought if kind in _WITH_RULES])
        for kind in KINDS:
            things = [Brought(thing, origin, self.guards) for of, thing in brought if of is kind]
            self._registries[kind.hook].require_free(things)
        for kind, thing in brought:
            one = Brought(thing, origin, self.guards)
            self._registries[kind.hook].add(_guarded(one) if kind is DAMAGE else one)

    def _require_own_rules(self, origin: Origin, things: Sequence[Any]) -> None:
        """Refuse a plugin with a rule of a name that means another one already."""
        declared = [rule for thing in things for rule in thing.rules]
        if not declared:
            return
        known = {**_taken_rules(), **self.rules()}
        for rule in declared:
            if known.setdefault(rule.name, rule) != rule:
                raise PluginError(
                    f"plugin {origin} brings a rule `{escaped(rule.name)}`, but there is another one of this name\n"
                    "Give it a name of its own: `proplint explain` lists those that are taken."
                )

    def _things_of(self, name: str, kind: Kind, origin: Origin) -> Iterator[Any]:
        others = [plugin for other, plugin in self._manager.list_name_plugin() if other != name]
        for made in self._manager.subset_hook_caller(kind.hook, remove_plugins=others)():
            for given in things(kind, made):
                thing = given if origin.is_built_in or kind is DAMAGE else Declared(given)
                kind.require(thing)
                yield thing


def _guarded(brought: Brought) -> Brought:
    from proplint.programs import guarded

    failed = f"failed in the transformation `{escaped(brought.thing.name)}`"
    return brought._replace(thing=guarded(brought.thing, brought.guard(failed)))


@cache
def _taken_rules() -> Mapping[str, Rule]:
    """Return the rules of the core and of all that is built in, by their names."""
    from proplint.rules import CORE_RULES

    host = Host({})
    host.load_built_in()
    return {**CORE_RULES, **host.rules()}


def plugin_of(entry: EntryPoint) -> Origin:
    """Return where an installed plugin comes from: its distribution."""
    return Origin(entry.dist.name, entry.dist.version) if entry.dist else Origin(entry.name, "")


def _key(origin: Origin, entry: str) -> str:
    return f"{origin.name}:{entry}"


def _trace_call(hook: str, implementations: Sequence[pluggy.HookImpl], _arguments: Mapping[str, object]) -> None:
    names = ", ".join(implementation.plugin_name for implementation in implementations)
    sys.stderr.write(f"proplint: calling {hook} of {names}\n")
