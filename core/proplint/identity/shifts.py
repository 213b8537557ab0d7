"""Blocks of records whose e-mails moved to the next record: what sorting or inserting in one column does."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from proplint.model import Shift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.model import Finding

_RULE: Final = "email-changed"
_FEWEST: Final = 3


def find_shifts(findings: Sequence[Finding]) -> list[Shift]:
    """Return the shifted blocks among findings, which are in the order of reports."""
    changed = [finding for finding in findings if finding.rule == _RULE]
    return [
        Shift(block[0].path, block[0].line, block[-1].line, len(block), block[0].column_name or "")
        for block in _blocks(changed)
        if len(block) >= _FEWEST
    ]


def _blocks(changed: Sequence[Finding]) -> Iterator[list[Finding]]:
    block, way = list(changed[:1]), 0
    for before, now in pairwise(changed):
        step = _step(before, now)
        if step and way in (0, step):
            block.append(now)
            way = step
        else:
            yield block
            block, way = [now], 0
    if block:
        yield block


def _step(before: Finding, now: Finding) -> int:
    """Return 1 when the e-mail of one record stands in the next now, -1 when it is the other way round, else 0."""
    if before.path != now.path or before.record is None or now.record != before.record + 1:
        return 0
    if now.value == before.data.get("before"):
        return 1
    return -1 if before.value == now.data.get("before") else 0
