"""What a letter shows comes from the plan, and only from there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from channels.newsletter.letter import Story
from tests.channels.newsletter.letters import a_site, letter, made, without_frame


def test_a_story_announces_its_piece(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.piece("deux", pillar="publier", newsletter={"title": "Pour la lettre", "text": "Deux lignes."}, lang="fr")

    assert letter(builder).stories == (
        Story("un", "https://banc.example/un/", "Écouter", 0, "Le titre de un", "Le chapô de un."),
        Story("deux", "https://banc.example/deux/", "Publier", 1, "Pour la lettre", "Deux lignes."),
    )


def test_the_frame_gives_subject_preheader_and_foreword(tmp_path: Path) -> None:
    made_of = letter(a_site(tmp_path))

    assert (made_of.subject, made_of.preheader) == ("Deux lectures", "Une pour lundi, une pour mardi.")
    assert made_of.signature == "La rédaction"
    assert made_of.foreword == (
        '<p>Un <em>édito</em> avec un <a href="https://banc.example/un/#la">lien</a> et '
        '<a href="https://x.example/y" rel="noopener">un autre</a>.</p>'
    )
    assert (made_of.number, made_of.url) == (1, "https://banc.example/lettre/2026-03-06/")


def test_a_letter_is_set_as_the_charter_says_once_and_for_its_two_forms(tmp_path: Path) -> None:
    said = {"title": "L'été !", "newsletter": {"links": [{"title": "L'un", "url": "https://x.fr/l'a", "note": "Là !"}]}}
    builder = a_site(tmp_path, "Un *mot* : `l'a` !", **said)
    channels = {"blog": {}, "newsletter": {"typography": "fr"}, "mastodon": {}}
    made_of = letter(builder.charter(channels=channels))

    assert (made_of.title, made_of.links[0].title, made_of.links[0].note) == ("L’été\u00a0!", "L’un", "Là\u00a0!")
    assert made_of.links[0].url == "https://x.fr/l'a"
    assert made_of.foreword == "<p>Un <em>mot</em>\u00a0: <code>l'a</code>\u00a0!</p>"
    assert [block.text for block in made_of.blocks] == ["Un mot\u00a0: l'a\u00a0!"]


def test_without_a_frame_the_pieces_give_them(tmp_path: Path) -> None:
    made_of = letter(without_frame(a_site(tmp_path)))

    assert (made_of.subject, made_of.preheader) == ("Le titre de un", "Le titre de deux")
    assert (made_of.foreword, made_of.signature, made_of.links) == ("", "", ())


def test_a_link_to_a_text_that_is_not_on_the_site_keeps_its_words_only(tmp_path: Path) -> None:
    foreword = "Un [texte à venir](../ecouter/futur.md), une [page](/charte/), un [inconnu](x.pdf)."
    builder = a_site(tmp_path, foreword).piece("futur", date="2026-04-01T09:00+02:00")

    assert letter(builder).foreword == (
        '<p>Un texte à venir, une <a href="https://banc.example/charte/">page</a>, un inconnu.</p>'
    )


def test_pieces_stand_by_section_those_without_one_first(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.piece("trois", newsletter={"weight": 5, "section": "Terrain"})
    builder.piece("quatre", newsletter={"weight": 1, "section": "Terrain"})

    assert [(s.name, [story.id for story in s.stories]) for s in letter(builder).sections] == [
        ("", ["un", "deux"]),
        ("Terrain", ["trois", "quatre"]),
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param({"standfirst": "Court."}, "Court.", id="standfirst"),
        pytest.param({"standfirst": "mot " * 80}, "mot " * 49 + "mot…", id="long-standfirst-cut-at-a-word"),
        pytest.param({"newsletter": {"weight": 2, "text": "long " * 60}}, ("long " * 60).strip(), id="written-for-it"),
        pytest.param({"standfirst": ""}, "Texte.", id="none-so-its-first-words"),
    ],
)
def test_the_text_of_a_story(tmp_path: Path, front: dict[str, object], expected: str) -> None:
    builder = a_site(tmp_path)
    builder.piece("un", "## Là\n\nTexte.", **{"newsletter": {"weight": 2}, **front})

    assert letter(builder).stories[0].text == expected


def test_french_spaces_hold_in_titles_and_texts(tmp_path: Path) -> None:
    builder = a_site(tmp_path, title="Deux : les « bonnes »", standfirst="Et alors ?")
    builder.piece("un", title="Un titre : le bon", standfirst="Pourquoi ?", newsletter={"weight": 2})
    made_of = letter(builder)

    assert (made_of.title, made_of.standfirst) == ("Deux\u00a0: les «\u00a0bonnes\u00a0»", "Et alors\u00a0?")
    assert (made_of.stories[0].title, made_of.stories[0].text) == ("Un titre\u00a0: le bon", "Pourquoi\u00a0?")


def test_the_lead_shows_its_photo_around_the_focus(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    Image.new("RGB", (900, 1200), "#336699").save(tmp_path / "content/ecouter/p.jpg")
    image = {"src": "p.jpg", "alt": "Une photo", "credit": "Moi", "focus": "20% 80%"}
    builder.piece("un", newsletter={"weight": 2}, image=image).piece("deux", image=image)

    photo = letter(builder).photo
    files = made(builder)

    assert photo is not None
    assert photo.url == "https://banc.example/mail/lettre_2026-03-06/un.jpg"
    assert (photo.alt, photo.credit, photo.width_px, photo.height_px) == ("Une photo", "Moi", 900, 600)
    assert [path for path in files if path.endswith(".jpg")] == ["site/mail/lettre_2026-03-06/un.jpg"]
    (tmp_path / "made.jpg").write_bytes(files["site/mail/lettre_2026-03-06/un.jpg"])
    with Image.open(tmp_path / "made.jpg") as image_made:
        assert image_made.size == (900, 600)


@pytest.mark.parametrize("raw", [b"", b"not a picture"], ids=["empty", "no-picture"])
def test_a_lead_whose_photo_is_no_good_goes_without(tmp_path: Path, raw: bytes) -> None:
    builder = a_site(tmp_path).file("content/ecouter/p.jpg", raw)
    builder.piece("un", newsletter={"weight": 2}, image={"src": "p.jpg", "alt": "A"})

    assert letter(builder).photo is None


def test_what_is_not_out_is_in_no_letter(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("secret", date="2026-03-05T09:00+01:00", embargo="2026-04-01T09:00+02:00")

    assert "secret" not in "".join(path + body.decode("utf-8", "replace") for path, body in made(builder).items())
    assert not made(builder, datetime(2026, 3, 1, tzinfo=UTC))
