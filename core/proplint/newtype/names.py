"""From the word before the colon to the names that Python, pip and rules need."""

from __future__ import annotations

import builtins
import keyword
import re
import sys
import unicodedata
from typing import Final, NamedTuple

from proplint.exceptions import UsageError
from proplint.text import quoted

_LONGEST: Final = 40
_SIGNS: Final = " -_.'’()&+/"
_SHOWN_SIGNS: Final = "- _ . ' ( ) & + /"
_LETTERS: Final = str.maketrans(
    {
        "ı": "i",
        "ß": "ss",
        "ẞ": "SS",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "Þ": "Th",
        "ə": "e",
        "Ə": "E",
        "&": " and ",
        "'": "",
        "’": "",
    }
)
_CAMEL: Final = re.compile("(?<=[a-z])(?=[A-Z])")
_MODULE: Final = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")

# A module of one of these names would hide another from its own tests.
_MODULES: Final = frozenset((*sys.stdlib_module_names, "click", "conftest", "hypothesis", "pluggy")) | {
    *("proplint", "proplint_hooks", "proplint_rules", "proplint_types", "pytest", "re2", "ruamel", "setup", "test"),
}
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{at}" for port in ("com", "lpt") for at in range(10)))
)
_CLASSES: Final = frozenset((*dir(builtins), *keyword.kwlist, "Accepts", "Final", "Fix", "Mapping", "Option")) | {
    *("FORM", "NOISE", "OptionError", "OptionValue", "Problem", "Rule", "TypeContract"),
}


class Names(NamedTuple):
    """The names of a new type.

    Attributes:
        word: The word before the colon: "VAT number".
        module: Of the file in `proplint_plugins/`: "vat_number".
        cls: Of its class: "VATNumber".
        rule: Of its rule: "not-a-vat-number".
        article: What stands before the word in a sentence: "a".
        entry: Of its entry point: "vat-number".
        distribution: Of the distribution: "proplint-vat-number".
        package: Of the package in it: "proplint_vat_number".
    """

    word: str
    module: str
    cls: str
    rule: str
    article: str
    entry: str
    distribution: str
    package: str


def names_of(word: str, module: str | None = None) -> Names:
    """Return the names of a new type.

    Args:
        word: The word before the colon.
        module: The name of its module, for words that none can be made of.

    Raises:
        UsageError: The word can't be a type's, or no names can be made of it.
    """
    word = unicodedata.normalize("NFC", word)
    _require_word(word)
    if module is not None:
        _require_module(module)
    words = module.split("_") if module else _words(word)
    slug = "_".join(words).lower()
    article = "an" if slug[0] in "aeio" else "a"
    entry = slug.replace("_", "-")
    package = f"proplint_{slug}"
    return Names(
        word=word,
        module=module or _module(slug),
        cls=_class(words),
        rule=f"not-{article}-{entry}",
        article=article,
        entry=entry,
        distribution=f"proplint-{entry}",
        package=f"{package}_type" if package in _MODULES else package,
    )


def _require_word(word: str) -> None:
    shown = quoted(word)
    if ":" in word:
        kind = word.partition(":")[0].strip()
        raise UsageError(
            f"{shown} holds a colon: a type is the word before it"
            + (f", {quoted(kind)}" if kind else ", such as `Phone`")
        )
    for character in word:
        if not (character.isalnum() or unicodedata.combining(character) or character in _SIGNS):
            raise UsageError(
                f"{shown} can't be the name of a type: {quoted(character)} (U+{ord(character):04X}) can't stand in it; "
                f"letters, digits, blanks and {_SHOWN_SIGNS} can"
            )
    if not any(character.isalnum() for character in word):
        raise UsageError(f"{shown} can't be the name of a type: it must have a letter or a digit, such as `Phone`")
    if word != " ".join(word.split()):
        raise UsageError(
            f"{shown} can't be the name of a type: it has a blank at an end, or two in a row; "
            f"write {quoted(' '.join(word.split()))}"
        )
    if not word[0].isalnum():
        raise UsageError(f"{shown} can't be the name of a type: it must begin with a letter or a digit")
    if len(word) > _LONGEST:
        raise UsageError(
            f"{shown} can't be the name of a type: it has {len(word)} characters, and {_LONGEST} is the most"
        )


def _require_module(module: str) -> None:
    if not _MODULE.fullmatch(module):
        raise UsageError(
            f"--module {quoted(module)} can't be the name of a module: write small letters a to z, digits and `_`, "
            "such as `vat_number`"
        )
    trouble = _trouble(module)
    if trouble:
        raise UsageError(f"--module {quoted(module)} {trouble}: write `{_module(module)}`, for example")


def _words(word: str) -> list[str]:
    """Return the words of a name, in ASCII, in the case in which they were written."""
    spelled = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    bare = "".join(character for character in spelled if not unicodedata.combining(character))
    lost = next((character for character in bare if character.isalnum() and not character.isascii()), None)
    if lost is not None:
        raise UsageError(
            f"no module can be named after {quoted(word)}: {quoted(lost)} is not known in Latin letters; name it "
            "with --module, such as `--module phone`"
        )
    return [part for run in re.findall("[A-Za-z0-9]+", bare) for part in _CAMEL.split(run)]


def _module(slug: str) -> str:
    if slug[0].isdigit() or f"{slug}_".startswith("test_"):
        slug = f"type_{slug}"
    return f"{slug}_type" if _trouble(slug) else slug


def _trouble(module: str) -> str:
    """Return why no module can have this name; empty where one can."""
    if keyword.iskeyword(module):
        return "is a keyword of Python"
    if module in _DEVICES:
        return "is a name that Windows keeps for a device"
    if module.startswith("test_") or module.endswith("_test"):
        return "would be taken for tests by pytest"
    return "would hide another module" if module in _MODULES else ""


def _class(words: list[str]) -> str:
    name = "".join(word[0].upper() + word[1:] for word in words)
    if name[0].isdigit():
        name = f"Type{name}"
    return f"{name}Type" if name in _CLASSES else name
