"""Rules about the values of a property that hold for every type."""

from __future__ import annotations

from typing import Final

from proplint.api import Rule

VALUE_RULES: Final = (
    Rule(
        name="missing-value",
        what="A cell of a required property is empty.",
        why="ikas accepts an empty cell; this rule is for properties that your own processes rely on.",
        example="Date:Birthday = (empty)",
        instead="Date:Birthday = 1990/05/17",
        options="`required: true` at the property in proplint.yaml turns it on.",
    ),
)
