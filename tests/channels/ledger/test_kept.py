"""A connection that is kept: each commit is there for others at once, and what is killed leaves it all behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3

import pytest

from channels.ledger.recipients import Got, Received, Recipients
from channels.ledger.setting import open_ledger
from channels.ledger.store import begin, stop
from editorial.errors import EditorialError
from tests.channels.ledger.test_recipients import DATABASES, KEY, MASKS, nonce, opened_in
from tests.channels.ledger.workshop import AT, Workshop


@pytest.fixture(params=DATABASES)
def workshop(request, opened) -> Workshop:
    return opened(request.param)


def test_one_step_notes_some_and_holds_the_next(workshop):
    _, recipients = opened_in(workshop)
    first, second = nonce(), nonce()
    with recipients.at_work():
        assert recipients.exchange({}, MASKS[:2], first, AT) == {*MASKS[:2]}
        done = {MASKS[0]: (first, Received(Got.DELIVERED, "4fB2")), MASKS[1]: (first, Received(Got.DEFERRED))}
        assert recipients.exchange(done, MASKS[:4], second, AT) == {*MASKS[1:4]}
        assert recipients.known(MASKS) == {MASKS[0]: Got.DELIVERED, **dict.fromkeys(MASKS[1:4], Got.INTENT)}


def test_what_is_stopped_holds_nobody_and_notes_what_became_of_those_before(workshop):
    _, recipients = opened_in(workshop)
    mine = nonce()
    with recipients.at_work():
        recipients.claim(MASKS[:1], mine, AT)
        stop(workshop.runner(), KEY, AT, "lien faux")
        assert recipients.exchange({MASKS[0]: (mine, Received(Got.DELIVERED))}, MASKS[1:], nonce(), AT) is None
    assert recipients.counts() == {Got.DELIVERED: 1}


def test_runs_that_keep_one_each_hold_nobody_twice(workshop):
    (_, one), (_, other) = opened_in(workshop), opened_in(workshop)
    with one.at_work(), other.at_work():
        assert one.claim(MASKS[:3], nonce(), AT) == {*MASKS[:3]}
        assert other.claim(MASKS, nonce(), AT) == {*MASKS[3:]}
    assert other.counts() == {Got.INTENT: 6}


def test_file_is_one_file_again_when_the_last_has_ended(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    begin(store, KEY, AT, "")
    recipients = Recipients(store.database, KEY)
    with recipients.at_work():
        recipients.claim(MASKS, nonce(), AT)
        assert (tmp_path / "ledger.db-wal").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]
    (mode,) = sqlite3.connect(tmp_path / "ledger.db").execute("PRAGMA journal_mode").fetchone()
    assert mode == "delete"


def test_each_commit_of_it_is_flushed_to_the_disk(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    with store.database.kept():
        begin(store, KEY, AT, "")
        full = 2
        found = store.database.write(lambda connection: connection.exec_driver_sql("PRAGMA synchronous").scalar())
    assert found == full


def test_run_that_is_killed_leaves_all_it_committed(tmp_path):
    begin(open_ledger(tmp_path, "sqlite:ledger.db"), KEY, AT, "")

    def run():
        recipients = Recipients(open_ledger(tmp_path, "sqlite:ledger.db").database, KEY)
        mine = nonce()
        with recipients.at_work():
            recipients.claim(MASKS, mine, AT)
            recipients.record({MASKS[0]: Received(Got.DELIVERED)}, mine, AT)
            os.kill(os.getpid(), signal.SIGKILL)

    killed = multiprocessing.get_context("fork").Process(target=run)
    killed.start()
    killed.join()
    assert (tmp_path / "ledger.db-wal").exists()
    left = Recipients(open_ledger(tmp_path, "sqlite:ledger.db").database, KEY)
    assert left.counts() == {Got.DELIVERED: 1, Got.INTENT: 5}


def test_file_that_is_put_in_its_place_is_the_one_that_is_asked(tmp_path):
    store = open_ledger(tmp_path, "sqlite:ledger.db")
    begin(store, KEY, AT, "")
    recipients = Recipients(store.database, KEY)
    with recipients.at_work():
        recipients.claim(MASKS[:1], nonce(), AT)
        (tmp_path / "ledger.db").rename(tmp_path / "away.db")
        # In the new one nothing was ever opened.
        assert recipients.claim(MASKS[1:], nonce(), AT) is None


@pytest.mark.system
def test_connection_that_was_lost_meanwhile_is_made_anew(opened):
    workshop = opened("postgresql")
    store, recipients = opened_in(workshop)
    with recipients.at_work():
        assert recipients.claim(MASKS[:1], nonce(), AT) == {MASKS[0]}
        pid = store.database.write(lambda connection: connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
        with workshop.runner().database.engine.begin() as admin:
            admin.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        assert recipients.claim(MASKS[1:], nonce(), AT) == {*MASKS[1:]}


def test_ledger_that_cannot_be_written_is_said_as_without_it(tmp_path):
    store = open_ledger(tmp_path, "sqlite:gone/ledger.db")
    with store.database.kept(), pytest.raises(EditorialError, match="did not answer"):
        store.database.write(lambda connection: None)
