"""The error files of a run: where they go, and what becomes of those that lie there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from proplint.rules import WHOLE_FILE
from proplint.snapshot import shown
from proplint.text import command_word, escaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from proplint.csvfile.source import Source
    from proplint.engine.check import FileResult
    from proplint.governors import Governor


class ErrorFiles:
    """Writes the failing rows of one file after another.

    Args:
        folder: Where to; None for where each configuration says, empty for none.
        notice: Is told what is to be said of it.

    Attributes:
        written: The error files so far, as they are shown.
    """

    def __init__(self, folder: str | None, notice: Callable[[str], None]) -> None:
        self.written: list[str] = []
        self._folder = folder
        self._notice = notice
        self._taken: set[str] = set()

    def write(self, source: Source, path: str, governor: Governor, result: FileResult) -> None:
        """Write the error file of one file, if it is to have one.

        Args:
            source: Its bytes.
            path: The file.
            governor: What governs it.
            result: What is wrong with it.
        """
        folder = self._folder_of(governor)
        failing = any(finding.offset is not None for finding in result.findings)
        whole = not result.header or any(finding.rule in WHOLE_FILE for finding in result.findings)
        if folder is None or whole or not failing:
            return
        from proplint.engine.errorrows import error_rows
        from proplint.report.errorfile import error_file_name, write_error_file

        settings = governor.config.error_file
        target = os.path.join(folder, error_file_name(path, self._taken))
        if os.path.lexists(target):
            self._keep_corrections(target, path, source, result)
        rows = error_rows(source, result, every=settings.rows == "all")
        write_error_file(target, result.header, rows, column=settings.column, drop=result.error_columns)
        self.written.append(shown(target))

    def _keep_corrections(self, target: str, path: str, source: Source, result: FileResult) -> None:
        """Put an error file aside that somebody corrected, but did not take back."""
        from proplint.engine.corrections import put_aside

        aside = put_aside(target, source, result)
        if aside is not None:
            command = f"proplint apply {command_word(shown(aside))} --to {command_word(path)}"
            self._notice(
                f"{escaped(shown(target))} held corrections that are not in the CSV: `{command}` takes them back"
            )

    def _folder_of(self, governor: Governor) -> str | None:
        config = governor.config
        if self._folder is not None:
            return self._folder or None
        if config.error_file.dir is None or config.path is None:
            return None
        return os.path.join(os.path.dirname(config.path), config.error_file.dir)
