"""Naming a plugin in a configuration: one line more, and every other byte as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.config.nodes import read_nodes
from proplint.newtype.configure import has_plugins, with_plugin

NEW = "./proplint_plugins/phone.py"
CASES = [
    ("version: 1\n", f"version: 1\nplugins:\n  - {NEW}\n"),
    ("version: 1", f"version: 1\nplugins:\n  - {NEW}\n"),
    ("version: 1\r\nfiles: [a]\r\n", f"version: 1\r\nfiles: [a]\r\nplugins:\r\n  - {NEW}\r\n"),
    (
        "version: 1\nplugins: [a, 'b'] # ours\nreport: all\n",
        f"version: 1\nplugins: [a, 'b', {NEW}] # ours\nreport: all\n",
    ),
    ("plugins: []\nversion: 1\n", f"plugins: [{NEW}]\nversion: 1\n"),
    ("plugins:\n- a # one\n\n# next\nversion: 1\n", f"plugins:\n- a # one\n- {NEW}\n\n# next\nversion: 1\n"),
    ('plugins:\n    - "a"\nversion: 1\n', f'plugins:\n    - "a"\n    - {NEW}\nversion: 1\n'),
    ("version: 1\nplugins:\n  - a", f"version: 1\nplugins:\n  - a\n  - {NEW}"),
    ("\ufeffversion: 1 # ş\n", f"\ufeffversion: 1 # ş\nplugins:\n  - {NEW}\n"),
    (f"plugins: [{NEW}]\n", f"plugins: [{NEW}]\n"),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_one_line_more(before: str, after: str) -> None:
    made = with_plugin(before.encode(), NEW)
    assert made is not None
    assert made.decode() == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "{version: 1}\n",
        "version: 1\nplugins:\n",
        "version: 1\nplugins: a\n",
        "version: 1\nplugins: [a, ]\n",
        "version: 1\nplugins: [a # one\n  ]\n",
        "version: 1\n...\n",
        "version: [\n",
        "plugins: {a: b}\n",
    ],
)
def test_what_only_a_person_should_change(text: str) -> None:
    made = with_plugin(text.encode(), NEW)
    assert made is None or read_nodes(made)[1] == []


@given(
    st.lists(st.sampled_from(["version: 1", "plugins: [a]", "plugins:", "- b", "  - c", "# x", "files: [a]", ""])),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_the_same_and_one_more(lines: list[str], end: str) -> None:
    text = end.join(lines)
    made = with_plugin(text.encode(), NEW)
    if made is None:
        return
    (root, before), (new, after) = read_nodes(text.encode()), read_nodes(made)
    assert (before, after) == ([], [])
    assert root is not None
    assert new is not None
    assert has_plugins(made)
    kept = iter(made.decode())
    assert all(character in kept for character in text)  # nothing of it went
