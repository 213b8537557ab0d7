"""What `new-type` writes into a repository passes its own tests, ruff and `mypy --strict` untouched."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from support import BIN, proplint, run, write

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "Phone": "phone",
    "Driver's licence": "drivers_licence",
    "2FA code": "type_2fa_code",
    "Email": "email_type",
    "Option": "option",
    "Ölçü & Größe (cm)": "olcu_and_grosse_cm",
}
STRICT = "COM812,CPY001,D107,D203,D213,EM,TRY003,INP001,RUF001,RUF002,RUF003"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a type of every name."""
    home = tmp_path_factory.mktemp("scaffolded")
    for name in NAMES:
        done = proplint("new-type", name, cwd=home)
        assert done.code == 0, done.all
    return home


@pytest.mark.parametrize("module", NAMES.values())
def test_its_tests_pass(made: Path, module: str) -> None:
    done = run(sys.executable, "-m", "pytest", "-q", f"proplint_plugins/test_{module}.py", cwd=made)
    assert done.code == 0, done.all
    assert " passed" in done.out


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--isolated"),
        ("ruff", "check", "--isolated", "--select", "ALL", "--ignore", STRICT),
        ("ruff", "format", "--isolated", "--check"),
        ("ruff", "format", "--isolated", "--check", "--line-length", "120"),
        ("mypy", "--strict", "--python-executable", sys.executable),
    ],
    ids=" ".join,
)
def test_its_linters_find_nothing(made: Path, command: tuple[str, ...]) -> None:
    name, *arguments = command
    done = run(BIN / name, *arguments, "proplint_plugins", cwd=made)
    assert done.code == 0, done.all


def test_its_tests_are_real(made: Path, tmp_path: Path) -> None:
    """A type that takes every cell fails them."""
    folder = tmp_path / "proplint_plugins"
    for path in (made / "proplint_plugins").glob("*phone*"):
        text = path.read_text("utf-8")
        write(
            folder / path.name,
            text.replace("if self._right.fullmatch(value):", "if self._right.fullmatch(value) or value:"),
        )
    done = run(sys.executable, "-m", "pytest", "-q", str(folder), cwd=tmp_path)
    assert done.code == 1
    assert "phone.cases.yaml:" in done.out
