"""Names of columns as people and other programs write them, and what they mean by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.csvfile.header import CUSTOMER_ID, EMAIL
from proplint.suggest import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OTHER_WORDS: Final[Mapping[str, str]] = {
    "bool": "Boolean",
    "wahrheitswert": "Boolean",
    "mantıksal": "Boolean",
    "evet/hayır": "Boolean",
    "select": "Choice",
    "single choice": "Choice",
    "auswahl": "Choice",
    "seçim": "Choice",
    "tekli seçim": "Choice",
    "multi choice": "Multiple choice",
    "multichoice": "Multiple choice",
    "multiple_choice": "Multiple choice",
    "multiplechoice": "Multiple choice",
    "mehrfachauswahl": "Multiple choice",
    "çoklu seçim": "Multiple choice",
    "numeric": "Number",
    "integer": "Number",
    "zahl": "Number",
    "nummer": "Number",
    "sayı": "Number",
    "string": "Text",
    "textzeile": "Text",
    "metin": "Text",
    "datum": "Date",
    "tarih": "Date",
    "datetime": "Date and time",
    "date/time": "Date and time",
    "datum und uhrzeit": "Date and time",
    "datum und zeit": "Date and time",
    "tarih ve saat": "Date and time",
}
"""What people and other programs call the types; compared folded. The right word is the fix."""

_ERROR_COLUMNS: Final = frozenset(
    folded(name)
    for name in (
        *("Errors", "Error", "Error message", "Error messages", "Fehler", "Fehlermeldung"),
        *("Hata", "Hatalar", "Hata mesajı", "Hata mesajları"),
    )
)
LOOKALIKES: Final[Mapping[str, Sequence[str]]] = {
    CUSTOMER_ID: (
        "customer id",
        "customerid",
        "customer_id",
        "id",
        "müşteri id",
        "kunden-id",
        "kundennummer",
    ),
    EMAIL: ("email", "e-mail", "e mail", "mail", "e-posta", "eposta", "email address", "e-mail address"),
}
"""Key column to the names that are meant to be it; compared folded."""


def is_data(header: Sequence[str]) -> bool:
    """Whether the first record is a customer's: an e-mail stands in it, and no column's name that we know."""
    known = any(name in (CUSTOMER_ID, EMAIL) or ":" in name for name in header)
    return not known and any("@" in name for name in header)


def is_error_column(name: str, configured: str = "Errors") -> bool:
    """Whether a column is the one that an error file adds, by a usual name or by the configured one."""
    return folded(name) in _ERROR_COLUMNS or name == configured


def is_error_file(path: str) -> bool:
    """Whether a file is named as error files are."""
    return path.lower().endswith(".errors.csv")
