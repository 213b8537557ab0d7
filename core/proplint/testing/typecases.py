"""The cases of a property type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from proplint.config.nodes import Scalar, Table
from proplint.testing.cases import CasesError, CasesReader, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue, PropertyType
    from proplint.config.nodes import Node

_GROUP: Final = ("options", "valid", "accepted", "invalid", "same", "different", "refused")
_WRONG: Final = ("value", "rule", "says", "fix", "safe", "readings")
_PAIR: Final = ("before", "after")


class Right(NamedTuple):
    """A text that is right.

    Attributes:
        line: Where the cases say so.
        value: The text.
        proven: Whether `accepts` must take it.
    """

    line: int
    value: str
    proven: bool


class Wrong(NamedTuple):
    """A text that is wrong.

    Attributes:
        line: Where the cases say so.
        value: The text.
        rule: The rule that it breaks; None where nothing is said but that it is wrong.
        says: What must stand in message or help.
        fix: What is offered where the cell is the only one of its column; None for nothing.
        safe: Whether that is safe.
        readings: What is right under each reading; None where the case does not say.
    """

    line: int
    value: str
    rule: str | None
    says: tuple[str, ...] = ()
    fix: str | None = None
    safe: bool = False
    readings: Mapping[str, str | None] | None = None


class Pair(NamedTuple):
    """Two texts, and whether the second may stand for the first."""

    line: int
    before: str
    after: str
    same: bool


Case: TypeAlias = "Right | Wrong | Pair | Refused"


class Group(NamedTuple):
    """Cases with the same options.

    Attributes:
        line: Where it begins.
        options: The value of every option.
        named: The options that the group itself gives.
        cases: What is said about texts.
    """

    line: int
    options: Mapping[str, OptionValue]
    named: frozenset[str]
    cases: tuple[Case, ...]

    @property
    def is_refused(self) -> bool:
        """Whether its options make no sense."""
        return any(isinstance(case, Refused) for case in self.cases)

    @property
    def right(self) -> list[str]:
        """The texts that are right."""
        return [case.value for case in self.cases if isinstance(case, Right)]

    @property
    def wrong(self) -> list[Wrong]:
        """The texts that are wrong."""
        return [case for case in self.cases if isinstance(case, Wrong)]

    @property
    def texts(self) -> list[str]:
        """All its texts."""
        pairs = [text for case in self.cases if isinstance(case, Pair) for text in (case.before, case.after)]
        return [*self.right, *(case.value for case in self.wrong), *filter(None, pairs)]


def read_type_cases(path: str, kind: PropertyType) -> list[Group]:
    """Read the cases of a type.

    Args:
        path: The file.
        kind: The type.

    Raises:
        CasesError: The file is missing or wrong.
    """
    reader = CasesReader(path, kind.options)
    groups = [_group(reader, table) for table in reader.groups()]
    reader.finish()
    if not any(group.right for group in groups):
        raise CasesError(f"{path}: no group has a `valid` text: give some that the type must take")
    return groups


def _group(reader: CasesReader, table: Table) -> Group:
    found = reader.keys(table, "a group", _GROUP)
    options = reader.options(found.get("options"))
    given = found.get("options")
    named = frozenset(key.text for key in given.entries) if isinstance(given, Table) else frozenset[str]()
    if "refused" in found:
        if {*found} - {"refused", "options"}:
            reader.mistake(found["refused"], "options that are refused have no other cases")
        return Group(table.line, options, named, (reader.refused(found["refused"], options),))
    if not {*found} - {"options"}:
        reader.mistake(table, f"a group must have one of {', '.join(_GROUP[1:])}")
    cases: list[Case] = []
    for key in ("valid", "accepted"):
        for item in reader.items(found.get(key), f"`{key}`"):
            text = _cell(reader, item, f"a member of `{key}`")
            cases += [Right(item.line, text, key == "accepted")]
    cases += (_wrong(reader, item) for item in reader.items(found.get("invalid"), "`invalid`"))
    for key in ("same", "different"):
        for item in reader.items(found.get(key), f"`{key}`"):
            texts = reader.keys(item, f"a member of `{key}`", _PAIR, _PAIR)
            before, after = (reader.text(texts.get(name), f"`{name}`") for name in _PAIR)
            cases.append(Pair(item.line, before, after, key == "same"))
    return Group(table.line, options, named, tuple(cases))


def _wrong(reader: CasesReader, node: Node) -> Wrong:
    if isinstance(node, Scalar):
        return Wrong(node.line, _cell(reader, node, "a member of `invalid`"), None)
    found = reader.keys(node, "a member of `invalid`", _WRONG, ("value", "rule"))
    if "safe" in found and "fix" not in found:
        reader.mistake(found["safe"], "`safe` says something about a `fix`, and there is none")
    return Wrong(
        node.line,
        _cell(reader, found["value"], "`value`") if "value" in found else "",
        reader.text(found.get("rule"), "`rule`"),
        reader.texts(found.get("says"), "`says`"),
        reader.text(found["fix"], "`fix`") if "fix" in found else None,
        reader.flag(found.get("safe"), "safe"),
        _readings(reader, found["readings"]) if "readings" in found else None,
    )


def _readings(reader: CasesReader, node: Node) -> dict[str, str | None]:
    """Return what is right under each reading; `null` where the cell can be read so and still is not right."""
    if not isinstance(node, Table):
        reader.mistake(node, "`readings` must be readings and their fixes, such as {day first: 2025/06/27}")
        return {}
    return {
        key.text: None if isinstance(value, Scalar) and value.is_null else reader.text(value, f"`{key.text}`")
        for key, value in node.entries.items()
    }


def _cell(reader: CasesReader, node: Node, what: str) -> str:
    text = reader.text(node, what)
    if isinstance(node, Scalar) and not node.plain and not text:
        reader.mistake(node, f"{what} is empty: no type is asked about an empty cell")
    elif "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        reader.mistake(node, f"{what} holds what no text does: a zero byte or half a character")
    return text
