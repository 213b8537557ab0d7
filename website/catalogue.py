"""The pages about what plugins bring, of what is built in: property types and report formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.registry import BUILT_IN_FORMATS, FORMATS, TYPES
from rulebook import built_in
from shop import Shop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proplint.api import Option, PropertyType

_KINDS: Final[Mapping[str, str]] = {
    "text": "a text",
    "texts": "a list of texts",
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "date": "a date such as `2025/06/27`",
    "column": "the name of a column",
    "columns": "a list of names of columns",
}
_TYPES_PAGE: Final = """\
# Property types

A column's name is `Type:Name`, and the word before the first colon is one of these. Its options stand under the
column's name in [`proplint.yaml`](configuration.md). `required` belongs to every type: whether an empty cell is wrong;
by default it is not. Plugins bring [more types](../types.md).
"""
_FORMATS_PAGE: Final = """\
# Report formats

`--format` chooses one. Without it, a terminal gets `full`, and all else gets `concise`. `--output FILE` writes it to a
file, and `--redact` masks values, e-mails and Customer IDs in each of them.

The examples are of the same run.
"""
_WIDTH: Final = 84  # what fits a page
_LANGUAGES: Final[Mapping[str, str]] = {"json": "json"}


def types_page() -> str:
    """Return the page about property types."""
    return "\n\n".join([_TYPES_PAGE, *(_type(kind) for kind in built_in(TYPES))]) + "\n"


def formats_page() -> str:
    """Return the page about report formats, each with what it makes of one file."""
    parts = [_FORMATS_PAGE]
    docs = {form.name: form.doc for form in built_in(FORMATS)}
    with Shop() as shop:
        shop.shorten("damaged/all.csv", 11)
        for name in BUILT_IN_FORMATS:
            shown = shop.run("proplint", "check", "--base", "none", "--format", name, "damaged/all.csv", width=_WIDTH)
            parts.append(
                f"## {name}\n\n{docs.get(name, '')}\n\n```{_LANGUAGES.get(name, 'text')}\n{shown.rstrip()}\n```"
            )
    return "\n\n".join(parts) + "\n"


def _type(kind: PropertyType) -> str:
    parts = [f"## {kind.name}", kind.doc]
    if kind.aliases:
        parts.append("Also written " + ", ".join(f"`{alias}`" for alias in kind.aliases) + ".")
    parts += _options(kind.options)
    if kind.rules:
        parts.append("Rules: " + ", ".join(f"[`{rule.name}`](rules/{rule.name}.md)" for rule in kind.rules) + ".")
    return "\n\n".join(parts)


def _options(options: tuple[Option, ...]) -> Iterator[str]:
    for option in options:
        form = (
            "one of " + ", ".join(f"`{choice}`" for choice in option.choices) if option.choices else _KINDS[option.type]
        )
        default = f", by default `{_shown(option.default)}`" if option.default not in (None, "") else ""
        yield f"`{option.name}`\n:   {option.doc} *{form[0].upper()}{form[1:]}{default}.*"


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
