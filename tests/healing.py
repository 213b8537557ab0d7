"""What proplint finds in an export that went through a spreadsheet, and what there is to be found."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from proplint.csvfile.source import BytesSource
from proplint.engine.check import check_source
from proplint.engine.identity import Before, Identity
from proplint.identity.base import KeyBase, read_keys
from proplint.identity.exported import exported
from proplint.plugins import Host
from support import load_config, same_of

if TYPE_CHECKING:
    from exports import Export

Place = tuple[int, str]
"""Line and column of a cell."""


def damaged(export: Export, after: bytes) -> dict[Place, str]:
    """Return the cells that changed in meaning, and what they were."""
    names = export.table[0]
    sames = [same_of(name.partition(":")[0]) if ":" in name else None for name in names]
    table = [*csv.reader(io.StringIO(after.decode("utf-8-sig"), newline=""))]
    found: dict[Place, str] = {}
    for line, (old, new) in enumerate(zip(export.table[1:], table[1:], strict=True), 2):
        for name, same, text, other in zip(names, sames, old, new, strict=True):
            if text != other and not (same and same(text, other)):
                found[line, name] = text
    return found


def told(export: Export, after: bytes, *, base: bool = True) -> dict[Place, str | None]:
    """Return the cells in which proplint finds something, and what it writes there for certain.

    Args:
        export: The version before.
        after: The file.
        base: Whether the two are compared, and only damage counts; else the file is checked by itself.
    """

    def read() -> KeyBase:
        keys = KeyBase()
        keys.add(read_keys(BytesSource(export.data)) or ())
        return keys

    blob = BytesSource(export.data)
    identity = Identity(read, Before.of(blob, exported(blob))) if base else None
    config = load_config(export.config)
    found = check_source(BytesSource(after), "a.csv", config, Host({}), identity=identity).findings
    wanted = [one for one in found if one.column_name and (one.rule == "spreadsheet-damage" or not base)]
    return {(one.line, one.column_name or ""): one.fix.value if one.fix and one.fix.safe else None for one in wanted}
