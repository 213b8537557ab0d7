"""The hooks that a plugin may implement. Names begin with `proplint_`.

Each is called once, when the plugin is loaded: a built-in one when what it brings is met, an installed one when the
configuration names it, when a word is met that nothing known so far has, or when all there is is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proplint.api import FileRule, PropertyType, RecordRule, ReportFormat, Transformation

hookspec: Final = pluggy.HookspecMarker("proplint")


@hookspec
def proplint_property_types() -> Iterable[PropertyType]:
    """Return the property types that the plugin brings."""
    raise AssertionError  # pragma: no cover  pluggy never calls a specification


@hookspec
def proplint_record_rules() -> Iterable[RecordRule]:
    """Return the rules across the cells of one record that the plugin brings."""
    raise AssertionError  # pragma: no cover


@hookspec
def proplint_file_rules() -> Iterable[FileRule]:
    """Return the rules across the records of a file that the plugin brings."""
    raise AssertionError  # pragma: no cover


@hookspec
def proplint_report_formats() -> Iterable[ReportFormat]:
    """Return the forms of the report that the plugin brings.

    `--format` finds them in every installed plugin, and in those plugin files that the configuration of a checked
    file names.
    """
    raise AssertionError  # pragma: no cover


@hookspec
def proplint_damage() -> Iterable[Transformation]:
    """Return what programs do to cells that the damage model does not know yet.

    Only those of plugins count that the configuration names: what one program does explains nothing in the files of
    others.
    """
    raise AssertionError  # pragma: no cover
