"""The roll of a mailing where no reader may stand in the ledger: parts of the list, cut by masks, each a claim.

A mask is a number spread evenly over 128 bits, and a part a stretch of them: whoever joins or leaves the list
meanwhile, a reader stays in the same part. Readers are tried in the order of their masks, so that a run which ends in
the middle of a part can say where, with as few digits of it as tell two masks apart.

Whom the server puts off is tried again until the part ends, which is cut behind the last who has an outcome. Who is put
off behind the cut is carried over; before it, no other run could be told who it is without naming them in the ledger:
they count as put off, and as refused once the mailing is closed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from math import ceil

from channels.ledger.entry import Entry, Key, What
from channels.ledger.ledger import State
from channels.ledger.store import Claims, Outcome, Store, claim, settle
from channels.mailing.roll import Counts, Reader, Readers
from channels.mailing.terms import counts_as_terms, counts_in, terms_in, written
from channels.mailing.transport import Fate, Reply
from channels.newsletter.pace import Pace
from channels.subscribers.mask import MASK_CHARS

MAX_READERS = 2_000
"""How many readers a list may have whose mailing no database keeps."""
LOOK_S = 5.0
"""How often a run looks whether the mailing was stopped."""

_ALL: int = 16**MASK_CHARS


@dataclass(frozen=True, slots=True)
class Division:
    """How a list is cut, once and for all when the mailing is opened: the canary, then `parts` of equal width."""

    parts: int
    canary: str = ""
    """The hexadecimal digits below which a mask is the canary's; none where there is no canary."""

    @property
    def numbers(self) -> range:
        """The parts, the canary being part 0."""
        return range(0 if self.canary else 1, self.parts + 1)

    def part_of(self, mask: str) -> int:
        """Give the part that a mask is in, for ever."""
        if self.canary and mask < self.canary:
            return 0
        first = int(self.canary.ljust(MASK_CHARS, "0"), 16) if self.canary else 0
        return 1 + (int(mask, 16) - first) * self.parts // (_ALL - first)

    def as_terms(self) -> Mapping[str, object]:
        """Give what all runs go by."""
        return {"parts": self.parts, **({"canary": self.canary} if self.canary else {})}


def divide(readers: int, pace: Pace) -> Division:
    """Give how a list of so many readers is cut, for parts of `batch` and a canary of as many as it says."""
    is_canary = 0 < pace.canary < readers
    canary = f"{pace.canary * 16**4 // readers:04x}" if is_canary else ""
    return Division(max(1, ceil((readers - pace.canary * is_canary) / pace.batch)), canary)


def division_in(terms: Mapping[str, str]) -> Division:
    """Give the division that the opening of a mailing names."""
    return Division(int(terms["parts"]), terms.get("canary", ""))


class Parts:
    """The roll of one mailing, in a ledger that keeps no reader."""

    tries = 1

    def __init__(self, store: Store, opened: Entry, pace: Pace, at: datetime, *, look_s: float = LOOK_S):
        self._store, self._opened, self._at, self._look_s = store, opened, at, look_s
        self._division = division_in(terms_in(opened.ref))
        self.tries_of_lot = pace.attempts

    def lots(self, readers: Readers) -> Iterator[PartLot]:
        """Give the parts that this run comes to hold, the canary first; while that is not settled, no other.

        The list is read anew for each part.
        """
        for number in self._division.numbers:
            key, ledger = self.key(number), self._store.read()
            if ledger.state(self._opened.key) is not State.OPEN:
                return
            if ledger.state(key).may_be_claimed:
                mine = [reader for reader in readers() if self._division.part_of(reader.mask) == number]
                mine.sort(key=lambda reader: reader.mask)
                # Where it was paused, the ledger keeps what was said then.
                last = ledger.last(key)
                claims = claim(self._store, [key], self._at, ref="" if last else written(_named(mine)))
                if key in claims.held:
                    yield PartLot(mine, self, claims, self._at, self._look_s)
            if number == 0 and self._store.read().state(key) is State.IN_DOUBT:
                return

    def key(self, number: int) -> Key:
        """Give the delivery that a part is."""
        edition = self._opened.key
        return Key(edition.channel, f"{edition.id}.part-{number}of{self._division.parts}")

    def at_work(self) -> AbstractContextManager[None]:
        """Give nothing in particular: the ledger is written to once a part."""
        return nullcontext()

    def counts(self) -> Counts:
        """Give the sum of what the parts came to."""
        ledger = self._store.read()
        lasts = (ledger.last(self.key(number)) for number in self._division.numbers)
        return sum((_came_to(last) for last in lasts if last), Counts())

    def terms_of(self, claims: Claims) -> Mapping[str, str]:
        """Give what the ledger says of a part that is held."""
        (key,) = claims.held
        last = self._store.read().last(key)
        return terms_in(last.ref) if last else {}

    def is_done(self) -> bool:
        """Say whether every part was sent; one in doubt is settled by a person."""
        ledger = self._store.read()
        return all(ledger.state(self.key(number)) is State.SENT for number in self._division.numbers)

    def is_open(self) -> bool:
        """Say whether the mailing is still open."""
        return self._store.read().state(self._opened.key) is State.OPEN

    def settle(self, claims: Claims, outcome: Outcome) -> None:
        """Write what a part came to."""
        settle(self._store, claims, dict.fromkeys(claims.held, outcome), self._at)


