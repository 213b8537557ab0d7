"""The machine in words: enough to judge figures by, and nothing that names it."""

from __future__ import annotations

import os
import platform
from typing import Final

UNKNOWN: Final = "unknown processor"


def _field(path: str, name: str) -> str:
    """Return what a file of `name: value` lines says, or an empty text."""
    try:
        with open(path, encoding="utf-8") as file:
            return next((line.partition(":")[2].strip() for line in file if line.startswith(name)), "")
    except OSError:
        return ""


def in_words() -> str:
    """Return cores, processor, memory, system and Python in a sentence's form."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    model = _field("/proc/cpuinfo", "model name") or UNKNOWN
    kib = _field("/proc/meminfo", "MemTotal").removesuffix("kB").strip()
    memory = f"{round(int(kib) / 2**20)} GiB of memory" if kib else "an unknown amount of memory"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    plural = "core" if cores == 1 else "cores"
    return f"{cores} {plural} ({model}), {memory}, {platform.system()}, {python}"
