"""What the configuration of the working folder knows, for commands that are about no file."""

from __future__ import annotations

import contextlib

from proplint.exceptions import ProplintError
from proplint.governors import Governors
from proplint.plugins import Host
from proplint.snapshot import WorkingTree


def nearest_host() -> Host:
    """Return what has the installed plugins, and those of the nearest configuration, if that is in order."""
    snapshot = WorkingTree()
    name = snapshot.config_for("x.csv")
    with contextlib.suppress(ProplintError):
        if name is not None:
            return Governors(snapshot).read(name).host
    return Host()
