"""What the benchmarks measured: sections of the page that `make bench` writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_PAGE: Final = Path(__file__).resolve().parent.parent / "benchmarks" / "README.md"


def section(title: str) -> str:
    """Return a section of the benchmarks' page, without its title.

    Raises:
        LookupError: It has none of that title.
    """
    parts = re.split(r"^## (.+)\n", _PAGE.read_text("utf-8"), flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    if title not in sections:
        raise LookupError(f"benchmarks/README.md has no section `{title}`; it has {', '.join(sections)}")
    return sections[title].strip()
