"""What `proplint fix` did, and what it left, for people."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from proplint.report.words import counted, shown_path
from proplint.text import MASK, escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proplint.model import Finding, Report
    from proplint.repair.fixer import FileRepair
    from proplint.repair.mend import Refused, Repair

_LINES_NAMED: Final = 5


class Telling:
    """How repairs are told.

    Args:
        unsafe: Whether what is not safe was repaired as well.
        dry: Whether nothing was written.
        redact: Whether texts from cells are masked.
    """

    def __init__(self, *, unsafe: bool, dry: bool = False, redact: bool = False) -> None:
        self._unsafe = unsafe
        self._dry = dry
        self._redact = redact

    def about(self, file: FileRepair) -> Iterator[str]:
        """Give the lines about one file; none where nothing was wrong."""
        if not file.repairs and not file.left:
            return
        done = "would be repaired" if self._dry else "repaired"
        yield f"{shown_path(file.path)}: {done if file.repairs else 'nothing to repair'}"
        yield from (f"  {line}" for line in [*file.notices, *self._repaired(file.repairs)])
        yield from (f"  left: {line}" for line in self._left(file))

    def summary(self, files: Sequence[FileRepair]) -> str:
        """Return the last sentence: how much was repaired, and how much is left."""
        repairs = sum(len(file.repairs) for file in files)
        changed = sum(bool(file.repairs) for file in files)
        left = [finding for file in files for finding in file.left]
        if not repairs and not left:
            return f"Nothing to repair in {counted(len(files), 'file')}."
        verb = "Would repair" if self._dry else "Repaired"
        done = "Nothing was repaired"
        if repairs:
            where = counted(len(files), "file") if changed == len(files) else f"{changed:,} of {len(files):,} files"
            done = f"{verb} {counted(repairs, 'mistake')} in {where}"
        if not left:
            return f"{done}; nothing is left."
        more = sum(finding.is_fixable(unsafe=True) and not finding.is_fixable() for finding in left)
        many = f"{more:,} more" if repairs else f"{more:,} of them"
        if not repairs and more == len(left):
            many = "it" if more == 1 else "them"
        offer = f" (`--unsafe` would repair {many})" if more and not self._unsafe else ""
        return f"{done}; {counted(len(left), 'finding is', 'findings are')} left{offer}: `proplint check` tells them."

    def _repaired(self, repairs: Iterable[Repair]) -> Iterator[str]:
        kinds: dict[tuple[str | None, str | None, bool], list[Repair]] = {}
        for repair in repairs:
            kinds.setdefault((repair.rule, repair.column_name, repair.before is None), []).append(repair)
        for (rule, column_name, _), alike in kinds.items():
            yield self._kind(rule, column_name, alike)

    def _kind(self, rule: str | None, column_name: str | None, alike: Sequence[Repair]) -> str:
        first = alike[0]
        name = escaped(column_name or "")
        if first.before is not None and first.in_header:
            return f"1 column: {rule} ({self._change(first)})"
        if first.before is not None:
            return f"{counted(len(alike), 'cell')} in {name}: {rule} ({self._change(first)})"
        if column_name is not None:
            return f"1 column: {rule} ({name} is deleted)"
        if first.after is not None:
            return f"the file: {rule} ({first.after})" if rule else f"the file: {first.after}"
        return f"{counted(len(alike), 'line')}: {rule} ({_lines(alike)} deleted)"

    def failures(self, report: Report) -> Sequence[str]:
        """Return what to say of the files that could not be checked."""
        return (report.redacted() if self._redact else report).failures

    def _change(self, repair: Repair) -> str:
        return f"{self._text(repair.before or '')} → {self._text(repair.after or '')}"

    def _text(self, text: str) -> str:
        return quoted(MASK if self._redact else text)

    def _left(self, file: FileRepair) -> Iterator[str]:
        yield from self._refused(file.refused)
        rest = [finding for finding in file.left if not finding.is_fixable(unsafe=self._unsafe)]
        for (rule, column_name), alike in groupby(sorted(rest, key=_kind_of), key=_kind_of):
            yield self._rest(rule, column_name, [*alike])

    def _refused(self, refused: Iterable[Refused]) -> Iterator[str]:
        kinds: dict[tuple[str | None, str | None, str], list[Refused]] = {}
        for one in refused:
            kinds.setdefault((one.rule, one.column_name, one.reason), []).append(one)
        for (rule, column_name, reason), alike in kinds.items():
            text = f" {self._text(alike[0].text)} is not written:" if alike[0].text else ""
            what = f"{len(alike):,} × {rule}{_where(column_name)}" if rule else "the format"
            yield f"{what}:{text} {MASK if self._redact else reason}"

    def _rest(self, rule: str, column_name: str, alike: Sequence[Finding]) -> str:
        first = alike[0].redacted() if self._redact else alike[0]
        unsafe = sum(finding.is_fixable(unsafe=True) for finding in alike)
        who = "needs a person" if len(alike) == 1 else "need a person"
        if unsafe == len(alike):
            who = "`--unsafe` would repair it" if unsafe == 1 else "`--unsafe` would repair them"
        elif unsafe:
            who += f", `--unsafe` would repair {unsafe:,} of them"
        advice = f"; {first.help}" if first.help else ""
        return f"{len(alike):,} × {rule}{_where(column_name)}, {who}: line {first.line}: {first.message}{advice}"


def _where(column_name: str | None) -> str:
    return f" in {escaped(column_name)}" if column_name else ""


def _kind_of(finding: Finding) -> tuple[str, str]:
    return (finding.rule, finding.column_name or "")


def _lines(repairs: Sequence[Repair]) -> str:
    lines = [f"{repair.line:,}" for repair in repairs[:_LINES_NAMED]]
    if len(repairs) > _LINES_NAMED:
        return f"lines {', '.join(lines)} and more"
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(lines[:-1])} and {lines[-1]}"
