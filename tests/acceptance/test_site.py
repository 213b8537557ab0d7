"""The documentation site: built as strictly as `make docs` does, whole, and with nothing fetched from elsewhere."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import proplint as package
import proplint.api as proplint_api
import proplint.testing as proplint_testing
from proplint.cli.explain import all_rules
from proplint.cli.run import EXIT_CODES
from proplint.plugins import Host
from proplint.registry import BUILT_IN, BUILT_IN_FORMATS, KINDS
from support import BIN, ROOT, proplint, run

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.checkout, pytest.mark.xdist_group("site")]

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RULES = sorted(all_rules())
SOURCES = [path for package in ("core", "plugins", "hooks") for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built anew."""
    folder = tmp_path_factory.mktemp("site") / "site"
    # Not `--quiet`: mkdocs counts only the warnings that it prints.
    done = run("mkdocs", "build", "--strict", "--site-dir", folder, cwd=ROOT, env={"NO_MKDOCS_2_WARNING": "1"})
    assert done.code == 0, done.all
    assert "WARNING" not in done.all
    return folder


class _Text(HTMLParser):
    """Collects the text of a page's article, and all addresses of the page that a browser fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fetched: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self._inside |= tag == "article"
        if tag in ("script", "img", "iframe", "source") or (tag == "link" and known.get("rel") != "canonical"):
            self.fetched += filter(None, (known.get("src"), known.get("href")))

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words += data.replace("¶", "").split()


def read(page: Path) -> _Text:
    parser = _Text()
    parser.feed(page.read_text("utf-8"))
    return parser


def shown(site: Path, name: str) -> str:
    """Return the text of a page, without blanks: where the marks of Markdown stood matters not."""
    return "".join(read(site / name).words)


def squeezed(text: str) -> str:
    return re.sub(r"[`*#\s]", "", text)


@pytest.mark.parametrize("rule", RULES)
def test_the_page_of_a_rule_is_what_explain_prints(site: Path, rule: str) -> None:
    printed = proplint("explain", rule).out
    assert squeezed(shown(site, f"reference/rules/{rule}.html")) == squeezed(printed)
    assert rule in shown(site, "reference/rules/index.html")


def programs(*typed: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give every command below one with its help."""
    helped = run(*typed, "--help").out
    below = re.findall(r"^  ([a-z-]+)(?:  .*)?$", helped.partition("\nCommands:\n")[2], re.MULTILINE)
    if not below:
        yield typed, helped
    for command in below:
        yield from programs(*typed, command)


def test_every_command_and_option_has_its_text(site: Path) -> None:
    text = squeezed(shown(site, "reference/commands.html"))
    hooks = [(path.name,) for path in sorted(BIN.glob("proplint-*"))]
    found = [one for typed in (("proplint",), *hooks) for one in programs(*typed)]
    assert len(found) >= 15
    for typed, helped in found:
        described = helped.partition("\n\n")[2].partition("\nOptions:")[0]
        assert squeezed("".join(typed)) in text
        assert squeezed(described) in text, typed
        for option in re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", helped, re.MULTILINE):
            assert option in text, (typed, option)


def test_every_key_type_and_format_has_its_section(site: Path) -> None:
    schema: dict[str, Any] = json.loads((ROOT / "docs" / "proplint.schema.json").read_text("utf-8"))
    for page, names in (("configuration", schema["properties"]), ("formats", BUILT_IN_FORMATS)):
        text = (site / "reference" / f"{page}.html").read_text("utf-8")
        assert re.findall('<h2 id="([^"]+)"', text) == [*names]
    text = squeezed(shown(site, "reference/types.html"))
    assert [word for word in BUILT_IN if squeezed(word) not in text] == []
    docs = [option.doc for loaded in Host({}).types() for option in loaded.type.options if loaded.type.name in BUILT_IN]
    assert [doc for doc in docs if squeezed(doc) not in text] == []
    codes = re.findall(r"<td>(\d+)</td>", (site / "reference" / "exit-codes.html").read_text("utf-8"))
    assert codes == [*map(str, EXIT_CODES)]


