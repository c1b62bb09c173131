from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from channels.delivery.deliver import STEPS, deliver
from channels.delivery.folder import Folder
from channels.delivery.target import Page
from channels.ledger.entry import What
from channels.ledger.store import Outcome
from editorial.errors import EditorialError
from tests.channels.delivery.outgoing import AT, DUE, LATE, Outgoing
from tests.command import ligne

SITE, POST, LETTER = DUE[:2], DUE[2], DUE[3]


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_says_what_would_leave_and_touches_nothing(outgoing: Outgoing) -> None:
    ran = outgoing.ligne("deliver")

    post = (outgoing.root / "output/outbox/social/neuf/mastodon/post.txt").read_text().splitlines()
    lines = ran.out.splitlines()
    assert (ran.code, lines[0].startswith("Le site : "), lines[-1]) == (
        0,
        True,
        "Rien n’est parti (essai) : --live envoie.",
    )
    assert [line.split()[3] for line in lines if "  blog  " in line or "  mastodon  " in line][:3] == [
        "vieux",
        "neuf",
        "neuf",
    ]
    assert all(f"    | {line}" in lines or not line for line in post)
    assert "    outbox/newsletter/lettre_2026-03-13/message.eml" in ran.out
    assert (list(outgoing.to.iterdir()), (outgoing.root.parent / "ledger.db").exists()) == ([], False)


def test_all_that_is_due_leaves_byte_for_byte_and_once(outgoing: Outgoing) -> None:
    first, second = outgoing.live(), outgoing.live()

    assert (first.code, second.code) == (0, 0)
    output, to = outgoing.root / "output", outgoing.to
    assert bytes_in(to / "mastodon/neuf") == bytes_in(output / "outbox/social/neuf/mastodon")
    assert bytes_in(to / "newsletter/lettre_2026-03-13") == bytes_in(output / "outbox/newsletter/lettre_2026-03-13")
    site = bytes_in(to / "blog")
    del site["ligne-deploy.json"]
    assert site == bytes_in(output / "site")
    assert outgoing.arrivals() == Counter(DUE)
    assert outgoing.states() == {**dict.fromkeys(DUE, "sent"), **dict.fromkeys(LATE, "skipped-late")}
    assert "Rien ne devait partir." in second.out
    assert outgoing.ligne("due").out == "Rien ne doit partir.\n"


def test_delivered_as_json(outgoing: Outgoing) -> None:
    said = json.loads(outgoing.live("--format", "json").out)

    again = json.loads(outgoing.live("--format", "json").out)

    assert (said["deployed"], again["deployed"], again["deliveries"]) == (True, False, [])
    assert (said["live"], said["at"], said["to"]) == (True, AT.isoformat(), f"folder:{outgoing.to}")
    assert [(row["key"], row["result"]) for row in said["deliveries"]] == [
        *((key, "sent") for key in SITE), (LATE[0], "skipped-late"), (POST, "sent"), (LATE[1], "skipped-late"),
        (LETTER, "sent"),
    ]  # fmt: skip


def test_one_channel_alone_waits_for_its_page(outgoing: Outgoing) -> None:
    early = outgoing.live("--channel", "mastodon")
    outgoing.live("--channel", "blog")
    late = outgoing.live("--channel", "mastodon")

    assert (early.code, late.code) == (1, 0)
    assert "attend  mastodon:neuf  (site/neuf/index.html n’est pas en ligne (réponse 404))" in early.out
    assert outgoing.arrivals() == Counter([*SITE, POST])


def test_a_page_online_in_another_version_is_waited_for(outgoing: Outgoing) -> None:
    class Stale(Folder):
        def look(self, path: str) -> Page:
            return Page(200, super().look(path).body.replace(b"Le titre de neuf", b"Un autre titre"))

    assert outgoing.deliver(witness=Stale(outgoing.to)) == [
        *(f"{key} sent" for key in SITE), f"{POST} waits", f"{LATE[0]} skipped-late", f"{LETTER} waits",
        f"{LATE[1]} skipped-late",
    ]  # fmt: skip
    assert not {POST, LETTER} & set(outgoing.states())


