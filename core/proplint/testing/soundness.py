"""What a type accepts unchecked must pass its check: `Accepts` against the scalar rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from proplint.api import Accepts
from proplint.engine.screen.automaton import Automaton
from proplint.engine.screen.cells import LINE_FEEDS, proven_cell

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from proplint.api import CellCheck

_LONGEST: Final = 300
_EDITS: Final = st.text(alphabet=st.sampled_from([*'0129-./:;, "aZ=', "\n", "ş", "\u00a0", "😀"]), max_size=2)


def assert_accepts_is_sound(check: CellCheck, examples: int = 500) -> None:
    """Assert that every cell which a type accepts without checking it passes its check.

    Texts are drawn from what `accepts` says, and from its close neighbourhood.

    Args:
        check: What `PropertyType.compile` returned. Nothing is asserted where it says nothing.
        examples: How many texts are tried.

    Raises:
        AssertionError: A text is accepted that `check` finds wrong; it is in the message.
        PatternError: The pattern holds what can't be proven.
    """
    accepts = getattr(check, "accepts", None)
    if accepts is None:
        return
    assert isinstance(accepts, Accepts), f"`accepts` must be an `Accepts`, not {type(accepts).__name__}"  # noqa: S101
    cell = Automaton(proven_cell(accepts, LINE_FEEDS.inside, required=True))

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None)
    @given(_near(accepts))
    def sound(text: str) -> None:
        problem = check.check(text) if text and any(_takes(cell, form) for form in _forms(text)) else None
        assert problem is None, f"{text!r} is accepted without a check, but the check says: {problem}"  # noqa: S101

    sound()


def accepted(check: CellCheck, text: str) -> bool:
    """Whether a type accepts a text without checking it; for tests that what is usual is fast."""
    accepts: Accepts | None = getattr(check, "accepts", None)
    if accepts is None:
        return False
    cell = Automaton(proven_cell(accepts, LINE_FEEDS.inside, required=True))
    return any(_takes(cell, form) for form in _forms(text))


def _near(accepts: Accepts) -> SearchStrategy[str]:
    sources: list[SearchStrategy[str]] = [st.text(max_size=8)]
    if accepts.literals:
        sources.append(st.sampled_from(accepts.literals))
    if accepts.pattern:
        sources.append(st.from_regex(f"(?:{accepts.pattern})", fullmatch=True))
    if accepts.lengths is not None:
        least, most = accepts.lengths
        least = min(least, _LONGEST)
        sources.append(st.text(min_size=least, max_size=max(least, min(most or _LONGEST, _LONGEST))))
    texts = st.one_of(sources)
    return st.one_of(texts, st.tuples(texts, st.integers(0, 20), st.integers(0, 3), _EDITS).map(_edited))


def _edited(drawn: tuple[str, int, int, str]) -> str:
    text, at, length, new = drawn
    return text[:at] + new + text[at + length :]


def _forms(text: str) -> list[bytes]:
    """Return the ways in which a text may be written as a cell."""
    raw = text.encode(errors="surrogatepass")
    quoted = b'"%s"' % raw.replace(b'"', b'""')
    return [quoted] if set(text) & set('",\r\n') else [raw, quoted]


def _takes(cell: Automaton, form: bytes) -> bool:
    return cell.match(form, 0, len(form)) == len(form)
