"""What `proplint.testing` is as a package."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from support import ROOT, proplint, run, write_all

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["hypothesis", "pytest"])
def test_what_is_missing_is_named_with_what_to_install(name: str) -> None:
    code = f"import sys; sys.modules[{name!r}] = None; import proplint.testing"
    done = run(sys.executable, "-c", code)
    assert done.code == 1
    says = f'proplint.testing needs {name}: `python -m pip install "pytest>=8" hypothesis`'
    assert done.err.endswith(f"ModuleNotFoundError: {says}\n")
    assert done.err.count("Traceback") == 1


def test_what_is_missing_is_told_in_the_tests_of_a_plugin(workdir: Path) -> None:
    write_all(workdir, {"pytest.ini": "[pytest]\n", "conftest.py": "import sys; sys.modules['hypothesis'] = None\n"})
    assert proplint("new-type", "Phone").code == 0
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:hypothesispytest", "proplint_plugins")
    assert done.code == 2
    assert "\nE   ModuleNotFoundError: proplint.testing needs hypothesis: `python -m pip install " in done.out
    assert "During handling" not in done.out
    assert "direct cause" not in done.out


@pytest.mark.checkout
def test_the_extra_brings_what_is_needed() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'testing = ["hypothesis", "pytest>=8"]' in text


def test_a_file_of_cases_that_is_wrong_is_told_without_a_traceback(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wrong")
    code = "from proplint.testing import TypeContract\nfrom proplint_types.number import Number\n\n\nclass TestIt(TypeContract):\n"
    (folder / "test_it.py").write_text(f'{code}    type = Number()\n    cases = "cases.yaml"\n')
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "cases.yaml").write_text("- vald: [1]\n")
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ".", cwd=folder)
    assert done.code == 2
    assert "cases.yaml:1:3: unknown key `vald` of a group (did you mean `valid`?)" in done.out
    assert "Traceback" not in done.out
    assert "core/proplint" not in done.out


def test_a_check_that_never_ends_is_stopped_and_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("endless")
    (folder / "endless.py").write_text(
        "from proplint.api import hookimpl\n\n\nclass Check:\n    def check(self, value):\n        while value == 'x':\n"
        "            try:\n                value = value\n            except Exception:\n                pass\n\n\n"
        "class Endless:\n    name, aliases, doc, options, rules = 'Endless', (), 'It has no end.', (), ()\n\n"
        "    def compile(self, options):\n        return Check()\n"
    )
    (folder / "test_it.py").write_text(
        "from proplint.testing import TypeContract\nfrom endless import Endless\n\n\nclass TestIt(TypeContract):\n"
        '    type = Endless()\n    cases = "cases.yaml"\n    seconds = 0.5\n'
    )
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "cases.yaml").write_text("- valid: [a, x]\n")
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "each_case", ".", cwd=folder)
    assert done.code == 1
    assert "1 failed, 1 passed" in done.out
    assert "the plugin did not end in 0.5 seconds; the last thing it was asked about is 'x'" in done.out
