"""What plugins bring: each thing has a word of its own, among all of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from proplint.exceptions import PluginError
from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from proplint.api import PropertyType
    from proplint.guard import Guard, Guards


class Origin(NamedTuple):
    """Where a plugin comes from, as messages name it."""

    name: str
    version: str

    def __str__(self) -> str:
        return escaped(f"{self.name} {self.version}".rstrip())

    @property
    def is_built_in(self) -> bool:
        """Whether it is a plugin of our own."""
        return any(self.name in kind.built_in.values() for kind in KINDS)


class Brought(NamedTuple):
    """A thing, and the plugin that brought it.

    Attributes:
        thing: It.
        origin: The plugin.
        guards: Make the guards of the host that loaded it.
    """

    thing: Any
    origin: Origin
    guards: Guards

    def guard(self, failed: str) -> Guard:
        """Return what every call of the thing has to run inside.

        Args:
            failed: What to say of the plugin when it fails, behind its name: "failed in the rule `requires`".
        """
        return self.guards.of(str(self.origin), failed, built_in=self.origin.is_built_in)


class Declared:
    """A thing of a plugin with what it declares read once, so that it never raises or changes later.

    Args:
        thing: It.
    """

    def __init__(self, thing: object) -> None:
        self.given = thing
        for name in _DECLARED:
            value = getattr(thing, name, self)
            if value is not self:
                setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever else it may have
        return getattr(self.given, name)


_DECLARED: Final = ("name", "aliases", "doc", "options", "rules", "compile", "render")


class Kind(NamedTuple):
    """A kind of thing that plugins bring.

    Attributes:
        hook: The hook that gives it.
        noun: What messages call it.
        built_in: Word to the module that is its plugin, for those that are imported when they are met.
        require: Raises TypeError when a thing lacks what its protocol asks for.
        words: Returns the words by which a thing is known.
    """

    hook: str
    noun: str
    built_in: Mapping[str, str]
    require: Callable[[Any], None]
    words: Callable[[Any], tuple[str, ...]]


class Registry:
    """The things of one kind that are loaded so far.

    Args:
        kind: It.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.found: dict[str, Brought] = {}

    def require_free(self, brought: Sequence[Brought]) -> None:
        """Refuse things of one plugin of which one has a word that another has.

        Raises:
            PluginError: Names both.
        """
        kind = self.kind
        owners = {word: other.origin for word, other in self.found.items()}
        for one in brought:
            for word in kind.words(one.thing):
                rival = owners.get(word)
                if rival is None and kind.built_in.get(word, one.origin.name) != one.origin.name:
                    rival = Origin(kind.built_in[word], "(built in)")
                if rival is not None:
                    raise PluginError(
                        f"two plugins bring the {kind.noun} `{escaped(word)}`: {rival} and {one.origin}\n"
                        "Remove one of them, or leave one out with PROPLINT_BLOCK_PLUGINS."
                    )
            owners.update(dict.fromkeys(kind.words(one.thing), one.origin))

    def add(self, brought: Brought) -> None:
        """Add a thing whose words are free."""
        self.found.update(dict.fromkeys(self.kind.words(brought.thing), brought))

    def each(self) -> list[Brought]:
        """Return every thing once, in the order in which they came."""
        return list({id(brought.thing): brought for brought in self.found.values()}.values())


def things(kind: Kind, made: object) -> Iterator[Any]:
    """Give the things that a hook returned, one by one.

    Args:
        kind: What the hook is to give.
        made: What it returned.

    Raises:
        TypeError: It is no list of them; tells how it becomes one.
    """
    # A named tuple, such as Transformation, can be iterated too.
    if not isinstance(made, Iterable) or hasattr(made, "name"):
        alone = (made if isinstance(made, type) else type(made)).__name__
        raise TypeError(f"`{kind.hook}` must return a list: put the {alone} that it returns into brackets, `[…]`")
    for thing in made:
        if isinstance(thing, type):
            name = thing.__name__
            raise TypeError(f"`{kind.hook}` must return instances: write `{name}()`, not `{name}`, which is the class")
        yield thing


def _require_type(kind: PropertyType) -> None:
    from proplint.api import Option, Rule

    name = getattr(kind, "name", None)
    if not isinstance(name, str) or not name.isprintable() or not name or ":" in name:
        raise TypeError(f"{_class_of(kind)}.name must be the word before the colon, not {name!r}")
    _require(kind, f"the type `{name}`", {"aliases": str, "options": Option, "rules": Rule}, "compile(options)")
    for option in kind.options:
        if option.type in ("column", "columns"):
            raise TypeError(f"the type `{name}` has an option of type `{option.type}`, which is for rules only")


def _require_rule(rule: object) -> None:
    from proplint.api import Option, Rule

    what = f"the rule `{_word_of(rule)}`"
    _require(rule, what, {"options": Option, "rules": Rule}, "compile(options)")


def _require_format(form: object) -> None:
    _require(form, f"the format `{_word_of(form)}`", {}, "render(report, style)")


