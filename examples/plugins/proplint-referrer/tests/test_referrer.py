"""The rule referrer keeps what every file rule must, and judges its cases as they say."""

from __future__ import annotations

from proplint.testing import FileRuleContract

from proplint_referrer import Referrer


class TestReferrer(FileRuleContract):
    rule = Referrer()
    cases = "referrer.cases.yaml"
