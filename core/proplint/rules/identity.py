"""Rules about the two columns that say which customer a record is about."""

from __future__ import annotations

from typing import Final

from proplint.api import Rule

IDENTITY_RULES: Final = (
    Rule(
        name="missing-customer-id",
        what="A record has no Customer ID.",
        why="ikas finds the customer by it. Only customers who exist in ikas have one; it can't be made up.",
        example=",customer@ikas.com,Blue",
        instead="a5c123de456,customer@ikas.com,Blue",
    ),
    Rule(
        name="missing-email",
        what="A record has no e-mail.",
        why="ikas requires the column to be filled, as it was exported.",
        example="a5c123de456,,Blue",
        instead="a5c123de456,customer@ikas.com,Blue",
    ),
    Rule(
        name="malformed-email",
        what="An e-mail does not have the form name@domain.ending, or holds blanks.",
        why="It was mistyped or cut: the column must stay as it was exported.",
        example="a5c123de456,customer.ikas.com,Blue",
        instead="a5c123de456,customer@ikas.com,Blue",
    ),
    Rule(
        name="duplicate-customer-id",
        what="Two records of one file have the same Customer ID. It is reported at the later one.",
        why="The later record overwrites the earlier, or the wrong customer gets the values.",
        example="a5c1,a@ikas.com,Blue\na5c1,b@ikas.com,Red",
        instead="a5c1,a@ikas.com,Blue\nb7d2,b@ikas.com,Red",
    ),
    Rule(
        name="duplicate-email",
        what="Two records of one file have exactly the same e-mail. It is reported at the later one.",
        why="One customer has one e-mail; drag-filling a column is the usual cause.",
        example="a5c1,a@ikas.com,Blue\nb7d2,a@ikas.com,Red",
        instead="a5c1,a@ikas.com,Blue\nb7d2,b@ikas.com,Red",
    ),
)
