"""What is wrong with files, headers and records: bytes in, (rule, line, column) out."""

from __future__ import annotations

from typing import NamedTuple

import pytest

import proplint

HEAD = b"Customer ID,Email,Boolean:VIP,Text:Note\n"
ONE = b"a1,a@ikas.com,TRUE,x\n"
TWO = b"b2,b@ikas.com,FALSE,y\n"

Expected = tuple[str, int, int | None]


class Case(NamedTuple):
    name: str
    data: bytes
    expected: list[Expected]


CASES = [
    Case("clean", HEAD + ONE + TWO, []),
    Case("header alone", HEAD, []),
    Case("header alone, no line end", HEAD.rstrip(), []),
    Case("byte order mark, CRLF, all quoted", b'\xef\xbb\xbf"Customer ID","Email"\r\n"a1","a@ikas.com"\r\n', []),
    Case("lone CR ends lines", (HEAD + ONE + TWO).replace(b"\n", b"\r"), []),
    Case("line ends mixed", HEAD.replace(b"\n", b"\r") + ONE.replace(b"\n", b"\r\n") + TWO, []),
    Case("no final line end", HEAD + ONE.rstrip(), []),
    Case("empty lines at the end", HEAD + ONE + b"\n\r\n\n", []),
    Case("next line, line separator and vertical tab end no line", HEAD + "a1,a@ikas.com,,\u2028\v\x85\nb2,b,,\n".encode(),
         [("malformed-email", 3, 2)]),
    # The file as a whole
    Case("nothing", b"", [("empty-file", 1, None)]),
    Case("byte order mark alone", b"\xef\xbb\xbf", [("empty-file", 1, None)]),
    Case("only empty lines", b"\n\r\n", [("empty-file", 1, None)]),
    Case("UTF-16 with mark", "Customer ID,Email\n".encode("utf-16"), [("utf16-file", 1, None)]),
    Case("UTF-16 big-endian with mark", b"\xfe\xff" + "Customer ID\tEmail\n".encode("utf-16-be"), [("utf16-file", 1, None)]),
    Case("UTF-16 little-endian, no mark", "Customer ID,Email\n".encode("utf-16-le"), [("utf16-file", 1, None)]),
    Case("UTF-16 big-endian, no mark", "Customer ID,Email\n".encode("utf-16-be"), [("utf16-file", 1, None)]),
    Case("Windows-1254 in a cell", HEAD + ONE + "b2,b@ikas.com,,Yeşil\nc3,c@ikas.com,,İ\n".encode("cp1254"), [("not-utf8", 3, None)]),
    Case("not UTF-8 in the header", "Customer ID,Email,Text:Größe\na1,a@ikas.com,x\n".encode("cp1252"), [("not-utf8", 1, None)]),
    Case("overlong slash", HEAD + b"a1,a@ikas.com,,\xc0\xaf\n", [("not-utf8", 2, None)]),
    Case("a surrogate", HEAD + b"a1,a@ikas.com,,\xed\xa0\x80\n", [("not-utf8", 2, None)]),
    Case("a cut character at the end", HEAD + b"a1,a@ikas.com,,\xc3", [("not-utf8", 2, None)]),
    Case("the other cells of a file that is not UTF-8 are judged", HEAD + b"a1,a@ikas.com,yes,\xfe\n",
         [("not-utf8", 2, None), ("not-a-boolean", 2, 3)]),
    Case("an Excel workbook", b"PK\x03\x04\x14\x00\xff\xfe", [("not-utf8", 1, None)]),
    Case("a pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", [("lfs-pointer", 1, None)]),
    Case("semicolons", b"Customer ID;Email;Choice:A\na1;a@ikas.com;x\nb2;b@ikas.com;y\n", [("wrong-delimiter", 1, None)]),
    Case("semicolons, quoted", b'"Customer ID";"Email"\n"a1";"a@ikas.com"\n', [("wrong-delimiter", 1, None)]),
    Case("tabs", b"Customer ID\tEmail\na1\ta@ikas.com\n", [("wrong-delimiter", 1, None)]),
    Case("sep= line", b"sep=;\r\nCustomer ID;Email\r\n", [("wrong-delimiter", 1, None)]),
    Case("sep=, line", b"\xef\xbb\xbfsep=,\nCustomer ID,Email\n", [("wrong-delimiter", 1, None)]),
    Case("one column", b'"Customer ID,Email,Choice:A"\n"a1,a@ikas.com,x"\n', [("wrong-delimiter", 1, None)]),
    Case("names that look like a header of semicolons", b'Customer ID,Email,"Text:A;Email;Customer ID"\n', []),
    Case("the sister export", b"First Name,Last Name,E-Mail,Deleted\nA,B,a@ikas.com,FALSE\n", [("wrong-export", 1, None)]),
    # Quotes
    Case("stray quote", HEAD + b'a1,a@ikas.com,,5" x\n' + TWO, [("stray-quote", 2, 4)]),
    Case("text behind a closing quote", HEAD + b'a1,a@ikas.com,,"x"y\n' + TWO, [("stray-quote", 2, 4)]),
    Case("unclosed to the end", HEAD + b'a1,a@ikas.com,,"x\n' + TWO, [("unclosed-quote", 2, 4)]),
    Case("unclosed on the last line", HEAD + ONE + b'b2,b@ikas.com,,"x', [("unclosed-quote", 3, 4)]),
    Case("unclosed to the next quote", HEAD + b'a1,a@ikas.com,,"x\nb2,b@ikas.com,,"y"\n' + b"c3,c@ikas.com,,\n",
         [("unclosed-quote", 2, 4)]),
    Case("unclosed behind a cell of two lines", b'Customer ID,Email,Text:A,Text:B\na1,a@ikas.com,"x\ny","z\nb2,b@ikas.com,,"y"\n',
         [("unclosed-quote", 3, 4)]),
    Case("stray quote behind a cell of two lines", HEAD + b'a1,"a@\nikas.com",,x"y\n' + TWO,
         [("unclosed-quote", 2, 2), ("stray-quote", 3, 1)]),
    Case("stray quote in the header", b'Customer ID,Em"ail\na1,a@ikas.com\n', [("stray-quote", 1, 2)]),
    Case("unclosed quote in the header", b'Customer ID,"Email\na1,a@ikas.com\n', [("unclosed-quote", 1, 2)]),
    # Records
    Case("too few cells", HEAD + b"a1,a@ikas.com,TRUE\n" + TWO, [("wrong-cell-count", 2, None)]),
    Case("too many cells", HEAD + b"a1,a@ikas.com,TRUE,x,y\n" + TWO, [("wrong-cell-count", 2, None)]),
    Case("a blank line between records", HEAD + ONE + b"\n" + TWO, [("blank-record", 3, None)]),
    Case("a blank line before the header", b"\n" + HEAD + ONE, [("blank-record", 1, None)]),
    Case("a record of empty cells", HEAD + ONE + b',,"",\n' + TWO, [("blank-record", 3, None)]),
    Case("a record of empty cells, too many", HEAD + b",,,,,\n" + ONE, [("blank-record", 2, None)]),
    Case("the header again", HEAD + ONE + HEAD + TWO, [("repeated-header", 3, None)]),
    Case("two files joined", HEAD + ONE + b"\xef\xbb\xbf" + HEAD + TWO, [("repeated-header", 3, None)]),
    Case("zero bytes, once a record", HEAD + b"a1,a@ikas.com,TR\0UE,\0\n" + TWO, [("nul-byte", 2, 3)]),
    Case("a cell below a cell of two lines", HEAD + b'a1,"a@ika\ns.com",yes,\n', [("malformed-email", 2, 2), ("not-a-boolean", 3, 3)]),
    # Conflicts
    Case("a conflict", HEAD + b"<<<<<<< HEAD\n" + ONE + b"=======\n" + TWO + b">>>>>>> b\n" + b"c3,c@ikas.com,,\n",
         [("conflict-marker", 2, None)]),
    Case("a conflict in a quoted cell", HEAD + b'a1,a@ikas.com,,"x\n<<<<<<< HEAD\ny"\n=======\nz"\n>>>>>>> b\n' + TWO,
         [("conflict-marker", 3, None)]),
    Case("two conflicts", HEAD + 2 * (b"<<<<<<< HEAD\n=======\n>>>>>>> b\n") + b"c,d\n",
         [("conflict-marker", 2, None), ("conflict-marker", 5, None), ("wrong-cell-count", 8, None)]),
    Case("a conflict with its ancestor", HEAD + b"<<<<<<< a\r\n||||||| b\r\n=======\r\n>>>>>>> c\r\n" + ONE, [("conflict-marker", 2, None)]),
    Case("a conflict in the header", b"<<<<<<< HEAD\n" + HEAD + b"=======\nx\n>>>>>>> b\n" + ONE, [("conflict-marker", 1, None)]),
    Case("markers in another order are records", HEAD + b">>>>>>> b\n=======\n<<<<<<< HEAD\n",
         [("wrong-cell-count", line, None) for line in (2, 3, 4)]),
    # The header
    Case("no Customer ID", b"Email,Boolean:A\na@ikas.com,\n", [("missing-column", 1, None)]),
    Case("neither key", b"Boolean:A,Boolean:B\nTRUE,FALSE\n", [("missing-column", 1, None)] * 2),
    Case("no header at all", b"a1,a@ikas.com,x\nb2,b@ikas.com,\n", [("missing-column", 1, None)]),
    Case("a key in another case", b"customer id,Email\na1,a@ikas.com\n", [("missing-column", 1, 1)]),
    Case("a key with another name", b"Customer ID,E-Mail\na1,a@ikas.com\n", [("missing-column", 1, 2)]),
    Case("a column twice", b"Customer ID,Email,Text:A,Text:A\n", [("duplicate-column", 1, 4)]),
    Case("a property twice", b"Customer ID,Email,Text line:A,Text:A\n", [("duplicate-column", 1, 4)]),
    Case("two of one name", b"Customer ID,Email,Text line:A,Text:B,Choice:A\n", []),
    Case("a column without a name", b"Customer ID,Email,,Text:\n", [("blank-column-name", 1, 3), ("blank-column-name", 1, 4)]),
    Case("a type in another case", b"Customer ID,Email,boolean:A\na1,a@ikas.com,x\n", [("unknown-type", 1, 3)]),
    Case("no type", b"Customer ID,Email,Stok:Ana Depo,Note\n", [("unknown-type", 1, 3), ("unknown-type", 1, 4)]),
    Case("an error file", b"Customer ID,Email,Boolean:A,Errors\na1,a@ikas.com,yes,no boolean\n",
         [("error-column-left", 1, 4), ("not-a-boolean", 2, 3)]),
    Case("a name on two lines", b'Customer ID,Email,"Text:A\nB",stock\n', [("unknown-type", 2, 4)]),
    # Keys
    Case("no keys", HEAD + b",,TRUE,x\n", [("missing-customer-id", 2, 1), ("missing-email", 2, 2)]),
    Case("a blank key", HEAD + b" ,a@ikas.com,TRUE,x\n", [("missing-customer-id", 2, 1)]),
    Case("destroyed IDs", HEAD + b"4.91701E+11,a@b.c,,\n-1E+308,b@b.c,,\n12e5,c@b.c,,\n1E-5,d@b.c,,\n1E+5,e@b.c,,\n",
         [("destroyed-customer-id", line, 1) for line in (2, 3)]),
    Case("destroyed IDs are no twins", HEAD + b'"4,91701E+11",a@b.c,,\n"4,91701E+11",b@b.c,,\n',
         [("destroyed-customer-id", line, 1) for line in (2, 3)]),
    Case("e-mails", HEAD + b"a,a,,\nb,b@b,,\nc,c@d@e.f,,\nd,d e@f.g,,\ne,@f.g,,\nf,f@ikas.com,,\n",
         [("malformed-email", line, 2) for line in range(2, 7)]),
    Case("twins", HEAD + ONE + ONE + ONE, [(f"duplicate-{key}", line, column) for line in (3, 4)
                                           for key, column in (("customer-id", 1), ("email", 2))]),
    Case("twins are equal exactly", HEAD + ONE + b"A1,A@ikas.com,,\n", []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_file(case: Case) -> None:
    report = proplint.check(case.data)
    assert [(found.rule, found.line, found.column) for found in report.findings] == case.expected
    for finding in report.findings:
        assert finding.message
        assert finding.help


def test_twins_name_the_line_of_the_first() -> None:
    data = b'Customer ID,Text:A,Email\na1,"x\ny",a@ikas.com\nb2,,a@ikas.com\n'
    (finding,) = proplint.check(data).findings
    assert (finding.line, finding.column, finding.character) == (4, 3, 5)
    assert "line 3" in finding.message


@pytest.mark.parametrize(
    ("data", "character"),
    [
        (b"a1,a@ikas.com,yes,x\n", 15),
        (b'"a1","a@ikas.com","yes",x\n', 20),
        ("ş1,ş@ikas.com,yes,x\n".encode(), 15),
    ],
    ids=["plain", "quoted", "two-byte characters"],
)
def test_character_is_where_the_text_of_the_cell_starts(data: bytes, character: int) -> None:
    (finding,) = proplint.check(HEAD + data).findings
    assert (finding.line, finding.character, finding.value) == (2, character, "yes")


def test_record_counts_faulty_records_but_not_blank_lines() -> None:
    data = HEAD + b'a1,a@ikas.com,,5"\n\nb2,b@ikas.com\nc3,c@ikas.com,yes,\n'
    report = proplint.check(data)
    assert [(found.rule, found.record) for found in report.findings] == [
        ("stray-quote", 1),
        ("blank-record", None),
        ("wrong-cell-count", 2),
        ("not-a-boolean", 3),
    ]
    assert report.records == 3
