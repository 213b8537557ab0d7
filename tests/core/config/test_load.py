"""Every mistake in a configuration, at its place; and what a right one means."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.exceptions import ConfigError
from support import load_config, write, write_all

if TYPE_CHECKING:
    from pathlib import Path


OWN_TYPE = """
from proplint.api import hookimpl

class Own:
    name, aliases, doc, options, rules = "Own", (), "A type.", (), ()
    def compile(self, options):
        return self
    def check(self, value):
        return None

@hookimpl
def proplint_property_types():
    return [Own()]
"""


def refusal(text: str | bytes, top: str | None = None) -> str | None:
    try:
        load_config(text, folder=top or "/nowhere", local_root=top)
    except ConfigError as error:
        return str(error)
    return None


def mistakes(text: str | bytes, top: str | None = None) -> list[tuple[int, int, str]]:
    said = refusal(text, top)
    assert said is not None
    found = re.findall(r"^proplint\.yaml:(\d+):(\d+): (.*)$", said, re.MULTILINE)
    return [(int(line), int(column), message) for line, column, message in found]


MISTAKES: list[tuple[str, str | bytes, list[tuple[int, int, str]]]] = [
    ("empty", "", [(1, 1, "the file is empty")]),
    ("only a comment", "# nothing\n", [(1, 1, "the file is empty")]),
    ("a text", "proplint", [(1, 1, "must hold keys and values")]),
    ("a list", "- version: 1\n", [(1, 1, "must hold keys and values")]),
    ("no version", "files: []\nfoo: 1\n", [(1, 1, "`version` is missing")]),
    ("a newer version", "version: 2\nshapes: []\n", [(1, 10, "made for a newer proplint; this one reads 1")]),
    ("version zero", "version: 0\n", [(1, 10, "there is no version 0")]),
    ("a version that is no number", "version: one\n", [(1, 10, "must be a whole number")]),
    ("an unknown key", "version: 1\nfile: []\n", [(2, 1, "unknown key `file` (did you mean `files`?); there are: `version`")]),
    ("a key that is a number", "version: 1\n7: x\n", [(2, 1, "unknown key `7`")]),
    ("several, in order", "version: 1\nzzz: 1\nproperties:\n  Nmber:Age: {}\n  Number:Size: {minimum: 1}\n", [
        (2, 1, "unknown key `zzz`"),
        (4, 3, "unknown type `Nmber` (did you mean `Number`?)"),
        (5, 17, "unknown option `minimum` of `Number:Size` (did you mean `min`?); it has: `required`, `min`"),
    ]),
    ("a column without a type", "version: 1\nproperties:\n  Age:\n", [(3, 3, "no column name of the form `Type:Name`")]),
    ("a column without a name", "version: 1\nproperties:\n  'Number:':\n", [(3, 3, "no column name of the form")]),
    ("properties as a list", "version: 1\nproperties: [Number:Age]\n", [(2, 13, "must hold column names")]),
    ("options as a text", "version: 1\nproperties:\n  Number:Age: yes\n", [(3, 15, "must be keys and values")]),
    ("one property twice", "version: 1\nproperties:\n  Text:A:\n  Text line:A:\n", [(4, 3, "the same property as `Text:A` on line 3")]),
    ("a key twice", "version: 1\nproperties:\n  Text:A:\n  Text:A:\n", [(4, 3, "`Text:A` stands twice; the first is on line 3")]),
    ("a wrong boolean", "version: 1\nproperties:\n  Text:A: {required: yes}\n", [(3, 22, "must be true or false")]),
    ("a wrong number", "version: 1\nproperties:\n  Number:A: {min: 1e3, max: '1,5'}\n", [(3, 19, "not `1e3`"), (3, 29, "not `1,5`")]),
    ("a wrong integer", "version: 1\nproperties:\n  Text:A: {max_length: 1.5}\n", [(3, 24, "a whole number, not `1.5`")]),
    ("a wrong date", "version: 1\nproperties:\n  Date:A: {min: 2025/02/30}\n", [(3, 17, "a date such as 2025/06/27, not `2025/02/30`")]),
    ("a list for a number", "version: 1\nproperties:\n  Number:A: {min: [1]}\n", [(3, 19, "must be a single value")]),
    ("options that are no list", "version: 1\nproperties:\n  Choice:A: {options: Blue}\n", [(3, 23, "must be a list of texts")]),
    ("no options", "version: 1\nproperties:\n  Choice:A: {options: []}\n", [(3, 23, "empty list")]),
    ("an option twice", "version: 1\nproperties:\n  Choice:A:\n    options:\n    - B\n    - B\n", [(6, 7, "`B` stands twice in `options`; first on line 5")]),
    ("an option twice, as NFC and NFD", "version: 1\nproperties:\n  Choice:A: {options: [\u00e9, e\u0301]}\n", [(3, 27, "stands twice")]),
    ("an empty option", "version: 1\nproperties:\n  Choice:A: {options: ['']}\n", [(3, 24, "is empty")]),
    ("a nothing in options", "version: 1\nproperties:\n  Choice:A:\n    options:\n    -\n    - B\n", [(5, 6, "must be a text")]),
    ("a list in options", "version: 1\nproperties:\n  Choice:A: {options: [[B]]}\n", [(3, 24, "must be a text")]),
    ("what a type refuses", "version: 1\nproperties:\n  Number:A: {min: 2, max: 1}\n", [(3, 27, "`max` of `Number:A`: 1 is less than 2")]),
    ("a bad pattern", "version: 1\nproperties:\n  Text:A: {pattern: '(a'}\n", [(3, 21, "no regular expression that RE2 takes")]),
    ("a semicolon in an option", "version: 1\nproperties:\n  Multiple choice:A: {options: ['a;b']}\n", [(3, 32, "the option `a;b` holds a semicolon, which separates options in a cell: write two")]),
    ("an unknown rule", "version: 1\nrules: {dupliate-email: off}\n", [(2, 9, "unknown rule `dupliate-email` (did you mean `duplicate-email`?)")]),
    ("an unknown severity", "version: 1\nrules: {duplicate-email: info}\n", [(2, 26, "must be one of `error`, `warning`, `off`")]),
    ("rules as a list", "version: 1\nrules: [duplicate-email]\n", [(2, 8, "must hold keys and values")]),
    ("an unknown key of error_file", "version: 1\nerror_file: {folder: x}\n", [(2, 14, "unknown key of `error_file` `folder`")]),
    ("wrong rows", "version: 1\nerror_file: {rows: some}\n", [(2, 20, "must be one of `failing`, `all`")]),
    ("an empty error column", "version: 1\nerror_file: {column: ' '}\n", [(2, 22, "must not be empty")]),
    ("a list as a folder", "version: 1\nerror_file: {dir: [x]}\n", [(2, 19, "must be a text")]),
    ("an unknown report", "version: 1\nreport: some\n", [(2, 9, "`report` must be one of `all`, `new`")]),
    ("an absolute pattern", "version: 1\nfiles: [/x/*.csv]\n", [(2, 9, "is absolute")]),
    ("a pattern that leaves", "version: 1\nfiles: ['../*.csv']\n", [(2, 9, "leaves the configuration's folder")]),
    ("a pattern with a backslash", "version: 1\nfiles: ['a\\*.csv']\n", [(2, 9, "has a backslash")]),
    ("an empty pattern", "version: 1\nfiles: ['']\n", [(2, 9, "is empty")]),
    ("files as a text", "version: 1\nfiles: x.csv\n", [(2, 8, "must be a list of patterns")]),
    ("no YAML", "version: 1\nfiles: [\n", [(3, 1, "this is no YAML")]),
    ("a tab", "version: 1\nfiles:\n\t- x\n", [(3, 1, "not with tabs")]),
    ("two documents", "version: 1\n---\nversion: 1\n", [(2, 1, "this is no YAML")]),
    ("not UTF-8", b"version: 1\n# \xfe\n", [(2, 1, "is not UTF-8")]),
    ("a control character", b"version: 1\nfiles: ['\x01']\n", [(1, 1, "this is no YAML")]),
    ("a tag", "version: 1\nfiles: [!!python/object:os.system x]\n", [(2, 9, "the tag")]),
    ("a tag of one's own", "version: 1\nfiles: [!include x]\n", [(2, 9, "the tag")]),
    ("a merge key", "version: 1\nproperties:\n  <<: {Text:A: {}}\n", [(3, 3, "merge keys")]),
    ("aliases without bound", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)), [(1, 1, "expand without bound")]),
    ("nested without bound", "[" * 5000, [(1, 1, "")]),
    ("an unknown alias", "version: *x\n", [(1, 10, "this is no YAML")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in MISTAKES])
def test_mistakes(text: str | bytes, expected: list[tuple[int, int, str]]) -> None:
    found = mistakes(text)
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in expected]
    for (_, _, message), (_, _, says) in zip(found, expected, strict=True):
        assert says in message


def test_a_huge_file_is_refused() -> None:
    assert mistakes(b"#" * (6 << 20)) == [(1, 1, "the file is larger than 5 MB, which no configuration should be")]


def test_mistakes_are_counted() -> None:
    with pytest.raises(ConfigError, match="has 2 mistakes"):
        load_config("version: 1\na: 1\nb: 1\n")
    with pytest.raises(ConfigError, match="has a mistake"):
        load_config("version: 1\na: 1\n")


def test_defaults() -> None:
    config = load_config(
        "version: 1\nfiles:\nproperties: ~\nrules: null\nerror_file:\nignore_columns:\nplugins:\nreport:\n"
    )
    assert config.files == ("**/*.[cC][sS][vV]",)
    assert (config.properties, config.plugins, config.rules, config.ignore_columns) == ({}, (), {}, frozenset())
    assert config.error_file == ("Errors", "failing", None)


def test_everything_that_can_be_said() -> None:
    config = load_config(
        "\ufeffversion: 1\nfiles: [./customers/*.csv]\nproperties:\n  Number:Age: {min: 0, max: 1.5, required: true}\n"
        "  Date:Start: {min: 2025-06-27, max: 2025/06/28}\nrules: {duplicate-email: warning, not-a-number: off}\n"
        "error_file: {column: Hata, rows: all, dir: errors}\nignore_columns: [Note, 7]\nreport: all\n"
    )
    assert config.files == ("customers/*.csv",)
    age, start = config.properties.values()
    assert (age.required, age.options["min"], age.options["max"]) == (True, Decimal(0), Decimal("1.5"))
    assert (start.required, start.options["min"], start.options["max"]) == (False, date(2025, 6, 27), date(2025, 6, 28))
    assert config.rules == {"duplicate-email": "warning", "not-a-number": "off"}
    assert config.error_file == ("Hata", "all", "errors")
    assert config.ignore_columns == {"Note", "7"}


TEXTS = [
    "1.10",
    "007",
    "5E3",
    "true",
    "NO",
    "~",
    "null",
    "2025-06-27",
    "=",
    "0x1F",
    "1_000",
    ".inf",
    "12:30",
    "off",
    "<<",
]


@pytest.mark.parametrize("text", TEXTS)
def test_scalars_are_the_texts_that_were_written(text: str) -> None:
    config = load_config(f"version: 1\nproperties:\n  Choice:A: {{options: [{text}, 'x']}}\nignore_columns: [{text}]\n")
    assert config.properties["Choice:A"].options["options"] == (text, "x")
    assert config.ignore_columns == {text}


def test_options_are_stored_as_nfc() -> None:
    config = load_config("version: 1\nproperties:\n  Choice:A: {options: [e\u0301]}\n")
    assert config.properties["Choice:A"].options["options"] == ("\u00e9",)


def test_aliases_within_reason_work() -> None:
    config = load_config("version: 1\nproperties:\n  Choice:A: {options: &c [B, R]}\n  Choice:B: {options: *c}\n")
    assert {found.options["options"] for found in config.properties.values()} == {("B", "R")}


WORDS = st.sampled_from([
    *("version", "files", "properties", "Number:A", "min", "rules", "error_file", "options", "Choice:A", "&a", "*a"),
    *(": ", "\n", "\n  ", "- ", "[", "]", "{", "}", ", ", "'", '"', "1", "1.5", "true", "#", "|", "!!str", "?", "\t", "é"),
])  # fmt: skip


@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    said = refusal(f"version: 1\n{text}")
    assert said is None or re.search(r"^proplint\.yaml:\d+:\d+: \S", said, re.MULTILINE)


HERE = "proplint_plugins"
PHONE: dict[str, str | bytes] = {
    f"{HERE}/phone.py": "1 / 0",
    f"{HERE}/test_phone.py": "",
    f"{HERE}/phone.cases.yaml": "",
}
MORE: dict[str, str | bytes] = {**PHONE, f"{HERE}/iban.py": "1 / 0", "own.py": OWN_TYPE}
OF_YOUR_OWN = "; a type of your own comes from a plugin, which is named under `plugins`"
NOT_INSTALLED = ": in a hook, name it in .pre-commit-config.yaml, `additional_dependencies: [{0}]`; elsewhere, `pip install {0}`, or its path where it is a folder"
PLUGINS: list[tuple[str, dict[str, str | bytes], str, list[tuple[int, int, str]]]] = [
    ("a file that is missing", {}, "plugins: [./x.py]", [(2, 11, "there is no plugin file `./x.py`: its name is relative to this configuration")]),
    ("a misspelt file", MORE, f"plugins: [{HERE}/fone.py]", [(2, 11, f"there is no plugin file `{HERE}/fone.py` (did you mean `./{HERE}/phone.py`?): its")]),
    ("a file outside", {"../outside.py": ""}, "plugins: [../outside.py]", [(2, 11, "lies outside of the repository")]),
    ("a folder with a file", PHONE, f"plugins: [./{HERE}]", [(2, 11, f"`./{HERE}` is a folder: name the file in it, `./{HERE}/phone.py`")]),
    ("a folder with files", MORE, f"plugins: [./{HERE}/]", [(2, 11, f"name the file in it, `./{HERE}/iban.py` or `./{HERE}/phone.py`")]),
    ("this folder", MORE, "plugins: [.]", [(2, 11, "`.` is a folder: name the file in it, `./own.py`")]),
    ("a folder without a file", {"a/b.txt": ""}, "plugins: [./a]", [(2, 11, "`./a` is a folder, and holds no plugin file")]),
    ("a folder with a distribution", {"a/pyproject.toml": ""}, "plugins: [./a]", [(2, 11, "`pip install` it, and name the distribution")]),
    ("not installed", {}, "plugins: [proplint-phone]", [(2, 11, f"plugin proplint-phone is not installed{NOT_INSTALLED.format('proplint-phone')}")]),
    ("not installed, and no file", PHONE, f"plugins: [{HERE}.fax]", [(2, 11, f"plugin {HERE}.fax is not installed: in a hook")]),
    ("a file as a module", PHONE, f"plugins: [{HERE}.phone]", [(2, 11, f"plugin {HERE}.phone is not installed (did you mean `./{HERE}/phone.py`?); a plugin file is named by its path")]),
    ("a file by its stem", PHONE, "plugins: [phone]", [(2, 11, f"(did you mean `./{HERE}/phone.py`?)")]),
    ("a file without its end", PHONE, f"plugins: [{HERE}/phone]", [(2, 11, f"(did you mean `./{HERE}/phone.py`?)")]),
    ("a folder as a module", MORE, f"plugins: [{HERE}]", [(2, 11, f"(did you mean `./{HERE}/iban.py` or `./{HERE}/phone.py`?)")]),
    ("a text", PHONE, "plugins: ./proplint_plugins/phone.py\nproperties: {Phone:A: }", [(2, 10, "`plugins` must be a list: write `[./proplint_plugins/phone.py]`")]),
    ("installed without a plugin", {}, "plugins: [click]", [(2, 11, "is installed, but brings no plugin (entry-point group `proplint`)")]),
    ("all at once, and nothing that follows from it", {}, "plugins: [./x.py, y]\nfile: x\nproperties: {Phone:A: }\nrules: {no-phone: off}", [
        (2, 11, "there is no plugin file `./x.py`"), (2, 19, "plugin y is not installed"), (3, 1, "unknown key `file`")]),
    ("no plugins", {}, "properties: {Phone:A: }", [(2, 14, f"`Date and time`{OF_YOUR_OWN}\n")]),
    ("a type that is misspelt", PHONE, "properties: {Nmber:A: }", [(2, 14, "`Text line`, `Date`, `Date and time`\n")]),
    ("a file that is not named", MORE, "properties: {Phone:A: }", [(2, 14, f"; `./{HERE}/phone.py` is not named under `plugins`: add `plugins: [./{HERE}/phone.py]`")]),
    ("one of two that is not named", MORE, "plugins: [own.py]\nproperties: {Phone:A: , Own:B: }", [(3, 14, f"; `./{HERE}/phone.py` is not named under `plugins`: add it\n")]),
    ("files that are not named", MORE, "properties: {Fax:A: }", [(2, 14, f"; `./{HERE}/iban.py`, `./{HERE}/phone.py` are not named under `plugins`: add the one that brings it")]),
    ("a rule, and a file", PHONE, "record_rules: [phone]", [(2, 16, f"unknown record rule `phone`; there are: `requires`, `excludes`; `./{HERE}/phone.py` is not named")]),
    ("a rule", {}, "file_rules: [phone]", [(2, 14, "`unique`; a file rule of your own comes from a plugin, which is named under `plugins`")]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in PLUGINS])
def test_plugins_that_are_named_wrongly_or_not_at_all(
    tmp_path: Path, files: dict[str, str | bytes], text: str, expected: list[tuple[int, int, str]]
) -> None:
    top = tmp_path / "top"
    write_all(top, files)
    found = mistakes(f"version: 1\n{text}\n", str(top))
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in expected]
    for (_, _, message), (_, _, says) in zip(found, expected, strict=True):
        assert says in f"{message}\n"


def test_no_plugin_file_is_looked_for_where_none_may_be_loaded(tmp_path: Path) -> None:
    write_all(tmp_path, MORE)
    for text in ("properties: {Phone:A: }", f"plugins: [{HERE}.phone]"):
        with pytest.raises(ConfigError) as caught:
            load_config(f"version: 1\n{text}\n", folder=str(tmp_path))
        assert "phone.py" not in str(caught.value)
    assert load_config(f"version: 1\nplugins: [./{HERE}]\nproperties: {{Phone:A: }}\n").unjudged == {"Phone:A"}


def test_a_plugin_file_outside_of_the_repository(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.py", "")
    top = tmp_path / "top"
    top.mkdir()
    (top / "link.py").symlink_to(outside)
    for name in ("link.py", str(outside)):
        assert [message for *_, message in mistakes(f"version: 1\nplugins: [{name}]\n", str(top))] == [
            f"the plugin file `{name}` lies outside of the repository, from where none is loaded"
        ]


@given(st.text(alphabet=st.characters(), max_size=8))
def test_what_yaml_forbids_is_refused_wherever_it_stands(text: str) -> None:
    forbidden = "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    said = refusal(f"version: 1\n# ü {' '.join(text.splitlines())}\n".encode(errors="surrogatepass"))
    surrogates = any("\ud800" <= one <= "\udfff" for one in text)
    assert (said is not None) == (surrogates or re.search(forbidden, " ".join(text.splitlines())) is not None)
