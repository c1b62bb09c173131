"""A piece leaves with its title card, a story where there are stories, and a quote where it marks one."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from channels.picture import probe
from channels.social.card_review import review_weight
from channels.social.network import read_network
from channels.social.shown import Shown, excess_bytes, lightened
from channels.subject import Subject
from tests.channels.social.posts import PHOTO, a_site, artifacts, brief, findings, post, rules, with_photo

QUOTE = {"text": "On répond à une personne, puis à une autre.", "by": "Awa Diallo"}
BODY = "Rien ne presse. On répond à une personne, puis à *une* autre. Voilà."


def files(made: dict[str, object]) -> set[str]:
    return {path.rpartition("/")[2] for path in made if path.startswith("outbox/")}


def test_a_quote_leaves_as_a_card_of_its_own(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un", BODY, quote=QUOTE)
    made = artifacts(builder)
    assert files(made) == {"post.json", "post.txt", "card.jpg", "quote.jpg"}
    assert Image.open(io.BytesIO(made["outbox/social/un/mastodon/quote.jpg"].make())).size == (1200, 675)
    said = post(builder, "un", "mastodon")
    assert said["quote"] == {
        "file": "quote.jpg", "alt": "On répond à une personne, puis à une autre. – Awa Diallo", "width": 1200,
        "height": 675, "media_type": "image/jpeg", "focus": None,
    }  # fmt: skip
    assert said["images"] == [said["card"]]


def test_a_story_leaves_where_there_are_stories(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, instagram={}, linkedin={})).piece("un", image=PHOTO)
    made = artifacts(builder)
    assert [path for path in made if path.endswith("/story.jpg")] == ["outbox/social/un/instagram/story.jpg"]
    assert Image.open(io.BytesIO(made["outbox/social/un/instagram/story.jpg"].make())).size == (1080, 1920)
    story = post(builder, "un", "instagram")["story"]
    assert (story["file"], story["width"], story["height"]) == ("story.jpg", 1080, 1920)
    assert post(builder, "un", "linkedin")["story"] is None


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (QUOTE, []),
        ({"text": "On répond à une personne"}, []),
        ({"text": "On répond à personne."}, ["social.quote"]),
        ({"text": "Rien ne presse 🎉."}, ["social.card-signs"]),
        ({"text": "Rien ne presse.", "by": "漢"}, ["social.card-signs"]),
        ({"text": "Rien ne presse. " * 60}, ["social.quote", "social.quote-cut"]),
    ],
    ids=["word-for-word", "a-part", "not-said", "emoji", "the-speaker-s-name", "too-long"],
)
def test_what_is_wrong_with_a_quote_is_told_at_its_place(
    tmp_path: Path, quote: dict[str, str], expected: list[str]
) -> None:
    found = findings(a_site(tmp_path).piece("un", BODY, quote=quote))
    assert [one.rule for one in found] == expected
    lines = (tmp_path / "content/ecouter/un.md").read_text("utf-8").splitlines()
    starts = [number for number, line in enumerate(lines, 1) if line.startswith(("quote:", "  text:", "  by:"))]
    assert all(one.span.line in starts for one in found)


def test_every_face_s_missing_signs_are_told(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    assert rules(builder.piece("un", title="Un 漢 titre")) == ["social.card-signs"]


def noise(folder: Path) -> Shown:
    path = folder / "noise.png"
    Image.merge("RGB", [Image.effect_noise((1300, 800), 120) for _ in range(3)]).save(path, compress_level=1)
    return Shown(probe(path), "Du bruit.", Subject())


@pytest.mark.parametrize("form", ["jpeg", "progressive", "webp"])
def test_a_photo_leaves_in_its_network_s_format_within_its_weight(tmp_path: Path, form: str) -> None:
    shown = noise(tmp_path)
    image = Image.open(shown.photo.path).convert("RGB").resize((600, 338))
    network = replace(read_network("mastodon"), image_format=form, size=(600, 338))
    free, tight = (lightened(image, replace(network, max_image_bytes=most)) for most in (10_000_000, 0))
    between = lightened(image, replace(network, max_image_bytes=(len(free) + len(tight)) // 2))
    assert len(tight) < len(between) <= (len(free) + len(tight)) // 2 < len(free)
    opened = Image.open(io.BytesIO(between))
    assert opened.format == ("WEBP" if form == "webp" else "JPEG")
    assert bool(opened.info.get("progressive")) == (form == "progressive")


def test_a_photo_too_heavy_at_any_quality_is_an_error_and_its_post_stays(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.merge("RGB", [Image.effect_noise((1300, 800), 120) for _ in range(3)]).save(out, "PNG", compress_level=1)
    builder = a_site(tmp_path).file("content/images/photo.jpg", out.getvalue()).piece("un", image=PHOTO)
    given, (piece,) = brief(builder), builder.site().pieces
    network = read_network("mastodon")
    assert list(review_weight(given, piece, network)) == []
    (found,) = review_weight(given, piece, replace(network, max_image_bytes=100_000))
    assert (found.rule, found.level.value, found.path) == ("social.heavy", "error", piece.path)


def test_weight_is_only_measured_where_it_can_be_too_much(tmp_path: Path) -> None:
    shown = noise(tmp_path)
    network = read_network("mastodon")
    most = round(1200 * 675 * 1.6)
    assert len(lightened(Image.open(shown.photo.path).convert("RGB").resize((1200, 675)), network)) < most
    (tmp_path / "noise.png").unlink()
    assert excess_bytes(shown, replace(network, max_image_bytes=most)) == 0


def test_a_story_that_shows_no_head_is_told(tmp_path: Path) -> None:
    upright = {**PHOTO, "focus": "40% 2% 20% 96%"}
    builder = with_photo(a_site(tmp_path, instagram={}), size=(1200, 2400)).piece("un", image=upright)
    said = [one.message.en for one in findings(builder) if one.rule == "social.cut"]
    assert [message.startswith("the story cuts") for message in said] == [False, True], said
    own = {"instagram": {"focus": "40% 2% 20% 20%"}}
    builder.piece("un", image=upright, social=own)
    assert [one.message.en for one in findings(builder) if one.rule == "social.cut"] == []
