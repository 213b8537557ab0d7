"""All that the author of a plugin imports: property types here, the rest from `proplint.interface`.

A type is one class with a scalar rule: the text of a cell in, a `Problem` or nothing out.

    from proplint.api import CellCheck, Option, Problem, Rule, hookimpl

    NOT_A_PHONE = Rule(
        name="not-a-phone",
        what="A cell of a Phone column is no phone number with a country code.",
        why="ikas dials the number as it stands.",
        example="0532 123 45 67",
        instead="+905321234567",
    )

    class Phone:
        name = "Phone"
        aliases = ()
        doc = "A phone number such as +905321234567."
        options = (Option("country", "text", "Only numbers of this country code, such as 90."),)
        rules = (NOT_A_PHONE,)

        def compile(self, options):
            return PhoneCheck(prefix="+" + (options["country"] or ""))

    class PhoneCheck:
        def __init__(self, prefix):
            self.prefix = prefix

        def check(self, value):
            digits = value.removeprefix("+")
            if value.startswith(self.prefix) and digits.isascii() and digits.isdigit():
                return None
            return Problem("not-a-phone", "{value} is no phone number", help="write it as +905321234567")

    @hookimpl
    def proplint_property_types():
        return [Phone()]
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias, get_args

import pluggy

from proplint.suggest import closest, folded
from proplint.text import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from proplint.damage.locales import LOCALES, Locale
    from proplint.damage.model import Transformation, Way
    from proplint.damage.origins import Origin, Origins
    from proplint.interface.formats import ReportFormat
    from proplint.interface.records import At, FileCheck, FileRule, Record, RecordCheck, RecordRule
    from proplint.model import Finding, Report
    from proplint.report import Style

__all__ = [
    "ANY",
    "INTERFACE",
    "LOCALES",
    "Accepts",
    "At",
    "CellCheck",
    "FileCheck",
    "FileRule",
    "Finding",
    "Fix",
    "Locale",
    "Option",
    "OptionError",
    "OptionValue",
    "OriginOf",
    "Problem",
    "PropertyType",
    "Record",
    "RecordCheck",
    "RecordRule",
    "Report",
    "ReportFormat",
    "Rule",
    "Severity",
    "Style",
    "Transformation",
    "Way",
    "closest",
    "escaped",
    "folded",
    "hookimpl",
    "origin_of",
    "quoted",
]

INTERFACE: Final = 1
"""The version of all this. A plugin that says `proplint_interface = 1` is refused by name where it is another."""

_HOMES: Final = {
    **dict.fromkeys(("At", "FileCheck", "FileRule", "Record", "RecordCheck", "RecordRule"), "interface.records"),
    "ReportFormat": "interface.formats",
    **dict.fromkeys(("Transformation", "Way"), "damage.model"),
    **dict.fromkeys(("LOCALES", "Locale"), "damage.locales"),
    **dict.fromkeys(("Finding", "Report"), "model"),
    "Style": "report",
}


def __getattr__(name: str) -> object:
    """Import what property types don't need when it is first used: it would be felt at every start."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"proplint.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


hookimpl: Final = pluggy.HookimplMarker("proplint")
"""Marks a function of a plugin as the implementation of the hook whose name it has."""

