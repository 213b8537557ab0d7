"""What is wrong with a file as a whole, put right.

The caller hands over the source and a `Context` (see `context_of`), and writes the bytes of the answer, or tells
why nothing can be done. Faults in records are not the whole file's: they are no reason to refuse, unless they keep
the file from being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.csvfile.header import header_of
from proplint.csvfile.sniff import judge_bytes, judge_delimiter, judge_header
from proplint.repair.delimiter import RULE as WRONG_DELIMITER
from proplint.repair.outcome import Done, Refused, Repaired

if TYPE_CHECKING:
    from proplint.csvfile.sniff import Verdict
    from proplint.csvfile.source import Source
    from proplint.repair.context import Context


def repaired_whole(source: Source, context: Context) -> Repaired | Refused | None:
    """Put right what is wrong with a file as a whole: its encoding, and what separates its cells.

    Args:
        source: The file; it stays open.
        context: What is known beside it.

    Returns:
        Its new bytes and what was done, why it can't be done, or None when nothing is wrong with the whole.
    """
    done, now = list[Done](), source
    while True:  # each step leaves fewer signs that separate, or none of another encoding
        step = _step(now, context)
        if step is None:
            return Repaired(now, done) if done else None
        if now is not source:
            now.close()
        if isinstance(step, Refused):
            return step
        done += step.done
        now = step.source


def wrong_as_a_whole(source: Source, context: Context) -> str | None:
    """Return what keeps a file from being read as UTF-8 with commas; None when nothing does."""
    from proplint.repair.encoding import is_utf8

    verdict = _verdict(source, context)
    if verdict:
        return verdict.message
    return None if is_utf8(source) else "the file is not UTF-8"


def _step(source: Source, context: Context) -> Repaired | Refused | None:
    from proplint.repair.encoding import UTF_16, from_code_page, from_utf16, is_utf8

    verdict = _verdict(source, context)
    if verdict is None:
        return None if is_utf8(source) else from_code_page(source, context)
    if verdict.rule == UTF_16:
        return from_utf16(source, context)
    if verdict.rule == WRONG_DELIMITER:
        from proplint.repair.delimiter import with_commas

        return with_commas(source, context.words)
    return Refused(verdict.rule, f"{verdict.message}; {verdict.help}", verdict.line)


def _verdict(source: Source, context: Context) -> Verdict | None:
    verdict = judge_bytes(source)
    if verdict:
        return verdict
    header = header_of(source)
    if header.fault:
        return judge_delimiter(header.text, header.line, context.words)
    return judge_header(header.cells, header.text, header.line, context.words)
