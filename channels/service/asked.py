"""What becomes of an address that a form was sent with: who is written to, and at most how often."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from channels.mailing.transport import Fate, Reply
from channels.service.limit import Limit
from channels.service.mails import Mails
from channels.service.outbox import Later, Task
from channels.subscribers.mask import Masks
from channels.subscribers.membership import Membership, Standing

Send = Callable[[str, bytes], Reply]
"""Hands a message over to a mail server for one address; one at a time."""

DAY_S = 86_400.0
MAX_ASKS_A_DAY = 3
"""How many mails to confirm one address gets in a day: anybody can give anybody's."""
TRY_AGAIN_S = (60.0, 300.0, 1_800.0)
"""When a mail that a server put off is tried again (greylisting asks for a minute or five)."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Registrar:
    """Takes requests for addresses; used by one thread."""

    membership: Membership
    masks: Masks
    mails: Mails
    send: Send
    clock: Callable[[], datetime]
    asks: Limit
    tells: Limit

    def subscribes(self, address: str, lang: str) -> Task:
        """Give the task that notes a request to subscribe, and writes to who made it."""
        mask = self.masks.mask(address)

        def task() -> Later | None:
            if self.asks.wait_s(mask, counts=False):
                return None
            now = self.clock()
            standing = self.membership.ask(address, lang, now)
            if standing is Standing.ASKS and self.asks.admits(mask):
                return self._posted(address, mask, self.mails.to_confirm(address, mask, lang, now))
            if standing is Standing.MEMBER:
                return self._tell(address, mask, lang)
            return None

        return task

    def wants_link(self, address: str, lang: str) -> Task:
        """Give the task that sends a member their links, and nobody else anything."""
        mask = self.masks.mask(address)

        def task() -> Later | None:
            return self._tell(address, mask, lang) if self.membership.known(mask) else None

        return task

    def forgets(self) -> Later | None:
        """Forget the addresses that nobody confirmed in time."""
        if count := self.membership.forget_unconfirmed(self.clock()):
            _LOG.info("unconfirmed requests forgotten: %d", count)
        return None

    def _tell(self, address: str, mask: str, lang: str) -> Later | None:
        if not self.tells.admits(mask):
            return None
        return self._posted(address, mask, self.mails.to_member(address, mask, lang, self.clock()))

    def _posted(self, address: str, mask: str, message: bytes, waits: tuple[float, ...] = TRY_AGAIN_S) -> Later | None:
        reply = self.send(address, message)
        level = logging.INFO if reply.fate is Fate.DELIVERED else logging.WARNING
        _LOG.log(level, "mail to %s: %s %s %s", mask[:8], reply.fate, reply.code or "", reply.said)
        if reply.fate is Fate.DEFERRED and waits:
            return waits[0], partial(self._posted, address, mask, message, waits[1:])
        return None
