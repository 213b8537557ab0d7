"""Writes `README.md`: the words of `preface.md`, and what `results.json` holds as tables.

python readme.py FOLDER
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from bars import BARS
from detect import CLEAN, EXACT, FOUND, LINE, MISSED
from faults import FAULTS
from sections import PEERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HERE: Final = os.path.dirname(os.path.abspath(__file__))
TITLES: Final = {
    "cold": "A commit of 1,000 records",
    "read": "Beside programs that merely read the file",
    "bad": "More and more bad records",
    "options": "25 choice columns",
    "shapes": "Other shapes of file",
    "peers": "Beside what one would pick instead",
    "growth": "Ten times the records",
}
REFERENCES: Final[dict[str, tuple[str, Callable[[int], int]]]] = {  # what ratios are to, and where it is
    "cold": ("to the imports alone", lambda _: 1),
    "read": ("to polars", lambda _: 2),
    "bad": ("to the clean file", lambda _: 0),
    "options": ("to csv.reader on the same file", lambda at: at - at % 2),
    "shapes": ("to polars on the same file", lambda at: at - at % 2),
    "peers": ("to proplint on the same file", lambda at: at - at % (len(PEERS) + 1)),
    "growth": ("to the same with a tenth of the records", lambda at: at % 3),
}
SIGNS: Final = {EXACT: "●", LINE: "◐", FOUND: "○", MISSED: "–", CLEAN: "●", "something wrong": "–"}
NUMBERS: Final = "right"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], align: str = NUMBERS) -> list[str]:
    """Return a Markdown table; all columns but the first are aligned as `align` says."""
    rule = "--:" if align == NUMBERS else ":-:"
    lines = [header, ["---", *[rule] * (len(header) - 1)], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def _figure(figure: float | None, unit: str) -> str:
    """Return a bar's figure as text; ratios with two places, amounts without."""
    if figure is None:
        return "not measured"
    return f"{figure:.2f}{unit}" if unit == "×" else f"{figure:.0f}{unit}"


def bars_table(sections: dict[str, Any]) -> list[str]:
    """Return the bars: met or not, with the figures."""
    results = {name: section["cases"] for name, section in sections.items() if "cases" in section}
    rows = []
    for bar in BARS:
        figure = bar.of(results)
        aim = f"{bar.aim:g}{bar.unit}" if bar.aim else ""
        met = "" if figure is None else "met" if figure < bar.limit else "**not met**"
        rows.append([bar.what, f"{bar.limit:g}{bar.unit}", aim, _figure(figure, bar.unit), met])
    rows_of = sorted({section["rows"] for section in sections.values()})
    said = "At " + " and ".join(f"{rows:,}" for rows in rows_of) + " records, but for the first two."
    return ["## The bars", "", said, "", *table(["what", "under", "aim", "figure", ""], rows)]


def _row(case: dict[str, Any], to: dict[str, Any] | None) -> list[str]:
    """Return a line of a section's table; the ratio is to the case `to`."""
    if case["failure"]:
        return [case["name"], f"{case['rows']:,}", case["failure"], "", "", "", "", ""]
    memory = f"{case['megabytes']:,.0f}" + (f" (git {case['with_git']:,.0f})" if _git_counts(case) else "")
    found = "" if case["found"] is None or case["expected"] is None else f"{case['found']:,} of {case['expected']:,}"
    speed = f"{case['rows'] / case['median']:,.0f}" if case["rows"] else ""
    spread = f"{min(case['seconds']):.3f}–{max(case['seconds']):.3f}"
    ratio = f"{case['median'] / to['median']:.2f}" if to and not to["failure"] else ""
    return [case["name"], f"{case['rows']:,}", f"{case['median']:.3f}", spread, ratio, speed, memory, found]


def _git_counts(case: dict[str, Any]) -> bool:
    """Return whether git took more memory than what runs it."""
    return case["with_git"] is not None and case["with_git"] > 1.1 * case["megabytes"]


def _reference(name: str, cases: list[dict[str, Any]], at: int) -> dict[str, Any] | None:
    """Return the case that a case of a section is compared with; None for one that is given fewer records."""
    to = cases[REFERENCES[name][1](at)]
    return None if name == "peers" and to["rows"] != cases[at]["rows"] else to


def section_table(name: str, section: dict[str, Any]) -> list[str]:
    """Return a section's title, when it was run, and its table."""
    cases = section["cases"]
    ran = f"{section['date']}, medians of {section['rounds']}, {section['machine']}. Ratios are {REFERENCES[name][0]}."
    header = ["case", "records", "seconds", "from–to", "ratio", "records/s", "MB", "faulty records found"]
    rows = (_row(case, _reference(name, cases, at)) for at, case in enumerate(cases))
    return [f"## {TITLES[name]}", "", ran, "", *table(header, rows)]


def detect_table(section: dict[str, Any]) -> list[str]:
    """Return who finds what."""
    verdicts = section["verdicts"]
    names = ["a file with nothing wrong is left alone", *(fault.name for fault in FAULTS)]
    rows = [[name, *(SIGNS[of[at]] for of in verdicts.values())] for at, name in enumerate(names)]
    for sign, what in (("●", EXACT), ("◐", LINE), ("○", FOUND), ("–", MISSED)):
        counts = [str(sum(one == what for one in of[1:])) for of in verdicts.values()]
        rows.append([f"**{sign} of {len(FAULTS)}**", *counts])
    words = (
        "One file for each fault, 40 records. ● found at its line and, where one cell is wrong, its column; "
        "◐ at its line; ○ found, or the file given up, without the line or at another one; – missed."
    )
    return ["## Who finds what", "", words, "", *table(["fault", *verdicts], rows, "centre")]


def text(folder: str) -> str:
    """Return the whole page."""
    with open(os.path.join(HERE, "preface.md"), encoding="utf-8") as file:
        parts = [file.read().rstrip(), ""]
    try:
        with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
            sections = json.load(file)["sections"]
    except FileNotFoundError:
        return "\n".join([*parts, "No results yet: `make bench` writes them here.", ""])
    if os.path.exists(os.path.join(folder, "chart.svg")):
        parts += ["![Records a second and peak memory of each tool](chart.svg)", ""]
    parts += bars_table(sections)
    for name in TITLES:
        parts += section_table(name, sections[name]) if name in sections else []
    parts += detect_table(sections["detect"]) if "detect" in sections else []
    return "\n".join(parts).rstrip() + "\n"


def main() -> None:
    """Write the page into a folder."""
    folder = sys.argv[1]
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write(text(folder))


if __name__ == "__main__":
    main()
