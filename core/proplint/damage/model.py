"""The values of the damage model."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence
    from datetime import date

    from proplint.damage.locales import Locale


class Make(Protocol):
    """What one program does to a cell. Pure: the same text, locale and day always give the same."""

    def __call__(self, text: str, locale: Locale, today: date, /) -> str | None:
        """Return what becomes of a text, None where this is not done to it.

        Args:
            text: The cell's text before, never empty.
            locale: The language and country that the program works in.
            today: The day on which it does so, for dates without a year.
        """
        ...


Same: TypeAlias = "Callable[[str, str], bool]"
"""Whether nothing was lost: an old text and a new one are one value, and the new one is no worse in form."""


class Way(NamedTuple):
    """One way in which a transformation is done: programs differ, and so do their versions.

    Attributes:
        name: Tells it from the other ways of its transformation.
        make: Does it.
        localised: Whether what it makes depends on the locale; else it is asked for one of them only.
        regular: Whether it is done to every text that it can be done to; else a text that was spared says nothing.
    """

    name: str
    make: Make
    localised: bool = True
    regular: bool = True


class Only(NamedTuple):
    """A `Make` that makes something only of texts of one form, and says so: others need not be asked about.

    Attributes:
        form: Is found in every text that it makes something of. All digits but 0 are alike to it.
        make: Does it.
    """

    form: re.Pattern[str]
    make: Make

    def __call__(self, text: str, locale: Locale, today: date, /) -> str | None:
        """See `Make`."""
        return self.make(text, locale, today) if self.form.search(text) else None


def changed(form: re.Pattern[str], change: Callable[[str], str | None], make: Make) -> Make:
    """Return what takes texts of one form for others, which `make` knows.

    Args:
        form: Is found in the texts.
        change: Returns the other text; None where there is none.
        make: What is done to that one.
    """

    def make_of(text: str, locale: Locale, today: date) -> str | None:
        other = change(text)
        return None if other is None else make(other, locale, today)

    return Only(form, make_of)


class Transformation(NamedTuple):
    """One thing that programs do to cells.

    Attributes:
        name: Kebab-case; what `proplint plugins` and tests call it.
        what: What was done, in the past tense, to stand behind `who`: "cut it off after 30 characters".
        likely: What is found in texts that it can be done to; spares asking for the others.
        ways: How it is done.
        who: The program with its article, such as "the ERP"; empty for spreadsheets.
        advice: What keeps texts whole, for the help of `fragile-value`; empty where the usual advice helps.
    """

    name: str
    what: str
    likely: re.Pattern[str]
    ways: Sequence[Way]
    who: str = ""
    advice: str = ""

    def __hash__(self) -> int:
        """Hash the name only: there is one of each, and it goes into many sets."""
        return hash(self.name)


class Made(NamedTuple):
    """A way, in a locale, that made one cell's new text of the old one.

    Attributes:
        transformation: What was done.
        way: How.
        locale: Where; any locale that does it, when the way is not `localised`.
    """

    transformation: Transformation
    way: Way
    locale: Locale

    def survived(self, text: str, today: date) -> bool:
        """Whether a text that stayed as it was speaks against this: it would have been changed as well."""
        likely = self.way.regular and self.transformation.likely.search(text) is not None
        return likely and self.way.make(text, self.locale, today) not in (None, text)


class Damage(NamedTuple):
    """How a cell's new text can have come from the old one.

    Attributes:
        made: Every way that makes it, the most telling first; never empty.
    """

    made: Sequence[Made]

    @property
    def transformation(self) -> Transformation:
        """What was done to the cell."""
        return self.made[0].transformation

    @property
    def locales(self) -> frozenset[str]:
        """Names of the locales in which it is done; empty when it is done in any."""
        mine = [made for made in self.made if made.transformation is self.transformation]
        return frozenset(made.locale.name for made in mine) if all(made.way.localised for made in mine) else frozenset()
