"""Gives the tests of mailing their ledgers, which are those of the tests of the ledger."""

from __future__ import annotations

from tests.channels.ledger.conftest import opened, workshop

__all__ = ["opened", "workshop"]
