"""Plugins as others make them: the examples and what `new-type` writes, installed by pip where nothing else is."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from support import BIN, ROOT, commit_all, proplint, repository, run, write_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from support import Done

pytestmark = [pytest.mark.checkout, pytest.mark.xdist_group("plugins")]

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples" / "plugins").glob("*/pyproject.toml"))
SCAFFOLDED = {"VAT number": "proplint-vat-number", "Types": "proplint-types", "İlçe": "proplint-ilce"}
"""Types to their distributions: an abbreviation, a package that would hide one of proplint's, letters of Turkish."""


class Use(NamedTuple):
    """A check that uses a plugin.

    Attributes:
        config: What `proplint.yaml` has more.
        header: The columns behind the keys.
        cells: Those of each record.
        says: What the report must hold, and its page shows.
        before: The cells of the version before; None for no repository.
        form: The form of the report.
    """

    config: str
    header: str
    cells: tuple[str, ...]
    says: str
    before: tuple[str, ...] | None = None
    form: str = "concise"

    def rows(self, cells: tuple[str, ...]) -> str:
        """Return a file with these cells."""
        rows = (f"a{number},a{number}@example.com,{own}\n" for number, own in enumerate(cells, start=1))
        return f"Customer ID,Email,{self.header}\n" + "".join(rows)


USES: Mapping[str, Use] = {
    "proplint-phone": Use(
        "properties: {'Phone:Home': {country: TR}}",
        "Phone:Home",
        ("0532 123 45 67", "+905321234567"),
        "all.csv:2:19: not-e164: [*] `0532 123 45 67` is not written as plus sign, country code and number "
        "(Phone:Home, customer a1); write `+905321234567`",
    ),
    "proplint-iban": Use(
        "properties: {'IBAN:Refunds': {countries: [DE, TR]}}",
        "IBAN:Refunds",
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        "all.csv:2:19: spaced-iban: [*] `DE89 3704 0044 0532 0130 00` is written as on paper (IBAN:Refunds, customer a1); "
        "write `DE89370400440532013000`",
    ),
    "proplint-date-order": Use(
        "properties: {'Date:Start': , 'Date:End': }\n"
        "record_rules: [{date-order: {start: 'Date:Start', end: 'Date:End'}}]",
        "Date:Start,Date:End",
        ("2025/06/27,2025/06/01", "2025/06/01,2025/06/27"),
        "all.csv:2:30: ends-too-early: `2025/06/01` is before `2025/06/27`, which stands in `Date:Start` "
        "(Date:End, customer a1); correct one of the two dates",
    ),
    "proplint-referrer": Use(
        "properties: {'Text:Referred by': }\nfile_rules: [{referrer: {column: 'Text:Referred by'}}]",
        "Text:Referred by",
        ("a2", "a9"),
        "all.csv:3:19: unknown-referrer: `a9` is the `Customer ID` of no record of this file (Text:Referred by, customer "
        "a2); correct it, or leave the cell empty",
    ),
    "proplint-erp-damage": Use(
        "properties: {'Text:Number': }",
        "Text:Number",
        ("0000000042", "0000000007"),
        "`0000000042` was `42` in the version before: the ERP filled it up with zeros to 10 digits",
        before=("42", "7"),
    ),
    "proplint-junit": Use("properties: {'Boolean:VIP': }", "Boolean:VIP", ("wahr",), "not-a-boolean", form="junit"),
    **{
        name: Use(
            f'properties: {{"{word}:Main": {{prefix: TR}}}}',
            f"{word}:Main",
            ("tr-1234", "TR1234"),
            f"all.csv:2:19: not-{'an' if word[0] == 'İ' else 'a'}-{name.removeprefix('proplint-')}: [*] `tr-1234` is written "
            "in another way",
        )
        for word, name in SCAFFOLDED.items()
    },
}


class Fresh(NamedTuple):
    """An environment, and the folder that sources were copied to."""

    bin: Path
    sources: Path

    @property
    def variables(self) -> dict[str, str]:
        """The variables under which its programs are found first."""
        return {"PYTHONPATH": "", "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}"}

    def run(self, name: str, *arguments: str, cwd: Path) -> Done:
        """Run a program of the environment."""
        return run(self.bin / name, *arguments, cwd=cwd, env=self.variables)


