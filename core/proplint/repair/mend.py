"""Repairing one file: check, change what can be put right, check again, until nothing is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.csvfile.edits import edited
from proplint.csvfile.header import header_of
from proplint.csvfile.source import held
from proplint.model import FormFix
from proplint.repair.context import context_of
from proplint.repair.outcome import Refused as Refusal
from proplint.repair.plan import Plan, new_text
from proplint.repair.verify import spoiled
from proplint.repair.whole import repaired_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.governors import Governor
    from proplint.model import Finding
    from proplint.repair.context import Context
    from proplint.repair.outcome import Repaired
    from proplint.repair.plan import Place

_MOST_ROUNDS: Final = 20


class Checked(NamedTuple):
    """A file's bytes and what is wrong with them.

    Attributes:
        source: The bytes.
        result: What is wrong.
        before: The version before, where there is just one.
    """

    source: Source
    result: FileResult
    before: Source | None


class Repair(NamedTuple):
    """One thing that was repaired.

    Attributes:
        rule: The rule that it broke; None for the file's format.
        line: Its line, in the file as it was then; None for the file.
        in_header: Whether it stands in the header.
        column_name: The column; None for a line, a record or the file.
        before: The cell's text before; None where no cell has another text.
        after: The cell's text now, or what was done with the file; None for what went.
    """

    rule: str | None
    line: int | None = None
    in_header: bool = False
    column_name: str | None = None
    before: str | None = None
    after: str | None = None


class Refused(NamedTuple):
    """What is not repaired although it was known how.

    Attributes:
        rule: The rule that it breaks; None for the file's format.
        column_name: The column; None for the file.
        text: The text that the cell does not get.
        reason: Why not.
    """

    rule: str | None
    column_name: str | None
    text: str
    reason: str


class Mended(NamedTuple):
    """What one file came to.

    Attributes:
        checked: Its bytes now, and what is left.
        repairs: What was repaired.
        refused: What was not.
        notices: What was to be said of the bytes before, and holds no more.
    """

    checked: Checked
    repairs: Sequence[Repair]
    refused: Sequence[Refused]
    notices: Sequence[str]


class Mender:
    """Repairs the bytes of one file.

    Args:
        check: Finds what is wrong with bytes; what it gave before may be closed by the next call.
        governor: What governs the file.
        unsafe: Whether to repair what is not safe as well.
        restore: Whether to give the file the format of the version before.
    """

    def __init__(
        self, check: Callable[[Source], Checked], governor: Governor, *, unsafe: bool, restore: bool = False
    ) -> None:
        self._check = check
        self._governor = governor
        self._unsafe = unsafe
        self._restore = restore
        self._last: Checked | None = None
        self._kept: dict[tuple[Place, str], Refused] = {}
        self._repairs: list[Repair] = []
        self._whole: list[Refused] = []

    def mend(self, source: Source) -> Mended:
        """Repair what can be repaired, and tell what is left.

        Args:
            source: The bytes; they stay as they are.
        """
        now = self._checked(source)
        told = now.result.notices
        now = self._repaired(now, source)
        after = self._restored(now) if self._restore else None
        if after is not None:
            if now.source is not source:
                now.source.close()
            self._kept = {}  # what is left of it is refused again, in its new place
            now = self._repaired(after, source)
        notices = [notice for notice in told if notice not in now.result.notices]
        return Mended(now, self._repairs, [*self._whole, *self._kept.values()], notices)

    def _repaired(self, now: Checked, source: Source) -> Checked:
        """Repair round by round what can be repaired; what was held between the first bytes and the last is closed."""
        for _ in range(_MOST_ROUNDS):
            after = self._as_a_whole(now) or self._in_places(now)
            if after is None:
                break
            if now.source is not source:
                now.source.close()
            now = after
        # The check of a try that was given up closed the version before, and its keys stand for those of the file.
        return now if now is self._last else self._checked(now.source)

    def _checked(self, source: Source) -> Checked:
        self._last = checked = self._check(source)
        return checked

    def _as_a_whole(self, now: Checked) -> Checked | None:
        """Bring the file into the form in which the rest can be repaired."""
        if all(finding.record is not None for finding in now.result.findings):
            return None
        outcome = repaired_whole(now.source, self._context(now))
        return self._taken(outcome) if outcome is not None else None

    def _taken(self, outcome: Repaired | Refusal) -> Checked | None:
        if isinstance(outcome, Refusal):
            self._whole = [Refused(outcome.rule, None, "", outcome.reason)]
            return None
        self._whole = []
        self._repairs += [Repair(done.rule, after=done.sentence) for done in outcome.done]
        return self._checked(outcome.source)

    def _restored(self, now: Checked) -> Checked | None:
        """Give the file the format of the version before; a file that is wrong as a whole has none to be given."""
        from proplint.repair.restore import restore_format

        if self._whole:
            return None
        if now.before is None:
            outcome: Repaired | Refusal = Refusal(None, "there is no version before whose format it could be given")
        else:
            found = restore_format(now.source, now.before, self._context(now))
            if found is None:
                return None
            outcome = found
        return self._taken(outcome)

    def _context(self, now: Checked) -> Context:
        return context_of(self._governor.config, self._governor.host, now.before)

    def _in_places(self, now: Checked) -> Checked | None:
        """Repair cells, lines and columns; a cell that would be wrong, or make another one wrong, is kept."""
        header = header_of(now.source)
        while True:
            plan = Plan(now.source, header, now.result.findings, unsafe=self._unsafe, refused=self._kept)
            for place, (finding, reason) in plan.clashes.items():
                self._keep(place, finding, reason)
            if not plan.edits:
                return None
            after = self._checked(held(edited(now.source, plan.edits)))
            wrong = spoiled(plan, now.result, after.result, self._governor.config.across.names)
            if not wrong:
                break
            after.source.close()
            for place, reason in wrong.items():
                self._keep(place, plan.cells[place], reason)
        self._repairs += map(_repair, [*plan.form, *plan.cells.values()])
        self._kept = {
            (plan.moved(place), text): refused
            for (place, text), refused in self._kept.items()
            if place not in plan.cells
        }
        return after

    def _keep(self, place: Place, finding: Finding, reason: str) -> None:
        self._kept[place, new_text(finding)] = Refused(finding.rule, finding.column_name, new_text(finding), reason)


def _repair(finding: Finding) -> Repair:
    form = isinstance(finding.fix, FormFix)
    before, after = (None, None) if form else (finding.value, new_text(finding))
    return Repair(finding.rule, finding.line, finding.record is None, finding.column_name, before, after)
