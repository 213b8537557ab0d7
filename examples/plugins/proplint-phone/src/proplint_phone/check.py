"""What the phonenumbers library says of a cell. Imported when a file has a column of phone numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat, PhoneNumberType
from proplint.api import Accepts, Fix, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTRIES: Final = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""The two letters of every country that has phone numbers."""

_E164: Final = re.compile(r"\+[1-9][0-9]{4,14}")
# Letters are left out on purpose: the library would dial them, and 9.05321E+11 is what a spreadsheet left of a number.
_SIGNS: Final = frozenset("0123456789+ ().-/\u00a0\u2010\u2011\u2012\u2013\u202f")
_DECIMAL: Final = re.compile(r"[0-9]+\.[0-9]+")
_MOBILE: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_CLASS_OR_DIGIT: Final = re.compile(r"\[[^\]]*\]|\\d")


class Number(NamedTuple):
    """A number that exists.

    Attributes:
        text: As E.164.
        country: The two letters of its country; 001 for none.
        ours: Whether it is one of the country that the column takes.
        mobile: Whether it may be that of a mobile phone.
    """

    text: str
    country: str
    ours: bool
    mobile: bool


class PhoneCheck:
    """Judges the cells of one column.

    Args:
        country: The two letters of the only country; None for any.
        mobile: Whether only mobile phones are right.
    """

    def __init__(self, country: str | None, *, mobile: bool) -> None:
        self._country = country
        self._mobile = mobile
        self._example = _example(country or "TR")
        pattern = None if country is None else _mobiles(country)
        self._usual = re.compile(pattern) if pattern else None
        self.accepts = Accepts(pattern=pattern) if pattern else None

    def check(self, value: str) -> Problem | None:
        """Return what is wrong with a cell; None if it is right."""
        # What is accepted unchecked is right by this line, whatever the next release of the library says.
        if self._usual is not None and self._usual.fullmatch(value):
            return None
        number = self._read(value, None) if _E164.fullmatch(value) else None
        if number is not None and number.text == value:
            return self._misfit(number)
        meant = {*self._meant(value)}
        right = sorted(number.text for number in meant if self._misfit(number) is None)
        if len(right) == 1:
            abroad = value.lstrip("( ").startswith(("+", "00"))
            # Else the country is a guess, or the number what somebody's arithmetic left of one.
            told = abroad or (self._country is not None and not _DECIMAL.fullmatch(value))
            return Problem(
                "not-e164",
                "{value} is not written as plus sign, country code and number",
                "write {right}",
                Fix(right[0], safe=told),
                {"right": right[0]},
            )
        misfit = self._misfit(min(meant)) if len(meant) == 1 else None
        return misfit or Problem(
            "not-a-phone", "{value} is no phone number that exists", f"write it as {self._example}"
        )

    def same(self, before: str, after: str) -> bool:
        """Whether both are one number, and the new text is right."""
        if self.check(after) is not None:
            return False
        return before == after or {number.text for number in self._meant(before)} == {after}

    def _misfit(self, number: Number) -> Problem | None:
        if not number.ours:
            return Problem(
                "foreign-phone",
                f"{{value}} is a number of {{country}}, not of {self._country}",
                f"write one such as {self._example}",
                data={"country": number.country},
            )
        if self._mobile and not number.mobile:
            return Problem(
                "not-a-mobile", "{value} is not the number of a mobile phone", "write that of a mobile phone"
            )
        return None

    def _meant(self, value: str) -> Iterator[Number]:
        """Give the numbers that a person may have meant, each way in which the text can be read."""
        if not {*value} <= _SIGNS:
            return
        begin = value.lstrip("( ")
        ways: list[tuple[str, str | None]] = [
            ("+" + begin[2:] if begin.startswith("00") else "+" + begin.removeprefix("+"), None)
        ]
        if self._country is not None:
            ways.append((value, self._country))
        for text, country in ways:
            number = self._read(text, country)
            if number is not None:
                yield number

    def _read(self, text: str, country: str | None) -> Number | None:
        """Return the number that a text is, as one dials it in a country; None if there is no such number."""
        try:
            number = phonenumbers.parse(text, country)
        except NumberParseException:
            return None
        if number.extension or not phonenumbers.is_valid_number(number):
            return None
        # Some countries share their numbers, and the library names only one of them.
        ours = self._country is None or phonenumbers.is_valid_number_for_region(number, self._country)
        region = phonenumbers.region_code_for_number(number) or ""
        text = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        return Number(text, region, ours, phonenumbers.number_type(number) in _MOBILE)


def _example(country: str) -> str:
    for kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(country, kind)
        if number is not None:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return "+905321234567"


def _mobiles(country: str) -> str | None:
    """Return the library's own pattern of the mobile numbers of a country, in E.164."""
    metadata = PhoneMetadata.metadata_for_region(country)
    pattern = metadata and metadata.mobile and metadata.mobile.national_number_pattern
    if not pattern:
        return None
    spelled = _CLASS_OR_DIGIT.sub(
        lambda match: "[0-9]" if match[0] == r"\d" else match[0].replace(r"\d", "0-9"), pattern
    )
    return rf"\+{phonenumbers.country_code_for_region(country)}(?:{spelled})"
