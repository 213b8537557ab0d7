"""The patterns under `files`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proplint.config.model import Config

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)


def matches(config: Config, path: str) -> bool:
    """Whether one of the configuration's patterns matches a path.

    Args:
        config: The configuration.
        path: Relative to the configuration's folder, with forward slashes.
    """
    return any(_compiled(pattern).fullmatch(path) for pattern in config.files)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(map(_translated, _PARTS.findall(pattern))), re.DOTALL)


def _translated(part: str) -> str:
    """Return a part of a pattern as an expression: `**/` crosses zero or more folders, the others none."""
    if part == "**/":
        return "(?:[^/]+/)*"
    if part == "**":
        return ".*"
    if part == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if len(part) > 1:
        body = part[1:-1]
        negated = body.startswith("!")
        body = (body[1:] if negated else body).replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
        body = body.replace("&&", r"&\&").replace("||", r"|\|").replace("~~", r"~\~")
        return f"(?!/)[{'^' if negated else ''}{body}]"
    return re.escape(part)


def mistake(pattern: str) -> str | None:
    """Return what is wrong with a pattern, or None."""
    if not pattern.strip():
        return "a pattern is empty"
    if "\\" in pattern:
        return f"the pattern `{pattern}` has a backslash: folders are separated by `/`"
    if pattern.startswith("/") or re.match("[A-Za-z]:", pattern):
        return f"the pattern `{pattern}` is absolute: patterns are relative to the configuration's folder"
    if ".." in pattern.split("/"):
        return f"the pattern `{pattern}` leaves the configuration's folder: `..` is not possible"
    try:
        _compiled(pattern)
    except re.error as error:
        return f"the pattern `{pattern}` is malformed: {error}"
    return None