class PartLot:
    """The readers of one part that this run holds, in the order of their masks."""

    is_in_order = True

    def __init__(self, readers: Sequence[Reader], parts: Parts, claims: Claims, at: datetime, look_s: float):
        begun = parts.terms_of(claims)
        self._from, self._counts_before = begun.get("upto", ""), counts_in(begun)
        self._parts, self._claims, self._at, self._look_s = parts, claims, at, look_s
        self.readers = [reader for reader in readers if reader.mask >= self._from]
        self._replies: dict[str, Reply] = {}
        self._claimed: set[str] = set()
        self._looked_at = time.monotonic()

    def exchange(self, replies: Mapping[str, Reply], readers: Sequence[Reader]) -> Sequence[Reader] | None:
        """Keep the replies until the part ends; the part is this run's, unless somebody has stopped the mailing."""
        self._replies |= replies
        if readers and time.monotonic() - self._looked_at >= self._look_s:
            self._looked_at = time.monotonic()
            if not self._parts.is_open():
                return None
        self._claimed |= {reader.mask for reader in readers}
        return readers

    def close(self) -> None:
        """Write what the part came to, and where in it the run ended."""
        masks = [reader.mask for reader in self.readers]
        # What was claimed and has no reply is in doubt, should an error have come between.
        fates = {mask: self._replies[mask].fate if mask in self._replies else Fate.DOUBT for mask in self._claimed}
        gone = [number for number, mask in enumerate(masks) if fates.get(mask, Fate.DEFERRED) is not Fate.DEFERRED]
        end = gone[-1] + 1 if gone else 0
        came = Counter(fates.get(mask, Fate.DEFERRED) for mask in masks[:end])
        counts = self._counts_before + Counts(
            came[Fate.DELIVERED], came[Fate.REFUSED], came[Fate.DOUBT], came[Fate.DEFERRED]
        )
        said: dict[str, object] = {**counts_as_terms(counts)}
        if end == len(masks):
            self._parts.settle(self._claims, Outcome(What.SENT, written({**said, "of": _digest(self.readers)})))
        else:
            said |= _named(self.readers[end:])
            cut = between(masks[end - 1], masks[end]) if end else self._from
            self._parts.settle(self._claims, Outcome(What.PAUSED, written({**said, "upto": cut})))


def _named(readers: Sequence[Reader]) -> Mapping[str, object]:
    """Give how what is left of a part is named in the ledger."""
    return {"left": len(readers), "of": _digest(readers)}


def _digest(readers: Sequence[Reader]) -> str:
    return sha256("\n".join(reader.mask for reader in readers).encode()).hexdigest()[:16]


def _came_to(last: Entry) -> Counts:
    """Give what a part came to by its last entry."""
    terms = terms_in(last.ref)
    left = int(said) if (said := terms.get("left", "")).isdecimal() else 0
    is_doubtful, is_sent = last.what in (What.CLAIM, What.DOUBT), last.what is What.RESOLVED_SENT
    return counts_in(terms) + Counts(delivered=left * is_sent, under_way=left * is_doubtful)


def between(last: str, first: str) -> str:
    """Give the shortest digits that are above one mask and not above the next: they name neither."""
    return next(first[:count] for count in range(1, MASK_CHARS + 1) if first[:count] > last)
