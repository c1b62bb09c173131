from __future__ import annotations

import io
import json
import sys

import pytest

from channels.ledger.entry import Key
from channels.ledger.recipients import Recipients
from channels.ledger.setting import open_ledger
from channels.ledger.store import begin, finish
from channels.subscribers.mask import Masks
from tests.builder import AT, NEWSLETTER, SiteBuilder
from tests.channels.ledger.workshop import git
from tests.channels.subscribers.reports import arf, dsn
from tests.command import ligne

ROWS = """\
Adresse e-mail;Prénom;Fréquence;Statut;Rubriques
ada@x.example;Ada;hebdomadaire;actif;ecouter,publier
bob@x.example;Bob;;;
BOB@x.example;Bob;;;
eve@x;Ève;;;
info@x.example;;;actif;
max@café.example;;mensuel;en attente;
tom@x.example;;;désabonné;
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Give a site whose list is to be kept in SQLite, and a file of people beside it."""
    monkeypatch.setenv("LIGNE_MASK_KEY", "ab" * 16)
    monkeypatch.setenv("LIGNE_SUBSCRIBERS", f"lettre=sqlite:{tmp_path}/list.db fichier=csv:{tmp_path}/list.csv")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(ROWS)
    return SiteBuilder(tmp_path / "site").root


@pytest.fixture
def says(monkeypatch):
    """Give what puts bytes on standard input."""

    def put(text: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    return put


def run(site, *words):
    return ligne("subscribers", *words, "--at", "2026-11-23T09:00Z", site=site)


def dumped(site, *words):
    ran = run(site, *words, "--format", "json")
    return ran.code, json.loads(ran.out)


def test_check_tells_rows_and_numbers(site):
    ran = run(site, "check", "list.csv")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "csv:list.csv:4:1: warning subscribers.duplicate: l’adresse est déjà dans la liste, plus haut",
        "    → la première ligne vaut ; supprimez celle-ci",
        "csv:list.csv:5:1: error subscribers.domain: le domaine de l’adresse n’en est pas un",
        "    → vérifiez ce qui suit le @",
        "csv:list.csv:6:1: warning subscribers.role: l’adresse est celle d’une fonction, pas d’une personne",
        "    → gardez-la si quelqu’un la lit et l’a demandé",
        "Rien ne dit de 4 abonnés quand ni comment ils ont consenti : c’est à vous de pouvoir le prouver (RGPD, "
        "art. 7)",
        "csv:list.csv : lignes 7, à qui écrire 3, en attente 1, partis 1, doublons 1, à corriger 1",
    ]


def test_check_of_a_list_without_a_fault_is_clean(site, tmp_path):
    (tmp_path / "good.csv").write_text("email,consent_how\nada@x.example,form\n")
    assert run(site, "check", "good.csv", "-q").said == ""
    assert dumped(site, "check", "csv:good.csv") == (
        0,
        {
            "source": "csv:good.csv", "list": "", "subscribers": 1, "rows": 1, "statuses": {"active": 1},
            "suppressed": 0, "unproven": 0, "wrong": 0, "kinds": {}, "findings": [],
        },
    )  # fmt: skip


def test_check_of_a_list_by_its_id(site):
    run(site, "import", "list.csv", "--list", "lettre")
    code, said = dumped(site, "check", "lettre")
    assert (code, said["source"], said["list"], said["subscribers"], said["kinds"]) == (
        0,
        "sqlite:list.db",
        "lettre",
        3,
        {},
    )


def test_check_of_a_database_asks_which_list(site):
    ran = run(site, "check", "list.db")
    assert (ran.code, "ce n’est pas l’identifiant d’une liste" in ran.err) == (2, True)


def test_check_shows_twenty_rows_and_counts_the_rest(site, tmp_path):
    (tmp_path / "bad.csv").write_text("email\n" + "broken\n" * 25)
    ran = run(site, "check", "bad.csv")
    assert ran.out.count("error subscribers.syntax") == 20
    assert "… et 5 autres lignes (en tout : syntax 25)" in ran.out
    code, said = dumped(site, "check", "bad.csv")
    assert (code, len(said["findings"]), said["kinds"], said["findings"][-1]["line"]) == (1, 20, {"syntax": 25}, 21)


def test_day_of_consent_that_cannot_be_read_is_told_and_no_other_put_in_its_place(site, tmp_path):
    (tmp_path / "list.csv").write_text("email,consent_at\nada@x.example,12/03/2026\nbob@x.example,2026-03-12\n")
    checked, found = dumped(site, "check", "list.csv")
    (finding,) = found["findings"]
    assert (checked, finding["rule"], finding["level"], finding["line"]) == (0, "subscribers.consent", "warning", 2)
    run(site, "import", "list.csv", "--list", "lettre", "--consent-how", "papier", "--consent-at", "2024-05-01")
    people = [json.loads(line) for line in run(site, "export", "lettre", "--format", "json").out.splitlines()]
    assert [(one["consent_at"], one["consent_how"]) for one in people] == [
        ("", "papier"), ("2026-03-12T00:00:00+00:00", "papier"),
    ]  # fmt: skip