def test_every_name_of_the_interfaces_is_explained(site: Path) -> None:
    wanted = {
        "api": [f"proplint.api.{name}" for name in proplint_api.__all__],
        "hooks": [f"proplint.hookspecs.{kind.hook}" for kind in KINDS],
        "python": [f"proplint.{name}" for name in package.__all__ if not name.startswith("__")],
        "testing": [f"proplint.testing.{name}" for name in proplint_testing.__all__],
    }
    for page, names in wanted.items():
        text = (site / "reference" / f"{page}.html").read_text("utf-8")
        assert [name for name in names if f'id="{name}"' not in text] == []


def test_every_variable_that_is_ours_is_documented(site: Path) -> None:
    found = {name for path in SOURCES for name in re.findall(r"\bPROPLINT_[A-Z_]+\b", path.read_text("utf-8"))}
    text = (site / "reference" / "environment.html").read_text("utf-8")
    assert sorted(found) == sorted(set(re.findall(r"<dt><code>(PROPLINT_[A-Z_]+)</code>", text)))
    assert len(found) >= 5


def test_every_exit_code_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (sentence,) = re.findall(r"^Exit codes: .*$", readme, re.MULTILINE)
    assert sorted(map(int, re.findall(r"\b\d+\b", sentence))) == sorted(EXIT_CODES)


def test_what_only_the_tests_of_a_page_do_is_left_out(site: Path) -> None:
    assert any("<!-- setup" in page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md"))
    assert [page for page in site.rglob("*.html") if "<!-- setup" in page.read_text("utf-8")] == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > len(RULES) + 25
    fetched = {address for page in pages for address in read(page).fetched}
    assert [address for address in fetched if re.match("[a-z]+:|//", address)] == []
    styles = [path.read_text("utf-8") for path in (*site.rglob("*.css"), *site.rglob("*.svg"))]
    assert [url for text in styles for url in re.findall(r"(?:url\(|@import )['\"]?(https?:[^)'\"]+)", text)] == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("check", ["$ proplint check damaged/all.csv", "error[not-a-number]", "^^^^"]),
        ("commit", ["$ git commit", "error[email-changed]", "Found 3 errors"]),
        ("fix", ["$ proplint fix --diff", "+b5e83ed9f17"]),
        ("explain", ["# not-a-number", "## Example"]),
    ],
)
def test_the_pictures_show_what_a_terminal_shows(site: Path, name: str, texts: list[str]) -> None:
    svg = (site / "assets" / "terminal" / f"{name}.svg").read_text("utf-8")
    text = html.unescape(re.sub("<[^>]+>", "", svg)).replace("\u00a0", " ")
    assert [wanted for wanted in texts if wanted not in text] == []
    if name in ("check", "commit"):
        assert len(set(re.findall(r"fill: (#[0-9a-f]{6})", svg))) >= 4  # it has colours
    assert str(Path.home()) not in text
    assert "proplint-site-" not in text


def test_the_search_index_has_every_page(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    assert pages - found == set()


def rendered(address: str) -> str:
    """Return the document that a browser makes of a page, scripts and all."""
    assert BROWSER is not None
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom")
    done = run(BROWSER, *flags, address, env={"DBUS_SESSION_BUS_ADDRESS": os.devnull})
    assert done.code == 0, done.all
    return done.out


@pytest.mark.skipif(BROWSER is None, reason="needs a browser: install the Debian package chromium")
@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("index.html", ["Find the mistakes before the commit", "data-js-focus-visible"]),
        ("reference/rules/not-a-number.html", ["Why is this bad?"]),
        ("index.html?q=decimal+comma", ["md-search-result__article", "not-a-number"]),
    ],
    ids=["front", "rule", "search"],
)
def test_a_browser_shows_the_pages_and_finds_what_is_searched(site: Path, page: str, wanted: list[str]) -> None:
    """From a folder, without a server."""
    document = rendered(f"{site.as_uri()}/{page}")
    assert [text for text in wanted if text not in document] == []


def links(page: Path) -> Iterator[str]:
    yield from re.findall(r'<a [^>]*href="([^"#]+)', page.read_text("utf-8"))


def test_links_between_pages_lead_somewhere(site: Path) -> None:
    """Also those that the theme makes, which the strict build does not look at."""
    for page in site.rglob("*.html"):
        for link in links(page):
            if page.name != "404.html" and not re.match("[a-z]+:|/", link):
                assert (page.parent / link.partition("?")[0]).exists(), (page, link)
