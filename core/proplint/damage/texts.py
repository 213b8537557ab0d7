"""What spreadsheets, and the code pages that they save in, do to words and signs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from proplint.damage.doubles import LONGEST, READING, long, plain, read_number, usual
from proplint.damage.locales import ANYWHERE
from proplint.damage.model import Only, Transformation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal

    from proplint.damage.locales import Locale
    from proplint.damage.model import Make

    Write = Callable[[Decimal, Locale], str | None]

_FORMULA: Final = re.compile(r"^[=+@-].", re.DOTALL)
_STARTED: Final = re.compile("^=.", re.DOTALL)
_NUMBER: Final = re.compile(r"^= *([+-]?[0-9.,]+(?:[eE][+-]?[0-9]+)?) *(%?) *$")
_TEXT: Final = re.compile("^= *([\"'])(.*)\\1 *$")
_TRUTH: Final = re.compile(r"^= *([^\W\d_]+)(?:\(\))? *$")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_WORD: Final = re.compile(r"^ *[^\W\d_]{4,7} *$")
_BLANK: Final = re.compile(" ")
_QUOTE: Final = re.compile("[\"']")
_ANY: Final = re.compile("")
_UNKNOWN: Final = "\ufffd"
_CODE_PAGES: Final = ("cp1252", "cp1254", "cp1250", "mac_roman")
# Only one direction of each pair: the other one is how the damage is mended.
_MISREAD: Final = (
    ("cp1254", "cp1252"),
    ("cp1250", "cp1252"),
    ("cp1252", "mac_roman"),
    ("cp1254", "mac_roman"),
    ("cp1250", "mac_roman"),
)
_KINDS: Final = 8  # of failures that each locale has a word for
_SIGNS: Final = ("=", "+-@")  # which texts are formulas differs
_WORDS: Final = (*ANYWHERE, "#İSİM?", "#BÖLÜ/0!", "#YOK!", *(f"Err:{number}" for number in range(501, 541)))
_ENGLISH: Final = ("true", "false")


def _boolean(text: str, locale: Locale, _: date) -> str | None:
    words, text = zip(locale.booleans, locale.out.booleans, strict=True), text.strip(" ")
    return next((written for word, written in words if text in _spellings(word)), None)


def _translated_boolean(text: str, locale: Locale, _: date) -> str | None:
    return dict(zip(_ENGLISH, locale.out.booleans, strict=True)).get(text.lower())


def _english_boolean(text: str, _: Locale, __: date) -> str | None:
    return text.upper() if text.lower() in _ENGLISH else None


def _spellings(word: str) -> tuple[str, ...]:
    # Not `lower`: it makes two code points of İ, and i of the I that Turkish writes without a dot.
    small = word.replace("I", "ı") if "Ş" in word else word
    small = small.lower()
    return (word, small, word[0] + small[1:])


def _failed(kind: int, signs: str) -> Make:
    def make(_: str, locale: Locale, __: date) -> str | None:
        return locale.errors[kind]

    return Only(re.compile(f"^[{re.escape(signs)}].", re.DOTALL), make)


def _failed_with(word: str) -> Make:
    def make(_: str, __: Locale, ___: date) -> str | None:
        return word

    return Only(_STARTED, make)


def _worked_out(write: Write) -> Make:
    """Return what writes the number, or the part of a hundred, that stands behind the equals sign alone."""

    def make(text: str, locale: Locale, _: date) -> str | None:
        match = _NUMBER.fullmatch(text)
        value = read_number(match[1], locale.decimal) if match else None
        if value is None or not match:
            return None
        return write(READING.scaleb(value, -2) if match[2] else value, locale)

    return make


def _text_of_formula(text: str, _: Locale, __: date) -> str | None:
    match = _TEXT.fullmatch(text)
    return match and match[2]


def _truth_of_formula(text: str, locale: Locale, _: date) -> str | None:
    return _truth(text, locale, locale.out.booleans)


def _digit_of_formula(text: str, locale: Locale, _: date) -> str | None:
    return _truth(text, locale, ("1", "0"))


def _truth(text: str, locale: Locale, words: tuple[str, str]) -> str | None:
    """Return the word for a formula that is nothing but true or false, in the locale's language or in English."""
    match = _TRUTH.fullmatch(text)
    known = {**dict(zip(("TRUE", "FALSE"), words, strict=True)), **dict(zip(locale.booleans, words, strict=True))}
    return known.get(match[1].upper()) if match else None


def _without_apostrophe(text: str, _: Locale, __: date) -> str | None:
    return text[1:] if text.startswith("'") else None


def _lossy(code_page: str) -> Make:
    def make(text: str, _: Locale, __: date) -> str | None:
        return text.encode(code_page, errors="replace").decode(code_page)

    return make


def _undecodable(code_page: str) -> Make:
    """Return what reads a code page as UTF-8, where it is none."""

    def make(text: str, _: Locale, __: date) -> str | None:
        misread = text.encode(code_page, errors="replace").decode(errors="replace")
        return misread if _UNKNOWN in misread else None  # else it was mojibake, and is mended so

    return make


def _misread(written: str, read: str) -> Make:
    def make(text: str, _: Locale, __: date) -> str | None:
        try:
            return _decoded(text.encode(written), read)
        except UnicodeEncodeError:
            return None

    return make


