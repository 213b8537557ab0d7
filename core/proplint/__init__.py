"""proplint validates customer-property CSV files before they are committed.

From Python:

    import proplint

    report = proplint.check("customers/all.csv")
    for finding in report.findings:
        print(finding.path, finding.line, finding.message)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proplint.version import __version__

if TYPE_CHECKING:
    from proplint.checker import check
    from proplint.model import Finding, Report

__all__ = ["Finding", "Report", "__version__", "check"]

_HOMES = {"check": "proplint.checker", "Finding": "proplint.model", "Report": "proplint.model"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  module attributes are of any type
    """Import the public names when they are first used: the command line starts faster without them."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
