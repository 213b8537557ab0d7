from __future__ import annotations

import pytest

from proplint.config import Config, matches

CASES = [
    ("*.csv", ["a.csv", ".csv"], ["b/a.csv", "a.CSV", "a.csv.gz"]),
    ("**/*.csv", ["a.csv", "b/a.csv", "b/c/a.csv"], ["a.txt"]),
    ("customers/**/*.csv", ["customers/a.csv", "customers/x/y/a.csv"], ["a.csv", "other/customers/a.csv"]),
    ("customers/**", ["customers/a.csv", "customers/x/a"], ["customers"]),
    ("a?c.csv", ["abc.csv", "aşc.csv"], ["ac.csv", "a/c.csv"]),
    ("[ab].csv", ["a.csv", "b.csv"], ["c.csv", "ab.csv"]),
    ("[!ab].csv", ["c.csv"], ["a.csv", "/.csv"]),
    ("[a-c].csv", ["b.csv"], ["d.csv", "-.csv"]),
    ("**/*.[cC][sS][vV]", ["A.CSV", "x/a.Csv"], ["a.tsv"]),
    ("a+(b)|c.csv", ["a+(b)|c.csv"], ["aab.csv"]),
    ("a\nb.csv", ["a\nb.csv"], []),
    ("[.csv", ["[.csv"], ["x.csv"]),
]


@pytest.mark.parametrize(("pattern", "path"), [(pattern, path) for pattern, paths, _ in CASES for path in paths])
def test_matches(pattern: str, path: str) -> None:
    assert matches(Config(None, files=(pattern,)), path)


@pytest.mark.parametrize(("pattern", "path"), [(pattern, path) for pattern, _, paths in CASES for path in paths])
def test_does_not_match(pattern: str, path: str) -> None:
    assert not matches(Config(None, files=(pattern,)), path)


def test_one_of_several_is_enough() -> None:
    assert matches(Config(None, files=("x", "a.csv")), "a.csv")
    assert not matches(Config(None, files=()), "a.csv")
