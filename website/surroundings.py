"""The pages about what surrounds a run: exit codes and environment variables."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from proplint.cli.run import EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES: Final = ("proplint", "proplint_types", "proplint_hooks")
_SECTION: Final = re.compile(r"^Environment:\n((?:[ \t]+.*\n|\n)+)", re.MULTILINE)
_ENTRY: Final = re.compile(r"^([A-Z_]+): (.*(?:\n[ ]+.*)*)", re.MULTILINE)
_OURS: Final = "PROPLINT_"


def exit_codes_page() -> str:
    """Return the page about exit codes."""
    rows = "\n".join(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items())
    more = (
        "With `--strict` warnings are findings too. A hook runner refuses the commit for anything but 0. What could "
        "not be run is told on standard error, in one line that says what to do; `--debug` shows where it went wrong."
    )
    return f"# Exit codes\n\n| code | meaning |\n|---|---|\n{rows}\n\n{more}\n"


def environment_page() -> str:
    """Return the page about environment variables, from the `Environment:` sections of the modules that read them."""
    found = dict(sorted(_variables()))
    ours = {name: text for name, text in found.items() if name.startswith(_OURS)}
    others = {name: text for name, text in found.items() if name not in ours}
    return (
        "\n\n".join(
            [
                "# Environment variables",
                *_definitions(ours),
                "## Set by others",
                "Terminals, git and hook runners set these; proplint heeds them.",
                *_definitions(others),
            ]
        )
        + "\n"
    )


def _definitions(variables: dict[str, str]) -> Iterator[str]:
    for name, text in variables.items():
        yield f"`{name}`\n:   {text}"


def _variables() -> Iterator[tuple[str, str]]:
    for package in _PACKAGES:
        folder = Path(import_module(package).__path__[0])
        for path in sorted(folder.rglob("*.py")):
            doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            for section in _SECTION.findall(f"{doc}\n"):
                for name, text in _ENTRY.findall(re.sub(r"^ {4}", "", section, flags=re.MULTILINE)):
                    yield name, " ".join(text.split())
