"""Repairs: from what a check found to the bytes that are right."""

from __future__ import annotations
