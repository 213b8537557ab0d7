"""Cases as data: what is wrong with them is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proplint.testing import CasesError
from proplint.testing.typecases import Pair, Right, Wrong, read_type_cases
from proplint_types.number import Number
from support import write

if TYPE_CHECKING:
    from pathlib import Path

    from proplint.testing.typecases import Group


def read(folder: Path, text: str) -> list[Group]:
    return read_type_cases(str(write(folder / "x.yaml", text)), Number())


def test_texts_are_taken_as_they_are_written(workdir: Path) -> None:
    text = (
        '- valid: [1.10, 007, NO, ~, 2025-06-27, 1e3, "5\\u00a0", =]\n  accepted: [0x1F]\n  invalid:\n    - 1_000\n'
        "    - {value: null, rule: true, says: [yes, off], fix: 0o7, safe: true, readings: {a b: 1.0, c: null}}\n"
        "  same: [{before: 1.0, after: 1}]\n  different: [{before: ~, after: 1}]\n"
    )
    (group,) = read(workdir, text)
    assert group.cases == (
        *(Right(1, value, proven=False) for value in ("1.10", "007", "NO", "~", "2025-06-27", "1e3", "5\u00a0", "=")),
        Right(2, "0x1F", proven=True),
        Wrong(4, "1_000", None),
        Wrong(5, "null", "true", ("yes", "off"), "0o7", safe=True, readings={"a b": "1.0", "c": None}),
        Pair(6, "1.0", "1", same=True),
        Pair(7, "~", "1", same=False),
    )


def test_options_are_read_as_the_configuration_is(workdir: Path) -> None:
    first, second, third = read(
        workdir, "- valid: [1]\n- options: {min: 1.50}\n  valid: [2]\n- options: {integer: true}\n  valid: [3]\n"
    )
    assert {*first.named, *second.named} == {"min"}
    assert (first.options["min"], str(second.options["min"]), third.options["integer"]) == (None, "1.50", True)


WRONG = [
    ("", "x.yaml:1:1: the file must be a list of groups"),
    ("valid: [1]\n", "x.yaml:1:1: the file must be a list of groups"),
    ("- 1\n", "x.yaml:1:3: a group must hold keys and values"),
    (
        "- vald: [1]\n",
        "x.yaml:1:3: unknown key `vald` of a group (did you mean `valid`?); it has: `options`, `valid`, `accepted`",
    ),
    ("- valid: 1\n", "x.yaml:1:10: `valid` must be a list"),
    ("- valid: [[1]]\n", "x.yaml:1:11: a member of `valid` must be a text"),
    ("- valid:\n    -\n", "x.yaml:2:6: a member of `valid` is missing: put an empty text into quotes"),
    ('- valid: [""]\n', "x.yaml:1:11: a member of `valid` is empty: no type is asked about an empty cell"),
    ('- valid: ["\\0"]\n', "holds what no text does"),
    ("- invalid: [{value: x}]\n", "x.yaml:1:13: a member of `invalid` must have `rule`"),
    (
        "- invalid: [{value: x, rule: y, fixx: z}]\n",
        "unknown key `fixx` of a member of `invalid` (did you mean `fix`?)",
    ),
    ("- invalid: [{value: x, rule: y, safe: true}]\n", "`safe` says something about a `fix`, and there is none"),
    ("- invalid: [{value: x, rule: y, fix: z, safe: maybe}]\n", "`safe` must be true or false"),
    ("- invalid: [{value: x, rule: y, readings: z}]\n", "`readings` must be readings and their fixes"),
    ("- same: [[1, 2]]\n", "a member of `same` must be a mapping; its keys are `before`, `after`"),
    ("- same: [{before: 1}]\n", "a member of `same` must have `after`"),
    ("- options: {minn: 1}\n  valid: [1]\n", "x.yaml:1:13: unknown key `minn` of `options` (did you mean `min`?)"),
    ("- options: {min: x}\n  valid: [1]\n", "`min` must be a number such as 42.5, not `x`"),
    ("- options: [1]\n  valid: [1]\n", "x.yaml:1:12: `options` must be a mapping; its keys are `min`, `max`"),
    ("- options: {min: 1}\n", "a group must have one of valid, accepted, invalid"),
    ("- refused: {option: min}\n  valid: [1]\n", "options that are refused have no other cases"),
    ("- refused: {option: mim}\n", "there is no option `mim`"),
    ("- refused: {says: x}\n", "`refused` must have `option`"),
    ("- valid: [1\n", "x.yaml:2:1: this is no YAML"),
    ("- valid: [1]\n  valid: [2]\n", "x.yaml:2:3: `valid` stands twice; the first is on line 1"),
    ("- invalid: [x]\n", "no group has a `valid` text"),
    ("- vald: [1]\n  invalid: x\n", "x.yaml:2:12: `invalid` must be a list"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_told_with_its_place(workdir: Path, text: str, message: str) -> None:
    with pytest.raises(CasesError) as caught:
        read(workdir, text)
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CasesError, match=r"nowhere\.yaml can't be read: .*; `cases` names a file beside the test"):
        read_type_cases("nowhere.yaml", Number())
