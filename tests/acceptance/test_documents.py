"""What the README says is what happens, and what docs/types.md makes works."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from typing import TYPE_CHECKING, cast

import pytest
from ruamel.yaml import YAML

from proplint.api import Fix, Problem
from proplint.cli import _COMMANDS
from proplint.plugins import Host
from proplint.report import FORMATS
from proplint.testing import FileRuleContract, FormatContract, RecordRuleContract, TypeContract
from support import ROOT, commit_all, git, load_config, proplint, repository, run, write, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
TYPES = (ROOT / "docs" / "types.md").read_text("utf-8")
RULES = (ROOT / "docs" / "rules-of-your-own.md").read_text("utf-8")
PAGES = [path for pattern in ("*.md", "examples/**/*.md") for path in sorted(ROOT.glob(pattern))]  # docs: test_site.py
FORMAT = (ROOT / "docs" / "report-formats.md").read_text("utf-8")
TESTING = (ROOT / "docs" / "testing-types.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def correct_error_file(shop: Path) -> None:
    """Correct the error file of the damaged export by the export that is whole."""
    proplint("check", "--error-files", "errors", "damaged", cwd=shop)
    file = shop / "errors" / "damaged" / "all.errors.csv"
    right, wrong = (
        [*csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))]
        for path in (shop / "customers" / "all.csv", file)
    )
    known = {row["Customer ID"]: row for row in right}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, wrong[0])
    writer.writeheader()
    writer.writerows({**row, **known[row["Customer ID"]]} for row in wrong)
    write(file, out.getvalue())


@pytest.mark.parametrize("block", blocks(README, "console"), ids=lambda block: block.splitlines()[0])
def test_commands_print_what_the_readme_shows(workdir: Path, block: str) -> None:
    shutil.copytree(ROOT / "examples" / "shop", workdir / "shop")
    if "--base" in block:
        commit_all(repository(workdir / "shop"))
        file = workdir / "shop" / "customers" / "newsletter.csv"
        lines = file.read_text("utf-8").splitlines()
        lines[2] = re.sub(",[^,]*@[^,]*,", ",other@example.com,", lines[2])
        write(file, "\n".join(lines) + "\n")
    if "apply" in block:
        correct_error_file(workdir / "shop")
    command, _, expected = block.removeprefix("$ proplint ").partition("\n")
    done = proplint(*command.split(), cwd=workdir / "shop", env={"COLUMNS": "100"})
    assert done.err == ""
    parts = expected.split("…\n") if expected.count("\n…\n") else [expected]
    position = 0
    for part in parts:
        position = done.out.index(part, position) + len(part)
    assert done.out.startswith(parts[0])


def test_every_hook_command_and_format_is_named() -> None:
    manifest = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in manifest:
        assert f"| `{hook['id']}` | `{hook['entry']}" in README
    for command in _COMMANDS:
        assert f"`proplint {command}" in README
    for form in FORMATS:
        assert f"`{form}`" in README


@pytest.mark.parametrize(
    "name", ["lefthook.yml", "package.json", "husky-pre-commit", "pre-commit", "pre-push", "pre-receive"]
)
def test_the_snippets_are_those_that_are_tried(name: str) -> None:
    assert f"```\n{(ROOT / 'examples' / 'hooks' / name).read_text('utf-8')}```\n" in re.sub(
        "```[a-z]+\n", "```\n", README
    )


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_the_recipes_for_ci_work_in_a_clone_as_deep_as_theirs(workdir: Path, name: str) -> None:
    text = (ROOT / "examples" / "ci" / name).read_text("utf-8")
    assert f"```yaml\n{text}```" in README
    (command,) = re.findall(r"^ *- (?:run: )?(proplint .*)$", text, re.MULTILINE)
    shop = repository(workdir / "shop")
    good = "Customer ID,Email\na1,a@example.com\n"
    write_all(shop, {"proplint.yaml": "version: 1\n", "a.csv": good})
    commit_all(shop)
    base = git("rev-parse", "HEAD", cwd=shop).strip()
    for data, code in ((good + "\n", 0), (good.replace("a@", "b@"), 1)):
        git("checkout", "--quiet", "-B", "request", base, cwd=shop)
        write(shop / "a.csv", data)
        commit_all(shop)
        git("checkout", "--quiet", "--detach", base, cwd=shop)
        git("merge", "--quiet", "--no-ff", "--no-edit", "request", cwd=shop)
        clone = workdir / f"clone{code}"
        depth = ["--depth=2"] if name == "github.yml" else []
        git("clone", "--quiet", *depth, shop.as_uri(), str(clone))
        done = run("sh", "-c", command, cwd=clone, env={"CI_MERGE_REQUEST_DIFF_BASE_SHA": base})
        assert done.code == code, done.all


def test_the_configuration_in_the_readme_is_one() -> None:
    (text,) = (block for block in blocks(README, "yaml") if block.startswith("version: 1"))
    config = load_config(text)
    assert len(config.properties) == 6


def test_the_python_in_the_readme_runs(workdir: Path) -> None:
    shutil.copytree(ROOT / "examples" / "shop" / "customers", workdir / "customers")
    (code,) = blocks(README, "python")
    done = run(sys.executable, "-c", code)
    assert (done.code, done.err) == (0, "")


def test_the_type_of_the_tutorial_works(workdir: Path) -> None:
    (code, *_), (config, *_) = blocks(TYPES, "python"), blocks(TYPES, "yaml")
    write_all(workdir, {"proplint_plugins/phone.py": code, "proplint.yaml": config})
    rows = "a1,a@example.com,0532\n"
    write(workdir / "all.csv", f"Customer ID,Email,Phone:Home\n{rows}")
    done = proplint("check")
    (shown,) = re.findall(r"^```\n(all.csv:.*?)^```$", TYPES, re.MULTILINE | re.DOTALL)
    assert re.fullmatch(re.escape(shown).replace("…", ".*"), done.out, re.DOTALL), done.out
    rows += "b2,b@example.com,+90 532\nc3,c@example.com,+90532\n"
    write(workdir / "all.csv", f"Customer ID,Email,Phone:Home\n{rows}")
    line, *_ = (line for line in proplint("check").out.splitlines() if "customer b2" in line)
    assert "has blanks (Phone:Home, customer b2); write `+90532`" in line


def test_the_built_in_rules_of_the_page_and_the_readme_are_configured_so() -> None:
    config, *_ = blocks(RULES, "yaml")
    across = load_config(config).across
    assert [rule.word for rule in (*across.of_records, *across.of_files)] == ["requires", "excludes", "unique"]
    for name in across.names:
        assert f"(`{name}`)" in RULES
    (listed,) = (block for block in blocks(README, "yaml") if block.startswith("record_rules"))
    shown = load_config(config.partition("record_rules")[0] + listed).across
    assert [rule[:-2] for rule in (*shown.of_records, *shown.of_files)] == [
        rule[:-2] for rule in (*across.of_records, *across.of_files)
    ]


@pytest.mark.parametrize(
    ("at", "file", "content", "hook"),
    [
        (0, "period.py", "Date:Start,Date:End\na1,a@example.com,2025/06/27,2025/06/01\n", "proplint_record_rules"),
        (
            1,
            "household.py",
            "Text:Address\n"
            + "".join(f"{one}{at},{one}@example.com,Bahnhofstraße 1\n" for at, one in enumerate("abc", 1)),
            "proplint_file_rules",
        ),
    ],
)
def test_the_rules_of_the_page_work(workdir: Path, at: int, file: str, content: str, hook: str) -> None:
    code, config = blocks(RULES, "python")[at], blocks(RULES, "yaml")[at + 1]
    assert f"\ndef {hook}(" in code
    write_all(
        workdir, {f"proplint_plugins/{file}": code, "proplint.yaml": config, "all.csv": f"Customer ID,Email,{content}"}
    )
    done = proplint("check")
    line, *_ = done.out.splitlines()
    assert f"```\n{line}\n```" in RULES
    assert "Found 1 error in" in done.out


def test_the_tests_of_the_page_pass() -> None:
    record_rule, file_rule, tests = blocks(RULES, "python")
    scope: dict[str, object] = {}
    for code in (record_rule, file_rule, tests):
        exec(code, scope)  # noqa: S102
    found = [name for name in scope if name.startswith("test_")]
    assert len(found) == 2
    for name in found:
        cast("Callable[[], None]", scope[name])()


@pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_changelog_has_a_section_for_what_is_not_released() -> None:
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_problem_with_readings_is_that_of_dates() -> None:
    """What the page shows is what the type says."""
    _, problem, *_ = blocks(TYPES, "python")
    loaded = Host({}).find("Date", "Date")
    assert loaded is not None
    check = loaded.compile("Date:D", {option.name: option.default for option in loaded.type.options})
    shown = eval(problem, {"Problem": Problem, "Fix": Fix})  # noqa: S307
    assert check.check("06/07/2025") == shown


def test_what_the_type_of_the_tutorial_accepts_is_right() -> None:
    """The page's snippets, put together as it says."""
    code, _, accepts, test, *_ = blocks(TYPES, "python")
    scope: dict[str, object] = {}
    attribute = next(line for line in accepts.splitlines() if line.startswith("accepts"))
    code = code.replace("class PhoneCheck:\n", f"class PhoneCheck:\n    {attribute}\n")
    exec(accepts.replace(attribute, "") + code, scope)  # noqa: S102
    exec(test, scope)  # noqa: S102
    assert "accepts" in vars(cast("type", scope["PhoneCheck"]))
    cast("Callable[[], None]", scope["test_what_is_accepted_is_right"])()