def _mojibake(code_page: str, times: int) -> Make:
    def make(text: str, _: Locale, __: date) -> str | None:
        for _time in range(times):
            text = _decoded(text.encode(errors="surrogatepass"), code_page)
        return text

    return make


def _decoded(data: bytes, code_page: str) -> str:
    """Return what browsers and spreadsheets read: bytes that a code page leaves out are control characters."""
    try:
        return data.decode(code_page)
    except UnicodeDecodeError:
        return "".join(bytes((one,)).decode(code_page, errors="ignore") or chr(one) for one in data)


def _decomposed(text: str, _: Locale, __: date) -> str | None:
    return unicodedata.normalize("NFD", text)


def _unbroken(blank: str) -> Make:
    def make(text: str, _: Locale, __: date) -> str | None:
        return text.replace(" ", blank) if " " in text else None

    return make


def _followed_by(blank: str) -> Make:
    def make(text: str, _: Locale, __: date) -> str | None:
        return text + blank

    return make


def _quoted(text: str, locale: Locale, _: date) -> str:
    made, opening, closing = "", *locale.quotes
    for character in text:
        opens = not made or made[-1] in " (\u00a0-/"
        made += {'"': opening if opens else closing, "'": "‘" if opens else "’"}.get(character, character)
    return made


def _curly_apostrophe(text: str, _: Locale, __: date) -> str | None:
    return text.replace("'", "’") if "'" in text else None


def _misreadings() -> Iterator[Way]:
    for written, read in _MISREAD:
        yield Way(f"{written} as {read}", _misread(written, read), localised=False)
    for written in _CODE_PAGES:
        yield Way(f"{written} as utf-8", _undecodable(written), localised=False)


def _in_ascii(text: str, _: Locale, __: date) -> str | None:
    if text.isascii() or not text.isdecimal() or len(text) > LONGEST:
        return None
    return str(int(text))


WORDS: Final = (
    Transformation(
        "other-digits",
        "took it for a number and wrote it with other digits",
        re.compile(r"^(?=.*[^\x00-\x7f])\d+$"),
        (Way("whole", _in_ascii, localised=False),),
    ),
    Transformation(
        "boolean",
        "took it for true or false and wrote its own word",
        _WORD,
        (
            Way("local", _boolean),
            Way("translated", _translated_boolean),
            Way("English", _english_boolean, localised=False),
        ),
    ),
    Transformation(
        "formula-error",
        "took it for a formula, which failed",
        _FORMULA,
        (
            # Which formulas fail, and which are none, depends on what stands in them: one that was spared says nothing.
            *(
                Way(f"{kind} of {signs}", _failed(kind, signs), regular=False)
                for signs in _SIGNS
                for kind in range(_KINDS)
            ),
            # The words are those of the program's own language, which need not be that of its locale.
            *(Way(word, _failed_with(word), localised=False, regular=False) for word in _WORDS),
        ),
    ),
    Transformation(
        "formula-value",
        "took it for a formula and wrote what it comes to",
        _STARTED,
        (
            *(
                Way(f"number {write.__name__}", Only(_NUMBER, _worked_out(write)), regular=False)
                for write in (plain, usual, long)
            ),
            Way("text", Only(_TEXT, _text_of_formula), localised=False, regular=False),
            Way("true or false", Only(_TRUTH, _truth_of_formula), regular=False),
            Way("true or false as a digit", Only(_TRUTH, _digit_of_formula), regular=False),
        ),
    ),
    Transformation(
        "lost-apostrophe",
        "took the apostrophe in front for its own mark of a text",
        re.compile("^'.", re.DOTALL),
        (Way("bare", _without_apostrophe, localised=False),),
    ),
)
"""What is done to words and formulas, which spreadsheets take for values."""

LETTERS: Final = (
    Transformation(
        "mojibake",
        "read UTF-8 as another encoding",
        _FOREIGN,
        (
            *(Way(page, _mojibake(page, 1), localised=False) for page in _CODE_PAGES),
            *(Way(f"{page} twice", _mojibake(page, 2), localised=False) for page in _CODE_PAGES[:2]),
        ),
    ),
    Transformation(
        "lost-letters",
        "saved it in an encoding that lacks some of its letters",
        _FOREIGN,
        (*(Way(page, _lossy(page), localised=False) for page in (*_CODE_PAGES, "ascii")),),
    ),
    Transformation(
        "wrong-code-page", "read it in another code page than it was saved in", _FOREIGN, (*_misreadings(),)
    ),
    Transformation(
        "decomposed", "took its letters apart from their marks", _FOREIGN, (Way("NFD", _decomposed, localised=False),)
    ),
    Transformation(
        "unbroken-blank",
        "put unbreakable blanks for blanks",
        _BLANK,
        (Way("usual", _unbroken("\u00a0"), localised=False), Way("narrow", _unbroken("\u202f"), localised=False)),
    ),
    Transformation(
        "trailing-blank",
        "put a blank behind it",
        _ANY,
        (
            Way("added", _followed_by(" "), localised=False),
            Way("added unbreakable", _followed_by("\u00a0"), localised=False),
        ),
    ),
    Transformation(
        "smart-quotes",
        "put typographic quotation marks for straight ones",
        _QUOTE,
        (Way("quotes", _quoted), Way("apostrophes", _curly_apostrophe, localised=False)),
    ),
)
"""What is done to letters and signs, by code pages and by those who type."""
