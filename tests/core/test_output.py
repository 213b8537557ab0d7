"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from proplint.exceptions import OutputError
from proplint.output import open_atomically, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_atomically(str(tmp_path / "new"), [b"a", b"b"], follow_symlink=True)
    assert (tmp_path / "new").read_bytes() == b"ab"
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_keeps_its_mode(workdir: Path) -> None:
    file = workdir / "old"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_atomically("old", [b"new"], follow_symlink=True)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "old"
    file.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_atomically(str(file), pieces(), follow_symlink=True)
    assert file.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [file]


def test_through_a_symbolic_link_when_asked(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomically(str(tmp_path / "link"), [b"new"], follow_symlink=True)
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()
    with pytest.raises(OutputError, match="is a symbolic link"):
        write_atomically(str(tmp_path / "link"), [b"x"], follow_symlink=False)


@pytest.mark.skipif(os.name == "nt", reason="named pipes are POSIX")
def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write_atomically(str(pipe), [b"a", b"b"], follow_symlink=True)
    reader.join()
    assert received == [b"ab"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["missing/file", "file/below", ""])
def test_what_can_not_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="can't be written"):
        write_atomically(str(tmp_path / name), [b"x"], follow_symlink=True)
    with (
        pytest.raises(OutputError, match="can't be written"),
        open_atomically(str(tmp_path / "file" / "x"), follow_symlink=True, make_folder=True),
    ):
        pass  # pragma: no cover  it can't be opened
