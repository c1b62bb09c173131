from __future__ import annotations

import io
import json

import pytest

from channels.ledger.entry import Key, What
from channels.ledger.recipients import Recipients
from channels.ledger.setting import open_ledger
from channels.ledger.snapshot import read_snapshot
from channels.ledger.store import Outcome, begin, claim, finish, settle
from channels.subscribers.mask import Masks
from tests.builder import AT, SiteBuilder
from tests.command import ligne

SENT, DOUBT = Key("mastodon", "bonjour"), Key("newsletter", "lettre/2026-03-13")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Give a site whose ledger holds one delivery that left and one in doubt."""
    monkeypatch.setenv("LIGNE_LEDGER", "sqlite:ledger.db")
    root = SiteBuilder(tmp_path).root
    store = open_ledger(root)
    claims = claim(store, [SENT, DOUBT], AT)
    settle(store, claims, {SENT: Outcome(What.SENT, "https://m.example/@toile/1")}, AT)
    return root


def test_ledger_nobody_wrote_to_is_said_to_be_empty(tmp_path):
    ran = ligne("ledger", "show", "--ledger", "sqlite:new.db", site=SiteBuilder(tmp_path).root)
    assert (ran.code, ran.out) == (0, "Le registre est vide.\n")


def test_show_says_where_each_delivery_stands(site):
    ran = ligne("ledger", "show", site=site)
    assert (ran.code, ran.out.splitlines()) == (
        0,
        [
            "2026-03-10 12:00Z  parti     mastodon:bonjour                https://m.example/@toile/1",
            "2026-03-10 12:00Z  en doute  newsletter:lettre/2026-03-13",
            "En doute : regardez si c’est parti, puis ligne ledger resolve CLÉ sent|not-sent --why …",
        ],
    )


def test_show_as_json(site):
    said = json.loads(ligne("ledger", "show", "--format", "json", "--state", "in-doubt", site=site).out)
    assert said["store"] == f"sqlite:{site}/ledger.db"
    assert said["tip"] == open_ledger(site).read().tip
    ((found),) = said["deliveries"]
    assert len(found.pop("claim")) == 32
    assert found == {
        "key": "newsletter:lettre/2026-03-13", "channel": "newsletter", "id": "lettre/2026-03-13", "state": "in-doubt",
        "what": "claim", "at": "2026-03-10T12:00:00+00:00", "attempt": 1, "ref": "", "why": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["mastodon:bonjour"], 0, "mastodon:bonjour"),
        (["mastodon:autre"], 0, "Le registre ne dit rien de cela."),
        (["bonjour"], 2, "« bonjour » ne nomme pas un envoi"),
        (["--state", "lost"], 2, "lost"),
    ],
)
def test_show_is_asked_for_one_delivery(site, words, code, said):
    ran = ligne("ledger", "show", *words, site=site)
    assert (ran.code, said in ran.said, "lettre" in ran.out) == (code, True, False)


def test_pull_brings_a_snapshot_and_build_signs_with_it(site):
    assert ligne("build", "--at", "2026-03-10T13:00Z", site=site).code == 0
    assert json.loads((site / "output/build.json").read_text())["ledger"] is None
    ran = ligne("ledger", "pull", "--at", "2026-03-10T13:00Z", site=site)
    assert (ran.code, ran.out) == (0, f"2 envois, dont 1 en doute (sqlite:{site}/ledger.db)\n")
    assert ligne("build", "--at", "2026-03-10T13:00Z", site=site).code == 0
    signed = json.loads((site / "output/build.json").read_text())
    assert signed["ledger"] == read_snapshot(site).ledger.tip != ""


def test_pull_as_json(site):
    said = json.loads(ligne("ledger", "pull", "--format", "json", site=site).out)
    assert said == {
        "store": f"sqlite:{site}/ledger.db",
        "tip": read_snapshot(site).ledger.tip,
        "deliveries": 2,
        "in_doubt": 1,
    }


def test_doubt_is_resolved_once(site):
    ligne("ledger", "pull", site=site)
    first = ligne(
        "ledger", "resolve", str(DOUBT), "not-sent", "--why", "absente des journaux", "--at", AT.isoformat(), site=site
    )
    assert (first.code, first.out) == (
        0, "newsletter:lettre/2026-03-13 n’est pas parti ; ce qui est encore à temps partira au prochain passage.\n",
    )  # fmt: skip
    assert read_snapshot(site).ledger.state(DOUBT) == "not-sent"
    second = ligne("ledger", "resolve", str(DOUBT), "sent", "--why", "finalement vue", site=site)
    assert (second.code, second.out, second.err) == (
        1,
        "",
        "ligne: newsletter:lettre/2026-03-13 n’est pas en doute : pas parti depuis 2026-03-10 12:00Z "
        "(« absente des journaux ») ; il n’y a rien à trancher\n",
    )


def test_resolution_as_json(site):
    said = json.loads(ligne("ledger", "resolve", str(DOUBT), "sent", "--why", "vue", "--format", "json", site=site).out)
    assert (said["key"], said["state"], said["what"], said["why"]) == (str(DOUBT), "sent", "resolved-sent", "vue")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([str(SENT), "not-sent", "--why", "a"], 1, "mastodon:bonjour n’est pas en doute : parti depuis"),
        (["blog:autre", "sent", "--why", "a"], 1, "rien n’a réservé blog:autre"),
        ([str(DOUBT), "sent", "--why", " "], 2, "--why est vide"),
        ([str(DOUBT), "sent"], 2, "--why"),
        ([str(DOUBT), "perhaps", "--why", "a"], 2, "perhaps"),
        ([str(DOUBT), "sent", "--why", "Ana, ana@example.org, l’a reçue"], 2, "aucune adresse personnelle"),
        ([str(DOUBT), "sent", "--why", "a\nb"], 2, "en une ligne"),
        (["fax:a", "sent", "--why", "a"], 2, "« fax:a » ne nomme pas un envoi"),
    ],
    ids=["settled", "unknown", "no reason", "no --why", "no verdict", "address", "two lines", "no key"],
)
def test_resolution_that_cannot_be_is_refused_and_changes_nothing(site, words, code, said):
    before = open_ledger(site).read()
    ran = ligne("ledger", "resolve", *words, site=site)
    assert (ran.code, ran.out, open_ledger(site).read()) == (code, "", before)
    assert said in ran.err


def test_database_that_cannot_be_reached_ends_with_2_and_no_password(site):
    ran = ligne("ledger", "pull", "--ledger", "postgresql://ana:secret@127.0.0.1:1/ligne", site=site)
    assert (ran.code, "postgresql://127.0.0.1:1/ligne" in ran.err, "secret" in ran.said) == (2, True, False)


def test_what_is_known_of_readers_can_be_forgotten(tmp_path, monkeypatch):
    site = SiteBuilder(tmp_path).root
    setting, key = "sqlite:ledger.db", Key("newsletter", "lettre/2026-03-13")
    store = open_ledger(site, setting)
    opened = begin(store, key, AT, "")
    monkeypatch.setenv("LIGNE_MASK_KEY", "ab" * 16)
    masks = [Masks(bytes.fromhex("ab" * 16)).mask(f"{name}@banc.example") for name in "abc"]
    Recipients(store.database, key).claim(masks, "1" * 32, AT)
    finish(store, opened, AT, "")

    def forget(*words: str, address: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(address.encode())))
        ran = ligne("ledger", "forget", *words, "--ledger", setting, site=site)
        return ran.code, ran.out.partition(" ")[0]

    assert forget("--reader", address="A@banc.example\n") == (0, "1")
    assert forget("--before", "2020-01-01") == (0, "0")
    assert forget("--before", "2030-01-01") == (0, "2")
    assert (forget()[0], forget("--reader", address="b")[0]) == (2, 2)
    assert "ne sait rien d’aucun lecteur" in ligne("ledger", "forget", "--before", "2030-01-01", site=site).err
