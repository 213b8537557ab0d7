"""A real spreadsheet opens a file and saves it; the version before gives its format back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from proplint.csvfile.source import BytesSource
from proplint.plugins import Host
from proplint.repair.context import context_of
from proplint.repair.outcome import Repaired
from proplint.repair.restore import restore_format
from support import load_config, run, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SOFFICE = shutil.which("soffice")
CONFIG = load_config("""\
version: 1
properties:
  Boolean:VIP:
  Choice:Renk: {options: [Yeşil, Kırmızı, "Koyu mavi, parlak"]}
  Multiple choice:Hobi: {options: [Yüzme, Okuma]}
  Number:Yaş:
  Text:Not:
  Date:Doğum:
""")
NAMES = [
    "Customer ID",
    "Email",
    "Boolean:VIP",
    "Choice:Renk",
    "Multiple choice:Hobi",
    "Number:Yaş",
    "Text:Not",
    "Date:Doğum",
]
ROWS = [
    ["a5c123de456", "a@example.com", "TRUE", "Yeşil", "Yüzme;Okuma", "42.50", "x, y", "2025/06/27"],
    ["b7d2", "b@example.com", "", "Koyu mavi, parlak", "", "7", 'satır 1\r\nsatır "2"', ""],
    ["c9e3", "c@example.com", "FALSE", "Kırmızı", "Okuma", "", "“ışık”", "2024/02/29"],
    ["d1f4", "d@example.com", "", "", "", "", "", ""],
]  # fmt: skip


def minimal(text: str) -> str:
    return quoted(text) if any(sign in text for sign in '",\r\n') else text


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def mixed(text: str) -> str:
    return minimal(text) if text in ("", "TRUE", "7") else quoted(text)


def file_of(form: Callable[[str], str], end: str, mark: str, rows: list[list[str]] = ROWS) -> bytes:
    return (mark + "".join(",".join(map(form, row)) + end for row in [NAMES, *rows])).encode()


class Saved(NamedTuple):
    """How LibreOffice saves: field delimiter, text delimiter, character set, and whether all text is quoted."""

    name: str
    options: str


WAYS = [
    Saved("as it proposes", "44,34,76"),
    Saved("all text in quotes", "44,34,76,1,,0,true"),
    Saved("semicolons", "59,34,76"),
    Saved("Unicode text", "9,34,65535"),
    Saved("Windows-1254", "59,34,36"),
]
FORMS = {"an export": (quoted, "\r\n", "\ufeff"), "a download": (minimal, "\n", ""), "by hand": (mixed, "\r\n", "")}


def saved(folder: Path, files: Sequence[bytes], way: Saved) -> list[bytes]:
    """Open files in LibreOffice, save them as CSV, and return those."""
    names = [f"{number}.csv" for number in range(len(files))]
    for name, data in zip(names, files, strict=True):
        write(folder / "in" / name, data)
    done = run(
        *(SOFFICE or "", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
        *(
            "--infilter=CSV:44,34,76,1,,1033,false,true",
            "--convert-to",
            f"csv:Text - txt - csv (StarCalc):{way.options}",
        ),
        *("--outdir", folder / "out"),
        *(folder / "in" / name for name in names),
    )
    assert sorted(path.name for path in (folder / "out").glob("*")) == names, done.all
    return [(folder / "out" / name).read_bytes() for name in names]


def restored(now: bytes, base: bytes) -> str:
    source = BytesSource(base)
    found = restore_format(BytesSource(now), source, context_of(CONFIG, Host({}), source))
    assert isinstance(found, Repaired), found
    return found.source.read(0, found.source.size).decode()


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (Debian: libreoffice-calc)")
@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_what_nobody_edited_is_the_version_before(tmp_path: Path, way: Saved) -> None:
    files = [file_of(*form) for form in FORMS.values()]
    for base, after in zip(files, saved(tmp_path, files, way), strict=True):
        assert after != base
        assert restored(after, base) == base.decode()


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice (Debian: libreoffice-calc)")
def test_an_edit_stays(tmp_path: Path) -> None:
    rows = [[*row] for row in ROWS]
    rows[1][6] = "ğ, yeni"
    new = ["e5a6", "e@example.com", "TRUE", "", "", "5", "", ""]
    # Sorted, edited and with a new customer: as a person leaves the file, for LibreOffice to write.
    after = saved(tmp_path, [file_of(minimal, "\n", "", [rows[3], rows[1], new, rows[0], rows[2]])], WAYS[0])
    expected = file_of(*FORMS["an export"], [rows[0], rows[1], new, rows[2], rows[3]])
    assert restored(after[0], file_of(*FORMS["an export"])) == expected.decode()
