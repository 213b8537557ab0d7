"""Error files, as ikas sends them back: the failing rows, with a last column that says what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.output import open_atomically

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from proplint.model import Finding

_SUFFIX: Final = ".errors.csv"
_VERSION: Final = re.compile(r"\(version ([0-9a-f]{10})\)")
_RESERVED: Final = re.compile(r'[<>:"|?*\x00-\x1f]')


def write_error_file(
    target: str,
    header: Sequence[str],
    rows: Iterable[tuple[Sequence[str], str]],
    *,
    column: str,
    drop: Collection[int] = (),
) -> None:
    """Write an error file in the form of an ikas export: UTF-8 with byte order mark, CRLF, every cell quoted.

    Args:
        target: The file.
        header: The names of the columns.
        rows: The cells of each row, and what is wrong with it.
        column: Name of the added column.
        drop: Indexes of columns to leave out: the messages of an earlier error file.

    Raises:
        OutputError: It can't be written.
    """
    width = len(header)
    with open_atomically(target, follow_symlink=False, make_folder=True) as file:
        file.write(b"\xef\xbb\xbf")
        file.write(_record([*_kept(header, drop), column]))
        for cells, message in rows:
            padded = [*cells, *[""] * (width - len(cells))]
            file.write(_record([*_kept(padded, drop), message]))


def _kept(cells: Sequence[str], drop: Collection[int]) -> Sequence[str]:
    return [cell for index, cell in enumerate(cells) if index not in drop] if drop else cells


def _record(cells: Iterable[str]) -> bytes:
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"
    return line.encode(errors="surrogateescape").decode(errors="replace").encode()


def row_message(findings: Iterable[Finding]) -> str:
    """Return what is wrong with one row, for its last cell."""
    return " | ".join(_sentence(finding) for finding in findings)


def _sentence(finding: Finding) -> str:
    # A column's name comes first, and a row's message with a word: no formula can begin the cell.
    where = f"{finding.column_name}: ".lstrip("=+-@\t\r ") if finding.column_name else "Row: "
    return f"{where}{finding.message}" + (f"; {finding.help}" if finding.help else "")


def with_version(message: str, version: str) -> str:
    """Return a row's message with the version of the record that it is about: whether that changed can be told then."""
    return f"{message} (version {version})"


def version_in(message: str) -> str | None:
    """Return the version that a message ends with; None when it has none."""
    found = _VERSION.findall(message)
    return found[-1] if found else None


def version_of(names: Sequence[str], cells: Sequence[str]) -> str:
    """Return what tells one state of a record from others: a digest of its cells, in whatever order they stand.

    Args:
        names: The names of the columns.
        cells: The texts of the cells; an empty one is as good as none.
    """
    import hashlib
    import json
    from itertools import zip_longest

    pairs = sorted((name, cell) for name, cell in zip_longest(names, cells, fillvalue="") if cell)
    return hashlib.blake2b(json.dumps(pairs).encode(), digest_size=5).hexdigest()


def error_file_name(csv_path: str, taken: set[str]) -> str:
    """Return the error file's path below its folder, which mirrors the CSV's: `customers/all.errors.csv`.

    Args:
        csv_path: The CSV's path, as reports show it; `-` for standard input.
        taken: Names that are given already, case folded; the new one is added.
    """
    parts = [part for part in re.split(r"[/\\]", "stdin" if csv_path == "-" else csv_path) if part not in ("", ".")]
    safe = [_RESERVED.sub("_", "_up" if part == ".." else part) for part in parts] or ["_"]
    stem, dot, _ = safe[-1].rpartition(".")
    folder = "/".join([*safe[:-1], ""])
    names = [folder + (stem if dot and stem else safe[-1]) + _SUFFIX, folder + safe[-1] + _SUFFIX]
    names += [f"{folder}{safe[-1]}.{number}{_SUFFIX}" for number in range(2, len(taken) + 3)]
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return name
