"""The outbox: which files, for whom, the same twice, made again only when what they show has changed."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from channels.channel import Audience
from channels.social.render import render
from editorial.errors import EditorialError
from tests.builder import AT, SiteBuilder
from tests.channels.social.posts import NETWORKS, PHOTO, a_site, artifacts, brief, post, texts, with_photo

ALL: dict[str, dict[str, Any]] = {network: {} for network in NETWORKS}


def outbox(builder: SiteBuilder, at: datetime = AT) -> list[str]:
    return [path for path in artifacts(builder, at) if path.startswith("outbox/")]


def inputs(builder: SiteBuilder) -> dict[str, str]:
    return {path: artifact.inputs for path, artifact in artifacts(builder).items()}


def test_an_edition_makes_its_files(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path)).piece("un", image=PHOTO)
    made = [artifact for artifact in render(brief(builder)) if artifact.path.startswith("outbox/")]
    folder = "outbox/social/un/mastodon"
    assert [(one.path, one.media_type) for one in made] == [
        (f"{folder}/post.json", "application/json"),
        (f"{folder}/post.txt", "text/plain"),
        (f"{folder}/photo.jpg", "image/jpeg"),
        (f"{folder}/card.jpg", "image/jpeg"),
    ]
    assert {(one.channel, one.edition, one.pieces, one.audience) for one in made} == {
        ("mastodon", "un", ("un",), Audience.PUBLIC)
    }


def test_a_piece_without_a_photo_has_a_card(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un")
    assert [path.rpartition("/")[2] for path in outbox(builder)] == ["post.json", "post.txt", "card.jpg"]
    assert [image["file"] for image in post(builder, "un", "mastodon")["images"]] == ["card.jpg"]


def test_a_photo_that_cannot_be_used_leaves_a_card(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("content/images/photo.jpg", b"no picture").piece("un", image=PHOTO)
    assert "outbox/social/un/mastodon/photo.jpg" not in outbox(builder)
    assert "outbox/social/un/mastodon/card.jpg" in outbox(builder)


def test_the_data_of_a_post(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, mastodon={"hashtags": {"map": {"banc": "Banc"}}}))
    builder.data("channels/social.yaml", {"format": 1, "accounts": {"mastodon": "@banc@social.example"}})
    builder.piece("un", image=PHOTO, tags=["banc"], standfirst="Asseyez-vous.")
    text = "Asseyez-vous.\n\nhttps://banc.example/un/\n#Banc"
    assert post(builder, "un", "mastodon") == {
        "format": 1,
        "id": "un",
        "channel": "mastodon",
        "account": "@banc@social.example",
        "instant": "2026-03-01T08:30:00+00:00",
        "lang": "fr",
        "piece": "un",
        "parts": [
            {"text": text, "count": 13 + 2 + 23 + 1 + 5, "limit": 500, "bytes": len(text),
             "facets": [{"start": 15, "end": 39, "type": "link", "value": "https://banc.example/un/"},
                        {"start": 40, "end": 45, "type": "tag", "value": "Banc"}],
             "sources": [{"start": 0, "end": 13, "key": "standfirst", "line": 6, "column": 13, "end_line": 6}]}
        ],
        "warning": None,
        "title": "Le titre de un",
        "description": "Asseyez-vous.",
        "link": "https://banc.example/un/",
        "hashtags": ["Banc"],
        "images": [
            {"file": "photo.jpg", "alt": "Un banc vert.", "width": 1200, "height": 675, "media_type": "image/jpeg",
             "focus": {"x": 62.0, "y": 50.0}}
        ],
        "card": {"file": "card.jpg", "alt": "Le titre de un", "width": 1200, "height": 675,
                 "media_type": "image/jpeg", "focus": None},
        "story": None,
        "quote": None,
        "charter": "1.0.0",
        "network": {"name": "Mastodon", "checked": "2026-11-23"},
        "preview": False,
    }  # fmt: skip


def test_the_text_file_is_exactly_what_is_posted(tmp_path: Path) -> None:
    builder = a_site(tmp_path, mastodon={}, x={}).piece(
        "un", social={"mastodon": {"text": "Un.", "link": False}, "x": {"thread": ["Un.", "Deux."], "link": False}}
    )
    assert texts(builder) == {"mastodon": "Un.\n", "x": "Un.\n---\nDeux.\n"}


@pytest.mark.parametrize(
    ("network", "size"),
    [
        ("mastodon", (1200, 675)), ("bluesky", (1200, 800)), ("x", (1200, 675)), ("threads", (1080, 1350)),
        ("linkedin", (1200, 627)), ("facebook", (1200, 630)), ("instagram", (1080, 1350)),
    ],
)  # fmt: skip
def test_images_have_the_network_s_ratio_and_nothing_of_the_camera(
    tmp_path: Path, network: str, size: tuple[int, int]
) -> None:
    builder = with_photo(a_site(tmp_path, **{network: {}})).piece("un", image=PHOTO)
    made = artifacts(builder)
    for name in ("photo.jpg", "card.jpg"):
        image = Image.open(io.BytesIO(made[f"outbox/social/un/{network}/{name}"].make()))
        assert (image.format, image.size, image.mode) == ("JPEG", size, "RGB")
        assert not {"exif", "comment", "icc_profile"} & set(image.info)


def test_only_what_is_out_stands_in_the_outbox(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.piece("live")
    builder.piece("future", date="2026-04-01T09:00+02:00", standfirst="Secret.")
    builder.piece("embargoed", embargo="2026-04-01T09:00+02:00", standfirst="Secret.")
    builder.piece("draft", status="draft", standfirst="Secret.")
    builder.piece("expired", expires="2026-03-05", standfirst="Secret.")
    builder.piece("gone", status="unpublished", standfirst="Secret.")
    builder.piece("skipped", social={"mastodon": {"skip": True}})
    assert {path.split("/")[2] for path in outbox(builder)} == {"live"}
    assert all(b"Secret" not in one.make() for one in artifacts(builder).values())


def test_the_outbox_holds_ninety_days(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un")
    assert outbox(builder, AT + timedelta(days=60))
    assert outbox(builder, AT + timedelta(days=100)) == []


def test_a_re_run_has_a_folder_of_its_own(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un")
    builder.calendar(
        cadences=[],
        entries=[{"at": "2026-03-09T12:30", "channel": "mastodon", "piece": "un"}],
        offsets={"mastodon": 30},
    )
    assert {path.split("/")[2] for path in outbox(builder)} == {"un", "un--2026-03-09"}


def test_the_same_site_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    made = []
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        builder = with_photo(a_site(tmp_path / place, **ALL)).piece("un", image=PHOTO, tags=["un", "deux"])
        made.append({path: (one.inputs, one.make()) for path, one in artifacts(builder).items()})
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("change", "files"),
    [
        ({"title": "Autre"}, {"post.json", "card.jpg", "contact-sheet.html"}),
        ({"standfirst": "Autre."}, {"post.json", "post.txt"}),
        ({"image": {**PHOTO, "alt": "Autre."}}, {"post.json", "contact-sheet.html"}),
        ({"image": {**PHOTO, "focus": "20% 20%"}},
         {"post.json", "photo.jpg", "card.jpg", "contact-sheet.html", "un-1200x675.jpg"}),
        ({"evergreen": True}, set()),
    ],
    ids=["title", "standfirst", "alt", "focus", "nothing-shown"],
)  # fmt: skip
def test_only_what_shows_a_change_is_made_again(tmp_path: Path, change: dict[str, Any], files: set[str]) -> None:
    builder = with_photo(a_site(tmp_path))
    before = inputs(builder.piece("un", image=PHOTO))
    after = inputs(builder.piece("un", **{"image": PHOTO, **change}))
    assert before.keys() == after.keys()
    assert {path.rpartition("/")[2] for path in before if before[path] != after[path]} == files


def test_a_preview_is_marked(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path)).piece("un", image=PHOTO)
    plain, preview = (
        {one.path: one for one in render(brief(builder, is_preview=is_preview))} for is_preview in (False, True)
    )
    assert b'"preview": true' in preview["outbox/social/un/mastodon/post.json"].make()
    for name in ("photo.jpg", "card.jpg"):
        path = f"outbox/social/un/mastodon/{name}"
        assert plain[path].inputs != preview[path].inputs
        assert plain[path].make() != preview[path].make()


def test_wrong_settings_are_an_error_in_words(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un").data("channels/social.yaml", {"accounts": {"mastodonn": "@a"}})
    with pytest.raises(EditorialError) as caught:
        outbox(builder)
    assert caught.value.problems[0].path == "channels/social.yaml"


def test_a_site_without_networks_has_no_outbox(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un")
    builder.charter(channels={"blog": {}}).calendar(cadences=[], offsets={})
    assert artifacts(builder) == {}


def test_an_instant_is_told_in_utc(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("un", date="2026-03-01T23:50+01:00")
    instant = datetime.fromisoformat(post(builder, "un", "mastodon")["instant"])
    assert instant == datetime(2026, 3, 1, 23, 20, tzinfo=UTC)