def _require_transformation(thing: object) -> None:
    import re

    from proplint.damage.model import Transformation, Way

    if not isinstance(thing, Transformation):
        raise TypeError(f"proplint_damage gave a {type(thing).__name__}, which is no Transformation")
    what = f"the transformation `{_word_of(thing)}`"
    given: dict[str, object] = thing._asdict()  # a plugin may put anything there
    for name in ("what", "who", "advice"):
        text = given[name]
        if not isinstance(text, str) or not text.isprintable():
            raise TypeError(f"{what} must have `{name}`, a text on one line")
    if not thing.what:
        raise TypeError(f"{what} must say in `what` what was done")
    likely, ways = given["likely"], given["ways"]
    if not isinstance(likely, re.Pattern) or not isinstance(likely.pattern, str):
        raise TypeError(f"{what} must have `likely`, a compiled pattern of str")
    if not isinstance(ways, (tuple, list)) or not ways or not all(isinstance(way, Way) for way in ways):
        raise TypeError(f"{what} must have `ways`, a tuple of Way that is not empty")
    if not all(callable(way.make) for way in ways):
        raise TypeError(f"{what} must have ways with `make`, a function")


def _require(thing: object, what: str, tuples: Mapping[str, type], method: str) -> None:
    for attribute, member in tuples.items():
        value = getattr(thing, attribute, None)
        if not isinstance(value, tuple) or not all(isinstance(item, member) for item in value):
            raise TypeError(f"{what} must have `{attribute}`, a tuple of {member.__name__}")
    if isinstance(thing, Declared):  # what is built in has tests
        from proplint.declarations import require_declarations

        require_declarations(what, getattr(thing, "options", ()), getattr(thing, "rules", ()))
    if not isinstance(getattr(thing, "doc", ""), str):
        raise TypeError(f"{what} must have `doc`, one sentence")
    if not callable(getattr(thing, method.partition("(")[0], None)):
        raise TypeError(f"{what} must have a method `{method}`")


def _word_of(thing: object) -> str:
    name = getattr(thing, "name", None)
    if not isinstance(name, str) or not name.isprintable() or not name or " " in name:
        raise TypeError(f"{_class_of(thing)}.name must be a word without blanks, not {name!r}")
    return name


def _class_of(thing: object) -> str:
    return type(thing.given if isinstance(thing, Declared) else thing).__name__


def _one_word(thing: Any) -> tuple[str, ...]:  # noqa: ANN401  things of all kinds
    return (thing.name,)


BUILT_IN: Final[Mapping[str, str]] = {
    "Boolean": "proplint_types.boolean",
    "Choice": "proplint_types.choice",
    "Multiple choice": "proplint_types.multiple_choice",
    "Number": "proplint_types.number",
    "Text": "proplint_types.text",
    "Text line": "proplint_types.text",
    "Date": "proplint_types.date",
    "Date and time": "proplint_types.date_and_time",
}
"""Type word (aliases too) to the module that is its plugin."""

BUILT_IN_FORMATS: Final[Mapping[str, str]] = {
    name: f"proplint.report.{name}" for name in ("full", "concise", "json", "github")
}
"""Name to the module that is its plugin."""

BUILT_IN_DAMAGE: Final[Mapping[str, str]] = dict.fromkeys(
    (
        "scientific-notation",
        "lost-digits",
        "added-digits",
        "thousands-sign",
        "lost-plus",
        "expanded-exponent",
        "lost-zeros",
        "trimmed-zeros",
        "decimal-comma",
        "number-form",
        "currency",
        "percent",
        "fraction",
        "date-guess",
        "month-guess",
        "date-serial",
        "date-form",
        "moment-form",
        "time-form",
        "other-digits",
        "boolean",
        "formula-error",
        "formula-value",
        "lost-apostrophe",
        "mojibake",
        "lost-letters",
        "wrong-code-page",
        "decomposed",
        "unbroken-blank",
        "trailing-blank",
        "smart-quotes",
    ),
    "proplint.damage.explain",
)
"""Transformation to the module that brings them all."""

BUILT_IN_RECORD_RULES: Final = {"requires": "proplint_rules.requires", "excludes": "proplint_rules.excludes"}
BUILT_IN_FILE_RULES: Final = {"unique": "proplint_rules.unique"}

TYPES: Final = Kind("proplint_property_types", "type", BUILT_IN, _require_type, lambda kind: (kind.name, *kind.aliases))
RECORD_RULES: Final = Kind("proplint_record_rules", "record rule", BUILT_IN_RECORD_RULES, _require_rule, _one_word)
FILE_RULES: Final = Kind("proplint_file_rules", "file rule", BUILT_IN_FILE_RULES, _require_rule, _one_word)
FORMATS: Final = Kind("proplint_report_formats", "format", BUILT_IN_FORMATS, _require_format, _one_word)
DAMAGE: Final = Kind("proplint_damage", "transformation", BUILT_IN_DAMAGE, _require_transformation, _one_word)

KINDS: Final = (TYPES, RECORD_RULES, FILE_RULES, FORMATS, DAMAGE)
