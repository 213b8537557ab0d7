"""What the next program makes of texts, asked in the plainest way: every way, in every locale, of every text."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

import exports
from proplint.api import LOCALES
from proplint.damage.candidates import LONGEST
from proplint.damage.explain import CONVERSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from proplint.api import Locale, Transformation

    IsLost = Callable[[str, str], bool]

_DOUBTFUL = re.compile(r"^[=+']|[^\W_]*\d|^(?:true|false|wahr|falsch|vrai|faux|do[gğ]ru|yanl[ıi][şs])$", re.IGNORECASE)
_FORMULAS = ("formula-error", "formula-value")
_CHARACTERS = "0123456789019.,-/: +eE%€$₺TLEURUSDampmAPM=@'()\u00a0\u202f\nJanMärtŞğİé٣९\0"
_MONTHS = [month for locale in LOCALES.values() for month in (*locale.months, *locale.full_months)]


def _near_number(random: Random) -> str:
    start = random.choice(["", "-", "+"]) + random.choice(["0.", "0,", ".", ",", ""])
    start += "0" * random.choice([0, random.randint(0, 20)])
    return (
        start
        + exports.digits(random, 1, 25)
        + random.choice(["", "", "-", f"e{random.randint(-30, 30)}", f"E{random.randint(-400, 400)}"])
    )


def _amount(random: Random) -> str:
    sign = random.choice(["€", "TL", "USD", "$ ", ""])
    group = random.choice(["", ".", ",", " ", "\u00a0", "\u202f"]) + exports.digits(random, 3, 3)
    number = random.choice([exports.number(random), f"{random.randint(1, 999)}{group}"])
    return sign + random.choice(["", "-"]) + number + random.choice(["", "€", " TL", "%", " %"])


def _moment(random: Random) -> str:
    day = exports.date(random).replace("/", random.choice("-/."))
    time = f"{random.randint(0, 50)}:{random.randint(0, 60):02}{random.choice(['', ':05', ' pm', 'AM'])}"
    return random.choice([time, f"{day}{random.choice(' T')}{time}"])


def _named_month(random: Random) -> str:
    month, number = random.choice(_MONTHS), str(random.randint(0, 40))
    between, year = random.choice(["", " ", "-", ".", ". "]), random.choice(["", " 2024", "-2024", ", 2024", "-24"])
    return random.choice([month + between + number, number + between + month]) + year


def _date(random: Random) -> str:
    parts = (random.choice([2, 31, 99, 2025, 9999]), random.randint(0, 13), random.randint(1, 31), "")
    return random.choice(["", "+", "0"]) + random.choice("-/.").join(
        map(str, random.sample(parts, random.randint(2, 3)))
    )


_KINDS: Sequence[Callable[[Random], str]] = (
    *(exports.note, exports.option, exports.number, exports.phone, exports.customer_id),
    *(_near_number, _amount, _moment, _named_month, _date),
    lambda random: random.choice([word for locale in LOCALES.values() for word in locale.booleans] + ["True", "wahr"]),
    lambda random: "0." + "0" * random.randint(60, 330) + "12",
    lambda random: random.choice(["=", "+", "-", "@"]) + random.choice(["1", "x", "\n", "5*3"]),
)


def value(random: Random) -> str:
    """Draw a text that programs may take for a value, one in two a little changed."""
    text = random.choice(_KINDS)(random)
    if random.random() < 0.5:
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(["", random.choice(_CHARACTERS)]) + text[at + random.randint(0, 1) :]
    return text


def _values(seed: int) -> list[str]:
    random = Random(seed)
    return [value(random) for _ in range(30)]


VALUES = st.integers(0, 1 << 32).map(_values)
"""Some texts that programs may take for values: many at once, since what matters is rare."""

TEXTS = st.text(max_size=12) | st.text(_CHARACTERS, max_size=12)
"""Texts of all sorts."""


class PlainColumn:
    """Does what `FragileColumn` does, and asks for everything; see there."""

    def __init__(
        self, is_lost: IsLost, today: date, more: Sequence[Transformation] = (), who: str = "", *, enough: int
    ) -> None:
        self._is_lost, self._today, self._who = is_lost, today, who
        self._more = [kind for kind in more if kind.who == who]
        self._enough = enough
        self._known: dict[str, bool] = {}
        self._undone: Counter[str] = Counter()
        self.first: tuple[str, str, str, frozenset[str]] | None = None
        self.count = 0

    def add(self, cells: Sequence[str]) -> int | None:
        """See `FragileColumn.add`."""
        for text in dict.fromkeys(cells):
            if text not in self._known or len(text) > LONGEST:
                self._known[text] = any(self._destroys(kind, text) for kind in self._kinds(text))
        bad = [at for at, text in enumerate(cells) if self._known[text]]
        self.count += len(bad)
        if not bad or self.first is not None:
            return None
        self.first = self._told(cells[bad[0]])
        return bad[0]

    def _kinds(self, text: str) -> list[Transformation]:
        return [
            *([] if self._who else spreadsheet_kinds(text)),
            *(kind for kind in self._more if text and kind.likely.search(text)),
        ]

    def _destroys(self, kind: Transformation, text: str) -> bool:
        if self._undone[kind.name] > self._enough:
            return False
        cells = {made for made, _ in all_made(kind, text, self._today)}
        if any(self._is_lost(text, made) for made in cells):
            self._undone[kind.name] = 0
            return True
        self._undone[kind.name] += bool(cells)
        return False

    def _told(self, text: str) -> tuple[str, str, str, frozenset[str]]:
        lost = [
            (kind.name, made, locale)
            for kind in self._kinds(text)
            for made, locale in all_made(kind, text, self._today)
            if self._is_lost(text, made)
        ]
        locales = frozenset(locale for *_, locale in lost)
        return text, lost[0][1], lost[0][0], locales if len(locales) < len(LOCALES) else frozenset()


def spreadsheet_kinds(text: str) -> list[Transformation]:
    """Return what may be done to a text where a file is opened and saved, however unlikely it is."""
    if not 0 < len(text) <= 100 or not _DOUBTFUL.search(text):
        return []
    left_out = ("date-serial", *(() if text[0] in "=+" else _FORMULAS))
    return [kind for kind in CONVERSIONS if kind.name not in left_out]


def all_made(
    kind: Transformation, text: str, today: date, locales: Sequence[Locale] = (*LOCALES.values(),)
) -> list[tuple[str, str]]:
    """Return all that becomes of a text, and in which locale."""
    ways = [way for way in kind.ways if way.regular or kind.name in _FORMULAS]
    made = [(way.make(text, locale, today), locale.name) for way in ways for locale in locales]
    return [(new, name) for new, name in made if new and new != text]
