"""Ranges of characters as sequences of byte ranges (RFC 3629): overlong forms and surrogates never match.

RE2's own classes take both, so what they match is not proven to be UTF-8. Spelled as bytes it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# The last character of each length, in bytes; the surrogates lie between two of them.
_BREAKS: Final = (0x7F, 0x7FF, 0xD7FF, 0xDFFF, 0xFFFF, 0x10FFFF)
_SURROGATES: Final = range(0xD800, 0xE000)
_CONTINUATION_BITS: Final = 6


def as_bytes(first: int, last: int) -> Iterator[bytes]:
    """Give regular expressions over bytes that together match the characters from `first` to `last`.

    Args:
        first: Code point of the first character.
        last: Code point of the last one.
    """
    start = first
    for end in _BREAKS:
        if start > last:
            return
        if start <= end:
            if start not in _SURROGATES:
                yield from _of_one_length(start, min(end, last))
            start = end + 1


def _of_one_length(first: int, last: int) -> Iterator[bytes]:
    """Split a range until only the last bytes of its ends differ, or those ranges are whole."""
    for level in range(1, len(chr(first).encode())):
        low_bits = (1 << (_CONTINUATION_BITS * level)) - 1
        if first & ~low_bits == last & ~low_bits:
            break
        if first & low_bits:
            yield from _of_one_length(first, first | low_bits)
            yield from _of_one_length((first | low_bits) + 1, last)
            return
        if last & low_bits != low_bits:
            yield from _of_one_length(first, (last & ~low_bits) - 1)
            yield from _of_one_length(last & ~low_bits, last)
            return
    yield b"".join(map(_byte_range, chr(first).encode(), chr(last).encode()))


def _byte_range(first: int, last: int) -> bytes:
    return b"\\x%02x" % first if first == last else b"[\\x%02x-\\x%02x]" % (first, last)
