"""Adds to the site what is made from the code; mkdocs calls the functions whose names begin with `on_`.

Nothing of it is kept in git, so nothing of it can be out of date. Pages in docs/ may hold two marks, each on a line
of its own: `<!-- benchmarks: TITLE -->` stands for the section of that title in benchmarks/README.md, and
`<!-- names: MODULE -->` for what a module offers and the page does not name. What a comment `<!-- setup` does is
for the tests of the pages, so it is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File

from catalogue import formats_page, types_page
from commands import commands_page
from comparison import section
from configuration import configuration_page
from rulebook import groups, index_page, rule_page
from surroundings import environment_page, exit_codes_page
from terminal import SCREENS, picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parent.parent
RULES: Final = "reference/rules/"

_MARK: Final = re.compile(r"^<!-- (benchmarks|names): (.+) -->$", re.MULTILINE)
_SETUP: Final = re.compile(r"^<!-- setup\n.*?^-->\n+", re.MULTILINE | re.DOTALL)
_LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\((\.\./[^)#\s]+)(?:#[^)\s]*)?\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put a page for each rule where the navigation says `reference/rules/`."""
    if config.nav is not None:
        config.nav = _expanded(config.nav)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages and pictures."""
    for uri, content in generated().items():
        files.append(File.generated(config, uri, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  mkdocs' signature
    """Return a page with its marks filled in, and without what only its tests do.

    Of links to files that the site does not have, only the text is left.
    """
    filled = _MARK.sub(lambda match: _filling(match[1], match[2], markdown), _SETUP.sub("", markdown))
    home = (Path(config.docs_dir) / page.file.src_uri).parent
    return _LINK.sub(lambda match: _inside(match, home, Path(config.docs_dir)), filled)


@lru_cache(maxsize=1)
def generated() -> Mapping[str, str | bytes]:
    """Return path in the site to content, of all that is made from the code."""
    pages: dict[str, str | bytes] = {
        "reference/commands.md": commands_page(),
        "reference/configuration.md": configuration_page(),
        "reference/types.md": types_page(),
        "reference/formats.md": formats_page(),
        "reference/exit-codes.md": exit_codes_page(),
        "reference/environment.md": environment_page(),
        f"{RULES}index.md": index_page(),
        "assets/benchmarks.svg": (ROOT / "benchmarks" / "chart.svg").read_bytes(),
    }
    for group in groups().values():
        pages |= {f"{RULES}{rule.name}.md": rule_page(rule) for rule in group}
    return pages | {f"assets/terminal/{screen.name}.svg": picture(screen) for screen in SCREENS}


def _expanded(nav: Any) -> Any:  # noqa: ANN401  YAML
    if isinstance(nav, list):
        return [_expanded(item) for item in nav]
    if isinstance(nav, dict):
        return {title: _expanded(item) for title, item in nav.items()}
    if nav != RULES:
        return nav
    sections = [{title: [f"{RULES}{rule.name}.md" for rule in rules]} for title, rules in groups().items()]
    return [f"{RULES}index.md", *sections]


def _filling(mark: str, what: str, markdown: str) -> str:
    if mark == "benchmarks":
        return section(what)
    named = set(re.findall(rf"^::: {re.escape(what)}\.(\w+)$", markdown, re.MULTILINE))
    return "\n".join(f"::: {what}.{name}" for name in import_module(what).__all__ if name not in named)


def _inside(link: re.Match[str], home: Path, docs: Path) -> str:
    """Return a link as it is to stand on the site: links into the repository that lead somewhere are only named."""
    target = (home / link[2]).resolve()
    outside = target.is_relative_to(ROOT) and not target.is_relative_to(docs) and target.exists()
    return link[1] if outside else link[0]
