"""Whatever is wrong in whatever form of CSV: an error file goes out, is corrected in a spreadsheet, and comes back."""

from __future__ import annotations

import csv
import io
from pathlib import Path  # noqa: TC003  hypothesis reads the signatures
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import event, given, settings
from hypothesis import strategies as st

from proplint.cli import proplint
from proplint.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CONFIG = """\
version: 1
properties:
  Boolean:VIP:
  Choice:Color: {options: [Blue, Red, "Weiß, matt"]}
  Number:Age: {min: 0}
  Date:Birthday:
  Text:Note: {max_length: 60}
  Multiple choice:Hobby: {options: [Reading, Müzik]}
"""
COLUMNS = {
    "Customer ID": ([""], [""]),
    "Email": ([""], [""]),
    "Boolean:VIP": (["TRUE", "FALSE", ""], ["wahr", "yes", "1"]),
    "Choice:Color": (["Blue", "Red", "Weiß, matt", ""], ["blue", "Bleu ", 'Re"d']),
    "Number:Age": (["42.5", "0", "12", ""], ["42,5", "-1", "1E+19", "#REF!"]),
    "Date:Birthday": (["2025/06/27", ""], ["27.06.2025", "2025/02/30"]),
    "Text:Note": (["", "some, words", 'with "quotes"', "two\nlines", "ends\r\n", "007", "1-2", "şöyle"], ["x" * 61]),
    "Multiple choice:Hobby": (["Reading", "Reading;Müzik", ""], ["Reading;", "Sleeping"]),
}
NAMES = [*COLUMNS]
NOTE = NAMES.index("Text:Note")
FRAGILE = {"007": "7", "two\nlines": "two\nlines ", "some, words": "some,\u00a0words"}
Table = list[list[str]]


class Form(NamedTuple):
    """How a program writes a CSV."""

    bom: bool
    end: str
    all_quoted: bool
    delimiter: str = ","

    def written(self, rows: Sequence[Sequence[str]], quoted: Callable[[int, int], bool] = lambda *_: False) -> bytes:
        lines = [
            self.delimiter.join(self._cell(cell, forced=quoted(y, x)) for x, cell in enumerate(row))
            for y, row in enumerate(rows)
        ]
        return (("\ufeff" if self.bom else "") + "".join(line + self.end for line in lines)).encode()

    def quotes(self, cell: str) -> bool:
        return self.all_quoted or any(sign in cell for sign in ('"', self.delimiter, "\r", "\n"))

    def _cell(self, cell: str, *, forced: bool) -> str:
        return '"' + cell.replace('"', '""') + '"' if forced or self.quotes(cell) else cell


forms = st.builds(Form, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.just(","))
saved = st.builds(Form, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from(",;\t"))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw the records of a CSV: about one cell in five is wrong."""
    rows = []
    for number in range(draw(st.integers(1, 7))):
        row = [f"{draw(st.sampled_from(['a', '00']))}{number}x", f"{number}@example.com"]
        for right, wrong in [*COLUMNS.values()][2:]:
            row.append(draw(st.sampled_from(wrong if not draw(st.integers(0, 4)) else right)))
        rows.append(row)
    return rows


def call(*arguments: str) -> int:
    return run(proplint, [*arguments], name="proplint")


def prepared(folder: Path, data: bytes) -> tuple[list[str], Table]:
    """Write a shop's files and the error file; return the latter's header and rows."""
    (folder / "proplint.yaml").write_text(CONFIG, "utf-8")
    (folder / "errors.yaml").unlink(missing_ok=True)
    (folder / "all.csv").write_bytes(data)
    (folder / "errors" / "all.errors.csv").unlink(missing_ok=True)
    if not call("check", "--quiet", "--base", "none", "--output", "report", "--error-files", "errors", "all.csv"):
        return [], []
    text = (folder / "errors" / "all.errors.csv").read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return header, rows


def corrected(rows: Table, table: Table, draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Table, Table]:
    """Correct rows of an error file as people do; return them, and the records as they should be then."""
    records = {row[0]: [*row] for row in table}
    changed = []
    for row in rows:
        record, now = records[row[0]], [*row]
        for at, (right, wrong) in enumerate(COLUMNS.values()):
            if record[at] in wrong and at > 1 and draw(st.booleans()):
                now[at] = record[at] = draw(st.sampled_from(right))
        if record[NOTE] not in COLUMNS["Text:Note"][1]:
            if draw(st.booleans()):
                now[NOTE] = record[NOTE] = "also put right here"
            elif record[NOTE] == row[NOTE] and draw(st.booleans()):
                now[NOTE] = FRAGILE.get(row[NOTE], row[NOTE])  # what a spreadsheet does, which is not to come back
        changed.append(now)
    return changed, [*records.values()]


def resaved(folder: Path, header: Sequence[str], rows: Table, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """Save an error file as a spreadsheet does, sorted in some way, with columns moved and removed."""
    form = draw(saved)
    order = draw(st.permutations(range(len(header))))
    left_out = draw(st.sampled_from([None, *(name for name in header if name.startswith("Email"))]))
    kept = [at for at in order if header[at] != left_out]
    shown = [[row[at] for at in kept] for row in draw(st.permutations(rows))]
    data = form.written([[header[at] for at in kept], *shown])
    (folder / "errors" / "all.errors.csv").write_bytes(data)


@given(data=st.data(), table=tables(), form=forms)
@settings(max_examples=150)
def test_what_was_corrected_comes_back_and_every_other_byte_stays(
    workdir: Path, data: st.DataObject, table: Table, form: Form
) -> None:
    before = [NAMES, *table]
    header, rows = prepared(workdir, form.written(before))
    if not rows:
        return
    changed, records = corrected(rows, table, data.draw)
    resaved(workdir, header, changed, data.draw)
    after = [NAMES, *records]
    expected = form.written(after, quoted=lambda y, x: form.quotes(before[y][x]))
    event(f"something is taken: {before != after}")
    assert call("apply", "errors") == int(still_wrong(records))
    assert (workdir / "all.csv").read_bytes() == expected
    assert call("apply", "--diff", "errors") == call("apply", "errors")
    assert (workdir / "all.csv").read_bytes() == expected


def still_wrong(records: Table) -> bool:
    return any(
        cell in wrong for row in records for cell, (_, wrong) in zip(row[2:], [*COLUMNS.values()][2:], strict=True)
    )


@given(data=st.data(), table=tables(), form=forms)
@settings(max_examples=60)
def test_nothing_is_written_when_the_csv_changed_in_a_corrected_record(
    workdir: Path, data: st.DataObject, table: Table, form: Form
) -> None:
    header, rows = prepared(workdir, form.written([NAMES, *table]))
    if not rows:
        return
    changed, records = corrected(rows, table, data.draw)
    touched = [row[0] for row, new in zip(table, records, strict=True) if row != new]
    if not touched:
        return
    one = data.draw(st.sampled_from(touched))
    column = data.draw(st.sampled_from(range(2, len(NAMES))))
    meanwhile = [[*row[:column], "somebody else's", *row[column + 1 :]] if row[0] == one else row for row in table]
    resaved(workdir, header, changed, data.draw)
    now = form.written([NAMES, *meanwhile])
    (workdir / "all.csv").write_bytes(now)
    assert call("apply", "errors") == 2
    assert (workdir / "all.csv").read_bytes() == now
