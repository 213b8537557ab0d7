"""What a cell means where only its column tells: a date's day or its month first, a decimal or a thousands comma."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.reader import Reader
from proplint.engine.cells import doubtful_readings, is_damaged
from proplint.model import NO_READINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding, Column
    from proplint.engine.ledger import Ledger
    from proplint.model import Finding


class Ruling(NamedTuple):
    """How the cells of one column are to be read.

    Attributes:
        left: The readings that all cells share.
        reading: The one that is meant; None where that can't be told.
        line: Where a cell stands that has no other reading; None where there is none.
        why: Why it can't be told, as part of a sentence; empty where it can.
    """

    left: frozenset[str]
    reading: str | None
    line: int | None
    why: str


_ALONE: Final = Ruling(frozenset(), None, None, "one such cell alone may be a value of another kind")


def rule(lines: Mapping[tuple[str, ...], int]) -> Ruling:
    """Return how a column is to be read.

    Args:
        lines: The sets of readings that its cells have, each with the first line.
    """
    left = frozenset.intersection(*map(frozenset, lines))
    if not left:
        return Ruling(left, None, None, _mixture(lines))
    alone = [(line, names[0]) for names, line in lines.items() if len(names) == 1]
    if alone:
        line, reading = min(alone)
        return Ruling(left, reading, line, "")
    return Ruling(left, None, None, "no cell of the column tells which")


def decide(ledger: Ledger, source: Source, header: Header, binding: Binding) -> None:
    """Make the fixes safe that their columns decide, and say at the others why they are not.

    Args:
        ledger: Has the findings of the whole file.
        source: The file.
        header: Its header.
        binding: What its columns are bound to.

    Raises:
        PluginError: A type failed.
    """
    rulings = {column: rule(lines) for column, lines in ledger.readings.items()}
    weak = {column.position + 1 for column in binding.columns if _is_weak(column, rulings)}
    rulings |= dict.fromkeys(weak - ledger.proven, _ALONE)
    doubtful = weak | {finding.column or 0 for finding in ledger.findings if len(finding.readings) > 1}
    asked = [one for one in binding.columns if one.position + 1 in doubtful and rulings[one.position + 1].reading]
    ruled_out = _ruled_out(source, header, asked, rulings) if asked else ()
    deciders = {column: _Decider(ruling, column - 1 in ruled_out, column in weak) for column, ruling in rulings.items()}
    findings = ledger.findings
    for index, finding in enumerate(findings):  # in place: there may be a million
        if finding.readings and finding.column is not None:
            findings[index] = deciders[finding.column].decided(finding)


def _is_weak(column: Column, rulings: Mapping[int, Ruling]) -> bool:
    """Whether a column is read in a way that one cell alone does not prove."""
    ruling = rulings.get(column.position + 1)
    return ruling is not None and ruling.reading in doubtful_readings(column)


class _Decider:
    """Decides the fixes of one column."""

    def __init__(self, ruling: Ruling, ruled_out: bool, weak: bool) -> None:  # noqa: FBT001  what it was asked
        self._ruling = ruling
        self._ruled_out = ruled_out
        self._self_evident = bool(ruling.left) and not (weak and ruled_out)
        self._advice: dict[str, str] = {}
        self._as_there = f"write {{fix}}: {ruling.reading}, as in line {ruling.line}"

    def decided(self, finding: Finding) -> Finding:
        """Return a finding with its fix; texts are shared."""
        ruling, readings = self._ruling, finding.readings
        fix, *others = {*readings.values()}
        if self._self_evident and not others:
            return finding._replace(fix=fix, readings=NO_READINGS)
        if ruling.reading is None or self._ruled_out:
            return finding._replace(advice=self._refusal(finding.advice), readings=NO_READINGS)
        fix = readings[ruling.reading]
        return finding._replace(fix=fix, advice=self._as_there if fix else finding.advice, readings=NO_READINGS)

    def _refusal(self, advice: str) -> str:
        if advice not in self._advice:
            ruling = self._ruling
            mixed = f"the column mixes {ruling.reading} (line {ruling.line}) with cells that can't be read so"
            why = ruling.why or mixed
            self._advice[advice] = f"{advice}; {why}" if advice else why
        return self._advice[advice]


def _mixture(lines: Mapping[tuple[str, ...], int]) -> str:
    """Say which cells of a column contradict each other."""
    by_line = sorted((line, names) for names, line in lines.items())
    for (first, one), (second, other) in combinations(by_line, 2):
        if not {*one} & {*other}:
            return f"the column mixes {_either(one)} (line {first}) with {_either(other)} (line {second})"
    return "the cells of the column can't all be read in one way"


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)


def _ruled_out(
    source: Source, header: Header, columns: Iterable[Column], rulings: Mapping[int, Ruling]
) -> Collection[int]:
    """Read a file again; return the columns that hold a cell which rules out how others would be read.

    Only a column with a cell of several readings is read, and only until such a cell is met.
    """
    left = {column: rulings[column.position + 1].reading for column in columns if _may_rule_out(column)}
    found: set[int] = set()
    reader = Reader(source, offset=header.after, line=header.next_line, width=len(header.cells))
    for batch in reader.batches() if left else ():
        rows = [row for row in batch.rows if len(row) == len(header.cells)]
        for column, reading in [*left.items()]:
            if _rules_out(column, {row[column.position] for row in rows}, reading):
                found.add(column.position)
                del left[column]
        if not left:
            break
    return found


def _may_rule_out(column: Column) -> bool:
    with column.loaded.guard(column.name):
        return hasattr(column.check, "rules_out")


def _rules_out(column: Column, cells: Iterable[str], reading: str | None) -> bool:
    with column.loaded.guard(column.name):
        asked: Callable[[str], Collection[str]] = column.check.rules_out  # type: ignore[attr-defined]
        return any(cell and not is_damaged(cell) and reading in asked(cell) for cell in cells)
