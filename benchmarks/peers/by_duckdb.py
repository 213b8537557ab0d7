"""The rules with DuckDB: the file as a table of text, and a query with a regular expression for each column."""

from __future__ import annotations

import csv

import duckdb
import rules


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _conditions(columns: list[rules.Column]) -> list[tuple[str, str, str]]:
    """Return for each rule its column, what it is called, and the condition of a cell that breaks it."""
    identity = [(name, "missing", f"{_name(name)} IS NULL") for name in rules.IDENTITY]
    email = f"NOT regexp_full_match({_name('Email')}, {_literal(rules.EMAIL)})"
    return [*identity, ("Email", "pattern", email), *(_condition(column) for column in columns)]


def _condition(column: rules.Column) -> tuple[str, str, str]:
    cell = _name(column.name)
    options = ", ".join(_literal(option) for option in column.options)
    if column.kind == "Choice":
        return column.name, "option", f"{cell} NOT IN ({options})"
    if column.kind == "Multiple choice":
        parts = f"string_split({cell}, ';')"
        wrong = f"NOT list_has_all([{options}], {parts}) OR list_unique({parts}) < len({parts})"
        return column.name, "option", wrong
    if column.kind == "Text":
        return column.name, "length", f"length({cell}) > {rules.TEXT_LIMIT}"
    return column.name, "pattern", f"NOT regexp_full_match({cell}, {_literal(column.pattern)})"


def _queries(columns: list[rules.Column]) -> str:
    """Return the query of all faults: line, column, what."""
    parts = [
        f"SELECT line, {_literal(name)} AS name, {_literal(what)} AS what FROM file WHERE {condition}"  # noqa: S608
        for name, what, condition in _conditions(columns)
    ]
    parts += [
        f"SELECT line, {_literal(name)}, 'twice' FROM (SELECT line, row_number() OVER (PARTITION BY {_name(name)}"  # noqa: S608
        f" ORDER BY line) AS nth, {_name(name)} AS key FROM file) WHERE nth > 1 AND key IS NOT NULL"
        for name in rules.IDENTITY
    ]
    return " UNION ALL ".join(parts)


def check(path: str, columns: list[rules.Column]) -> rules.Faults:
    """Check a file; a record's line is its number, as the database knows no other."""
    base = duckdb.connect()
    names = [*rules.IDENTITY, *(column.name for column in columns)]
    types = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names)
    form = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"  # guessing tells no line
    read = f"read_csv({_literal(path)}, {form}, columns = {{{types}}})"
    base.execute(f"CREATE TABLE file AS SELECT row_number() OVER () + 1 AS line, * FROM {read}")  # noqa: S608
    base.execute(f"CREATE TABLE faults AS {_queries(columns)}")
    faults = rules.Faults()
    with open(path, encoding="utf-8-sig", newline="") as file:
        if next(csv.reader(file)) != names:
            faults.add(1, None, "columns")
    counted = base.execute("SELECT count(DISTINCT line) FROM faults").fetchone()
    faults.records = counted[0] if counted else 0
    for name, what, count, lines in base.execute(
        f"SELECT name, what, count(*), min(line, {rules.MOST_PLACES}) FROM faults GROUP BY name, what"  # noqa: S608
    ).fetchall():
        faults.add_lines(lines, name, what, count)
    return faults


if __name__ == "__main__":
    rules.main(check)
