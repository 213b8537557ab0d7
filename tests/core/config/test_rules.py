"""Record rules and file rules in a configuration: every mistake at its place, and what a right entry means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from proplint.exceptions import ConfigError, PluginError
from support import load_config, write

if TYPE_CHECKING:
    from pathlib import Path

    from proplint.config import Config

PROPERTIES = """\
version: 1
ignore_columns: ["Internal note"]
properties:
  Date:Start:
  Date:End:
  Boolean:VIP:
  Text line:Note:
  Multiple choice:Hobby: {options: [Reading, Yüzme]}
"""
PLUGIN = """
from proplint.api import At, Option, OptionError, Problem, Rule, hookimpl

class Check:
    def __init__(self, options):
        self.options = options
    def check(self, given):
        return None

class Odd:
    name = "odd"
    doc = "An odd rule."
    options = (
        Option("one", "column", "A column.", default="Date:Start"),
        Option("more", "columns", "More columns.", default=()),
        Option("most", "integer", "A number.", default=3),
    )
    rules = (Rule("is-odd", "What.", "Why.", "x", "y", severity="warning"),)
    def compile(self, options):
        if options["most"] < 0:
            raise OptionError("most", "must not be negative")
        if options["most"] == 7:
            raise KeyError("seven")
        return Check(options)

class Loose(Odd):
    name = "loose"
    options = (Option("one", "column", "A column.", default=""), Option("texts", "texts", "Texts.", of="one"))
    def compile(self, options):
        return Check(options)

@hookimpl
def proplint_record_rules():
    return [Odd(), Loose()]
