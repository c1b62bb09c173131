"""Who has what of a mailing, in a database: claimed before, known after, never twice, and forgotten when it is old."""

from __future__ import annotations

import secrets
import threading
from datetime import timedelta

import pytest
from sqlalchemy import inspect

from channels.ledger.entry import Key, What
from channels.ledger.recipients import Got, Received, Recipients, forget
from channels.ledger.sql import SqlStore
from channels.ledger.store import begin, finish, stop
from channels.ledger.tables import RECIPIENTS
from tests.channels.ledger.workshop import AT, Workshop

KEY = Key("newsletter", "lettre/2026-12-04")
MASKS = [f"{number:032x}" for number in range(6)]
DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.system))


@pytest.fixture(params=DATABASES)
def workshop(request, opened) -> Workshop:
    return opened(request.param)


def opened_in(workshop: Workshop, key: Key = KEY) -> tuple[SqlStore, Recipients]:
    store = workshop.runner()
    assert isinstance(store, SqlStore)
    begin(store, key, AT, "list=1")
    return store, Recipients(store.database, key)


def nonce() -> str:
    return secrets.token_hex(16)


def test_what_one_run_holds_no_other_holds(workshop):
    (_, first), (_, second) = opened_in(workshop), opened_in(workshop)
    assert first.claim(MASKS[:3], nonce(), AT) == {*MASKS[:3]}
    assert second.claim(MASKS, nonce(), AT) == {*MASKS[3:]}


@pytest.mark.parametrize("got", Got)
def test_only_who_was_put_off_may_be_tried_again(workshop, got):
    _, recipients = opened_in(workshop)
    mine = nonce()
    recipients.claim(MASKS[:1], mine, AT)
    if got is not Got.INTENT:
        recipients.record({MASKS[0]: Received(got, "4.2.0")}, mine, AT)
    assert recipients.known(MASKS) == {MASKS[0]: got}
    assert recipients.claim(MASKS[:1], nonce(), AT) == ({MASKS[0]} if got is Got.DEFERRED else set())


def test_outcome_is_believed_of_who_holds_it_and_only_once(workshop):
    _, recipients = opened_in(workshop)
    mine = nonce()
    recipients.claim(MASKS[:2], mine, AT)
    recipients.record({MASKS[0]: Received(Got.DELIVERED, "4fB2")}, nonce(), AT)
    assert recipients.known(MASKS) == dict.fromkeys(MASKS[:2], Got.INTENT)
    recipients.record({MASKS[0]: Received(Got.REFUSED), MASKS[1]: Received(Got.DELIVERED, "4fB2")}, mine, AT)
    recipients.record({MASKS[0]: Received(Got.DELIVERED)}, mine, AT)
    assert recipients.counts() == {Got.REFUSED: 1, Got.DELIVERED: 1}


@pytest.mark.parametrize("late", [Got.DELIVERED, Got.REFUSED, Got.DEFERRED, Got.DOUBT])
def test_what_was_given_up_is_in_doubt_unless_its_run_comes_back_and_knows(workshop, late):
    _, recipients = opened_in(workshop)
    mine = nonce()
    recipients.claim(MASKS[:1], mine, AT)
    assert (recipients.give_up(AT), recipients.counts()) == (1, {Got.DOUBT: 1})
    recipients.record({MASKS[0]: Received(late)}, mine, AT)
    assert recipients.counts() == {late if late is not Got.DEFERRED else Got.DOUBT: 1}


@pytest.mark.parametrize("end", ["stopped", "sent", "never opened"])
def test_nobody_is_held_of_a_mailing_that_is_not_open(workshop, end):
    key = Key("newsletter", "autre") if end == "never opened" else KEY
    store, _ = opened_in(workshop)
    if end == "stopped":
        stop(store, KEY, AT, "lien faux")
    elif end == "sent":
        finish(store, begin(store, KEY, AT, ""), AT, "delivered=0")
    assert Recipients(store.database, key).claim(MASKS, nonce(), AT) is None


def test_eight_runs_at_once_hold_each_recipient_once(workshop):
    held = []
    runs = [opened_in(workshop)[1] for _ in range(8)]
    threads = [threading.Thread(target=lambda run=run: held.extend(run.claim(MASKS, nonce(), AT))) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held) == MASKS


def test_ledger_that_was_begun_before_there_were_recipients_gets_the_table(workshop):
    store, recipients = opened_in(workshop)
    with store.database.engine.begin() as connection:
        RECIPIENTS.drop(connection)
    assert (recipients.known(MASKS), recipients.counts(), forget(store.database, mask=MASKS[0])) == ({}, {}, 0)
    assert recipients.claim(MASKS[:1], nonce(), AT) == {MASKS[0]}
    assert inspect(store.database.engine).has_table(RECIPIENTS.name)


def test_old_rows_are_forgotten_and_those_of_an_open_mailing_are_kept(workshop):
    other = Key("newsletter", "lettre/2026-11-20")
    store, recipients = opened_in(workshop)
    _, older = opened_in(workshop, other)
    for each in (recipients, older):
        each.claim(MASKS, nonce(), AT)
    finish(store, begin(store, other, AT, ""), AT, "doubt=6")
    assert forget(store.database, before=AT) == 0
    assert forget(store.database, mask=MASKS[0]) == 1
    assert forget(store.database, before=AT + timedelta(days=1)) == 5
    assert (older.counts(), recipients.counts()) == ({}, {Got.INTENT: 6})
    assert store.read().last(other).what is What.SENT


def test_forgetting_nothing_in_particular_forgets_nothing(tmp_path, workshop):
    store, recipients = opened_in(workshop)
    recipients.claim(MASKS, nonce(), AT)
    finish(store, begin(store, KEY, AT, ""), AT, "")
    assert forget(store.database) == 0
    assert recipients.counts() == {Got.INTENT: 6}
