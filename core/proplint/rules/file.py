"""Rules about the file as such: its encoding, its delimiter, its quotes, its records."""

from __future__ import annotations

from typing import Final

from proplint.api import Rule

FILE_RULES: Final = (
    Rule(
        name="empty-file",
        what="The file has no header: it is empty, or holds nothing but a byte order mark or empty lines.",
        why="An import of it does nothing, and comparing it with the last version says that every customer is gone.",
        example="(0 bytes)",
        instead="Customer ID,Email,Boolean:VIP",
    ),
    Rule(
        name="utf16-file",
        what="The file is UTF-16, which Excel calls “Unicode text”.",
        why="ikas reads UTF-8; in UTF-16 every character has a zero byte beside it and cells are tab-separated.",
        example="FF FE 43 00 75 00 73 00 …",
        instead="In Excel: File › Save As › CSV UTF-8 (comma delimited). In Google Sheets: File › Download › .csv.",
    ),
    Rule(
        name="not-utf8",
        what="The file is not UTF-8. It is reported once, at the line of the first byte that does not fit.",
        why="Letters such as ş, ü or ß come out wrong, and options that hold them no longer match.",
        example="Ye\\xfeil  (Windows-1254)",
        instead="In Excel: File › Save As › CSV UTF-8 (comma delimited). Cells whose bytes do not fit are not judged.",
    ),
    Rule(
        name="nul-byte",
        what="A record holds a zero byte. It is reported once a record.",
        why="No spreadsheet writes one; the file was cut, overwritten or joined wrongly.",
        example="a5c123de456,customer\\x00@ikas.com",
        instead="a5c123de456,customer@ikas.com",
    ),
    Rule(
        name="lfs-pointer",
        what="The file is a Git LFS pointer: the note that stands in for the real content.",
        why="The content was not fetched, so nothing in it could be checked.",
        example="version https://git-lfs.github.com/spec/v1",
        instead="Run `git lfs pull`, then check again.",
    ),
    Rule(
        name="conflict-marker",
        what="A merge left a conflict: lines that begin with `<<<<<<< `, `=======` and `>>>>>>> `, in this order.",
        why="Both sides of the conflict stand in the file. Neither is judged until one is chosen.",
        example="<<<<<<< HEAD\na5c1,a@ikas.com,Blue\n=======\na5c1,a@ikas.com,Red\n>>>>>>> branch",
        instead="a5c1,a@ikas.com,Red",
    ),
    Rule(
        name="wrong-delimiter",
        what="The cells are not separated by commas, or a line such as `sep=;` stands before the header. "
        "`proplint fix` deletes `sep=,`.",
        why="ikas separates cells by commas and the options of a multiple choice by semicolons.",
        example="Customer ID;Email;Choice:Color",
        instead="Customer ID,Email,Choice:Color",
    ),
    Rule(
        name="wrong-export",
        what="The file is ikas's *Customers* export, not its *Customer Properties* export.",
        why="The two are imported in different places. This one has no property columns that could be checked.",
        example="First Name,Last Name,E-Mail,Deleted",
        instead="Dashboard › Customers › Export › .csv › Customer Properties",
    ),
    Rule(
        name="stray-quote",
        what="A quotation mark stands where the grammar of CSV has no place for one.",
        why="Each program reads such a record differently; some lose cells without a word.",
        example='a5c1,a@ikas.com,5" screen',
        instead='a5c1,a@ikas.com,"5"" screen"',
    ),
    Rule(
        name="unclosed-quote",
        what="A cell opens with a quotation mark that is never closed. It is reported where the cell opens.",
        why="Everything after it, to the next quotation mark or the end of the file, becomes part of that cell.",
        example='a5c1,a@ikas.com,"regular customer',
        instead='a5c1,a@ikas.com,"regular customer"',
    ),
    Rule(
        name="wrong-cell-count",
        what="A record has more or fewer cells than the header.",
        why="Its values stand under the wrong columns. A comma inside a value needs quotation marks around the cell.",
        example="Customer ID,Email,Text:Comment\na5c1,a@ikas.com,regular, since 2023",
        instead='Customer ID,Email,Text:Comment\na5c1,a@ikas.com,"regular, since 2023"',
    ),
    Rule(
        name="blank-record",
        what="A line is empty between two records, or all cells of a record are empty. `proplint fix` deletes it, but "
        "not beside a broken record: there it may be part of a text that lost its quotation marks.",
        why="ikas has no customer to give it to. Spreadsheets write such rows when only their content was deleted.",
        example="a5c1,a@ikas.com,Blue\n,,\nb7d2,b@ikas.com,Red",
        instead="a5c1,a@ikas.com,Blue\nb7d2,b@ikas.com,Red",
    ),
)
