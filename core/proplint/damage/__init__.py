"""What spreadsheets do to cells when they open a CSV file and save it."""

from __future__ import annotations
