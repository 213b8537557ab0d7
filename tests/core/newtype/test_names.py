"""From the word before the colon to the names that Python, pip and rules need."""

from __future__ import annotations

import keyword
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.exceptions import UsageError
from proplint.newtype.names import names_of

NAMES = [
    # word, module, class, rule, package
    ("Phone", "phone", "Phone", "not-a-phone", "proplint_phone"),
    ("VAT number", "vat_number", "VATNumber", "not-a-vat-number", "proplint_vat_number"),
    ("IBAN", "iban", "IBAN", "not-an-iban", "proplint_iban"),
    ("PhoneNumber", "phone_number", "PhoneNumber", "not-a-phone-number", "proplint_phone_number"),
    ("phone", "phone", "Phone", "not-a-phone", "proplint_phone"),
    ("Straße", "strasse", "Strasse", "not-a-strasse", "proplint_strasse"),
    ("İlçe ığüşöç", "ilce_igusoc", "IlceIgusoc", "not-an-ilce-igusoc", "proplint_ilce_igusoc"),
    ("Driver's licence", "drivers_licence", "DriversLicence", "not-a-drivers-licence", "proplint_drivers_licence"),
    ("R&D (old) 1/2", "r_and_d_old_1_2", "RAndDOld12", "not-a-r-and-d-old-1-2", "proplint_r_and_d_old_1_2"),
    ("2FA code", "type_2fa_code", "Type2FACode", "not-a-2fa-code", "proplint_2fa_code"),
    ("Email", "email_type", "Email", "not-an-email", "proplint_email"),  # the standard library has the module
    ("Class", "class_type", "Class", "not-a-class", "proplint_class"),  # a keyword
    ("None", "none", "NoneType", "not-a-none", "proplint_none"),
    ("Option", "option", "OptionType", "not-an-option", "proplint_option"),  # imported beside it
    ("Types", "types_type", "Types", "not-a-types", "proplint_types_type"),  # proplint's own package
    ("Test score", "type_test_score", "TestScore", "not-a-test-score", "proplint_test_score"),
    ("Test", "type_test_type", "Test", "not-a-test", "proplint_test"),
    ("2 test", "type_2_test_type", "Type2Test", "not-a-2-test", "proplint_2_test"),  # pytest takes *_test for tests
    ("Con", "con_type", "Con", "not-a-con", "proplint_con"),  # Windows has no such file
    ("Blood test", "blood_test_type", "BloodTest", "not-a-blood-test", "proplint_blood_test"),
]


@pytest.mark.parametrize(("word", "module", "cls", "rule", "package"), NAMES, ids=[case[0] for case in NAMES])
def test_the_names_of_a_word(word: str, module: str, cls: str, rule: str, package: str) -> None:
    names = names_of(word)
    assert (names.word, names.module, names.cls, names.rule, names.package) == (word, module, cls, rule, package)
    assert names.distribution == "proplint-" + names.entry


def test_a_module_of_ones_own() -> None:
    names = names_of("電話", "phone_jp")
    assert names[:4] == ("電話", "phone_jp", "PhoneJp", "not-a-phone-jp")
    assert names.distribution == "proplint-phone-jp"


REFUSED = [
    ("Phone:Home", None, "`Phone:Home` holds a colon: a type is the word before it, `Phone`"),
    (":", None, "holds a colon: a type is the word before it, such as `Phone`"),
    ("", None, "must have a letter or a digit"),
    ("-", None, "must have a letter or a digit"),
    ("Ph\x1bone", None, r"`\x1b` (U+001B) can't stand in it"),
    ("Ph\none", None, r"`\n` (U+000A) can't stand in it"),
    ("Phone\u202e", None, "(U+202E) can't stand in it"),
    ('a"b', None, "`\"` (U+0022) can't stand in it; letters, digits, blanks"),
    ("a{value}", None, "`{` (U+007B) can't stand in it"),
    ("a\\b", None, "(U+005C) can't stand in it"),
    ("a$b", None, "(U+0024) can't stand in it"),
    ("../x", None, "`../x` can't be the name of a type: it must begin with a letter or a digit"),
    ("-h", None, "it must begin with a letter or a digit"),
    (" Phone", None, "it has a blank at an end, or two in a row; write `Phone`"),
    ("Phone  number", None, "write `Phone number`"),
    ("x" * 41, None, "it has 41 characters, and 40 is the most"),
    ("電話", None, "`電` is not known in Latin letters; name it with --module, such as `--module phone`"),
    ("Phone Ж", None, "`Ж` is not known in Latin letters"),
    ("Phone", "Phone", "--module `Phone` can't be the name of a module: write small letters"),
    ("Phone", "1phone", "can't be the name of a module"),
    ("Phone", "a/../b", "can't be the name of a module"),
    ("Phone", "email", "--module `email` would hide another module: write `email_type`"),
    ("Phone", "class", "--module `class` is a keyword of Python: write `class_type`"),
    ("Phone", "test_phone", "would be taken for tests by pytest: write `type_test_phone`"),
    ("Phone", "phone_test", "would be taken for tests by pytest: write `phone_test_type`"),
    ("Phone", "nul", "is a name that Windows keeps for a device: write `nul_type`"),
]


@pytest.mark.parametrize(("word", "module", "says"), REFUSED, ids=[ascii(case[:2]) for case in REFUSED])
def test_what_can_be_no_type(word: str, module: str | None, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        names_of(word, module)
    assert says in str(caught.value)
    assert str(caught.value).isprintable()


@given(st.one_of(st.text(max_size=45), st.text(alphabet="aZ1 İßé-_.'’()&+/電\u0301", max_size=45)))
def test_names_are_refused_or_fit_everywhere(word: str) -> None:
    try:
        names = names_of(word)
    except UsageError:
        return
    assert re.fullmatch("[a-z][a-z0-9]*(?:-[a-z0-9]+)*", names.rule)
    assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", names.entry)
    assert names.module.isidentifier()
    assert names.module not in sys.stdlib_module_names
    assert not re.fullmatch("test|test_.*|.*_test", names.module)
    assert names.word[0].isalnum()
    assert names_of("Phone", names.module).module == names.module  # what is made may be asked for as well
    assert names.cls.isidentifier()
    assert names.package.isidentifier()
    assert not any(map(keyword.iskeyword, (names.module, names.cls, names.package)))
    assert names.word.isprintable()
