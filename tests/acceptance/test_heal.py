"""A whole export goes through a real spreadsheet: `proplint fix --restore-format` gives the version before back."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

import pytest

import exports
import spreadsheets
from support import commit_all, proplint, repository_in

if TYPE_CHECKING:
    from pathlib import Path
