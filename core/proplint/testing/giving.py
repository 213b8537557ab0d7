"""Makes a test of each case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import pytest

from proplint.testing.cases import CasesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class _Group(Protocol):
    @property
    def line(self) -> int: ...


G = TypeVar("G", bound=_Group)


def give_cases(
    metafunc: pytest.Metafunc,
    read: Callable[[], Sequence[G]],
    *,
    possible: Callable[[G], bool],
    cases: Callable[[G], Iterable[tuple[str, object]]],
) -> None:
    """Make one test of each case for the argument `case`, and one of each group of cases for `group`.

    Args:
        metafunc: The test.
        read: Returns the groups.
        possible: Whether a group is one for the argument `group`.
        cases: Returns the cases of a group, each with what its test is called. A test is given both group and case.

    Raises:
        CollectError: The file of cases is wrong.
    """
    for name in {"case", "group"} & {*metafunc.fixturenames}:
        try:
            groups = read()
        except CasesError as error:
            raise pytest.Collector.CollectError(str(error)) from error
        if name == "group":
            given = [group for group in groups if possible(group)]
            metafunc.parametrize(name, given, ids=[f"line {group.line}" for group in given])
        else:
            named = [(told, (group, case)) for group in groups for told, case in cases(group)]
            metafunc.parametrize(name, [both for _, both in named], ids=[told for told, _ in named])
