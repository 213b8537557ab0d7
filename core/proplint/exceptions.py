"""Why a run could not be done: the exit-2 half of the program.

    ProplintError
    ├── UsageError     the command line asks for something that makes no sense
    ├── ConfigError    proplint.yaml is wrong (carries every mistake)
    ├── PluginError    a plugin is missing, broken, or clashes with another
    │   └── NamedPluginError    the same, raised where the plugin's own code may be running
    ├── InputError     a file can't be read
    ├── OutputError    a report or file can't be written
    └── GitError       git answered with a failure

What is wrong *in a CSV file* is never an exception: it is a `Finding`.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "GitError",
    "InputError",
    "NamedPluginError",
    "OutputError",
    "PluginError",
    "ProplintError",
    "UsageError",
]


class ProplintError(Exception):
    """The run can't be done; the text says what is wrong and what to do. Exit code 2."""

    @property
    def redacted(self) -> str:
        """The text without what may come from a cell."""
        return str(self)


class UsageError(ProplintError):
    """The command line asks for something that makes no sense."""


class ConfigError(ProplintError):
    """A configuration is wrong. The text has one line for each mistake: `path:line:column: message`."""


class PluginError(ProplintError):
    """A plugin is missing, broken, or clashes with another; the text names it.

    Args:
        text: What is wrong, and what to do.
        redacted: The same without what may come from a cell; by default the text.
    """

    def __init__(self, text: str, redacted: str = "") -> None:
        super().__init__(text)
        self._redacted = redacted or text

    @property
    def redacted(self) -> str:
        """See `ProplintError`."""
        return self._redacted


class NamedPluginError(PluginError):
    """One that we raised about a plugin, where its own code may be running: a guard has nothing to add.

    What a plugin raises is told as its fault, a `PluginError` too.
    """


class InputError(ProplintError):
    """A file can't be read."""


class OutputError(ProplintError):
    """A report or file can't be written."""


class GitError(ProplintError):
    """Git answered with a failure, or not in time."""
