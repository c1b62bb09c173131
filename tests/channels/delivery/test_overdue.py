"""The dead-man check: what has waited too long, and whether the site that is online still lives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from channels.delivery.marker import NAME
from channels.ledger.entry import Key
from channels.ledger.setting import open_ledger
from channels.ledger.store import claim
from tests.channels.delivery.outgoing import AT, Outgoing
from tests.command import Ran


def due(outgoing: Outgoing, *words: str, at: datetime = AT) -> Ran:
    pulled = replace(outgoing, at=at).ligne("ledger", "pull", "--ledger", outgoing.setting)
    assert pulled.code == 0, pulled.said
    return replace(outgoing, at=at).ligne("due", "--ledger", outgoing.setting, *words)


def alarms(ran: Ran) -> list[tuple[str, str | None]]:
    return [(alarm["alarm"], alarm["key"]) for alarm in json.loads(ran.out)["alarms"]]


@pytest.mark.parametrize(
    ("limit", "keys"),
    [
        ("90m", ["blog:vieux", "newsletter:lettre/2026-03-06", "mastodon:vieux", "blog:neuf", "mastodon:neuf",
                 "newsletter:lettre/2026-03-13"]),
        ("820m", ["blog:vieux", "mastodon:vieux", "newsletter:lettre/2026-03-06", "blog:neuf"]),
        ("2d", ["blog:vieux", "mastodon:vieux", "newsletter:lettre/2026-03-06"]),
        ("99d", []),
    ],
)  # fmt: skip
def test_what_has_been_due_for_longer_gives_the_alarm(outgoing: Outgoing, limit: str, keys: list[str]) -> None:
    ran = due(outgoing, "--overdue", limit, "--format", "json")
    assert (ran.code, {key for _, key in alarms(ran)}) == (1 if keys else 0, set(keys))


def test_without_a_limit_nothing_gives_the_alarm(outgoing: Outgoing) -> None:
    ran = due(outgoing, "--format", "json")
    assert (ran.code, "alarms" in json.loads(ran.out)) == (0, False)


def test_one_channel_alone(outgoing: Outgoing) -> None:
    ran = due(outgoing, "--overdue", "2d", "--channel", "blog")
    assert ran.code == 1
    assert ran.out.splitlines()[-2:] == [
        "À voir tout de suite (1) :",
        "  blog:vieux devait partir il y a 12 jours et n’est pas parti",
    ]


def test_a_doubt_gives_the_alarm_once_its_run_is_long_over(outgoing: Outgoing) -> None:
    store = open_ledger(outgoing.root, outgoing.setting)
    outgoing.live()
    claim(store, [Key("mastodon", "autre")], AT)
    words = ("--overdue", "1h", "--format", "json")
    assert (alarms(due(outgoing, *words)), alarms(due(outgoing, *words, at=AT + timedelta(hours=2)))) == (
        [],
        [("in-doubt", "mastodon:autre")],
    )


def test_a_site_that_publishes_gives_no_alarm(outgoing: Outgoing, served: str) -> None:
    outgoing.live()
    ran = due(outgoing, "--overdue", "1h", "--online", served)
    assert (ran.code, ran.out) == (0, "Rien ne doit partir.\nRien n’attend trop longtemps.\n")


def test_a_site_that_stopped_publishing_gives_the_alarm(outgoing: Outgoing, served: str) -> None:
    outgoing.live()
    ran = due(outgoing, "--overdue", "3h", "--online", served, at=AT + timedelta(hours=4))
    assert (ran.code, ran.out.splitlines()[-1]) == (
        1,
        f"  {served} montre une fabrication d’il y a 4 h : rien n’est publié depuis, regardez pourquoi la tâche ne "
        "tourne plus ou échoue",
    )


def test_a_site_without_a_marker_gives_the_alarm(outgoing: Outgoing, served: str) -> None:
    outgoing.live()
    (outgoing.to / "blog" / NAME).unlink()
    ran = due(outgoing, "--overdue", "3h", "--online", served, "--format", "json")
    assert (ran.code, alarms(ran)) == (1, [("offline", None)])


def test_a_ledger_that_went_back_gives_the_alarm(outgoing: Outgoing, served: str) -> None:
    outgoing.live()
    (outgoing.root.parent / "ledger.db").unlink()
    ran = due(outgoing, "--overdue", "99d", "--online", served, "--format", "json")
    assert (ran.code, alarms(ran)) == (1, [("ledger", None)])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--overdue", "bientôt"), "« bientôt » n’est pas une durée : écrivez 30m, 12h ou 2d"),
        (("--online",), "--online va avec --overdue"),
        (("--channel", "fax"), "« fax » n’est pas un canal"),
        (("--overdue", "3h", "--online", "banc.example"), "« banc.example » n’est pas l’adresse d’un site"),
    ],
    ids=["no duration", "no limit", "no channel", "no address"],
)
def test_what_cannot_be_asked_is_said(outgoing: Outgoing, words: tuple[str, ...], said: str) -> None:
    ran = outgoing.ligne("due", *words)
    assert (ran.code, ran.out, said in ran.err) == (2, "", True), ran.said
