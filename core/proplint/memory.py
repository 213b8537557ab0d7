"""The garbage collector of a program that runs for a tenth of a second."""

from __future__ import annotations

import gc
from typing import Final

_OBJECTS: Final = 100_000


def collect_rarely() -> None:
    """Let the collector run so rarely that a start does not feel it; without cycles it finds nothing anyway."""
    gc.set_threshold(_OBJECTS, 50, 50)