def environment(home: Path) -> Fresh:
    """Make an environment with proplint, and nothing else that its tests don't need."""
    done = run(sys.executable, "-m", "venv", home / "venv")
    assert done.code == 0, done.all
    made = Fresh(home / "venv" / ("Scripts" if os.name == "nt" else "bin"), home / "sources")
    done = made.run("python", "-m", "pip", "install", "--quiet", f"{ROOT}[testing]", cwd=home)
    assert done.code == 0, done.all
    return made


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Return an environment into which pip installed proplint and every plugin, from copies of their sources."""
    made = environment(tmp_path_factory.mktemp("fresh"))
    shutil.copytree(ROOT / "examples" / "plugins", made.sources)
    for word in SCAFFOLDED:
        assert proplint("new-type", word, "--package", cwd=made.sources).code == 0
    plugins = [str(made.sources / name) for name in (*EXAMPLES, *SCAFFOLDED.values())]
    done = made.run("python", "-m", "pip", "install", "--quiet", *plugins, cwd=made.sources)
    assert done.code == 0, done.all
    return made


@pytest.mark.parametrize("name", [*EXAMPLES, *SCAFFOLDED.values()])
def test_its_own_tests_and_linters_pass(fresh: Fresh, name: str) -> None:
    folder = fresh.sources / name
    done = fresh.run("python", "-m", "pytest", "-q", cwd=folder)
    assert done.code == 0, done.all
    assert " passed" in done.out
    assert "skipped" not in done.out
    cache = f"--cache-dir={fresh.sources / '.mypy_cache'}"
    for command in (
        (BIN / "ruff", "check"),
        (BIN / "ruff", "format", "--check"),
        (BIN / "mypy", cache, "--python-executable", fresh.bin / "python", "."),
    ):
        done = run(*command, cwd=folder)
        assert done.code == 0, done.all


@pytest.mark.parametrize("name", [*EXAMPLES, *SCAFFOLDED.values()])
def test_it_is_used_in_a_check(fresh: Fresh, workdir: Path, name: str) -> None:
    use = USES[name]
    shop = repository(workdir / "shop")
    write_all(shop, {"proplint.yaml": f"version: 1\nplugins: [{name}]\n{use.config}\n"})
    if use.before is not None:
        write_all(shop, {"all.csv": use.rows(use.before)})
        commit_all(shop)
    write_all(shop, {"all.csv": use.rows(use.cells)})
    done = fresh.run("proplint", "check", "--format", use.form, cwd=shop)
    assert (done.code, done.err) == (1, "")
    assert use.says in done.out


def test_a_first_type_is_made_as_its_page_says(workdir: Path) -> None:
    """Each step of the page, in its order, in an environment that has nothing but proplint."""
    page = (ROOT / "docs" / "first-type.md").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for language, text in re.findall(r"^```([a-z]+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        found.setdefault(language, []).append(text)
    (make, test), (cases, config, _), (change,) = found["sh"], found["yaml"], found["diff"]
    (data,), (check,) = found["csv"], found["console"]
    own = environment(workdir)
    done = run("sh", "-ec", make, cwd=workdir, env=own.variables)
    assert done.code == 0, done.all
    assert " passed" in done.out
    made = workdir / "proplint-phone"
    write_all(made, {"tests/phone.cases.yaml": cases, "it.diff": change})
    done = run("sh", "-ec", f"git apply it.diff\n{test}", cwd=made, env=own.variables)
    assert done.code == 0, done.all
    assert "EDIT" not in (made / "src" / "proplint_phone" / "__init__.py").read_text("utf-8")
    write_all(workdir / "shop", {"proplint.yaml": config, "customers.csv": data})
    command, _, expected = check.removeprefix("$ ").partition("\n")
    done = run("sh", "-ec", command, cwd=workdir / "shop", env=own.variables)
    assert done.code == 1
    assert done.out.startswith(expected.removesuffix("…\n"))


def test_all_are_listed(fresh: Fresh, workdir: Path) -> None:
    listed = fresh.run("proplint", "types", cwd=workdir).out
    for word in ("Phone", "IBAN", *SCAFFOLDED):
        assert f"\n{word}  (proplint-" in listed
    for word in ("not-e164", "wrong-check-digits", "not-a-vat-number"):
        assert word in listed


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_page_shows_what_it_says(name: str) -> None:
    page = (ROOT / "examples" / "plugins" / name / "README.md").read_text("utf-8")
    use = USES[name]
    assert use.says in page or f"--format {use.form}" in page
    assert name in page
