"""Checks that the built distributions hold what they must, and nothing else."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

PACKAGES = ("proplint", "proplint_types", "proplint_rules", "proplint_hooks")
ROOTS = ("core/proplint", "plugins/proplint_types", "plugins/proplint_rules", "hooks/proplint_hooks")


def main() -> int:
    """Compare the distributions with the sources; return 0 when they agree."""
    dist = Path("dist")
    (wheel,), (sdist,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    sources = {
        path.relative_to(Path(root).parent).as_posix()
        for root in ROOTS
        for path in Path(root).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.split("/")[0] in PACKAGES}
    complaints = [f"not in the wheel: {name}" for name in sorted(sources - packed)]
    complaints += [f"only in the wheel: {name}" for name in sorted(packed - sources)]
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    needed = {
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "pyproject.toml",
        ".pre-commit-hooks.yaml",
        "tests/conftest.py",
    }
    complaints += [f"not in the source distribution: {name}" for name in sorted(needed - names)]
    complaints += [f"junk in the source distribution: {name}" for name in sorted(names) if "__pycache__" in name]
    print("\n".join(complaints) or f"{wheel.name} and {sdist.name} hold what they must.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
