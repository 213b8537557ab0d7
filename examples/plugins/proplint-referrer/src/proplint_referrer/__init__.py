"""The file rule `referrer`: whoever a record names as referrer is another customer of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from proplint.api import At, Option, OptionError, Problem, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proplint.api import OptionValue, Record

proplint_interface: Final = 1

UNKNOWN_REFERRER: Final = Rule(
    name="unknown-referrer",
    what="A record names a referrer that no record of the file has as its key.",
    why="The key is mistyped, or that customer is gone: the reward for the referral reaches nobody.",
    example="Customer ID = a1, c3   Text:Referred by = b2",
    instead="Customer ID = a1, b2   Text:Referred by = b2",
    options="`column` and `key` of the file rule `referrer` in proplint.yaml.",
)
OWN_REFERRER: Final = Rule(
    name="own-referrer",
    what="A record names itself as its referrer.",
    why="Nobody refers themselves: the cell was filled with the wrong key, or a reward is claimed twice.",
    example="Customer ID = a1   Text:Referred by = a1",
    instead="Customer ID = a1   Text:Referred by = b2",
    options="`column` and `key` of the file rule `referrer` in proplint.yaml.",
)


class Referrer:
    """The rule: which column names another customer, and by which key."""

    name: Final = "referrer"
    doc: Final = "Whoever a column names is another customer of the file."
    options: Final = (
        Option("column", "column", "The column that names the referrer."),
        Option("key", "column", "The column that it is named by; Customer ID by default.", default="Customer ID"),
    )
    rules: Final = (UNKNOWN_REFERRER, OWN_REFERRER)

    def compile(self, options: Mapping[str, OptionValue]) -> ReferrerCheck:
        """Bind the rule to its options, once for each entry under `file_rules`."""
        column, key = cast("str", options["column"]), cast("str", options["key"])
        if column == key:
            raise OptionError("column", "must be another column than `key`")
        return ReferrerCheck(column, key)


class ReferrerCheck:
    """Judges a file: it keeps its keys, and the records whose referrer was not met before them."""

    def __init__(self, column: str, key: str) -> None:
        self._column = column
        self._key = key

    def check(self, records: Iterator[Record]) -> Iterator[tuple[Record, At]]:
        """Give each record whose referrer is wrong, with what is wrong."""
        keys: set[str] = set()
        waiting: list[Record] = []
        for record in records:
            key, referrer = record.cells[self._key], record.cells[self._column]
            keys.add(key)
            if referrer and referrer == key:
                advice = "write who referred this customer, or leave the cell empty"
                yield record, self._at("own-referrer", "{value} is the record's own {key}", advice)
            elif referrer and referrer not in keys:
                waiting.append(record)  # a referrer may stand behind whom it referred
        for record in waiting:
            if record.cells[self._column] not in keys:
                advice = "correct it, or leave the cell empty"
                yield record, self._at("unknown-referrer", "{value} is the {key} of no record of this file", advice)

    def _at(self, rule: str, message: str, advice: str) -> At:
        return At(self._column, Problem(rule, message, advice, data={"key": self._key}))


@hookimpl
def proplint_file_rules() -> list[Referrer]:
    """Bring the rule."""
    return [Referrer()]
