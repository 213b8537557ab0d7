"""Whether repairs made anything wrong: what a second check finds that they are to blame for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from proplint.model import DAMAGE, KEY_COLUMNS
from proplint.repair.plan import Place, new_text, place_of
from proplint.rules.identity import IDENTITY_CHANGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from proplint.engine.check import FileResult
    from proplint.model import Finding
    from proplint.repair.plan import Plan

_DUPLICATES: Final = frozenset({"duplicate-customer-id", "duplicate-email"})
_BY_THEMSELVES: Final = frozenset({"missing-customer-id", "destroyed-customer-id", "missing-email", "malformed-email"})
_ABOUT_KEYS: Final = IDENTITY_CHANGES | _DUPLICATES | _BY_THEMSELVES
_TOLERATED: Final = frozenset({"undeclared-property", "fragile-value"})
"""A column whose type is right now may still be none that is declared, and a right value may be fragile."""


def spoiled(plan: Plan, before: FileResult, after: FileResult, across: Collection[str]) -> dict[Place, str]:
    """Return the cells that must not be repaired, as they were called before, and why.

    Args:
        plan: What was changed.
        before: What the check found without it.
        after: What it finds now.
        across: Rules about more than one cell.
    """
    wrong = dict(_wrong_themselves(plan, after, across))
    wrong.update(_no_keys(plan, after))
    keys = {place: finding for place, finding in plan.cells.items() if finding.column_name in KEY_COLUMNS}
    if keys:
        for finding in _made(plan, before, after, _ABOUT_KEYS):
            for place in _to_blame(plan, keys, finding):
                wrong.setdefault(place, f"line {finding.line} would have {finding.rule}")
    guesses = {place: finding for place, finding in plan.cells.items() if not _is_certain(finding, across)}
    if guesses and across:
        for finding in _made(plan, before, after, across):
            for place in _to_blame(plan, guesses, finding) if not _is_revealed(plan, guesses, finding) else ():
                wrong.setdefault(place, f"line {finding.line} would have {finding.rule}")
    return wrong


def _is_certain(finding: Finding, across: Collection[str]) -> bool:
    """Whether a cell gets the text that it always meant: what is wrong beside it then was wrong before, only untold."""
    return finding.rule not in across and finding.fix is not None and finding.fix.safe


def _is_revealed(plan: Plan, guesses: Mapping[Place, Finding], made: Finding) -> bool:
    """Whether a finding stands in a record that could not be judged as a whole before, and was not guessed at."""
    edited = {place for place in plan.cells if plan.moved(place).offset == made.offset}
    return bool(edited) and not any(place in guesses for place in edited)


def _wrong_themselves(plan: Plan, after: FileResult, across: Collection[str]) -> Iterator[tuple[Place, str]]:
    """Give the cells that are still wrong with their new text."""
    edited = {plan.moved(place): place for place in plan.cells}
    for finding in after.findings:
        place = place_of(finding)
        if place is None or place not in edited or finding.rule in _TOLERATED:
            continue
        if finding.rule not in across or not _is_certain(plan.cells[edited[place]], across):
            yield edited[place], f"it would be wrong too: {finding.rule}, {finding.message}"


def _no_keys(plan: Plan, after: FileResult) -> Iterator[tuple[Place, str]]:
    """Give the columns that would become a key column, but hold no keys of the version before."""
    renamed = {new_text(finding): place for place, finding in plan.cells.items() if place.offset < 0}
    changed = Counter(one.column_name for one in after.findings if one.rule in IDENTITY_CHANGES)
    for name in KEY_COLUMNS & {*renamed}:
        if 2 * changed[name] > after.records:
            yield renamed[name], f"most of its cells are no {name} of the version before"


def _made(plan: Plan, before: FileResult, after: FileResult, rules: Collection[str]) -> Iterator[Finding]:
    """Give what breaks some rules now and did not before."""
    known = {_what(finding, _moved(plan, finding)) for finding in before.findings}
    for finding in after.findings:
        if finding.rule in rules and _what(finding, place_of(finding)) not in known:
            yield finding


def _what(finding: Finding, place: Place | None) -> tuple[str, Place | None]:
    """Return what is the same before and after; damage that is told no longer is told as a change of the key."""
    return ("changed" if finding.rule in IDENTITY_CHANGES or finding.rule == DAMAGE else finding.rule, place)


def _moved(plan: Plan, finding: Finding) -> Place | None:
    place = place_of(finding)
    return None if place is None else plan.moved(place)


def _to_blame(plan: Plan, cells: Mapping[Place, Finding], made: Finding) -> list[Place]:
    """Return the cells whose change made something wrong: of the same record, else of the same text, else all."""
    beside = [place for place in cells if plan.moved(place).offset == made.offset]
    alike = [place for place, finding in cells.items() if made.value is not None and new_text(finding) == made.value]
    return beside or alike or [*cells]
