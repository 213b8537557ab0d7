"""The configuration: `proplint.yaml`, versioned beside the CSV files that it governs."""

from __future__ import annotations

from proplint.config.load import parse
from proplint.config.model import DEFAULT_CONFIG, Config, ErrorFile, Property
from proplint.config.patterns import matches

__all__ = ["DEFAULT_CONFIG", "Config", "ErrorFile", "Property", "matches", "parse"]
