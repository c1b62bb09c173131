"""What holds for every store alike."""

from __future__ import annotations

from datetime import timedelta

from channels.ledger.entry import What
from channels.ledger.ledger import Ledger, State
from channels.ledger.store import Outcome, claim, resolve, settle
from tests.channels.ledger.workshop import AT, KEYS


def test_ledger_nobody_wrote_to_is_empty_and_holds_no_tip_but_none(workshop):
    store = workshop.runner()
    assert (store.read(), store.descends(""), store.descends("0" * 40), store.descends("1-0")) == (
        Ledger(), True, False, False,
    )  # fmt: skip


def test_claim_is_held_by_the_first_and_seen_by_the_second(workshop):
    first, second = workshop.runner(), workshop.runner()
    mine = claim(first, KEYS[:2], AT)
    yours = claim(second, KEYS, AT)
    assert (mine.held, mine.others) == (KEYS[:2], {})
    assert (yours.held, yours.others) == (KEYS[2:], dict.fromkeys(KEYS[:2], State.IN_DOUBT))


def test_life_of_a_delivery(workshop):
    run, person, next_run = (workshop.runner() for _ in range(3))
    sent, doubtful, failed = KEYS
    mine = claim(run, KEYS, AT)
    outcomes = {sent: Outcome(What.SENT, "https://m.example/@toile/1"), failed: Outcome(What.FAILED)}
    assert settle(run, mine, outcomes, AT) == ()
    assert [person.read().state(key) for key in KEYS] == [State.SENT, State.IN_DOUBT, State.FAILED]
    assert person.read().in_doubt() == (doubtful,)
    assert resolve(person, doubtful, What.RESOLVED_NOT_SENT, "absente des journaux", AT).admission.refused == ()
    # The clock of the next machine is an hour slow.
    again = claim(next_run, KEYS, AT - timedelta(hours=1))
    assert (again.held, again.others) == ((doubtful, failed), {sent: State.SENT})
    assert settle(next_run, again, dict.fromkeys(again.held, Outcome(What.SENT)), AT) == ()
    assert [(entry.attempt, entry.what) for entry in run.read().entries()] == [
        (1, What.SENT),
        (2, What.SENT),
        (2, "sent"),
    ]


def test_run_looks_again_before_it_gives_a_delivery_up(workshop):
    store, person = workshop.runner(), workshop.runner()
    first = claim(store, KEYS[:1], AT)
    resolve(person, KEYS[0], What.RESOLVED_NOT_SENT, "absente", AT)
    # `store` knows the ledger as it left it, in which this delivery is in doubt.
    again = claim(store, KEYS[:1], AT)
    assert (again.held, again.nonce != first.nonce) == (KEYS[:1], True)


def test_late_delivery_is_recorded_as_skipped_in_the_step_of_the_claims(workshop):
    store = workshop.runner()
    mine = claim(store, KEYS[:1], AT, late=KEYS[1:2])
    assert (mine.held, mine.skipped) == (KEYS[:1], KEYS[1:2])
    assert claim(workshop.runner(), KEYS, AT).others == {KEYS[0]: State.IN_DOUBT, KEYS[1]: State.SKIPPED_LATE}


def test_second_resolution_is_refused(workshop):
    store = workshop.runner()
    claim(store, KEYS[:1], AT)
    verdicts = (What.RESOLVED_SENT, What.RESOLVED_SENT, What.RESOLVED_NOT_SENT)
    refused = [
        resolve(workshop.runner(), KEYS[0], what, f"{n}", AT).admission.refused for n, what in enumerate(verdicts)
    ]
    assert [len(one) for one in refused] == [0, 1, 1]
    assert store.read().state(KEYS[0]) is State.SENT


def test_run_that_was_given_up_still_says_that_its_message_left(workshop):
    slow, person, other = (workshop.runner() for _ in range(3))
    mine = claim(slow, KEYS[:2], AT)
    for key in KEYS[:2]:
        resolve(person, key, What.RESOLVED_NOT_SENT, "rien vu", AT)
    claim(other, KEYS[1:2], AT)
    # The first is recorded, so that nobody sends it again; of the second another run already holds the claim.
    assert settle(slow, mine, dict.fromkeys(KEYS[:2], Outcome(What.SENT)), AT) == KEYS[1:2]
    assert [person.read().state(key) for key in KEYS[:2]] == [State.SENT, State.IN_DOUBT]


def test_ledger_descends_from_every_tip_it_had(workshop):
    store, tips = workshop.runner(), [""]
    for key in KEYS:
        claim(store, [key], AT)
        tips.append(store.read().tip)
    assert len(set(tips)) == 4
    reader = workshop.runner()
    assert [reader.descends(tip) for tip in tips] == [True] * 4
    assert [reader.descends(tip[:-1] + ("0" if tip[-1] != "0" else "1")) for tip in tips[1:]] == [False] * 3


def test_nothing_to_claim_or_settle_writes_nothing(workshop):
    store = workshop.runner()
    nothing = claim(store, (), AT)
    assert (nothing.held, settle(store, nothing, {}, AT), store.read()) == ((), (), Ledger())
