"""A new configuration reads back as exactly what it was made of."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from proplint.config.scaffold import SeenColumn, scaffold
from support import load_config

NAMES = st.one_of(
    st.text(min_size=1, max_size=12).filter(str.strip),
    st.sampled_from(["Age", "No: 7", "#x", "'", '"', "a: b", "- x", "~", "İ", "a\u2028", "a\x85", "{", "*a", "a #b"]),
)
OPTIONS = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=8),
        st.sampled_from(["NO", "1.10", "~", "\t", "\x7f", "é", "=", "- a", "a: b", "#"]),
    ).map(lambda text: unicodedata.normalize("NFC", text)),
    max_size=5,
    unique=True,
)


@given(st.dictionaries(NAMES, OPTIONS, max_size=4), st.lists(NAMES, max_size=3, unique=True))
@example({"A": []}, [])
@example({"A\ufffe\x00": ["\U0010ffff"]}, ["\x00"])
def test_reads_back(columns: dict[str, list[str]], ignore: list[str]) -> None:
    seen = [SeenColumn(f"Choice:{name}", options) for name, options in columns.items()]
    config = load_config(scaffold([*seen, SeenColumn("Number:Age", None)], files=["a b/*.csv"], ignore=ignore))
    expected = {f"Choice:{name}": {"options": tuple(options) or None} for name, options in columns.items()}
    found = {name: dict(declared.options) for name, declared in config.properties.items()}
    del found["Number:Age"]
    assert found == expected
    assert config.files == ("a b/*.csv",)
    assert config.ignore_columns == {*ignore}


def test_without_columns() -> None:
    assert load_config(scaffold([], files=["**/*.csv"], ignore=[])).properties == {}