Severity: TypeAlias = Literal["error", "warning", "off"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

OptionValue: TypeAlias = "str | bool | int | Decimal | date | tuple[str, ...] | None"
"""What `Option.type` makes of the text in the configuration; None where nothing is configured."""


class Option(NamedTuple):
    """One option of a type or rule, declared once: it validates the configuration, documents it, and makes its schema.

    `required` (may a cell be empty?) belongs to every type and is the core's; don't declare it.

    Attributes:
        name: The key in `proplint.yaml`.
        type: `text` → str, `texts` → tuple of str (a non-empty list, NFC, each once and none empty),
            `boolean` → bool, `integer` → int, `number` → Decimal, `date` → datetime.date. For record rules and file
            rules only: `column` → str, the name of a column; `columns` → tuple of str, at least one, each once.
        doc: One sentence for people.
        default: The value when nothing is configured. A `column` or `columns` without one must be configured; with
            `""` or `()` it need not name any.
        choices: For `text`: the only texts allowed; empty for any.
        of: For `text` and `texts` of a rule: the name of its option of type `column` whose cells these are; each must
            be right there.
    """

    name: str
    type: Literal["text", "texts", "boolean", "integer", "number", "date", "column", "columns"]
    doc: str
    default: OptionValue = None
    choices: tuple[str, ...] = ()
    of: str = ""


class OptionError(ValueError):
    """Raised by `compile` when a value that fits its `Option.type` still makes no sense.

    Args:
        option: The name of the option at fault.
        message: What is wrong and what to write instead. It is told behind "`option` of `column`: ".
    """

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option
        self.message = message


class Fix(NamedTuple):
    """A value that would be right in place of the cell's.

    Attributes:
        value: The cell's new text.
        safe: Whether nothing is lost and no other reading is possible.
    """

    value: str
    safe: bool


class Problem(NamedTuple):
    """What is wrong with a cell.

    Texts are templates: `{value}` stands for the cell, `{name}` for `data["name"]`; both are shown between
    backticks, made safe for terminals, and masked under `--redact`. So text from a cell goes into `data`,
    never into the message itself.

    Attributes:
        rule: Name of a `Rule` that the type declares.
        message: What is wrong, without a full stop: "{value} has a decimal comma".
        help: What to do: "write {right}"; may be empty.
        fix: The right value, where there is one. With `readings` it is only a guess, and never safe.
        data: Further texts that come from the cell.
        readings: The ways in which the cell can be read where that is a matter of its whole column: each in two or
            three words that don't come from the cell ("day first"), and what would be right then; None where the
            cell can be read so and still is not right. Fixes are safe where all cells of a column that have
            readings share one, and one of them has no other.
    """

    rule: str
    message: str
    help: str = ""
    fix: Fix | None = None
    data: Mapping[str, str] = {}
    readings: Mapping[str, Fix | None] = {}


class Rule(NamedTuple):
    """One rule, and the page that `proplint explain` prints about it.

    Attributes:
        name: Kebab-case; names the problem and reads well after "ignore". Never changes.
        what: One sentence: what it finds.
        why: Why that is bad.
        example: Text of a cell or lines of a file that break it.
        instead: The same, right.
        options: What in the configuration bears on it; may be empty.
        severity: Its severity when the configuration says nothing.
    """

    name: str
    what: str
    why: str
    example: str
    instead: str
    options: str = ""
    severity: Severity = "error"


class Accepts(NamedTuple):
    """Cells that are surely right, told as data, so that a file can be proven clean without calling `check`.

    It says what is enough, not what is necessary: every text that it accepts must pass `check`, and a right
    text that it does not accept only takes longer. A text is accepted when any one of the three says so.

    Attributes:
        literals: Texts, whole; they may hold anything but a zero byte.
        pattern: A regular expression that the whole text matches, made of literals, classes such as `[a-z0-9]`,
            `(?:...)`, `|`, and the repeats `?`, `{3}` and `{1,20}`; backslashes only before signs. It can't match
            quotation marks, commas, line ends or zero bytes. Empty for none.
        lengths: Any text of at least and at most so many characters; None for no bound, or for none.
    """

    literals: tuple[str, ...] = ()
    pattern: str = ""
    lengths: tuple[int, int | None] | None = None


ANY: Final = Accepts(lengths=(1, None))
"""Any text."""


def origin_of(cell: str, texts: tuple[str, ...], more: tuple[Transformation, ...] = ()) -> Origin | None:
    """Return which of some texts a spreadsheet rewrote to what stands in a cell: `1-2` to `01.02.2026`.

    For the help of a type whose cells can only hold certain texts. The same arguments always give the same answer.

    Args:
        cell: The text of the cell.
        texts: What it may have held; always the same tuple for a column.
        more: What other programs do, beside spreadsheets; see `CellCheck` for how a check gets them.

    Returns:
        `text`, what the cell held; `how`, as "a Turkish spreadsheet took it for a part of a date"; `lossless`,
        whether only its letters are garbled. None where no text, or more than one, becomes what the cell holds.
    """
    return _origins(texts, more).of(cell)


OriginOf: TypeAlias = "Callable[[str, tuple[str, ...]], Origin | None]"
"""`origin_of`, or what stands in its place; see `CellCheck`."""


@lru_cache(maxsize=32)
def _origins(texts: tuple[str, ...], more: tuple[Transformation, ...]) -> Origins:
    from proplint.damage.origins import Origins

    return Origins(texts, more)


class CellCheck(Protocol):
    """A type bound to the options of one column. Pure: the same value always gives the same answer.

    It may have an attribute `accepts`, an `Accepts`: the cells that need not be checked. Where its problems have
    `readings`, it may have a method `rules_out(value)`, which returns those that can't be meant in a column that
    holds this cell, right or wrong: a decimal comma beside `42.5`. And it may have an attribute `doubtful` with the
    names of readings that one cell alone does not prove, as `45835` may be a date or a postcode: then two cells of
    the column with different texts, or the version before, must speak for it.

    It may have a method `same(before: str, after: str) -> bool`: whether a cell that held one text and now holds
    another lost nothing, since both are one value and the new text is no worse in form. So `7.10` may become
    `7.1` in a column of numbers, and no spreadsheet is blamed for it. Without it, every character counts.

    Where it asks `origin_of`, it may have a method `with_origins(origin_of) -> CellCheck`: it is called once, where
    plugins of the configuration bring what other programs do, and returns a check that asks the function which
    it is given instead. That one knows of those programs too, and takes the cell and its texts.
    """

    def check(self, value: str) -> Problem | None:
        """Judge one cell.

        Args:
            value: The text of the cell, never empty: emptiness is the core's (`required`).

        Returns:
            What is wrong, or None.
        """
        ...


class PropertyType(Protocol):
    """A property type: the word before the colon of a column's name, and what its cells may be.

    Attributes:
        name: The word, exactly as the header has it: "Multiple choice".
        aliases: Other words for it: ("Text line",).
        doc: One sentence for `proplint types`.
        options: What can be configured for a column.
        rules: Every rule that its problems name.
    """

    @property
    def name(self) -> str: ...  # noqa: D102  the class docstring says it
    @property
    def aliases(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def doc(self) -> str: ...  # noqa: D102
    @property
    def options(self) -> tuple[Option, ...]: ...  # noqa: D102
    @property
    def rules(self) -> tuple[Rule, ...]: ...  # noqa: D102

    def compile(self, options: Mapping[str, OptionValue]) -> CellCheck:
        """Bind the type to one column; called once a column, before any cell.

        Args:
            options: A value for every declared option, the default where nothing is configured.

        Raises:
            OptionError: A value makes no sense.
        """
        ...
