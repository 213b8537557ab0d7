"""The pages of the documentation: what they show is run, and what can't be run is parsed."""

from __future__ import annotations

import csv
import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from sessions import blocks_of, is_session, replay
from support import ROOT, checkout_as_repository, load_config, run, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sessions import Block

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
ELSEWHERE = {DOCS / "first-type.md"}  # test_plugins.py follows it from the first line to the last
URL = "https://git.example.com/proplint"


def parse_yaml(text: str) -> None:
    YAML(typ="safe").load(text)
    if text.startswith("version: 1\n") and "plugins:" not in text:
        load_config(text)


def parse_csv(text: str) -> None:
    assert len({len(row) for row in csv.reader(text.splitlines())}) == 1


def parse_sh(text: str) -> None:
    done = run("sh", "-n", stdin=text.encode())
    assert done.code == 0, done.all


def parse_diff(text: str) -> None:
    done = run("git", "apply", "--numstat", "-", stdin=text.encode())
    assert done.code == 0, done.all


def parse_console(text: str) -> None:
    assert text.startswith("$ ")


PARSERS: Mapping[str, Callable[[str], object]] = {
    "console": parse_console,
    "csv": parse_csv,
    "diff": parse_diff,
    "json": json.loads,
    "python": lambda text: compile(text, "page", "exec"),
    "setup": parse_sh,
    "sh": parse_sh,
    "toml": tomllib.loads,
    "yaml": parse_yaml,
    "": str,
}


def named(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


def sessions_shown() -> list[object]:
    """Return the pages that show sessions; those with runners are done in one process, which makes their environments once."""
    runners = [pytest.mark.checkout, pytest.mark.xdist_group("runners")]
    return [
        pytest.param(page, id=named(page), marks=runners if "pre-commit install" in page.read_text("utf-8") else [])
        for page in PAGES
        if is_session(page) and page not in ELSEWHERE
    ]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return an environment in which the address that the pages name gives this checkout."""
    root = tmp_path_factory.mktemp("served")
    clone = checkout_as_repository(root / "proplint")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{clone.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": URL,
        "PRE_COMMIT_HOME": str(root / "pre-commit"),
    }


@pytest.mark.parametrize("page", sessions_shown())
def test_commands_print_what_the_page_shows(page: Path, workdir: Path, request: pytest.FixtureRequest) -> None:
    runs_hooks = URL in page.read_text("utf-8")
    replay(page, workdir, request.getfixturevalue("served") if runs_hooks else {})


@pytest.mark.parametrize(
    ("page", "block"),
    [pytest.param(page, block, id=f"{named(page)}:{block.line}") for page in PAGES for block in blocks_of(page)],
)
def test_every_block_is_what_its_language_says(page: Path, block: Block) -> None:
    assert block.language in PARSERS, f"{page.name}:{block.line}: nothing tests blocks of `{block.language}`"
    PARSERS[block.language](block.text)


def test_a_page_that_shows_something_else_fails(workdir: Path) -> None:
    """The test of the test."""
    page = write(workdir / "page.md", "```console\n$ echo one; echo two\none\nthree\n```\n")
    with pytest.raises(AssertionError, match="prints\none\ntwo"):
        replay(page, workdir, {})


@pytest.mark.parametrize(
    ("page", "example"),
    [
        ("lefthook.md", "hooks/lefthook.yml"),
        ("husky.md", "hooks/package.json"),
        ("husky.md", "hooks/husky-pre-commit"),
        ("plain-git.md", "hooks/pre-commit"),
        ("plain-git.md", "hooks/pre-push"),
        ("server.md", "hooks/pre-receive"),
        ("ci.md", "ci/github.yml"),
        ("ci.md", "ci/gitlab.yml"),
    ],
)
def test_the_files_of_other_programs_are_those_that_are_tried(page: str, example: str) -> None:
    texts = [block.text for block in blocks_of(DOCS / "how-to" / page)]
    assert (ROOT / "examples" / example).read_text("utf-8") in texts
