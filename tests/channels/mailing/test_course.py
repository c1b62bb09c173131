"""A mailing from its opening to its close: what all its runs came to, and nobody is left out of the sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from channels.ledger.ledger import State
from channels.ledger.store import Store
from channels.mailing.course import Course, Posted, take
from channels.mailing.letter import Letter
from channels.mailing.mailing import Audience, Mailing
from channels.mailing.roll import Counts
from channels.mailing.run import End
from channels.mailing.terms import counts_in, terms_in
from channels.mailing.transport import Fate, Reply
from channels.subscribers.setting import open_source
from channels.subscribers.token import Keys
from editorial.segment import Segment
from tests.channels.ledger.workshop import Workshop
from tests.channels.mailing.letters import built, prepared
from tests.channels.mailing.office import AT, KEY, LIST, MASKS, PACE, readers_of

MASK_KEY = MASKS.key.hex()
LATER = Reply(Fate.DEFERRED, 451, "4.7.1")


@dataclass
class Way:
    """A server that puts some addresses off, each time, and takes the others."""

    slow: set[str]
    came: list[str] = field(default_factory=list)

    def send(self, sender: str, recipient: str, message: bytes) -> Reply:
        if recipient in self.slow:
            return LATER
        self.came.append(recipient)
        return Reply(Fate.DELIVERED, 250, queue_id="4XyZ")

    def close(self) -> None:
        pass


@pytest.fixture
def run(tmp_path) -> Callable[[Store, Way], Posted]:
    addresses = [reader.subscriber.address for reader in readers_of(30)]
    (tmp_path / "list.csv").write_text("\n".join(["address", *addresses]))
    environ = {"LIGNE_SUBSCRIBERS": f"{LIST}=csv:{tmp_path}/list.csv", "LIGNE_MASK_KEY": MASK_KEY}

    def act(store: Store, way: Way) -> Posted:
        message, places = built()
        letter = Letter(KEY.id, "", LIST, Segment(), (), (), (), message, tuple(places))
        source, keys = open_source(LIST, environ), Keys("k", {"k": bytes(16)})
        mailing = Mailing(letter, source, MASKS, prepared(), keys, lambda: way, AT)
        told: list[Posted] = []
        take(
            Course(PACE, told.append, pauses_s=(0.0,), patience_s=0.2),
            mailing, Audience(len(addresses), len(addresses)), store, KEY,
        )  # fmt: skip
        return told[0]

    return act


def slow_and_not_last() -> set[str]:
    """Give two readers who are put off, behind whom in their part others are served."""
    by_mask = sorted(readers_of(30), key=lambda reader: reader.mask)
    return {reader.subscriber.address for reader in (by_mask[12], by_mask[20])}


def test_who_is_put_off_to_the_end_of_a_part_is_refused_when_the_letter_is_closed(opened, run):
    workshop: Workshop = opened("git")
    way = Way(slow_and_not_last())
    posted = run(workshop.runner(), way)
    assert (posted.end, posted.state) == (End.DONE, State.SENT)
    assert posted.counts == Counts(delivered=28, refused=2)
    closed = workshop.runner().read().last(KEY)
    assert closed is not None
    assert counts_in(terms_in(closed.ref)) == posted.counts


def test_who_is_put_off_behind_everybody_is_carried_over_to_the_next_run(opened, run):
    workshop: Workshop = opened("git")
    last = max(readers_of(30), key=lambda reader: reader.mask).subscriber.address
    posted = run(workshop.runner(), Way({last}))
    assert (posted.end, posted.state, posted.counts.delivered) == (End.UNDER_WAY, State.OPEN, 29)
    way = Way(set())
    posted = run(workshop.runner(), way)
    assert (posted.end, posted.counts, way.came) == (End.DONE, Counts(delivered=30), [last])


def test_who_is_put_off_is_tried_again_by_the_next_run_where_rows_are_kept(opened, run):
    workshop: Workshop = opened("sqlite")
    slow = slow_and_not_last()
    posted = run(workshop.runner(), Way(slow))
    assert (posted.end, posted.state) == (End.UNDER_WAY, State.OPEN)
    assert posted.counts == Counts(delivered=28, deferred=2)
    way = Way(set())
    posted = run(workshop.runner(), way)
    assert (posted.end, posted.counts, {*way.came}) == (End.DONE, Counts(delivered=30), slow)
