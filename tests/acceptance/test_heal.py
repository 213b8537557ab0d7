"""A whole export goes through a real spreadsheet: `proplint fix --restore-format` gives the version before back."""

from __future__ import annotations
