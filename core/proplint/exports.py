"""Reading exports for what they tell about the properties: `proplint init` begins with it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from proplint.api import OptionError
from proplint.config.scaffold import SeenColumn
from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of, split_name
from proplint.csvfile.reader import Reader
from proplint.csvfile.sniff import judge_bytes, judge_header
from proplint.damage.fragile import FragileColumn
from proplint.engine.bind import Column
from proplint.engine.cells import ColumnJudge
from proplint.engine.fragile import is_lost
from proplint.engine.identity import today
from proplint.engine.names import is_error_column
from proplint.exceptions import InputError
from proplint.registry import BUILT_IN
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.damage.fragile import Fragile
    from proplint.plugins import Host


class Export:
    """The columns of one export or several, and the options seen in them.

    Args:
        host: Gives property types.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._options: dict[str, dict[str, None] | None] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._fragile: dict[str, FragileColumn] = {}
        self.others: list[str] = []

    def columns(self) -> list[SeenColumn]:
        """Return the property columns, in the order in which they were met; of those of one property, the first."""
        seen = ((name, self._options[name]) for name in self._first.values())
        return [SeenColumn(name, None if options is None else [*options]) for name, options in seen]

    def with_options(self) -> list[str]:
        """Return the names of the columns that have options."""
        return [name for name in self._first.values() if self._options[name] is not None]

    def fragile(self) -> list[tuple[str, int, Fragile]]:
        """Return the columns with cells that the next spreadsheet would destroy: name, their number, the first one."""
        seen = self._fragile.items()
        return [(name, column.count, column.first) for name, column in seen if column.first is not None]

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
        fragile = [(index, column) for index, name in enumerate(header.cells) if (column := self._column(index, name))]
        reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
        for batch in reader.batches():
            rows = [row for row in batch.rows if len(row) == len(header.cells)]
            for index, column in fragile:
                column.add([row[index] for row in rows])
            for index, several in splitting.items():
                seen = self._options[header.cells[index]]
                for value in dict.fromkeys(row[index] for row in rows):
                    parts = value.split(";") if several else (value,)
                    for part in filter(None, parts):
                        if seen is not None and _is_text(part):
                            seen[unicodedata.normalize("NFC", part)] = None

    def _column(self, index: int, name: str) -> FragileColumn | None:
        """Return what finds the fragile cells of a column; None for one that is no property and no key."""
        if name not in self._options and name not in (CUSTOMER_ID, EMAIL):
            return None
        if name not in self._fragile:
            self._fragile[name] = FragileColumn(self._is_lost(index, name), today())
        return self._fragile[name]

    def _is_lost(self, index: int, name: str) -> Callable[[str, str], bool]:
        loaded = self._host.find(name.partition(":")[0], name) if name in self._options else None
        if loaded is None or self._options[name] is not None:
            return is_lost
        try:
            check = loaded.compile(name, {option.name: option.default for option in loaded.type.options})
        except OptionError:
            return is_lost
        return ColumnJudge(Column(index, name, loaded, check, required=False)).is_lost

    def _add_columns(self, names: Sequence[str]) -> dict[int, bool]:
        """Take note of the columns; return those with options, and whether a cell holds several."""
        splitting: dict[int, bool] = {}
        for index, name in enumerate(names):
            parted = split_name(name)
            loaded = self._host.find(parted[0], name) if parted and parted[1].strip() else None
            if parted is not None and loaded is not None:
                has_options = any(option.name == "options" for option in loaded.type.options)
                first = self._first.setdefault((loaded.type.name, parted[1]), name)  # aliases are the same property
                self._options[name] = self._options.get(first, {} if has_options else None)
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
