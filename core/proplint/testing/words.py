"""How a broken contract is told."""

from __future__ import annotations

from typing import Final, NoReturn

_LONGEST: Final = 90


def fault(message: str) -> NoReturn:
    """Say that a contract is broken.

    Args:
        message: What is wrong, and what its author is to do.

    Raises:
        AssertionError: Always.
    """
    __tracebackhide__ = True
    raise AssertionError(message)


def shown(text: object) -> str:
    """Return a value as Python writes it, a long one shortened in its middle."""
    code = repr(text)
    if len(code) <= _LONGEST:
        return code
    half = _LONGEST // 2
    length = f" ({len(text)} characters)" if isinstance(text, str) else ""
    return f"{code[:half]}…{code[-half:]}{length}"
