"""The languages and countries that spreadsheets work in, as far as they rewrite cells by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


Order: TypeAlias = Literal["dmy", "mdy"]
"""Which of day and month comes first."""


class Locale(NamedTuple):
    """How a spreadsheet reads and writes values.

    Attributes:
        name: Such as `tr-TR`.
        language: The word before "spreadsheet", with its article.
        decimal: The decimal sign.
        groups: The signs that may stand between thousands.
        currency: The sign of its currency.
        order: Which of day and month comes first.
        separator: The sign between the parts of a date that it writes.
        partial: The signs between two numbers that make them a day and a month.
        half_days: Whether it writes times with AM and PM.
        halves: Its words for them.
        booleans: Its words for true and false.
        months: Its short names of the months.
        full_months: Its long ones.
        month_form: How it writes a date without a year: `{day}`, `{padded}` and `{month}`.
        quotes: The quotation marks that it puts for straight ones.
        errors: What it writes for a formula that fails.
        document: The locale that it writes in, where the import was told another language; None where both are one.
    """

    name: str
    language: str
    decimal: str
    groups: str
    currency: str
    order: Order
    separator: str
    partial: str
    half_days: bool
    halves: tuple[str, str]
    booleans: tuple[str, str]
    months: tuple[str, ...]
    full_months: tuple[str, ...]
    month_form: str
    quotes: tuple[str, str]
    errors: tuple[str, ...]
    document: Locale | None = None

    def __hash__(self) -> int:
        """Hash the name only: there is one of each, and it goes into many sets."""
        return hash(self.name)

    @property
    def out(self) -> Locale:
        """The locale in which values are written."""
        return self.document or self


ANYWHERE: Final = ("#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#ERROR!")
"""What failed formulas become in English, and in Google Sheets in many languages."""

_ENGLISH_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

EN_US: Final = Locale(
    name="en-US",
    language="a US English",
    decimal=".",
    groups=",",
    currency="$",
    order="mdy",
    separator="/",
    partial="/-",
    half_days=True,
    halves=("AM", "PM"),
    booleans=("TRUE", "FALSE"),
    months=_ENGLISH_MONTHS,
    full_months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    month_form="{day}-{month}",
    quotes=("“", "”"),
    errors=ANYWHERE,
)
EN_GB: Final = EN_US._replace(name="en-GB", currency="£", language="a British", order="dmy", half_days=False)
DE_DE: Final = Locale(
    name="de-DE",
    language="a German",
    decimal=",",
    groups=".",
    currency="€",
    order="dmy",
    separator=".",
    partial="./-",
    half_days=False,
    halves=("vorm.", "nachm."),
    booleans=("WAHR", "FALSCH"),
    months=("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"),
    full_months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    month_form="{padded}. {month}",
    quotes=("„", "“"),
    errors=("#BEZUG!", "#NAME?", "#WERT!", "#NV", "#DIV/0!", "#ZAHL!", "#NULL!", "#ERROR!"),
)
TR_TR: Final = Locale(
    name="tr-TR",
    language="a Turkish",
    decimal=",",
    groups=".",
    currency="₺",
    order="dmy",
    separator=".",
    partial="./-",
    half_days=False,
    halves=("AM", "PM"),
    booleans=("DOĞRU", "YANLIŞ"),
    months=("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"),
    full_months=(
        "Ocak",
        "Şubat",
        "Mart",
        "Nisan",
        "Mayıs",
        "Haziran",
        "Temmuz",
        "Ağustos",
        "Eylül",
        "Ekim",
        "Kasım",
        "Aralık",
    ),
    month_form="{padded}.{month}",
    quotes=("“", "”"),
    errors=("#BAŞV!", "#AD?", "#DEĞER!", "#YOK", "#SAYI/0!", "#SAYI!", "#BOŞ!", "#HATA!"),
)
FR_FR: Final = Locale(
    name="fr-FR",
    language="a French",
    decimal=",",
    groups=" \u00a0\u202f",
    currency="€",
    order="dmy",
    separator="/",
    partial="/-",
    half_days=False,
    halves=("AM", "PM"),
    booleans=("VRAI", "FAUX"),
    months=("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    full_months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    month_form="{padded}-{month}",
    quotes=("«", "»"),
    errors=("#REF!", "#NOM?", "#VALEUR!", "#N/A", "#DIV/0!", "#NOMBRE!", "#NUL!", "#ERROR!"),
)

LOCALES: Final[Mapping[str, Locale]] = {one.name: one for one in (EN_US, EN_GB, DE_DE, TR_TR, FR_FR)}
"""Name to locale."""

MIXED: Final = tuple(
    one._replace(document=other) for one in LOCALES.values() for other in LOCALES.values() if other is not one
)
"""Locales in which a file is read, each with another one in which it is written."""