def names_of_the_tests_of(contract: type) -> set[str]:
    return {name.removeprefix("test_") for name in dir(contract) if name.startswith("test_")}


def names_of_the_tests_that_pass(folder: Path, files: Mapping[str, str]) -> set[str]:
    """Write plugin and tests where their pages say, and run the tests."""
    write_all(folder, files)
    done = run(sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "tests", cwd=folder)
    assert done.code == 0, done.all
    return {*re.findall(r"::test_(\w+)", done.out)}


def test_the_type_of_the_tutorial_keeps_its_contract(workdir: Path) -> None:
    """The test and the cases of the page about tests, for the type of the page about types."""
    (code, *_), (test, *_), (cases, *_) = blocks(TYPES, "python"), blocks(TESTING, "python"), blocks(TESTING, "yaml")
    files = {"proplint_plugins/phone.py": code, "tests/test_phone.py": test, "tests/phone.cases.yaml": cases}
    ran = names_of_the_tests_that_pass(workdir, files)
    told = {*re.findall(r"^\| `(\w+)` \|", TESTING, re.MULTILINE)}
    kept = names_of_the_tests_of(TypeContract)
    assert (
        ran == kept == told - {"options", "valid", "accepted", "invalid", "refused", "says", "fix", "safe", "readings"}
    )


