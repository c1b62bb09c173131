"""Readers are held a little ahead of the hands, and one step of the ledger notes some and holds the next."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from channels.mailing.belt import Belt
from channels.mailing.passage import AHEAD, Passage
from channels.mailing.roll import Reader
from channels.mailing.throttle import Throttle
from channels.mailing.transport import Fate, Reply
from tests.channels.mailing.office import readers_of

HANDS = 3


@dataclass
class Lot:
    """Holds everybody who is claimed, and keeps what it is told."""

    readers: Sequence[Reader]
    is_in_order: bool = False
    open_for: int = 10**6
    """How many claims it takes before the mailing is stopped."""
    steps: list[tuple[int, int]] = field(default_factory=list)
    """Of each step, how many it noted and how many it holds."""
    held: set[str] = field(default_factory=set)
    most: int = 0
    """How many it ever held at once."""
    noted: dict[str, Reply] = field(default_factory=dict)

    def exchange(self, replies: Mapping[str, Reply], readers: Sequence[Reader]) -> Sequence[Reader] | None:
        assert {*replies} <= self.held, "what nobody holds has no outcome"
        self.held -= {*replies}
        self.noted |= replies
        self.open_for -= bool(readers)
        if readers and self.open_for < 0:
            return None
        self.held |= {reader.mask for reader in readers}
        self.most = max(self.most, len(self.held))
        self.steps.append((len(replies), len(readers)))
        return readers

    def close(self) -> None:
        pass


def passage(lot: Lot, belt: Belt, rate: float = 1e6) -> Passage:
    return Passage(lot, belt, Throttle(rate, {}), lambda step: None, list(lot.readers))


def gone(lot: Lot, send=lambda reader: Reply(Fate.DELIVERED, 250)) -> Passage:
    with Belt(send, HANDS) as belt, passage(lot, belt) as found:
        while found.is_under_way and found.step() is not None:
            pass
    return found


def test_everybody_is_held_before_and_noted_after():
    lot = Lot(readers_of(100))
    came = []

    def send(reader):
        assert reader.mask in lot.held
        came.append(reader.mask)
        return Reply(Fate.DELIVERED, 250)

    gone(lot, send)
    assert sorted(came) == sorted(lot.noted) == sorted(reader.mask for reader in lot.readers)
    assert lot.held == set()


def test_no_more_are_held_than_so_many_for_each_hand():
    lot = Lot(readers_of(300))
    gone(lot)
    assert HANDS < lot.most <= AHEAD * HANDS


def test_one_step_notes_some_and_holds_the_next():
    lot = Lot(readers_of(100))
    gone(lot)
    assert any(noted and held for noted, held in lot.steps)


def test_who_is_put_off_is_told():
    lot = Lot(readers_of(9))
    late = {reader.mask for reader in lot.readers[::3]}
    found = gone(lot, lambda reader: Reply(Fate.DEFERRED if reader.mask in late else Fate.DELIVERED, 250))
    assert {reader.mask for reader in found.put_off} == late


@pytest.mark.parametrize("is_in_order", [True, False])
def test_whom_no_hand_has_begun_with_is_given_back_and_left(is_in_order):
    lot, go_on, begun = Lot(readers_of(20), is_in_order), threading.Event(), threading.Semaphore(0)

    def send(reader):
        begun.release()
        go_on.wait()
        return Reply(Fate.DELIVERED, 250)

    with Belt(send, 1) as belt, passage(lot, belt) as found:
        found._recorded, found._began_at = 1000, found._began_at - 1  # as after a fast second
        found.step()
        begun.acquire()
        assert len(lot.held) == AHEAD
        threading.Timer(0.05, go_on.set).start()
        found.settle()
        assert (found.left, lot.held) == ([*lot.readers[1:]], set())
    assert [reply.fate for reply in lot.noted.values()].count(Fate.DELIVERED) == 1
    assert {*lot.noted} == {reader.mask for reader in lot.readers[:AHEAD]}


def test_mailing_that_is_stopped_lets_nobody_out_who_is_not_held():
    lot, came = Lot(readers_of(50), open_for=2), []

    def send(reader):
        came.append(reader.mask)
        return Reply(Fate.DELIVERED, 250)

    found = gone(lot, send)
    assert found.left
    assert {*came} <= {*lot.noted}
    assert lot.held == set()
