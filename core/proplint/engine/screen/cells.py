"""What the automaton takes for a cell: both of its forms, as regular expressions over bytes.

A cell is written plainly or between quotation marks. Plain text holds no quotation mark, comma or line end;
between quotation marks these may stand, the marks doubled. Every expression here accepts valid UTF-8 only,
and no zero byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.engine.screen.pattern import compile_pattern
from proplint.engine.screen.utf8 import as_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.api import Accepts

_LONGEST: Final = 200
_LAST: Final = 0x10FFFF


def _characters(*but: str) -> bytes:
    """Return an expression for one character, any but the given ones and a zero byte."""
    parts: list[bytes] = []
    start = 1
    for point in (*sorted(map(ord, but)), _LAST + 1):
        parts += as_bytes(start, point - 1)
        start = point + 1
    return b"(?:" + b"|".join(parts) + b")"


_PLAIN: Final = _characters('"', ",", "\r", "\n")
_QUOTED: Final = b"(?:" + _characters('"', "\r", "\n") + b'|"")'
# No blank, quotation mark or comma, and ASCII: such a key is never empty, blank, or read in two ways. Nor a plus in
# an ID: destroyed ones have it, which `identity.keys` judges.
_ID: Final = rb"[!#-*\-./0-9:-~]"
_NO_AT: Final = rb"[!#-+\-./0-9:-?A-~]"


class Breaks(NamedTuple):
    """The line ends of a file.

    Attributes:
        ends: Expression for the end of a record.
        inside: Expression for a line end between quotation marks; empty where cells may not span lines.
        counted: The one byte that every line end has.
    """

    ends: bytes
    inside: bytes
    counted: bytes


LINE_FEEDS: Final = Breaks(rb"\r?\n", rb"\r?\n", b"\n")
CARRIAGE_RETURNS: Final = Breaks(rb"\r", rb"\r", b"\r")


def any_cell(inside: bytes) -> bytes:
    """Return an expression for any well-formed cell, an empty one too.

    Args:
        inside: Expression for a line end between quotation marks, or empty.
    """
    quoted = _QUOTED if not inside else b"(?:" + _QUOTED + b"|" + inside + b")"
    return b"(?:" + _PLAIN + b'*|"' + quoted + b'*")'


def customer_id_cell() -> bytes:
    """Return an expression for a Customer ID of the usual kind."""
    return _both([_ID + b"+"])


def email_cell() -> bytes:
    """Return an expression for an e-mail of the usual kind; `identity.keys` has the rule."""
    return _both([_NO_AT + b"+@" + _NO_AT + rb"+\." + _NO_AT + b"+"])


def proven_cell(accepts: Accepts, inside: bytes, *, required: bool) -> bytes:
    """Return an expression for the cells of a column that its type accepts.

    Args:
        accepts: What the type says.
        inside: Expression for a line end between quotation marks, or empty.
        required: Whether an empty cell is wrong.

    Raises:
        PatternError: Its pattern can't be used.
    """
    forms = [*_literal_forms(accepts.literals), *_pattern_forms(accepts.pattern)]
    if accepts.lengths is not None:
        forms += _text_forms(*accepts.lengths, inside)
    if not required:
        forms += [b"", b'""']
    return b"(?:" + b"|".join(forms) + b")" if forms else rb"[^\x00-\xff]"


def _both(plain: Sequence[bytes]) -> bytes:
    return b"(?:" + b"|".join(_in_both_forms(plain)) + b")"


def _in_both_forms(plain: Sequence[bytes]) -> Iterator[bytes]:
    yield from plain
    if plain:
        yield b'"(?:' + b"|".join(plain) + b')"'


def _literal_forms(literals: Sequence[str]) -> Iterator[bytes]:
    usable = [text for text in literals if text and not {"\r", "\n", "\0"} & {*text} and _is_utf8(text)]
    plain = [text for text in usable if not {'"', ","} & {*text}]
    if plain:
        yield b"|".join(_escaped(text) for text in plain)
    if usable:
        yield b'"(?:' + b"|".join(_escaped(text.replace('"', '""')) for text in usable) + b')"'


def _pattern_forms(pattern: str) -> Iterator[bytes]:
    if pattern:
        yield from _in_both_forms([compile_pattern(pattern)])


def _text_forms(least: int, most: int | None, inside: bytes) -> Iterator[bytes]:
    least = max(least, 1)
    if least > _LONGEST or (most is not None and most < least):
        return
    yield _PLAIN + _repeat(least, most)
    if inside:
        # A line end may be two characters, so only half as many signs are certain to be few enough.
        signs = b"(?:" + _QUOTED + b"|" + inside + b")"
        halved = None if most is None else most // 2
        if halved is None or halved >= least:
            yield b'"' + signs + _repeat(least, halved) + b'"'
    yield b'"' + _QUOTED + _repeat(least, most) + b'"'


def _repeat(least: int, most: int | None) -> bytes:
    return b"{%d,}" % least if most is None else b"{%d,%d}" % (least, min(most, _LONGEST))


def _escaped(text: str) -> bytes:
    return re.escape(text.encode())


def _is_utf8(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
