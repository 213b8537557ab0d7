"""A large blob is read while git still writes it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from proplint.exceptions import GitError
from proplint.git.growing import GrowingSource
from proplint.git.objects import Objects
from support import git, proplint, repository, write

CONTENT = b"Customer ID,Email\n" + b"".join(b"c%d,c%d@example.com\n" % (n, n) for n in range(400_000))


@pytest.fixture
def blob(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "large.csv", CONTENT)
    return git("hash-object", "-w", "large.csv").strip()


def test_every_byte_is_there(blob: str) -> None:
    objects = Objects()
    source = objects.open(blob, "large.csv")
    assert isinstance(source, GrowingSource)
    assert source.size == len(CONTENT)
    assert source.read(source.size - 7, 100) == CONTENT[-7:]
    found = hashlib.sha256()
    for offset in range(0, source.size, 100_003):
        found.update(source.read(offset, 100_003))
    assert found.digest() == hashlib.sha256(CONTENT).digest()
    source.close()
    objects.close()


def test_a_blob_that_git_can_not_read_to_its_end(blob: str) -> None:
    path = Path(".git", "objects", blob[:2], blob[2:])
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole[: len(whole) // 2])
    objects = Objects()
    source = objects.open(blob, "large.csv")
    with pytest.raises(GitError, match="git cat-file failed"):
        source.read(source.size - 7, 100)
    source.close()
    objects.close()


def test_a_large_file_against_its_version_before(blob: str, tmp_path: Path) -> None:
    git("add", "large.csv")
    git("commit", "--quiet", "--message", "x")
    assert blob in git("ls-tree", "HEAD")
    write(tmp_path / "large.csv", CONTENT.replace(b"\nc7,c7@", b"\nc7,c7x@").replace(b"\nc399999,", b"\nnew,"))
    done = proplint("check", "--base", "HEAD", "--format", "concise", "large.csv")
    assert [line.split(":")[1] for line in done.out.splitlines() if "email-changed" in line] == ["9"]
    assert [line.split(":")[1] for line in done.out.splitlines() if "customer-id-changed" in line] == ["400001"]
