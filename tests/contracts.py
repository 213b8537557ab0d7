"""Running contracts on plugins that break them in one place each."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from support import run, write, write_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

REPORTS = """
import json

def pytest_runtest_logreport(report):
    with open("reports.jsonl", "a", encoding="utf-8") as file:
        crash = getattr(report.longrepr, "reprcrash", None)
        print(json.dumps([report.nodeid, report.outcome, crash.message if crash else str(report.longrepr)]), file=file)
"""


class Fault(NamedTuple):
    """A plugin with one fault: a part of it (or of its cases) is another. The test that fails, and what it says."""

    name: str
    old: str
    new: str
    test: str
    says: str
    seconds: float = 60


class Sample(NamedTuple):
    """A plugin that keeps its contract.

    Attributes:
        contract: The name of the contract.
        attributes: Its attributes in the test, but for `cases`.
        thing: The class of the thing.
        source: The plugin.
        cases: Its cases; empty for none.
        costly: Sets of tests that take long: those of a set run only for a fault that one of them is to catch.
    """

    contract: str
    attributes: str
    thing: str
    source: str
    cases: str = ""
    costly: Sequence[frozenset[str]] = ()


def failures(folder: Path, sample: Sample, faults: Iterable[Fault]) -> dict[str, dict[str, str]]:
    """Run the contract of a sample, with each of some faults, in one run of pytest.

    Returns:
        Name of the fault to the tests that fail, each with what it says; `passes` for the sample as it is.
    """
    whole = Fault("passes", "", "", "", "")
    for fault in (whole, *faults):
        parts = [sample.source, sample.cases]
        assert any(fault.old in part for part in parts), fault.name
        source, cases = (part.replace(fault.old, fault.new) if fault.old else part for part in parts)
        name = f"{fault.name}_plugin"
        files = {f"{name}.py": source, f"test_{fault.name}.py": _test(sample, name, fault)}
        write_all(folder, files | ({f"{name}.cases.yaml": cases} if cases else {}))
    write(folder / "conftest.py", REPORTS)
    write(folder / "pytest.ini", "[pytest]\n")
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder, cwd=folder)
    assert done.code in (0, 1), done.all
    found: dict[str, dict[str, str]] = {name: {} for name in ("passes", *(fault.name for fault in faults))}
    for line in (folder / "reports.jsonl").read_text("utf-8").splitlines():
        node, outcome, message = json.loads(line)
        file, _, test = re.fullmatch(r"test_(.*)\.py::(\w+)::test_(\w+)(?s:.*)", node).groups()  # type: ignore[union-attr]
        assert outcome != "skipped", node
        if outcome == "failed":
            found[file].setdefault(test, message)
    return found


def _test(sample: Sample, name: str, fault: Fault) -> str:
    cases = f'    cases = "{name}.cases.yaml"\n' if sample.cases else ""
    omitted = [test for tests in sample.costly if fault.test and fault.test not in tests for test in sorted(tests)]
    return (
        f"from proplint.testing import {sample.contract}\nfrom {name} import {sample.thing}\n\n\n"
        f"class TestIt({sample.contract}):\n{sample.attributes}{cases}    seconds = {fault.seconds}\n"
        + "".join(f"    test_{test} = None\n" for test in omitted)
    )
