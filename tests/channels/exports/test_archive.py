"""A campaign's archive holds all of its posts, opens anywhere, and is the same each time."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image

from tests.builder import CALENDAR
from tests.channels.exports.exported import CAMPAIGN, FAIR, a_site_to_come, exports, rows, unzipped, with_campaign
from tests.channels.social.posts import artifacts

ARCHIVE = "campaigns/2026-04-01.zip"
OUT = datetime(2026, 4, 8, 12, tzinfo=UTC)


def test_an_archive_holds_each_post_by_network_and_the_tables(tmp_path: Path) -> None:
    files = unzipped(exports(with_campaign(tmp_path, "linkedin", "mastodon"))[ARCHIVE].make())

    post = ("alt.txt", "card.jpg", "photo.jpg", "post.json", "post.txt")
    assert sorted(files) == sorted(
        [
            "book-fair/LISEZMOI.txt",
            "book-fair/csv/generic.csv",
            "book-fair/csv/hootsuite/linkedin.csv",
            "book-fair/csv/publer/linkedin.csv",
            *(f"book-fair/linkedin/2026-04-07-0930-deux/{name}" for name in post),
            *(f"book-fair/mastodon/2026-04-07-0930-deux/{name}" for name in post),
            "book-fair/post.schema.json",
        ]
    )
    head, row = rows(files["book-fair/csv/generic.csv"], encoding="utf-8-sig")
    told = dict(zip(head, row, strict=True))
    assert told["campaign"] == "book/fair"
    assert f"book-fair/{told['image_file'].removeprefix('../')}" in files
    assert "La foire du livre" in files["book-fair/LISEZMOI.txt"].decode()


def test_its_posts_are_whole(tmp_path: Path) -> None:
    files = unzipped(exports(with_campaign(tmp_path, "linkedin", "instagram"))[ARCHIVE].make())

    schema = json.loads(files["book-fair/post.schema.json"])
    posts = {name: json.loads(data) for name, data in files.items() if name.endswith("/post.json")}
    assert len(posts) == 2
    for name, said in posts.items():
        jsonschema.validate(said, schema)
        folder = name.removesuffix("post.json")
        assert files[f"{folder}post.txt"].decode() == said["parts"][0]["text"] + "\n"
        shown = [image for image in (*said["images"], said["card"], said["story"], said["quote"]) if image]
        for image in shown:
            with Image.open(io.BytesIO(files[folder + image["file"]])) as picture:
                assert picture.size == (image["width"], image["height"])
            assert f"{image['file']}\n{image['alt']}\n" in files[f"{folder}alt.txt"].decode()


def test_what_left_stays_in_it_as_it_left_and_its_tables_are_empty(tmp_path: Path) -> None:
    builder = with_campaign(tmp_path, "linkedin", "mastodon")

    files = unzipped(exports(builder, OUT)[ARCHIVE].make())

    out = artifacts(builder, OUT)
    post = files["book-fair/linkedin/2026-04-07-0930-deux/post.json"]
    assert post == out["outbox/social/deux/linkedin/post.json"].make()
    assert not [name for name in files if name.endswith(".csv")]


def test_its_bytes_hang_on_nothing_but_what_it_holds(tmp_path: Path) -> None:
    first, other = (with_campaign(tmp_path / name, "linkedin") for name in ("one", "two"))

    made = exports(first)[ARCHIVE]

    assert made.make() == exports(other)[ARCHIVE].make()
    assert made.inputs == exports(other)[ARCHIVE].inputs
    with zipfile.ZipFile(io.BytesIO(made.make())) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {(one.date_time, one.compress_type) for one in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o644}


@pytest.mark.parametrize(
    "front",
    [{"standfirst": "Un autre chapô."}, {"image": {"src": "images/photo.jpg", "alt": "Un autre.", "focus": "5% 5%"}}],
    ids=["words", "picture"],
)
def test_another_text_or_picture_is_another_key(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = with_campaign(tmp_path, "linkedin")
    before = exports(builder)[ARCHIVE].inputs

    builder.piece("deux", **{"date": None, "image": None, **front})

    assert exports(builder)[ARCHIVE].inputs != before


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("book/fair", "book-fair"),
        ("../../etc", "etc"),
        ("C:\\temp", "c-temp"),
        ("foire d’été", "foire-d-ete"),
        ("///", "2026-04-01"),
        ("AUX", "aux-2026-04-01"),
        ("auxerre", "auxerre"),
        ("本", "2026-04-01"),
    ],
)
def test_no_name_of_a_campaign_leads_out_of_its_folder(tmp_path: Path, name: str, folder: str) -> None:
    builder = a_site_to_come(
        tmp_path, "linkedin", entries=[{**FAIR, "campaign": name}], campaigns=[{**CAMPAIGN, "id": name}]
    )

    names = unzipped(exports(builder)[ARCHIVE].make())

    assert {one.partition("/")[0] for one in names} == {folder}
    assert not [one for one in names if ".." in one or "\\" in one or one.startswith("/")]


def test_two_campaigns_of_one_day_have_an_archive_each(tmp_path: Path) -> None:
    other = {**CAMPAIGN, "id": "salon", "name": "Le salon"}
    entries = [FAIR, {"at": "2026-04-09T09:00", "channel": "linkedin", "piece": "un", "campaign": "salon"}]
    builder = a_site_to_come(tmp_path, "linkedin", entries=entries, campaigns=[CAMPAIGN, other])

    made = exports(builder)

    roots = {path: {name.partition("/")[0] for name in unzipped(made[path].make())} for path in _archives(made)}
    assert roots == {ARCHIVE: {"book-fair"}, "campaigns/2026-04-01-2.zip": {"salon"}}
    page = made["LISEZMOI.txt"].make().decode()
    assert f"- {ARCHIVE} : La foire du livre\n- campaigns/2026-04-01-2.zip : Le salon" in page


def test_a_campaign_with_nothing_to_show_has_no_archive(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin")
    builder.calendar({**CALENDAR, "cadences": [], "offsets": {"linkedin": 30}}, campaigns=[CAMPAIGN])

    assert _archives(exports(builder)) == []


def test_a_text_in_right_to_left_and_emoji_comes_out_as_it_went_in(tmp_path: Path) -> None:
    builder = with_campaign(tmp_path, "linkedin")
    text = 'שלום « été »\n"quoted", \u200fمرحبا\u200e 👩🏽\u200d🚒'
    builder.piece("deux", date=None, social={"linkedin": {"text": text}})

    files = unzipped(exports(builder)[ARCHIVE].make())

    assert files["book-fair/linkedin/2026-04-07-0930-deux/post.txt"].decode().startswith(text)
    assert rows(files["book-fair/csv/publer/linkedin.csv"])[1][1].startswith(text)


def _archives(made: dict[str, Any]) -> list[str]:
    return [path for path in made if path.endswith(".zip")]
