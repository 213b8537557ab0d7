"""The nearest of some words, and sentences with "did you mean"."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from proplint.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

# Turkish has two letters i; str.lower knows one pair. Only suggestions fold: comparisons never do.
_TURKISH = str.maketrans({"İ": "i", "I": "i", "ı": "i"})


def folded(text: str) -> str:
    """Return `text` without case, accents' spelling and stray blanks, for comparing what people meant."""
    lower = unicodedata.normalize("NFKC", text).translate(_TURKISH).casefold()
    return " ".join(lower.replace("i\u0307", "i").split())  # the small İ of programs that don't know Turkish


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` was most likely meant to be, or None when none is near."""
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(folded(candidate), candidate)
    target = folded(word)
    if target in by_fold:
        return by_fold[target]
    import difflib  # loaded only when something is wrong

    near = difflib.get_close_matches(target, by_fold, n=1, cutoff=0.7)
    if not near:  # one cut short, or written out: `minimum` for `min`
        near = [fold for fold in by_fold if min(len(fold), len(target)) > 2 and _begins(fold, target)]  # noqa: PLR2004
    return by_fold[near[0]] if len(near) == 1 else None


def closest_column(name: str, columns: Iterable[str]) -> str | None:
    """Return the column that `name` was most likely meant to be, or None when none is near.

    By the property's name: the words of the types would make any two of one type look alike.
    """
    word, colon, rest = name.partition(":")
    same_type = f"{word}{colon}" if colon else ""
    by_rest = {
        column.partition(":")[2] or column: column
        for column in sorted(columns, key=lambda column: column.startswith(same_type))
    }
    near = closest(rest or name, by_rest)
    return None if near is None else by_rest[near]


def not_among(words: Iterable[str], word: str, what: str, there: str = "there are") -> str:
    """Return a sentence on a word that is none of those that there are.

    Args:
        words: Those that there are.
        word: The word.
        what: How the sentence begins: "unknown key `file`".
        there: What comes before the list of `words`.

    Returns:
        It: "unknown key `file` (did you mean `files`?); there are: `version`, `files`".
    """
    known = [*words]
    return f"{what}{guess(closest(word, known))}; {there}: {listed(known)}"


def guess(*near: str | None) -> str:
    """Return what was probably meant, to stand behind the word that was said; nothing where nothing is near."""
    *most, last = [f"`{escaped(word)}`" for word in near if word is not None] or [""]
    meant = f"{', '.join(most)} or {last}" if most else last
    return f" (did you mean {meant}?)" if meant else ""


def listed(words: Iterable[str]) -> str:
    """Return some words as a list in a sentence."""
    return ", ".join(f"`{escaped(word)}`" for word in words) or "none"


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
