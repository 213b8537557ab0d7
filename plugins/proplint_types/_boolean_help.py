"""Why a cell is no boolean; loaded when one is met."""

from __future__ import annotations

from typing import Final

from proplint.api import Fix, Problem
from proplint_types._shared import failed_formula, is_error_word

# What spreadsheets make of TRUE and FALSE in their languages: there is one way back.
_SPREADSHEETS: Final = {
    "TRUE": ("true", "wahr", "doğru", "vrai", "verdadero", "vero", "verdadeiro", "waar", "истина", "prawda", "sand"),
    "FALSE": ("false", "falsch", "yanlış", "faux", "falso", "onwaar", "ложь", "fałsz", "falsk", "usand"),
}
# What people write; meant, but not certain.
_PEOPLE: Final = {
    "TRUE": ("yes", "y", "ja", "j", "evet", "e", "oui", "o", "sí", "si", "1", "x", "✓", "✔", "☑", "on", "t", "var"),
    "FALSE": ("no", "n", "nein", "hayır", "h", "non", "0", "✗", "✘", "☐", "off", "f", "yok", "-"),
}


def explain(value: str) -> Problem:
    """Return what is wrong with a cell that is neither `TRUE` nor `FALSE`."""
    if is_error_word(value):
        return failed_formula("not-a-boolean")
    word = value.strip().replace("İ", "i").replace("I", "ı" if "Ş" in value or "R" in value else "i").casefold()
    folds = {value.strip().casefold(), word}
    for right, words in _SPREADSHEETS.items():
        if folds & {*words}:
            if value.strip() == right:
                message = "{value} has blanks around it"
            elif value.strip().upper() == right:
                message = "{value} is not in capitals"
            else:
                message = "{value} is how a spreadsheet in another language writes {right}"
            return Problem("not-a-boolean", message, "write {right}", Fix(right, safe=True), {"right": right})
    message = "{value} is neither TRUE nor FALSE"
    for right, words in _PEOPLE.items():
        if folds & {*words}:
            advice = "write {right} if that is what it means"
            return Problem("not-a-boolean", message, advice, Fix(right, safe=False), {"right": right})
    return Problem("not-a-boolean", message, "write `TRUE` or `FALSE`, or leave the cell empty")
