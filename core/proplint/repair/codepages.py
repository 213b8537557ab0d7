"""Files in a code page, or in UTF-8 and a code page: what stands in them beyond ASCII, and what it says.

A file is both when somebody pasted lines of another file into it. Then each stretch between commas, quotes and line
ends is read by itself: as UTF-8 where it is letters of Latin script in UTF-8.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import BOM
from proplint.csvfile.source import pieces
from proplint.repair.records import physical_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proplint.csvfile.source import Source

NAMES: Final[Mapping[str, str]] = {"cp1254": "Windows-1254 (Turkish)", "cp1252": "Windows-1252 (Western)"}
"""The code pages that are thought of, and how they are called."""

_REMEMBERED: Final = 1 << 17
_STRETCH: Final = re.compile(rb'[^",\r\n]++')
# A byte of a code page that is a letter, with a sign behind it, may happen to be UTF-8: of Hebrew, Thaana, CJK.
_PLAINLY_UTF8: Final = re.compile(r"[\x00-\x7f\xa0-\u017f\u2010-\u2044\u20ac\u2122\U00010000-\U0010ffff]*")


class Survey:
    """What stands in a file beyond ASCII.

    Args:
        source: The file.

    Attributes:
        foreign: Whether anything in it is not UTF-8.
        mixed: Whether some of it plainly is UTF-8 as well.
    """

    def __init__(self, source: Source) -> None:
        self.foreign = False
        self.mixed = False
        self._source = source
        self._doubtful: int | None = None
        self._first_lines: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._start = len(BOM) if source.read(0, len(BOM)) == BOM else 0
        known: set[bytes] = set()
        for number, line in enumerate(physical_lines(source, self._start), 1):
            if not line.isascii():
                for stretch in _STRETCH.findall(line):
                    if not stretch.isascii() and stretch not in known:
                        self._add(stretch, number)
                        known.add(stretch)
                if len(known) > _REMEMBERED:
                    known.clear()

    def _add(self, stretch: bytes, line: int) -> None:
        text = _as_utf8(stretch)
        if text is None:
            self.foreign = True
        elif _PLAINLY_UTF8.fullmatch(text):
            self.mixed = True
        else:
            self._doubtful = self._doubtful or line
        for byte in stretch:
            self._first_lines[text is None].setdefault(byte, line)

    @property
    def lines(self) -> Mapping[int, int]:
        """Bytes that a code page is to read, and the physical line where each stands first."""
        other, foreign = self._first_lines
        return foreign if self.mixed else {**other, **foreign}

    @property
    def doubtful(self) -> int | None:
        """The first line where a cell may be either, in a file that is mixed."""
        return self._doubtful if self.mixed else None

    def is_foreign(self, cell: bytes) -> bool:
        """Whether some of a cell is to be read by a code page."""
        return not cell.isascii() and any(self._reads_by_page(stretch) for stretch in _STRETCH.findall(cell))

    def read(self, data: bytes, page: str) -> str:
        """Return the text of some bytes.

        Args:
            data: They.
            page: The code page of those that are not UTF-8.

        Raises:
            UnicodeDecodeError: The code page lacks one of them.
        """
        if not self.mixed:
            return data.decode(page)
        made = _STRETCH.sub(lambda found: self._stretch(found[0], page).encode(), data)
        return made.decode()

    def converted(self, page: str) -> Iterator[bytes]:
        """Give the file in UTF-8."""
        yield self._source.read(0, self._start)
        if not self.mixed:  # of one byte a character: it may be cut anywhere
            yield from (piece.decode(page).encode() for piece in pieces(self._source, self._start))
            return
        for line in physical_lines(self._source, self._start):
            yield line if line.isascii() else self.read(line, page).encode()

    def _stretch(self, stretch: bytes, page: str) -> str:
        return stretch.decode(page if self._reads_by_page(stretch) else "utf-8")

    def _reads_by_page(self, stretch: bytes) -> bool:
        return not stretch.isascii() and (not self.mixed or _as_utf8(stretch) is None)


def _as_utf8(stretch: bytes) -> str | None:
    try:
        return stretch.decode()
    except UnicodeDecodeError:
        return None
