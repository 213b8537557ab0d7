"""The type Phone keeps what every type must, and judges its cases as they say."""

from __future__ import annotations

import phonenumbers
import pytest
from proplint.testing import TypeContract, accepted

from proplint_phone import Phone
from proplint_phone.check import COUNTRIES


class TestPhone(TypeContract):
    type = Phone()
    cases = "phone.cases.yaml"
    slowest_cell = 2000.0  # the library parses each number and looks it up


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_numbers_of_every_country(country: str) -> None:
    """The library's own examples are right, and mobile ones are proven so unchecked."""
    check = Phone().compile({"country": country, "mobile": False})
    assert check.check(e164(phonenumbers.example_number(country))) is None
    mobile = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    assert mobile is None or accepted(check, e164(mobile))


def e164(number: phonenumbers.PhoneNumber | None) -> str:
    assert number is not None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