def test_what_is_under_way_when_a_run_breaks_is_in_doubt_and_the_rest_has_not_left(outgoing: Outgoing) -> None:
    class Breaks(Folder):
        def deliver(self, *_: object) -> Outcome:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outgoing.deliver(target=Breaks(outgoing.to))

    assert {key: outgoing.states().get(key) for key in DUE} == {
        **dict.fromkeys(SITE, "sent"), POST: "in-doubt", LETTER: None
    }  # fmt: skip
    assert outgoing.deliver() == [f"{LETTER} sent", f"{LATE[1]} skipped-late"][::-1]


@pytest.mark.parametrize(("what", "again"), [(What.FAILED, "sent"), (What.REFUSED, "sent"), (What.DOUBT, None)])
def test_the_next_run_sends_what_did_not_leave_for_certain(outgoing: Outgoing, what: What, again: str | None) -> None:
    class Once(Folder):
        def deliver(self, *_: object) -> Outcome:
            return Outcome(what)

    outgoing.deliver(target=Once(outgoing.to))
    second = dict(line.split() for line in outgoing.deliver())

    assert (second.get(POST), outgoing.states()[POST]) == (again, again or "in-doubt")


def test_a_run_announces_every_step_in_order(outgoing: Outgoing) -> None:
    steps: list[str] = []

    outgoing.deliver(announce=steps.append)

    assert tuple(steps) == STEPS


def test_a_ledger_out_of_reach_lets_nothing_leave(outgoing: Outgoing) -> None:
    ran = outgoing.ligne("deliver", "--live", "--to", f"folder:{outgoing.to}")

    assert (ran.code, ran.err.count("\n"), list(outgoing.to.iterdir())) == (2, 1, [])


def spoil_build(outgoing: Outgoing) -> None:
    (outgoing.root / "output/build.json").unlink()


def spoil_signature(outgoing: Outgoing) -> None:
    (outgoing.root / "output/build.json").write_text("{")


def nest_signature(outgoing: Outgoing) -> None:
    (outgoing.root / "output/build.json").write_text("[" * 100_000)


def spoil_manifest(outgoing: Outgoing) -> None:
    path = outgoing.root / "output/manifest/mastodon.json"
    path.write_bytes(path.read_bytes().replace(b'"mastodon"', b'"x"'))
    path.write_bytes(path.read_bytes() + b" ")


def spoil_page(outgoing: Outgoing) -> None:
    path = outgoing.root / "output/site/neuf/index.html"
    path.write_bytes(path.read_bytes().replace(b"neuf", b"vieu"))


def spoil_mail(outgoing: Outgoing) -> None:
    (outgoing.root / "output/outbox/newsletter/lettre_2026-03-13/message.eml").unlink()


def spoil_outbox(outgoing: Outgoing) -> None:
    (outgoing.root / "output/outbox/social/neuf/mastodon/extra.jpg").write_bytes(b"x")


def make_preview(outgoing: Outgoing) -> None:
    outgoing.ligne("preview", "neuf")
    shutil.rmtree(outgoing.root / "output")
    shutil.copytree(outgoing.root / ".ligne/preview", outgoing.root / "output")


def dirty(outgoing: Outgoing) -> None:
    (outgoing.root / "content/note.txt").write_text("x")


def another_commit(outgoing: Outgoing) -> None:
    words = ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "x"]
    subprocess.run(["git", *words], cwd=outgoing.root, check=True)


def an_older_build(outgoing: Outgoing) -> None:
    ligne("build", "--at", (AT - timedelta(hours=3)).isoformat(), site=outgoing.root)


