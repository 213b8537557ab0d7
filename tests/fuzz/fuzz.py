"""A coverage-guided fuzzer for the reader and the screen: `make fuzz SECONDS=1800`.

Each input is a content, the version before, and how large things are taken to be. It fails when checking
raises, hangs, or says something else with the screen than without it. The suite replays `corpus/`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import atheris

with atheris.instrument_imports(include=["proplint", "proplint_types", "proplint_rules"]):
    from screening import replay


def main() -> None:
    """Run the fuzzer with the arguments of the command line, which are libFuzzer's."""
    atheris.Setup(sys.argv, replay)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
