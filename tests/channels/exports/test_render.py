"""The exports hold what is to come and may be given away, nothing else, and say nothing of it elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.blog.channel import render as blog
from channels.channel import Audience
from channels.exports.render import check, render
from tests.builder import AT, SiteBuilder
from tests.channels.exports.exported import (
    LATER,
    a_site_to_come,
    exports,
    findings,
    generic,
    rows,
    with_campaign,
)
from tests.channels.social.posts import PHOTO, a_site, brief, with_photo
from tests.command import ligne
from tests.trees import tree

EXPORTED = ("x", "threads", "linkedin", "facebook", "instagram")


def built(builder: SiteBuilder, at: datetime = AT) -> Path:
    ran = ligne("build", "--jobs", "1", "--at", at.isoformat(), site=builder.root)
    assert ran.code == 0, ran.said
    return builder.root / "output"


def test_each_network_that_ligne_does_not_post_to_has_a_table_a_tool(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path)

    made = exports(builder)

    tables = {path for path in made if path.endswith(".csv")}
    tools = ("hootsuite", "publer")
    assert tables == {"generic.csv", *(f"{tool}/{network}.csv" for tool in tools for network in EXPORTED)}
    assert {row["channel"] for row in generic(builder)} == set(EXPORTED)


def test_a_row_says_what_post_json_says(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin")

    (row,) = generic(builder)

    assert row == {
        "instant": "2026-04-07T07:30:00Z",
        "local_time": "2026-04-07 09:30",
        "time_zone": "Europe/Paris",
        "channel": "linkedin",
        "campaign": "",
        "edition": "deux",
        "piece": "deux",
        "title": "Le titre de deux",
        "lang": "fr",
        "part": "1",
        "parts": "1",
        "text": "Le chapô de deux.\n\nhttps://banc.example/deux/",
        "link": "https://banc.example/deux/",
        "image_url": "",
        "image_file": row["image_file"],
        "alt": "Un banc vert.",
    }
    assert row["image_file"] in exports(builder)


def test_links_are_tagged_as_the_charter_says(tmp_path: Path) -> None:
    builder = a_site(tmp_path, linkedin={"links": {"utm": True}}).piece("deux", date=LATER)

    (row,) = generic(builder)

    assert row["link"] == "https://banc.example/deux/?utm_source=linkedin&utm_medium=social"
    assert row["link"] in row["text"]


@pytest.mark.parametrize(
    "front",
    [
        pytest.param({"status": "review"}, id="not-approved"),
        pytest.param({"status": "draft"}, id="a-draft"),
        pytest.param({"status": "unpublished"}, id="taken-down"),
        pytest.param({"expires": "2026-04-07T09:10+02:00"}, id="expired-by-then"),
        pytest.param({"embargo": "2026-04-08T09:00+02:00"}, id="an-embargo-after-its-day"),
        pytest.param({"embargo": "2026-03-20T09:00+01:00"}, id="an-embargo-before-its-day"),
        pytest.param({"social": {"linkedin": {"skip": True}}}, id="skipped"),
        pytest.param({"social": {"linkedin": {"text": "mot " * 1000}}}, id="too-long-for-the-network"),
    ],
)
def test_what_may_not_leave_is_in_no_export(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = a_site_to_come(tmp_path, "linkedin").piece("deux", **{"date": LATER, "image": PHOTO, **front})

    assert [path for path in exports(builder) if not path.endswith(".txt")] == []


def test_it_comes_when_the_embargo_ends(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin")
    builder.piece("deux", date=LATER, embargo="2026-03-20T09:00+01:00")

    before, after = (datetime(2026, 3, 20, hour, tzinfo=UTC) for hour in (7, 8))
    assert "generic.csv" not in exports(builder, before)
    assert [row["piece"] for row in generic(builder, after)] == ["deux"]


def test_the_page_says_what_is_left_out_and_why(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin").piece("trois", date=LATER, embargo="2026-04-07T09:00+02:00")
    builder.piece("quatre", date=LATER, status="review")

    page = exports(builder)["LISEZMOI.txt"].make().decode()

    assert "- 2026-04-07 09:30 LinkedIn : Le titre de deux (images/" in page
    assert "- 2026-04-07 09:30 LinkedIn : Le titre de trois (sous embargo)" in page
    assert "- 2026-04-07 09:30 LinkedIn : Le titre de quatre (pas encore approuvé (status: review))" in page
    assert "fuseau Europe/Paris" in page
    assert "publer/linkedin.csv : 1" in page
    assert "Bulk" in page


def test_an_english_site_has_an_english_page(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin")
    charter = (tmp_path / "editorial/charter.yaml").read_text().replace("- fr\n- en", "- en\n- fr")
    builder.file("editorial/charter.yaml", charter)

    page = exports(builder)["README.txt"].make().decode()

    assert "Nothing here knows" in page
    assert "- 2026-04-07 09:30 LinkedIn: Le titre de deux (images/" in page


def test_what_is_out_is_exported_no_more(tmp_path: Path) -> None:
    builder, out = a_site_to_come(tmp_path, "linkedin"), datetime(2026, 4, 7, 7, 30, tzinfo=UTC)

    assert [row["piece"] for row in generic(builder, out - timedelta(seconds=1))] == ["deux"]
    assert exports(builder, out) == {}


def test_a_photo_that_stands_on_the_site_has_its_address(tmp_path: Path) -> None:
    again = {"at": "2026-04-09T09:00", "channel": "x", "piece": "un"}
    builder = a_site_to_come(tmp_path, "x", entries=[again]).piece("deux", status="draft")

    (row,) = generic(builder)

    stands = {artifact.path.removeprefix("site") for artifact in blog(brief(builder))}
    assert row["image_url"].removeprefix("https://banc.example") in stands
    assert row["image_url"].endswith("-1200.jpg")
    assert [one.rule for one in findings(builder)] == []


def test_instagram_takes_no_photo_outside_of_its_ratios(tmp_path: Path) -> None:
    again = {"at": "2026-04-09T09:00", "channel": "instagram", "piece": "un"}
    builder = a_site_to_come(tmp_path, "instagram", entries=[again]).piece("deux", status="draft")
    with_photo(builder, size=(1500, 500))

    assert [row["image_url"] for row in generic(builder)] == ["https://banc.example/cards/un.jpg"]


def test_no_address_is_given_without_https(tmp_path: Path) -> None:
    again = {"at": "2026-04-09T09:00", "channel": "x", "piece": "un"}
    builder = a_site_to_come(tmp_path, "x", entries=[again]).piece("deux", status="draft")
    builder.data("channels/blog.yaml", {"format": 1, "name": "Le Banc", "url": "http://banc.example"})

    assert [row["image_url"] for row in generic(builder)] == [""]


def test_a_preview_exports_nothing(tmp_path: Path) -> None:
    shown = brief(a_site_to_come(tmp_path), is_preview=True)

    assert [*check(shown), *render(shown)] == []


def test_a_site_without_networks_or_with_nothing_to_come_has_no_exports(tmp_path: Path) -> None:
    builder = a_site(tmp_path, linkedin={}).piece("un")

    assert exports(builder) == {}
    assert not (built(builder) / "team/exports").exists()


def test_a_build_twice_and_a_build_anew_make_the_same_bytes(tmp_path: Path) -> None:
    builder = with_campaign(tmp_path / "site", "linkedin", "mastodon")
    first = tree(built(builder) / "team/exports")
    builder.piece("deux", date=None, standfirst="Un autre chapô.")
    built(builder)
    builder.piece("deux", date=None, image=PHOTO)
    again = tree(built(builder) / "team/exports")
    other = with_campaign(tmp_path / "other", "linkedin", "mastodon")
    anew = tree(built(other) / "team/exports")

    assert first == again == anew
    assert any(path.endswith(".zip") for path in first)


def test_what_is_edited_is_exported_as_it_is_now(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin")
    built(builder)
    builder.piece("deux", date=LATER, standfirst="Un tout autre chapô.")

    table = (built(builder) / "team/exports/publer/linkedin.csv").read_bytes()

    assert rows(table)[1][1].startswith("Un tout autre chapô.")


def test_nothing_outside_of_the_team_s_folder_names_what_is_to_come(tmp_path: Path) -> None:
    output = built(with_campaign(tmp_path, "linkedin", "x"))

    open_files = [path for path in output.rglob("*") if path.is_file() and "team" not in path.parts]
    assert (output / "manifest/team.json") in open_files
    for path in open_files:
        said = path.as_posix().encode() + path.read_bytes()
        assert not [word for word in (b"deux", b"book", b"foire") if word in said], path


def test_a_build_says_where_its_exports_are(tmp_path: Path) -> None:
    a_site_to_come(tmp_path, "linkedin")
    words = ("build", "--jobs", "1", "--at", AT.isoformat())

    assert "ce que d’autres outils importent est dans" in ligne(*words, site=tmp_path).said
    (tmp_path / "content/ecouter/deux.md").unlink()
    assert "d’autres outils" not in ligne(*words, site=tmp_path).said


def test_what_is_gone_is_pruned(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin")
    assert (built(builder) / "team/exports/publer/linkedin.csv").is_file()

    builder.piece("deux", status="draft", date=LATER)

    assert [path.name for path in (built(builder) / "team/exports").rglob("*")] == ["LISEZMOI.txt"]


def test_every_file_is_the_team_s(tmp_path: Path) -> None:
    made = exports(with_campaign(tmp_path)).values()

    assert {(one.audience, one.channel, one.edition, one.pieces) for one in made} == {(Audience.TEAM, "team", None, ())}


def test_two_pieces_of_one_id_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    builder = a_site_to_come(tmp_path, "linkedin").piece("trois", id="deux", date=LATER, status="approved")

    assert "generic.csv" not in exports(builder)
