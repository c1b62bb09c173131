"""`ligne deliver` with a mail server, a list and the bytes that were built: who gets what, and what stops it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from channels.delivery.folder import Folder
from channels.delivery.post import Post
from channels.ledger.entry import Key
from channels.ledger.setting import open_ledger
from channels.mailing.letter import Letter
from channels.newsletter.settings import settings_in
from editorial.segment import Segment
from tests.builder import NEWSLETTER
from tests.channels.delivery.outgoing import AT, Outgoing, lay_out
from tests.channels.mailing.server import DROP, Server, at, serving
from tests.channels.mailing.verifying import NAMES, by_dkimpy, kept, key
from tests.command import ligne
from tests.proofs.process import start

LIST = "lettre.banc.example"
DESK = "bureau@banc.example"
EDITION = "lettre/2026-03-13"
FOLDER = "outbox/newsletter/lettre_2026-03-13"
TOKEN = re.compile(r"v1\.cle\.[a-z]\.[0-9a-f.]+")
READERS = [f"lecteur{number}@courrier.example" for number in range(6)]


@pytest.fixture(scope="session")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a site whose letter has a list and a desk, committed and built."""
    root = tmp_path_factory.mktemp("posted") / "site"
    site = lay_out(root)
    send = {"per_second": 1000, "attempts": 1}
    site.data("channels/newsletter.yaml", {**NEWSLETTER, "list_id": LIST, "desk": DESK, "send": send})
    site.commit("la lettre a sa liste")
    assert ligne("build", "--at", AT.isoformat(), site=root).code == 0
    return root


@pytest.fixture
def model(posted: Path) -> Path:
    """Have every copy of the site be one of this."""
    return posted


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(Server()) as server:
        yield server


