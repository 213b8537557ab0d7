"""Whether a cell is filled, as the rules across cells see it."""

from __future__ import annotations


def is_filled(text: str) -> bool:
    """Whether something can be seen in a cell: one of blanks looks empty, and is meant to be."""
    return text != "" and not text.isspace()
