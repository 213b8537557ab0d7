"""Rules about more than one cell: of one record, and of a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from proplint.api import Option, OptionValue, Problem, Rule


class At(NamedTuple):
    """A problem, and the cell of the record that it is told at.

    Attributes:
        column: The name of the cell's column, one of those that the rule's options name.
        problem: What is wrong. `{value}` stands for that cell; texts from the others go into `data`, and so do names
            of columns, which are not masked under `--redact`. It has no `readings`. A `fix` is offered where the
            cell's type finds nothing wrong with it, and nor does the rule, if that is one of records; a file rule is
            asked again before `proplint fix` writes anything.
    """

    column: str
    problem: Problem


class RecordCheck(Protocol):
    """A record rule bound to its options. Pure: the same cells always give the same answer.

    It may have a method `suspects(columns: Mapping[str, Sequence[str]]) -> Iterable[int]`, for large files: given many
    records at once, as column name to their cells, it returns the indexes of those at which `check` may find something.
    One too many only takes longer, one that is left out is never checked. Here, cells may hold any text.
    """

    def check(self, cells: Mapping[str, str]) -> At | None:
        """Judge one record.

        Args:
            cells: Column name to text, of the columns that the options name. A text may be empty; one that is not
                is right for its column: what is wrong by itself is told by its type, and the record is not asked about.

        Returns:
            What is wrong, or None.
        """
        ...


class RecordRule(Protocol):
    """A kind of rule across the cells of one record: "Date:End not before Date:Start".

    Attributes:
        name: Kebab-case; the word under `record_rules` in `proplint.yaml`.
        doc: One sentence for people.
        options: What can be configured. Those of type `column` and `columns` say which cells it is given.
        rules: Every rule that its problems name.
    """

    @property
    def name(self) -> str: ...  # noqa: D102  the class docstring says it
    @property
    def doc(self) -> str: ...  # noqa: D102
    @property
    def options(self) -> tuple[Option, ...]: ...  # noqa: D102
    @property
    def rules(self) -> tuple[Rule, ...]: ...  # noqa: D102

    def compile(self, options: Mapping[str, OptionValue]) -> RecordCheck:
        """Bind the rule to its options; called once for each entry under `record_rules`.

        Args:
            options: A value for every declared option, the default where nothing is configured.

        Raises:
            OptionError: A value makes no sense.
        """
        ...


class Record(NamedTuple):
    """One record, as a file rule sees it.

    Attributes:
        number: Number of the data record, from 1.
        line: Physical line on which it starts, from 1.
        cells: Column name to text, of the columns that the rule's options name; see `RecordCheck.check`.
        offset: Byte of the file where it starts.
    """

    number: int
    line: int
    cells: Mapping[str, str]
    offset: int


class FileCheck(Protocol):
    """A file rule bound to its options."""

    def check(self, records: Iterator[Record]) -> Iterable[tuple[Record, At]]:
        """Judge one file; called once for each. Usually a generator, which may tell of a record long after it came.

        Args:
            records: Its records in order, each once, but for those with a cell that is wrong by itself. They are read
                while they are taken: keep what you need of them, not all of them.

        Returns:
            What is wrong, each with its record.
        """
        ...


class FileRule(Protocol):
    """A kind of rule across the records of a file: "no tax number twice".

    Attributes:
        name: Kebab-case; the word under `file_rules` in `proplint.yaml`.
        doc: One sentence for people.
        options: What can be configured. Those of type `column` and `columns` say which cells it is given.
        rules: Every rule that its problems name.
    """

    @property
    def name(self) -> str: ...  # noqa: D102  the class docstring says it
    @property
    def doc(self) -> str: ...  # noqa: D102
    @property
    def options(self) -> tuple[Option, ...]: ...  # noqa: D102
    @property
    def rules(self) -> tuple[Rule, ...]: ...  # noqa: D102

    def compile(self, options: Mapping[str, OptionValue]) -> FileCheck:
        """Bind the rule to its options; see `RecordRule.compile`."""
        ...
