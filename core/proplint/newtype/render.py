"""The files of a new type, made from the templates beside this module."""

from __future__ import annotations

import os
from string import Template
from typing import TYPE_CHECKING, Final

from proplint.config.scaffold import quoted
from proplint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.newtype.names import Names

_TEMPLATES: Final = os.path.join(os.path.dirname(__file__), "templates")

_FILE: Final[Mapping[str, str]] = {
    "type.py": "$module.py",
    "cases.yaml": "$module.cases.yaml",
    "test.py": "test_$module.py",
}
"""Template to the file that is made of it, in the folder of plugins."""

_PACKAGE: Final[Mapping[str, str]] = {
    "package/pyproject.toml": "pyproject.toml",
    "package/README.md": "README.md",
    "package/gitignore": ".gitignore",
    "type.py": "src/$package/__init__.py",
    "package/py.typed": "src/$package/py.typed",
    "cases.yaml": "tests/$module.cases.yaml",
    "test.py": "tests/test_$module.py",
}
"""The same for a distribution."""


def as_files(names: Names) -> dict[str, str]:
    """Return the files of a type in a folder of plugins: path to text."""
    imports = sorted((f"from {names.module} import {names.cls}", "from proplint.testing import TypeContract"))
    return _made(_FILE, names, "\n".join(imports))


def as_distribution(names: Names) -> dict[str, str]:
    """Return the files of a distribution with a type: path to text."""
    imports = f"from proplint.testing import TypeContract\n\nfrom {names.package} import {names.cls}"
    return _made(_PACKAGE, names, imports)


def _made(templates: Mapping[str, str], names: Names, imports: str) -> dict[str, str]:
    words = {
        **names._asdict(),
        "constant": names.rule.replace("-", "_").upper(),
        "imports": imports,
        "key": quoted(f"{names.word}:Main"),
        "release": __version__,
        "least": ".".join(__version__.split(".")[:2]),
        "underline": "=" * len(names.distribution),
    }
    return {Template(path).substitute(words): _read(name).substitute(words) for name, path in templates.items()}


def _read(name: str) -> Template:
    with open(os.path.join(_TEMPLATES, f"{name}.tmpl"), encoding="utf-8", newline="") as file:
        return Template(file.read())
