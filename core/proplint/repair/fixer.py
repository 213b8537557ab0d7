"""Repairing the files of a run where they lie."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from proplint.csvfile.header import CUSTOMER_ID, EMAIL, header_of, split_name
from proplint.csvfile.sniff import judge_bytes, judge_header
from proplint.csvfile.source import FileSource, pieces
from proplint.exceptions import InputError, OutputError, ProplintError
from proplint.output import write_back
from proplint.registry import BUILT_IN
from proplint.repair.mend import Checked, Mender
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from proplint.checker import Checker
    from proplint.csvfile.source import Source
    from proplint.governors import Governor
    from proplint.model import Finding
    from proplint.repair.mend import Mended, Refused, Repair


class FileRepair(NamedTuple):
    """What became of one file.

    Attributes:
        path: The file.
        repairs: What was repaired.
        refused: What was not, although it was known how.
        left: What is wrong with it now.
        notices: What was to be said of it before, such as that a spreadsheet damaged it.
    """

    path: str
    repairs: Sequence[Repair]
    refused: Sequence[Refused]
    left: Sequence[Finding]
    notices: Sequence[str]


class Fixer:
    """Repairs files one after another; the checker keeps what is left of them for its report.

    A file that can't be repaired does not keep the others from it.

    Args:
        checker: Checks them.
        unsafe: Whether to repair what is not safe as well.
        restore: Whether to give files the format of the version before.
        show: Called with the bytes of each file before and after, instead of writing it.
    """

    def __init__(
        self,
        checker: Checker,
        *,
        unsafe: bool = False,
        restore: bool = False,
        show: Callable[[str, Source, Source], None] | None = None,
    ) -> None:
        self.files: list[FileRepair] = []
        self._checker = checker
        self._unsafe = unsafe
        self._restore = restore
        self._show = show

    def fix(self, paths: Iterable[str]) -> None:
        """Repair files; a path that stands twice is repaired once."""
        for path in sorted(set(paths)):
            try:
                self._fix_one(path)
            except ProplintError as error:
                self._checker.fail(error)

    def _fix_one(self, path: str) -> None:
        if os.path.islink(path):
            raise OutputError(
                f"{escaped(path)}: is a symbolic link, which is not written through: name the file itself"
            )
        governor = self._checker.governors.of(path)
        source = self._checker.snapshot.open(path)
        try:
            if not isinstance(source, FileSource):
                raise InputError(f"{escaped(path)}: is no regular file, so it can't be repaired in its place")
            mended = self._mended(path, source, governor)
        finally:
            source.close()  # some systems don't replace a file that is open
        new, result = mended.checked.source, mended.checked.result
        if mended.repairs:
            try:
                if self._show is None:
                    write_back(path, pieces(new), source.state)
            finally:
                new.close()
        self._checker.take(result, path, governor)
        self.files.append(FileRepair(path, mended.repairs, mended.refused, result.findings, mended.notices))

    def _mended(self, path: str, source: FileSource, governor: Governor) -> Mended:
        if governor.config.path is None and not _is_export(source):
            raise InputError(
                f"{escaped(path)}: has no column of customer properties, and no proplint.yaml governs it: left alone"
            )
        mender = Mender(
            lambda data: self._check(data, path, governor), governor, unsafe=self._unsafe, restore=self._restore
        )
        mended = mender.mend(source)
        if mended.repairs and self._show is not None:
            self._show(path, source, mended.checked.source)
        return mended

    def _check(self, source: Source, path: str, governor: Governor) -> Checked:
        identity = self._checker.identity_of(source, path, self._checker.shared_keys(path, governor))
        result = self._checker.result_of(source, path, governor, identity)
        return Checked(source, result, identity.before.blob if identity.before else None)


def _is_export(source: Source) -> bool:
    """Whether a file is one of customer properties, or may be one in another form."""
    header = header_of(source)
    if judge_bytes(source) or judge_header(header.cells, header.text, header.line, BUILT_IN):
        return True
    return any(name in (CUSTOMER_ID, EMAIL) or (split_name(name) or [""])[0] in BUILT_IN for name in header.cells)
