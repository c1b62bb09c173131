"""The course of a mailing: opened or found open, run once, and closed where everybody has an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from channels.ledger.entry import Key
from channels.ledger.ledger import State
from channels.ledger.store import Store, finish
from channels.mailing.ending import patient
from channels.mailing.mailing import Audience, Mailing, connections_for
from channels.mailing.opening import open_mailing, roll_of
from channels.mailing.roll import PATIENCE_S, Counts
from channels.mailing.run import PAUSES_S, End, Run, go
from channels.mailing.run import STEPS as STEPS_OF_RUN
from channels.mailing.terms import counts_as_terms, terms_in, written
from channels.newsletter.pace import Pace

STEPS = ("open", *STEPS_OF_RUN, "close", "closed")
"""Every step that a run of a mailing announces; it may be killed at any of them."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What one run of a mailing came to: why it ended, where the mailing stands, and what all its runs have done."""

    end: End
    state: State
    counts: Counts
    audience: Audience


@dataclass(frozen=True)
class Course:
    """How a mailing is run: how fast, and who is told."""

    pace: Pace
    tell: Callable[[Posted], None]
    """Told what the run came to, before a signal that came meanwhile is heeded."""
    progress: Callable[[int, int], None] = lambda done, count: None
    announce: Callable[[str], None] = lambda step: None
    pauses_s: Sequence[float] = PAUSES_S
    patience_s: float = PATIENCE_S


def take(course: Course, mailing: Mailing, audience: Audience, store: Store, key: Key) -> None:
    """Run a mailing once; raises EditorialError where the ledger or the list cannot be reached.

    What was under way when something went wrong has its outcome, or is in doubt.
    """
    course.announce("open")
    opened = open_mailing(store, key, mailing.letter.list_id, mailing.masks, audience.readers, course.pace, mailing.at)
    if opened is None:
        course.tell(Posted(End.STOPPED, store.read().state(key), Counts(), audience))
        return
    roll = roll_of(store, opened, course.pace, mailing.at, course.patience_s)
    with patient() as must_end:
        with mailing.sending() as send:
            end = go(
                Run(
                    roll=roll,
                    readers=mailing.readers,
                    send=send,
                    pace=course.pace,
                    still=mailing.still,
                    connections=connections_for(course.pace),
                    must_end=must_end,
                    announce=course.announce,
                    tell=lambda counts: course.progress(counts.settled, audience.readers),
                    pauses_s=course.pauses_s,
                )
            )
        counts = roll.counts()
        if end is End.DONE:
            counts = counts.closed
            course.announce("close")
            finish(store, opened, mailing.at, written({**counts_as_terms(counts), **terms_in(opened.ref)}))
            course.announce("closed")
        course.tell(Posted(end, store.read().state(key), counts, audience))
