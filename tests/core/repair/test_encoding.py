"""Files in UTF-16, in a code page, or in several encodings."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proplint.csvfile.source import BytesSource
from proplint.plugins import Host
from proplint.repair import encoding, records
from proplint.repair.context import Context, context_of
from proplint.repair.outcome import Refused, Repaired
from proplint.repair.whole import repaired_whole
from support import load_config

CONFIG = load_config("""\
version: 1
properties:
  Choice:Renk: {options: [Yeşil, Kırmızı, Größe, Mavi, Þ, þ, ş]}
  Multiple choice:Hobi: {options: [Yüzme, Okuma, Şiir]}
  Text:Açıklama:
  Text:Not:
""")
HEAD = "Customer ID,Email,Choice:Renk,Text:Not\n"
TURKISH, WESTERN = "converted from Windows-1254 (Turkish) to UTF-8", "converted from Windows-1252 (Western) to UTF-8"
MIXED = "converted the cells that were Windows-1254 (Turkish) to UTF-8"
UNTOLD = "it may be Windows-1254, Windows-1252 or another encoding: no cell with declared options, and no cell of the version before, tells which"


def repaired(data: bytes, base: str | None = None) -> Repaired | Refused | None:
    return repaired_whole(
        BytesSource(data), context_of(CONFIG, Host({}), None if base is None else BytesSource(base.encode()))
    )


CODE_PAGES = [
    ("a Turkish option", HEAD + "1,a@x.de,Yeşil,ğ\n", None, "cp1254", TURKISH),
    ("a Turkish option among several", "Customer ID,Email,Multiple choice:Hobi\r\n1,a@x.de,Yüzme;Şiir\r\n", None, "cp1254", TURKISH),
    ("a Turkish option in a file of semicolons", (HEAD + "1,a@x.de,Yeşil,ğ\n").replace(",", ";"), None, "cp1254", TURKISH),
    ("an option that both read the same", HEAD + "1,a@x.de,Größe,ü\n", None, "cp1252", WESTERN),
    ("a letter that only Windows-1252 has", HEAD + "1,a@x.de,Größe,Ž\n", None, "cp1252", WESTERN),
    ("a cell of the version before", HEAD + "1,a@x.de,,ışık\n2,b@x.de,,ğ\n", HEAD + "2,b@x.de,,\n1,a@x.de,,ışık\n", "cp1254", TURKISH),
    ("a cell of the version before, in Windows-1252", HEAD + "1,a@x.de,,Þór\n", HEAD + "1,a@x.de,,Þór\n", "cp1252", WESTERN),
    ("an undeclared option that was there before", HEAD + "1,a@x.de,Işık,\n", HEAD + "1,a@x.de,Işık,\n", "cp1254", TURKISH),
    ("an option, and a comment that decides", HEAD + "1,a@x.de,Größe,ışık\n", HEAD + "1,a@x.de,,ışık\n", "cp1254", TURKISH),
    ("a comment that was edited", HEAD + "1,a@x.de,Yeşil,ışık\n", HEAD + "1,a@x.de,Yeşil,ışığın\n", "cp1254", TURKISH),
    ("the name of a column", "Customer ID,Email,Text:Açıklama\n1,a@x.de,ş\n", None, "cp1254", TURKISH),
    ("quotes and line ends", '"Customer ID","Email","Choice:Renk"\r\n"1","a@x.de","Yeşil"\r\n', None, "cp1254", TURKISH),
    ("a letter that is UTF-8 by accident", HEAD + "1,a@x.de,Yeşil,KIŞ\xa0\n", None, "cp1254", TURKISH),
    ("typographic signs", HEAD + "1,a@x.de,Yeşil,„x“ – 5 €\n", None, "cp1254", TURKISH),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "base", "page", "sentence"), [pytest.param(*case[1:], id=case[0]) for case in CODE_PAGES]
)
def test_a_code_page_that_is_certain(text: str, base: str | None, page: str, sentence: str) -> None:
    found = repaired(text.encode(page), base)
    assert isinstance(found, Repaired), found
    after = found.source.read(0, found.source.size).decode()
    assert after == (text.replace(";", ",") if found.done[0].rule == "wrong-delimiter" else text)
    assert found.done[-1] == ("not-utf8", sentence)
    assert repaired(after.encode(), base) is None


def test_a_byte_order_mark_before_a_code_page_stays() -> None:
    found = repaired(codecs.BOM_UTF8 + (HEAD + "1,a@x.de,Yeşil,ğ\n").encode("cp1254"))
    assert isinstance(found, Repaired)
    assert found.source.read(0, 99).decode() == "\ufeff" + HEAD + "1,a@x.de,Yeşil,ğ\n"


REFUSED = [
    ("nothing that tells", HEAD.encode() + b"1,a@x.de,Mavi,\xfe\n", None, UNTOLD, None),
    ("a base that tells nothing", HEAD.encode() + b"1,a@x.de,Mavi,\xfe\n", HEAD + "1,a@x.de,Mavi,x\n", UNTOLD, None),
    ("another customer's cell", HEAD.encode() + b"1,a@x.de,,\xfe\n", HEAD + "2,b@x.de,,ş\n", UNTOLD, None),
    ("an option that is none", (HEAD + "1,a@x.de,Yeşil,\n2,b@x.de,Yaş,\n").encode("cp1254"), None,
     "line 3: as Windows-1254 (Turkish), the cell in column `Choice:Renk` is `Yaş`, which is no declared option, and not what stood there before", 3),
    ("an option that was there for one customer only", (HEAD + "1,a@x.de,Yaş,\n2,b@x.de,Yaş,\n").encode("cp1254"), HEAD + "1,a@x.de,Yaş,\n2,b@x.de,,\n",
     "line 2: as Windows-1254 (Turkish), the cell in column `Choice:Renk` is `Yaş`, which is no declared option, and not what stood there before", 2),
    ("another code page", (HEAD + "1,a@x.de,Größe,ü\n").encode("cp850"), None, "line 2: byte 0x81 is in neither Windows-1254 nor Windows-1252", 2),
    ("a Macintosh", (HEAD + "1,a@x.de,Größe,\n").encode("mac_roman"), None,
     "line 2: as Windows-1254 (Turkish), the cell in column `Choice:Renk` is `Grš§e`, which is no declared option, and not what stood there before", 2),
    ("both read it, each its own way", (HEAD + "1,a@x.de,Größe,ş\n").encode("cp1254"), None, "line 2: byte 0xFE is `ş` (Windows-1254 (Turkish)) or `þ` (Windows-1252 (Western)): nothing tells which", 2),
    ("an option in both", (HEAD + "1,a@x.de,ş,\n").encode("cp1254"), None, "line 2: byte 0xFE is `ş` (Windows-1254 (Turkish)) or `þ` (Windows-1252 (Western)): nothing tells which", 2),
    ("UTF-8 or not, in a mixed file", HEAD.encode() + "1,a@x.de,Yeşil,\n2,b@x.de,Yeşil,".encode() + b"\n3,c@x.de,Ye\xfeil,KI\xde\xa0\n", None,
     "line 4: some cells are UTF-8 and some are not, and one here may be either", 4),
    ("a letter that was cut", HEAD.encode() + "1,a@x.de,Yeşil,ş".encode()[:-1] + b"\n", None, UNTOLD, None),
]  # fmt: skip


@pytest.mark.parametrize(("data", "base", "reason", "line"), [pytest.param(*case[1:], id=case[0]) for case in REFUSED])
def test_a_code_page_that_is_not_certain(data: bytes, base: str | None, reason: str, line: int | None) -> None:
    assert repaired(data, base) == Refused("not-utf8", reason, line)


def test_without_configuration_only_the_version_before_tells() -> None:
    data = (HEAD + "1,a@x.de,Yeşil,\n").encode("cp1254")
    found = repaired_whole(BytesSource(data), Context())
    assert found == Refused("not-utf8", UNTOLD)
    base = BytesSource((HEAD + "1,a@x.de,Yeşil,x\n").encode())
    assert isinstance(repaired_whole(BytesSource(data), Context(base=base)), Repaired)


@pytest.mark.parametrize(
    "base",
    [
        (HEAD + "1,a@x.de,,ş\n").encode("cp1254"),
        b"",
        (HEAD + "1,a@x.de,,ş\n").encode("utf-16"),
        b"Customer ID,Text:Not\n1,\xc5\x9f\n",
    ],
)
def test_a_version_before_that_can_not_be_read_tells_nothing(base: bytes) -> None:
    data = (HEAD + "1,a@x.de,,ş\n").encode("cp1254")
    assert repaired_whole(BytesSource(data), Context(base=BytesSource(base))) == Refused("not-utf8", UNTOLD)


def test_a_mixed_file_is_read_cell_by_cell() -> None:
    lines = [HEAD.encode(), "1,a@x.de,Yeşil,“ş” 😀\n".encode(), "2,b@x.de,Kırmızı,ğ\n".encode("cp1254")]
    cells = [b"3,c@x.de,", "Yeşil".encode(), b",", "ışık".encode("cp1254"), b"\n"]
    found = repaired(b"".join([*lines, *cells]))
    assert isinstance(found, Repaired), found
    assert (
        found.source.read(0, 999).decode() == HEAD + "1,a@x.de,Yeşil,“ş” 😀\n2,b@x.de,Kırmızı,ğ\n3,c@x.de,Yeşil,ışık\n"
    )
    assert [*found.done] == [("not-utf8", MIXED)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Yeşil", "Kırmızı", "Mavi"]), st.text(st.sampled_from('ığüşöçİĞÜŞÖÇa"\n –€'), max_size=5)
        ),
        max_size=6,
    ),
    st.booleans(),
    st.integers(1, 40),
)
def test_whatever_is_in_the_file(rows: list[tuple[str, str]], told: bool, chunk: int) -> None:
    body = "".join(
        f'{at},{at}@x.de,{option},"{text.replace(chr(34), chr(34) * 2)}"\n' for at, (option, text) in enumerate(rows)
    )
    text = HEAD + body + "z,z@x.de,Yeşil,\n" * told
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", chunk)
        patch.setattr(encoding, "_PIECE", chunk)
        found = repaired(text.encode("cp1254"))
        if isinstance(found, Repaired):
            assert found.source.read(0, found.source.size).decode() == text
        else:
            assert (found is None) == text.isascii() or _is_utf8(text.encode("cp1254"))
            assert not told
            assert not any("ı" in option or "ş" in option for option, _ in rows)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(
    st.text(st.sampled_from('aş€😀,\t\r\n"'), max_size=30),
    st.sampled_from(["le", "be"]),
    st.booleans(),
    st.booleans(),
    st.integers(1, 7),
)
def test_utf16(text: str, order: str, marked: bool, base_marked: bool, piece: int) -> None:
    text = HEAD + "a" * 99 + text
    data = text.encode(f"utf-16-{order}")
    if marked:
        data = (codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE) + data
    base = BytesSource(codecs.BOM_UTF8 * base_marked + HEAD.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "_PIECE", 99 + piece)
        found = encoding.from_utf16(BytesSource(data), Context(base=base))
    assert isinstance(found, Repaired)
    assert found.source.read(0, found.source.size) == codecs.BOM_UTF8 * base_marked + text.encode()
    assert [*found.done] == [("utf16-file", "converted from UTF-16 to UTF-8")]


UTF_16_REFUSED = [
    ("a byte is missing", HEAD.encode("utf-16")[:-1], "it is not UTF-16 all through: a character is cut, or one byte is missing"),
    ("half a character", (HEAD + "😀").encode("utf-16")[:-2], "it is not UTF-16 all through: a character is cut, or one byte is missing"),
    ("UTF-32", HEAD.encode("utf-32"), "it holds zero characters, so it is not UTF-16, or it was cut"),
    ("another file without a mark", "Name,Street\n".encode("utf-16-le"), "it has no byte order mark, and no header that is known as UTF-16"),
    ("bytes of any kind", b"\0a\0\0" * 99, "it holds zero characters, so it is not UTF-16, or it was cut"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [pytest.param(*case[1:], id=case[0]) for case in UTF_16_REFUSED])
def test_no_utf16(data: bytes, reason: str) -> None:
    assert repaired(data) == Refused("utf16-file", reason)
