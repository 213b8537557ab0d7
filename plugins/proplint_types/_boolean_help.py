"""Why a cell is no boolean; loaded when one is met."""

from __future__ import annotations

from typing import Final

from proplint.api import Fix, Problem, folded
from proplint_types._shared import failed_formula, is_error_word, marked, unmarked

# What spreadsheets make of TRUE and FALSE in their languages, two of them misread by a code page: one way back.
_SPREADSHEETS: Final = {
    "TRUE": "true wahr doğru doðru do?ru vrai verdadero vero verdadeiro waar истина prawda sand sann sant tosi pravda "
    "igaz adevărat істина αληθής cert",
    "FALSE": "false falsch yanlış yanlýþ yanlıþ yanlı? yanl?? faux falso onwaar ложь fałsz falsk usand usann falskt "
    "epätosi nepravda hamis fals хибність ψευδής",
}
# What people write; meant, but not certain.
_PEOPLE: Final = {
    "TRUE": "yes y ja j evet e oui o sí si 1 x ✓ ✔ ☑ on t var",
    "FALSE": "no n nein hayır h non 0 ✗ ✘ ☐ off f yok -",
}


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {folded(word): right for right, some in words.items() for word in some.split()}


_CERTAIN: Final = _by_word(_SPREADSHEETS)
_MEANT: Final = _by_word(_PEOPLE)


def explain(value: str) -> Problem:
    """Return what is wrong with a cell that is neither `TRUE` nor `FALSE`."""
    if is_error_word(value):
        return failed_formula("not-a-boolean")
    text = unmarked(value)
    word = folded(text)
    right = _CERTAIN.get(word)
    if right:
        if text == right:
            message = marked(value)
        elif text.upper() == right:
            message = "{value} is not in capitals"
        else:
            message = "{value} is how a spreadsheet in another language writes {right}"
        return Problem("not-a-boolean", message, "write {right}", Fix(right, safe=True), {"right": right})
    message = "{value} is neither TRUE nor FALSE"
    right = _MEANT.get(word)
    if right:
        advice = "write {right} if that is what it means"
        return Problem("not-a-boolean", message, advice, Fix(right, safe=False), {"right": right})
    return Problem("not-a-boolean", message, "write `TRUE` or `FALSE`, or leave the cell empty")
