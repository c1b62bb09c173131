"""Runs of a mailing on every kind of ledger: whatever ends them, each reader gets the letter once."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace

import pytest

from channels.ledger.ledger import State
from channels.ledger.store import stop
from channels.mailing.roll import Counts
from channels.mailing.run import End
from channels.mailing.transport import Fate, Reply
from tests.channels.ledger.workshop import Workshop
from tests.channels.mailing.office import AT, KEY, PACE, Office, Server, ends_after, readers_of, refusals


@pytest.fixture
def office(workshop: Workshop) -> Office:
    return Office(workshop.runner(), readers_of(30))


def test_everybody_gets_it_once_and_the_mailing_is_closed(office):
    assert office.run() is End.DONE
    assert office.server.came == Counter(office.addresses)
    assert office.state is State.SENT
    assert office.run() is End.STOPPED
    assert office.server.came == Counter(office.addresses)


def test_run_that_is_told_to_end_ends_and_the_next_ones_go_on_where_it_was(office):
    ends = []
    while not ends or (ends[-1] is not End.DONE and len(ends) < 40):
        ends.append(office.run(must_end=ends_after(3)) if len(ends) % 2 else office.run(must_end=ends_after(1)))
        assert max(office.server.tried.values(), default=0) <= 1
    assert (ends[0], ends[-1]) == (End.INTERRUPTED, End.DONE)
    assert office.server.came == Counter(office.addresses)


def test_slow_domain_loses_nobody_where_a_run_is_told_to_end(office):
    office.pace = replace(PACE, per_domain={"domain0.example": 4.0})
    ends = []
    while not ends or (ends[-1] is not End.DONE and len(ends) < 30):
        ends.append(office.run(must_end=ends_after(7)))
    assert (ends[0], ends[-1]) == (End.INTERRUPTED, End.DONE)
    assert office.server.came == Counter(office.addresses)


def test_final_no_and_a_doubt_are_never_tried_again(office):
    refused, doubtful = office.addresses[3], office.addresses[17]
    office.server.answers = {**refusals([refused], Fate.REFUSED), **refusals([doubtful], Fate.DOUBT, code=0)}
    office.pace = replace(PACE, canary=0)
    assert office.run() is End.DONE
    assert office.server.tried == Counter(office.addresses)


def test_who_is_put_off_is_tried_again_in_the_same_run(office):
    office.server.answers = refusals(office.addresses[5:9], Fate.DEFERRED, code=451)
    assert office.run() is End.DONE
    assert office.server.came == Counter(office.addresses)
    assert [office.server.tried[address] for address in office.addresses[5:9]] == [2] * 4


def test_who_is_put_off_for_good_does_not_keep_the_others_from_it(office):
    slow = office.addresses[11]
    office.server.answers = refusals([slow], Fate.DEFERRED, times=99, code=451)
    office.run()
    assert office.server.came == Counter({address: int(address != slow) for address in office.addresses})
    assert office.server.tried[slow] == PACE.attempts


def test_too_many_refusals_among_the_canary_hold_everybody_else_back(office):
    office.server.answers = refusals(office.addresses, Fate.REFUSED)
    assert office.run() is End.HELD_BACK
    first = sum(office.server.tried.values())
    assert first < 15
    # The next run knows, and does not even try.
    assert office.run() is End.HELD_BACK
    assert sum(office.server.tried.values()) == first
    assert office.state is State.OPEN


def test_mailing_that_is_stopped_under_way_goes_no_further(office, workshop):
    person, office.readers = workshop.runner(), readers_of(80)
    halfway = office.addresses[20]
    office.server.then = lambda address: stop(person, KEY, AT, "lien faux") if address == halfway else None
    assert office.run() in (End.STOPPED, End.UNDER_WAY)
    assert (office.state, office.run()) == (State.STOPPED, End.STOPPED)
    assert max(office.server.came.values()) == 1
    assert len(office.server.came) < 80


def test_who_leaves_between_two_lots_gets_nothing_more(office):
    leavers: list[str] = []

    def leave(step: str) -> None:
        """Have everybody leave who has nothing yet, once the canary is over."""
        if step == "lot closed" and not leavers:
            leavers.extend(address for address in office.addresses if address not in office.server.came)
            office.left = {reader.mask for reader in office.readers if reader.subscriber.address in leavers}

    assert office.run(announce=leave) is End.DONE
    assert leavers
    assert [address for address in leavers if office.server.tried[address]] == []


@pytest.mark.parametrize("code", [0, 421, 451])
def test_server_that_takes_nothing_is_left_alone_and_the_next_run_goes_on(office, code):
    office.server.answers = refusals(office.addresses, Fate.DEFERRED, times=99, code=code)
    assert office.run() is End.UNANSWERED
    office.server = Server()
    assert office.run() is End.DONE
    assert office.server.came == Counter(office.addresses)


def test_error_of_ours_leaves_one_reader_in_doubt_and_loses_nobody_else(office):
    broken = office.addresses[9]
    good = office.server.send

    def send(reader):
        if reader.subscriber.address == broken:
            raise ZeroDivisionError("a bug")
        return good(reader)

    with pytest.raises(ZeroDivisionError):
        office.run(send=send)
    assert office.run() is End.DONE
    assert office.server.came == Counter(address for address in office.addresses if address != broken)


@pytest.mark.parametrize("runners", [2, 8])
def test_runs_at_once_send_it_once(office, workshop, runners):
    others = [Office(workshop.runner(), office.readers, office.server) for _ in range(runners)]
    threads = [threading.Thread(target=other.run) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    office.run()
    assert office.server.came == Counter(office.addresses)
    assert office.state is State.SENT


def test_counts_add_up_over_runs(office):
    office.pace = replace(PACE, canary=0, max_refused=PACE.max_refused * 4)
    for number, fate in enumerate((Fate.REFUSED, Fate.DOUBT)):
        office.server.answers |= refusals(office.addresses[number * 3 : number * 3 + 3], fate)
    office.run(must_end=ends_after(5))
    assert office.counts.tried == sum(office.server.tried.values())
    last = []
    office.run(announce=lambda step: last.append(office.counts) if step == "lot closed" else None)
    assert last[-1] == Counts(delivered=24, refused=3, doubt=3)


def test_list_that_grows_meanwhile_moves_nobody(office):
    assert office.run(must_end=ends_after(6)) is End.INTERRUPTED
    new = readers_of(40)[30:]
    office.readers += new
    assert office.run() is End.DONE
    assert max(office.server.came.values()) == 1
    assert {*office.addresses[:30]} <= set(office.server.came)


def test_reply_stands_in_the_ledger_without_what_the_server_said(office):
    said = "Reply for reader0@domain0.example"
    office.server.answers = {office.addresses[0]: [Reply(Fate.REFUSED, 550, "5.1.1", said=said)]}
    office.run()
    assert "reader0" not in str(office.store.read().rows)
