"""What of a file's form can be repaired although some of its records are broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proplint.csvfile.waste import read_form
from proplint.model import FormFix

if TYPE_CHECKING:
    from proplint.csvfile.header import Header
    from proplint.csvfile.source import Source
    from proplint.engine.ledger import Ledger
    from proplint.model import Finding


def settle(source: Source, header: Header, ledger: Ledger) -> None:
    """Take the fix from findings about a file's form that broken records leave undecided, and say so.

    Args:
        source: The file.
        header: Its header.
        ledger: Holds what was found.
    """
    form = read_form(source, header)
    if form.broken is None:
        return
    lines = {waste.line for waste in form.waste}

    def settled(finding: Finding) -> Finding:
        if not isinstance(finding.fix, FormFix) or finding.line in lines:
            return finding
        reason = "correct the record beside it first: it may be part of a text that lost its quotation marks"
        if finding.rule == "error-column-left":
            reason = f"correct line {form.broken} first: which of its cells stands in this column can't be told"
        return finding._replace(fix=None, advice=f"{finding.advice}; {reason}")

    ledger.findings[:] = map(settled, ledger.findings)
