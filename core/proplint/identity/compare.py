"""The keys of a file against those that it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from proplint.api import Fix, Problem
from proplint.identity.base import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proplint.identity.base import KeyBase

WAY_OUT: Final = "if the file is a fresh export: `proplint accept FILE`"
_SHOWN: Final = 3


class Changed(NamedTuple):
    """A record whose keys are not those of the version before.

    Attributes:
        row: Its index among the records that were judged.
        key: The cell at fault.
        problem: What is wrong; None when only the end of the file tells (see `Comparison.decide`).
        customer_id: Its ID.
        email: Its e-mail.
    """

    row: int
    key: Literal["id", "email"]
    problem: Problem | None
    customer_id: str
    email: str


class Comparison:
    """Compares one file with the version of it before, batch by batch.

    Args:
        base: The keys before.
    """

    def __init__(self, base: KeyBase) -> None:
        self._base = base
        self._seen: set[str] = set()
        self._renamed: set[str] = set()

    def judge(self, ids: Sequence[str], emails: Sequence[str]) -> Iterator[Changed]:
        """Compare the next records of the file: their IDs and their e-mails, in order."""
        base, seen = self._base, self._seen
        for index, (raw_id, raw_email) in enumerate(zip(ids, emails, strict=True)):
            seen.add(raw_id)
            if base.same(raw_id, raw_email):
                continue
            customer_id, email = canonical(raw_id), canonical(raw_email)
            seen.add(customer_id)
            if not customer_id.strip() or base.same(customer_id, email):
                continue
            if customer_id not in base:
                yield Changed(index, "id", None, customer_id, email)
            elif email.strip():
                yield Changed(index, "email", _email_changed(email, base.emails_of(customer_id)), customer_id, email)

    def decide(self, changed: Changed) -> Problem:
        """Return what is wrong with an ID that was not there before; to be asked when the whole file was judged."""
        gone = [before for before in self._base.ids_of(changed.email) if before not in self._seen]
        if not changed.email.strip() or not gone:
            return Problem(
                "unknown-customer",
                "{value} is no customer of the version before",
                f"customers are made in ikas, not by an import: remove the row; {WAY_OUT}",
            )
        self._renamed.update(gone)
        return Problem(
            "customer-id-changed",
            "{value} was {before} in the version before",
            f"write {{before}}: the Customer ID must stay as it was exported; {WAY_OUT}",
            Fix(gone[0], safe=False),
            {"before": gone[0]},
        )

    def removed(self) -> list[str]:
        """Return the customers who are gone; to be asked after every ID was decided."""
        return [customer_id for customer_id in self._base if customer_id not in self._seen | self._renamed]


def removed_problem(removed: Sequence[str]) -> Problem:
    """Return the problem of a file that lacks customers of the version before."""
    names = {f"id{number}": customer_id for number, customer_id in enumerate(removed[:_SHOWN])}
    more = f" and {len(removed) - _SHOWN:,} more" if len(removed) > _SHOWN else ""
    count = "1 customer" if len(removed) == 1 else f"{len(removed):,} customers"
    shown = ", ".join(f"{{{name}}}" for name in names)
    message = f"{count} of the version before {'is' if len(removed) == 1 else 'are'} gone: {shown}{more}"
    return Problem("removed-customer", message, f"put the rows back; {WAY_OUT}", None, names)


def _email_changed(email: str, before: Sequence[str]) -> Problem:
    case = next((known for known in before if known.casefold() == email.casefold()), None)
    was = case or before[0]
    message = "{value} was {before} in the version before" + (": only capitals differ" if case else "")
    advice = f"write {{before}}: the e-mail must stay as it was exported; {WAY_OUT}"
    return Problem("email-changed", message, advice, Fix(was, safe=False), {"before": was})
