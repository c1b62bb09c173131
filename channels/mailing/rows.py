"""The roll of a mailing in a database: a row for each reader, an intent before and an outcome after."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice

from channels.ledger.recipients import Got, Received, Recipients
from channels.mailing.roll import Counts, Reader, Readers
from channels.mailing.transport import Fate, Reply
from channels.newsletter.pace import Pace

MAX_WINDOW = 500
"""How many readers are looked up at once, at most."""

_GOT = {
    Fate.DELIVERED: Got.DELIVERED,
    Fate.REFUSED: Got.REFUSED,
    Fate.DEFERRED: Got.DEFERRED,
    Fate.DOUBT: Got.DOUBT,
}
_MAX_REF_CHARS = 100


class Rows:
    """The roll of one mailing, in the database of the ledger."""

    tries_of_lot = 1

    def __init__(self, recipients: Recipients, pace: Pace, at: datetime, patience_s: float):
        self._recipients, self._pace, self._at, self._patience_s = recipients, pace, at, patience_s
        self.tries = pace.attempts

    def lots(self, readers: Readers) -> Iterator[RowLot]:
        """Give windows of the list, in its order, without those who have their outcome; the canary by itself."""
        left = max(0, self._pace.canary - self.counts().tried)
        everybody = readers()
        while True:
            window = list(islice(everybody, min(self._pace.batch, MAX_WINDOW)))
            if not window:
                return
            known = self._recipients.known(reader.mask for reader in window)
            waiting = [reader for reader in window if known.get(reader.mask, Got.DEFERRED) is Got.DEFERRED]
            if left and waiting:
                yield RowLot(waiting[:left], self._recipients, self._at)
                waiting, left = waiting[left:], max(0, left - len(waiting))
                if not left:
                    self._wait()
            if waiting:
                yield RowLot(waiting, self._recipients, self._at)

    def at_work(self) -> AbstractContextManager[None]:
        """Give the time in which one connection to the database is kept."""
        return self._recipients.at_work()

    def counts(self) -> Counts:
        """Give how many rows say what."""
        return _counted(self._recipients.counts())

    def is_done(self) -> bool:
        """Say whether nobody is put off; what other runs have under way is waited for, then given up as in doubt."""
        if self._wait().deferred:
            return False
        self._recipients.give_up(self._at)
        return True

    def _wait(self) -> Counts:
        """Wait until nothing is under way in any run, or until they must be dead."""
        end = time.monotonic() + self._patience_s
        while (counts := self.counts()).under_way and time.monotonic() < end:
            time.sleep(0.2)
        return counts


class RowLot:
    """Some readers who have no row, or were put off."""

    is_in_order = False

    def __init__(self, readers: Sequence[Reader], recipients: Recipients, at: datetime):
        self.readers = readers
        self._recipients, self._at = recipients, at
        self._claims: dict[str, str] = {}
        """By which claim each of those is held who have no outcome yet, by mask."""

    def exchange(self, replies: Mapping[str, Reply], readers: Sequence[Reader]) -> Sequence[Reader] | None:
        """Write the outcomes of some and the intents of the next, in one step."""
        done = {
            mask: (self._claims[mask], Received(_GOT[reply.fate], (reply.queue_id or reply.status)[:_MAX_REF_CHARS]))
            for mask, reply in replies.items()
        }
        claim = secrets.token_hex(16)
        held = self._recipients.exchange(done, [reader.mask for reader in readers], claim, self._at)
        for mask in done:
            del self._claims[mask]
        if held is None:
            return None
        self._claims |= dict.fromkeys(held, claim)
        return [reader for reader in readers if reader.mask in held]

    def close(self) -> None:
        """Do nothing: each row says all there is to say."""


def _counted(rows: Mapping[Got, int]) -> Counts:
    return Counts(
        delivered=rows.get(Got.DELIVERED, 0),
        refused=rows.get(Got.REFUSED, 0),
        doubt=rows.get(Got.DOUBT, 0),
        deferred=rows.get(Got.DEFERRED, 0),
        under_way=rows.get(Got.INTENT, 0),
    )
