"""Readers go out in order, come back with what became of them, and whom no hand has begun with can be taken back."""

from __future__ import annotations

import threading

from channels.mailing.belt import Belt
from channels.mailing.transport import Fate, Reply
from tests.channels.mailing.office import readers_of

TAKEN = Reply(Fate.DELIVERED, 250)


def test_everybody_comes_back_with_a_reply_and_nobody_stays_under_way():
    readers, found = readers_of(20), []
    with Belt(lambda reader: Reply(Fate.DELIVERED, said=reader.mask), 3) as belt:
        belt.put(readers)
        while belt.under_way:
            found += belt.came(1.0)
    assert sorted(reader.mask for reader, _ in found) == sorted(reader.mask for reader in readers)
    assert [reply.said for _, reply in found] == [reader.mask for reader, _ in found]


def test_whom_no_hand_has_begun_with_is_taken_back_in_order():
    readers, begun, go_on = readers_of(5), threading.Event(), threading.Event()

    def send(reader):
        begun.set()
        go_on.wait()
        return TAKEN

    with Belt(send, 1) as belt:
        belt.put(readers)
        begun.wait()
        assert (belt.withdraw(), belt.under_way) == (readers[1:], 1)
        go_on.set()
        assert belt.came(1.0) == [(readers[0], TAKEN)]
        assert belt.under_way == 0


def test_error_in_a_hand_is_a_doubt_and_is_told():
    broken = ZeroDivisionError("a bug")

    def send(reader):
        raise broken

    with Belt(send, 1) as belt:
        belt.put(readers_of(1))
        assert [reply.fate for _, reply in belt.came(1.0)] == [Fate.DOUBT]
        assert belt.error is broken


def test_end_waits_for_whom_a_hand_has_begun_with_and_lets_nobody_else_out():
    sent, begun, go_on = [], threading.Event(), threading.Event()

    def send(reader):
        begun.set()
        go_on.wait()
        sent.append(reader)
        return TAKEN

    with Belt(send, 1) as belt:
        belt.put(readers_of(4))
        begun.wait()
        threading.Timer(0.05, go_on.set).start()
    assert sent == readers_of(4)[:1]
