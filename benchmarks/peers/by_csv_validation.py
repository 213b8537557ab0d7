"""The rules with csv_validation, which has patterns and values, and tells what it found in the log."""

from __future__ import annotations

import json
import logging
import re

import rules
from csv_validation import CSVValidator


class Listener(logging.Handler):
    """Takes the report from the log: columns, rules, numbers of wrong rows, and some of them."""

    def __init__(self) -> None:
        super().__init__()
        self.faults = rules.Faults()
        self.column: str | None = None
        self.rule = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line of the report."""
        text = record.getMessage().strip()
        if text.startswith("- ") and text.endswith("FAIL"):
            self.column = text[2:].rpartition(": ")[0]
        elif text.startswith("✖ - "):
            self.rule = text[4:].partition(":")[0]
        elif found := re.match(r'"Wrong Rows: (\d+)', text):
            lines = [int(row) + 1 for row in re.findall(r"\[row (\d+):", text)]
            self.faults.add_lines(lines, self.column, self.rule, int(found[1]))
        elif "occurrences:" in text:
            self.faults.add(None, self.column or "Customer ID", "unique")


def _definition(columns: list[rules.Column]) -> str:
    """Return the rules as csv_validation wants them; JSON is YAML. Only one key can be unique."""
    made: list[dict[str, object]] = [
        {"name": "Customer ID", "regex": "(?s)^.*$", "extra": "non_empty"},
        {"name": "Email", "regex": f"^(?:{rules.EMAIL})?$", "extra": "non_empty"},
    ]
    for column in columns:
        if column.kind == "Choice":
            made.append({"name": column.name, "values": ["", *column.options]})
            continue
        limit = f"(?s).{{0,{rules.TEXT_LIMIT}}}"
        pattern = column.several if column.kind == "Multiple choice" else column.pattern or limit
        made.append({"name": column.name, "regex": f"^(?:{pattern})?$"})
    return json.dumps({"unique": "Customer ID", "columns": made}, ensure_ascii=False)


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file."""
    listener = Listener()
    log = logging.getLogger("csv_validation")
    log.handlers, log.propagate = [listener], False
    log.setLevel(logging.INFO)
    right = CSVValidator.from_string(_definition(columns)).validate(path)
    faults = listener.faults
    if not right and not faults.kinds:
        faults.add(None, None, "not valid")
    faults.records = None if faults.kinds else 0  # it counts by rule, not by record
    return faults


if __name__ == "__main__":
    rules.main(check)
