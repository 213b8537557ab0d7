"""What the keys of each file are compared with: its versions before, wherever its customers stood then."""

from __future__ import annotations

import os
import posixpath
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from proplint.api import Problem
from proplint.engine.identity import Before, Identity
from proplint.exceptions import GitError, InputError
from proplint.identity.base import KeyBase, keys_of, read_keys
from proplint.identity.exported import exported
from proplint.identity.left import left_behind
from proplint.model import NOT_COMPARED
from proplint.rules.identity import IDENTITY_CHANGES
from proplint.snapshot import relative, shown_from_top
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.git.history import History, Version
    from proplint.git.repository import Change
    from proplint.identity.exported import Exported
    from proplint.identity.shared import SharedKeys
    from proplint.snapshot import Snapshot


class _Moved(NamedTuple):
    """Customers who stood in other files before: their keys, and the version that most of them stood in."""

    keys: KeyBase
    most: Version


class Comparer:
    """Gives each file of a run the keys that it is compared with.

    Args:
        history: The versions before.
        snapshot: Where the files are read now.
    """

    def __init__(self, history: History, snapshot: Snapshot) -> None:
        self.history = history
        self.notices: list[str] = []
        self._snapshot = snapshot
        self._opened: list[Source] = []
        self._left: dict[Version, KeyBase] = {}

    def identity_of(
        self, path: str, source: Source, shared: SharedKeys | None, *, on_disk: Source | None = None
    ) -> Identity:
        """Return what the keys of a file are compared with.

        Args:
            path: The file.
            source: Its content now.
            shared: The keys of other files, which go along.
            on_disk: What git takes for the content now, where `source` is not written yet.
        """
        self.release()
        full = self.history.repository.full(path)
        if full.startswith("../"):
            self.notices.append(f"{NOT_COMPARED}{escaped(path)} lies outside of the repository")
            return Identity(shared=shared)
        try:
            versions = self.history.before(full)
            if versions is None:
                # Nothing of it can differ, but from what is only about to be written.
                return Identity(shared=shared) if on_disk is None else _against(on_disk, shared)
            own = [self._opened_version(version) for version in versions]
            moved = self._moved_into(source, versions)
            beside = own or ([] if moved is None else [self._opened_version(moved.most)])
        except GitError as error:
            return Identity(shared=shared, problems=(_unavailable(error),))
        forms = {one: exported(one) for one in beside}
        readable = [form for one in own if (form := forms[one]) is not None]
        if any(one.size and forms[one] is None for one in own):
            self.notices.append(f"{NOT_COMPARED}the version before of {escaped(path)} has no such columns")
        if not readable and moved is None:
            return Identity(shared=shared)
        before = Before.of(beside[0], forms[beside[0]]) if len(beside) == 1 else None
        keys = None if moved is None else moved.keys
        return Identity(lambda: _read(readable, keys), before, shared, merged=moved is not None)

    def _opened_version(self, version: Version) -> Source:
        """Open a version until `release`."""
        source = self.history.open(version)
        self._opened.append(source)
        return source

    def release(self) -> None:
        """Close what the last file was compared with."""
        for source in self._opened:
            source.close()
        self._opened = []

    def _moved_into(self, source: Source, versions: Sequence[Version]) -> _Moved | None:
        """Return the customers who stood in other files before: files that were split, merged, renamed."""
        changed = [(version, change) for version, change in self.history.changed() if _is_csv(version.path)]
        others = [(version, self._left_by(version, change)) for version, change in changed if version not in versions]
        if not any(len(left) for _, left in others):
            return None
        pairs = [*(read_keys(source) or ())]
        ids, emails = {customer_id for customer_id, _ in pairs}, {email for _, email in pairs if email.strip()}
        base = KeyBase()
        shares: dict[Version, int] = {}
        for version, left in others:
            here = sum(one in ids or not emails.isdisjoint(left.emails_of(one)) for one in left)
            if here:
                # Who stands nowhere now may have another ID here.
                lost = self._lost({*left})
                base.add((one, email) for one in left if one in ids or one in lost for email in left.emails_of(one))
                shares[version] = here
        return _Moved(base, max(shares, key=shares.__getitem__)) if len(base) else None

    def _left_by(self, version: Version, change: Change) -> KeyBase:
        """Return the keys of the customers who left a file; none where it can't be read, which is said elsewhere."""
        try:
            return self._left_behind(version, change)
        except GitError:
            return KeyBase()

    def _left_behind(self, version: Version, change: Change) -> KeyBase:
        if version not in self._left:
            before, now = self.history.open(version), None if change.new is None else self._open(change.new)
            self._left[version] = left_behind(before, now)
            before.close()
            if now is not None:
                now.close()
        return self._left[version]

    def _open(self, full: str) -> Source | None:
        """Open a file as it is now; None where it can't be read, which is said when it is checked."""
        try:
            return self._snapshot.open(shown_from_top(self.history.repository, full))
        except InputError:
            return None

    def removed(self, version: Version, change: Change) -> Problem | None:
        """Return what is wrong with a file that is gone; None when its customers, or most, stand in other files now."""
        try:
            left = self._left_behind(version, change)
        except GitError as error:
            return _unavailable(error)
        lost = len(self._lost({*left}))
        if (len(left) or change.new is not None) and 2 * lost <= len(left):
            return None
        count = "1 customer" if lost == 1 else f"{lost:,} customers"
        return Problem(
            "removed-file",
            f"the file is deleted, and with it the keys of {count}",
            "nothing to do, if that is meant",
        )

    def _lost(self, customers: set[str]) -> set[str]:
        """Return those of some customers who stand in no file of the change."""
        return customers - self._everybody

    @cached_property
    def _everybody(self) -> set[str]:
        """The customers in all files of the change, as they are now."""
        found: set[str] = set()
        for change in self.history.changes():
            source = self._open(change.new) if change.new is not None and _is_csv(change.new) else None
            if source is not None:
                found.update(customer_id for customer_id, _ in read_keys(source) or ())
                source.close()
        return found

    def without_accepted(self, result: FileResult, source: Source, path: str, config: str | None) -> FileResult:
        """Return the result without what the lock beside the configuration accepts.

        Raises:
            ConfigError: There is a lock, but it can't be read.
        """
        from proplint.identity.lock import LOCK_NAME, digest, read_lock

        folder = posixpath.dirname(config or "")
        name = posixpath.join(folder, LOCK_NAME)
        try:
            lock = self._snapshot.open(name)
        except InputError:
            return result
        files = read_lock(lock.read(0, lock.size), name)
        lock.close()
        accepted = files.get(relative(path, folder or os.curdir) or "")
        if accepted is None or accepted != digest(read_keys(source) or ()):
            return result
        return result._replace(findings=[one for one in result.findings if one.rule not in IDENTITY_CHANGES])


def _read(files: Sequence[Exported], moved: KeyBase | None) -> KeyBase:
    base = KeyBase()
    for file in files:
        base.add(keys_of(file))
    if moved is not None:
        base.add((one, email) for one in moved for email in moved.emails_of(one))
    return base


def _against(source: Source, shared: SharedKeys | None) -> Identity:
    form = exported(source)
    if form is None:
        return Identity(shared=shared)
    return Identity(lambda: _read([form], None), Before.of(source, form), shared)


def _is_csv(path: str) -> bool:
    return path.lower().endswith(".csv")


def _unavailable(error: GitError) -> Problem:
    return Problem(
        "base-unavailable",
        "the version before can't be read, so whether Customer ID and Email changed can't be told: "
        + " ".join(escaped(str(error)).split()),
        "`git fetch --unshallow` or `git fetch --refetch` brings what a clone lacks; `--base none` does not compare",
    )
