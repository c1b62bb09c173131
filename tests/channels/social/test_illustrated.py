"""Every post of a thread has a picture of its own, as long as the piece has some."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image

from channels.channel import Artifact
from tests.builder import SiteBuilder
from tests.channels.social.posts import PHOTO, a_site, artifacts, findings, post, with_photo

THREAD = ["Un.", "Deux.", "Trois.", "Quatre."]
BODY = """Une phrase.

![Un plan du banc.](images/plan.jpg)

Une autre, avec ![](images/muette.jpg) et ![Le banc.](images/photo.jpg).

![Une foule.](images/foule.jpg) ![Un plan du banc.](images/plan.jpg)

![Perdue.](images/perdue.jpg)
"""


def a_thread(root: Path, network: str = "mastodon", **more: Any) -> SiteBuilder:
    builder = with_photo(a_site(root, **{network: {}}))
    for name, size in (("plan.jpg", (900, 1800)), ("muette.jpg", (300, 300)), ("foule.jpg", (640, 480))):
        with_photo(builder, name, size)
    social = {network: {"thread": THREAD}}
    return builder.piece("un", BODY, **{"image": PHOTO, "social": social, **more})


def size_of(artifact: Artifact) -> tuple[int, int]:
    return Image.open(io.BytesIO(artifact.make())).size


def test_each_post_of_a_thread_shows_the_next_picture_of_the_text_whole(tmp_path: Path) -> None:
    builder = a_thread(tmp_path)
    data, made = post(builder, "un", "mastodon"), artifacts(builder)
    shown = [
        [(one["file"], one["alt"], one["width"], one["height"]) for one in part["images"]] for part in data["parts"]
    ]
    assert shown == [
        [("photo.jpg", "Un banc vert.", 1200, 675)],
        [("photo-2.jpg", "Un plan du banc.", 600, 1200)],
        [("photo-3.jpg", "Une foule.", 640, 480)],
        [],
    ]
    assert data["images"] == data["parts"][0]["images"]
    files = {path.rpartition("/")[2]: size_of(one) for path, one in made.items() if one.media_type == "image/jpeg"}
    assert (files["photo-2.jpg"], files["photo-3.jpg"]) == ((600, 1200), (640, 480))


def test_one_post_alone_has_one_picture(tmp_path: Path) -> None:
    data = post(a_thread(tmp_path, social={}), "un", "mastodon")
    assert ["images" in part for part in data["parts"]] == [False]
    assert [one["file"] for one in data["images"]] == ["photo.jpg"]


def test_a_thread_without_a_photo_begins_with_its_card(tmp_path: Path) -> None:
    data = post(a_thread(tmp_path, image=None), "un", "mastodon")
    files = [[one["file"] for one in part["images"]] for part in data["parts"]]
    assert files == [["card.jpg"], ["photo-2.jpg"], ["photo-3.jpg"], ["photo-4.jpg"]]


def test_a_network_that_takes_no_pictures_gets_none(tmp_path: Path) -> None:
    builder = a_thread(tmp_path)
    builder.data("channels/social/networks/mastodon.yaml", {"format": 1, "images": {"max": 0}})
    data = post(builder, "un", "mastodon")
    assert (data["images"], [part["images"] for part in data["parts"]]) == ([], [[], [], [], []])


def test_a_picture_of_a_thread_too_heavy_for_the_network_is_told_where_it_stands(tmp_path: Path) -> None:
    builder = a_thread(tmp_path)
    noise = io.BytesIO()
    Image.effect_noise((900, 900), 120).convert("RGB").save(noise, "JPEG")
    builder.file("content/images/plan.jpg", noise.getvalue())
    builder.data("channels/social/networks/mastodon.yaml", {"format": 1, "images": {"max_bytes": 100_000}})
    (found,) = [one for one in findings(builder) if one.rule == "social.heavy"]
    assert "“images/plan.jpg”" in found.message.en
    line = (builder.root / found.path).read_text("utf-8").splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("![Un plan du banc.]")
