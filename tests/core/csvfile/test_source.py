"""Where bytes come from: a file that shrinks while it is read is told, whoever reads it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from proplint.csvfile.conflicts import find_conflicts
from proplint.csvfile.header import read_header
from proplint.csvfile.lookahead import closes, record_at
from proplint.csvfile.reader import Reader
from proplint.csvfile.source import open_source
from proplint.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from proplint.csvfile.source import Source

READS: dict[str, tuple[bytes, Callable[[Source], object]]] = {
    "a record that is cut": (b"a,b\nc", lambda source: [*Reader(source, offset=0, line=1, width=2).batches()]),
    "a cell that is cut": (b'a,"b\n', lambda source: [*Reader(source, offset=0, line=1, width=2).batches()]),
    "nothing": (b"", lambda source: [*Reader(source, offset=0, line=1, width=2).batches()]),
    "a header that is cut": (b"Customer", lambda source: read_header(source, 0)),
    "a quote that may be doubled": (b'"a"', lambda source: closes(source, 0)),
    "what may be a marker": (b"<<<<<<< a\n", lambda source: find_conflicts(source, 0)),
    "one record": (b"a,b", lambda source: record_at(source, 0)),
}


@pytest.mark.parametrize("read", READS)
def test_a_file_that_shrinks_while_it_is_read(read: str, tmp_path: Path) -> None:
    """Most of these would wait for ever for the bytes that are gone."""
    left, function = READS[read]
    (tmp_path / "a.csv").write_bytes(left + b"x" * 100_000)
    source = open_source(str(tmp_path / "a.csv"))
    os.truncate(tmp_path / "a.csv", len(left))
    with pytest.raises(InputError, match=r"a\.csv: changed while it was read; run again"):
        function(source)
    with pytest.raises(InputError, match=r"a\.csv: changed while it was read"):
        source.close()