"""


def mistakes(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ConfigError) as caught:
        load_config(text)
    found = re.findall(r"^proplint\.yaml:(\d+):(\d+): (.*)$", str(caught.value), re.MULTILINE)
    return [(int(line), int(column), message) for line, column, message in found]


def requires(options: str) -> str:
    return f"record_rules:\n- requires: {options}\n"


MISTAKES: list[tuple[str, str, list[tuple[int, int, str]]]] = [
    ("no list", "record_rules: {requires: {}}\n", [(9, 15, "`record_rules` must be a list: each rule after a dash")]),
    ("a text for a list", "file_rules: unique\n", [(9, 13, "`file_rules` must be a list")]),
    ("two rules in one entry", "record_rules:\n- requires: {}\n  excludes: {}\n", [(10, 3, "one word and its options")]),
    ("a list in the list", "record_rules: [[requires]]\n", [(9, 16, "must be a rule's word")]),
    ("nothing", "record_rules:\n-\n", [(10, 2, "must be a rule's word")]),
    ("options that are a text", requires("Date:End"), [(10, 13, "the options of `requires` must be keys and values")]),
    ("an unknown word", "record_rules: [require]\n", [
        (9, 16, "unknown record rule `require` (did you mean `requires`?); there are: `requires`, `excludes`")]),
    ("an unknown word without a near one", "file_rules:\n- zzz: {}\n", [(10, 3, "unknown file rule `zzz`; there are: `unique`")]),
    ("a file rule among record rules", "record_rules: [unique]\n", [(9, 16, "`unique` is a file rule: put it under `file_rules`")]),
    ("a record rule among file rules", "file_rules: [requires]\n", [(9, 14, "`requires` is a record rule: put it under `record_rules`")]),
    ("a bare word that needs columns", "record_rules: [requires]\n", [
        (9, 16, "`requires` needs `column`, the name of a column: The column that asks for others."),
        (9, 16, "`requires` needs `columns`, names of columns: Those that must be filled then."),
    ]),
    ("a key without options", "file_rules:\n- unique:\n", [(10, 3, "`unique` needs `columns`")]),
    ("a nothing for a column", requires('{column: , columns: ["Date:End"]}'), [(10, 21, "`requires` needs `column`")]),
    ("an unknown option", requires('{colum: "Date:End", column: "Date:End", columns: ["Date:Start"]}'), [
        (10, 14, "unknown option `colum` of `requires` (did you mean `column`?); it has: `column`, `columns`, `values`")]),
    ("an unknown column", requires('{column: "Date:Ende", columns: ["Date:Start", "Boolean:VIPP", "Text:Zzz"]}'), [
        (10, 22, "there is no column `Date:Ende` (did you mean `Date:End`?)"),
        (10, 59, "there is no column `Boolean:VIPP` (did you mean `Boolean:VIP`?)"),
        (10, 75, "there is no column `Text:Zzz`: declare it"),
    ]),
    ("a column that is like no other", "file_rules:\n- unique: {columns: [Text:Zzz]}\n", [
        (10, 22, "there is no column `Text:Zzz`: declare it under `properties`, or under `ignore_columns`")]),
    ("a key column misspelt", "file_rules:\n- unique: {columns: [email]}\n", [(10, 22, "did you mean `Email`?")]),
    ("a list for one column", requires('{column: [Email], columns: ["Date:Start"]}'), [(10, 22, "the name of one column")]),
    ("a text for columns", requires("{column: Email, columns: Date:Start}"), [(10, 38, "must be a list of names of columns")]),
    ("no columns", "file_rules:\n- unique: {columns: []}\n", [(10, 21, "`columns` is an empty list: name at least one")]),
    ("a column twice", "file_rules:\n- unique: {columns: [Email, Email]}\n", [(10, 29, "stands twice")]),
    ("a column twice, by two words of its type", 'file_rules:\n- unique: {columns: ["Text:Note", "Text line:Note"]}\n', [
        (10, 35, "`Text line:Note` is the same column as `Text:Note`")]),
    ("a column that asks for itself", requires('{column: "Text:Note", columns: ["Text line:Note"]}'), [
        (10, 44, "`columns` of `requires`: holds `Text line:Note`, which `column` names already")]),
    ("a value that no cell can hold", requires('{column: "Boolean:VIP", values: ["TRUE", true], columns: [Email]}'), [
        (10, 54, "`values`: no cell of `Boolean:VIP` can be right with it: `true` is not in capitals")]),
    ("an option that no cell can hold", requires('{column: "Multiple choice:Hobby", values: [reading], columns: [Email]}'), [
        (10, 56, "`reading` is written differently from the option `Reading`")]),
    ("no values", requires('{column: Email, values: [], columns: ["Date:End"]}'), [(10, 37, "`values` is an empty list")]),
    ("the same entry twice", "file_rules:\n- unique: {columns: [Email]}\n- unique: {columns: [Email]}\n", [
        (11, 3, "`unique` stands with the same options on line 10 already")]),
    ("a rule that nothing brings", "rules: {missing-compagnon: off}\n", [(9, 9, "did you mean `missing-companion`?")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in MISTAKES])
def test_mistakes(text: str, expected: list[tuple[int, int, str]]) -> None:
    found = mistakes(PROPERTIES + text)
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in expected]
    for (_, _, message), (_, _, says) in zip(found, expected, strict=True):
        assert says in message


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (requires('{column: "Date:End", columns: ["Date:Start"]}'), ("Date:End", "Date:Start")),
        (requires('{columns: ["Date:Start", "Customer ID"], column: Email}'), ("Email", "Date:Start", "Customer ID")),
        (requires('{column: "Text:Note", columns: ["Internal note"]}'), ("Text line:Note", "Internal note")),
        (requires('{column: "Multiple choice:Hobby", values: [Yüzme], columns: [Email]}'), ("Multiple choice:Hobby", "Email")),
    ],
)  # fmt: skip
def test_columns_are_those_that_are_declared(text: str, columns: tuple[str, ...]) -> None:
    (rule,) = load_config(PROPERTIES + text).across.of_records
    assert rule.columns == columns
    assert rule.names == {"missing-companion"}
    assert (rule.word, rule.origin.name) == ("requires", "proplint_rules.requires")


@pytest.mark.parametrize("text", ["", "record_rules:\nfile_rules: ~\n", "record_rules: []\nfile_rules: []\n"])
def test_there_need_be_none(text: str) -> None:
    assert not any(load_config(PROPERTIES + text).across)


def test_rules_of_all_kinds_can_be_given_a_severity() -> None:
    config = load_config(
        PROPERTIES + "rules: {missing-companion: warning, duplicate-value: off, not-together: error}\n"
    )
    assert config.rules == {"missing-companion": "warning", "duplicate-value": "off", "not-together": "error"}


def with_plugin(folder: Path, text: str, plugin: str = PLUGIN, *, local: bool = True) -> Config:
    write(folder / "odd.py", plugin)
    root = str(folder) if local else None
    return load_config(f"{PROPERTIES}plugins: [./odd.py]\n{text}", str(folder), root)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("[odd]", {"one": "Date:Start", "more": (), "most": 3}),
        ('[{odd: {one: "Date:End", more: ["Text:Note"], most: 4}}]', {"one": "Date:End", "more": ("Text line:Note",), "most": 4}),
        ("[{loose: {one: Email, texts: [a@ikas.com]}}]", {"one": "Email", "texts": ("a@ikas.com",)}),
    ],
)  # fmt: skip
def test_an_option_of_a_plugin_has_its_value(tmp_path: Path, text: str, options: dict[str, object]) -> None:
    (rule,) = with_plugin(tmp_path, f"record_rules: {text}\n").across.of_records
    assert rule.check.options == options


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[{odd: {most: -1}}]", "11:29: `most` of `odd`: must not be negative"),
        ("[loose]", "11:16: `loose` names no column, so there is nothing that it could judge"),
        ('[{odd: {one: ""}}]', "11:28: there is no column ``"),
    ],
)
def test_what_a_rule_refuses(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        with_plugin(tmp_path, f"\nrecord_rules: {text}\n")
    assert f"proplint.yaml:{says}" in str(caught.value)


def test_a_default_that_names_no_declared_column_is_told_at_the_entry(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"10:16: there is no column `Date:Begin`"):
        with_plugin(tmp_path, "record_rules: [odd]\n", PLUGIN.replace('default="Date:Start"', 'default="Date:Begin"'))


def test_a_rule_that_fails_to_compile_is_named(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"odd\.py failed in the rule `odd`: KeyError: 'seven'"):
        with_plugin(tmp_path, "record_rules: [{odd: {most: 7}}]\n")


def test_a_type_that_fails_at_a_value_is_named(tmp_path: Path) -> None:
    shoe = """
