"""What a text may be meant to be that is not right; loaded when one is met."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from proplint.api import Fix
from proplint_types._shared import bare

if TYPE_CHECKING:
    from collections.abc import Iterator


def rights(value: str) -> Iterator[Fix]:
    """Give the same text with its accents spelt in the usual way, which loses nothing, and without blanks around it."""
    normal = unicodedata.normalize("NFC", value)
    if normal != value:
        yield Fix(normal, safe=True)
    if bare(normal) not in ("", normal):
        yield Fix(bare(normal), safe=False)
