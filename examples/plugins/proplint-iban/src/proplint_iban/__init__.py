"""The property type IBAN: the columns `IBAN:…`, with bank accounts such as DE89370400440532013000."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from proplint.api import Fix, Option, OptionError, Problem, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

proplint_interface: Final = 1

NOT_AN_IBAN: Final = Rule(
    name="not-an-iban",
    what="A cell does not have the form of an IBAN of any country.",
    why="No bank takes it.",
    example="IBAN:Refunds = 0532013000",
    instead="IBAN:Refunds = DE89370400440532013000",
)
WRONG_CHECK_DIGITS: Final = Rule(
    name="wrong-check-digits",
    what="The check digits of an IBAN don't fit: a character of it is wrong, or two are exchanged.",
    why="The transfer is refused, or the money reaches nobody.",
    example="IBAN:Refunds = DE89370400440532031000",
    instead="IBAN:Refunds = DE89370400440532013000",
)
SPACED_IBAN: Final = Rule(
    name="spaced-iban",
    what="An IBAN is written with blanks, hyphens or small letters, as on paper.",
    why="Banks exchange it without, and programs compare it so.",
    example="IBAN:Refunds = DE89 3704 0044 0532 0130 00",
    instead="IBAN:Refunds = DE89370400440532013000",
)
FOREIGN_IBAN: Final = Rule(
    name="foreign-iban",
    what="An IBAN is one of another country than the property takes.",
    why="Your configuration says so: refunds are paid in these countries only.",
    example="IBAN:Refunds = GB82WEST12345698765432   (countries: [DE, TR])",
    instead="IBAN:Refunds = DE89370400440532013000",
    options="`countries` of the property in proplint.yaml.",
)

_FORM: Final = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
_PAPER: Final = re.compile("[ \u00a0\u202f.-]+")
_COUNTRY: Final = re.compile("[A-Z]{2}")


class IBAN:
    """A bank account."""

    name: Final = "IBAN"
    aliases: Final = ()
    doc: Final = "A bank account such as DE89370400440532013000, with check digits that fit."
    options: Final = (
        Option("countries", "texts", "The countries whose accounts are right, by their two letters; any by default."),
    )
    rules: Final = (NOT_AN_IBAN, WRONG_CHECK_DIGITS, SPACED_IBAN, FOREIGN_IBAN)

    def compile(self, options: Mapping[str, OptionValue]) -> IBANCheck:
        """Bind the type to a column."""
        countries = cast("tuple[str, ...] | None", options["countries"]) or ()
        for country in countries:
            if not _COUNTRY.fullmatch(country):
                raise OptionError("countries", f"`{country}` is no country: write its two capital letters, such as DE")
        return IBANCheck(countries)


class IBANCheck:
    """Judges the cells of one column. Check digits fit in no pattern, so nothing is accepted without them."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        self._countries = countries

    def check(self, value: str) -> Problem | None:
        """Return what is wrong with a cell; None if it is right."""
        if _FORM.fullmatch(value):
            return self._judge(value)
        bare = _bare(value)
        if _FORM.fullmatch(bare) and self._judge(bare) is None:
            return Problem(
                "spaced-iban",
                "{value} is written as on paper",
                "write {right}",
                Fix(bare, safe=True),  # its check digits fit
                {"right": bare},
            )
        return _no_iban()

    def same(self, before: str, after: str) -> bool:
        """Whether both are one account, and the new text is right."""
        return _bare(before) == after and self.check(after) is None

    def _judge(self, value: str) -> Problem | None:
        from stdnum import iban
        from stdnum.exceptions import InvalidChecksum, ValidationError

        try:
            iban.validate(value)
        except InvalidChecksum:
            return Problem(
                "wrong-check-digits", "{value} has check digits that don't fit", "compare it with its source"
            )
        except ValidationError:
            return _no_iban()
        if self._countries and value[:2] not in self._countries:
            named = ", ".join(self._countries)
            return Problem("foreign-iban", "{value} is an account in another country", f"write one of {named}")
        return None


def _bare(value: str) -> str:
    bare = _PAPER.sub("", value)
    return bare.upper() if bare.isascii() else bare


def _no_iban() -> Problem:
    return Problem("not-an-iban", "{value} is no IBAN", "write the whole IBAN, such as DE89370400440532013000")


@hookimpl
def proplint_property_types() -> list[IBAN]:
    """Bring the type."""
    return [IBAN()]
