"""The roll of a mailing: who of its readers may be tried now, and what became of each, whichever ledger knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from channels.mailing.transport import Fate, Reply
from channels.subscribers.subscriber import Subscriber

PATIENCE_S = 30.0
"""How long a run waits, when it has done all it can, for what other runs have under way."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader of an edition: whom it is written to, and the mask that stands for the address."""

    subscriber: Subscriber
    mask: str


Readers = Callable[[], Iterator[Reader]]
"""Gives the readers an edition is for, as the list says now, one after the other."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many readers a mailing has come to, in all its runs."""

    delivered: int = 0
    refused: int = 0
    doubt: int = 0
    deferred: int = 0
    """Put off: nothing left."""
    under_way: int = 0
    """Claimed, and no run has said what became of it yet; where that run is dead, nobody will."""

    @property
    def settled(self) -> int:
        """How many have their outcome."""
        return self.delivered + self.refused + self.doubt

    @property
    def tried(self) -> int:
        """How many were handed over, or may have been."""
        return self.settled + self.under_way

    @property
    def closed(self) -> Counts:
        """What they come to when the mailing is over: who was put off until then was never taken."""
        return replace(self, refused=self.refused + self.deferred, deferred=0)

    def after(self, replies: Mapping[str, Reply]) -> Counts:
        """Give the counts once some replies have come."""
        came = [reply.fate for reply in replies.values()]
        return Counts(
            self.delivered + came.count(Fate.DELIVERED),
            self.refused + came.count(Fate.REFUSED),
            self.doubt + came.count(Fate.DOUBT),
            self.deferred + came.count(Fate.DEFERRED),
            self.under_way,
        )

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.delivered + other.delivered,
            self.refused + other.refused,
            self.doubt + other.doubt,
            self.deferred + other.deferred,
            self.under_way + other.under_way,
        )


class Lot(Protocol):
    """Some readers who may be tried now."""

    is_in_order: bool
    """Whether they must be tried in their order, as all the ledger can say is how far a run has come."""

    @property
    def readers(self) -> Sequence[Reader]:
        """Who is in it."""
        ...

    def exchange(self, replies: Mapping[str, Reply], readers: Sequence[Reader]) -> Sequence[Reader] | None:
        """Note what became of some who were claimed, by their masks, and in the same step who is handed over next.

        Gives those of `readers` this run holds: only they may be written to, and what became of them must follow. None
        where the mailing was stopped; the replies are noted all the same.
        """
        ...

    def close(self) -> None:
        """End the lot, wherever in it the run has come to."""
        ...


class Roll(Protocol):
    """Who of a mailing's readers has what; every method raises EditorialError where the ledger cannot be reached."""

    tries: int
    """How many times the whole roll is gone through, for those who were put off."""
    tries_of_lot: int
    """How many times each lot is."""

    def lots(self, readers: Readers) -> Iterator[Lot]:
        """Give, lot after lot, who may be tried now; the first holds the canary. Each is closed before the next."""
        ...

    def at_work(self) -> AbstractContextManager[None]:
        """Give the time in which this run writes to the ledger, many times a second."""
        ...

    def counts(self) -> Counts:
        """Give what has become of the mailing so far, in all its runs."""
        ...

    def is_done(self) -> bool:
        """Say whether nobody is left to be tried, once the lots were gone through; what is under way is in doubt."""
        ...
