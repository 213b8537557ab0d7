"""The built-in types: every rule and every help text, as data."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proplint.api import OptionError
from proplint.engine.bind import Column
from proplint.engine.cells import ColumnJudge
from proplint.engine.readings import rule
from proplint.plugins import Host
from proplint.registry import BUILT_IN
from proplint.text import escaped, render
from support import same_of
from typed import OPTIONS

if TYPE_CHECKING:
    from proplint.api import CellCheck, Problem

COLORS = ("Blue", "Red", "Yeşil", "İzmir", "1-2", "1.10", "5E3", "Light blue", "€5")


def bound(word: str, **options: Any) -> CellCheck:
    loaded = Host({}).find(word, word)
    assert loaded is not None
    return loaded.compile("x", {option.name: option.default for option in loaded.type.options} | options)


def judged(word: str, value: str, **options: Any) -> Problem | None:
    """Judge a cell that is the only one of its column."""
    loaded = Host({}).find(word, word)
    assert loaded is not None
    judge = ColumnJudge(Column(0, word, loaded, bound(word, **options), required=False))
    problem = judge.problems([value], damaged=False).get(value)
    if problem is None or not problem.readings:
        return problem
    ruling = rule({(*problem.readings,): 2})
    fixes = {*problem.readings.values()}
    safe = fixes.pop() if ruling.left and len(fixes) == 1 else problem.fix
    return problem._replace(fix=safe)


def shown(template: str, value: str, problem: Problem) -> str:
    return render(template, {"value": value, **problem.data})


VALID: list[tuple[str, dict[str, Any], list[str]]] = [
    ("Boolean", {}, ["TRUE", "FALSE"]),
    ("Choice", {"options": COLORS}, [*COLORS]),
    ("Choice", {}, ["anything", "a;b"]),
    ("Multiple choice", {"options": COLORS}, ["Blue", "Red;Blue", ";".join(COLORS)]),
    ("Multiple choice", {}, ["a", "a;b", "a,b"]),
    ("Number", {}, ["0", "42.5", "-1", "007", "-0", "0.10", "12345678901234567890.5"]),
    ("Number", {"min": Decimal(0), "max": Decimal("0.3")}, ["0", "0.3", "-0", "0.300"]),
    ("Number", {"integer": True}, ["1", "-12"]),
    ("Number", {"max_decimals": 2}, ["1", "1.2", "1.23"]),
    ("Text", {}, ["x", "a\nb", "=1+1", "ş", "😀", " "]),
    ("Text line", {"min_length": 2, "max_length": 3}, ["ab", "şüı"]),
    ("Text", {"pattern": "[A-Z]{2}[0-9]+"}, ["AB1", "XY123"]),
    ("Date", {}, ["2025/06/27", "2024/02/29", "2000/02/29", "0001/01/01", "9999/12/31"]),
    ("Date and time", {}, ["2025/06/27"]),
    ("Date", {"min": date(2025, 1, 2), "max": date(2025, 1, 3)}, ["2025/01/02", "2025/01/03"]),
]


@pytest.mark.parametrize(
    ("word", "options", "value"),
    [(word, options, value) for word, options, values in VALID for value in values],
)
def test_valid(word: str, options: dict[str, Any], value: str) -> None:
    assert bound(word, **options).check(value) is None


class Wrong(NamedTuple):
    """A wrong value; `says` must stand in message or help, a `fix` ending in "?" is an unsafe one."""

    value: str
    rule: str
    says: str
    fix: str | None = None


B, N, D, O = "not-a-boolean", "not-a-number", "not-a-date", "unknown-option"  # noqa: E741

WRONG: list[tuple[str, dict[str, Any], list[Wrong]]] = [
    ("Boolean", {}, [
        Wrong("true", B, "capitals", "TRUE"),
        Wrong("False", B, "capitals", "FALSE"),
        Wrong(" TRUE", B, "blanks", "TRUE"),
        Wrong("WAHR", B, "another language", "TRUE"),
        Wrong("Falsch", B, "another language", "FALSE"),
        Wrong("DOĞRU", B, "another language", "TRUE"),
        Wrong("doğru", B, "another language", "TRUE"),
        Wrong("YANLIŞ", B, "another language", "FALSE"),
        Wrong("Err:509", B, "formula"),
        Wrong("#İSİM?", B, "formula"),
        Wrong("Err:5x9", B, "neither"),
        Wrong("Yanlış", B, "another language", "FALSE"),
        Wrong("VRAI", B, "another language", "TRUE"),
        Wrong("Verdadero", B, "another language", "TRUE"),
        Wrong("FALSO", B, "another language", "FALSE"),
        Wrong("Dog\u0306ru", B, "another language", "TRUE"),
        Wrong("DOÐRU", B, "another language", "TRUE"),
        Wrong("YANLIÞ", B, "another language", "FALSE"),
        Wrong("'true\u00a0", B, "capitals", "TRUE"),
        Wrong("yes", B, "`TRUE` if", "TRUE?"),
        Wrong("Evet", B, "`TRUE` if", "TRUE?"),
        Wrong("HAYIR", B, "`FALSE` if", "FALSE?"),
        Wrong("nein", B, "`FALSE` if", "FALSE?"),
        Wrong("1", B, "`TRUE` if", "TRUE?"),
        Wrong("0", B, "`FALSE` if", "FALSE?"),
        Wrong("perhaps", B, "leave the cell empty"),
        Wrong("TRUE;FALSE", B, "neither"),
        Wrong("#REF!", B, "formula"),
    ]),
    ("Choice", {"options": COLORS}, [
        Wrong("blue", O, "`Blue`", "Blue"),
        Wrong("Blue ", O, "blanks", "Blue"),
        Wrong("Light  blue", O, "blanks", "Light blue"),
        Wrong("\u00a0Red", O, "blanks", "Red"),
        Wrong("YEŞİL", O, "`Yeşil`", "Yeşil"),
        Wrong("izmir", O, "`İzmir`", "İzmir"),
        Wrong("Yes\u0327il", O, "accents", "Yeşil"),
        Wrong("Bleu", O, "did you mean `Blue`", "Blue?"),
        Wrong("Ye?il", O, "did you mean `Yeşil`", "Yeşil?"),
        Wrong("Ye\ufffdil", O, "another code page", "Yeşil?"),
        Wrong("YeÅŸil", O, "read UTF-8 as another encoding", "Yeşil"),
        Wrong("Yeþil", O, "another code page", "Yeşil"),
        Wrong("Blue;Red", O, "takes one"),
        Wrong("Blue, Red", O, "takes one"),
        Wrong("Aquamarine", O, "new options are made in ikas"),
        Wrong("01.02.2026", O, "did you mean `1-2`", "1-2?"),
        Wrong("01.02.2026", O, "a German or a Turkish spreadsheet took it for a part of a date", "1-2?"),
        Wrong("01.02.1998", O, "did you mean `1-2`", "1-2?"),
        Wrong("1/2/2026", O, "did you mean `1-2`", "1-2?"),
        Wrong("2-Jan", O, "a US English spreadsheet", "1-2?"),
        Wrong("46024", O, "a US English spreadsheet took it for a part of a date", "1-2?"),
        Wrong("1.1", O, "did you mean `1.10`", "1.10?"),
        Wrong("5000", O, "did you mean `5E3`", "5E3?"),
        Wrong("5", O, "did you mean `€5`", "€5?"),
        Wrong("#BEZUG!", O, "formula"),
        Wrong("########", O, "formula"),
    ]),
    ("Choice", {"options": ("a", "b")}, [Wrong("zzz", O, "the options are a, b")]),
    ("Choice", {"options": ("Sıkı", "Siki", "m²", "Kırmızı", "Straße", "ÖZEL", "a, b", "x²", "X2")}, [
        Wrong("SIKI", O, "Siki", "Siki?"),
        Wrong("SİKİ", O, "did you mean", "Sıkı?"),
        Wrong("Sıkı\u00a0", O, "blanks", "Sıkı"),
        Wrong("m2", O, "differently", "m²?"),
        Wrong("x2", O, "`X2`", "X2"),
        Wrong("KIRMIZI", O, "`Kırmızı`", "Kırmızı"),
        Wrong("kirmizi", O, "`Kırmızı`", "Kırmızı"),
        Wrong("STRASSE", O, "`Straße`", "Straße"),
        Wrong("o\u0308zel ", O, "`ÖZEL`", "ÖZEL"),
        Wrong("kır mızı", O, "`Kırmızı`", "Kırmızı?"),
        Wrong("A,  B", O, "`a, b`", "a, b"),
        Wrong("a, b, m²", O, "takes one"),
    ]),
    ("Choice", {"options": tuple(map(str, range(20)))}, [Wrong("zzz", O, "there are 20 options")]),
    ("Multiple choice", {"options": COLORS}, [
        Wrong("Blue, Red", O, "semicolons", "Blue;Red"),
        Wrong("Blue,Red", O, "semicolons", "Blue;Red"),
        Wrong("Blue|Red", O, "semicolons", "Blue;Red"),
        Wrong("Blue\nRed", O, "semicolons", "Blue;Red"),
        Wrong("Blue; Red", O, "blanks", "Blue;Red"),
        Wrong("Blue;red", O, "`Red`", "Blue;Red"),
        Wrong("blue;red", O, "`Blue`", "Blue;Red"),
        Wrong("blue; RED;yeşil", O, "`Blue`", "Blue;Red;Yeşil"),
        Wrong("Blue, red", O, "semicolons", "Blue;Red"),
        Wrong("Blue\r\nRed\r\n", O, "semicolons", "Blue;Red"),
        Wrong("Blue,Red;Yes\u0327il", O, "semicolons", "Blue;Red;Yeşil"),
        Wrong("Blue;Red,", O, "semicolons", "Blue;Red"),
        Wrong("Blue;Red\n", O, "blanks", "Blue;Red"),
        Wrong(";;Blue;;red;", O, "semicolon", "Blue;Red"),
        Wrong("Blue;blue", O, "`Blue`", "Blue?"),
        Wrong("Blue,Bleu", O, "did you mean"),
        Wrong("Blue;", O, "semicolon", "Blue"),
        Wrong(";", O, "semicolon"),
        Wrong("Blue;;Red", O, "semicolon", "Blue;Red"),
        Wrong("Blue; ", O, "semicolon", "Blue"),
        Wrong("Blue;YeÅŸil", O, "`YeÅŸil` is not an option, but", "Blue;Yeşil"),
        Wrong("01.02.2026", O, "did you mean `1-2`", "1-2?"),
        Wrong("Blue;Bleu", O, "`Bleu` is not an option", "Blue?"),
        Wrong("Blue;Nothing like it", O, "is not an option"),
        Wrong("Red;Blue;Red", "repeated-option", "`Red` stands twice", "Red;Blue"),
        Wrong("#YOK", O, "formula"),
    ]),
    ("Multiple choice", {"options": ("a", "b", "c", "a, b", "d/e", "x,")}, [
        Wrong("c,a", O, "semicolons", "c;a"),
        Wrong("a, b,c", O, "is not an option"),
        Wrong("c,d/e", O, "semicolons", "c;d/e"),
        Wrong("c;D/E", O, "`d/e`", "c;d/e"),
        Wrong("A,B", O, "differently"),
        Wrong("c;x,;", O, "semicolon", "c;x,"),
        Wrong("a\r\nb\r\n", O, "semicolons", "a;b"),
        Wrong("c," * 3000 + "b", O, "is not an option"),
    ]),
    ("Multiple choice", {}, [
        Wrong("a;;b", O, "semicolon", "a;b"),
        Wrong("a;a", "repeated-option", "twice", "a"),
    ]),
    ("Number", {}, [
        Wrong("2-May", N, "is a date: a spreadsheet took the number for one"),
        Wrong("02. Mai", N, "is a date"),
        Wrong("Jan-05", N, "is a date"),
        Wrong("01:30:00 AM", N, "is a time: a spreadsheet took the number for one"),
        Wrong("42,5", N, "decimal comma", "42.5"),
        Wrong("-0,5", N, "decimal comma", "-0.5"),
        Wrong("1,234", N, "may be for decimals or for thousands"),
        Wrong("0,234", N, "decimal comma", "0.234"),
        Wrong("1.234,5", N, "thousands", "1234.5"),
        Wrong("1,234.5", N, "thousands", "1234.5"),
        Wrong("1.234.567", N, "thousands", "1234567"),
        Wrong("1'234", N, "thousands", "1234"),
        Wrong("1 234,5", N, "thousands", "1234.5"),
        Wrong("1\u202f234", N, "thousands", "1234"),
        Wrong("1e3", N, "exponent", "1000?"),
        Wrong("1,5E-2", N, "exponent", "0.015?"),
        Wrong("1.79769313486232E+308", N, "digits are lost"),
        Wrong(".5", N, "in front", "0.5"),
        Wrong("5.", N, "behind", "5"),
        Wrong("+5", N, "plus", "5"),
        Wrong("+5.5", N, "plus", "5.5"),
        Wrong(" 5", N, "blanks", "5"),
        Wrong("5\n", N, "blanks", "5"),
        Wrong("\u00a05", N, "blanks", "5"),
        Wrong("5 €", N, "currency", "5?"),
        Wrong("1.234,50 TL", N, "currency", "1234.50?"),
        Wrong("$1,234", N, "currency"),
        Wrong("-$5", N, "currency", "-5?"),
        Wrong("5TL6", N, "digits only"),
        Wrong("(5)", N, "brackets", "-5?"),
        Wrong("\u00a042,5 ", N, "decimal comma", "42.5"),
        Wrong("'5", N, "apostrophe", "5"),
        Wrong(",5", N, "decimal comma", "0.5"),
        Wrong("1234,567", N, "decimal comma", "1234.567"),
        Wrong("+1.234", N, "may be for decimals or for thousands"),
        Wrong("−42,5", N, "decimal comma", "-42.5"),
        Wrong("1'234,5", N, "thousands", "1234.5"),
        Wrong("1.234.56", N, "digits only"),
        Wrong("1,23,456", N, "digits only"),
        Wrong("0,123,456", N, "digits only"),
        Wrong("12 34", N, "digits only"),
        Wrong("1e99999999999999", N, "digits are lost"),
        Wrong("₺5", N, "currency", "5?"),
        Wrong("10%", N, "percent", "10?"),
        Wrong("1_000", N, "underscore", "1000"),
        Wrong("−5", N, "dash", "-5"),
        Wrong("5-", N, "behind", "-5?"),
        Wrong("٤٢", N, "another script", "42"),
        Wrong("４２", N, "another script", "42"),
        Wrong("NaN", N, "leave the cell empty"),
        Wrong("inf", N, "leave the cell empty"),
        Wrong("27.06.2025", N, "is a date"),
        Wrong("0x1F", N, "digits only"),
        Wrong("five", N, "digits only"),
        Wrong("1.2.3", N, "is a date"),
        Wrong("-", N, "leave the cell empty"),
        Wrong(".", N, "digits only"),
        Wrong("²", N, "digits only"),
        Wrong("#DEĞER!", N, "formula"),
    ]),
    ("Number", {"min": Decimal(1), "max": Decimal(130)}, [
        Wrong("0.99", "out-of-range", "below 1"),
        Wrong("130.0000000000000001", "out-of-range", "above 130"),
        Wrong("1980", "out-of-range", "above 130"),
        Wrong("200,5", N, "decimal comma"),
    ]),
    ("Number", {"integer": True}, [Wrong("1.5", "not-an-integer", "whole number"), Wrong("1.0", "not-an-integer", "")]),
    ("Number", {"max_decimals": 1}, [Wrong("1.55", "too-many-decimals", "at most 1 decimal")]),
    ("Number", {"max_decimals": 2}, [Wrong("1.555", "too-many-decimals", "at most 2 decimals")]),
    ("Text", {"min_length": 2, "max_length": 3}, [
        Wrong("a", "too-short", "fewer than 2"),
        Wrong("abcd", "too-long", "1 too many"),
        Wrong("s\u0327u\u0308i", "too-long", "2 too many", "şüi"),
        Wrong("\u00a0abc ", "too-long", "2 too many", "abc?"),
    ]),
    ("Text", {"pattern": "[A-Z]{2}"}, [
        Wrong("ab", "pattern-mismatch", "[A-Z]{2}"),
        Wrong("ABC", "pattern-mismatch", "[A-Z]{2}"),
        Wrong("AB\n", "pattern-mismatch", "[A-Z]{2}", "AB?"),
    ]),
    ("Date", {}, [
        Wrong("2025/02/30", "impossible-date", "has `28` days"),
        Wrong("2024/02/30", "impossible-date", "has `29` days"),
        Wrong("2025/02/29", "impossible-date", "no leap year"),
        Wrong("1900/02/29", "impossible-date", "no leap year"),
        Wrong("2025/04/31", "impossible-date", "has `30` days"),
        Wrong("2025/00/10", "impossible-date", "no month `00`"),
        Wrong("2025/13/10", "impossible-date", "swapped", "2025/10/13?"),
        Wrong("2025/13/32", "impossible-date", "no month `13`"),
        Wrong("0000/01/01", "impossible-date", "year `0000`"),
        Wrong("2025-06-07", D, "2025/06/07", "2025/06/07"),
        Wrong("2025/6/7", D, "2025/06/07", "2025/06/07"),
        Wrong("20250607", D, "2025/06/07", "2025/06/07"),
        Wrong("27.06.2025", D, "day first", "2025/06/27"),
        Wrong("06.07.2025", D, "`2025/07/06` or `2025/06/07`", "2025/07/06?"),
        Wrong("6/27/2025", D, "month first", "2025/06/27"),
        Wrong("27/6/2025", D, "day first", "2025/06/27"),
        Wrong("06/07/2025", D, "`2025/07/06` or `2025/06/07`"),
        Wrong("06/06/2025", D, "2025/06/06", "2025/06/06"),
        Wrong("27.6.25", D, "two digits", "2025/06/27?"),
        Wrong("27.6.85", D, "two digits", "1985/06/27?"),
        Wrong("45835", D, "2025/06/27", "2025/06/27"),
        Wrong("2025/06/27 00:00", D, "has a time", "2025/06/27"),
        Wrong("2025-06-27 00:00:00", D, "has a time, and is not", "2025/06/27"),
        Wrong("2025-06-27T00:00:00.000", D, "has a time", "2025/06/27"),
        Wrong("6/27/2025 12:00:00 AM", D, "has a time", "2025/06/27"),
        Wrong("27.06.2025 14:30", D, "without its time", "2025/06/27?"),
        Wrong("2025/06/27 12:00 PM", D, "without its time", "2025/06/27?"),
        Wrong("2025-06-27T00:00:00Z", D, "time zone", "2025/06/27?"),
        Wrong("2025-06-27T00:00+03:00", D, "time zone", "2025/06/27?"),
        Wrong("2025/02/30 00:00", D, "not in the calendar"),
        Wrong("45835.0", D, "count of days", "2025/06/27"),
        Wrong("45835,25", D, "count of days", "2025/06/27?"),
        Wrong("12345", D, "count of days", "1933/10/18"),
        Wrong("1985", D, "is no date"),
        Wrong("250627", D, "is no date"),
        Wrong("27 Haz 2025", D, "names its month", "2025/06/27"),
        Wrong("27-HAZ-2025", D, "names its month", "2025/06/27"),
        Wrong("27 Haziran 2025 Cuma", D, "names its month", "2025/06/27"),
        Wrong("1 ŞUB 2025", D, "names its month", "2025/02/01"),
        Wrong("1 ARALIK 2025", D, "names its month", "2025/12/01"),
        Wrong("Friday, June 27, 2025", D, "names its month", "2025/06/27"),
        Wrong("27. März 2025", D, "names its month", "2025/03/27"),
        Wrong("2025 Jun 27", D, "names its month", "2025/06/27"),
        Wrong("27-Jun-25", D, "two digits", "2025/06/27?"),
        Wrong("31 Feb 2025", D, "not in the calendar"),
        Wrong("Jun 2025", D, "is no date"),
        Wrong("May June 2025", D, "is no date"),
        Wrong("27 Juni oder 2025", D, "is no date"),
        Wrong("25/12/31", D, "two digits", "1931/12/25?"),
        Wrong("06/07/25", D, "day or with the month first"),
        Wrong("2025-27-06", D, "not in the calendar"),
        Wrong("2025.06.27.", D, "2025/06/27", "2025/06/27"),
        Wrong("'2025/06/27", D, "apostrophe", "2025/06/27"),
        Wrong("2025-06-27T10:00:00Z", D, "has a time", "2025/06/27?"),
        Wrong(" 2025/06/27", D, "blanks", "2025/06/27"),
        Wrong("2025/06/27\n", D, "blanks", "2025/06/27"),
        Wrong("2025-02-30", D, "not in the calendar"),
        Wrong("31.02.2025", D, "no date in any order"),
        Wrong("٢٠٢٥/٠٦/٢٧", D, "no date"),
        Wrong("yesterday", D, "is no date"),
        Wrong("7", D, "is no date"),
        Wrong("#NV", D, "formula"),
    ]),
    ("Date and time", {"min": date(2019, 1, 1), "max": date(2030, 1, 1)}, [
        Wrong("2018/12/31", "out-of-range", "below 2019/01/01"),
        Wrong("2030/01/02", "out-of-range", "above 2030/01/01"),
        Wrong("31.12.2018", D, "day first"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "options", "case"),
    [
        pytest.param(word, options, case, id=f"{word}-{case.value!r}")
        for word, options, cases in WRONG
        for case in cases
    ],
)
def test_wrong(word: str, options: dict[str, Any], case: Wrong) -> None:
    problem = judged(word, case.value, **options)
    assert problem is not None
    assert problem.rule == case.rule
    texts = shown(f"{problem.message}\n{problem.help}", case.value, problem)
    assert case.says in texts
    assert problem.message
    assert problem.help
    assert not problem.message.endswith(".")
    fix = None if problem.fix is None else problem.fix.value + ("" if problem.fix.safe else "?")
    assert fix == case.fix
    if problem.fix:
        assert bound(word, **options).check(problem.fix.value) is None


@pytest.mark.parametrize(
    ("word", "options", "case"),
    [
        pytest.param(word, options, case, id=f"{word}-{case.value!r}")
        for word, options, cases in WRONG
        for case in cases
    ],
)
def test_nothing_of_the_value_shows_when_it_is_masked(word: str, options: dict[str, Any], case: Wrong) -> None:
    problem = judged(word, case.value, **options)
    assert problem is not None
    masked = render(f"{problem.message}\n{problem.help}", dict.fromkeys(("value", *problem.data), "***"))
    listed = ", ".join(options.get("options") or ())
    bounds = ["above 130", "below 2019/01/01", "above 2030/01/01"]
    for constant in (listed, *bounds, "TRUE nor FALSE", "write `TRUE` or `FALSE`", "such as 2025/06/27"):
        masked = masked.replace(constant, "")
    secrets = [case.value, *re.split("[;,/. ]", case.value), problem.fix.value if problem.fix else ""]
    assert not [secret for secret in secrets if len(secret) > 1 and re.search(rf"\b{re.escape(secret)}\b", masked)]


BAD_OPTIONS: list[tuple[str, dict[str, Any], str, str]] = [
    ("Number", {"min": Decimal(2), "max": Decimal(1)}, "max", "less than 2"),
    ("Number", {"max_decimals": -1}, "max_decimals", "negative"),
    ("Date", {"min": date(2025, 1, 2), "max": date(2025, 1, 1)}, "max", "less than 2025/01/02"),
    ("Text", {"min_length": 2, "max_length": 1}, "max_length", "less than 2"),
    ("Text", {"min_length": -2}, "min_length", "negative"),
    ("Text", {"pattern": "(a"}, "pattern", "RE2"),
    ("Text", {"pattern": r"(a)\1"}, "pattern", "RE2"),
    ("Text", {"pattern": "(?=a)"}, "pattern", "RE2"),
    ("Multiple choice", {"options": ("a;b",)}, "options", "semicolon"),
]


@pytest.mark.parametrize(("word", "options", "name", "says"), BAD_OPTIONS)
def test_options_that_make_no_sense(word: str, options: dict[str, Any], name: str, says: str) -> None:
    with pytest.raises(OptionError) as caught:
        bound(word, **options)
    assert caught.value.option == name
    assert says in caught.value.message


# What other validators let pass: exponents, blanks, other scripts, separators, words; and what fixes are made of.
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="0123456789.,-+eE_ /:;'%€()\u00a0٤", max_size=14),
    st.sampled_from(["TRUE", "WAHR", "Blue", "blue;Red", "2025/06/27", "45835", "1e99", "#REF!", "7 Haz 2025"]),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", " ", "'", "-", "+", "$", "("]),
        st.sampled_from(
            ["7", "1,234", "1.234,5", "6/7/2025", "27.06.25", "2025-6-7", "Blue", "a, b", "Yes\u0327il", "x"]
        ),
        st.sampled_from(["", " ", ";", ",", "\n", " €", "%", " 00:00", "T10:00Z", ")"]),
        st.sampled_from(["", "Blue", "YEŞİL", "x", "=1", "7"]),
    ),
)


@pytest.mark.parametrize("word", [*BUILT_IN])
@given(value=TEXTS.filter(bool), data=st.data())
def test_any_text_is_judged_and_every_fix_is_right(word: str, value: str, data: st.DataObject) -> None:
    loaded = Host({}).find(word, word)
    assert loaded is not None
    try:
        options = data.draw(OPTIONS.get(word, OPTIONS["Text"]))
        check = loaded.type.compile(options)
    except OptionError:
        assume(False)
    problem = check.check(value)
    assert check.check(value) == problem
    judge = ColumnJudge(Column(0, word, loaded, check, required=data.draw(st.booleans())))
    judged = judge.problems([value], damaged=False).get(value)
    assert (judged is None) == (problem is None)
    if judged is None:
        return
    assert judged.rule in {rule.name for rule in loaded.type.rules}
    fixes = [fix for fix in (judged.fix, *judged.readings.values()) if fix]
    assert not [fix for fix in fixes if not fix.value or check.check(fix.value)]
    assert not (judged.readings and judged.fix and judged.fix.safe)
    message = shown(f"{judged.message}{judged.help}", value, judged)
    assert escaped(message) == message


@given(value=st.text(alphabet="0123456789.,-+eEx_ infa\u00a0٤\n", max_size=12).filter(bool))
def test_number_accepts_nothing_but_plain_decimals(value: str) -> None:
    sign = value.removeprefix("-")
    whole, point, decimals = sign.partition(".")
    plain = all(map("0123456789".__contains__, whole + decimals)) and bool(whole) and bool(decimals) == bool(point)
    assert (bound("Number").check(value) is None) == plain


@given(value=st.dates())
def test_date_accepts_every_date_of_the_calendar(value: date) -> None:
    assert bound("Date").check(f"{value.year:04}/{value.month:02}/{value.day:02}") is None


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_date_agrees_with_the_calendar(year: int, month: int, day: int) -> None:
    problem = bound("Date").check(f"{year:04}/{month:02}/{day:02}")
    try:
        date(year, month, day)
    except ValueError:
        assert problem is not None
        assert problem.rule == "impossible-date"
    else:
        assert problem is None


@pytest.mark.parametrize(("word", "before", "after", "same"), [
    ("Number", "7.10", "7.1", True),
    ("Number", "007", "7", True),
    ("Number", "+5", "5", True),
    ("Number", "1E-7", "0.0000001", True),
    ("Number", "1E-7", "1E-07", True),
    ("Number", "5.", "5", True),
    ("Number", "7.1", "7,1", False),
    ("Number", "1.234", "1234", False),
    ("Number", "100000000000", "1E+11", False),
    ("Number", "12345678901234567890", "12345678901234600000", False),
    ("Number", "7", "seven", False),
    ("Number", "seven", "7", False),
    ("Number", "1e999999999", "10", False),
    ("Number", "9" * 500, "9" * 499, False),
    ("Boolean", "true", "TRUE", True),
    ("Boolean", "TRUE", "true", False),
    ("Boolean", "TRUE", "WAHR", False),
    ("Boolean", "TRUE", "FALSE", False),
    ("Date", "2025-6-7", "2025/06/07", True),
    ("Date", "2025/06/07", "2025-06-07", False),
    ("Date", "06/07/2025", "2025/06/07", False),
    ("Date and time", "2025.06.27", "2025/06/27", True),
    ("Date and time", "2025/06/27", "2025/06/28", False),
])  # fmt: skip
def test_what_two_texts_of_a_type_have_in_common(word: str, before: str, after: str, same: bool) -> None:
    tells = same_of(word)
    assert tells is not None
    assert tells(before, after) is same


@pytest.mark.parametrize("word", ["Choice", "Multiple choice", "Text"])
def test_where_every_character_counts(word: str) -> None:
    assert same_of(word) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999))
def test_zeros_behind_a_number_are_no_value(number: Decimal) -> None:
    text = f"{number:f}"
    tells = same_of("Number")
    assert tells is not None
    assert tells(text, text.rstrip("0").rstrip("."))
