"""Naming a plugin and its columns in a configuration: a line more or less, and every other byte as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.config.nodes import read_nodes
from proplint.newtype.configure import has_plugins, plain, with_plugin
from proplint.newtype.declare import ignored_columns, with_columns

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


IGNORED = [
    (
        "of init",
        'version: 1\nproperties:\n  Choice:A:\n    # options: [...]\n\n# no\nignore_columns:\n  - "Phone:A"\n\n# More\n',
        'version: 1\nproperties:\n  Choice:A:\n    # options: [...]\n  "Phone:A":\n\n# no\nignore_columns: []\n\n# More\n',
    ),
    (
        "two of four",
        "ignore_columns:\n# why\n- Phone:A # a\n- Note\n- 'Phone:B'\n- Phones:C # c\nproperties:\n    Text:A: {required: true} # t\n",
        'ignore_columns:\n# why\n- Note\n- Phones:C # c\nproperties:\n    Text:A: {required: true} # t\n    "Phone:A":\n    "Phone:B":\n',
    ),
    (
        "in brackets",
        "ignore_columns: [Note, 'Phone:A', \"x, y\"] # x\nproperties: {Text:A: {}, Text:B: }\n",
        'ignore_columns: [Note, "x, y"] # x\nproperties: {Text:A: {}, Text:B: , "Phone:A": {}}\n',
    ),
    ("no properties", "ignore_columns: [Phone:A]", 'ignore_columns: []\nproperties:\n  "Phone:A":\n'),
    ("empty", "properties: {}\nignore_columns: [Phone:A]", 'properties: {"Phone:A": {}}\nignore_columns: []'),
    ("nothing", "properties: # p\nignore_columns: [Phone:A]", 'properties: # p\n  "Phone:A":\nignore_columns: []'),
    (
        "other line ends and a mark",
        "\ufeffproperties:\r\n  Text:A:\r\nignore_columns:\r\n- Phone:A\r\n- b\r\n",
        '\ufeffproperties:\r\n  Text:A:\r\n  "Phone:A":\r\nignore_columns:\r\n- b\r\n',
    ),
    ("a comment that would go", "ignore_columns:\n# a\n- Phone:A\n", None),
    ("a comment in brackets", "ignore_columns: [a, # a\n  Phone:A]\n", None),
    ("a text of several lines", "properties:\n  Text:A:\n    pattern: |\n      x\nignore_columns: [Phone:A]\n", None),
    ("both", "properties: {Phone:A: {}}\nignore_columns: [Phone:A]\n", None),
    ("no mapping", "properties: [a]\nignore_columns: [Phone:A]\n", None),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in IGNORED], ids=[case[0] for case in IGNORED])
def test_columns_that_are_ignored_become_properties(before: str, after: str | None) -> None:
    made = with_columns(before.encode(), ignored_columns(before.encode(), "Phone"))
    assert (None if made is None else made.decode()) == after


@pytest.mark.parametrize(
    "text", ["", "- a\n", "ignore_columns: [\n", "ignore_columns: a\n", "ignore_columns: [phone:A, Phone, 'Phone:']\n"]
)
def test_no_column_is_ignored(text: str) -> None:
    assert ignored_columns(text.encode(), "Phone") == []


@given(
    st.lists(
        st.sampled_from(
            (
                *("properties:", "  Text:A:", "  Text:B: {required: true}", "    required: true", "ignore_columns:"),
                *("- b", "- Phone:A", "  - 'Phone:B'", "ignore_columns: [Phone:A, b]", "# x", "", "files: [a]"),
            )
        ),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_declared_is_what_was_ignored(lines: list[str], end: str) -> None:
    data = end.join(lines).encode()
    columns = ignored_columns(data, "Phone")
    made = with_columns(data, columns) if columns else None
    if made is None:
        return
    assert ignored_columns(made, "Phone") == []
    (root, mistakes) = read_nodes(made)
    top = plain(root)
    assert mistakes == []
    assert isinstance(top, dict)
    assert {*columns} <= {*top["properties"]}
    assert [line for line in lines if "#" in line] == [line for line in made.decode().splitlines() if "#" in line]
