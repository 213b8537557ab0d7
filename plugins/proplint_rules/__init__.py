"""The built-in rules across cells: one module each, imported when the configuration lists it."""

from __future__ import annotations
