"""Draws `chart.svg` from `results.json`: how many records a second each tool checks, and with how much memory.

python chart.py FOLDER
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LIMIT, PEER, OURS = "#b8bcc4", "#6f8fb3", "#d9622b"
READS: Final = ("csv.reader", "polars.read_csv, as text", "pyarrow.csv, as text", "proplint, types and structure")
STYLE: Final = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "proplint",  # the same figures make the same file
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def chosen(sections: dict[str, Any]) -> list[tuple[str, float, float, str]]:
    """Return the bars from the fastest to the slowest: name, records a second, megabytes, colour."""
    bars = []
    for case in sections.get("read", {}).get("cases", []):
        if case["name"] in READS and not case["failure"]:
            ours = case["name"].startswith("proplint")
            bars.append((case["name"] + ("" if ours else " (reads only)"), case, OURS if ours else LIMIT))
    for case in sections.get("peers", {}).get("cases", []):
        name = case["name"].removesuffix(", clean")
        if name != case["name"] and not case["failure"]:
            bars.append((name, case, OURS if name.startswith("proplint") else PEER))
    rated = [(name, case["rows"] / case["median"], case["megabytes"], colour) for name, case, colour in bars]
    return sorted(rated, key=lambda bar: bar[1])


def _draw(axes: Axes, names: list[str], values: list[float], colours: list[str], title: str) -> None:
    """Draw one panel, with each value at its bar."""
    drawn = axes.barh(names, values, color=colours)
    axes.bar_label(drawn, labels=[f"{value:,.0f}" for value in values], padding=3, fontsize=8)
    axes.set_xlim(right=max(values) * 1.15)
    axes.xaxis.set_visible(False)
    axes.set_title(title, loc="left", fontsize=10)
    axes.tick_params(axis="y", length=0)


def main() -> None:
    """Draw the chart; without results there is none."""
    folder = sys.argv[1]
    with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
        bars = chosen(json.load(file)["sections"])
    if not bars:
        return
    mpl.use("svg")
    mpl.rcParams.update(STYLE)
    from matplotlib import pyplot as plt

    names, speeds, memory, colours = (list(column) for column in zip(*bars, strict=True))
    figure, (left, right) = plt.subplots(1, 2, sharey=True, figsize=(11, 0.42 * len(bars) + 1.2), layout="constrained")
    _draw(left, names, speeds, colours, "records a second (more is better)")
    _draw(right, names, memory, colours, "peak memory in MB (less is better)")
    figure.savefig(os.path.join(folder, "chart.svg"), metadata={"Date": None})


if __name__ == "__main__":
    main()
