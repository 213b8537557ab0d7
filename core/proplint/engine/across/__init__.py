"""Rules about more than one cell, judged when the cells were: of one record, and of the whole file."""

from __future__ import annotations
