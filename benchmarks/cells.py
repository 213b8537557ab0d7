"""What stands in the cells: for each kind of column a pool of right texts, and a pool of wrong ones.

Rows are drawn from the pools, which makes ten million of them a matter of a minute, and keeps what matters to a
validator: few options, a hundred ages, thousands of dates, and comments that hardly repeat.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

POOL: Final = 20_000
WORDS: Final = (
    *("regular", "customer", "asked twice", "about returns", "gift wrap", "please", "call before delivery", "likes"),
    *("the blue one", "Kargo", "yerine", "mağazadan", "alıyor", "grüßt", "freundlich", "newsletter only", "VIP"),
    *("since spring", "runs small"),
)
COLOURS: Final = ("Blue", "Red", "Green", "Yeşil", "Weiß", "Grey", "Mor", "Gold", "Black", "Turkuaz")
TEXT_LIMIT: Final = 500


def options(count: int) -> list[str]:
    """Return `count` distinct options as a shop might have them: `Blue`, …, `Blue 2`, …."""
    return [
        COLOURS[number % len(COLOURS)] + (f" {number // len(COLOURS) + 1}" if number >= len(COLOURS) else "")
        for number in range(count)
    ]


def _some(draw: Callable[[], str], size: int, empty: float, rng: random.Random) -> list[str]:
    """Return `size` texts from `draw`, of which the share `empty` is empty."""
    return ["" if rng.random() < empty else draw() for _ in range(size)]


def _date(rng: random.Random) -> str:
    day = dt.date(1940, 1, 1) + dt.timedelta(days=rng.randrange(31_000))
    return day.strftime("%Y/%m/%d")


def _number(rng: random.Random) -> str:
    return str(rng.randrange(130)) if rng.random() < 0.5 else f"{rng.randrange(-50, 2000)}.{rng.randrange(10)}"  # noqa: PLR2004 (half)


def _text(rng: random.Random) -> str:
    """Return a comment; some hold what has to be quoted: commas, quotation marks, rarely a second line."""
    words = " ".join(rng.choices(WORDS, k=rng.randrange(1, 9)))
    form = rng.choices(("{}", "{}, {}", 'said "{}"', "{}\n{}"), weights=(85, 10, 4, 1))[0]
    return form.format(words, rng.randrange(1000))


def good(kind: str, of: list[str], rng: random.Random) -> list[str]:
    """Return the pool of right cells of a `kind` of column, whose options are `of`."""
    several = min(3, len(of))
    draws: dict[str, tuple[Callable[[], str], float]] = {
        "Boolean": (lambda: rng.choice(("TRUE", "FALSE")), 0.1),
        "Choice": (lambda: rng.choice(of), 0.15),
        "Multiple choice": (lambda: ";".join(rng.sample(of, rng.randint(1, several))), 0.25),
        "Number": (lambda: _number(rng), 0.2),
        "Text": (lambda: _text(rng), 0.5),
        "Date": (lambda: _date(rng), 0.1),
        "Date and time": (lambda: _date(rng), 0.1),
    }
    return _some(*draws[kind][:1], POOL, draws[kind][1], rng)


def wrong(kind: str, of: list[str], rng: random.Random) -> list[str]:
    """Return the pool of wrong cells: what people and spreadsheets make of the right ones; empty for texts."""
    dates = [
        "2025/02/30",
        "2025-06-27",
        "6/27/2025",
        "45835",
        *(f"{d:02}.{m:02}.2025" for d in range(1, 29) for m in range(1, 13)),
    ]
    several = of[0] + ";" + of[-1] if of else ""
    pools = {
        "Boolean": ["WAHR", "true", "yes", "DOĞRU", "1", "FALSCH"],
        "Choice": [*(text + " " for text in of[:100]), *(text.lower() + "e" for text in of[:100]), "01.02.2026"],
        "Multiple choice": [
            several + ";",
            several.replace(";", ", "),
            several + ";Bleu",
            f"{several};{of[0]}" if of else "",
        ],
        "Number": [
            *(f"{rng.randrange(2000)},{rng.randrange(10)}" for _ in range(500)),
            "1.234,5",
            "1E+19",
            "#REF!",
            "ten",
        ],
        "Text": [],
        "Date": dates,
        "Date and time": dates,
    }
    return pools[kind]
