"""What is wrong with a file as a whole, one thing after the other."""

from __future__ import annotations

import pytest

import proplint
from proplint.csvfile.source import BytesSource
from proplint.repair.context import Context
from proplint.repair.outcome import Refused, Repaired
from proplint.repair.whole import repaired_whole

HEAD = "Customer ID,Email,Text:A\n"
UNICODE_TEXT = 'sep=;\r\nCustomer ID\tEmail\tText:A\r\na1\ta@x.de\t"ş, x"\r\n'


def test_several_things_are_put_right() -> None:
    found = repaired_whole(BytesSource(UNICODE_TEXT.encode("utf-16")), Context())
    assert isinstance(found, Repaired)
    assert found.source.read(0, 999).decode() == 'Customer ID,Email,Text:A\r\na1,a@x.de,"ş, x"\r\n'
    assert [*found.done] == [
        ("utf16-file", "converted from UTF-16 to UTF-8"),
        ("wrong-delimiter", "put commas for tabs between cells, and took the `sep=` line away"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        "\ufeff\n" + HEAD + "a1,a@x.de,ş\n\n",
        HEAD + "a1,a@x.de\n",
        HEAD + 'a1,a@x.de,5"\n',
        'Customer ID,Em"ail\n',
        "Customer ID,Text:A\n",
        "<<<<<<< a\n" + HEAD + "=======\n" + HEAD + ">>>>>>> b\n",
    ],
)
def test_nothing_is_wrong_with_the_whole(text: str) -> None:
    assert repaired_whole(BytesSource(text.encode()), Context()) is None


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf\n\n", "empty-file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "lfs-pointer"),
        (b"PK\x03\x04\xff", "not-utf8"),
        (b"First Name,Last Name,E-Mail,Deleted\n", "wrong-export"),
    ],
)
def test_what_nothing_can_be_done_about_is_refused_in_the_words_of_check(data: bytes, rule: str) -> None:
    found = repaired_whole(BytesSource(data), Context())
    finding = proplint.check(data).findings[0]
    assert found == Refused(rule, f"{finding.message}; {finding.help}", 1)


WHOLE = {"wrong-delimiter", "utf16-file", "not-utf8", "empty-file", "lfs-pointer", "wrong-export"}


@pytest.mark.parametrize(
    "data",
    [
        b'"Customer ID,Email",,\n"a1,a@x.de",,\n',
        b'"Customer ID,""Email""";\n"a1,""a@x.de""";\n',
        b"Customer ID,Email,Multiple choice:H;\na1,a@x.de,Reading;Traveling\n",
        b'"Customer ID"",""Email"\n"a1"",""a@x.de"\n',
        b'"Customer ID"\t"Email"\n"a1"\t"a@x.de"\n',
        b'Customer ID,Email,"Multiple choice:H;"\na1,a@x.de,\n',
    ],
)
def test_check_and_repair_agree_on_what_is_wrong_with_the_whole(data: bytes) -> None:
    told = WHOLE & {finding.rule for finding in proplint.check(data).findings}
    found = repaired_whole(BytesSource(data), Context())
    assert told == ({found.done[0].rule} if isinstance(found, Repaired) else set())
