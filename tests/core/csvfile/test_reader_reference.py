"""The reader against the rules written down once more, slowly, a character at a time."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.csvfile import reader as reader_module
from proplint.csvfile.reader import Reader
from proplint.csvfile.source import BytesSource


class Read(NamedTuple):
    """What reading comes to: (line, cells), (rule, line, column), and the lines that are empty."""

    records: list[tuple[int, list[str]]]
    faults: list[tuple[str, int, int]]
    blanks: list[int]


def physical_lines(text: str) -> list[tuple[int, int]]:
    """Return start and end (behind its line end) of every physical line."""
    lines, start, at = [], 0, 0
    while at < len(text):
        at += 2 if text[at : at + 2] == "\r\n" else 1
        if text[at - 1] in "\r\n":
            lines.append((start, at))
            start = at
    return [*lines, (start, at)] if start < at else lines


def cell_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the text of the cell that begins here and where it ends; None when its quote never closes."""
    if text[at : at + 1] != '"':
        end = next((index for index in range(at, len(text)) if text[index] in ',"\r\n'), len(text))
        return text[at:end], end
    end = at + 1
    while text[end : end + 1] != '"' or text[end + 1 : end + 2] == '"':
        if end >= len(text):
            return None
        end += 2 if text[end] == '"' else 1
    return text[at + 1 : end].replace('""', '"'), end + 1


def record_at(text: str, at: int) -> tuple[list[str], int] | tuple[str, int, int]:
    """Return the cells of the record that begins here and where it ends; or rule, place and column of its fault."""
    cells: list[str] = []
    spanning = None
    while True:
        found = cell_at(text, at)
        if found is None:
            return ("unclosed-quote", at, len(cells) + 1)
        cell, end = found
        cells.append(cell)
        if "\n" in cell or "\r" in cell:
            spanning = ("unclosed-quote", at, len(cells))
        if text[end : end + 1] not in ("", ",", "\r", "\n"):
            return spanning or ("stray-quote", at, len(cells))
        if text[end : end + 1] != ",":
            return cells, end
        at = end + 1


def read_slowly(text: str) -> Read:
    starts = [start for start, _ in physical_lines(text)]
    read = Read([], [], [])
    number = 0
    while number < len(starts):
        start = starts[number]
        if text[start] in "\r\n":
            read.blanks.append(number + 1)
            number += 1
            continue
        found = record_at(text, start)
        if len(found) == 2:
            read.records.append((number + 1, found[0]))
            number = next((index for index, first in enumerate(starts) if first > found[1]), len(starts))
        else:
            rule, where, column = found
            number = max(index for index, first in enumerate(starts) if first <= where) + 1
            read.faults.append((rule, number, column))
    return read


def read_fast(data: bytes) -> Read:
    read = Read([], [], [])
    for batch in Reader(BytesSource(data), offset=0, line=1, width=2).batches():
        read.records.extend(zip(batch.lines, batch.rows, strict=True))
        read.faults.extend((one.rule, one.line, one.column or 0) for one in batch.faulty)
        read.blanks.extend(batch.blanks)
    return read


TEXTS = st.lists(
    st.sampled_from(['"', '"', '""', ",", ",", "\n", "\r\n", "\r", "a", "ş", " ", '","', '"a"', "\u2028", "\x0b", "\x0c", "\x1c", "\x85"]),
    max_size=40,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("block", [2, 3, 16, 64, 1 << 19])
@given(text=TEXTS)
@example(text='a,"b\n"c\n')
@example(text='"a\r\r\n","b\n"x\n"y"\n')
@example(text='a,b"\r')
@example(text='"\r')
@example(text="ş\r\r\n")
@example(text=",\r\n\r\r\n,")
def test_reads_as_the_rules_say(block: int, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader_module, "_BLOCK", block)
        patch.setattr(reader_module, "_LOOK_AHEAD", 2 * block)
        assert read_fast(text.encode()) == read_slowly(text)
