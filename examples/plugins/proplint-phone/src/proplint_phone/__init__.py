"""The property type Phone: the columns `Phone:…`, with numbers such as +905321234567."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from proplint.api import Option, OptionError, Rule, hookimpl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

    from proplint_phone.check import PhoneCheck

proplint_interface: Final = 1

NOT_A_PHONE: Final = Rule(
    name="not-a-phone",
    what="A cell is no phone number that exists.",
    why="Nobody can be called or sent a message there.",
    example="Phone:Home = +90532123",
    instead="Phone:Home = +905321234567",
    options="`country` of the property in proplint.yaml: national numbers are understood as those of this country.",
)
NOT_E164: Final = Rule(
    name="not-e164",
    what="A phone number is not written as plus sign, country code and number, without blanks.",
    why="Programs that dial or send messages take this form (E.164) only, and the same number written twice is two.",
    example="Phone:Home = +90 (532) 123 45 67",
    instead="Phone:Home = +905321234567",
)
FOREIGN_PHONE: Final = Rule(
    name="foreign-phone",
    what="A phone number is one of another country than the property takes.",
    why="Your configuration says so: the shop calls and sends messages in one country.",
    example="Phone:Home = +4915123456789   (country: TR)",
    instead="Phone:Home = +905321234567",
    options="`country` of the property in proplint.yaml, by its two letters.",
)
NOT_A_MOBILE: Final = Rule(
    name="not-a-mobile",
    what="A phone number is not that of a mobile phone.",
    why="Your configuration says so: text messages don't reach a landline.",
    example="Phone:Mobile = +902123456789   (mobile: true)",
    instead="Phone:Mobile = +905321234567",
    options="`mobile` of the property in proplint.yaml.",
)


class Phone:
    """A phone number."""

    name: Final = "Phone"
    aliases: Final = ()
    doc: Final = "A phone number that exists, such as +905321234567."
    options: Final = (
        Option("country", "text", "Only numbers of this country, by its two letters, such as TR."),
        Option("mobile", "boolean", "Whether only mobile phones are right; false by default.", default=False),
    )
    rules: Final = (NOT_A_PHONE, NOT_E164, FOREIGN_PHONE, NOT_A_MOBILE)

    def compile(self, options: Mapping[str, OptionValue]) -> PhoneCheck:
        """Bind the type to a column; the library is imported here, where a file has one."""
        from proplint_phone.check import COUNTRIES, PhoneCheck

        country = cast("str | None", options["country"])
        if country is not None and country not in COUNTRIES:
            near = f"write {country.upper()}" if country.upper() in COUNTRIES else "write its two letters, such as TR"
            raise OptionError("country", f"is no country with phone numbers: {near}")
        return PhoneCheck(country, mobile=bool(options["mobile"]))


@hookimpl
def proplint_property_types() -> list[Phone]:
    """Bring the type."""
    return [Phone()]
