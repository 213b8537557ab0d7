"""The version, as in pyproject.toml; hook runners clone without tags, so it can't come from git."""

from __future__ import annotations

__version__ = "0.1.0"
