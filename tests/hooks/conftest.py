"""What the tests in hook runners share: the checkout as a repository of hooks, and where runners keep what they install."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from runners import RUNNERS
from support import BIN, checkout_as_repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def hook_repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with this checkout, as it is now, committed."""
    return checkout_as_repository(tmp_path_factory.mktemp("hook") / "proplint")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return where the runners keep their environments, made once for all tests."""
    root = tmp_path_factory.mktemp("homes")
    return {"PRE_COMMIT_HOME": str(root / "pre-commit"), "PREK_HOME": str(root / "prek")}


@pytest.fixture(params=RUNNERS)
def runner(request: pytest.FixtureRequest, homes: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in homes.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    return str(request.param)
