"""Makes the files of this example: an invented shop's export, a filtered one, and a damaged copy.

    python examples/shop/make.py

Same program, same files: everything is drawn from one seed. All people and addresses are invented.
"""

from __future__ import annotations

import csv
import io
import random
import unicodedata
import uuid
from pathlib import Path

HERE = Path(__file__).parent
CUSTOMERS = 260
HEADER = (
    *("Customer ID", "Email", "Boolean:VIP", "Boolean:Newsletter", "Choice:Color", "Choice:Store"),
    *("Multiple choice:Hobby", "Number:Age", "Number:Shoe size", "Text:Comment", "Text line:Nickname"),
    *("Date:Birthday", "Date and time:Member since"),
)
COLORS = ("Blue", "Red", "Green", "Yeşil", "Weiß", "1-2 tones")
STORES = ("İstanbul Kadıköy", "Ankara Çankaya", "İzmir", "München", "Köln", "Online")
HOBBIES = ("Reading", "Traveling", "Yüzme", "Müzik", "Kochen", "Fußball", "Gardening")
FIRST = (
    *("Ayşe", "Mehmet", "Zeynep", "Çağla", "İbrahim", "Şule", "Özgür", "Ümit", "Gülşah", "Barış"),
    *("Jürgen", "Käthe", "Björn", "Anneliese", "Götz", "Ulrike", "Emily", "Oliver", "Grace", "Liam"),
)
LAST = (
    *("Yılmaz", "Öztürk", "Çelik", "Şahin", "Işık", "Güneş", "Müller", "Weiß", "Schröder", "Groß"),
    *("Vögele", "Smith", "Turner", "Brown", "O'Neill"),
)
COMMENTS = (
    *(
        "",
        "",
        "",
        "",
        "Regular customer since 2023",
        "prefers pickup, never delivery",
        'calls it the "blue one"',
    ),
    *("Kargo yerine mağazadan alıyor", "Lieferung bitte nur samstags", "gift wrap 🎁"),
    *("moved in May\nnew address follows", "asked twice about returns; solved", "5% birthday discount"),
)
NICKNAMES = ("", "", "", "", "Ayş", "Memo", "Käthe", "Ollie", "Çağ", "JR")
FOLDED = str.maketrans({"ı": "i", "ß": "ss", "'": ""})


def ascii_name(name: str) -> str:
    """Return a name as it stands in an e-mail address."""
    plain = unicodedata.normalize("NFKD", name.translate(FOLDED)).encode("ascii", "ignore")
    return plain.decode().lower()


def customer_id(rng: random.Random) -> str:
    """Return an ID that no spreadsheet takes for a number."""
    if rng.random() < 0.1:  # noqa: PLR2004
        return str(uuid.UUID(int=rng.getrandbits(128), version=4))
    while True:
        found = f"{rng.getrandbits(44):011x}"
        if not found.replace("e", "", 1).isdigit() and not found[0].isdigit():
            return found


def day(rng: random.Random, first: int, last: int) -> str:
    """Return a date between two years."""
    return f"{rng.randint(first, last)}/{rng.randint(1, 12):02}/{rng.randint(1, 28):02}"


def customer(rng: random.Random, number: int) -> list[str]:
    """Return one customer's record."""
    first, last = rng.choice(FIRST), rng.choice(LAST)
    age = rng.randint(17, 84)
    hobbies = rng.sample(HOBBIES, rng.choice((0, 1, 1, 2, 3)))
    return [
        customer_id(rng),
        f"{ascii_name(first)}.{ascii_name(last)}{number}@{rng.choice(('example.com', 'example.org', 'example.net'))}",
        rng.choice(("TRUE", "FALSE", "FALSE", "")),
        rng.choice(("TRUE", "TRUE", "FALSE")),
        rng.choice((*COLORS, "")),
        rng.choice(STORES),
        ";".join(hobbies),
        rng.choice((str(age), "")),
        rng.choice((f"{rng.randint(35, 47)}", f"{rng.randint(35, 46)}.5", "")),
        rng.choice(COMMENTS),
        rng.choice(NICKNAMES),
        day(rng, 2025 - age, 2025 - age),
        day(rng, 2019, 2025),
    ]


