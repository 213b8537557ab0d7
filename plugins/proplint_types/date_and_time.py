"""The type Date and time: `YYYY/MM/DD` too; ikas sets the time to 00:00."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.api import hookimpl
from proplint_types._calendar import DATE_OPTIONS, IMPOSSIBLE_DATE, NOT_A_DATE, DateCheck
from proplint_types._shared import OUT_OF_RANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue


class DateAndTime:
    """A calendar date, written without its time."""

    name: Final = "Date and time"
    aliases: Final = ()
    doc: Final = "A date of the form YYYY/MM/DD, without a time: ikas sets it to 00:00."
    options: Final = DATE_OPTIONS
    rules: Final = (NOT_A_DATE, IMPOSSIBLE_DATE, OUT_OF_RANGE)

    def compile(self, options: Mapping[str, OptionValue]) -> DateCheck:
        """See `PropertyType.compile`."""
        return DateCheck(options)


@hookimpl
def proplint_property_types() -> list[DateAndTime]:
    """Bring the type."""
    return [DateAndTime()]
