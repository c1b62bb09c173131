"""A server that takes nothing is told from one that puts some messages off."""

from __future__ import annotations

import pytest

from channels.mailing.silence import Silence
from channels.mailing.transport import Fate, Reply

TAKEN, REFUSED, DOUBT = Reply(Fate.DELIVERED, 250), Reply(Fate.REFUSED, 550), Reply(Fate.DOUBT)
LATER, GOING, GONE = Reply(Fate.DEFERRED, 451), Reply(Fate.DEFERRED, 421), Reply(Fate.DEFERRED)
MANY = 100


@pytest.mark.parametrize(
    ("replies", "is_long"),
    [
        pytest.param([], False, id="nothing yet"),
        pytest.param([GONE, GOING, GONE], False, id="fewer than connections"),
        pytest.param([GONE, GOING, GONE, GOING], True, id="nobody there on any connection"),
        pytest.param([GONE, GONE, GONE, LATER, GONE], False, id="it answered meanwhile"),
        pytest.param([LATER] * 19, False, id="put off, for a while"),
        pytest.param([LATER] * 20, True, id="put off, for long"),
        *(pytest.param([LATER] * 19 + [one] + [LATER], False, id=str(one.fate)) for one in (TAKEN, REFUSED, DOUBT)),
    ],
)
def test_silence_is_long_where_a_server_has_taken_nothing_for_as_many_as_it_could(replies, is_long):
    silence = Silence(connections=4)
    silence.hear(replies)
    assert silence.is_long(MANY) is is_long


def test_few_readers_are_enough_where_there_are_no_more():
    silence = Silence(connections=4)
    silence.hear([GONE, GONE])
    assert (silence.is_long(2), silence.is_long(3)) == (True, False)


def test_waits_are_counted_until_the_server_takes_one():
    silence = Silence(connections=1)
    for count in (1, 2):
        silence.hear([GONE])
        silence.begin_anew()
        assert (silence.waits, silence.is_long(MANY)) == (count, False)
    silence.hear([TAKEN])
    assert silence.waits == 0
