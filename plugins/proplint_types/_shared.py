"""What several types have in common: rules, and the error words of spreadsheets."""

from __future__ import annotations

from typing import Final

from proplint.api import Problem, Rule

UNKNOWN_OPTION: Final = Rule(
    name="unknown-option",
    what="A Choice or Multiple choice cell holds something that is not one of the property's options.",
    why="ikas does not create options on import; the row is refused. Options are compared exactly: case, blanks and "
    "accents count.",
    example="Choice:Color = blue        (options: [Blue, Red, Green])\n"
    "Multiple choice:Hobby = Reading, Traveling        (options: [Reading, Traveling])",
    instead="Choice:Color = Blue\nMultiple choice:Hobby = Reading;Traveling",
    options="`options` at the property in proplint.yaml lists the options. Without it only the form is checked.",
)

OUT_OF_RANGE: Final = Rule(
    name="out-of-range",
    what="A number or a date is below the property's `min` or above its `max`.",
    why="ikas accepts it, but your configuration says that it can't be meant: an age of 1980, a future birthday.",
    example="Number:Age = 1980          (max: 130)",
    instead="Number:Age = 45",
    options="`min` and `max` at the property in proplint.yaml, both included.",
)

ERROR_WORDS: Final = frozenset(
    {
        *("#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!", "#CALC!"),
        *("#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "###"),
        *("#BEZUG!", "#WERT!", "#NV", "#ZAHL!", "#ÜBERLAUF!", "#FEHLER!"),
        *("#BAŞV!", "#AD?", "#DEĞER!", "#YOK", "#SAYI/0!", "#SAYI!", "#BOŞ!", "#HATA!"),
        *("#İSİM?", "#BÖLÜ/0!", "#YOK!"),
        *("#VALEUR!", "#NOM?", "#NOMBRE!", "#REF !", "#VALEUR !", "#NUL!"),
    }
)
"""What spreadsheets in English, German, Turkish and French show where a formula failed."""

RESTORE: Final = "a formula failed in the spreadsheet: put the value back from the last export"


_BLANKS: Final = "".join(character for character in map(chr, range(0x3001)) if character.isspace())
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_AROUND: Final = f"{_BLANKS}{_UNSEEN}"


def bare(value: str) -> str:
    """Return a text without what can't be seen around it."""
    return value.strip(_AROUND)


def unmarked(value: str) -> str:
    """Return a text without what can't be seen around it, nor the apostrophe by which spreadsheets mark a text."""
    text = bare(value)
    return bare(text[1:]) if text.startswith("'") else text


def marked(value: str) -> str:
    """Return the message of a value that is right when `unmarked`."""
    return "{value} has an apostrophe in front of it" if "'" in value else "{value} has blanks around it"


def unsafe(problem: Problem) -> Problem:
    """Return a problem with the same fixes, none of them safe."""
    readings = {name: fix and fix._replace(safe=False) for name, fix in problem.readings.items()}
    return problem._replace(fix=problem.fix and problem.fix._replace(safe=False), readings=readings)


def is_error_word(value: str) -> bool:
    """Whether a spreadsheet shows this where a formula failed."""
    if value.startswith("Err:5"):  # LibreOffice has many, and a number for each
        return len(value) == len("Err:502") and value[4:].isdigit()
    return value in ERROR_WORDS or (len(value) > 2 and not value.strip("#"))  # noqa: PLR2004  a column too narrow


def failed_formula(rule: str) -> Problem:
    """Return the problem of a cell that holds an error word."""
    return Problem(rule, "{value} is a spreadsheet's error message, not a value", RESTORE)
