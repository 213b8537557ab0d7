"""A plugin in an interpreter of its own: what its import costs, and whether it answers there as it does here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from proplint.registry import TYPES
from proplint.testing.words import fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from proplint.api import OptionValue
    from proplint.registry import Kind

_SECONDS: Final = 120
_LAST_LINES: Final = 3

# The plugin is imported by its name, as an installed one, or from its file, as one beside a configuration.
_LOAD: Final = """
import importlib, importlib.util, json, sys, time
given = json.load(sys.stdin)
sys.path[:] = given["path"]
import proplint.api

def load(name, file):
    spec = importlib.util.find_spec(name) if not name.startswith("__") else None
    if spec is not None and (file is None or spec.origin == file):
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location("plugin_under_test", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
"""

_START: Final = """
known = {*sys.modules}
begin = time.perf_counter()
load(given["name"], given["file"])
took = time.perf_counter() - begin
print(json.dumps([took, sorted({*sys.modules} - known)]))
"""

_CLICK: Final = """
begin = time.perf_counter()
import click
print(json.dumps([time.perf_counter() - begin, []]))
"""

_BRINGS: Final = """
module = load(given["name"], given["file"])
hook = getattr(module, given["hook"], list)
things = [thing for thing in hook() if thing.name == given["word"]]
"""

_BROUGHT: Final = """
print(json.dumps(bool(things) and hasattr(hook, "proplint_impl")))
"""

_ANSWER: Final = """
from datetime import date
from decimal import Decimal
made = {"number": Decimal, "date": date.fromisoformat, "tuple": tuple, "plain": lambda value: value}
answers = []
for options, texts in given["groups"]:
    check = things[0].compile({name: made[kind](value) for name, (kind, value) in options.items()})
    for text in texts:
        try:
            problem = check.check(text)
            said = None if problem is None else [*problem[:4], dict(problem.data), list(problem.readings.items())]
        except Exception as error:
            said = type(error).__name__
        answers.append([text, said])
print(json.dumps(answers))
"""


class Plugin(NamedTuple):
    """Where a plugin's module is.

    Attributes:
        name: Its name.
        file: Its file, where it has one.
    """

    name: str
    file: str | None

    def started(self) -> tuple[float, list[str]]:
        """Import it; return the seconds that took, and the modules that came with it."""
        took, modules = self._run(_START)
        return took, modules

    def click(self) -> float:
        """Return how many seconds the import of click takes, for comparison."""
        took: float = self._run(_CLICK)[0]
        return took

    def require_bringing(self, kind: Kind, word: str) -> None:
        """Check that the plugin's hook brings a thing.

        Args:
            kind: Its kind.
            word: Its word.
        """
        if not self._run(_BRINGS + _BROUGHT, hook=kind.hook, word=word):
            fault(
                f"no hook `{kind.hook}` of {self.name} brings the {kind.noun} `{word}`: write one with @hookimpl, or "
                "say in which module it stands, with `plugin`"
            )

    def answers(self, word: str, groups: Sequence[tuple[Mapping[str, OptionValue], Sequence[str]]], seed: int) -> Any:  # noqa: ANN401  JSON
        """Return what a type of the plugin says about texts in an interpreter that orders its sets by `seed`.

        Args:
            word: The word of the type.
            groups: Options, and the texts that are judged with them.
            seed: What Python hashes texts by.

        Returns:
            Each text and its answer.
        """
        written = [
            ({name: _written(value) for name, value in options.items()}, list(texts)) for options, texts in groups
        ]
        return self._run(_BRINGS + _ANSWER, seed, hook=TYPES.hook, word=word, groups=written)

    def _run(self, script: str, seed: int = 0, **given: Any) -> Any:  # noqa: ANN401  JSON
        # What measures coverage would be measured with it.
        environ = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        done = subprocess.run(  # noqa: S603  our own interpreter
            [sys.executable, "-c", _LOAD + script],
            input=json.dumps({"name": self.name, "file": self.file, "path": sys.path, **given}),
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"},
            timeout=_SECONDS,
        )
        if done.returncode:
            last = "\n".join(done.stderr.splitlines()[-_LAST_LINES:])
            fault(f"the plugin {self.name} can't be used in an interpreter of its own:\n{last}")
        return json.loads(done.stdout.splitlines()[-1])


def plugin_of(thing: object, module: str | None) -> Plugin:
    """Return the plugin that brings a thing.

    Args:
        thing: It.
        module: The name of the module whose hook brings it; None for the one that its class stands in.
    """
    name = module or type(thing).__module__
    return Plugin(name, getattr(sys.modules.get(name), "__file__", None))


def _written(value: OptionValue) -> tuple[str, Any]:
    if isinstance(value, tuple):
        return "tuple", list(value)
    if value is None or isinstance(value, str | bool | int):
        return "plain", value
    return _dated(value) if hasattr(value, "isoformat") else ("number", str(value))


def _dated(value: date | Decimal) -> tuple[str, str]:
    return "date", str(value)
