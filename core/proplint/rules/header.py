"""Rules about the header: the names of the columns."""

from __future__ import annotations

from typing import Final

from proplint.api import Rule

HEADER_RULES: Final = (
    Rule(
        name="missing-column",
        what="The header lacks `Customer ID` or `Email`.",
        why="ikas finds the customer by these two columns; without them no row can be imported.",
        example="Email,Choice:Color",
        instead="Customer ID,Email,Choice:Color",
    ),
    Rule(
        name="duplicate-column",
        what="Two columns have the same name, or are the same property in two words: `Text:A` and `Text line:A`.",
        why="Which of the two counts, nobody knows before the import.",
        example="Customer ID,Email,Choice:Color,Choice:Color",
        instead="Customer ID,Email,Choice:Color",
    ),
    Rule(
        name="blank-column-name",
        what="A column has no name.",
        why="Its cells belong to no property. Spreadsheets add such columns when something stood beside the table.",
        example="Customer ID,Email,Choice:Color,",
        instead="Customer ID,Email,Choice:Color",
    ),
    Rule(
        name="unknown-type",
        what="A column is neither `Customer ID` nor `Email` nor `Type:Name` with a type that ikas or a plugin knows.",
        why="The import does not know what to do with it.",
        example="Customer ID,Email,Auswahl:Color",
        instead="Customer ID,Email,Choice:Color",
        options="Columns named under `ignore_columns` in proplint.yaml are no mistake. A type of your own comes from\n"
        "a plugin: `proplint new-type` begins one, and `plugins` in proplint.yaml names it.",
    ),
    Rule(
        name="undeclared-property",
        what="A property column is not declared in the configuration that governs the file.",
        why="Either its name is mistyped, and the import would not find the property, or the configuration is behind.",
        example="Choice:Colour   (declared is `Choice:Color`)",
        instead="Choice:Color",
        options="Declare it under `properties` in proplint.yaml, or name it under `ignore_columns`.",
    ),
    Rule(
        name="error-column-left",
        what="The column of error messages that an error file has is still there. `proplint fix` deletes it.",
        why="The file was sent back by ikas, or made by `--error-files`; the messages would be imported as data.",
        example="Customer ID,Email,Choice:Color,Errors",
        instead="Customer ID,Email,Choice:Color",
        options="`proplint apply NAME.errors.csv` takes the corrected rows of an error file back into the CSV that\n"
        "they came from, without this column. `error_file: {column: …}` in proplint.yaml names the column.",
    ),
    Rule(
        name="repeated-header",
        what="A record repeats the header. `proplint fix` deletes it.",
        why="Two exports were put one below the other, or a merge kept both sides.",
        example="Customer ID,Email\na5c1,a@ikas.com\nCustomer ID,Email\nb7d2,b@ikas.com",
        instead="Customer ID,Email\na5c1,a@ikas.com\nb7d2,b@ikas.com",
    ),
)