class Fails:
    def check(self, value): raise KeyError(value)
class Shoe:
    name, aliases, doc, options, rules = "Shoe", (), "A shoe.", (), ()
    def compile(self, options): return Fails()
@hookimpl
def proplint_property_types(): return [Shoe()]
"""
    text = "  Shoe:Left:\nrecord_rules: [{loose: {one: Shoe:Left, texts: [x]}}]\n"
    write(tmp_path / "odd.py", PLUGIN + shoe)
    with pytest.raises(PluginError, match=r"odd\.py failed in column `Shoe:Left`: KeyError: 'x'"):
        load_config(f"plugins: [./odd.py]\n{PROPERTIES}{text}", str(tmp_path), str(tmp_path))


@pytest.mark.parametrize("kind", ["record_rules", "file_rules"])
def test_a_rule_of_a_plugin_file_that_must_not_be_loaded_is_no_mistake(tmp_path: Path, kind: str) -> None:
    config = with_plugin(tmp_path, f"{kind}: [{{of-a-file: {{one: Nowhere}}}}]\nrules: {{is-odd: off}}\n", local=False)
    assert config.across.unjudged == ("of-a-file",)
    assert not config.across.of_records + config.across.of_files


def test_a_type_has_no_options_that_name_columns(tmp_path: Path) -> None:
    plugin = PLUGIN.replace("proplint_record_rules", "proplint_property_types").replace(
        "    doc =", "    aliases = ()\n    doc ="
    )
    with pytest.raises(PluginError, match="the type `odd` has an option of type `column`, which is for rules only"):
        with_plugin(tmp_path, "", plugin)
