"""One run of a mailing: hands over an edition to the readers who may be tried, and knows when it must not go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from channels.mailing.roll import Counts, Lot, Reader, Readers, Roll
from channels.mailing.throttle import Throttle
from channels.mailing.transport import Fate, Reply
from channels.newsletter.pace import Pace

PAUSES_S = (30.0, 60.0, 120.0, 240.0)
"""How long a run waits before it tries again those who were put off; a greylisting ends within five minutes."""
_FEWEST = 20
"""Of how many readers at least the refusals say something, where no canary goes first."""
_SILENT_GROUPS = 5
"""After how many groups in a row, of which nobody was taken, a run waits before it goes on."""
_NO_ANSWER = (0, 421)
"""The codes of a server that is not there, or will not talk now."""
_SLICE_S = 0.25
"""How long a run sleeps at most before it looks whether it must end."""


class End(StrEnum):
    """Why a run ended."""

    DONE = "done"
    """Everybody has an outcome."""
    UNDER_WAY = "under-way"
    """Some were put off, or another run has them: the next run goes on."""
    STOPPED = "stopped"
    """Somebody stopped the mailing, or another run has finished it."""
    HELD_BACK = "held-back"
    """More were refused than `send.max_refused` allows."""
    UNANSWERED = "unanswered"
    """The server takes nothing for now."""
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Run:
    """What one run needs: who may be tried, how one message is handed over, how fast, and what may end it."""

    roll: Roll
    readers: Readers
    send: Callable[[Reader], Reply]
    """Hands over one message; called by several threads at once."""
    pace: Pace
    still: Callable[[Sequence[Reader]], Sequence[Reader]] = lambda readers: readers
    """Gives who, of some readers, may still be written to; asked before each lot and each new try."""
    connections: int = 4
    """How many messages are handed over at once, and how many can be in doubt after a crash where rows are kept."""
    must_end: Callable[[], bool] = lambda: False
    announce: Callable[[str], None] = lambda step: None
    tell: Callable[[Counts], None] = lambda counts: None
    """Told after each group what has become of the mailing so far."""
    pauses_s: Sequence[float] = PAUSES_S


STEPS = ("lot", "claim", "send", "sent", "recorded", "lot closed")
"""Every step that a run announces; it may be killed at any of them."""


def go(run: Run) -> End:
    """Go through the roll and give why it ended; raises EditorialError where the ledger cannot be reached.

    Nothing is handed over that this very run does not hold.
    """
    with ThreadPoolExecutor(run.connections, "post") as threads:
        going = _Going(run, threads, Throttle(run.pace.per_second, run.pace.per_domain))
        for number in range(run.roll.tries):
            if number and (not run.roll.counts().deferred or not going.waits(number)):
                break
            if (end := going.through()) is not None:
                return end
        if run.must_end():
            return End.INTERRUPTED
    return End.DONE if run.roll.is_done() else End.UNDER_WAY


def share_of_refusals(counts: Counts) -> Fraction:
    """Give the share of those tried who were refused, or of whom nobody knows."""
    bad = counts.refused + counts.doubt
    return Fraction(bad, max(1, bad + counts.delivered))


@dataclass
class _Going:
    """A run as it goes: how long the server has taken nothing."""

    run: Run
    threads: Executor
    throttle: Throttle
    silent_groups: int = 0
    silences: int = 0
    counts: Counts = field(default_factory=Counts)

    def through(self) -> End | None:
        """Go through the lots once; None where nothing keeps the run from going on."""
        for lot in self.run.roll.lots(self.run.readers):
            self.run.announce("lot")
            try:
                end = self.through_lot(lot)
            finally:
                lot.close()
            self.run.announce("lot closed")
            if end is not None:
                return end
        return None

    def through_lot(self, lot: Lot) -> End | None:
        """Try the readers of a lot, and again those who were put off."""
        self.counts = self.run.roll.counts()
        if self.is_held_back(least=self.canary // 2):
            return End.HELD_BACK
        left: Sequence[Reader] = lot.readers
        for number in range(self.run.roll.tries_of_lot):
            if not left or (number and not self.waits(number)):
                break
            left, end = self.tried(lot, self.run.still(left))
            if end is not None:
                return end
        return End.INTERRUPTED if self.run.must_end() else None

    def tried(self, lot: Lot, readers: Sequence[Reader]) -> tuple[list[Reader], End | None]:
        """Hand over to readers, group by group, as their rates and domains let them; give those who were put off."""
        put_off, left = list[Reader](), list(readers)
        while left:
            chosen, wait_s = self.chosen(lot, left)
            if self.run.must_end():
                return put_off, End.INTERRUPTED
            if not chosen:
                time.sleep(min(wait_s, _SLICE_S))
                continue
            group = [left[number] for number in chosen]
            left = [reader for number, reader in enumerate(left) if number not in chosen]
            self.run.announce("claim")
            held = lot.claim(group)
            if held is None:
                return put_off, End.STOPPED
            replies = self.handed_over(lot, held)
            self.counts = self.counts.after(replies)
            self.run.tell(self.counts)
            for reader in held:
                self.throttle.hear(reader.subscriber.domain, replies[reader.mask])
            put_off += [reader for reader in held if replies[reader.mask].fate is Fate.DEFERRED]
            if self.is_held_back(least=self.canary):
                return put_off, End.HELD_BACK
            if replies and self.is_silent(list(replies.values())):
                return put_off, End.INTERRUPTED if self.run.must_end() else End.UNANSWERED
        return put_off, None

    def chosen(self, lot: Lot, left: Sequence[Reader]) -> tuple[list[int], float]:
        """Give which readers are next, by their numbers, and how long to wait where none may be.

        Where a lot can only say how far a run has come, nobody is passed over.
        """
        domains = [reader.subscriber.domain for reader in left]
        if not lot.is_in_order:
            return self.throttle.choose(domains, self.run.connections)
        for number, domain in enumerate(domains[: self.run.connections]):
            may_leave, wait_s = self.throttle.choose([domain], 1)
            if not may_leave:
                return list(range(number)), 0.0 if number else wait_s
        return list(range(min(len(domains), self.run.connections))), 0.0

    def handed_over(self, lot: Lot, held: Sequence[Reader]) -> dict[str, Reply]:
        """Hand over to those whom this run holds, all at once, and record what became of each, whatever happens."""
        self.run.announce("send")
        under_way = [(reader.mask, self.threads.submit(self.run.send, reader)) for reader in held]
        replies: dict[str, Reply] = dict.fromkeys((reader.mask for reader in held), Reply(Fate.DOUBT))
        try:
            for mask, future in under_way:
                replies[mask] = future.result()
        finally:
            self.run.announce("sent")
            lot.record(
                {mask: future.result() if not future.exception() else replies[mask] for mask, future in under_way}
            )
            self.run.announce("recorded")
        return replies

    @property
    def canary(self) -> int:
        """From how many readers on their refusals say something."""
        return self.run.pace.canary or _FEWEST

    def is_held_back(self, *, least: int) -> bool:
        """Say whether too many were refused, of at least so many."""
        is_enough = self.counts.settled >= least
        return is_enough and share_of_refusals(self.counts) > self.run.pace.max_refused

    def is_silent(self, replies: Sequence[Reply]) -> bool:
        """Say whether the server has taken nothing for too long; where it may still come back, wait for it."""
        if any(reply.fate is not Fate.DEFERRED for reply in replies):
            self.silent_groups = self.silences = 0
            return False
        self.silent_groups += 1
        is_gone = all(reply.code in _NO_ANSWER for reply in replies)
        if not is_gone and self.silent_groups < _SILENT_GROUPS:
            return False
        self.silences += 1
        return self.silences > self.run.pace.attempts or not self.waits(self.silences)

    def waits(self, number: int) -> bool:
        """Wait before a new try; False where the run must end before."""
        pauses = self.run.pauses_s
        end = time.monotonic() + pauses[min(number, len(pauses)) - 1]
        while (left_s := end - time.monotonic()) > 0:
            if self.run.must_end():
                return False
            time.sleep(min(left_s, _SLICE_S))
        return not self.run.must_end()
