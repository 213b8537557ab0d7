"""Which customer a record is about."""

from __future__ import annotations
