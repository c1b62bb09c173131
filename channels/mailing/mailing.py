"""A mailing: one letter, its list, its message for each reader, and the way to the server."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from channels.mailing.letter import Letter
from channels.mailing.prepare import Preparation
from channels.mailing.roll import Reader
from channels.mailing.transport import Fate, Reply, Transport
from channels.newsletter.pace import Pace
from channels.subscribers.mask import Masks
from channels.subscribers.source import Source
from channels.subscribers.subscriber import Subscriber
from channels.subscribers.token import Keys, Purpose
from editorial.errors import EditorialError

MAX_CONNECTIONS = 8
_PER_CONNECTION = 5.0
"""How many messages a second one connection hands over to a server that is not near."""
_PREFERENCES = timedelta(days=365)
"""How long the link to the preferences opens them; the one to leave never expires."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a letter is for: how many readers its list has, gets it, and why the others do not."""

    listed: int
    readers: int
    missed: Counter[str] = field(default_factory=Counter)
    is_desk: bool = False
    """Whether nobody gets it but the desk."""
    slow: Counter[str] = field(default_factory=Counter)
    """How many of its readers are at each domain that has a rate of its own."""
    wrong: int = 0
    """How many rows of the list cannot be read, and get nothing."""

    def seconds(self, pace: Pace) -> int:
        """Give how long the mailing takes at least, at its rates."""
        slowest = max((count / pace.per_domain[domain] for domain, count in self.slow.items()), default=0.0)
        return ceil(max(self.readers / pace.per_second, slowest))


@dataclass(frozen=True)
class Mailing:
    """A letter and all it takes to bring it to its list."""

    letter: Letter
    source: Source
    masks: Masks
    preparation: Preparation
    keys: Keys | None
    transports: Callable[[], Transport]
    at: datetime

    def readers(self) -> Iterator[Reader]:
        """Give who gets the letter, as the list says now; raises EditorialError."""
        for subscriber in self.source.subscribers():
            if self.letter.missed_by(subscriber) is None:
                yield Reader(subscriber, self.masks.mask(subscriber.address))

    def still(self, readers: Sequence[Reader]) -> Sequence[Reader]:
        """Give who of some readers has not left meanwhile; raises EditorialError."""
        left = self.source.left([reader.mask for reader in readers])
        return [reader for reader in readers if reader.mask not in left]

    def audience(self, desk: str, pace: Pace) -> Audience:
        """Count the list; raises EditorialError."""
        listed, readers, missed, slow, is_desk = 0, 0, Counter[str](), Counter[str](), True
        for subscriber in self.source.subscribers():
            listed += 1
            why = self.letter.missed_by(subscriber)
            if why is None:
                readers += 1
                slow.update([subscriber.domain] if subscriber.domain in pace.per_domain else [])
                is_desk = is_desk and self.masks.mask(subscriber.address) == self.masks.mask(desk)
            else:
                missed[str(why.reason)] += 1
        return Audience(listed, readers, missed, is_desk and readers > 0, slow, self.source.tally.wrong)

    def message_for(self, subscriber: Subscriber) -> bytes:
        """Give the message of one reader; raises EditorialError where it cannot be written to them."""
        mask = self.masks.mask(subscriber.address)
        leave = self.keys.seal(Purpose.LEAVE, mask) if self.keys else ""
        preferences = self.keys.seal(Purpose.PREFER, mask, self.at + _PREFERENCES) if self.keys else ""
        return self.preparation.message_for(subscriber, leave, preferences)

    def try_message(self) -> None:
        """Write the letter to a reader who is nobody; raises EditorialError where it could be written to none."""
        self.message_for(Subscriber("nobody@example.org"))

    @contextmanager
    def sending(self) -> Iterator[Callable[[Reader], Reply]]:
        """Give what hands over one message, from any thread, each on a connection of its own until the end."""
        local, opened, lock = threading.local(), list[Transport](), threading.Lock()

        def transport() -> Transport:
            if not hasattr(local, "transport"):
                local.transport = self.transports()
                with lock:
                    opened.append(local.transport)
            found: Transport = local.transport
            return found

        def send(reader: Reader) -> Reply:
            try:
                message = self.message_for(reader.subscriber)
            except EditorialError:
                return Reply(Fate.REFUSED, said="no message can be written to this address")
            return transport().send(self.preparation.sender_for(reader.subscriber), reader.subscriber.address, message)

        try:
            yield send
        finally:
            for one in opened:
                with closing(one):
                    pass


def connections_for(pace: Pace) -> int:
    """Give on how many connections a rate is kept."""
    return min(MAX_CONNECTIONS, ceil(pace.per_second / _PER_CONNECTION))
