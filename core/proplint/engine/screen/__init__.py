"""The screen: one automaton over raw bytes that proves clean records clean."""

from __future__ import annotations