def test_import_enters_people_once_with_their_consent(site):
    words = ("import", "list.csv", "--list", "lettre", "--consent-how", "papier", "--consent-at", "2024-05-01")
    code, said = dumped(site, *words)
    assert (code, said["new"], said["wrong"], said["unproven"], said["database"]) == (1, 4, 1, 0, "sqlite:list.db")
    code, said = dumped(site, *words)
    assert (said["new"], said["changed"], said["unchanged"], said["left"]) == (0, 0, 4, 1)
    lines = [json.loads(line) for line in run(site, "export", "lettre", "--format", "json").out.splitlines()]
    assert [line["address"] for line in lines] == [
        "ada@x.example", "bob@x.example", "info@x.example", "max@xn--caf-dma.example",
    ]  # fmt: skip
    assert lines[0] == {
        "address": "ada@x.example", "lang": "", "frequency": "weekly", "pillars": ["ecouter", "publier"],
        "status": "active", "consent_at": "2024-05-01T00:00:00+00:00", "consent_how": "papier", "consent_text": "",
        "fields": {},
    }  # fmt: skip


def test_import_keeps_the_fields_that_letters_declare(site):
    SiteBuilder(site).data(
        "channels/newsletter.yaml", {**NEWSLETTER, "fields": {"prenom": {"fr": "vous", "en": "you"}}}
    )
    run(site, "import", "list.csv", "--list", "lettre")
    assert run(site, "export", "lettre").out.splitlines()[:2] == [
        "address,lang,frequency,pillars,status,consent_at,consent_how,consent_text,prenom",
        "ada@x.example,,weekly,ecouter publier,active,,,,Ada",
    ]


def test_import_asks_for_a_database(site):
    ran = run(site, "import", "list.csv", "--list", "fichier")
    assert (ran.code, ran.out) == (2, "")
    assert "la liste « fichier » n’est pas dans une base de données" in ran.err


def test_count_of_a_database_and_of_a_file(site):
    run(site, "import", "list.csv", "--list", "lettre")
    statuses = {"active": 3, "pending": 1}
    assert dumped(site, "count", "lettre") == (
        0,
        {
            "list": "lettre", "source": "sqlite:list.db", "subscribers": 3, "statuses": statuses, "suppressed": 1,
            "wrong": 0,
        },
    )  # fmt: skip
    assert run(site, "count", "fichier").out == "fichier : 3 abonnés à qui écrire (csv:list.csv)\n"


@pytest.mark.parametrize("name", ["lettre", "fichier"])
def test_suppressed_people_are_written_to_no_more(site, says, name):
    run(site, "import", "list.csv", "--list", "lettre")
    says(b"email;motif\nADA@x.example;parti\nbroken;\n\nbob@x.example\n")
    ran = run(site, "suppress", name)
    assert (ran.code, ran.err) == (1, "--from:3:1: la ligne n’a ni adresse ni masque : personne n’est supprimé\n")
    assert "2 personnes lues, 2 nouvelles suppressions, 1 ligne à corriger" in ran.out
    assert dumped(site, "count", name)[1]["subscribers"] == 1


def test_suppressions_of_a_file_are_read_from_a_file(site, tmp_path):
    (tmp_path / "left.csv").write_text("ada@x.example\n" + "ab" * 16 + "\n")
    code, said = dumped(site, "suppress", "fichier", "--from", "left.csv", "--why", "complained")
    assert (code, said) == (0, {"list": "fichier", "kept": "csv:suppressions.csv", "people": 2, "new": 2, "wrong": []})
    assert ",complained,2026-11-23T09:00:00+00:00" in (tmp_path / "suppressions.csv").read_text()


def test_person_is_erased_from_every_list_and_stays_out(site, says, tmp_path):
    run(site, "import", "list.csv", "--list", "lettre")
    says(b"Bob@x.example\n")
    ran = run(site, "forget")
    assert (ran.code, ran.out.splitlines()) == (
        1,
        [
            "lettre : effacé ; seul un masque reste",
            "fichier : plus jamais de lettre, mais la personne est encore dans le fichier : supprimez-y sa ligne",
        ],
    )
    assert b"bob@" not in (tmp_path / "list.db").read_bytes().lower()
    run(site, "import", "list.csv", "--list", "lettre")
    assert "bob@x.example" not in run(site, "export", "lettre").out
    assert dumped(site, "count", "fichier")[1]["subscribers"] == 2