@pytest.mark.parametrize(
    ("at", "module", "contract"), [(0, "period", RecordRuleContract), (1, "household", FileRuleContract)]
)
def test_the_rules_of_the_page_keep_their_contract(workdir: Path, at: int, module: str, contract: type) -> None:
    """The tests and the cases of the page about tests, for the rules of the page about rules."""
    files = {
        f"proplint_plugins/{module}.py": blocks(RULES, "python")[at],
        f"tests/test_{module}.py": blocks(TESTING, "python")[2 + at],
        f"tests/{module}.cases.yaml": blocks(TESTING, "yaml")[1 + at],
    }
    assert [name for name in files if f"`{name}`" not in RULES + TESTING] == []
    assert names_of_the_tests_that_pass(workdir, files) == names_of_the_tests_of(contract)


def test_the_format_of_the_page_keeps_its_contract(workdir: Path) -> None:
    files = dict(zip(("proplint_plugins/markdown.py", "tests/test_markdown.py"), blocks(FORMAT, "python"), strict=True))
    assert [name for name in files if f"`{name}`" not in FORMAT] == []
    assert names_of_the_tests_that_pass(workdir, files) == names_of_the_tests_of(FormatContract)


def test_what_the_page_about_tests_says_can_be_set_is_what_there_is() -> None:
    _, settings, *_ = blocks(TESTING, "python")
    named = {*re.findall(r"^    (\w+) = ", settings, re.MULTILINE)}
    assert named == {name for name in dir(TypeContract) if not re.match("_|test_|pytest_|latest", name)} | {
        "type",
        "cases",
    }
    for name, value in re.findall(r"^    (\w+) = .*\((\d+)\)$", settings, re.MULTILINE):
        assert getattr(TypeContract, name) == int(value)
