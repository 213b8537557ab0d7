"""Reading exports for what they tell about the properties: `proplint init` begins with it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from proplint.config.scaffold import SeenColumn
from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of, split_name
from proplint.csvfile.reader import Reader
from proplint.csvfile.sniff import judge_bytes, judge_header
from proplint.engine.names import is_error_column
from proplint.exceptions import InputError
from proplint.plugins import BUILT_IN
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.plugins import Host


class Export:
    """The columns of one export or several, and the options seen in them.

    Args:
        host: Gives property types.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._options: dict[str, dict[str, None] | None] = {}
        self.others: list[str] = []

    def columns(self) -> list[SeenColumn]:
        """Return the property columns, in the order in which they were met."""
        return [SeenColumn(name, None if seen is None else [*seen]) for name, seen in self._options.items()]

    def with_options(self) -> list[str]:
        """Return the names of the columns that have options."""
        return [name for name, seen in self._options.items() if seen is not None]

    def read(self, source: Source, path: str) -> None:
        """Read an export.

        Args:
            source: Its bytes.
            path: Its name in messages.

        Raises:
            InputError: It can't be read as an export.
        """
        verdict = judge_bytes(source)
        if verdict is None:
            header = header_of(source)
            verdict = None if header.fault else judge_header(header.cells, header.text, header.line, BUILT_IN)
            if verdict is None and header.cells:
                self._read(source, header)
                source.close()
                return
        source.close()
        what = f"{verdict.message}; {verdict.help}" if verdict else "its header is faulty; `proplint check` says where"
        raise InputError(f"{escaped(path)}: {what}")

    def _read(self, source: Source, header: Header) -> None:
        splitting = self._add_columns(header.cells)
        reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
        for batch in reader.batches():
            rows = [row for row in batch.rows if len(row) == len(header.cells)]
            for index, several in splitting.items():
                seen = self._options[header.cells[index]]
                for value in dict.fromkeys(row[index] for row in rows):
                    parts = value.split(";") if several else (value,)
                    for part in filter(None, parts):
                        if seen is not None and _is_text(part):
                            seen[unicodedata.normalize("NFC", part)] = None

    def _add_columns(self, names: Sequence[str]) -> dict[int, bool]:
        """Take note of the columns; return those with options, and whether a cell holds several."""
        splitting: dict[int, bool] = {}
        for index, name in enumerate(names):
            parted = split_name(name)
            loaded = self._host.find(parted[0], name) if parted and parted[1].strip() else None
            if loaded is not None:
                has_options = any(option.name == "options" for option in loaded.type.options)
                self._options.setdefault(name, {} if has_options else None)
                if has_options and names.index(name) == index:
                    splitting[index] = loaded.type.name == "Multiple choice"
            elif (
                name not in (CUSTOMER_ID, EMAIL)
                and name.strip()
                and name not in self.others
                and not is_error_column(name)
            ):
                self.others.append(name)
        return splitting


def _is_text(value: str) -> bool:
    """Whether an option was UTF-8 without control characters that YAML can't hold."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
