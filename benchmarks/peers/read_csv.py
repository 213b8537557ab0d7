"""A limit: `csv.reader` merely reads the file."""

from __future__ import annotations

import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    print(sum(1 for _ in csv.reader(file)) - 1)
