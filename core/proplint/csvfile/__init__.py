"""Reading CSV files, strictly: RFC 4180 and nothing else, exact to the physical line."""

from __future__ import annotations
