"""The rule date-order keeps what every record rule must, and judges its cases as they say."""

from __future__ import annotations

from proplint.testing import RecordRuleContract

from proplint_date_order import DateOrder


class TestDateOrder(RecordRuleContract):
    rule = DateOrder()
    cases = "date_order.cases.yaml"
