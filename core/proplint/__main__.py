"""`python -m proplint`."""

from __future__ import annotations

from proplint.cli import main

if __name__ == "__main__":
    main()
