"""Exports that no spreadsheet leaves alone, drawn from a seed: columns of every type, full of fragile values."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

WORDS = ("Blue", "Yeşil", "Größe", "İzmir", "café", "Dark blue", "don't", 'the "best"', "a;b", "x", "naïve", "10 Euro")
MONTHS = ("Jan", "Feb", "MAR", "May", "Haziran", "Okt", "Dez", "juin", "Sept", "August", "Ekim", "June")
COLUMNS = (
    "Customer ID",
    "Email",
    "Boolean:VIP",
    "Choice:Size",
    "Multiple choice:Codes",
    "Number:Points",
    "Text:Phone",
    "Text:Note",
    "Date:Birthday",
    "Date and time:Start",
)


class Export(NamedTuple):
    """An export: its records, header first, and the options of its columns."""

    table: Sequence[Sequence[str]]
    options: Mapping[str, Sequence[str]]

    @property
    def data(self) -> bytes:
        """The file as ikas writes it: byte order mark, CRLF, every cell quoted."""
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(self.table)
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    @property
    def config(self) -> str:
        """A configuration that governs it."""
        lines = [f"  {json.dumps(name)}: {{options: {json.dumps(list(self.options[name]))}}}" for name in self.options]
        lines += [f"  {json.dumps(name)}:" for name in self.table[0][2:] if name not in self.options]
        return "version: 1\nproperties:\n" + "\n".join(lines) + "\n"


def draw(random: Random, count: int) -> Export:
    """Draw an export of so many records, each of another customer."""
    sizes = [*dict.fromkeys(option(random) for _ in range(40))]
    codes = [one for one in dict.fromkeys(option(random) for _ in range(25)) if ";" not in one]
    ids = [*dict.fromkeys(customer_id(random) for _ in range(2 * count))]
    rows = [_record(random, ids[at], at, sizes, codes) for at in range(count)]
    return Export([COLUMNS, *rows], {"Choice:Size": sizes, "Multiple choice:Codes": codes})


def _record(random: Random, key: str, at: int, sizes: Sequence[str], codes: Sequence[str]) -> list[str]:
    cells = [
        random.choice(["TRUE", "FALSE"]),
        random.choice(sizes),
        ";".join(random.sample(codes, random.choice([1, 1, 2, 3]))),
        number(random),
        phone(random),
        note(random),
        date(random),
        date(random),
    ]
    return [key, f"{random.choice(['c', '1e5.', '-', '+7', 'ö'])}{at}@example.com", *map(_or_empty(random), cells)]


def _or_empty(random: Random) -> Callable[[str], str]:
    return lambda cell: cell if random.random() > 0.1 else ""


def digits(random: Random, least: int, most: int) -> str:
    """Draw some digits."""
    return "".join(random.choices("0123456789", k=random.randint(least, most)))


def customer_id(random: Random) -> str:
    """Draw an ID: hexadecimal, half of them such as a spreadsheet takes for a number."""
    forms = (
        lambda: "".join(random.choices("0123456789abcdef", k=11)),
        lambda: f"{digits(random, 1, 8)}e{digits(random, 1, 3)}",
        lambda: digits(random, 6, 19),
        lambda: f"0{digits(random, 4, 10)}",
        lambda: f"{digits(random, 2, 3)}-{digits(random, 2, 4)}",
    )
    return random.choice(forms)()


def option(random: Random) -> str:
    """Draw the name of an option."""
    one, other = random.randint(1, 31), random.randint(1, 31)
    forms = (
        lambda: f"{one}{random.choice('-/.:')}{other}",
        lambda: f"{one}{random.choice('-/.')}{random.randint(1, 12)}{random.choice(['', '.'])}",
        lambda: f"{random.randint(1, 12)}{random.choice('-/.')}{random.choice([25, 99, 2024, 2026])}",
        lambda: f"{one}{random.choice('eE')}{random.randint(0, 9)}",
        lambda: f"{random.choice('€$£₺')}{number(random)}",
        lambda: f"{one} {random.choice(['€', 'TL', '%', 'cm', '+', '1/2', '3/4'])}",
        lambda: f"{random.choice(MONTHS)}{random.choice(['', ' ', '-'])}{one}",
        lambda: f"{one}{random.choice([' ', '-', '. '])}{random.choice(MONTHS)}",
        lambda: random.choice(
            ["true", "false", "TRUE", "wahr", "Faux", "doğru", "Hayır", "N/A", "#N/A", "null", "-", "+"]
        ),
        lambda: f"{random.choice('<>~=+-@#')}{one}",
        lambda: f"{one}{random.choice(['+', '-', '%', '.', ',', 'x', ' '])}",
        lambda: f"({one})",
        lambda: f"{one}.{other:02}0",
        lambda: f"{one},{other}",
        lambda: random.choice(WORDS),
    )
    return random.choice(forms)()


def number(random: Random) -> str:
    """Draw a number as ikas takes it."""
    sign = random.choice(["", "", "", "-"])
    forms = (
        lambda: digits(random, 1, 4),
        lambda: f"{random.randint(1, 999)}.{digits(random, 1, 4)}",
        lambda: f"{random.randint(1, 999)}.{digits(random, 3, 3)}",
        lambda: f"{random.randint(0, 31)}.{random.randint(0, 12)}",
        lambda: f"0.{'0' * random.randint(0, 8)}{digits(random, 1, 17)}",
        lambda: digits(random, 12, 22),
        lambda: f"{digits(random, 1, 3)}.{digits(random, 2, 2)}0",
    )
    return sign + random.choice(forms)()


def phone(random: Random) -> str:
    """Draw a telephone number."""
    country = random.choice(["+49", "+90", "0", "0049", "(0)", "+"])
    parts = [digits(random, 2, 4) for _ in range(random.randint(1, 4))]
    return country + random.choice(["", "", " ", "-", "/", "."]).join(parts)


def date(random: Random) -> str:
    """Draw a date as ikas takes it."""
    return (
        f"{random.choice([1904, 1950, 1999, 2025, 2026, 2030])}/{random.randint(1, 12):02}/{random.randint(1, 28):02}"
    )


def note(random: Random) -> str:
    """Draw a text."""
    hour, minute = random.randint(0, 25), random.randint(0, 59)
    forms = (
        lambda: option(random),
        lambda: customer_id(random),
        lambda: digits(random, 1, 30),
        lambda: f"{hour}:{minute:02}{random.choice(['', ':07', ' pm', ' AM', 'h'])}",
        lambda: (
            f"{date(random).replace('/', random.choice('-/.'))}{random.choice(['', ' ', 'T'])}{hour:02}:{minute:02}"
        ),
        lambda: (
            f"{random.randint(1, 28)}{(sign := random.choice('-/.'))}{random.randint(1, 12)}{sign}{random.choice([5, 25, 99, 2025])}"
        ),
        lambda: f"{random.choice('=+-@')}{random.choice(['x', '5*', 'foo(1)', 'A', 'b c'])}",
        lambda: f"{random.choice(WORDS)}{random.choice(['', ' ', '  ', '!'])}{random.choice(WORDS)}",
        lambda: (
            f"{digits(random, 1, 3)}{(sign := random.choice('., '))}{digits(random, 3, 3)}{sign}{digits(random, 3, 3)}"
        ),
        lambda: f"{digits(random, 1, 3)}{random.choice(['%', ' %', ' €', 'TL', ' USD'])}",
        lambda: f"{random.choice(['', ' ', chr(39)])}{digits(random, 1, 6)}{random.choice(['', ' '])}",
        lambda: f"{digits(random, 1, 2)}.{digits(random, 1, 2)}.{digits(random, 1, 2)}.{digits(random, 1, 2)}",
        lambda: f"{random.randint(1, 9)}e{random.choice('+-')}{random.randint(1, 400)}",
        lambda: f"{random.randint(1, 9)}.{digits(random, 1, 4)}E{random.choice(['', '+', '-'])}{random.randint(1, 20)}",
    )
    return random.choice(forms)()
