"""Types of a team's own in real runners: as a file, as a distribution, and what becomes of plugins that are at fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from runners import commit, configured
from support import git, proplint, repository, run, write, write_all

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.checkout, pytest.mark.xdist_group("runners")]

HEADER = "Customer ID,Email,Phone:Home\n"
GOOD = HEADER + "a1,a@example.com,AB1234\n"
BAD = HEADER + "a1,a@example.com,ab 1234\n"
TOLD = "a.csv:2:18: not-a-phone: [*] `ab 1234` is written in another way (Phone:Home, customer a1); write `AB1234`"
FAULTS = {
    "raises": (
        "        if self._right.fullmatch(value):",
        "        if len(value) // 0:",
        "plugin proplint_plugins/phone.py failed in column `Phone:Home`: ZeroDivisionError",
    ),
    "raises when it is loaded": (
        "proplint_interface: Final = 1",
        'raise RuntimeError("no licence")',
        "plugin proplint_plugins/phone.py could not be loaded: RuntimeError: no licence",
    ),
    "hangs": (
        "        if self._right.fullmatch(value):",
        "        while value:\n            pass\n        if value:",
        "plugin proplint_plugins/phone.py failed in column `Phone:Home`: it took longer than 1 second, and was stopped",
    ),
    "hangs when it is loaded": (
        "proplint_interface: Final = 1",
        "while True:\n    pass",
        "plugin proplint_plugins/phone.py could not be loaded: it took longer than 1 second, and was stopped",
    ),
    "is made for an older interface": (
        "proplint_interface: Final = 1",
        "proplint_interface: Final = 0",
        "plugin proplint_plugins/phone.py was made for interface 0 of proplint",
    ),
}
"""What is wrong with a plugin: what stands in it, what is put there instead, and what is said of it."""


@pytest.fixture
def own(workdir: Path) -> Path:
    """Return a repository whose configuration has a column of a type that is yet to be made."""
    repository(workdir)
    write_all(workdir, {"proplint.yaml": "version: 1 # ours\n", "a.csv": GOOD})
    return workdir


def declare(own: Path) -> None:
    """Declare the column, as `new-type` says to."""
    config = own / "proplint.yaml"
    write(config, config.read_text("utf-8") + 'properties:\n  "Phone:Home":\n')


def test_a_new_type_as_a_file(own: Path, hook_repo: Path, runner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert proplint("new-type", "Phone", "--configure").code == 0
    declare(own)
    write(own / ".pre-commit-config.yaml", configured(hook_repo, "proplint"))
    assert run(runner, "install", "--install-hooks").code == 0
    git("add", "--all")
    done = commit()
    assert done.code == 0, done.all
    write(own / "a.csv", BAD)
    done = commit("--all")
    assert done.code != 0
    assert TOLD in done.all
    monkeypatch.setenv("PROPLINT_PLUGIN_SECONDS", "1")
    file = own / "proplint_plugins" / "phone.py"
    right = file.read_text("utf-8")
    for found, instead, says in FAULTS.values():
        write(file, right.replace(found, instead, 1))
        done = commit("--all")
        assert done.code != 0
        assert says in done.all.replace(f"{own.as_posix()}/", "")
        assert "Traceback" not in done.all
        assert "not-a-phone" not in done.all
    write_all(own, {"proplint_plugins/phone.py": right, "a.csv": GOOD.replace("1234", "5678")})
    done = commit("--all")
    assert done.code == 0, done.all


def test_a_new_type_as_a_distribution(own: Path, hook_repo: Path, runner: str) -> None:
    """Its README's own lines are used; and a second one of the same name is told by both names."""
    outside = own.parent / f"{own.name}-plugins"
    for arguments in ((), ("--module", "phone_too")):
        folder = outside / "".join(arguments[1:])
        done = proplint("new-type", "Phone", "--package", str(folder / "it"), *arguments)
        assert done.code == 0, done.all
    readme = (outside / "it" / "README.md").read_text("utf-8")
    config, hook = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    (line,) = re.findall(r"^ *additional_dependencies: .*\n", hook, re.MULTILINE)
    paths = f"['{(outside / 'it').as_posix()}', '{(outside / 'phone_too' / 'it').as_posix()}']"
    line = re.sub(r"\[.*\]", paths, line.partition(" #")[0] + "\n")
    config = config.replace("Phone:Main", "Phone:Home")
    write_all(own, {"proplint.yaml": config, ".pre-commit-config.yaml": configured(hook_repo, "proplint", line)})
    git("add", "--all")
    done = run(runner, "run")
    assert done.code == 0, done.all
    write(own / "a.csv", BAD)
    git("add", "--all")
    done = run(runner, "run")
    assert done.code != 0
    assert TOLD in done.all
    write(own / "proplint.yaml", config.replace("[proplint-phone]", "[proplint-phone, proplint-phone-too]"))
    git("add", "--all")
    done = run(runner, "run")
    assert done.code != 0
    assert "two plugins bring the type `Phone`: proplint-phone 0.1.0 and proplint-phone-too 0.1.0" in done.all
    assert "Traceback" not in done.all
