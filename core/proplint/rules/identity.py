"""Rules about the two columns that say which customer a record is about."""

from __future__ import annotations

from typing import Final

from proplint.api import Rule

_ACCEPT: Final = "`proplint accept FILE` takes the file as a fresh export, in which keys may differ."

IDENTITY_RULES: Final = (
    Rule(
        name="missing-customer-id",
        what="A record has no Customer ID.",
        why="ikas finds the customer by it. Only customers who exist in ikas have one; it can't be made up.",
        example=",customer@ikas.com,Blue",
        instead="a5c123de456,customer@ikas.com,Blue",
    ),
    Rule(
        name="destroyed-customer-id",
        what="A Customer ID is a number with an exponent, as spreadsheets write IDs that they take for numbers.",
        why="The digits of the ID are lost, so ikas finds no customer by it, and others may have become the same text.",
        example="4.91701E+11,customer@ikas.com,Blue",
        instead="491701234567,customer@ikas.com,Blue",
        options="Where the version before is in git, it says which ID the customer with this e-mail had: "
        "`proplint fix` puts it back, with `--base REV` from any commit. Else take the ID from the last export.",
    ),
    Rule(
        name="missing-email",
        what="A record has no e-mail.",
        why="ikas requires the column to be filled, as it was exported.",
        example="a5c123de456,,Blue",
        instead="a5c123de456,customer@ikas.com,Blue",
    ),
    Rule(
        name="malformed-email",
        what="An e-mail does not have the form name@domain.ending, or holds blanks.",
        why="It was mistyped or cut: the column must stay as it was exported.",
        example="a5c123de456,customer.ikas.com,Blue",
        instead="a5c123de456,customer@ikas.com,Blue",
    ),
    Rule(
        name="duplicate-customer-id",
        what="Two records of one file have the same Customer ID. It is reported at the later one.",
        why="The later record overwrites the earlier, or the wrong customer gets the values.",
        example="a5c1,a@ikas.com,Blue\na5c1,b@ikas.com,Red",
        instead="a5c1,a@ikas.com,Blue\nb7d2,b@ikas.com,Red",
    ),
    Rule(
        name="duplicate-email",
        what="Two records of one file have exactly the same e-mail. It is reported at the later one.",
        why="One customer has one e-mail; drag-filling a column is the usual cause.",
        example="a5c1,a@ikas.com,Blue\nb7d2,a@ikas.com,Red",
        instead="a5c1,a@ikas.com,Blue\nb7d2,b@ikas.com,Red",
    ),
    Rule(
        name="email-changed",
        what="A customer who is in the version before has another e-mail now. E-mails are compared exactly.",
        why="ikas finds the customer by ID and e-mail: both must stay as they were exported. A sort of one column, or "
        "a cell filled by dragging, gives customers the e-mails of others.",
        example="before: a5c1,a@ikas.com,Blue\nnow:    a5c1,b@ikas.com,Blue",
        instead="a5c1,a@ikas.com,Blue",
        options=_ACCEPT,
    ),
    Rule(
        name="customer-id-changed",
        what="An e-mail of the version before has another Customer ID now, and the ID that it had is gone.",
        why="The ID can't be changed by an import; the row would be given to nobody, or to the wrong customer.",
        example="before: a5c1,a@ikas.com,Blue\nnow:    a5c7,a@ikas.com,Blue",
        instead="a5c1,a@ikas.com,Blue",
        options=_ACCEPT,
    ),
    Rule(
        name="unknown-customer",
        what="A Customer ID is not in the version before of the file.",
        why="Customers are made in ikas, not by an import. New ones come in with the next export.",
        example="before: a5c1,a@ikas.com\nnow:    a5c1,a@ikas.com\n        b7d2,b@ikas.com",
        instead="a5c1,a@ikas.com",
        options=_ACCEPT,
    ),
    Rule(
        name="removed-customer",
        what="Customers of the version before are gone. It is reported once a file.",
        why="It is legal: an export may be filtered. Where yours never is, a missing row is a row deleted by mistake.",
        example="before: a5c1,a@ikas.com\n        b7d2,b@ikas.com\nnow:    a5c1,a@ikas.com",
        instead="a5c1,a@ikas.com\nb7d2,b@ikas.com",
        options=_ACCEPT,
        severity="off",
    ),
    Rule(
        name="conflicting-customer",
        what="A Customer ID has another e-mail in another file of the same configuration.",
        why="One of the two exports is older, or was edited. Files stand alone unless you turn this on.",
        example="all.csv:        a5c1,a@ikas.com\nnewsletter.csv: a5c1,b@ikas.com",
        instead="newsletter.csv: a5c1,a@ikas.com",
        severity="off",
    ),
    Rule(
        name="removed-file",
        what="A file that the configuration governs is deleted, and most of its customers are in no other file of "
        "the change.",
        why="With it goes what the next change would be compared with.",
        example="git rm customers/all.csv",
        instead="git mv customers/all.csv customers/2025.csv",
        severity="warning",
    ),
    Rule(
        name="base-unavailable",
        what="The version before is in git, but can't be read.",
        why="Whether Customer ID and Email are unchanged can't be told, and that must not pass for an answer.",
        example="(an object that a partial or damaged clone lacks; a Git LFS pointer whose content was not fetched)",
        instead="Fetch what is missing: `git fetch --unshallow`, `git fetch --refetch`, `git lfs pull`.",
    ),
)

IDENTITY_CHANGES: Final = frozenset({"email-changed", "customer-id-changed", "unknown-customer", "removed-customer"})
"""Rules that a fresh export may break: `proplint accept` takes them back."""
