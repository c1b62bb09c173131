"""The channel's files: which, for whom, the same twice, and made again only when what they show has changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels.newsletter.render import render
from tests.builder import NEWSLETTER, SiteBuilder
from tests.channels.newsletter.letters import OUTBOX, PAGE, a_site, brief, made


def inputs(builder: SiteBuilder) -> dict[str, str]:
    return {artifact.path: artifact.inputs for artifact in render(brief(builder))}


def test_an_edition_makes_its_files(tmp_path: Path) -> None:
    *artifacts, feed = render(brief(a_site(tmp_path)))

    assert [(a.path, a.media_type) for a in artifacts[:5]] == [
        (f"{OUTBOX}/index.html", "text/html"),
        (f"{OUTBOX}/text.txt", "text/plain"),
        (f"{OUTBOX}/message.eml", "message/rfc822"),
        (f"{OUTBOX}/edition.json", "application/json"),
        (PAGE, "text/html"),
    ]
    assert {(a.path[:7], a.media_type) for a in artifacts[5:]} == {("site/l/", "text/html")}
    assert (feed.path, feed.media_type, feed.edition) == ("site/feeds/letters.xml", "application/xml", None)
    assert {(a.channel, a.edition, a.pieces, a.audience.value) for a in artifacts} == {
        ("newsletter", "lettre/2026-03-06", ("cadre", "un", "deux"), "public")
    }


def test_the_data_of_an_edition(tmp_path: Path) -> None:
    builder = a_site(tmp_path).data("channels/newsletter.yaml", {**NEWSLETTER, "service": ""})
    raw = made(builder)[f"{OUTBOX}/edition.json"].decode()

    assert raw.endswith("}\n")
    assert list(json.loads(raw)) == sorted(json.loads(raw))
    assert json.loads(raw) == {
        "id": "lettre/2026-03-06",
        "instant": "2026-03-06T08:00:00+01:00",
        "subject": "Deux lectures",
        "preheader": "Une pour lundi, une pour mardi.",
        "pieces": [
            {"id": "un", "title": "Le titre de un", "url": "https://banc.example/un/"},
            {"id": "deux", "title": "Le titre de deux", "url": "https://banc.example/deux/"},
        ],
        "charter": "1.0.0",
        "lang": "fr",
        "number": 1,
        "url": "https://banc.example/lettre/2026-03-06/",
        "preview": False,
        "segment": {"frequency": None, "pillars": [], "lang": "fr"},
        "before": [],
        "list": "lettre.banc.example",
        "links": [
            # For ever: mails that left link to them.
            "https://banc.example/l/0bf37f0af8/",
            "https://banc.example/l/338df8e385/",
            "https://banc.example/l/3b9d840139/",
            "https://banc.example/l/b453416869/",
            "https://banc.example/l/d284681bf2/",
            "https://banc.example/lettre/2026-03-06/",
        ],
        "fields": {},
        "images": "hosted",
        "places": [{"name": "address", "part": "to", "start": 41, "end": 65}],
    }


def test_the_same_site_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    here, there = a_site(tmp_path / "here"), a_site(tmp_path / "there")

    assert made(here) == made(there)
    assert inputs(here) == inputs(there)


@pytest.mark.parametrize("lacks", ["file", "sender"])
def test_without_a_sender_nothing_is_made(tmp_path: Path, lacks: str) -> None:
    builder = a_site(tmp_path)
    if lacks == "file":
        (tmp_path / "channels/newsletter.yaml").unlink()
    else:
        builder.data("channels/newsletter.yaml", {"name": "La lettre"})

    assert made(builder) == {}


def change_title(builder: SiteBuilder) -> None:
    builder.piece("un", "## Là\n\nTexte.", title="Autre titre", newsletter={"weight": 2})


def change_template(builder: SiteBuilder) -> None:
    builder.file("theme/newsletter/foreword.css.j2", "p { margin: 1px }")


def change_sender(builder: SiteBuilder) -> None:
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, "postal": "1 rue du Banc"})


def change_brand(builder: SiteBuilder) -> None:
    builder.data("theme/brand.yaml", {"colours": {"accent": {"light": "#004400", "dark": "#88ff88"}}})


@pytest.mark.parametrize(
    "change", [change_title, change_template, change_sender, change_brand],
    ids=["piece", "template", "settings", "brand"],
)  # fmt: skip
def test_what_the_mail_shows_is_in_its_key(tmp_path: Path, change: object) -> None:
    builder = a_site(tmp_path)
    before, mail = inputs(builder)[f"{OUTBOX}/message.eml"], made(builder)[f"{OUTBOX}/message.eml"]

    assert callable(change)
    change(builder)

    assert made(builder)[f"{OUTBOX}/message.eml"] != mail
    assert inputs(builder)[f"{OUTBOX}/message.eml"] != before


def test_what_the_mail_does_not_show_is_not_in_its_key(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    before = inputs(builder)

    builder.piece("deux", "Un tout autre texte.", pillar="publier", date="2026-03-03T09:00+01:00")
    builder.piece("trois", "Un texte de plus.", date="2026-03-09T09:00+01:00")

    assert inputs(builder) == before
