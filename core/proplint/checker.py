"""A whole run: from paths to a report."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from proplint.csvfile.source import BytesSource, spooled
from proplint.engine.check import check_source, severities
from proplint.engine.identity import Identity
from proplint.engine.ledger import Ledger
from proplint.errorfiles import ErrorFiles
from proplint.exceptions import ProplintError
from proplint.governors import Governors
from proplint.identity.shared import SharedKeys
from proplint.identity.shifts import find_shifts
from proplint.model import Report
from proplint.rules.identity import IDENTITY_CHANGES
from proplint.snapshot import WorkingTree, shown
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proplint.api import Problem
    from proplint.comparer import Comparer
    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.governors import Governor
    from proplint.model import Finding
    from proplint.novelty import Novelty
    from proplint.snapshot import Snapshot

STDIN = "-"


class Progress(Protocol):
    """Is told how a long run goes on."""

    def start(self, path: str, size: int) -> None:
        """A file of `size` bytes is begun."""
        ...

    def advance(self, count: int) -> None:
        """So many bytes more are done."""
        ...


class _Silent:
    def start(self, path: str, size: int) -> None: ...

    def advance(self, count: int) -> None: ...


class Checker:
    """Checks files one after another, and gathers one report.

    A file that can't be checked does not keep the others from being checked.

    Args:
        snapshot: Where files are read.
        config: The one configuration that governs every file, instead of the nearest.
        local_plugins: Whether plugin files that a configuration lists may be loaded.
        error_files: Folder for error files, instead of the one that each configuration names; empty for none.
        progress: Is told how far the run is.
        comparer: Gives the keys that files had before; None compares nothing.
        only_new: Whether findings that the version before had are left out of every file.
        debug: Whether what goes wrong is raised at once.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        config: str | None = None,
        local_plugins: bool = True,
        error_files: str | None = None,
        progress: Progress | None = None,
        comparer: Comparer | None = None,
        only_new: bool = False,
        debug: bool = False,
    ) -> None:
        self.snapshot = snapshot
        self.governors = Governors(snapshot, config=config, local_plugins=local_plugins)
        self._error_files = ErrorFiles(error_files, self.notice)
        self._progress = progress or _Silent()
        self._comparer = comparer
        self._only_new = only_new
        self._left_out = 0
        self._shared: dict[str | None, SharedKeys] = {}
        self._debug = debug
        self._findings: list[Finding] = []
        self._notices: dict[str, None] = {}
        self._failures: dict[str, str] = {}
        self._ungoverned: list[str] = []
        self._files = 0
        self._records = 0

    def check(self, paths: Iterable[str]) -> None:
        """Check files; a path that stands twice is checked once."""
        for path in sorted(set(paths)):
            try:
                self._check_one(path)
            except ProplintError as error:
                self.fail(error)

    def check_content(self, data: bytes) -> None:
        """Check a file's content, which no configuration but the run's own one governs."""
        self._check(BytesSource(data), STDIN, self.governors.read(self.governors.explicit))

    @property
    def has_failed(self) -> bool:
        """Whether something could not be done so far."""
        return bool(self._failures)

    def fail(self, error: ProplintError) -> None:
        """Take note of something that could not be done."""
        if self._debug:
            raise error
        self._failures[str(error)] = error.redacted

    def notice(self, text: str) -> None:
        """Add a notice to the report."""
        self._notices[text] = None

    @property
    def written(self) -> Sequence[str]:
        """The error files that were written so far."""
        return self._error_files.written

    @property
    def has_checked(self) -> bool:
        """Whether any file was checked so far."""
        return self._files > 0

    def report(self) -> Report:
        """Return the report of all that was checked so far."""
        findings = sorted(self._findings, key=lambda finding: finding.order)
        files = self.governors.files
        notices = [*files.notices, *self._notices, *self._about_ungoverned()]
        if self._left_out:
            count = "1 finding is" if self._left_out == 1 else f"{self._left_out:,} findings are"
            notices.append(f"{count} left out, which the version before had already")
        failures, shifts = self._failures, find_shifts(findings)
        counts = (self._files, self._records)
        return Report(findings, notices, [*failures], *counts, shifts, files.unseen, [*failures.values()])

    def _about_ungoverned(self) -> list[str]:
        if not self._ungoverned:
            return []
        first, *others = self._ungoverned
        more = f" and {len(others)} more" if others else ""
        unchecked = "options, ranges and required cells were not checked"
        return [f"no proplint.yaml governs {escaped(first)}{more}: {unchecked} (`proplint init EXPORT.csv` writes one)"]

    def _check_one(self, path: str) -> None:
        governor = self.governors.of(path)
        source = spooled(sys.stdin.buffer) if path == STDIN else self.snapshot.open(path)
        try:
            self._check(source, path, governor)
        finally:
            source.close()

    def _check(self, source: Source, path: str, governor: Governor) -> None:
        shared = self.shared_keys(path, governor)
        result = self.result_of(source, path, governor, self.identity_of(source, path, shared))
        self.take(result, path, governor)
        self._error_files.write(source, path, governor, result)

    def result_of(self, source: Source, path: str, governor: Governor, identity: Identity) -> FileResult:
        """Check the bytes of a file, and keep nothing of it.

        Args:
            source: The bytes.
            path: The file.
            governor: What governs it.
            identity: What its keys are compared with.
        """
        self._progress.start(path, source.size)
        return self._told(self._found(source, path, governor, identity), source, path, governor)

    def take(self, result: FileResult, path: str, governor: Governor) -> None:
        """Take what one file came to into the report."""
        if governor.config.path is None:
            self._ungoverned.append(path)
        for text in result.notices:
            self.notice(f"{escaped(path)}: {text}")
        self._findings += result.findings
        self._files += 1
        self._records += result.records
        self._left_out += result.left_out

    def checked_alone(self, source: Source, path: str, *, on_disk: Source | None = None) -> FileResult:
        """Check a file by itself, and add nothing to the report.

        Args:
            source: Its content.
            path: Its path.
            on_disk: What stands there now, where `source` is only about to be written.

        Raises:
            ProplintError: Its configuration or the version before can't be read, or a plugin failed.
        """
        return self._found(source, path, self.governors.of(path), self._compared(source, path, on_disk=on_disk))

    def told(self, result: FileResult, source: Source, path: str, *, on_disk: Source) -> FileResult:
        """Return what `result_of` came to as it is reported: without what the version before had, if so configured."""
        told = self._told(result, source, path, self.governors.of(path), on_disk)
        self._left_out += told.left_out
        return told

    def _told(
        self, result: FileResult, source: Source, path: str, governor: Governor, on_disk: Source | None = None
    ) -> FileResult:
        only_new = self._only_new or governor.config.only_new
        return self._without_old(result, source, path, on_disk) if only_new else result

    def _found(self, source: Source, path: str, governor: Governor, identity: Identity) -> FileResult:
        result = check_source(
            source, path, governor.config, governor.host, identity=identity, progress=self._progress.advance
        )
        if self._comparer is not None and any(finding.rule in IDENTITY_CHANGES for finding in result.findings):
            result = self._comparer.without_accepted(result, source, path, governor.config.path)
        return result

    def shared_keys(self, path: str, governor: Governor) -> SharedKeys | None:
        """Return the keys of the files that were checked before a file; None where files stand alone.

        Args:
            path: The file, which is checked next: it may be for another time.
            governor: What governs it.
        """
        if governor.config.rules.get("conflicting-customer", "off") == "off":
            return None
        shared = self._shared.setdefault(governor.config.path, SharedKeys())
        shared.enter(path)
        return shared

    def identity_of(self, source: Source, path: str, shared: SharedKeys | None = None) -> Identity:
        """Return what the keys of a file are compared with; what that holds open is closed by the next call."""
        identity = self._compared(source, path, shared)
        for text in self._comparer.notices if self._comparer is not None else ():
            self.notice(text)
        return identity

    def _compared(
        self, source: Source, path: str, shared: SharedKeys | None = None, on_disk: Source | None = None
    ) -> Identity:
        if self._comparer is None:
            return Identity(shared=shared)
        return self._comparer.identity_of(path, source, shared, on_disk=on_disk)

    def _without_old(self, result: FileResult, source: Source, path: str, on_disk: Source | None) -> FileResult:
        if self._novelty is None:
            if result.findings:
                self.notice("there is no version before that tells what is new: every finding is reported")
            return result
        new = self._novelty.new(result, source, path, on_disk=on_disk)
        return result._replace(findings=new, left_out=len(result.findings) - len(new))

    @cached_property
    def _novelty(self) -> Novelty | None:
        if self._comparer is None:
            return None
        from proplint.novelty import Novelty

        governors = self.governors
        return Novelty(self._comparer.history, local_plugins=governors.local_plugins, files=governors.files)

    def about_file(self, path: str, problem: Problem) -> None:
        """Add what is wrong with a file that is not checked, such as one that is gone."""
        governor = self.governors.of(path)
        ledger = Ledger(path, severities(governor.config, governor.host))
        ledger.about_file(problem)
        self._findings += ledger.findings


def check(target: str | os.PathLike[str] | bytes, config: str | os.PathLike[str] | None = None) -> Report:
    """Check one file, as `proplint check` does.

    Args:
        target: The path of a CSV file, or its content.
        config: The configuration; by default the nearest `proplint.yaml` upwards from the file, and none
            for content.

    Returns:
        What was found. A file or configuration that can't be read raises instead of standing in `failures`.

    Raises:
        ProplintError: The file or the configuration can't be read, or a plugin failed.
    """
    explicit = None if config is None else shown(os.fspath(config))
    checker = Checker(WorkingTree(), config=explicit, debug=True)
    if isinstance(target, bytes):
        checker.check_content(target)
    else:
        checker.check([shown(os.fspath(target))])
    return checker.report()
