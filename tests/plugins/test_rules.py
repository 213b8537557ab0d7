"""The built-in rules across cells: each keeps its contract; and what holds beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.api import Record
from proplint.plugins import Host
from proplint.registry import BUILT_IN_FILE_RULES, BUILT_IN_RECORD_RULES, FILE_RULES, RECORD_RULES
from proplint.testing import FileRuleContract, RecordRuleContract
from proplint_rules.excludes import Excludes
from proplint_rules.requires import Requires
from proplint_rules.unique import Unique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proplint.api import FileCheck
    from proplint.registry import Kind

A, B = "Text:A", "Text:B"


def bound(kind: Kind, word: str, **options: Any) -> Any:
    brought = Host({}).brought(kind, word)
    assert brought is not None
    return brought.thing.compile({option.name: option.default for option in brought.thing.options} | options)


class TestRequires(RecordRuleContract):
    rule = Requires()
    cases = "cases/requires.yaml"


class TestExcludes(RecordRuleContract):
    rule = Excludes()
    cases = "cases/excludes.yaml"


class TestUnique(FileRuleContract):
    rule = Unique()
    cases = "cases/unique.yaml"


def duplicates(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[int]:
    """Return the numbers of the records that are told."""
    check: FileCheck = bound(FILE_RULES, "unique", columns=columns)
    records = [Record(at + 1, at + 2, dict(zip(columns, row, strict=True)), at) for at, row in enumerate(rows)]
    told = [*check.check(iter(records))]
    assert all(at.column == columns[0] and at.problem.rule == "duplicate-value" for _, at in told)
    return [record.number for record, _ in told]


@given(st.lists(st.tuples(st.sampled_from("ab "), st.sampled_from(["a", "b", ""])), max_size=8))
def test_unique_is_what_a_person_would_find(rows: list[tuple[str, str]]) -> None:
    again = [at + 1 for at, row in enumerate(rows) if all(map(str.strip, row)) and row in rows[:at]]
    assert duplicates((A, B), rows) == again


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