@pytest.fixture
def office(outgoing: Outgoing, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outgoing:
    """Give the site with a list of six and a server."""
    (tmp_path / "lists").mkdir()
    write_list(tmp_path, READERS)
    monkeypatch.setenv("LIGNE_MAIL", f"smtp+plain://127.0.0.1:{server.port}")
    monkeypatch.setenv("LIGNE_SUBSCRIBERS", f"{LIST}=csv:{tmp_path}/lists/list.csv")
    monkeypatch.setenv("LIGNE_MASK_KEY", "00112233445566778899aabbccddeeff")
    monkeypatch.setenv("LIGNE_TOKEN_KEYS", f"clé:{'00' * 16}".replace("é", "e"))
    return outgoing


def parts_of(raw: bytes) -> list[str]:
    """Give the contents of a message's parts."""
    parts = message_from_bytes(raw, policy=policy.SMTP).walk()
    return [part.get_content() for part in parts if not part.is_multipart()]


def write_list(folder: Path, addresses: list[str]) -> None:
    (folder / "lists/list.csv").write_text("\n".join(["address", *addresses]) + "\n")


def test_letter_goes_to_each_reader_once_with_the_bytes_that_were_built(office, server):
    first = office.live("--expect-recipients", "6")
    second = office.live()

    assert (first.code, second.code) == (0, 0), first.said + second.said
    assert server.taken == dict.fromkeys(READERS, 1)
    built = parts_of((office.root / f"output/{FOLDER}/message.eml").read_bytes())
    for raw in server.messages:
        # What differs is who gets it, and the tokens of the links to leave.
        assert [TOKEN.sub("web", part) for part in parts_of(raw)] == built
        assert message_from_bytes(raw, policy=policy.SMTP)["To"] in READERS
    assert f"newsletter:{EDITION}" in first.out
    assert "6 lecteurs : 6 l’ont" in first.out
    assert office.states()[f"newsletter:{EDITION}"] == "sent"


def test_no_address_is_said_or_kept_anywhere(office, server):
    server.fault = at("RCPT", f"550 5.1.1 <{READERS[0]}> unknown", times=(1,))
    said = [office.ligne("deliver").said, office.live("--expect-recipients", "6", "--format", "json").said]
    said += [office.ligne("ledger", "show", "--ledger", office.setting).said]
    kept = (office.root.parent / "ledger.db").read_bytes().decode("latin-1")
    assert [address for address in READERS for text in (*said, kept) if address in text] == []


def test_dry_run_says_for_whom_how_fast_and_whom_not(office):
    ran = office.ligne("deliver", "--channel", "newsletter")
    assert ran.code == 0
    assert f"    à la liste {LIST} (csv:list.csv), par smtp+plain://127.0.0.1:" in ran.out
    assert "    6 lecteurs sur 6 ; 0 ne la reçoit pas (—)" in ran.out
    assert "    d’abord 6, puis le reste, 1000 par seconde" in ran.out
    assert "confirmez par --expect-recipients '6 ±5%'" in ran.err
    answer = json.loads(office.ligne("deliver", "--channel", "newsletter", "--format", "json").out)
    plan = answer["mail"][f"newsletter:{EDITION}"]
    assert {**plan, "server": ""} == {
        "list": LIST, "source": "csv:list.csv", "server": "", "listed": 6, "readers": 6, "missed": {}, "wrong": 0,
        "canary": 6, "per_second": 1000.0, "seconds": 1,
    }  # fmt: skip


def test_rows_that_cannot_be_read_are_counted_and_get_nothing(office, server):
    write_list(office.root.parent, [*READERS, "broken", READERS[0], "lue@"])
    assert f"    2 lignes de la liste ne se lisent pas : ligne subscribers check {LIST}" in office.ligne("deliver").out
    assert office.live("--expect-recipients", "6").code == 0
    assert server.taken == dict.fromkeys(READERS, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "partirait pour 6 lecteurs, rien n’est parti"),
        (["--expect-recipients", "5"], "--expect-recipients en attend 5"),
        (["--expect-recipients", "autre=6"], "partirait pour 6 lecteurs, rien n’est parti"),
        (["--expect-recipients", "6", "--expect-recipients", "lettre=9 ±1"], "--expect-recipients en attend 9"),
        (["--expect-recipients", "plein"], "n’est pas un nombre de lecteurs"),
    ],
    ids=["unsaid", "other", "other edition", "cadence counts first", "no number"],
)
def test_count_that_nobody_confirmed_stops_everything(office, server, words, said):
    ran = office.live(*words)
    assert (ran.code, said in ran.err) == (2, True), ran.said
    assert (server.taken, office.arrivals()) == ({}, {})
    assert office.states() == {}


def test_count_within_its_margin_is_confirmed(office, server):
    assert office.live("--expect-recipients", f"{EDITION}=7 ±20%").code == 0
    assert len(server.taken) == 6


def test_list_of_the_desk_alone_needs_no_confirmation(office, server, tmp_path):
    write_list(tmp_path, [DESK])
    assert office.live().code == 0
    assert server.taken == {DESK: 1}


def test_list_that_the_environment_does_not_name_stops_everything(office, server, monkeypatch, tmp_path):
    monkeypatch.setenv("LIGNE_SUBSCRIBERS", f"autre.banc.example=csv:{tmp_path}/lists/list.csv")
    ran = office.live("--expect-recipients", "6")
    assert (ran.code, LIST in ran.err, server.taken) == (2, True, {})


def test_server_that_does_not_take_us_stops_everything_in_one_sentence(office, server):
    server.fault = at("greeting", "554 not you", times=())
    ran = office.live("--expect-recipients", "6")
    assert (ran.code, len(ran.err.splitlines()), server.taken) == (2, 1, {})
    assert office.states() == {}


