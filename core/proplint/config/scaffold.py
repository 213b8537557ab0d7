"""The text of a new configuration, for `proplint init`: made to be read and completed by a person."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A plain key: words, and the one colon, which no blank follows. Everything else stands in quotes.
_PLAIN_KEY: Final = re.compile(r"[A-Za-z][\w ]*:\w[\w ]*\w|[A-Za-z][\w ]*:\w")
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class SeenColumn(NamedTuple):
    """A property column of an export.

    Attributes:
        name: Its name.
        options: The options seen in it, in order; None for a type that has none.
    """

    name: str
    options: Sequence[str] | None


def scaffold(columns: Sequence[SeenColumn], *, files: Sequence[str], ignore: Sequence[str]) -> str:
    """Return the text of a configuration.

    Args:
        columns: The property columns, in their order.
        files: Patterns of the files that it governs.
        ignore: Columns that are no property.
    """
    return "\n".join(_lines(columns, files, ignore)) + "\n"


def _lines(columns: Sequence[SeenColumn], files: Sequence[str], ignore: Sequence[str]) -> Iterator[str]:
    yield "# What proplint checks the customer properties against. `proplint config check` reads it once more."
    yield "version: 1"
    yield ""
    yield "# The files that this configuration governs, relative to it."
    yield f"files: [{', '.join(map(quoted, files))}]"
    yield ""
    if columns:
        yield "# The properties, by their column names."
        if any(column.options is not None for column in columns):
            yield "# Options are those that the export holds: ADD THE ONES THAT NO CUSTOMER HAS YET, as ikas has them."
        yield "# Every property also takes `required: true`; `proplint types` lists the options of each type."
        yield "properties:"
        for column in columns:
            yield from _property(column)
    else:
        yield "properties: {}"
    yield ""
    if ignore:
        yield "# Columns that are no property and no mistake."
        yield "ignore_columns:"
        for name in ignore:
            yield f"  - {quoted(name)}"
        yield ""
    yield "# More that can be set (`proplint config schema` has it all):"
    yield "# rules: {duplicate-email: warning}      # error, warning or off; `proplint explain` lists the rules"
    yield '# record_rules: [{requires: {column: "Date:End", columns: ["Date:Start"]}}]   # rules across cells'
    yield "# error_file: {column: Errors, rows: failing, dir: errors}"
    yield "# plugins: [./proplint_plugins/phone.py] # types of your own"


def _property(column: SeenColumn) -> Iterator[str]:
    key = column.name if _PLAIN_KEY.fullmatch(column.name) else quoted(column.name)
    yield f"  {key}:"
    if column.options:
        yield "    options:"
        for option in column.options:
            yield f"      - {quoted(option)}"
    elif column.options is not None:
        yield "    # options: [...]   the export holds none: name those that ikas has"


def quoted(text: str) -> str:
    """Return a text between double quotes, so that YAML gives back exactly it: `NO`, `1.10` and `~` survive."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
