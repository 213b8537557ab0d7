"""The catalogue of the core's own rules. The types bring theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from proplint.rules.damage import DAMAGE_RULES
from proplint.rules.file import FILE_RULES
from proplint.rules.header import HEADER_RULES
from proplint.rules.identity import IDENTITY_RULES
from proplint.rules.values import VALUE_RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from proplint.api import Rule

CORE_RULES: Final[Mapping[str, Rule]] = {
    rule.name: rule for group in (FILE_RULES, HEADER_RULES, IDENTITY_RULES, DAMAGE_RULES, VALUE_RULES) for rule in group
}
"""Rule name to rule, in the order in which a file is checked."""

WHOLE_FILE: Final = frozenset(
    {"not-utf8", "utf16-file", "empty-file", "lfs-pointer", "wrong-delimiter", "wrong-export"}
)
"""Rules that say the file as a whole is wrong: there are no rows to give back in an error file."""
