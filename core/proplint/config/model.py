"""What a configuration says, resolved: every key has a value, every property its check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import CellCheck, OptionValue, PropertyType, Severity
    from proplint.guard import Guard
    from proplint.registry import Origin
    from proplint.text import ColumnName

VERSION: Final = 1
"""The version of the format that this program reads."""

DEFAULT_FILES: Final = ("**/*.[cC][sS][vV]",)


class ErrorFile(NamedTuple):
    """How error files are made.

    Attributes:
        column: Name of the column with the messages.
        rows: Whether they hold the failing records or all.
        dir: The folder they are written to, relative to the configuration; None for none.
    """

    column: str = "Errors"
    rows: Literal["failing", "all"] = "failing"
    dir: str | None = None


class Property(NamedTuple):
    """One declared property.

    Attributes:
        column_name: The column's name: "Choice:Color".
        name: What stands behind the first colon.
        type: Its type.
        required: Whether an empty cell is wrong.
        options: A value for every option of the type.
        check: The type, bound to the options.
    """

    column_name: str
    name: str
    type: PropertyType
    required: bool
    options: Mapping[str, OptionValue]
    check: CellCheck


class BoundRule(NamedTuple):
    """One entry under `record_rules` or `file_rules`.

    Attributes:
        word: The rule's word.
        origin: The plugin that brought it.
        names: The rules that its problems may name.
        columns: The columns that its options name, as the configuration declares them.
        check: The rule, bound to its options: a `RecordCheck` or a `FileCheck`.
        guard: What every call of it has to run inside.
    """

    word: str
    origin: Origin
    names: frozenset[str]
    columns: tuple[ColumnName, ...]
    check: Any
    guard: Guard


class Rules(NamedTuple):
    """The rules about more than one cell.

    Attributes:
        of_records: Those across the cells of one record; their checks are each a `RecordCheck`.
        of_files: Those across the records of a file; their checks are each a `FileCheck`.
        unjudged: Words that may come from a plugin file that must not be loaded.
    """

    of_records: tuple[BoundRule, ...] = ()
    of_files: tuple[BoundRule, ...] = ()
    unjudged: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The rules that problems across cells may name."""
        return frozenset(name for rule in (*self.of_records, *self.of_files) for name in rule.names)


class Config(NamedTuple):
    """A configuration.

    Attributes:
        path: Its file, as reports show it; None for the one that stands in where there is none.
        files: Patterns of the files it governs, relative to its folder.
        properties: Declared properties by column name.
        plugins: Distributions and files that it requires.
        rules: Severities that differ from the rules' own.
        error_file: How error files are made.
        ignore_columns: Columns that are no property and no mistake.
        only_new: Whether findings that the version before had are left out.
        unjudged: Declared columns whose type may come from a plugin file that must not be loaded.
        across: Record rules and file rules.
    """

    path: str | None
    files: tuple[str, ...] = DEFAULT_FILES
    properties: Mapping[str, Property] = {}
    plugins: tuple[str, ...] = ()
    rules: Mapping[str, Severity] = {}
    error_file: ErrorFile = ErrorFile()
    ignore_columns: frozenset[str] = frozenset()
    only_new: bool = False
    unjudged: frozenset[str] = frozenset()
    across: Rules = Rules()


DEFAULT_CONFIG: Final = Config(path=None)
"""Stands in where no configuration governs a file."""