def a_later_build(outgoing: Outgoing) -> None:
    ligne("build", "--at", (AT + timedelta(hours=1)).isoformat(), site=outgoing.root)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (spoil_build, "rien n’est fabriqué"),
        (spoil_signature, "ne peut pas être lue"),
        (nest_signature, "ne peut pas être lue"),
        (spoil_manifest, "n’est plus tel que fabriqué"),
        (spoil_page, "« site/neuf/index.html » n’est plus tel que fabriqué"),
        (spoil_mail, "message.eml » manque à la fabrication"),
        (spoil_outbox, "extra.jpg » n’est pas de cette fabrication"),
        (make_preview, "c’est un aperçu"),
        (dirty, "des fichiers ont changé depuis le dernier commit"),
        (another_commit, "la fabrication est celle du commit"),
        (an_older_build, "n’a pas tout ce qui doit partir"),
        (a_later_build, "après l’instant demandé"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_live_refuses_what_was_not_made_for_it(outgoing: Outgoing, act, said: str) -> None:
    act(outgoing)

    ran = outgoing.live()

    assert (ran.code, said in ran.err, ran.out, list(outgoing.to.iterdir())) == (2, True, "", []), ran.said
    assert not (outgoing.root.parent / "ledger.db").exists() or outgoing.states() == {}


def test_live_refuses_an_instant_to_come(outgoing: Outgoing) -> None:
    future = ligne(
        "deliver", "--live", "--to", f"folder:{outgoing.to}", "--at", "2099-01-01T00:00Z", site=outgoing.root
    )

    assert (future.code, "est dans le futur" in future.err, future.err.count("\n")) == (2, True, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["deliver", "--live"], "--live ne sait pas où envoyer"),
        (["deliver", "--live", "--to", "ftp:x"], "« ftp:x » ne nomme pas une destination"),
        (["deliver", "--channel", "fax"], "« fax » n’est pas un canal"),
        (["deliver", "--live", "--to", "folder:/x", "--online", "banc"], "« banc » n’est pas l’adresse d’un site"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_one_sentence(outgoing: Outgoing, words: list[str], said: str) -> None:
    ran = outgoing.ligne(*words)

    assert (ran.code, said in ran.err, ran.err.count("\n")) == (2, True, 1), ran.said


def test_a_dry_run_says_that_live_would_refuse(outgoing: Outgoing) -> None:
    dirty(outgoing)

    ran = outgoing.ligne("deliver")

    assert (ran.code, "Avec --live, rien ne partirait : des fichiers ont changé" in ran.err) == (0, True)


@pytest.mark.parametrize("loss", ["emptied", "rolled back"])
def test_a_ledger_that_lost_what_the_site_online_knew_stops_delivery(outgoing: Outgoing, loss: str) -> None:
    ledger = outgoing.root.parent / "ledger.db"
    if loss == "rolled back":
        outgoing.live("--channel", "blog")
        shutil.copy(ledger, ledger.with_suffix(".old"))
    outgoing.live()
    shutil.rmtree(outgoing.root / ".ligne", ignore_errors=True)
    if loss == "rolled back":
        shutil.copy(ledger.with_suffix(".old"), ledger)
    else:
        ledger.unlink()

    ran = outgoing.live()

    assert (ran.code, "n’a pas ce que le site en ligne en savait" in ran.err) == (2, True), ran.said
    assert outgoing.arrivals() == Counter(DUE)


def test_a_build_older_than_the_site_online_puts_nothing_back(outgoing: Outgoing) -> None:
    outgoing.live()
    before = bytes_in(outgoing.to)
    an_older_build(outgoing)
    earlier = Outgoing(outgoing.root, outgoing.to, AT - timedelta(hours=3))

    ran = earlier.live()

    assert (ran.code, "le site en ligne est de" in ran.err, bytes_in(outgoing.to)) == (2, True, before)


def test_a_site_that_has_nothing_new_but_a_mended_page_goes_online(outgoing: Outgoing) -> None:
    outgoing.live()
    outgoing.ligne("build")
    text = outgoing.root / "content/ecouter/neuf.md"
    text.write_text(text.read_text().replace("chose vraie", "chose juste"))
    later = Outgoing(outgoing.root, outgoing.to, AT + timedelta(minutes=5))
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qam", "x"],
                   cwd=outgoing.root, check=True)  # fmt: skip
    later.ligne("build")

    ran = later.live()

    assert (ran.code, "chose juste" in (outgoing.to / "blog/neuf/index.html").read_text()) == (0, True), ran.said
    assert outgoing.arrivals() == Counter(DUE)


def test_an_error_of_the_ledger_after_sending_leaves_a_doubt(outgoing: Outgoing) -> None:
    rows: list = []
    run = outgoing.round(rows)
    database = outgoing.root.parent / "ledger.db"

    def lose(step: str) -> None:
        if step == "settle social":
            database.rename(database.with_suffix(".kept"))
            database.mkdir()

    with pytest.raises(EditorialError):
        deliver(type(run)(**{**{name: getattr(run, name) for name in run.__dataclass_fields__}, "announce": lose}))
    database.rmdir()
    database.with_suffix(".kept").rename(database)

    assert (outgoing.states()[POST], outgoing.arrivals()[POST]) == ("in-doubt", 1)
    outgoing.deliver()
    assert outgoing.arrivals() == Counter(DUE)
