"""The engine: bytes of one file in, findings out."""

from __future__ import annotations
