r"""The patterns of `Accepts`: parsed, refused where they hold what can't be proven, and written as bytes.

    alternatives = sequence *("|" sequence)
    sequence     = *(atom [repeat])
    atom         = character / "\\" sign / "[" class "]" / "(?:" alternatives ")"
    repeat       = "?" / "{" count "}" / "{" count "," count "}"

A pattern of this grammar matches the same texts in every engine, whatever the flags. It can't match what
CSV gives a meaning to, so the same expression serves inside quotes and outside.
"""

from __future__ import annotations

import re
from typing import Final

from proplint.engine.screen.utf8 import as_bytes

FORBIDDEN: Final = '",\r\n\0'
"""What no pattern may match: it separates cells or records, or is no text."""

_REPEAT: Final = re.compile(r"\?|\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}")
_MOST: Final = 255
_SPECIAL: Final = frozenset("()[]{}*+?.|^$\\")
_UNBOUNDED: Final = "*+{"


class PatternError(ValueError):
    """A pattern is not of the grammar; the text says what, and where."""


def compile_pattern(pattern: str) -> bytes:
    """Return a pattern as a regular expression over UTF-8 bytes.

    Args:
        pattern: As `Accepts.pattern` has it, not empty.

    Raises:
        PatternError: It holds what the grammar does not have, or can match what CSV gives a meaning to.
    """
    parser = _Parser(pattern)
    made = parser.alternatives()
    if parser.at < len(pattern):
        raise parser.error("a closing parenthesis has no opening one")
    if re.fullmatch(made, b""):
        raise PatternError(f"the pattern `{pattern}` matches an empty cell, which is not a type's to judge")
    return made


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.at = 0
        self._pattern = pattern

    def error(self, message: str) -> PatternError:
        return PatternError(f"{message} (at character {self.at + 1} of `{self._pattern}`)")

    def alternatives(self) -> bytes:
        """Parse up to the end or a closing parenthesis."""
        sequences = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            sequences.append(self._sequence())
        return b"(?:" + b"|".join(sequences) + b")"

    def _sequence(self) -> bytes:
        parts: list[bytes] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._atom() + self._repeat())
        return b"".join(parts)

    def _peek(self) -> str:
        return self._pattern[self.at : self.at + 1]

    def _atom(self) -> bytes:
        character = self._peek()
        if character == "[":
            return self._class()
        if character == "(":
            return self._group()
        if character in _SPECIAL and character != "\\":
            raise self.error(
                f"`{character}` is not allowed in a pattern that proves: write it out, or with a backslash"
            )
        return _one_of([(self._character(),) * 2])

    def _group(self) -> bytes:
        if not self._pattern.startswith("(?:", self.at):
            raise self.error("only groups of the form `(?:...)` are allowed")
        self.at += 3
        inner = self.alternatives()
        if self._peek() != ")":
            raise self.error("a group is not closed")
        self.at += 1
        return inner

    def _class(self) -> bytes:
        self.at += 1
        if self._peek() in ("^", "]", "["):
            raise self.error("only classes that name what they match are allowed, such as `[a-z0-9]`")
        ranges: list[tuple[str, str]] = []
        while self._peek() != "]":
            first = last = self._character()
            if self._peek() == "-" and self._pattern[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                last = self._character()
            if first > last:
                raise self.error(f"the range `{first}-{last}` is empty")
            if any(first <= forbidden <= last for forbidden in FORBIDDEN):
                raise self.error("a class may not hold a quotation mark, a comma, a line end or a zero byte")
            ranges.append((first, last))
        self.at += 1
        return _one_of(ranges)

    def _character(self) -> str:
        character = self._peek()
        if character == "[":
            raise self.error("put a backslash before `[`")
        if character == "\\":
            self.at += 1
            character = self._peek()
            if not character or character.isalnum() or not character.isascii():
                raise self.error("a backslash may stand only before a sign")
        if not character:
            raise self.error("the pattern ends too early")
        if character in FORBIDDEN or "\ud800" <= character <= "\udfff":
            raise self.error("a quotation mark, a comma, a line end or a zero byte can't be proven by a pattern")
        self.at += 1
        return character

    def _repeat(self) -> bytes:
        match = _REPEAT.match(self._pattern, self.at)
        if match is None:
            if self._peek() and self._peek() in _UNBOUNDED:
                raise self.error("a repeat needs a bound, such as `{1,20}`")
            return b""
        least, most = (0, 1) if match[1] is None else (int(match[1]), int(match[2] or match[1]))
        if not least <= most <= _MOST or most == 0:
            raise self.error(f"a repeat needs bounds in order, of at most {_MOST}")
        self.at = match.end()
        if self._peek() and self._peek() in "?*+{":
            raise self.error("one repeat may not follow another")
        return b"{%d,%d}" % (least, most)


def _one_of(ranges: list[tuple[str, str]]) -> bytes:
    parts = [part for first, last in ranges for part in as_bytes(ord(first), ord(last))]
    if not parts:
        raise PatternError("a class holds nothing but surrogates")
    return b"(?:" + b"|".join(parts) + b")"
