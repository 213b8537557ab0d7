"""Git, by its plumbing only: nothing that a user's configuration can bend."""

from __future__ import annotations
