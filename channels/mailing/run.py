"""One run of a mailing: hands over an edition to the readers who may be tried, and knows when it must not go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from channels.mailing.belt import Belt
from channels.mailing.passage import SLICE_S, Passage
from channels.mailing.roll import Counts, Lot, Reader, Readers, Roll
from channels.mailing.silence import Silence
from channels.mailing.throttle import Throttle
from channels.mailing.transport import Reply
from channels.newsletter.pace import Pace

PAUSES_S = (30.0, 60.0, 120.0, 240.0)
"""How long a run waits before it tries again those who were put off; a greylisting ends within five minutes."""
_FEWEST = 20
"""Of how many readers at least the refusals say something, where no canary goes first."""


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
    """How many messages are handed over at once; where rows are kept, a crash leaves `AHEAD` times as many in doubt."""
    must_end: Callable[[], bool] = lambda: False
    announce: Callable[[str], None] = lambda step: None
    tell: Callable[[Counts], None] = lambda counts: None
    """Told after each group what has become of the mailing so far."""
    pauses_s: Sequence[float] = PAUSES_S


STEPS = ("lot", "sent", "claim", "recorded", "send", "lot closed")
"""Every step that a run announces; it may be killed at any of them."""


def go(run: Run) -> End:
    """Go through the roll and give why it ended; raises EditorialError where the ledger cannot be reached.

    Nothing is handed over that this very run does not hold.
    """
    with run.roll.at_work(), Belt(run.send, run.connections) as belt:
        going = _Going(run, belt, Throttle(run.pace.per_second, run.pace.per_domain), Silence(run.connections))
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
    belt: Belt
    throttle: Throttle
    silence: Silence
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
            passage = Passage(lot, self.belt, self.throttle, self.run.announce, list(self.run.still(left)))
            end = self.gone(passage)
            if end is not None:
                return end
            left = passage.put_off
        return End.INTERRUPTED if self.run.must_end() else None

    def gone(self, passage: Passage) -> End | None:
        """Go to the end of a passage, unless something keeps the run from going on."""
        readers = len(passage.left)
        with passage:
            while passage.is_under_way:
                if self.run.must_end():
                    return End.INTERRUPTED
                replies = passage.step()
                if replies is None:
                    return End.STOPPED
                self.hear(replies)
                if self.silence.is_long(readers):
                    self.hear(passage.settle())
                    if self.silence.is_long(readers) and not self.outlasts():
                        return End.INTERRUPTED if self.run.must_end() else End.UNANSWERED
                if self.is_held_back(least=self.canary):
                    return End.HELD_BACK
        return None

    def hear(self, replies: Mapping[str, Reply]) -> None:
        """Go on by what became of some."""
        if replies:
            self.counts = self.counts.after(replies)
            self.silence.hear(replies.values())
            self.run.tell(self.counts)

    @property
    def canary(self) -> int:
        """From how many readers on their refusals say something."""
        return self.run.pace.canary or _FEWEST

    def is_held_back(self, *, least: int) -> bool:
        """Say whether too many were refused, of at least so many."""
        is_enough = self.counts.settled >= least
        return is_enough and share_of_refusals(self.counts) > self.run.pace.max_refused

    def outlasts(self) -> bool:
        """Wait for a server that takes nothing; False where it was waited for as often as it may be tried."""
        self.silence.begin_anew()
        return self.silence.waits <= self.run.pace.attempts and self.waits(self.silence.waits)

    def waits(self, number: int) -> bool:
        """Wait before a new try; False where the run must end before."""
        pauses = self.run.pauses_s
        end = time.monotonic() + pauses[min(number, len(pauses)) - 1]
        while (left_s := end - time.monotonic()) > 0:
            if self.run.must_end():
                return False
            time.sleep(min(left_s, SLICE_S))
        return not self.run.must_end()