def test_person_is_erased_from_a_ledger_in_a_database(site, says, monkeypatch):
    monkeypatch.setenv("LIGNE_LEDGER", "sqlite:ledger.db")
    store, key = open_ledger(site), Key("newsletter", "lettre/2026-03-13")
    opened = begin(store, key, AT, "")
    Recipients(store.database, key).claim([Masks(bytes.fromhex("ab" * 16)).mask("bob@x.example")], "1" * 32, AT)
    finish(store, opened, AT, "")
    says(b"Bob@x.example\n")
    ran = run(site, "forget", "lettre")
    assert ran.out.splitlines()[1:] == ["registre : 1 ligne effacée"]
    says(b"bob@x.example\n")
    assert dumped(site, "forget", "lettre")[1]["ledger"] == 0


def test_person_nobody_knows_is_kept_out_all_the_same(site, says):
    says(b"stranger@x.example\n")
    assert dumped(site, "forget", "lettre") == (0, {"lists": {"lettre": "unknown"}, "ledger": 0})


@pytest.mark.parametrize("text", [b"", b"ada\n", b"ad\xe9@x.example\n"], ids=["nothing", "no address", "no text"])
def test_nobody_is_erased_without_an_address(site, says, text):
    says(text)
    ran = run(site, "forget", "lettre")
    assert (ran.code, ran.out) == (2, "")
    assert "rien n’a été effacé" in ran.err


@pytest.mark.parametrize("verb", ["forget", "count", "suppress", "bounces", "export"])
def test_address_in_an_argument_is_refused_and_not_repeated(site, verb):
    ran = run(site, verb, "ada@x.example")
    assert (ran.code, "ada@" in ran.said) == (2, False)


def test_bounces_of_a_pipe_are_taken_in(site, says):
    run(site, "import", "list.csv", "--list", "lettre")
    letters = [
        dsn("ada@x.example"),
        arf(named="bob@x.example"),
        dsn("info@x.example", status="5.2.2"),
        b"Subject: x\n\nx",
    ]
    says(b"".join(b"From x Mon Nov 23 09:00:00 2026\n" + letter + b"\n\n" for letter in letters))
    ran = run(site, "bounces", "lettre")
    assert (ran.code, ran.out) == (
        0,
        "lettre : messages lus 4, adresses qui n’existent plus 1, plaintes 1, refus sans faute de l’adresse 1, "
        "laissés 1, nouvelles suppressions 2\n",
    )
    assert ran.err.startswith("4: le message n’est ni un avis de non-remise (DSN) ni une plainte (ARF) lisible")
    assert dumped(site, "count", "lettre")[1]["statuses"] == {"active": 1, "bounced": 1, "complained": 1, "pending": 1}


def test_export_makes_a_file_for_its_owner_alone_and_says_so(site, tmp_path):
    ran = run(site, "export", "fichier", "--to", "out.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "données personnelles" in ran.err
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600
    assert dumped(site, "check", "out.csv")[1]["statuses"] == {"active": 3, "pending": 1, "unsubscribed": 1}
    again = run(site, "export", "fichier", "--to", "out.csv")
    assert (again.code, again.err) == (2, "ligne: le fichier de --to existe déjà : donnez-en un nouveau\n")


def test_export_goes_into_no_repository(site):
    git(site, "init", "-q")
    ran = run(site, "export", "fichier", "--to", str(site / "out.csv"))
    assert (ran.code, (site / "out.csv").exists()) == (2, False)
    assert "« out.csv » serait dans un dépôt git" in ran.err
    (site / ".gitignore").write_text("*.csv\n")
    assert run(site, "export", "fichier", "--to", str(site / "out.csv")).code == 0


@pytest.mark.parametrize("words", [["check"], ["import", "--list", "lettre"]], ids=["check", "import"])
def test_list_that_git_would_take_in_is_warned_of_and_one_it_has_is_refused(site, words):
    git(site, "init", "-q")
    path = site / "list.csv"
    path.write_text("email\nada@x.example\n")
    ran = run(site, *words, str(path))
    assert (ran.code, "dans un dépôt git qui ne l’ignore pas" in ran.err) == (0, True)
    (site / ".gitignore").write_text("*.csv\n")
    assert run(site, *words, str(path)).err == ""
    git(site, "add", "-f", "list.csv")
    ran = run(site, *words, str(path))
    assert (ran.code, "« list.csv » est suivie par git" in ran.err) == (2, True)


def test_verbs_without_a_key_say_how_to_make_one(site, monkeypatch):
    monkeypatch.delenv("LIGNE_MASK_KEY")
    ran = run(site, "check", "list.csv")
    assert (ran.code, "openssl rand -hex 32" in ran.err) == (2, True)
