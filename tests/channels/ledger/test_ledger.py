from __future__ import annotations

from itertools import product

import pytest

from channels.ledger.entry import Entry, What
from channels.ledger.ledger import Ledger, State, admit
from editorial.errors import EditorialError
from tests.channels.ledger.workshop import AT, KEYS

KEY = KEYS[0]
MINE, YOURS = "1" * 32, "2" * 32
FREE = (None, What.REFUSED, What.FAILED, What.RESOLVED_NOT_SENT, What.PAUSED)
DOUBT = (What.CLAIM, What.DOUBT)
RESOLVED = (What.RESOLVED_SENT, What.RESOLVED_NOT_SENT)
OUTCOMES = (What.SENT, What.REFUSED, What.FAILED, What.PAUSED, What.DOUBT)
BEGINNINGS = (What.CLAIM, What.OPENED, What.SKIPPED_LATE)
VERDICTS = (*RESOLVED, What.STOPPED)


def ledger(last: What | None) -> Ledger:
    entry = Entry(KEY, last, AT, MINE, 1) if last else None
    return Ledger({str(KEY): entry.row} if entry else {}, "tip")


def allowed(last: What | None, then: What, claim: str) -> bool:
    if then in (What.CLAIM, What.OPENED):
        return last in FREE and (last is None or claim == YOURS)
    if then in (What.SKIPPED_LATE, What.STOPPED):
        return last in (*FREE, What.OPENED)
    if then in RESOLVED:
        return last in DOUBT
    if claim == YOURS or last is None:
        return False
    if last is What.OPENED:
        return then is What.SENT
    late = (then is What.SENT and last in RESOLVED) or (then is What.PAUSED and last is What.RESOLVED_NOT_SENT)
    return late or last is What.CLAIM or (last is What.DOUBT and then is not What.DOUBT)


@pytest.mark.parametrize(
    ("last", "then", "claim"),
    [
        (last, then, claim)
        for last, then, claim in product((None, *What), What, (MINE, YOURS))
        # What is proposed twice is known (see below); a verdict names no claim.
        if not (last is then and claim == MINE)
        and not (then in VERDICTS and claim == YOURS)
        # A run has a nonce of its own.
        and not (then in BEGINNINGS and claim == MINE and last)
    ],
)
def test_only_what_the_rules_say_may_follow(last, then, claim):
    proposed = Entry(KEY, then, AT, "" if then in VERDICTS else claim)
    admission = admit(ledger(last), [proposed])
    assert (len(admission.new), len(admission.refused)) == ((1, 0) if allowed(last, then, claim) else (0, 1))


@pytest.mark.parametrize("what", What)
def test_what_is_proposed_again_is_known_and_not_added_twice(what):
    before = ledger(What.CLAIM if what in (*OUTCOMES, *RESOLVED) else None)
    proposed = [Entry(KEY, what, AT, MINE)]
    first = admit(before, proposed)
    again = admit(before.after(first.new, "later"), proposed)
    assert (first.new, again.new, again.known, again.refused) == (first.new, (), first.new, ())


def test_somebody_else_who_resolves_the_same_way_is_refused():
    done = ledger(What.CLAIM)
    done = done.after(admit(done, [Entry(KEY, What.RESOLVED_SENT, AT, why="vue")]).new, "later")
    assert len(admit(done, [Entry(KEY, What.RESOLVED_SENT, AT, why="vue aussi")]).refused) == 1


def test_attempts_count_the_claims():
    found = Ledger()
    for number, nonce in enumerate((MINE, YOURS), 1):
        for what in (What.CLAIM, What.FAILED):
            (entry,) = admit(found, [Entry(KEY, what, AT, nonce)]).new
            assert entry.attempt == number
            found = found.after([entry], "tip")


def test_place_where_it_was_paused_is_kept_until_it_is_sent():
    found, said = Ledger(), []
    steps = [
        Entry(KEY, What.CLAIM, AT, MINE, ref="left=3"),
        Entry(KEY, What.PAUSED, AT, MINE, ref="upto=0b"),
        Entry(KEY, What.CLAIM, AT, YOURS),
        Entry(KEY, What.RESOLVED_NOT_SENT, AT, why="rien vu"),
        Entry(KEY, What.CLAIM, AT, "3" * 32),
        Entry(KEY, What.SENT, AT, "3" * 32, ref="delivered=3"),
    ]
    for entry in steps:
        for _ in range(2):  # proposed again, it is known
            admission = admit(found, [entry])
            (complete,) = (*admission.new, *admission.known)
            found = found.after([complete], "tip")
        said.append(complete.ref)
    assert said == ["left=3", "upto=0b", "upto=0b", "upto=0b", "upto=0b", "delivered=3"]


def test_one_batch_is_judged_entry_by_entry():
    batch = [Entry(KEY, What.CLAIM, AT, MINE), Entry(KEY, What.CLAIM, AT, YOURS), Entry(KEYS[1], What.SENT, AT, MINE)]
    admission = admit(Ledger(), batch)
    assert [entry.claim for entry in admission.new] == [MINE]
    assert [(entry.key, entry.claim) for entry in admission.refused] == [(KEY, YOURS), (KEYS[1], MINE)]


def test_wrong_shape_stops_the_whole_batch():
    with pytest.raises(EditorialError, match="personal"):
        admit(Ledger(), [Entry(KEY, What.CLAIM, AT, MINE), Entry(KEYS[1], What.CLAIM, AT, MINE, ref="a@b.example")])


@pytest.mark.parametrize("state", State)
def test_only_what_has_not_left_for_certain_may_be_claimed(state):
    is_free = state in (State.UNCLAIMED, State.REFUSED, State.FAILED, State.NOT_SENT, State.PAUSED)
    assert state.may_be_claimed == is_free