@pytest.mark.parametrize(
    ("link", "is_live"),
    [
        ("https://banc.example/neuf/", True),
        ("https://banc.example/neuf/index.html", True),
        ("https://banc.example/neuf/?a=b#c", True),
        ("https://banc.example", True),
        ("https://banc.example/parti/", False),
        ("https://ailleurs.example/parti/", True),
    ],
)
def test_page_a_letter_leads_to_is_looked_at_where_it_is_the_sites_own(office, link, is_live):
    office.live("--channel", "blog")
    post = Post(settings_in("format: 1\nname: a", "fr"), lambda letter, at: None, "https://banc.example/")
    letter = Letter(EDITION, "", LIST, Segment(), (), (), (link,), b"")
    why = post.why_not_live(Folder(office.to), letter)
    assert (why is None) == is_live
    assert is_live or f"mène à {link}, qui n’est pas en ligne (réponse 404)" in why.read("fr")


def test_drop_after_the_final_dot_is_in_doubt_and_never_sent_again(office, server):
    server.fault = at("dot", DROP, times=(2,))
    first, second = office.live("--expect-recipients", "6"), office.live("--expect-recipients", "6")
    assert (first.code, second.code) == (0, 0), first.said
    assert "5 l’ont, 0 refusé, 1 en doute" in first.out
    assert server.taken == dict.fromkeys(READERS, 1)


def test_put_off_by_the_server_goes_on_with_the_next_run(office, server):
    server.fault = at("MAIL", "451 4.3.0 later", times=range(1, 31))
    first = office.live("--expect-recipients", "6")
    server.fault = lambda step, times: None
    second = office.live("--expect-recipients", "6")
    assert (first.code, second.code) == (1, 0), first.said + second.said
    assert server.taken == dict.fromkeys(READERS, 1)


def test_mailing_under_way_is_due_until_it_is_too_late(office, server):
    server.fault = at("MAIL", "451 4.3.0 later", times=())
    office.live("--expect-recipients", "6")
    assert office.states()[f"newsletter:{EDITION}"] == "open"
    office.ligne("ledger", "pull", "--ledger", office.setting)
    assert [line.split()[-2:] for line in office.ligne("due").out.splitlines() if EDITION in line] == [["en", "cours"]]

    server.fault = lambda step, times: None
    ran = replace(office, at=AT + timedelta(days=2)).live("--expect-recipients", "6")

    assert (ran.code, server.taken) == (0, {}), ran.said
    assert office.states()[f"newsletter:{EDITION}"] == "skipped-late"


def test_too_many_refusals_hold_the_letter_back(office, server, tmp_path):
    write_list(tmp_path, [f"lecteur{number}@courrier.example" for number in range(120)])
    server.fault = at("RCPT", "550 5.1.1 nobody here", times=())
    first, second = (office.live("--expect-recipients", "120") for _ in range(2))
    assert (first.code, second.code, server.taken) == (1, 1, {})
    assert "retenu  newsletter:" in second.out
    assert server.commands.count("DATA") < 60
    stopped = office.ligne("deliver", "--stop", EDITION, "--ledger", office.setting)
    assert (stopped.code, office.states()[f"newsletter:{EDITION}"]) == (0, "stopped")


@pytest.mark.parametrize("runs", [2, 4])
def test_runs_of_the_command_at_once_send_each_reader_one_letter(office, server, tmp_path, runs):
    many = [f"lecteur{number}@courrier.example" for number in range(200)]
    write_list(tmp_path, many)
    words = ("--ledger", office.setting, "--expect-recipients", "200", "--to", f"folder:{office.to}")
    started = [start("deliver", "--live", "--at", office.at.isoformat(), *words, site=office.root) for _ in range(runs)]
    said = [run.communicate(timeout=120) for run in started]
    office.live("--expect-recipients", "200")
    assert [run.returncode for run in started if run.returncode not in (0, 1)] == [], said
    assert server.taken == dict.fromkeys(many, 1)
    assert office.states()[f"newsletter:{EDITION}"] == "sent"


def test_post_that_has_nowhere_to_go_beside_letters_is_told(office):
    refused = office.ligne("deliver", "--live", "--to", "pages", "--channel", "mastodon", "--ledger", office.setting)
    assert (refused.code, "mastodon n’a pas de destination" in refused.err) == (2, True)


