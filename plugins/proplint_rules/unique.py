"""The file rule `unique`: no value twice, or no combination of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from proplint.api import At, Option, Problem, Rule, hookimpl
from proplint_rules._filled import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proplint.api import OptionValue, Record

DUPLICATE_VALUE: Final = Rule(
    name="duplicate-value",
    what="A value, or a combination of values, stands in two records of the file. It is told at the later one, with "
    "the line of the first.",
    why="Your configuration says that it belongs to one customer: a tax number, a membership card. Cells that are "
    "wrong by themselves are not compared, nor records where one of the columns is empty.",
    example="a5c1,a@ikas.com,1234567890\nb7d2,b@ikas.com,1234567890",
    instead="a5c1,a@ikas.com,1234567890\nb7d2,b@ikas.com,1234567891",
    options='`file_rules` in proplint.yaml: `- unique: {columns: ["Text:Tax number"]}`. With several columns only the '
    "combination must be unique. Values are compared exactly, and held in memory while the file is read.",
)


class Unique:
    """Values that stand once."""

    name: Final = "unique"
    doc: Final = "No value of a column twice; of several columns, no combination."
    options: Final = (Option("columns", "columns", "The columns whose values, taken together, may stand only once."),)
    rules: Final = (DUPLICATE_VALUE,)

    def compile(self, options: Mapping[str, OptionValue]) -> UniqueCheck:
        """See `FileRule.compile`."""
        return UniqueCheck(cast("tuple[str, ...]", options["columns"]))


class UniqueCheck:
    """Remembers every value, and the line where it stood first."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns

    def check(self, records: Iterator[Record]) -> Iterator[tuple[Record, At]]:
        """See `FileCheck.check`."""
        first: dict[str | tuple[str, ...], int] = {}
        for record in records:
            texts = tuple(record.cells[column] for column in self._columns)
            if not all(map(is_filled, texts)):
                continue
            # A tuple of one would take half as much memory again.
            line = first.setdefault(texts if len(texts) > 1 else texts[0], record.line)
            if line != record.line:
                yield record, At(self._columns[0], self._problem(texts, line))

    def _problem(self, texts: tuple[str, ...], line: int) -> Problem:
        advice = "correct one of the two records"
        if len(texts) == 1:
            return Problem("duplicate-value", f"{{value}} stands on line {line} already", advice)
        others = {f"other{at}": text for at, text in enumerate(texts[1:], 1)}
        together = ", ".join(f"{{{name}}}" for name in others)
        return Problem(
            "duplicate-value", f"{{value}} stands with {together} on line {line} already", advice, data=others
        )


@hookimpl
def proplint_file_rules() -> list[Unique]:
    """Bring the rule."""
    return [Unique()]
