from __future__ import annotations

import json
import socket
from datetime import timedelta

import pytest

from channels.delivery.due import MAX_ATTEMPTS
from channels.ledger.entry import Key, What
from channels.ledger.setting import open_ledger
from channels.ledger.store import Outcome, claim, resolve, settle
from tests.channels.delivery.outgoing import AT, DUE, LATE, Outgoing, keys, lay_out

POST = Key("mastodon", "neuf")


def test_what_should_have_left_and_has_not_is_due_in_the_order_it_leaves(outgoing: Outgoing) -> None:
    found = outgoing.due()

    assert (keys(found.due), keys(found.late), found.given_up, found.in_doubt) == (DUE, LATE, (), ())


def test_nothing_is_due_before_its_slot(outgoing: Outgoing) -> None:
    evening = AT.replace(day=12, hour=19, minute=0)

    assert keys(outgoing.due(at=evening).due) == ["blog:vieux", "blog:neuf"]
    assert keys(outgoing.due(at=evening + timedelta(minutes=29)).due) == ["blog:vieux", "blog:neuf"]
    assert keys(outgoing.due(at=evening + timedelta(minutes=30)).due) == DUE[:3]


@pytest.mark.parametrize(
    ("written", "is_late"), [({"mastodon": "14h"}, False), ({"mastodon": "13h"}, True), ({}, False)]
)
def test_a_channel_says_how_late_is_too_late(tmp_path, written: dict[str, str], is_late: bool) -> None:
    site = lay_out(tmp_path / "site").calendar(max_lateness=written).commit()

    found = Outgoing(site.root, tmp_path).due_now()

    assert ("mastodon:neuf" in keys(found.due), "mastodon:neuf" in keys(found.late)) == (not is_late, is_late)


@pytest.mark.parametrize(
    "front",
    [{"status": "review"}, {"embargo": "2026-03-20T09:00+01:00"}, {"status": "unpublished"}, {"pillar": "inconnu"}],
    ids=["unapproved", "embargoed", "unpublished", "held by an error"],
)
def test_nothing_of_what_may_not_appear_is_due(tmp_path, front: dict[str, str]) -> None:
    site = lay_out(tmp_path / "site").piece("autre", **{"date": "2026-03-12T21:00+01:00", **front})
    assert not [key for key in keys(Outgoing(site.root, tmp_path).due_now().due) if "autre" in key]


def test_a_post_that_the_network_cannot_take_is_not_due(tmp_path) -> None:
    text = {"mastodon": {"text": "mot " * 300}}
    site = lay_out(tmp_path / "site").piece("autre", date="2026-03-12T21:00+01:00", social=text)

    found = keys(Outgoing(site.root, tmp_path).due_now().due)

    assert ("blog:autre" in found, "mastodon:autre" in found) == (True, False)


@pytest.mark.parametrize(
    ("what", "where"),
    [
        (What.SENT, "nowhere"),
        (What.REFUSED, "due"),
        (What.FAILED, "due"),
        (What.DOUBT, "in_doubt"),
        (None, "in_doubt"),
        (What.RESOLVED_SENT, "nowhere"),
        (What.RESOLVED_NOT_SENT, "due"),
    ],
    ids=str,
)
def test_the_ledger_says_what_is_still_due(outgoing: Outgoing, what: What | None, where: str) -> None:
    store = open_ledger(outgoing.root, outgoing.setting)
    claims = claim(store, [POST], AT)
    if what in (What.RESOLVED_SENT, What.RESOLVED_NOT_SENT):
        resolve(store, POST, what, "vu", AT)
    elif what:
        settle(store, claims, {POST: Outcome(what)}, AT)

    found = outgoing.due(store.read())

    assert [name for name in ("due", "late", "given_up", "in_doubt") if str(POST) in keys(getattr(found, name))] == (
        [] if where == "nowhere" else [where]
    )


def test_what_failed_too_often_is_given_up_and_then_too_late(outgoing: Outgoing) -> None:
    store = open_ledger(outgoing.root, outgoing.setting)
    for _ in range(MAX_ATTEMPTS):
        settle(store, claim(store, [POST, Key("blog", "neuf")], AT), {POST: Outcome(What.FAILED),
               Key("blog", "neuf"): Outcome(What.FAILED)}, AT)  # fmt: skip

    now, later = outgoing.due(store.read()), outgoing.due(store.read(), AT + timedelta(days=2))

    assert (keys(now.given_up), "blog:neuf" in keys(now.due)) == ([str(POST)], True)
    assert (later.given_up, str(POST) in keys(later.late)) == ((), True)


def test_due_as_json_says_all_there_is_and_opens_no_socket(outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    ran = outgoing.ligne("due", "--format", "json")

    said = json.loads(ran.out)
    assert (ran.code, said["at"], said["ledger"], said["in_doubt"], said["given_up"]) == (
        0,
        AT.isoformat(),
        None,
        [],
        [],
    )
    assert [row["key"] for row in said["due"]] == DUE
    assert [row["key"] for row in said["late"]] == LATE
    assert said["due"][2] == {
        "key": "mastodon:neuf", "channel": "mastodon", "id": "neuf", "instant": "2026-03-12T20:30:00+01:00",
        "pieces": ["neuf"], "path": "outbox/social/neuf/mastodon", "lateness": 48600, "state": "unclaimed",
        "attempt": 0,
    }  # fmt: skip
    assert said["due"][3]["path"] == "outbox/newsletter/lettre_2026-03-13"
    assert (outgoing.root / "output" / said["due"][0]["path"]).is_file()
    assert outgoing.ligne("due", "--format", "json").out == ran.out


def test_due_reads_the_snapshot_and_shows_doubts_apart(outgoing: Outgoing) -> None:
    claim(open_ledger(outgoing.root, outgoing.setting), [POST], AT)
    before = outgoing.ligne("due")
    outgoing.ligne("ledger", "pull", "--ledger", outgoing.setting)
    after = outgoing.ligne("due")

    assert ("mastodon" in before.out, "Aucune copie du registre" in before.err) == (True, True)
    due, _, doubts = after.out.partition("En doute (1)")
    assert ("2026-03-12 20:30" in due, "mastodon:neuf" in doubts, after.err) == (False, True, "")
