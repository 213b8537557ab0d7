"""What stands under `plugins`: installed distributions, and files beside the configuration."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.config.nodes import Mistake, Scalar, Table, read_nodes
from proplint.config.options import OptionMistakeError, read_texts, wrong_option
from proplint.installed import missing
from proplint.suggest import closest, guess, listed, not_among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.config.nodes import Node
    from proplint.plugins import Host
    from proplint.registry import Kind

PLUGIN_FOLDER: Final = "proplint_plugins"
"""Where `proplint new-type` writes plugin files, beside the configuration."""

_NO_PLUGINS: Final = ("__init__.py", "conftest.py", "setup.py")


class Plugins(NamedTuple):
    """The plugins of a configuration.

    Attributes:
        names: As it names them.
        may_hide: Whether what is unknown may come from one that was not loaded.
        folder: Where plugin files may be looked for; None for nowhere.
    """

    names: tuple[str, ...]
    may_hide: bool
    folder: str | None

    def unknown(self, kind: Kind, word: str, words: Sequence[str], host: Host) -> str:
        """Return what to say of a word that nothing has.

        Args:
            kind: What it would be a word of.
            word: The word.
            words: Those that there are.
            host: Knows which plugins bring nothing.
        """
        said = [not_among(words, word, f"unknown {kind.noun} `{word}`"), *host.idle.values()]
        is_misspelt = closest(word, words) is not None
        files = self._unlisted(word, any_word=not is_misspelt)
        if files:
            how = "is not named under `plugins`: add " + ("it" if self.names else f"`plugins: [{files[0]}]`")
            if len(files) > 1:
                how = "are not named under `plugins`: add the one that brings it"
            said.append(f"{listed(files)} {how}")
        elif len(said) == 1 and not is_misspelt:
            said.append(f"a {kind.noun} of your own comes from a plugin, which is named under `plugins`")
        return "; ".join(said)

    def _unlisted(self, word: str, *, any_word: bool) -> list[str]:
        """Return the plugin files that are there and not named: the one that is called like a word, or any."""
        if self.folder is None:
            return []
        named = {os.path.normpath(name) for name in self.names}
        files = [name for name in _files_in(self.folder, PLUGIN_FOLDER) if os.path.normpath(name) not in named]
        alike = [name for name in files if _letters(os.path.basename(name)[: -len(".py")]) == _letters(word)]
        return alike or (files if any_word else [])


def load_plugins(
    node: Node | None, host: Host, mistakes: list[Mistake], *, folder: str, local_root: str | None
) -> Plugins:
    """Load the plugins that a configuration names.

    Args:
        node: What it says; None when it says nothing.
        host: Loads them.
        mistakes: Takes what is wrong.
        folder: The folder it lies in.
        local_root: Plugin files must lie below this folder; None: they are not loaded at all.

    Raises:
        PluginError: One is broken.
    """
    before = len(mistakes)
    names: list[Scalar] = []
    try:
        if isinstance(node, Scalar):
            raise wrong_option(node, f"`plugins` must be a list: write `[{node.text}]`")
        names += read_texts("plugins", node) if node is not None else []
    except OptionMistakeError as error:
        mistakes += error.mistakes
    for name in names:
        if is_file(name.text) and local_root is None:
            continue
        wrong = mistake_of(name.text, host, folder, local_root)
        if wrong:
            mistakes.append(Mistake(name.line, name.column, wrong))
        elif is_file(name.text):
            host.load_file(path_of(name.text, folder))
        else:
            host.load_installed(name.text)
    texts = tuple(name.text for name in names)
    may_hide = len(mistakes) > before or (local_root is None and any(map(is_file, texts)))
    return Plugins(texts, may_hide, None if local_root is None else folder)


def plugins_of(data: bytes) -> list[str] | None:
    """Return the plugins that a configuration names, as it names them; None where it can't be read so far."""
    root, mistakes = read_nodes(data)
    if mistakes or not isinstance(root, Table):
        return None
    node = next((value for key, value in root.entries.items() if key.text == "plugins"), None)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return []
    try:
        return [name.text for name in read_texts("plugins", node)]
    except OptionMistakeError:
        return None


def is_file(name: str) -> bool:
    """Whether what stands under `plugins` is a file, and no distribution."""
    return name.endswith(".py") or name.startswith(".")


def path_of(name: str, folder: str) -> str:
    """Return the path of a plugin file.

    Args:
        name: Its name in the configuration.
        folder: The folder in which the configuration lies.
    """
    return os.path.normpath(os.path.join(folder, name))


def mistake_of(name: str, host: Host, folder: str, root: str | None) -> str:
    """Return why a plugin that a configuration names is none that could be loaded; empty where it is.

    Args:
        name: Its name in the configuration.
        host: Knows what is installed.
        folder: The folder in which the configuration lies.
        root: Plugin files must lie below this folder; None where none is looked for.
    """
    if not is_file(name):
        return "" if host.named(name) else missing(name, [] if root is None else _meant(name, folder))
    path = path_of(name, folder)
    if root is None or not is_below(path, root):
        return f"the plugin file `{name}` lies outside of the repository, from where none is loaded"
    if os.path.isdir(path):
        return _about_folder(name, path, _files_in(folder, name))
    if not os.path.isfile(path):
        beside = {os.path.basename(file): file for file in _files_in(folder, os.path.dirname(name))}
        near = closest(os.path.basename(name), beside)
        hint = guess(near and beside[near])
        return f"there is no plugin file `{name}`{hint}: its name is relative to this configuration"
    return ""


def is_below(path: str, folder: str) -> bool:
    """Whether a path lies in a folder, links followed."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return os.path.splitdrive(real)[0] == os.path.splitdrive(top)[0] and os.path.commonpath((real, top)) == top


def _about_folder(name: str, path: str, files: Sequence[str]) -> str:
    if os.path.isfile(os.path.join(path, "pyproject.toml")):
        return f"`{name}` is the folder of a distribution: `pip install` it, and name the distribution without its path"
    if not files:
        return f"`{name}` is a folder, and holds no plugin file: one ends in `.py`"
    return f"`{name}` is a folder: name the file in it, {' or '.join(f'`{file}`' for file in files)}"


def _meant(name: str, folder: str) -> list[str]:
    """Return the plugin files that are named as a module is imported, or by their folder."""
    stem = name.replace(".", "/")
    found = (f"./{way}.py" for way in (name, stem, f"{PLUGIN_FOLDER}/{name}"))
    there = [file for file in dict.fromkeys(found) if os.path.isfile(path_of(file, folder))]
    return there or (_files_in(folder, stem) if os.path.isdir(path_of(stem, folder)) else [])


def _files_in(folder: str, below: str) -> list[str]:
    """Return the plugin files in a folder below the configuration's, as the configuration would name them."""
    try:
        names = sorted(os.listdir(path_of(below, folder)))
    except (OSError, ValueError):  # a zero byte in its name
        return []
    inside = os.path.normpath(below).replace(os.sep, "/").removeprefix(".")
    start = inside if os.path.isabs(below) or inside.startswith(".") else f"./{inside}".rstrip("/")
    return [
        f"{start}/{name}"
        for name in names
        if name.endswith(".py") and name not in _NO_PLUGINS and not name.startswith("test_")
    ]


def _letters(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalnum())
