"""Where the readers of a list are read from: each once, in a stable order, without anybody who left."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from channels.subscribers.address import is_role
from channels.subscribers.mask import Masks
from channels.subscribers.record import Record, Wrong
from channels.subscribers.seen import Seen, seen
from channels.subscribers.subscriber import LEFT, Status, Subscriber
from channels.subscribers.suppressions import Suppressions
from channels.subscribers.tally import DUPLICATE, MISDATED, ROLE, Tally

if TYPE_CHECKING:
    from channels.subscribers.sql import SqlList

BATCH = 500
ASKED_AGAIN_S = 60.0
"""How long what a service said of who is on its list is believed while a letter is being sent."""

Masked = tuple[str, Subscriber]
"""A subscriber by the mask of their address."""


class Source(Protocol):
    """The readers of one list."""

    @property
    def name(self) -> str:
        """What it is, without any secret."""
        ...

    @property
    def tally(self) -> Tally:
        """What was found in the last reading, complete once that was read to its end."""
        ...

    def subscribers(self) -> Iterator[Subscriber]:
        """Give who may be written to, each once, streamed; raises EditorialError. Rows that are wrong are tallied."""
        ...

    def left(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks who left since they were given; raises EditorialError where nobody can tell."""
        ...

    def everyone(self) -> Iterator[Masked]:
        """Give everybody the list knows an address of, whatever their status, each once."""
        ...


class Origin(Protocol):
    """What a list stands in that is not our database."""

    @property
    def name(self) -> str:
        """What it is, without any secret."""
        ...

    def records(self) -> Iterator[Record]:
        """Give its records, from the first, as often as it is asked; raises EditorialError."""
        ...

    def leavers(self) -> Iterator[Record]:
        """Give those of its records that say somebody left, perhaps with some that are wrong."""
        ...


class Listed:
    """The readers a file or a service names, less the suppressed; where two rows are one address, leaving wins."""

    def __init__(self, origin: Origin, masks: Masks, suppressions: Sequence[Suppressions]):
        self._origin, self._masks, self._suppressions = origin, masks, suppressions
        self.tally = Tally()

    @property
    def name(self) -> str:
        """What it is, without any secret."""
        return self._origin.name

    def subscribers(self) -> Iterator[Subscriber]:
        """Give who may be written to, each once; raises EditorialError."""
        for batch in in_batches(self.everyone()):
            active = [one for one in batch if one[1].status is Status.ACTIVE]
            gone = self._suppressed([mask for mask, _ in active])
            self.tally.suppressed += len(gone)
            yield from (person for mask, person in active if mask not in gone)

    def left(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks that are suppressed; raises EditorialError."""
        return self._suppressed(masks)

    def _suppressed(self, masks: Collection[str]) -> frozenset[str]:
        return frozenset().union(*(place.among(masks) for place in self._suppressions))

    def everyone(self) -> Iterator[Masked]:
        """Give everybody, who left first; raises EditorialError."""
        self.tally = Tally()
        with seen() as memory:
            yield from self._leavers(memory)
            for row, found in self._origin.records():
                self.tally.rows += 1
                if isinstance(found, Wrong):
                    self.tally.note(row, found)
                elif found.status not in LEFT:
                    mask = self._masks.mask(found.address)
                    if memory.add(mask):
                        self._count(row, found)
                        yield mask, found
                    else:
                        self.tally.note(row, DUPLICATE)

    def _leavers(self, memory: Seen) -> Iterator[Masked]:
        for _, found in self._origin.leavers():
            if isinstance(found, Subscriber):
                mask = self._masks.mask(found.address)
                if memory.add(mask):
                    self.tally.statuses[found.status] += 1
                    yield mask, found

    def _count(self, row: int, person: Subscriber) -> None:
        self.tally.statuses[person.status] += 1
        consent = person.consent
        self.tally.unproven += not (consent.at or consent.how)
        if consent.is_misdated:
            self.tally.note(row, MISDATED)
        if is_role(person.address):
            self.tally.note(row, ROLE)


class Served(Listed):
    """The readers a service exports: who is not in its export any more has left, and it is asked again now and then."""

    _standing: array[int] | None = None
    _asked_at_s = 0.0

    def left(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks that left by a minute ago or are suppressed; raises EditorialError."""
        if self._standing is None or monotonic() - self._asked_at_s > ASKED_AGAIN_S:
            tally, self._asked_at_s = self.tally, monotonic()
            self._standing = array("Q", sorted(_short(mask) for mask, _ in self.everyone()))
            self.tally = tally
        standing = self._standing
        places = ((mask, bisect_left(standing, _short(mask))) for mask in masks)
        gone = (mask for mask, at in places if at == len(standing) or standing[at] != _short(mask))
        return self._suppressed(masks).union(gone)


class Kept:
    """The readers our own database keeps, less those suppressed there or elsewhere."""

    def __init__(self, kept: SqlList, masks: Masks, suppressions: Sequence[Suppressions] = ()):
        self._kept, self._masks, self._suppressions = kept, masks, suppressions
        self.tally = Tally()

    @property
    def name(self) -> str:
        """What it is, without any secret."""
        return self._kept.name

    def subscribers(self) -> Iterator[Subscriber]:
        """Give who may be written to, each once; raises EditorialError."""
        for batch in in_batches(self._masked(self._kept.mailable())):
            gone = frozenset().union(*(place.among([mask for mask, _ in batch]) for place in self._suppressions))
            self.tally.suppressed += len(gone)
            yield from (person for mask, person in batch if mask not in gone)

    def left(self, masks: Collection[str]) -> frozenset[str]:
        """Give those of some masks who may not be written to now; raises EditorialError."""
        return (frozenset(masks) - self._kept.standing(masks)).union(
            *(place.among(masks) for place in self._suppressions)
        )

    def everyone(self) -> Iterator[Masked]:
        """Give everybody whose address is kept; raises EditorialError."""
        return self._masked(self._kept.records())

    def _masked(self, records: Iterable[Record]) -> Iterator[Masked]:
        self.tally = Tally()
        for row, found in records:
            self.tally.rows += 1
            if isinstance(found, Wrong):
                self.tally.note(row, found)
            else:
                self.tally.statuses[found.status] += 1
                yield self._masks.mask(found.address), found


def _short(mask: str) -> int:
    """Give the first 64 bits of a mask: enough to tell the readers of one list apart, in an eighth of the memory."""
    return int(mask[:16], 16)


def in_batches(people: Iterator[Masked], size: int = BATCH) -> Iterator[list[Masked]]:
    """Give people in lists of at most a size."""
    while batch := list(islice(people, size)):
        yield batch
