"""The type IBAN keeps what every type must, and judges its cases as they say."""

from __future__ import annotations

from proplint.testing import TypeContract

from proplint_iban import IBAN


class TestIBAN(TypeContract):
    type = IBAN()
    cases = "iban.cases.yaml"
    slowest_cell = 1000.0  # check digits are computed, and the form is looked up by country
