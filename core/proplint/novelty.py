"""Only what is new: findings that the version before had already are left out.

So a team can adopt proplint on old data today, and never get worse. The version before is checked as it was
checked then, against its own configuration: what a changed configuration makes wrong is new.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from proplint.csvfile.grammar import Record, split_record
from proplint.csvfile.lookahead import record_at
from proplint.engine.check import check_source
from proplint.governors import Governors
from proplint.snapshot import Tree, shown_from_top

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.firstuse import PluginFiles
    from proplint.git.history import History
    from proplint.model import Finding

_LONGEST: Final = 4 << 20


class Novelty:
    """Tells new findings from old ones.

    Args:
        history: The versions before.
        local_plugins: Whether plugin files that a configuration lists may be loaded.
        files: Loads them.
    """

    def __init__(self, history: History, *, local_plugins: bool, files: PluginFiles) -> None:
        self._history = history
        self._local_plugins = local_plugins
        self._files = files
        self._governors: dict[str, Governors] = {}

    def new(self, result: FileResult, source: Source, path: str, *, on_disk: Source | None = None) -> list[Finding]:
        """Return the findings of a file that it did not have before.

        Args:
            result: What its check came to.
            source: Its content.
            path: The file.
            on_disk: What git takes for the content now, where `source` is not written yet.

        Raises:
            ProplintError: The version before, or its configuration, can't be read.
        """
        versions = self._history.before(self._history.repository.full(path))
        old: Counter[Hashable] = Counter()
        if versions is None:
            for commit in self._history.base.commits:
                old |= Counter(self._signatures_of(on_disk or source, path, commit))
        for version in versions or ():
            before = self._history.open(version)
            name = shown_from_top(self._history.repository, version.path)
            old |= Counter(self._signatures_of(before, name, version.commit))
            before.close()
        return [*_not_in(old, result, source)]

    def _signatures_of(self, source: Source, path: str, commit: str) -> Iterator[Hashable]:
        if commit not in self._governors:
            tree = Tree.of_commit(self._history.repository, commit)
            self._governors[commit] = Governors(tree, local_plugins=self._local_plugins, files=self._files)
        governor = self._governors[commit].of(path)
        result = check_source(source, path, governor.config, governor.host)
        for finding in result.findings:
            yield _signature(finding, source, result.header)


def _not_in(old: Counter[Hashable], result: FileResult, source: Source) -> Iterator[Finding]:
    for finding in result.findings:
        signature = _signature(finding, source, result.header)
        if old[signature] > 0:
            old[signature] -= 1
        else:
            yield finding


def _signature(finding: Finding, source: Source, header: Sequence[str]) -> Hashable:
    """Return what makes a finding the same one: its rule, its column, and the cells of its record by their columns."""
    if finding.offset is None:
        return (finding.rule, finding.column_name, finding.value)
    return (finding.rule, finding.column_name, _record_at(source, finding.offset, header))


def _record_at(source: Source, offset: int, header: Sequence[str]) -> Hashable:
    data, found = record_at(source, offset, longest=_LONGEST)
    if isinstance(found, Record):
        cells = split_record(data[: found.end].decode(errors="surrogateescape"))
        return frozenset(zip(header, cells, strict=True)) if len(cells) == len(header) else tuple(cells)
    return data.splitlines()[0] if data else b""
