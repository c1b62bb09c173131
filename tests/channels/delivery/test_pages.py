"""A host that puts the site online itself: the build is marked first, and looked for afterwards."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from channels.delivery.marker import NAME, marker_of, read_marker
from channels.delivery.pages import Pages
from channels.delivery.sealed import Sealed, read_sealed
from channels.ledger.setting import open_ledger
from editorial.errors import EditorialError
from tests.channels.answering import answering
from tests.channels.delivery.outgoing import AT, DUE, Outgoing
from tests.command import Ran
from tests.workflows.runner import git


def mark(outgoing: Outgoing, served: str, *words: str) -> Ran:
    return outgoing.ligne("deliver", "--mark", "--online", served, "--ledger", outgoing.setting, *words)


def put_online(outgoing: Outgoing) -> None:
    """Do what a host of pages does: take the whole folder in the place of what was there."""
    shutil.rmtree(outgoing.to / "blog", ignore_errors=True)
    shutil.copytree(outgoing.root / "output/site", outgoing.to / "blog")


def deliver(outgoing: Outgoing, served: str, *words: str) -> Ran:
    words = ("--to", "pages", "--online", served, "--channel", "blog", *words)
    return outgoing.ligne("deliver", "--live", "--ledger", outgoing.setting, *words)


def test_posts_go_to_their_account_beside_a_host_of_pages(
    outgoing: Outgoing, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(outgoing, served)
    put_online(outgoing)
    words = ("--live", "--to", "pages", "--online", served, "--ledger", outgoing.setting)
    with answering() as instance:
        monkeypatch.setenv("LIGNE_MASTODON", instance.url)
        monkeypatch.setenv("LIGNE_MASTODON_TOKEN", "secret")
        instance.answers = [
            (200, {}, {}),
            (200, {"id": "7"}, {}),
            (200, {"id": "1", "url": "https://social.example/@banc/1"}, {}),
        ]
        ran = outgoing.ligne("deliver", *words)
    assert ran.code == 0, ran.said
    assert outgoing.states() == {**dict.fromkeys(DUE[:3], "sent"), "mastodon:vieux": "skipped-late"}
    assert "Sans destination, laissés pour un autre passage : newsletter." in ran.err


@pytest.fixture
def site(outgoing: Outgoing) -> Sealed:
    return read_sealed(outgoing.root / "output")


def test_the_host_deploys_the_marked_build_and_the_delivery_records_it_once(outgoing: Outgoing, served: str) -> None:
    marked = mark(outgoing, served)
    put_online(outgoing)
    first, second = deliver(outgoing, served, "--format", "json"), deliver(outgoing, served)

    assert (marked.code, first.code, second.code) == (0, 0, 0), first.said
    assert [(row["key"], row["result"]) for row in json.loads(first.out)["deliveries"]] == [
        (key, "sent") for key in DUE[:2]
    ]
    assert second.out == "Rien ne devait partir.\n"
    assert outgoing.states() == dict.fromkeys(DUE[:2], "sent")


def test_the_marker_tells_the_build_and_the_ledger_it_was_made_with(
    outgoing: Outgoing, served: str, site: Sealed
) -> None:
    outgoing.live("--channel", "mastodon")
    tip = open_ledger(outgoing.root, outgoing.setting).read().tip

    ran = mark(outgoing, served, "--format", "json")

    written = (outgoing.root / "output/site" / NAME).read_bytes()
    assert read_marker(written, NAME) == marker_of(site, tip)
    assert json.loads(ran.out) == {"path": f"output/site/{NAME}", **json.loads(written)}
    put_online = f"mettez output/site en ligne (pages:{served}), puis ligne deliver --live"
    assert mark(outgoing, served).out == f"Marque écrite : output/site/{NAME} ; {put_online}\n"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[" * 100_000], ids=["empty", "no marker", "nested without end"])
def test_a_marker_that_cannot_be_read_is_told_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(EditorialError):
        read_marker(raw, NAME)


@pytest.mark.parametrize("verb", ["build", "deliver to a folder"])
def test_a_marker_in_the_build_is_in_nobodys_way(outgoing: Outgoing, served: str, verb: str) -> None:
    mark(outgoing, served)
    ran = outgoing.ligne("build") if verb == "build" else outgoing.live()
    assert ran.code == 0, ran.said


def test_nothing_leaves_while_the_host_shows_another_build(outgoing: Outgoing, served: str, site: Sealed) -> None:
    mark(outgoing, served)
    put_online(outgoing)
    later = replace(site, at=site.at + timedelta(hours=1))

    with pytest.raises(EditorialError) as refusal:
        Pages(served, pauses_s=(0.0, 0.0)).wait(later)

    assert refusal.value.problems[0].message.en == (
        f"{served} does not show this build (2026-03-13 10:00:00Z) but that of 2026-03-13 09:00:00Z: the host has not "
        "put it online, or it was not marked (ligne deliver --mark); nothing leaves"
    )


def change_online(outgoing: Outgoing, **changes: object) -> None:
    place = outgoing.to / "blog" / NAME
    place.write_text(json.dumps({**json.loads(place.read_bytes()), **changes}))


@pytest.mark.parametrize("act", [mark, deliver], ids=["marking", "delivering"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"at": (AT + timedelta(minutes=1)).isoformat()}, "le site en ligne est de 2026-03-13 09:01:00Z, après cette"),
        ({"ledger": "f" * 40}, "n’a pas ce que le site en ligne en savait (ffffffffffff…)"),
        ({"format": 9}, "cette marque de déploiement ne peut pas être lue"),
    ],
    ids=["a later build is online", "the ledger is another", "the marker is unreadable"],
)
def test_what_forbids_a_delivery_forbids_to_mark_and_to_deliver(
    outgoing: Outgoing, served: str, act: object, change: dict[str, object], said: str
) -> None:
    mark(outgoing, served)
    put_online(outgoing)
    (outgoing.root / "output/site" / NAME).unlink()
    change_online(outgoing, **change)

    ran = act(outgoing, served)  # type: ignore[operator]

    assert (ran.code, said in ran.err) == (2, True), ran.said
    assert not (outgoing.root / "output/site" / NAME).exists()
    assert outgoing.states() == {}


def test_the_marker_of_a_site_of_many_files_is_read_whole(outgoing: Outgoing, served: str) -> None:
    mark(outgoing, served)
    put_online(outgoing)
    files = [f"a-folder-of-the-site/{number:06}/index.html" for number in range(150_000)]
    change_online(outgoing, files=files)

    online = Pages(served).marker()

    assert online is not None
    assert (len(online.files), (outgoing.to / "blog" / NAME).stat().st_size > 5_000_000) == (150_000, True)


def test_a_build_of_the_future_is_not_marked(outgoing: Outgoing, served: str) -> None:
    ran = replace(outgoing, at=AT - timedelta(minutes=1)).ligne("deliver", "--mark", "--online", served)
    assert (ran.code, "est dans le futur" in ran.err) == (2, True)
    assert not (outgoing.root / "output/site" / NAME).exists()


def test_a_dirty_work_tree_is_not_marked(outgoing: Outgoing, served: str) -> None:
    (outgoing.root / "content/note.md").write_text("x")
    ran = mark(outgoing, served)
    assert (ran.code, "des fichiers ont changé depuis le dernier commit" in ran.err) == (2, True)


def test_a_host_that_does_not_answer_is_no_first_deployment(outgoing: Outgoing) -> None:
    ran = mark(outgoing, "http://127.0.0.1:9")
    assert (ran.code, "http://127.0.0.1:9 ne répond pas comme il faut (réponse —)" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--live", "--to", "pages", "--channel", "mastodon"), "mastodon n’a pas de destination : un compte"),
        (("--mark", "--live"), "--mark n’envoie rien"),
        (("--mark", "--channel", "blog"), "--mark n’envoie rien"),
        (("--live", "--to", "nuage"), "« nuage » ne nomme pas une destination : écrivez folder:CHEMIN, ou pages"),
    ],
    ids=["another channel", "mark and send", "mark a channel", "no target"],
)
def test_what_a_host_of_pages_cannot_take_is_said(outgoing: Outgoing, words: tuple[str, ...], said: str) -> None:
    ran = outgoing.ligne("deliver", *words)
    assert (ran.code, said in ran.err) == (2, True), ran.said


def test_no_code_of_the_site_runs_where_it_is_marked_and_delivered(outgoing: Outgoing, served: str) -> None:
    note = outgoing.root.parent / "ran"
    shipped = (Path(__file__).parents[3] / "pelicanconf.py").read_text("utf-8")
    (outgoing.root / "pelicanconf.py").write_text(f"{shipped}\nopen({str(note)!r}, 'a').close()\n", "utf-8")
    git(outgoing.root, "add", "-A")
    git(outgoing.root, "commit", "-q", "-m", "pelicanconf")
    outgoing.ligne("build")
    was_run = note.exists()
    note.unlink()

    codes = [mark(outgoing, served).code]
    put_online(outgoing)
    codes += [deliver(outgoing, served).code, outgoing.live().code]

    assert (was_run, codes, note.exists()) == (True, [0, 0, 0], False)
