"""The type Text: anything, within lengths and a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from proplint.api import Accepts, Option, OptionError, Problem, Rule, hookimpl
from proplint_types._range import require_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import OptionValue

TOO_LONG: Final = Rule(
    name="too-long",
    what="A text has more characters than the property takes.",
    why="Your configuration says so: the text is cut where it is shown or printed.",
    example="Text:Badge = Preferred customer   (max_length: 10)",
    instead="Text:Badge = Preferred",
    options="`max_length` at the property in proplint.yaml, in characters.",
)
TOO_SHORT: Final = Rule(
    name="too-short",
    what="A text has fewer characters than the property takes.",
    why="Your configuration says so: a code that lost its first digits in a spreadsheet looks like that.",
    example="Text:Tax number = 12345          (min_length: 10)",
    instead="Text:Tax number = 0000012345",
    options="`min_length` at the property in proplint.yaml, in characters. An empty cell is valid unless `required`.",
)
PATTERN_MISMATCH: Final = Rule(
    name="pattern-mismatch",
    what="A text does not have the form that the property's pattern describes.",
    why="Your configuration says so: what reads the property relies on its form.",
    example="Text:Plate = 34ABC123            (pattern: '[0-9]{2} [A-Z]{1,3} [0-9]{2,5}')",
    instead="Text:Plate = 34 ABC 123",
    options="`pattern` at the property in proplint.yaml: RE2 syntax; the whole text must match. Put it in single "
    "quotes there.",
)
_PATTERN_MEMORY: Final = 64 << 20


class Text:
    """Free text."""

    name: Final = "Text"
    aliases: Final = ("Text line",)
    doc: Final = "Any text."
    options: Final = (
        Option("min_length", "integer", "The least number of characters."),
        Option("max_length", "integer", "The greatest number of characters."),
        Option("pattern", "text", "A regular expression (RE2 syntax) that the whole text must match."),
    )
    rules: Final = (TOO_LONG, TOO_SHORT, PATTERN_MISMATCH)

    def compile(self, options: Mapping[str, OptionValue]) -> TextCheck:
        """See `PropertyType.compile`."""
        low, high = cast("int | None", options["min_length"]), cast("int | None", options["max_length"])
        for name, bound in (("min_length", low), ("max_length", high)):
            if bound is not None and bound < 0:
                raise OptionError(name, "a length can't be negative")
        require_order(low, high, "max_length")
        source = cast("str | None", options["pattern"])
        return TextCheck(low or 0, high, source, None if source is None else _compiled(source))


class TextCheck:
    """Accepts texts of the right length that match the pattern."""

    def __init__(self, low: int, high: int | None, source: str | None, pattern: Any) -> None:  # noqa: ANN401  re2 is untyped
        self._low = low
        self._high = high
        self._source = source
        self._pattern = pattern
        self.accepts = Accepts(lengths=(low, high)) if pattern is None else None

    def check(self, value: str) -> Problem | None:
        """See `CellCheck.check`."""
        problem = self._judge(value)
        if problem is None:
            return None
        from proplint_types._text_help import rights

        for fix in rights(value):
            if self._judge(fix.value) is None:
                return problem._replace(help=f"{problem.help}: write {{right}}", fix=fix, data={"right": fix.value})
        return problem

    def _judge(self, value: str) -> Problem | None:
        length = len(value)
        if self._high is not None and length > self._high:
            return Problem(
                "too-long",
                f"the text has {length} characters, {length - self._high} too many",
                f"shorten it to {self._high}",
            )
        if length < self._low:
            advice = "restore what is missing; leading zeros are the first that a spreadsheet drops"
            return Problem("too-short", f"{{value}} has {length} characters, fewer than {self._low}", advice)
        if self._pattern is not None and not self._pattern.fullmatch(value):
            return Problem(
                "pattern-mismatch", "{value} does not have the form of this property", f"it must match `{self._source}`"
            )
        return None


def _compiled(source: str) -> Any:  # noqa: ANN401  re2 is untyped
    try:
        import re2
    except ImportError as error:
        message = "a pattern needs google-re2, which can't be imported here: `pip install google-re2`"
        raise OptionError("pattern", f"{message} ({error})") from error
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _PATTERN_MEMORY
    try:
        return re2.compile(source, options=options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        text = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise OptionError("pattern", f"is no regular expression that RE2 takes: {text}") from error


@hookimpl
def proplint_property_types() -> list[Text]:
    """Bring the type."""
    return [Text()]
