"""What plugins say of programs takes part in all that is known of spreadsheets, and only where it was asked for."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from proplint.api import LOCALES, Transformation, Way, origin_of
from proplint.damage.changes import Change
from proplint.damage.explain import TRANSFORMATIONS, explain
from proplint.damage.weigh import weigh
from proplint.exceptions import PluginError
from proplint.plugins import Host
from proplint.registry import BUILT_IN_DAMAGE, DAMAGE
from support import commit_all, install, proplint, repository, rules, write, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from proplint.damage.weigh import Weighed

TODAY = date(2026, 5, 5)
DOTS = """\
import re
from proplint.api import Transformation, Way, hookimpl

def make(text, locale, today):
    return text.replace(" ", ".")

KIND = Transformation(
    name="dotted",
    what="put dots for blanks",
    likely=re.compile(" "),
    ways=(Way("dots", make, localised=False),),
    who="the mailer",
)

@hookimpl
def proplint_damage():
    return [KIND]
"""
CONFIG = """\
version: 1
plugins: [./dots.py]
properties:
  Text:Note:
  Choice:Mood: {options: [very good, bad]}
  Multiple choice:Hobby: {options: [long walks, chess]}
"""
FREE = CONFIG.replace("plugins: [./dots.py]\n", "")
HEADER = "Customer ID,Email,Text:Note,Choice:Mood,Multiple choice:Hobby\n"
BEFORE = HEADER + "a1,a@example.com,call me,very good,long walks;chess\nb2,b@example.com,no mail,bad,chess\n"
AFTER = BEFORE.replace("call me,very good,long walks", "call.me,very.good,long.walks").replace("no mail", "no.mail")


def shop(folder: Path, plugin: str = DOTS, config: str = CONFIG, before: str = BEFORE, after: str = AFTER) -> None:
    """Make a repository with a file that went through the program since the last commit."""
    repository(folder)
    write_all(folder, {"dots.py": plugin, "proplint.yaml": config, "a.csv": before})
    commit_all(folder)
    write(folder / "a.csv", after)


def test_damage_is_told_with_who_did_it_and_put_right(workdir: Path) -> None:
    shop(workdir)
    done = proplint("check")
    assert done.code == 1
    assert rules(done.out) == ["spreadsheet-damage"] * 4
    assert "`very.good` was `very good` in the version before: the mailer put dots for blanks (" in done.out
    assert "a.csv: this file went through the mailer: 4 cells in 3 columns" in done.out
    assert proplint("fix").code == 1
    assert (workdir / "a.csv").read_text() == BEFORE


def test_without_the_plugin_nothing_is_known(workdir: Path) -> None:
    shop(workdir, config=FREE)
    assert rules(proplint("check").out) == ["unknown-option"] * 2
    assert "the mailer" not in proplint("check").out


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [("Choice:Mood", "very.good", "very good"), ("Multiple choice:Hobby", "chess;long.walks", "long walks")],
)
def test_an_option_that_a_program_rewrote_is_told_without_a_version_before(
    workdir: Path, column: str, cell: str, text: str
) -> None:
    write_all(
        workdir,
        {"dots.py": DOTS, "proplint.yaml": CONFIG, "a.csv": f"Customer ID,Email,{column}\na1,a@example.com,{cell}\n"},
    )
    done = proplint("check", "--base", "none", "a.csv")
    assert done.code == 1
    assert f"is not an option, but what may have become of `{text}`: the mailer put dots for blanks" in done.out
    assert f"did you mean `{text}`?" in done.out


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_what_one_configuration_names_is_nothing_to_another(workdir: Path, order: str) -> None:
    (workdir / ".git").mkdir()
    first, second = order[0], order[1]
    files = {f"{first}/proplint.yaml": CONFIG, f"{first}/dots.py": DOTS, f"{second}/proplint.yaml": FREE}
    rows = "Customer ID,Email,Choice:Mood\na1,a@example.com,very.good\n"
    write_all(workdir, files | {f"{name}/a.csv": rows for name in order})
    lines = [line for line in proplint("check", "--base", "none", "a", "b").out.splitlines() if ".csv:" in line]
    assert [("the mailer" in line) for line in lines] == [name == first for name in "ab"]


def test_only_plugins_that_the_configuration_names_are_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    install(tmp_path, "proplint-dots-1", DOTS)
    host = Host({})
    assert host.find("Unheard of", "Unheard of:A") is None  # loads whatever is installed
    assert [one.thing.name for one in host.known(DAMAGE)] == ["dotted"]
    assert host.transformations() == ()
    host.load_installed("proplint-dots-1")
    (kind,) = host.transformations()
    assert kind.name == "dotted"
    assert host.transformations()[0] is kind


def test_columns_that_a_program_would_destroy_are_told_once_for_each_program(workdir: Path) -> None:
    more = (
        DOTS.replace('"dotted"', '"dashed"')
        .replace('"."', '"-"')
        .replace('who="the mailer"', 'who="the ERP",\n    advice="ask Jane"')
    )
    config = CONFIG.replace("[./dots.py]", "[./dots.py, ./more.py]") + "rules: {fragile-value: warning}\n"
    rows = HEADER + f"a1,a@example.com,1 2,,\nb2,b@example.com,{'long ' * 50},,\nc3,c@example.com,0012,,\n"
    write_all(workdir, {"dots.py": DOTS, "more.py": more, "proplint.yaml": config, "a.csv": rows})
    done = proplint("check", "--base", "none", "a.csv")
    assert done.code == 0
    told = [line.partition("fragile-value: ")[2] for line in done.out.splitlines() if "fragile-value" in line]
    assert len(told) == 3
    for says in (
        "2 cells of this column do not survive the mailer: it makes `1.2` of `1 2` (Text:Note, customer a1); see to it that the mailer leaves the column as it is",
        "2 cells of this column do not survive the ERP: it makes `1-2` of `1 2` (Text:Note, customer a1); ask Jane",
    ):
        assert says in told
    assert sum("does not survive a spreadsheet" in line or "do not survive a spreadsheet" in line for line in told) == 1


def test_a_program_without_a_name_is_a_spreadsheet(workdir: Path) -> None:
    shop(workdir, plugin=DOTS.replace('    who="the mailer",\n', ""))
    done = proplint("check")
    assert "in the version before: a spreadsheet put dots for blanks" in done.out
    assert "this file went through a spreadsheet" in done.out
    write(workdir / "proplint.yaml", CONFIG + "rules: {fragile-value: warning}\n")
    write(workdir / "a.csv", BEFORE)
    (line,) = [line for line in proplint("check").out.splitlines() if "Text:Note" in line]
    assert "2 cells of this column do not survive a spreadsheet: a spreadsheet makes `call.me` of `call me`" in line
    assert "Quoted field as text" in line


def test_what_a_program_did_to_an_error_file_is_not_taken_back(workdir: Path) -> None:
    rows = "Customer ID,Email,Text:Note,Boolean:VIP\na1,a@example.com,call me,wahr\n"
    config = CONFIG + "  Boolean:VIP:\n"
    for plugin, kept in ((CONFIG, "call me"), (FREE, "call.me")):
        config = plugin + "  Boolean:VIP:\n"
        write_all(workdir, {"dots.py": DOTS, "proplint.yaml": config, "a.csv": rows})
        proplint("check", "--base", "none", "--error-files", "errors", "a.csv")
        file = workdir / "errors" / "a.errors.csv"
        file.write_text(file.read_text("utf-8").replace("call me", "call.me").replace("wahr", "TRUE"), "utf-8")
        done = proplint("apply", "--base", "none", "--to", "a.csv", str(file))
        assert done.code == 0
        told = "Text:Note: `call me` became `call.me`: the mailer did that, so a.csv keeps its own"
        assert (told in done.all) is (plugin == CONFIG)
        assert (workdir / "a.csv").read_text() == rows.replace("call me", kept).replace("wahr", "TRUE")
        file.unlink()


FAULTS = [
    ("raise KeyError('k')", "failed in the transformation `dotted`: KeyError: 'k'"),
    ("return 7", "failed in the transformation `dotted`: TypeError: it made a int, not a str or None"),
    ("return b'x'", "failed in the transformation `dotted`: TypeError: it made a bytes, not a str or None"),
]


@pytest.mark.parametrize(("body", "says"), FAULTS, ids=[body for body, _ in FAULTS])
@pytest.mark.parametrize("use", ["base", "origin", "fragile"])
def test_a_transformation_that_fails_is_named(workdir: Path, body: str, says: str, use: str) -> None:
    config = CONFIG + ("rules: {fragile-value: warning}\n" if use == "fragile" else "")
    shop(
        workdir,
        DOTS.replace('return text.replace(" ", ".")', body),
        config,
        after=BEFORE if use == "fragile" else AFTER,
    )
    done = proplint("check", *([] if use == "base" else ["--base", "none"]))
    assert done.code == 2
    assert f"dots.py {says}\n" in done.err
    assert "proplint_types" not in done.err
    assert "Traceback" not in done.all


REFUSED = [
    ('name="dotted"', 'name="lost-zeros"', "two plugins bring the transformation `lost-zeros`: proplint.damage.explain (built in) and "),
    ('name="dotted"', 'name="two words"', "Transformation.name must be a word without blanks, not 'two words'"),
    ('what="put dots for blanks"', 'what=""', "the transformation `dotted` must say in `what` what was done"),
    ('what="put dots for blanks"', 'what="a\\nb"', "the transformation `dotted` must have `what`, a text on one line"),
    ('who="the mailer"', "who=None", "the transformation `dotted` must have `who`, a text on one line"),
    ('re.compile(" ")', '" "', "the transformation `dotted` must have `likely`, a compiled pattern of str"),
    ('re.compile(" ")', 're.compile(b" ")', "the transformation `dotted` must have `likely`, a compiled pattern of str"),
    ('(Way("dots", make, localised=False),)', "()", "the transformation `dotted` must have `ways`, a tuple of Way"),
    ('(Way("dots", make, localised=False),)', "(make,)", "the transformation `dotted` must have `ways`, a tuple of Way"),
    ('dots", make', 'dots", 7', "the transformation `dotted` must have ways with `make`, a function"),
    ("[KIND]", "[make]", "proplint_damage gave a function, which is no Transformation"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), REFUSED, ids=[f"{new} {says[-20:]}" for _, new, says in REFUSED])
def test_a_transformation_that_lacks_something_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = write(tmp_path / "dots.py", DOTS.replace(old, new))
    with pytest.raises(PluginError) as caught:
        Host({}).load_file(str(file))
    assert says in str(caught.value)


def test_the_names_of_what_is_built_in_are_taken() -> None:
    assert [*BUILT_IN_DAMAGE] == [kind.name for kind in TRANSFORMATIONS]
    host = Host({})
    assert [one.thing.name for one in host.every(DAMAGE)] == [*BUILT_IN_DAMAGE]
    assert host.transformations() == ()


def changed(pattern: str, new: str, *, who: str = "the ERP") -> Transformation:
    """Return what puts a text for whatever a pattern finds."""
    found = re.compile(pattern)
    return Transformation(
        "changed", "changed it", found, (Way("", lambda text, *_: found.sub(new, text), localised=False),), who
    )


def weighed(changes: list[tuple[str, str]], *more: Transformation, survivors: tuple[str, ...] = ()) -> Weighed:
    def left(_: frozenset[int]) -> Iterator[tuple[int, str]]:
        yield from ((0, text) for text in survivors)

    return weigh([Change(0, *one) for one in changes], left, {}, reformatted=False, today=TODAY, more=more)


ZEROS = changed("^0+", "")


@pytest.mark.parametrize(
    ("changes", "more", "whos", "programs"),
    [
        ([("007", "7"), ("008", "8")], ZEROS, ["the ERP"] * 2, "the ERP"),
        ([("007", "7"), ("008", "8"), ("+49", "49")], ZEROS, [""] * 3, "a spreadsheet"),
        ([("007", "7"), ("00x", "x"), ("00y", "y")], ZEROS, ["the ERP"] * 3, "the ERP"),
        ([("+49", "49"), ("00y", "y")], ZEROS, ["", "the ERP"], "a spreadsheet and the ERP"),
        ([("1.234", "1234"), ("1.235", "1235")], changed(r"\.", ""), ["the ERP"] * 2, "the ERP"),
        ([("007", "7"), ("008", "8")], changed("^0+", "", who=""), [""] * 2, "a spreadsheet"),
    ],
)
def test_the_program_that_explains_the_most_is_told(
    changes: list[tuple[str, str]], more: Transformation, whos: list[str], programs: str
) -> None:
    found = weighed(changes, more)
    assert [damage.transformation.who for damage in found.damage if damage] == whos
    assert found.certain
    assert f"this file went through {programs}: " in found.summary


def test_a_cell_that_was_spared_speaks_against_a_program() -> None:
    assert weighed([("00x", "x"), ("00y", "y")], ZEROS).cells == 2
    assert weighed([("00x", "x"), ("00y", "y")], ZEROS, survivors=("00z",)).cells == 0
    sometimes = ZEROS._replace(ways=[way._replace(regular=False) for way in ZEROS.ways])
    assert weighed([("00x", "x"), ("00y", "y")], sometimes, survivors=("00z",)).cells == 2


def test_what_is_not_likely_is_not_asked_for() -> None:
    def never(text: str, *_: object) -> str:
        raise AssertionError(text)

    kind = Transformation("never", "did it", re.compile("x"), (Way("", never),))
    assert explain("abc", "abd", today=TODAY, more=[kind]) is None
    assert origin_of("abc", ("abd", "q"), (kind,)) is None


def test_a_way_is_asked_for_each_locale_only_where_it_depends_on_it() -> None:
    asked: list[str] = []

    def make(text: str, locale: object, _today: date, /) -> str:
        asked.append(locale.name)  # type: ignore[attr-defined]
        return text[::-1]

    for localised in (False, True):
        kind = Transformation(
            "reversed", "turned it round", re.compile("."), (Way("", make, localised=localised),), "the ERP"
        )
        damage = explain("abc", "cba", today=TODAY, more=[kind])
        assert damage is not None
        assert damage.transformation.name == "reversed"
        assert len(asked) == (len(LOCALES) if localised else 1)
        asked.clear()


def test_origins_of_two_configurations_are_kept_apart() -> None:
    texts = ("a b", "c")
    dotted, dashed = changed(" ", "."), changed(" ", "-", who="the mailer")
    for _ in range(2):
        for cell, more, how in (("a.b", dotted, "the ERP changed it"), ("a-b", dashed, "the mailer changed it")):
            origin = origin_of(cell, texts, (more,))
            assert origin is not None
            assert (origin.text, origin.how, origin.lossless) == ("a b", how, False)
        assert origin_of("a-b", texts, (dotted,)) is None
        assert origin_of("a.b", texts) is None
