"""Binding: the header and the configuration become columns that know how to judge their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from proplint.api import Fix
from proplint.csvfile.header import CUSTOMER_ID, EMAIL, split_name
from proplint.engine.names import LOOKALIKES, OTHER_WORDS, is_data, is_error_column
from proplint.identity.keys import CUSTOMER_IDS, EMAILS
from proplint.model import FormFix
from proplint.suggest import closest, closest_column, folded
from proplint.text import ColumnName, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from proplint.api import CellCheck
    from proplint.config import Config, Property
    from proplint.damage.model import Transformation
    from proplint.identity.keys import KeyRules
    from proplint.plugins import Host, LoadedType


ERROR_COLUMN: Final = "error-column-left"
_NO_DATA: Final[Mapping[str, str]] = {}


class Column(NamedTuple):
    """A property column whose cells are judged.

    Attributes:
        position: Its index in a record, from 0.
        name: Its name in the header.
        loaded: Its type.
        check: The type, bound to the column's options.
        required: Whether an empty cell is wrong.
    """

    position: int
    name: str
    loaded: LoadedType
    check: CellCheck
    required: bool


class HeaderProblem(NamedTuple):
    """Something wrong with the header: at a cell (`column` from 1), or with it as a whole (None); see `Problem`."""

    rule: str
    column: int | None
    message: str
    help: str
    fix: Fix | FormFix | None = None
    data: Mapping[str, str] = {}


class Binding(NamedTuple):
    """What a file's header comes to.

    Attributes:
        columns: The columns to judge.
        customer_id: Index of `Customer ID`, None when the column is missing.
        email: Index of `Email`, None when it is missing.
        error_columns: Indexes of columns that hold an error file's messages.
        problems: What is wrong with the header.
        notices: What could not be checked.
        damage: What programs do to cells, as the plugins of the configuration have it.
    """

    columns: Sequence[Column]
    customer_id: int | None
    email: int | None
    error_columns: frozenset[int]
    problems: Sequence[HeaderProblem]
    notices: Sequence[str]
    damage: Sequence[Transformation] = ()

    @property
    def keys(self) -> Mapping[int, KeyRules]:
        """The key columns that there are: index, and what is right in it."""
        places = ((self.customer_id, CUSTOMER_IDS), (self.email, EMAILS))
        return {index: rules for index, rules in places if index is not None}


def bind(header: Sequence[str], config: Config, host: Host) -> Binding:
    """Bind the header's columns.

    Args:
        header: The names of the columns.
        config: The configuration that governs the file.
        host: Gives the types of properties that it does not declare.

    Raises:
        PluginError: A type can't be loaded or compiled.
    """
    return _Binder(header, config, host).bind()


class _Binder:
    def __init__(self, header: Sequence[str], config: Config, host: Host) -> None:
        self._header = header
        self._config = config
        self._host = host
        self._columns: list[Column] = []
        self._problems: list[HeaderProblem] = []
        self._notices: list[str] = []
        self._error_columns: set[int] = set()
        self._bound: dict[tuple[str, str], int] = {}
        self._declared = {_canonical(item): item for item in config.properties.values()}

    def bind(self) -> Binding:
        header = self._header
        if is_data(header):
            return Binding([], None, None, frozenset(), [_NO_HEADER], [])
        found = {name: header.index(name) for name in (CUSTOMER_ID, EMAIL) if name in header}
        lookalikes = dict(self._missing(found))
        seen: set[str] = set()
        for index, name in enumerate(header):
            if name in seen and name.strip():
                self._report(
                    index,
                    "duplicate-column",
                    f"is a second column of this name; the first is column {header.index(name) + 1}",
                    "remove one of the two, or give it its right name",
                )
            elif index not in lookalikes and name not in (CUSTOMER_ID, EMAIL):
                self._bind_column(index, name)
            seen.add(name)
        return Binding(
            self._columns,
            found.get(CUSTOMER_ID),
            found.get(EMAIL),
            frozenset(self._error_columns),
            self._problems,
            self._notices,
            self._host.transformations(),
        )

    def _missing(self, found: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        """Report a missing key column; give the index of the column that was meant to be it."""
        for wanted in (CUSTOMER_ID, EMAIL):
            if wanted in found:
                continue
            names, ignored = {*map(folded, LOOKALIKES[wanted])}, self._config.ignore_columns
            header = enumerate(self._header)
            meant = [index for index, name in header if folded(name) in names and name not in ignored]
            if meant:
                self._report(
                    meant[0],
                    "missing-column",
                    f"should be called `{wanted}`",
                    f"rename the column to `{wanted}`",
                    Fix(wanted, safe=len(meant) == 1),
                )
                yield meant[0], wanted
            else:
                self._problems.append(
                    HeaderProblem(
                        "missing-column",
                        None,
                        f"the column `{wanted}` is missing",
                        "export the customer properties again, and keep this column as it is",
                    )
                )

    def _bind_column(self, index: int, name: str) -> None:
        if name in self._config.ignore_columns or not _is_text(name):
            return
        if not name.strip():
            advice = "delete the column, or give it its right name"
            message = f"column {index + 1} has no name"
            self._problems.append(HeaderProblem("blank-column-name", index + 1, message, advice))
        elif is_error_column(name, self._config.error_file.column):
            self._error_columns.add(index)
            self._report(
                index,
                ERROR_COLUMN,
                "holds the error messages of an earlier import or check, which are no data",
                "delete this column when the rows are corrected",
                FormFix(),
            )
        else:
            self._bind_property(index, name)

    def _bind_property(self, index: int, name: str) -> None:
        parted = split_name(name)
        loaded = self._host.find(parted[0], name) if parted else None
        if parted is None or loaded is None:
            if parted and name in self._config.unjudged:
                why = "its type may come from a plugin file, which are switched off"
                self._notices.append(f"column `{escaped(name)}` is not checked: {why}")
            else:
                self._unknown_type(index, parted)
            return
        if not parted[1].strip():
            self._report(
                index,
                "blank-column-name",
                "has a type but no name",
                "put the property's name after the colon",
            )
            return
        first = self._bound.setdefault((loaded.type.name, parted[1]), index)
        if first != index:
            self._report(
                index,
                "duplicate-column",
                f"is a second column of the property in column {first + 1}: {{first}} is another word for it",
                "remove one of the two, or give it its right name",
                data={"first": ColumnName(self._header[first])},
            )
            return
        declared = self._declared.get((loaded.type.name, parted[1]))
        if declared is None and self._config.path is not None:
            self._undeclared(index)
        self._add(index, name, loaded, declared)

    def _add(self, index: int, name: str, loaded: LoadedType, declared: Property | None) -> None:
        if declared is not None:
            if declared.options.get("options", ()) is None:
                where = escaped(self._config.path or "")
                self._notices.append(f"the options of `{escaped(name)}` are not checked: {where} names none for it")
            self._columns.append(Column(index, name, loaded, declared.check, declared.required))
        else:
            options = {option.name: option.default for option in loaded.type.options}
            check = loaded.compile(name, options, self._host.transformations())
            self._columns.append(Column(index, name, loaded, check, required=False))

    def _undeclared(self, index: int) -> None:
        near = closest_column(self._header[index], self._config.properties)
        self._report(
            index,
            "undeclared-property",
            f"is not declared in {escaped(self._config.path or '')}",
            "did you mean {near}?" if near else "declare it under `properties`, or name it under `ignore_columns`",
            Fix(near, safe=False) if near else None,
            {"near": ColumnName(near or "")},
        )

    def _unknown_type(self, index: int, parted: tuple[str, str] | None) -> None:
        words = self._host.words()
        known = "the types are " + ", ".join(words)
        if parted is None:
            advice = "a property column is called `Type:Name`; name a column of your own under `ignore_columns`"
            self._report(index, "unknown-type", "is no property: it has no type", f"{advice}; {known}")
            return
        word, rest = parted
        others = {folded(other): right for other, right in OTHER_WORDS.items()}
        exact = {folded(known_word): known_word for known_word in words} | others
        right = exact.get(folded(word))
        near = right or closest(word, words)
        self._report(
            index,
            "unknown-type",
            "has a type that is not known: {word}",
            "rename the column to {right}" if near else f"{known}; {_OF_YOUR_OWN}",
            Fix(f"{near}:{rest}", safe=right is not None) if near else None,
            {"word": ColumnName(word), "right": ColumnName(f"{near}:{rest}")},
        )

    def _report(
        self,
        index: int,
        rule: str,
        message: str,
        advice: str,
        fix: Fix | FormFix | None = None,
        data: Mapping[str, str] = _NO_DATA,
    ) -> None:
        self._problems.append(HeaderProblem(rule, index + 1, f"{{value}} {message}", advice, fix, data))


_OF_YOUR_OWN: Final = (
    "a type of your own comes from a plugin, which `proplint new-type` begins and `plugins` in proplint.yaml names"
)
_NO_HEADER: Final = HeaderProblem(
    "missing-column",
    None,
    "the header is missing: the first line holds a customer, not the names of the columns",
    "export the customer properties again, and keep the first line as it is",
)


def _canonical(declared: Property) -> tuple[str, str]:
    """Return what a declaration is about, whichever word of its type it uses."""
    return (declared.type.name, declared.name)


def _is_text(name: str) -> bool:
    """Whether a name was UTF-8; one that was not is reported with the file."""
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)
