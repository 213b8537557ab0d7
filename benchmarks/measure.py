"""Times whole processes: the wall clock from start to end, and the most memory that was resident.

The kernel's own account (`wait4`) is asked for the memory. It counts the biggest process of those a command starts, so
for commands that run git `own_peak` watches the command alone, in a run of its own that is not timed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TAIL: Final = 4_000
KEPT: Final = ("PATH", "HOME", "TMPDIR", "LANG", "SYSTEMROOT")


@dataclass(frozen=True)
class Case:
    """A command to measure.

    Attributes:
        name: What the table calls it.
        command: It.
        path: The file that it is about.
        rows: Its number of records.
        cwd: Where it runs; None where it does not matter.
        env: What is added to the environment.
        right: The exit codes that are no failure.
        runs_git: Whether its own memory has to be told from git's.
    """

    name: str
    command: Sequence[str]
    path: str
    rows: int
    cwd: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    right: tuple[int, ...] = (0,)
    runs_git: bool = False


@dataclass(frozen=True)
class Run:
    """One run: seconds, megabytes, the exit code (None when the time was up), and the end of what it printed."""

    seconds: float
    megabytes: float
    code: int | None
    output: str


@dataclass
class Result:
    """All runs of a case."""

    case: Case
    runs: list[Run] = field(default_factory=list)
    own_megabytes: float | None = None

    @property
    def failure(self) -> str:
        """Why there are no figures; empty when there are."""
        for run in self.runs:
            if run.code is None:
                return f"not done in {run.seconds:.0f} s"
            if run.code not in self.case.right:
                return f"failed with exit code {run.code}"
        return ""

    @property
    def seconds(self) -> float:
        """The median of the wall times."""
        return median(run.seconds for run in self.runs)

    @property
    def megabytes(self) -> float:
        """The median of the peaks of memory; git's own aside where that is known."""
        return median(run.megabytes for run in self.runs) if self.own_megabytes is None else self.own_megabytes


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which nothing of the user's changes what is measured."""
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **extra}


def _start(case: Case, output: int) -> subprocess.Popen[bytes]:
    """Start a case, in a process group of its own so that all of it can be ended."""
    return subprocess.Popen(  # noqa: S603 (our own commands)
        list(case.command),
        cwd=case.cwd,
        env=environment(case.env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )


def once(case: Case, limit: float) -> Run:
    """Run a case, for at most `limit` seconds."""
    timed_out = threading.Event()
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = _start(case, output.fileno())

        def end() -> None:
            timed_out.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit, end)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen does not wait as well
        output.seek(max(0, output.seek(0, os.SEEK_END) - TAIL))
        text = output.read().decode("utf-8", "replace")
    return Run(seconds, usage.ru_maxrss / 1024, None if timed_out.is_set() else process.returncode, text)


def own_peak(case: Case) -> float | None:
    """Return the most memory (MB) that the first process of a case had; None where /proc does not tell."""
    peak = 0
    process = _start(case, subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, _high_water(process.pid))
        time.sleep(0.001)
    return peak / 1024 or None


def _high_water(pid: int) -> int:
    """Return the high-water mark of a process in KiB, or 0."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def interleaved(cases: Sequence[Case], rounds: int, limit: float) -> list[Result]:
    """Run all cases, `rounds` times: A B C, A B C, …, so that whatever disturbs the machine disturbs all alike.

    A case that fails, or that takes longer than `limit` seconds, is not run again.
    """
    results = [Result(case) for case in cases]
    for path in {case.path for case in cases}:
        _warm(path)
    for number in range(1, rounds + 1):
        for result in results:
            if not result.failure:
                result.runs.append(once(result.case, limit))
                _tell(number, result)
    for result in results:
        if result.case.runs_git and not result.failure:
            result.own_megabytes = own_peak(result.case)
    return results


def _warm(path: str) -> None:
    """Read a file once, so that no case pays for the disk."""
    with open(path, "rb") as file:
        while file.read(1 << 20):
            pass


def _tell(number: int, result: Result) -> None:
    run = result.runs[-1]
    print(f"  {number}  {run.seconds:8.3f} s {run.megabytes:7.0f} MB  {result.case.name}  {result.failure}", flush=True)
