"""What comes before the first record of a file: its bytes as a whole, and its header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.csvfile.conflicts import OPENING, count_lines, find_conflicts
from proplint.csvfile.grammar import line_ends
from proplint.csvfile.header import header_of
from proplint.csvfile.reader import Faulty
from proplint.csvfile.sniff import judge_bytes, judge_delimiter, judge_header, not_utf8
from proplint.engine.bind import ERROR_COLUMN, bind
from proplint.engine.records import FAULTS
from proplint.registry import BUILT_IN

if TYPE_CHECKING:
    from proplint.config import Config
    from proplint.csvfile.grammar import Fault
    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.bind import Binding
    from proplint.engine.ledger import Ledger
    from proplint.plugins import Host


def opened(source: Source, path: str, config: Config, host: Host, ledger: Ledger) -> tuple[Header, Binding] | None:
    """Judge a file up to its first record.

    Args:
        source: The bytes.
        path: The file's name in reports.
        config: The configuration that governs it.
        host: Gives property types.
        ledger: Takes what is wrong.

    Returns:
        The header, and what its columns are bound to; None where records can't be read at all.
    """
    verdict = judge_bytes(source)
    if verdict:
        ledger.whole_file(verdict)
        return None
    header = header_of(source)
    if _header_fails(source, header, ledger):
        return None
    for line in header.blanks:
        ledger.blank_line(line, "delete the empty line before the header")
    verdict = judge_header(header.cells, header.text, header.line, BUILT_IN)
    if verdict:
        ledger.whole_file(verdict)
        return None
    binding = bind(header.cells, config, host)
    _report_header(source, path, header, binding, ledger)
    return header, binding


def tell_bad_byte(source: Source, header: Header, ledger: Ledger) -> bool:
    """Tell of a byte in the header that is no UTF-8; return whether there is one."""
    raw = source.read(header.start, header.after - header.start)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = header.line + line_ends(raw, 0, error.start)
        ledger.whole_file(not_utf8(source, header.start + error.start, line))
        return True
    return False


def _header_fails(source: Source, header: Header, ledger: Ledger) -> bool:
    """Report a header that can't be read at all."""
    if header.text.startswith(OPENING.decode()):
        conflicts = find_conflicts(source, header.start)
        if conflicts and conflicts[0].start == header.start:
            line, position = header.line, header.start
            for conflict in conflicts:
                line += count_lines(source, position, conflict.start)
                position = conflict.start
                faulty = Faulty("conflict-marker", line, None, None, None, conflict.start, conflict.end)
                ledger.faulty(faulty, "", None, *FAULTS["conflict-marker"])
            return True
    if header.fault:
        verdict = judge_delimiter(header.text, header.line, BUILT_IN)
        if verdict:
            ledger.whole_file(verdict)
        else:
            _report_fault(header, header.fault, ledger)
    return header.fault is not None


def _report_fault(header: Header, fault: Fault, ledger: Ledger) -> None:
    before = header.text.encode(errors="surrogateescape")[: fault.offset].decode(errors="surrogateescape")
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = header.line + line_ends(before.encode(errors="surrogateescape"))
    faulty = Faulty(fault.rule, line, fault.column, len(before) - start + 1, None, header.start, header.after)
    ledger.faulty(faulty, header.text[start:], None, *FAULTS[fault.rule])


def _report_header(source: Source, path: str, header: Header, binding: Binding, ledger: Ledger) -> None:
    for problem in binding.problems:
        if problem.rule == ERROR_COLUMN:
            from proplint.engine.errorcolumn import of_error_file

            problem = of_error_file(problem, source, path, header)  # noqa: PLW2901
        ledger.header(
            problem.rule,
            header.line,
            problem.message,
            problem.help,
            column=problem.column,
            text=header.text,
            name=None if problem.column is None else header.cells[problem.column - 1],
            fix=problem.fix,
            data=problem.data,
        )
