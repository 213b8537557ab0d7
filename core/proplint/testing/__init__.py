"""The contract suite: what the tests of a plugin inherit. `docs/testing-types.md` tells how.

from proplint.testing import TypeContract

class TestPhone(TypeContract):
type = Phone()
cases = "phone.cases.yaml"  # beside the test
"""

from __future__ import annotations

try:
    from proplint.testing.cases import CasesError
    from proplint.testing.formats import FormatContract
    from proplint.testing.records import FileRuleContract, RecordRuleContract
    from proplint.testing.soundness import accepted, assert_accepts_is_sound
    from proplint.testing.types import TypeContract
except ModuleNotFoundError as error:
    if error.name not in ("hypothesis", "pytest"):
        raise
    raise ModuleNotFoundError(
        f'proplint.testing needs {error.name}: `python -m pip install "pytest>=8" hypothesis`', name=error.name
    ) from None

__all__ = [
    "CasesError",
    "FileRuleContract",
    "FormatContract",
    "RecordRuleContract",
    "TypeContract",
    "accepted",
    "assert_accepts_is_sound",
]
