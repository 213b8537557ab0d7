"""A record rule and a file rule that keep their contracts; the tests break them in one place at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proplint.api import At, Option, OptionError, Problem, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.api import Record


END_FIRST = Rule(
    name="end-before-start",
    what="A span ends before it starts.",
    why="Nobody can be there.",
    example="Date:Start = 2025/01/02",
    instead="Date:Start = 2025/01/01",
)
TWICE = Rule(
    name="code-twice",
    what="A code stands twice.",
    why="It is meant for one customer.",
    example="Text:Code = 7",
    instead="Text:Code = 8",
)


class Order:
    name = "order"
    doc = "A date is not before another."
    options = (
        Option("end", "column", "The later one."),
        Option("start", "column", "The earlier one."),
    )
    rules = (END_FIRST,)

    def compile(self, options: Mapping[str, Any]) -> OrderCheck:
        if options["end"] == options["start"]:
            raise OptionError("end", "it is the same column as `start`")
        return OrderCheck(options["end"], options["start"])


class OrderCheck:
    def __init__(self, end: str, start: str) -> None:
        self.end, self.start = end, start

    def check(self, cells: Mapping[str, str]) -> At | None:
        end, start = cells[self.end], cells[self.start]
        if not end or not start or end >= start:
            return None
        problem = Problem("end-before-start", "{value} is before {start}", "correct it", data={"start": start})
        return At(self.end, problem)

    def suspects(self, columns: Mapping[str, Sequence[str]]) -> list[int]:
        return [at for at, (start, end) in enumerate(zip(columns[self.start], columns[self.end])) if start > end]  # noqa: B905


class Once:
    name = "once"
    doc = "No code stands twice."
    options = (Option("columns", "columns", "The columns of the code."),)
    rules = (TWICE,)

    def compile(self, options: Mapping[str, Any]) -> OnceCheck:
        if not options["columns"]:
            raise OptionError("columns", "name one at least")
        return OnceCheck(options["columns"])


class OnceCheck:
    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns

    def check(self, records: Iterator[Record]) -> Iterator[tuple[Record, At]]:
        seen: dict[tuple[str, ...], Record] = {}
        for record in records:
            key = tuple(record.cells[column] for column in self.columns)
            if not all(key):
                continue
            first = seen.setdefault(key, record)
            if first is not record:
                problem = Problem("code-twice", "{value} stands twice", f"the first is on line {first.line}")
                yield record, At(self.columns[0], problem)


@hookimpl
def proplint_record_rules() -> list[Order]:
    return [Order()]


@hookimpl
def proplint_file_rules() -> list[Once]:
    return [Once()]
