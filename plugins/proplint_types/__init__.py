"""The property types of ikas: one module each, imported when a column needs it."""

from __future__ import annotations
