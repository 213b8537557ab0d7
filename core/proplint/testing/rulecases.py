"""The cases of record rules and file rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Record
from proplint.testing.cases import CasesError, CasesReader, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proplint.api import FileRule, Option, OptionValue, RecordRule
    from proplint.config.nodes import Node, Table

    Cells = Mapping[str, str]

_GROUP: Final = ("options", "valid", "invalid", "refused")
_TOLD: Final = ("column", "rule", "says", "fix", "safe")
_NEEDED: Final = ("column", "rule")


class Told(NamedTuple):
    """A problem that a rule must tell.

    Attributes:
        line: Where the cases say so.
        record: The number of the record, from 1.
        column: The column that it is told at.
        rule: The rule that is broken.
        says: What must stand in message or help.
        fix: The fix; None for none.
        safe: Whether that is safe.
    """

    line: int
    record: int
    column: str
    rule: str
    says: tuple[str, ...]
    fix: str | None
    safe: bool


class RuleCase(NamedTuple):
    """Records, and what is wrong with them.

    Attributes:
        line: Where the cases say so.
        records: Their cells. A record rule has one.
        told: What is wrong; empty where nothing is.
    """

    line: int
    records: Sequence[Cells]
    told: Sequence[Told]

    def as_read(self) -> list[Record]:
        """Return the records as a file rule gets them."""
        return [Record(at + 1, at + 2, cells, 100 * (at + 1)) for at, cells in enumerate(self.records)]


class RuleGroup(NamedTuple):
    """Cases with the same options, and the columns that these name; `refused` where they make no sense."""

    line: int
    options: Mapping[str, OptionValue]
    columns: Sequence[str]
    cases: Sequence[RuleCase]
    refused: Refused | None = None

    @property
    def texts(self) -> list[str]:
        """The texts of all cells."""
        return [
            *dict.fromkeys(text for case in self.cases for cells in case.records for text in cells.values() if text)
        ]


def read_rule_cases(path: str, rule: RecordRule | FileRule, *, files: bool) -> list[RuleGroup]:
    """Read the cases of a rule.

    Args:
        path: The file.
        rule: The rule.
        files: Whether it is a file rule, whose cases are lists of records.

    Raises:
        CasesError: The file is missing or wrong.
    """
    reader = CasesReader(path, rule.options)
    groups = [_group(reader, table, rule.options, files=files) for table in reader.groups()]
    reader.finish()
    if not any(case.told for group in groups for case in group.cases):
        raise CasesError(f"{path}: no group has an `invalid` case: give some that the rule must find")
    return groups


def _group(reader: CasesReader, table: Table, declared: Sequence[Option], *, files: bool) -> RuleGroup:
    found = reader.keys(table, "a group", _GROUP)
    options = reader.options(found.get("options"))
    if "refused" in found:
        return RuleGroup(table.line, options, (), (), reader.refused(found["refused"], options))
    right = [
        RuleCase(item.line, _records(reader, item) if files else [reader.cells(item, "`valid`")], ())
        for item in reader.items(found.get("valid"), "`valid`")
    ]
    columns = [column for option in declared for column in _columns(option, options[option.name])]
    read = _wrong_file if files else _wrong_record
    wrong = [read(reader, item) for item in reader.items(found.get("invalid"), "`invalid`")]
    met = [column for case in (*right, *wrong) for cells in case.records for column in cells]
    columns = [*dict.fromkeys([*columns, *met])]
    empty = dict.fromkeys(columns, "")  # what a case leaves out
    cases = [case._replace(records=[empty | dict(cells) for cells in case.records]) for case in (*right, *wrong)]
    return RuleGroup(table.line, options, columns, cases)


def _columns(option: Option, value: OptionValue) -> tuple[str, ...]:
    if option.type == "column":
        return (str(value),) if value else ()
    return tuple(value) if option.type == "columns" and isinstance(value, tuple) else ()


def _wrong_record(reader: CasesReader, node: Node) -> RuleCase:
    found = reader.keys(node, "a member of `invalid`", ("cells", *_TOLD), ("cells", *_NEEDED))
    return RuleCase(node.line, [reader.cells(found.get("cells"), "`cells`")], [_told(reader, node, found, 1)])


def _wrong_file(reader: CasesReader, node: Node) -> RuleCase:
    found = reader.keys(node, "a member of `invalid`", ("records", "problems"), ("records", "problems"))
    records = _records(reader, found["records"]) if "records" in found else []
    told = []
    for item in reader.items(found.get("problems"), "`problems`"):
        keys = reader.keys(item, "a member of `problems`", ("record", *_TOLD), ("record", *_NEEDED))
        number = reader.text(keys.get("record"), "`record`")
        if "record" in keys and not (number.isdecimal() and 1 <= int(number) <= len(records)):
            reader.mistake(keys["record"], f"`record` must be a number from 1 to {len(records)}, not `{number}`")
        told.append(_told(reader, item, keys, int(number) if number.isdecimal() else 0))
    if "problems" in found and not told:
        reader.mistake(found["problems"], "`problems` is empty: put the records under `valid`")
    return RuleCase(node.line, records, told)


def _records(reader: CasesReader, node: Node) -> list[dict[str, str]]:
    return [reader.cells(item, "a record") for item in reader.items(node, "records")]


def _told(reader: CasesReader, node: Node, found: Mapping[str, Node], record: int) -> Told:
    if "safe" in found and "fix" not in found:
        reader.mistake(found["safe"], "`safe` says something about a `fix`, and there is none")
    column, rule = (reader.text(found.get(name), f"`{name}`") for name in _NEEDED)
    fix = reader.text(found["fix"], "`fix`") if "fix" in found else None
    says, safe = reader.texts(found.get("says"), "`says`"), reader.flag(found.get("safe"), "safe")
    return Told(node.line, record, column, rule, says, fix, safe)
