"""What spreadsheets make of cells is told as such, and what people make of them is not."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proplint.damage.changes import worth_asking
from proplint.damage.explain import TRANSFORMATIONS, explain
from proplint.damage.locales import LOCALES
from support import same_of

if TYPE_CHECKING:
    from proplint.damage.locales import Locale

TODAY = date(2026, 5, 5)
ANY: set[str] = set()
ALL = {*LOCALES}
ENGLISH = {"en-US", "en-GB"}
COMMA = {"de-DE", "fr-FR", "tr-TR"}
POINTS = {"de-DE", "tr-TR"}

MEASURED = [
    ("5e123456", "1.79769313486232E+308", "scientific-notation", ENGLISH),
    ("5e123456", "1,79769313486232E+308", "scientific-notation", COMMA),
    ("5e123456", "Infinity", "scientific-notation", ALL),
    ("-5e123456", "-inf", "scientific-notation", ALL),
    ("-5e123456", "1.79769313486232E+308", "scientific-notation", ENGLISH),
    ("0.1234567890123456789", "0.123456789012346", "lost-digits", ENGLISH),
    ("0.0000000006959028347529", "0.00000000069590283475", "lost-digits", ENGLISH),
    ("837883686468790317581", "837883686468790317568", "lost-digits", ALL),
    ("571.290", "571.28999999999999998", "added-digits", ENGLISH),
    ("571.290", "571,28999999999999998", "decimal-comma", COMMA),
    ("309810124898566455251", "3.09810124898567E+020", "scientific-notation", ENGLISH),
    ("5.2E-17", "5.2E-017", "scientific-notation", ENGLISH),
    ("0.0000000012", "1.2E-09", "scientific-notation", ENGLISH),
    ("6.485E+16", "6,485E+019", "thousands-sign", POINTS),
    ("+4984195713719507", "4984195713719507", "lost-plus", ALL),
    ("+377 0700 258", "3770700258", "thousands-sign", {"fr-FR"}),
    ("004 %", "4%", "percent", ALL),
    ("5E3", "5.00E+03", "scientific-notation", ENGLISH),
    ("777820e26", "7,78E+31", "scientific-notation", COMMA),
    ("1e-10", "1,00E-10", "scientific-notation", COMMA),
    ("0e12", "0.00E+00", "scientific-notation", ENGLISH),
    ("1e400", "1.80E+308", "scientific-notation", ENGLISH),
    ("6.843E-12", "6,84E-09", "scientific-notation", POINTS),
    ("50 %", "50.00%", "percent", ENGLISH),
    ("5%", "%5,00", "percent", COMMA),
    ("5,5 %", "5,50\u00a0%", "percent", COMMA),
    ("157 %", "157,00\u202f%", "percent", COMMA),
    ("₺5", "₺5,00", "currency", COMMA),
    ("₺2914714067583655489", "₺2.914.714.067.583.660.000,00", "currency", POINTS),
    ("27 %", "0.27000000000000000001", "percent", ENGLISH),
    ("$-517.400", "-517400", "currency", POINTS),
    ("=28", "28", "formula-value", ALL),
    ("٣", "3", "other-digits", ANY),
    ("June 27, 2025", "2025/06/27", "month-guess", ENGLISH),
    ("27. Juni 2025", "27.06.2025", "month-guess", {"de-DE"}),
    ("8 +", "8", "number-form", ALL),
    ("13-7-25", "2013-07-25", "date-form", {"en-US"}),  # elsewhere 13 may be the day
    ("32-7-25", "1932-07-25", "date-form", ALL),
    ("9495900841701775", "9,50E+15", "scientific-notation", COMMA),  # saved for the second time
    ("56e24424370", "1,7976931348623157E+308", "scientific-notation", COMMA),
    ("1268065028715854.70", "1.26806502871585E+015", "lost-digits", ENGLISH),
    ("1 e5", "100000", "number-form", ALL),
    ("5\n", "5", "number-form", ALL),
    ("2,348.77%", "2348.77%", "percent", ENGLISH),
    ("-111%", "-%111,00", "percent", COMMA),
    ("696,- %", "-%696,00", "percent", COMMA),
    ("6,605 %", "%6,60", "percent", COMMA),
    ("+782 $", "782", "currency", ALL),
    ("35,-₺", "-₺35,00", "currency", COMMA),
    ("(€670.50)", "-670.5", "currency", ENGLISH),
    ("-1 32/51", "-1.62745098039216", "fraction", ENGLISH),
    ("12 36/1", "48    ", "fraction", ANY),
    (" 14.8.1900", "14.08.1900", "date-form", {"de-DE", "tr-TR"}),
    ("10-4/27", "2027/04/10", "date-form", ALL - {"en-US"}),
    ("Sept. 16, 1899", "09/16/1899", "month-guess", {"en-US"}),
    ("21-Mrz-99", "21.03.99", "month-guess", {"de-DE"}),
    ("Oca. 2024", "01.01.2024", "month-guess", {"tr-TR"}),
    ("20Aug1899", "1899/08/20", "month-guess", ENGLISH | {"de-DE"}),
    ("03.03.1999 13:35", "03.03.99 13:35", "moment-form", {"de-DE", "tr-TR"}),
    ("2024-02-21T20:24:58Z", "2024/02/21 20:24:58", "moment-form", ALL),
    ("2024-11-17T10:44:32.537180", "2024-11-17T10:44:32,537", "moment-form", COMMA),
    ("-10:27", "13:33:00", "time-form", ALL),
    ("9 pm", "21:00:00", "time-form", ALL),
    ("11:47:", "11:47:00", "time-form", ALL),
    ("7:06 nachm.", "19:06:00", "time-form", {"de-DE"}),
    ("14:46.6", "00:14:46.600", "time-form", ENGLISH),
    (" TRUE", "TRUE", "boolean", ENGLISH),
    ("= 5%", "0,05", "formula-value", COMMA),
    ('="x"', "x", "formula-value", ANY),
    ("=wahr", "1", "formula-value", {"de-DE"}),
    ("2025-11-18T25:45", "2025-11-19T01:45:00", "moment-form", ALL),
    ("Feb 11", "01.02.2011", "month-guess", POINTS - {"tr-TR"}),
    ("12:10 AM", "00:10:00", "time-form", ALL),
    ("50 %", "50%", "percent", ALL),
    ("1.1.", "01.01.2026", "date-guess", POINTS),
    ("2025-06-27T12:30", "2025-06-27T12:30:00", "moment-form", ALL),
    ("=5*", "Err:520", "formula-error", ANY),
    ("12345678901234567890", "1.23456789012346E+019", "scientific-notation", ENGLISH),
    ("12345678901234567890", "1,23456789012346E+019", "scientific-notation", COMMA),
    ("12345678901234567890", "1.23457E+19", "scientific-notation", ENGLISH),
    ("491701234567", "4,91701E+11", "scientific-notation", COMMA),
    ("12345678901234567890", "12345678901234600000", "lost-digits", ALL),
    ("1234567890123456", "1234567890123450", "lost-digits", ALL),
    ("1e10", "10000000000", "expanded-exponent", ALL),
    ("123456e7", "1234560000000", "expanded-exponent", ALL),
    ("0e12", "0", "expanded-exponent", ALL),
    ("1e-400", "0", "expanded-exponent", ALL),
    ("0012345", "12345", "lost-zeros", ALL),
    ("007", "7", "lost-zeros", ALL),
    ("+491701234567", "491701234567", "lost-plus", ALL),
    ("1.234", "1234", "thousands-sign", POINTS),
    ("1,234", "1234", "thousands-sign", ENGLISH),
    ("1\u202f234,50", "1234,5", "thousands-sign", {"fr-FR"}),
    ("1.234,5", "1234,5", "thousands-sign", POINTS),
    ("2.5", "02.05.2026", "date-guess", POINTS),
    ("12.5", "12.05.2026", "date-guess", POINTS),
    ("12.5", "12.05.2025", "date-guess", POINTS),
    ("42.5", "42,5", "decimal-comma", COMMA),
    ("42.50", "42,50", "decimal-comma", COMMA),
    ("1E-7", "0.0000001", "expanded-exponent", ENGLISH),
    ("1E-7", "0,0000001", "expanded-exponent", COMMA),
    ("1E-7", "1E-07", "scientific-notation", ALL),
    ("1.10", "1.1", "trimmed-zeros", ENGLISH),
    (".5", "0.5", "number-form", ENGLISH),
    ("5,", "5", "number-form", COMMA),
    ("-0", "0", "number-form", ALL),
    ("17+", "17", "number-form", ALL),
    ("17-", "-17", "number-form", ALL),
    ("(5)", "-5", "number-form", ALL),
    (" 7", "7", "number-form", ALL),
    ("3591e510", "3.591E+513", "scientific-notation", ENGLISH),
    ("4,7072", "47072", "thousands-sign", ENGLISH),
    ("10/12", "2026/10/12", "date-guess", {"en-US"}),
    ("06/2025", "2025/06/01", "date-guess", ALL),
    ("2025-06", "Jun-25", "date-guess", ENGLISH | {"de-DE"}),
    ("5.6.7", "2007/06/05", "date-form", ALL - {"en-US"}),
    ("2025-06-27 12:30", "2025/06/27 12:30:00", "moment-form", ALL),
    ("2025-06-27T12:30", "27.06.2025 12:30", "moment-form", POINTS),
    ("1:2", "01:02:00", "time-form", ALL),
    ("5%", "0.05", "percent", ENGLISH),
    ("5,5 %", "0,055", "percent", COMMA),
    ("'007", "007", "lost-apostrophe", ANY),
    ("1.10", "01.10.2026", "date-guess", POINTS),
    ("1-2", "01.02.2026", "date-guess", POINTS),
    ("1-2", "2-Jan", "date-guess", {"en-US"}),
    ("2.5", "02. Mai", "date-guess", {"de-DE"}),
    ("MARCH1", "1-Mar", "month-guess", ENGLISH),
    ("5. Mai", "2026/05/05", "month-guess", {"de-DE", "fr-FR"}),
    ("3 1/2", "3,5", "fraction", COMMA),
    ("10/12", "10/12/2026", "date-guess", {"en-US", "en-GB", "fr-FR"}),
    ("5E3", "5000", "expanded-exponent", ALL),
    ("€5", "5", "currency", ALL),
    ("5,50 €", "5,5", "currency", COMMA),
    ("€1.234", "1.234,00 €", "currency", POINTS),
    ("$1,234.5", "$1,234.50", "currency", ENGLISH),
    ("true", "TRUE", "boolean", ANY),
    ("wahr", "WAHR", "boolean", {"de-DE"}),
    ("TRUE", "DOĞRU", "boolean", {"tr-TR"}),
    ("FALSE", "YANLIŞ", "boolean", {"tr-TR"}),
    ("yanlış", "YANLIŞ", "boolean", {"tr-TR"}),
    ("2025-6-7", "2025-06-07", "date-form", ALL),
    ("2025-6-7", "2025/06/07", "date-form", ALL),
    ("2025/06/27", "27.06.2025", "date-form", POINTS),
    ("2025/06/27", "6/27/2025", "date-form", {"en-US"}),
    ("27.6.25", "27.06.2025", "date-form", POINTS),
    ("25/12/31", "25.12.1931", "date-form", POINTS),
    ("06/07/2025", "06.07.2025", "date-form", POINTS),
    ("2025/06/27", "45835", "date-serial", ALL),
    ("2025/06/27", "44373", "date-serial", ALL),
    ("1:30", "01:30:00 AM", "time-form", {"en-US"}),
    ("00:00", "12:00:00 AM", "time-form", {"en-US"}),
    ("1:30", "01:30:00", "time-form", ALL),
    ("18:00", "0.75", "time-form", ENGLISH),
    ("=5*", "#REF!", "formula-error", ANY),
    ("+x", "#NAME?", "formula-error", {"en-US", "en-GB", "de-DE"}),
    ("=x", "#BEZUG!", "formula-error", {"de-DE"}),
    ("=x", "#WERT!", "formula-error", {"de-DE"}),
    ("=x", "#NV", "formula-error", {"de-DE"}),
    ("=x", "#BAŞV!", "formula-error", {"tr-TR"}),
    ("=x", "#AD?", "formula-error", {"tr-TR"}),
    ("=x", "#DEĞER!", "formula-error", {"tr-TR"}),
    ("=x", "#YOK", "formula-error", {"tr-TR"}),
    ("=x", "#SAYI/0!", "formula-error", {"tr-TR"}),
    ("=x", "Err:510", "formula-error", ANY),
    *(("=x", word, "formula-error", None) for word in ("#VALUE!", "#N/A", "#DIV/0!", "#ERROR!")),
    ("Yeşil", "Ye?il", "lost-letters", ANY),
    ("Yeşil", "Ye\ufffdil", "wrong-code-page", ANY),
    ("Yeşil", "Yeþil", "wrong-code-page", ANY),
    ("Yeşil", "YeÅŸil", "mojibake", ANY),
    ("Größe", "GrÃ¶ÃŸe", "mojibake", ANY),
    ("“", "â€œ", "mojibake", ANY),
    ("”", "â€\x9d", "mojibake", ANY),
    ("Größe", "GrÃƒÂ¶ÃƒÅ¸e", "mojibake", ANY),
    ("Yeşil", unicodedata.normalize("NFD", "Yeşil"), "decomposed", ANY),
    ("Dark blue", "Dark\u00a0blue", "unbroken-blank", ANY),
    ("Blue", "Blue ", "trailing-blank", ANY),
    ("Blue", "Blue\u00a0", "trailing-blank", ANY),
    ('a "b"', "a “b”", "smart-quotes", ENGLISH | {"tr-TR"}),
    ('a "b"', "a „b“", "smart-quotes", {"de-DE"}),
    ("it's", "it’s", "smart-quotes", ANY),
]
"""What was measured of spreadsheets, and what is known of those that were not: before, after, name, locales."""


@pytest.mark.parametrize(("before", "after", "name", "locales"), MEASURED)
def test_what_a_spreadsheet_does_is_told(before: str, after: str, name: str, locales: set[str] | None) -> None:
    damage = explain(before, after, today=TODAY)
    assert damage is not None
    assert damage.transformation.name == name
    assert locales is None or damage.locales == locales


def test_every_transformation_is_among_the_cases() -> None:
    assert {one.name for one in TRANSFORMATIONS} == {name for _, _, name, _ in MEASURED}


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("Number", "7.10", "7.1"),
        ("Number", "007", "7"),
        ("Number", "-0.50", "-0.5"),
        ("Number", "+5", "5"),
        ("Number", "1E-7", "0.0000001"),
        ("Number", "1E-7", "1E-07"),
        ("Boolean", "true", "TRUE"),
        ("Date", "2025-6-7", "2025/06/07"),
        ("Date and time", "2025-06-27", "2025/06/27"),
    ],
)
def test_the_same_value_in_no_worse_form_is_no_damage(word: str, before: str, after: str) -> None:
    assert explain(before, after, same_of(word), today=TODAY) is None
    assert explain(before, after, today=TODAY) is not None


@pytest.mark.parametrize(
    ("word", "before", "after", "name"),
    [
        ("Number", "100000000000", "1E+11", "scientific-notation"),
        ("Number", "1.234", "1234", "thousands-sign"),
        ("Number", "42.5", "42,5", "decimal-comma"),
        ("Number", "12345678901234567890", "12345678901234600000", "lost-digits"),
        ("Boolean", "TRUE", "WAHR", "boolean"),
        ("Date", "2025/06/07", "2025-06-07", "date-form"),
        ("Choice", "7.10", "7.1", "trimmed-zeros"),
    ],
)
def test_another_value_or_a_worse_form_is_damage(word: str, before: str, after: str, name: str) -> None:
    damage = explain(before, after, same_of(word), today=TODAY)
    assert damage is not None
    assert damage.transformation.name == name


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Blue", "Red"),
        ("Blue", ""),
        ("", "7"),
        ("007", "8"),
        ("7", "007"),
        ("2.5", "02.05.2020"),
        ("13.13", "13.13.2026"),
        ("2025/02/30", "2025-02-30"),
        ("1234", "1.234"),
        ("1.234", "1.235"),
        ("491701234567", "+491701234567"),
        ("42,5", "42.5"),
        ("Ye?il", "Yeşil"),
        ("Yeþil", "Yeşil"),
        ("YeÅŸil", "Yeşil"),
        ("GrÃ¶ÃŸe", "Größe"),
        (unicodedata.normalize("NFD", "Yeşil"), "Yeşil"),
        ("Dark\u00a0blue", "Dark blue"),
        ("Blue ", "Blue"),
        ("“b”", '"b"'),
        ("Reading;Traveling", "Reading"),
        ("9" * 500, "x"),
        ("1.5e999999999", "7"),
        ("1.5e-999999999", "7"),
        ("13:10 PM", "13:10:00"),
        ("$7;8", "78"),
        ("+49 12 345", "4912345"),
    ],
)
def test_what_a_person_does_is_none(before: str, after: str) -> None:
    assert explain(before, after, today=TODAY) is None


FRAGILE = st.one_of(
    st.sampled_from([before for before, *_ in MEASURED]),
    st.from_regex(r"[+-]?[0-9]{1,20}([.,][0-9]{1,6})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[-/.][0-9]{1,2}([-/.][0-9]{4})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", fullmatch=True),
    st.text("aşİıßé “”'\" ", min_size=1, max_size=8),
    st.text(min_size=1, max_size=8),
)
WAYS = [(one, way) for one in TRANSFORMATIONS for way in one.ways]
PLACES = st.sampled_from([*LOCALES.values()])


@given(FRAGILE, PLACES)
@example("1e-400", LOCALES["tr-TR"])
@example("5e999999999 €", LOCALES["de-DE"])
@example("5e999999999%", LOCALES["de-DE"])
@example("9" * 309, LOCALES["en-US"])
@example("9999-12-31 24:00", LOCALES["en-US"])
def test_whatever_a_way_makes_is_explained_by_it(text: str, locale: Locale) -> None:
    for transformation, way in WAYS:
        made = way.make(text, locale, TODAY)
        if not made or made == text:
            continue
        assert transformation.likely.search(text), way
        assert worth_asking(text, made), way
        damage = explain(text, made, today=TODAY)
        assert damage is not None
        assert any((one.transformation, one.way) == (transformation, way) for one in damage.made)


@given(FRAGILE, FRAGILE)
def test_an_edit_that_no_way_makes_is_never_told(before: str, after: str) -> None:
    made = {way.make(before, place, TODAY) for _, way in WAYS for place in LOCALES.values()}
    damage = explain(before, after, today=TODAY)
    assert (damage is not None) == (after in made and before != after)


@pytest.mark.parametrize(("before", "after", "worth"), [*((one, other, True) for one, other, *_ in MEASURED),
    ("TRUE", "FALSE", False), ("Blue", "Red", False), ("Blue", "7", False), ("7", "Blue", False), ("", "7", False),
    ("Blue", "", False), ("Blue", "BLUE", False)])  # fmt: skip
def test_most_edits_are_worth_no_question(before: str, after: str, worth: bool) -> None:
    assert worth_asking(before, after) is worth
