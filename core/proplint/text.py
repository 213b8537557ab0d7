"""Text from cells and file names, made safe to show.

A cell can hold anything: escape sequences that a terminal would obey, bidirectional controls that
reverse what a reader sees, a line that a CI runner takes for a command. Nothing from a file reaches
an output but through `escaped` or `quoted`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MASK = "***"
"""What `--redact` shows in place of a value."""

_LONGEST_SHOWN = 80
_FIRST_BYTE, _LAST_BYTE = 0xDC80, 0xDCFF  # how surrogateescape spells bytes that are no UTF-8
_LATIN, _BASIC = 0xFF, 0xFFFF

# C0, DEL, C1, soft hyphen; line and paragraph separators; bidirectional controls; zero-width and byte-order
# marks; annotations and tags; surrogates (bytes that were not UTF-8); and "##[", which CI runners take for a
# command wherever it stands.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]|##(?=\\[)"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "##": "#\\x23"}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class ColumnName(str):
    """The name of a column: it comes from no cell, so `--redact` does not mask it in a message."""

    __slots__ = ()


def escaped(text: str) -> str:
    r"""Return `text` on one line, each character that could do harm as an escape such as `\x1b`."""
    return text if text.isascii() and text.isprintable() and "##[" not in text else _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if found in _SHORT:
        return _SHORT[found]
    code = ord(found)
    if _FIRST_BYTE <= code <= _LAST_BYTE:
        return f"\\x{code & 0xFF:02x}"
    if code <= _LATIN:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _BASIC else f"\\U{code:08x}"


def escaped_in_json(text: str) -> str:
    r"""Return encoded JSON with each character that could do harm as JSON's own escape, such as `\u202e`."""
    return text if text.isascii() and "##[" not in text else _UNSAFE.sub(_escape_in_json, text)


def _escape_in_json(match: re.Match[str]) -> str:
    found = match.group()
    units = "#".encode("utf-16-be") if found == "##" else found.encode("utf-16-be", errors="surrogatepass")
    kept = "#" if found == "##" else ""
    return kept + "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def quoted(text: str) -> str:
    """Return `text` between backticks, escaped, a long one shortened in its middle."""
    if len(text) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2
        text = f"{text[:half]}…{text[-half:]}"
    return f"`{escaped(text)}`"


def command_word(path: str) -> str:
    """Return a path as a person types it on a command line."""
    safe = escaped(path)
    return f'"{safe}"' if set(safe) & set(" ()&;'*?[]$#") else safe


def render(template: str, data: Mapping[str, str]) -> str:
    """Return `template`, escaped, with each `{name}` that `data` knows replaced by its quoted text."""
    template = escaped(template)
    if "{" not in template:
        return template
    return _PLACEHOLDER.sub(lambda m: quoted(data[m[1]]) if m[1] in data else m[0], template)


def with_line_feeds(text: str) -> str:
    """Return a text whose line ends are all LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
