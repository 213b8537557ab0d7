"""Which configuration governs which file, each read once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.config import DEFAULT_CONFIG, matches, parse
from proplint.exceptions import ConfigError, InputError, ProplintError
from proplint.firstuse import PluginFiles
from proplint.plugins import Host
from proplint.rules import CORE_RULES
from proplint.snapshot import relative
from proplint.upwards import folders_upwards, is_repository

if TYPE_CHECKING:
    from proplint.config import Config
    from proplint.snapshot import Snapshot

NO_LOCAL_PLUGINS: Final = "PROPLINT_NO_LOCAL_PLUGINS"
"""The environment variable that keeps plugin files from being loaded, whoever starts the run."""

_LARGEST: int = 5 << 20
_NO: Final = ("", "0", "false", "f", "no", "n", "off")  # as click reads flags


class Governor(NamedTuple):
    """A configuration, and the host that has its plugins."""

    config: Config
    host: Host


class Governors:
    """Finds and reads the configurations of a run.

    Args:
        snapshot: Where configurations are read.
        config: The one configuration that governs every file, instead of the nearest.
        local_plugins: Whether plugin files that a configuration lists may be loaded, unless the environment says no.
        files: Loads them, for other versions of the same files too.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        config: str | None = None,
        local_plugins: bool = True,
        files: PluginFiles | None = None,
    ) -> None:
        self._snapshot = snapshot
        self.explicit = config
        self.local_plugins = local_plugins and os.environ.get(NO_LOCAL_PLUGINS, "").strip().lower() in _NO
        self.files = files or PluginFiles()
        self._read: dict[str | None, Governor | ProplintError] = {}

    def name_for(self, path: str) -> str | None:
        """Return the path of the configuration that governs a file."""
        return self.explicit if self.explicit is not None else self._snapshot.config_for(path)

    def of(self, path: str) -> Governor:
        """Return what governs a file.

        Raises:
            ProplintError: The configuration is wrong, can't be read, or asks for a plugin that can't be loaded.
        """
        return self.read(self.name_for(path))

    def read(self, name: str | None) -> Governor:
        """Return the configuration of this path; the default one for None. Raises as `of` does."""
        if name not in self._read:
            try:
                self._read[name] = self._load(name)
            except ProplintError as error:
                self._read[name] = error
        found = self._read[name]
        if isinstance(found, ProplintError):
            raise found
        return found

    def hosts(self) -> list[Host]:
        """Return the hosts of the configurations that were read so far."""
        return [found.host for found in self._read.values() if isinstance(found, Governor)]

    def governs(self, path: str) -> bool:
        """Whether discovery takes a file: its configuration's `files` match it, or it is a CSV that none governs.

        Raises:
            ProplintError: See `of`.
        """
        config = self.of(path).config
        below = relative(path, os.path.dirname(config.path or "") or os.curdir)
        return below is not None and matches(config, below)

    def _load(self, name: str | None) -> Governor:
        host = Host(files=self.files)
        if name is None:
            return Governor(DEFAULT_CONFIG, host)
        try:
            source = self._snapshot.open(name)
        except InputError as error:
            raise ConfigError(f"{error}") from error
        data = source.read(0, _LARGEST + 1)
        source.close()
        folder = os.path.dirname(os.path.abspath(name))
        config = parse(
            data,
            path=name,
            folder=folder,
            host=host,
            known_rules=CORE_RULES,
            local_root=repository_top(folder) if self.local_plugins else None,
        )
        return Governor(config, host)


def repository_top(folder: str) -> str:
    """Return the top of the repository that holds a folder, or the folder where there is none."""
    return next((above for above in folders_upwards(folder) if is_repository(above)), folder)
