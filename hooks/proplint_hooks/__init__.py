"""The entry points of the hooks: one thin module each."""

from __future__ import annotations
