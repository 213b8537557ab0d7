"""The keys of a file against those that it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol

from proplint.api import Fix, Problem
from proplint.identity.base import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from proplint.identity.base import KeyBase

WAY_OUT: Final = "if the file is a fresh export: `proplint accept FILE`"
_SHOWN: Final = 3


class Verdict(NamedTuple):
    """What is wrong with the keys of a record, and in which cell."""

    key: Literal["id", "email"]
    problem: Problem


class Known(Protocol):
    """Knows the keys of a file once it was read."""

    malformed: set[str]
    """Those that are malformed."""

    def now(self, base: KeyBase, met: Collection[str], /) -> Collection[str]:
        """Return the others, or at least those of them that are in `base`; `met` are some surely in the file."""
        ...


class Comparison:
    """Compares the keys of records with those before.

    Args:
        base: The keys before; those of records that are in both versions may be left out.
        ids: The Customer IDs of the file now; complete when `decide` is asked.
        met: Some of these, as `canonical` has them.

    Attributes:
        recoded: Whether the file now has keys that are no UTF-8: to be set before it is asked at the end.
    """

    def __init__(self, base: KeyBase, ids: Known, met: Collection[str] = ()) -> None:
        self._base = base
        self._ids = ids
        self._met = met
        self._renamed: set[str] = set()
        self._complete: Collection[str] | None = None
        self.recoded = False

    def same(self, customer_id: str, email: str) -> bool:
        """Whether nothing can be wrong with a pair of keys: it was there before, or it is none."""
        if self._base.same(customer_id, email):
            return True
        one, other = canonical(customer_id), canonical(email)
        return not one.strip() or self._base.same(one, other)

    def emails_of(self, customer_id: str) -> Sequence[str]:
        """Return the e-mails that a customer had before."""
        return self._base.emails_of(canonical(customer_id))

    def decide(self, customer_id: str, email: str) -> Verdict | None:
        """Return what is wrong with a pair that was not there before; to be asked when the file was read."""
        customer_id, email = canonical(customer_id), canonical(email)
        if customer_id in self._base:
            before = self._base.emails_of(customer_id)
            return Verdict("email", _email_changed(email, before)) if email.strip() else None
        gone = self._gone(self._base.ids_of(email))
        if not email.strip() or not gone:
            return Verdict("id", _UNKNOWN)
        self._renamed.update(gone)
        return Verdict("id", _id_changed(gone[0]))

    def removed(self) -> list[str]:
        """Return the customers who are gone; to be asked after every pair was decided."""
        return [one for one in self._gone(self._base) if one not in self._renamed]

    def _gone(self, customer_ids: Iterable[str]) -> list[str]:
        """Return those of some customers whom the file does not have."""
        now, malformed = self._now(), self._ids.malformed
        return [one for one in customer_ids if one not in now and one not in malformed]

    def _now(self) -> Collection[str]:
        if self._complete is None:
            known = self._ids.now(self._base, self._met)
            self._complete = {*map(canonical, known)} if self.recoded else known
        return self._complete


_UNKNOWN: Final = Problem(
    "unknown-customer",
    "{value} is no customer of the version before",
    f"customers are made in ikas, not by an import: remove the row; {WAY_OUT}",
)


def _id_changed(before: str) -> Problem:
    message = "{value} was {before} in the version before"
    advice = f"write {{before}}: the Customer ID must stay as it was exported; {WAY_OUT}"
    return Problem("customer-id-changed", message, advice, Fix(before, safe=False), {"before": before})


def _email_changed(email: str, before: Sequence[str]) -> Problem:
    case = next((known for known in before if known.casefold() == email.casefold()), None)
    was = case or before[0]
    message = "{value} was {before} in the version before" + (": only capitals differ" if case else "")
    advice = f"write {{before}}: the e-mail must stay as it was exported; {WAY_OUT}"
    return Problem("email-changed", message, advice, Fix(was, safe=False), {"before": was})


def removed_problem(removed: Sequence[str]) -> Problem:
    """Return the problem of a file that lacks customers of the version before."""
    names = {f"id{number}": customer_id for number, customer_id in enumerate(removed[:_SHOWN])}
    more = f" and {len(removed) - _SHOWN:,} more" if len(removed) > _SHOWN else ""
    count = "1 customer" if len(removed) == 1 else f"{len(removed):,} customers"
    shown = ", ".join(f"{{{name}}}" for name in names)
    message = f"{count} of the version before {'is' if len(removed) == 1 else 'are'} gone: {shown}{more}"
    return Problem("removed-customer", message, f"put the rows back; {WAY_OUT}", None, names)
