"""A property type that keeps its contract; the tests break it in one place at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from proplint.api import Accepts, Fix, Option, OptionError, Problem, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_A_SHELF = Rule(
    name="not-a-shelf",
    what="A cell of a Shelf column is no shelf.",
    why="Nobody finds it.",
    example="Shelf:Place = A-1",
    instead="Shelf:Place = A1",
)
TOO_HIGH = Rule(
    name="shelf-too-high",
    what="A shelf has a number that is too high.",
    why="There is none.",
    example="Shelf:Place = A99  (max: 50)",
    instead="Shelf:Place = A9  (max: 50)",
    options="`max` at the property in proplint.yaml.",
)
SHELF = re.compile("[A-Z][0-9]{1,3}")
TWO = re.compile("([A-Z][0-9])/([A-Z][0-9])")


class Shelf:
    name = "Shelf"
    aliases = ("Rack",)
    doc = "A letter and a number, such as A1."
    options = (Option("max", "integer", "The highest number."),)
    rules = (NOT_A_SHELF, TOO_HIGH)

    def compile(self, options: Mapping[str, Any]) -> ShelfCheck:
        if options["max"] is not None and options["max"] < 0:
            raise OptionError("max", "a number can't be negative")
        return ShelfCheck(options["max"])


class ShelfCheck:
    doubtful = frozenset({"left one"})

    def __init__(self, most: int | None) -> None:
        self.most = most
        self.accepts = Accepts(pattern="[A-Z][0-9]{1,3}") if most is None else None

    def check(self, value: str) -> Problem | None:
        if SHELF.fullmatch(value):
            return self.too_high(value)
        return self.explain(value)

    def too_high(self, value: str) -> Problem | None:
        if self.most is None or int(value[1:]) <= self.most:
            return None
        return Problem("shelf-too-high", "{value} is too high", "look again")

    def explain(self, value: str) -> Problem:
        bare = value[:9].replace("-", "").upper()
        if SHELF.fullmatch(bare) and len(value) < 9:
            return Problem(
                "not-a-shelf", "{value} is written oddly", "write {right}", Fix(bare, safe=True), {"right": bare}
            )
        two = TWO.fullmatch(value)
        if two:
            readings = {"left one": Fix(two[1], safe=True), "right one": Fix(two[2], safe=True)}
            return Problem("not-a-shelf", "{value} is two", "write {one}", data={"one": two[1]}, readings=readings)
        return Problem("not-a-shelf", "{value} is no shelf", "write a letter and a number")

    def same(self, before: str, after: str) -> bool:
        return before == after

    def rules_out(self, value: str) -> tuple[str, ...]:
        return ("left one",) if value == "Z999" else ()


@hookimpl
def proplint_property_types() -> list[Shelf]:
    return [Shelf()]