def test_mailing_that_is_stopped_before_it_begins_never_leaves(office, server):
    stopped = office.ligne("deliver", "--stop", EDITION, "--ledger", office.setting)
    again = office.ligne("deliver", "--stop", EDITION, "--ledger", office.setting)
    ran = office.live("--expect-recipients", "6")
    assert (stopped.code, again.code, ran.code) == (0, 0, 0), stopped.said + again.said + ran.said
    assert (server.taken, office.states()[f"newsletter:{EDITION}"]) == ({}, "stopped")


def test_letter_that_was_sent_can_no_longer_be_stopped(office):
    office.live("--expect-recipients", "6")
    ran = office.ligne("deliver", "--stop", EDITION, "--ledger", office.setting)
    assert (ran.code, "ne peut plus être arrêté : le registre en dit « sent »" in ran.err) == (1, True)


def test_stopping_an_edition_nobody_knows_is_refused(office):
    ran = office.ligne("deliver", "--stop", "lettre/2026-03-12", "--ledger", office.setting)
    assert (ran.code, office.states()) == (2, {})
    assert "n’est aucune édition" in ran.err


def test_test_goes_to_the_desk_alone_marked_and_in_no_ledger(office, server):
    dry = office.ligne("deliver", "--test", EDITION)
    assert (dry.code, server.taken) == (0, {}), dry.said
    ran = office.ligne("deliver", "--test", EDITION, "--live")
    assert (ran.code, server.taken) == (0, {DESK: 1}), ran.said
    (raw,) = server.messages
    message = message_from_bytes(raw, policy=policy.SMTP)
    assert (message["Subject"].startswith("[test] "), message["To"]) == (True, DESK)
    assert DESK not in ran.said
    assert (office.root.parent / "ledger.db").exists() is False


def test_test_is_signed_as_the_letter_will_be(office, server, tmp_path, monkeypatch):
    monkeypatch.setenv("LIGNE_DKIM", f"{NAMES['rsa']}={kept(tmp_path / 'rsa.pem', key('rsa'))}")
    ran = office.ligne("deliver", "--test", EDITION, "--live")
    assert (ran.code, by_dkimpy(server.messages[0])) == (0, [True]), ran.said


def test_test_with_a_key_that_others_may_read_does_not_leave(office, server, tmp_path, monkeypatch):
    monkeypatch.setenv("LIGNE_DKIM", f"{NAMES['rsa']}={kept(tmp_path / 'rsa.pem', key('rsa'), 0o644)}")
    dry, ran = office.ligne("deliver", "--test", EDITION), office.ligne("deliver", "--test", EDITION, "--live")
    assert ("chmod 600" in dry.err, "chmod 600" in ran.err) == (True, True)
    assert (dry.code, ran.code, server.taken) == (2, 2, {})


def test_test_may_go_to_somebody_else(office, server):
    ran = office.ligne("deliver", "--test", EDITION, "--recipient", "essai@courrier.example", "--live")
    assert (ran.code, server.taken) == (0, {"essai@courrier.example": 1})
    bad = office.ligne("deliver", "--test", EDITION, "--recipient", "ni queue\nni tête", "--live")
    assert (bad.code, "--recipient n° 1" in bad.err) == (2, True)


def test_test_of_an_edition_that_is_not_built_is_refused(office):
    ran = office.ligne("deliver", "--test", "lettre/2031-01-01", "--live")
    assert (ran.code, "n’est pas dans la fabrication" in ran.err) == (2, True)


def test_letter_that_went_by_mail_is_not_due_any_more(office):
    office.live("--expect-recipients", "6")
    assert (
        open_ledger(office.root, office.setting).read().last(Key("newsletter", EDITION)).ref.startswith("delivered=6;")
    )
    assert f"newsletter:{EDITION}" not in office.ligne("due").out
