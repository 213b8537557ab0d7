"""Plugin files, which are code from the repository: loaded, and shown by their digest when they are run first.

What was shown is remembered for the user, so that a file is shown again only when it is another one: each plugin file
in a file of its own, so that runs at the same time take nothing from each other. The bytes that the digest is of are
the bytes that run.

Environment:
    PROPLINT_STATE_DIR: The folder in which it is remembered.
    XDG_STATE_HOME, LOCALAPPDATA: Where such folders are, on Linux and on Windows.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE_DIR: Final = "PROPLINT_STATE_DIR"
STATE_FOLDER: Final = "plugin-files"
_SHORT: Final = 12
_REMEMBERED: Final = 1000
_VERSION: Final = 1


class PluginFiles:
    """Loads the plugin files of a run.

    Args:
        environ: The environment; of it, the variables named above.

    Attributes:
        unseen: Those that were run and never shown as they are: path, links followed, to digest.
        notices: What to say of them.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ
        self.unseen: dict[str, str] = {}
        self.notices: list[str] = []

    def load(self, path: str) -> object:
        """Run a plugin file; return its module.

        Args:
            path: It.

        Raises:
            BaseException: Whatever it raises.
        """
        with open(path, "rb") as file:
            data = file.read()
        real, digest = os.path.realpath(path), digest_of(data)
        before = self.unseen.get(real) or _seen(real, self._environ)
        if before != digest:
            self.unseen[real] = digest
            self.notices.append(_notice(real, digest, before))
        return _run(path, data)


def remember(shown: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> None:
    """Take note that plugin files were shown to the user; where that can't be written, they are shown again.

    Args:
        shown: As `PluginFiles.unseen`.
        environ: The environment.
    """
    import json

    from proplint.exceptions import OutputError
    from proplint.output import open_atomically

    with contextlib.suppress(OutputError, OSError):
        for path, digest in shown.items():
            place = _place(path, environ)
            if place is None:
                return
            with open_atomically(place, follow_symlink=True, make_folder=True) as file:
                file.write(json.dumps({"version": _VERSION, "path": path, "sha256": digest}, indent=1).encode())
            _forget_oldest(os.path.dirname(place))


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a plugin file's bytes, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _notice(path: str, digest: str, before: str | None) -> str:
    """Return what to say of a plugin file that was run."""
    what = "is run for the first time" if before is None else "is another one than was run last"
    was = "" if before is None else f", it was {before[:_SHORT]}…"
    name, short = escaped(_shown(path)), digest[:_SHORT]
    return (
        f"plugin file {name} {what} (sha256 {short}…{was}): it is code from this repository. "
        "--no-local-plugins leaves it out; `proplint config check --no-local-plugins` shows the whole digest"
    )


def _run(path: str, data: bytes) -> object:
    from importlib.util import module_from_spec, spec_from_file_location

    stem = os.path.splitext(os.path.basename(path))[0]
    # Two stores may have plugin files of one name.
    spec = spec_from_file_location(f"proplint_plugin_{stem}_{digest_of(os.fsencode(path))[:_SHORT]}", path)
    if spec is None or spec.loader is None:
        raise ImportError("a plugin file's name must end in .py")
    module = module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # no __pycache__ among the user's files
    sys.modules[spec.name] = module  # data classes look their module up there
    try:
        exec(compile(data, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102  that is what it is for
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    finally:
        sys.dont_write_bytecode = before
    return module


def _folder(environ: Mapping[str, str]) -> str | None:
    """Return the folder for what is remembered; None where the user has no place for such things."""
    if environ.get(STATE_DIR):
        return environ[STATE_DIR]
    if sys.platform == "win32":
        home = environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        home = os.path.expanduser("~/Library/Application Support")
    else:
        home = environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(home, "proplint") if os.path.isabs(home) else None


def _place(path: str, environ: Mapping[str, str]) -> str | None:
    """Return the file that remembers a plugin file; None where there is no place for it."""
    folder = _folder(environ)
    return None if folder is None else os.path.join(folder, STATE_FOLDER, f"{digest_of(os.fsencode(path))}.json")


def _seen(path: str, environ: Mapping[str, str]) -> str | None:
    """Return the digest of a plugin file when it was shown last; None where it was not, or that can't be read."""
    import json

    place = _place(path, environ)
    if place is None:
        return None
    try:
        with open(place, "rb") as file:
            state: Any = json.loads(file.read())
        return str(state["sha256"]) if state["version"] == _VERSION else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _forget_oldest(folder: str) -> None:
    with os.scandir(folder) as entries:
        paths = [entry.path for entry in entries]
    if len(paths) > _REMEMBERED:
        for path in sorted(paths, key=os.path.getmtime)[:-_REMEMBERED]:
            os.unlink(path)


def _shown(path: str) -> str:
    """Return a path as it is named from the working folder, where it lies below it."""
    try:
        below = os.path.relpath(path, os.path.realpath(os.curdir))
    except (OSError, ValueError):  # another drive
        return path
    return path if below.startswith(os.pardir) else below