def as_ikas(rows: list[list[str]]) -> bytes:
    """Return rows as ikas exports them: UTF-8 with byte order mark, CRLF, every cell quoted."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_sheets(rows: list[list[str]]) -> bytes:
    """Return rows as Google Sheets downloads them: no byte order mark, LF, quotes only where needed."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


DAMAGES = (
    # record, column, what stands there after the edit, what happened
    (3, "Number:Shoe size", "42,5", "a decimal comma, from a German spreadsheet"),
    (9, "Choice:Color", "Bleu", "an option mistyped"),
    (14, "Date:Birthday", "1990/02/30", "a day that no calendar has"),
    (21, "Boolean:VIP", "WAHR", "TRUE, as a German spreadsheet writes it"),
    (33, "Date:Birthday", "27.06.1985", "a date as a Turkish or German spreadsheet writes it"),
    (47, "Multiple choice:Hobby", "Reading, Traveling", "a comma between two options"),
    (58, "Email", "deniz.example.com", "an e-mail without its @"),
    (64, "Choice:Store", "İzmir ", "a blank behind an option"),
    (71, "Text line:Nickname", None, "a cell deleted, so that those behind it moved to the left"),
    (88, "Number:Age", "#REF!", "a formula that failed"),
    (97, "Date and time:Member since", "45835", "a date as a spreadsheet's count of days"),
    (120, "Number:Age", "1e3", "a number with an exponent"),
    (150, "Email", "", "an e-mail deleted"),
)


def damaged(rows: list[list[str]]) -> tuple[bytes, str]:
    """Return the damaged copy, and the page that tells each damage and its line."""
    rows = [[*row] for row in rows]
    page = [
        "# The damaged copy",
        "",
        "`all.csv` here is `../customers/all.csv` after a bad afternoon. What was done to it:",
        "",
        "| line | column | now | what happened |",
        "|---|---|---|---|",
    ]
    line, starts = 2, [1]
    for row in rows[1:]:
        starts.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    for record, name, value, what in DAMAGES:
        column = HEADER.index(name)
        if value is None:
            del rows[record][column]
        else:
            rows[record][column] = value
        page.append(f"| {starts[record]} | {name} | {'(gone)' if value is None else f'`{value}`'} | {what} |")
    rows[200][1] = rows[199][1]
    page.append(f"| {starts[200]} | Email | that of line {starts[199]} | a cell filled by dragging |")
    page += ["", "Look for yourself: `proplint check examples/shop/damaged/all.csv`", ""]
    return as_ikas(rows), "\n".join(page)


def files() -> dict[str, bytes]:
    """Return every file of the example by its path."""
    rng = random.Random(20250627)
    rows = [[*HEADER], *(customer(rng, number) for number in range(1, CUSTOMERS + 1))]
    # The records that will be damaged have cells of one line only, so that the page's lines stay true.
    for record, *_ in DAMAGES:
        rows[record][HEADER.index("Text:Comment")] = ""
    kept = [
        HEADER.index(name) for name in ("Customer ID", "Email", "Boolean:Newsletter", "Choice:Store", "Date:Birthday")
    ]
    newsletter = [[row[column] for column in kept] for row in rows if row[3] in ("TRUE", HEADER[3])]
    bad, page = damaged(rows)
    return {
        "customers/all.csv": as_ikas(rows),
        "customers/newsletter.csv": as_sheets(newsletter),
        "damaged/all.csv": bad,
        "damaged/README.md": page.encode(),
    }


def main() -> None:
    """Write the files."""
    for path, data in files().items():
        target = HERE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        print(f"{path}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
