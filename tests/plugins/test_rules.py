"""The built-in rules across cells: what they find and say, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.api import Record
from proplint.plugins import Host
from proplint.registry import BUILT_IN_FILE_RULES, BUILT_IN_RECORD_RULES, FILE_RULES, RECORD_RULES
from proplint.text import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.api import At, FileCheck, RecordCheck
    from proplint.registry import Kind

A, B, C, M = "Text:A", "Text:B", "Text:C", "Multiple choice:M"


def bound(kind: Kind, word: str, **options: Any) -> Any:
    brought = Host({}).brought(kind, word)
    assert brought is not None
    return brought.thing.compile({option.name: option.default for option in brought.thing.options} | options)


def said(at: At | None, value: str) -> tuple[str, str, str, str] | None:
    """Return where a problem is told, its rule, its message and its help."""
    if at is None:
        return None
    data = {"value": value, **at.problem.data}
    return at.column, at.problem.rule, render(at.problem.message, data), render(at.problem.help, data)


RECORDS: list[tuple[str, dict[str, Any], list[tuple[dict[str, str], tuple[str, str] | None]]]] = [
    # rule, options, records; where something is told: the column, and words of the message
    ("requires", {"column": A, "columns": (B, C)}, [
        ({A: "", B: "", C: ""}, None),
        ({A: "", B: "b", C: ""}, None),
        ({A: "a", B: "b", C: "c"}, None),
        ({A: "a", B: "", C: "c"}, (B, "the cell is empty, but `Text:A` is `a`, which asks for `Text:B` too")),
        ({A: "a", B: "b", C: ""}, (C, "asks for `Text:C` too")),
        ({A: "a", B: "", C: ""}, (B, "asks for `Text:B` too")),
    ]),
    ("requires", {"column": A, "columns": (B,), "values": ("x", "y")}, [
        ({A: "z", B: ""}, None),
        ({A: "", B: ""}, None),
        ({A: "x;z", B: ""}, None),
        ({A: "x", B: "b"}, None),
        ({A: "y", B: ""}, (B, "`Text:A` is `y`")),
    ]),
    ("requires", {"column": M, "columns": (B,), "values": ("x", "y")}, [
        ({M: "z", B: ""}, None),
        ({M: "z;xy", B: ""}, None),
        ({M: "z;x", B: ""}, (B, "`Multiple choice:M` is `z;x`")),
    ]),
    ("excludes", {"column": A, "columns": (B, C)}, [
        ({A: "", B: "b", C: "c"}, None),
        ({A: "a", B: "", C: ""}, None),
        ({A: "a", B: "", C: "c"}, (C, "`c` can't stand in `Text:C` where `Text:A` is `a`")),
        ({A: "a", B: "b", C: "c"}, (B, "`b` can't stand in `Text:B`")),
    ]),
    ("excludes", {"column": A, "columns": (B,), "values": ("TRUE",)}, [
        ({A: "FALSE", B: "b"}, None),
        ({A: "TRUE", B: ""}, None),
        ({A: "TRUE", B: "b"}, (B, "`Text:A` is `TRUE`")),
    ]),
    ("excludes", {"column": M, "columns": (B,), "values": ("x",)}, [
        ({M: "y;x", B: "b"}, (B, "`Multiple choice:M` is `y;x`")),
        ({M: "y", B: "b"}, None),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "options", "cells", "expected"),
    [(word, options, cells, expected) for word, options, cases in RECORDS for cells, expected in cases],
)
def test_records(word: str, options: dict[str, Any], cells: dict[str, str], expected: tuple[str, str] | None) -> None:
    check: RecordCheck = bound(RECORD_RULES, word, **options)
    at = check.check(cells)
    found = said(at, cells[at.column] if at else "")
    assert (found and (found[0], expected and expected[1] in found[2] and expected[1])) == expected
    assert found is None or (found[1] in ("missing-companion", "not-together") and found[3])


FILES: list[tuple[tuple[str, ...], list[tuple[str, ...]], list[tuple[int, str]]]] = [
    # columns, records, and what is told: index of the record, and the message
    (
        (A,),
        [("x",), ("y",), ("x",), ("x",)],
        [(2, "`x` stands on line 2 already"), (3, "`x` stands on line 2 already")],
    ),
    ((A,), [("x",), ("X",), ("x ",), ("",), ("",)], []),
    ((A, B), [("x", "y"), ("x", "z"), ("y", "x"), ("x", "y")], [(3, "`x` stands with `y` on line 2 already")]),
    ((A, B), [("x", ""), ("x", ""), ("", "y"), ("", "y")], []),
    ((A, B, C), [("x", "y", "z"), ("x", "y", "z")], [(1, "`x` stands with `y`, `z` on line 2 already")]),
    ((A,), [], []),
]


@pytest.mark.parametrize(("columns", "rows", "expected"), FILES)
def test_files(columns: tuple[str, ...], rows: list[tuple[str, ...]], expected: list[tuple[int, str]]) -> None:
    assert [(number - 1, text) for number, text in duplicates(columns, rows)] == expected


def duplicates(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[tuple[int, str]]:
    check: FileCheck = bound(FILE_RULES, "unique", columns=columns)
    records = [Record(at + 1, at + 2, dict(zip(columns, row, strict=True)), at) for at, row in enumerate(rows)]
    told = [*check.check(iter(records))]
    assert all(at.column == columns[0] and at.problem.rule == "duplicate-value" for _, at in told)
    return [(record.number, (said(at, record.cells[at.column]) or ("",) * 4)[2]) for record, at in told]


@given(st.lists(st.tuples(st.sampled_from("ab "), st.sampled_from(["a", "b", ""])), max_size=8))
def test_unique_is_what_a_person_would_find(rows: list[tuple[str, str]]) -> None:
    again = [at + 1 for at, row in enumerate(rows) if all(row) and row in rows[:at]]
    assert [number for number, _ in duplicates((A, B), rows)] == again


@pytest.mark.parametrize(
    ("kind", "words"),
    [(RECORD_RULES, BUILT_IN_RECORD_RULES), (FILE_RULES, BUILT_IN_FILE_RULES)],
    ids=["record", "file"],
)
def test_built_in_rules_are_all_found(kind: Kind, words: dict[str, str]) -> None:
    assert words
    for word in words:
        brought = Host({}).brought(kind, word)
        assert brought is not None
        assert brought.thing.name == word
        assert brought.thing.doc.endswith(".")
        assert all(option.doc.endswith(".") for option in brought.thing.options)
