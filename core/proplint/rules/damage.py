"""Rules about what spreadsheets do to files."""

from __future__ import annotations

from typing import Final

from proplint.api import Rule

DAMAGE_RULES: Final = (
    Rule(
        name="spreadsheet-damage",
        what="A cell has changed since the version before as spreadsheets change cells when they open a CSV file: "
        "they take IDs, phone numbers and options for numbers or dates, and write them in the form of their language. "
        "Plugins may tell what other programs do.",
        why="Nobody meant the change, and often nothing shows it: 1234 is as good a number as 1.234 was. A file has "
        "such findings when two of its cells changed so, or one and its quotes, line ends or byte order mark; and when "
        "no cell of the column was spared that would have changed too. Numbers of the same value, such as 7.10 and "
        "7.1, are none, nor is a cell that is right now and was not.",
        example="before: a5c1,a@ikas.com,+491701234567\nnow:    a5c1,a@ikas.com,491701234567",
        instead="a5c1,a@ikas.com,+491701234567",
        options="Import the file with the conversion of texts unticked (Google Sheets: Convert text to numbers, "
        "dates, and formulas), or with every column as text (LibreOffice: Quoted field as text): then nothing is lost.",
    ),
    Rule(
        name="fragile-value",
        what="A column holds values that the next spreadsheet would destroy: IDs, phone numbers, texts or options that "
        "look like numbers, dates or formulas; or another program of which a plugin tells.",
        why="Spreadsheets convert such cells when they open a CSV file, and save what they made of them: `12e5` "
        "becomes 1200000, `0012` becomes 12, the option `1-2` a date. Told once a column, at the first such cell; not "
        "told where the type of the column knows the way back, as from 27.06.2025 to 2025/06/27.",
        example="Choice:Size = 1-2\nText:Postcode = 01067",
        instead="the same, in a file that is imported with the conversion of texts unticked",
        options='Google Sheets: untick "Convert text to numbers, dates, and formulas" at the import; LibreOffice: tick '
        '"Quoted field as text", or format the columns as text. Options can be renamed in ikas: `1 to 2`.',
        severity="off",
    ),
)
