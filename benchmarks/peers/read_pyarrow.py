"""A limit: pyarrow merely reads the file, as text."""

from __future__ import annotations

import sys

import pyarrow as pa
from pyarrow import csv

with open(sys.argv[1], encoding="utf-8") as file:
    names = file.readline().rstrip("\r\n").lstrip("\ufeff").split(",")
convert = csv.ConvertOptions(column_types=dict.fromkeys((name.strip('"') for name in names), pa.string()))
parse = csv.ParseOptions(newlines_in_values=True)
print(csv.read_csv(sys.argv[1], parse_options=parse, convert_options=convert).num_rows)
