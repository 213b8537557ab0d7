"""Keys against those before: any rewriting of a file changes none, any change of one is found, once."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from proplint.config import Config
from proplint.csvfile.source import BytesSource
from proplint.engine.check import check_source
from proplint.engine.identity import Identity
from proplint.exceptions import ConfigError
from proplint.identity.base import KeyBase, read_keys
from proplint.identity.lock import digest, read_lock, written_lock
from proplint.identity.shared import SharedKeys
from proplint.plugins import Host

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from proplint.api import Severity
    from proplint.model import Finding

CHANGES = ("email-changed", "customer-id-changed", "unknown-customer")
NAMES = ["Customer ID", "Email", "Text:Note", "Text:ş"]
IDS = [f"id{number}ş" if number % 3 == 0 else f"id{number}" for number in range(12)]
ROWS = [[one, f"{one}@example.com", "a, b" if at % 2 else 'say "hi"\nthere', "ş"] for at, one in enumerate(IDS)]


def write(rows: Sequence[Sequence[str]], *, end: str = "\n", quote: bool = False, delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    form = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator=end, quoting=form, delimiter=delimiter)  # type: ignore[arg-type]
    writer.writerows(rows)
    return out.getvalue()


def base_of(data: bytes) -> KeyBase:
    base = KeyBase()
    base.add(read_keys(BytesSource(data)) or ())
    return base


def compared(before: bytes, after: bytes, removed: Severity = "off") -> list[Finding]:
    config = Config(None, rules={"removed-customer": removed})
    result = check_source(BytesSource(after), "a.csv", config, Host({}), identity=Identity(lambda: base_of(before)))
    return [found for found in result.findings if found.rule in (*CHANGES, "removed-customer")]


ENCODINGS = ["utf-8", "utf-8-sig", "cp1254", "utf-16", "utf-16-le", "utf-16-be"]


@given(
    st.permutations(ROWS),
    st.permutations(range(4)),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from(ENCODINGS),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_no_rewriting_changes_a_key(
    rows: list[list[str]], order: list[int], end: str, quote: bool, encoding: str, delimiter: str, forward: bool
) -> None:
    plain = write([NAMES, *ROWS]).encode()
    moved = [[row[column] for column in order] for row in [NAMES, *rows]]
    rewritten = write(moved, end=end, quote=quote, delimiter=delimiter).encode(encoding)
    before, after = (plain, rewritten) if forward else (rewritten, plain)
    assert compared(before, after, removed="error") == []


@given(st.integers(0, 11), st.sampled_from(["id", "email"]), st.text("xyş@.", min_size=1, max_size=5))
def test_one_changed_key_is_found_once(at: int, key: str, text: str) -> None:
    column = 0 if key == "id" else 1
    rows = [[*row] for row in ROWS]
    assume(text.strip())
    rows[at][column] = text
    (found,) = compared(write([NAMES, *ROWS]).encode(), write([NAMES, *rows], end="\r\n").encode())
    assert found.rule == ("customer-id-changed" if key == "id" else "email-changed")
    assert (found.record, found.column, found.value) == (at + 1, column + 1, text)
    assert found.fix is not None
    assert found.fix == (ROWS[at][column], False)
    assert ROWS[at][column] in found.message
    assert found.help.endswith("if the file is a fresh export: `proplint accept FILE`")


@given(st.integers(0, 11), st.integers(0, 11), st.sampled_from([0, 1]))
def test_a_key_of_another_customer_is_a_change_and_a_duplicate(at: int, other: int, column: int) -> None:
    assume(at != other)
    rows = [[*row] for row in ROWS]
    rows[at][column] = ROWS[other][column]
    data = write([NAMES, *rows]).encode()
    result = check_source(
        BytesSource(data),
        "a.csv",
        Config(None),
        Host({}),
        identity=Identity(lambda: base_of(write([NAMES, *ROWS]).encode())),
    )
    found = sorted(one.rule for one in result.findings)
    assert found == ["duplicate-customer-id" if column == 0 else "duplicate-email", "email-changed"]


def row(one: str, email: str = "") -> list[str]:
    return [one, email or f"{one}@e.de", "", ""]


SCENES: list[tuple[str, list[list[str]], list[list[str]], list[tuple[str, int]]]] = [
    ("nothing", [row("a"), row("b")], [row("a"), row("b")], []),
    ("a row less", [row("a"), row("b")], [row("b")], []),
    ("a new customer", [row("a")], [row("a"), row("b")], [("unknown-customer", 3)]),
    ("a swap of two e-mails", [row("a", "1@e.de"), row("b", "2@e.de")], [row("a", "2@e.de"), row("b", "1@e.de")],
     [("email-changed", 2), ("email-changed", 3)]),
    ("a swap of two IDs", [row("a", "1@e.de"), row("b", "2@e.de")], [row("b", "1@e.de"), row("a", "2@e.de")],
     [("email-changed", 2), ("email-changed", 3)]),
    ("a changed ID", [row("a"), row("b")], [row("x", "a@e.de"), row("b")], [("customer-id-changed", 2)]),
    ("a new ID with the e-mail of one who stays", [row("a")], [row("a"), row("x", "a@e.de")], [("unknown-customer", 3)]),
    ("an empty e-mail", [row("a")], [row("a", " ")], []),
    ("an empty ID", [row("a")], [row("", "a@e.de")], []),
    ("both changed", [row("a")], [row("x")], [("unknown-customer", 2)]),
    ("another case", [row("a")], [row("a", "A@e.de")], [("email-changed", 2)]),
    ("one who was there twice", [row("a", "1@e.de"), row("a", "2@e.de")], [row("a", "2@e.de")], []),
    ("one who was there twice, with a third", [row("a", "1@e.de"), row("a", "2@e.de")], [row("a", "3@e.de")], [("email-changed", 2)]),
    ("a new customer without an e-mail", [row("a")], [row("a"), row("b", " ")], [("unknown-customer", 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), [pytest.param(*scene[1:], id=scene[0]) for scene in SCENES])
def test_scenes(before: list[list[str]], after: list[list[str]], expected: list[tuple[str, int]]) -> None:
    found = compared(write([NAMES, *before]).encode(), write([NAMES, *after]).encode())
    assert [(one.rule, one.line) for one in found] == expected


def test_only_capitals_are_told() -> None:
    (found,) = compared(write([NAMES, row("a")]).encode(), write([NAMES, row("a", "A@e.de")]).encode())
    assert found.message == "`A@e.de` was `a@e.de` in the version before: only capitals differ"


def test_removed_customers_are_one_finding_with_the_first_few() -> None:
    before, after = write([NAMES, *ROWS]).encode(), write([NAMES, *ROWS[6:]]).encode()
    assert compared(before, after) == []
    (found,) = compared(before, after, removed="warning")
    assert found.message == "6 customers of the version before are gone: `id0ş`, `id1`, `id2` and 3 more"
    assert (found.severity, found.line, found.column) == ("warning", 1, None)


def test_a_renamed_customer_is_not_a_removed_one_too() -> None:
    after = [row("x", ROWS[0][1]), *ROWS[1:]]
    found = compared(write([NAMES, *ROWS]).encode(), write([NAMES, *after]).encode(), removed="error")
    assert [one.rule for one in found] == ["customer-id-changed"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"a,b\n1,2\n",
        b"Email\na@e.de\n",
        b"PK\x03\x04",
        b'Customer ID,"Email\n',
        "sep=;\nID;Email\n".encode("utf-16"),
    ],
)
def test_what_is_no_export_has_no_keys(data: bytes) -> None:
    assert read_keys(BytesSource(data)) is None


@pytest.mark.parametrize("head", ["sep=;\n", '"sep=;"\r\n', "\ufeffsep=;\n"])
def test_keys_are_read_behind_a_line_for_excel(head: str) -> None:
    data = (head + "Email;Customer ID\na@e.de;a\n").encode()
    assert [*(read_keys(BytesSource(data)) or ())] == [("a", "a@e.de")]


def test_rows_that_are_no_records_have_no_keys() -> None:
    data = b'Customer ID,Email\na,a@e.de\nb,"b@e.de" x\nc\n ,d@e.de\nCustomer ID,Email\ne,e@e.de\n'
    assert [*(read_keys(BytesSource(data)) or ())] == [("a", "a@e.de"), ("e", "e@e.de")]


def test_both_sides_of_a_conflict_have_keys() -> None:
    ours, theirs = b"a,a@e.de\nb,b@e.de\n", b"b,other@e.de\nc,c@e.de\n"
    data = b"Customer ID,Email\n<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> topic\nd,d@e.de\n"
    base = KeyBase()
    base.add(read_keys(BytesSource(data)) or ())
    assert [*base] == ["a", "b", "c", "d"]
    assert base.emails_of("b") == ("b@e.de", "other@e.de")


@given(st.randoms(use_true_random=False))
def test_the_digest_is_of_the_keys_alone(random: random.Random) -> None:
    rows = [*ROWS, *random.sample(ROWS, 3)]
    random.shuffle(rows)
    one = digest(read_keys(BytesSource(write([NAMES, *rows], quote=True).encode("utf-16"))) or ())
    assert one == digest((first, second) for first, second, *_ in ROWS)
    assert one != digest((first, second) for first, second, *_ in ROWS[1:])


def test_a_lock_reads_back() -> None:
    files = {"b.csv": "sha256:1", "a ş.csv": "sha256:2"}
    assert read_lock(written_lock(files), "proplint.lock") == files
    assert written_lock(files).count(b"\n") == 7
    for broken in (b"", b"{}", b"[]", b'{"version": 2, "files": {}}', b'{"version": 1, "files": {"a": 1}}', b"\xff"):
        with pytest.raises(ConfigError, match="no lock that this proplint can read"):
            read_lock(broken, "proplint.lock")


def test_one_customer_with_two_emails_in_two_files() -> None:
    shared = SharedKeys()
    shared.enter("all.csv")
    assert not [*shared.judge([("a", "a@e.de", 2), ("b", "b@e.de", 3), ("", "c@e.de", 4)])]
    assert not [*shared.judge([("a", "x@e.de", 5)])]
    shared.enter("new.csv")
    ((index, problem),) = shared.judge([("b", "b@e.de", 2), ("a", "y@e.de", 3), ("", "z@e.de", 4)])
    assert (index, problem.rule) == (1, "conflicting-customer")
    assert "in all.csv, line 2" in problem.message
