"""An article says where else it was posted, as the snapshot of the ledger has it; no other page changes for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels.ledger.snapshot import NAME
from tests.builder import BLOG, SiteBuilder
from tests.channels.blog.blogs import artifacts, page, text, tree
from tests.command import ligne

POSTS = {"mastodon:un": "https://social.example/@banc/1", "bluesky:un": "https://bsky.app/profile/banc.example/post/3l"}


def pulled(root: Path, posts: dict[str, str], tip: str = "1-a") -> None:
    """Lay out what `ligne ledger pull` brings: these posts left."""
    head = {"format": 1, "tip": tip, "store": "sqlite:ledger.db", "at": "2026-03-10T12:00:00+00:00",
            "posted": "\n".join(sorted(posts.values()))}  # fmt: skip
    rows = {key: ["sent", "2026-03-10T12:00:00+00:00", "0" * 32, 1, url, ""] for key, url in posts.items()}
    (root / ".ligne").mkdir(exist_ok=True)
    (root / ".ligne" / NAME).write_text(f"{json.dumps(head)}\n{json.dumps(rows)}\n")


def a_site(folder: Path) -> SiteBuilder:
    return SiteBuilder(folder).piece("un").piece("deux").piece("one", lang="en", translation_of="un")


@pytest.mark.parametrize(
    ("path", "posts", "said"),
    [
        pytest.param("un/index.html", POSTS, "Aussi sur\xa0: Mastodon, Bluesky", id="french"),
        pytest.param("en/one/index.html", {"mastodon:one": POSTS["mastodon:un"]}, "Also on: Mastodon", id="english"),
    ],
)
def test_an_article_says_where_else_it_stands(tmp_path: Path, path: str, posts: dict[str, str], said: str) -> None:
    builder = a_site(tmp_path)
    pulled(tmp_path, posts)
    shown = tree(page(builder, path))
    (line,) = [one for one in shown.iter("p") if one.get("class") == "also-on"]
    assert text(line) == said.replace("\xa0", " ")
    assert [(one.get("class"), one.get("rel"), one.get("href")) for one in line.iter("a")] == [
        ("u-syndication", "syndication", url) for url in posts.values()
    ]


def test_an_article_is_marked_for_those_who_read_microformats(tmp_path: Path) -> None:
    shown = tree(page(a_site(tmp_path), "un/index.html"))
    (entry,) = [one for one in shown.iter("body") if "h-entry" in (one.get("class") or "").split()]
    marks = {mark for one in entry.iter() for mark in (one.get("class") or "").split()}
    assert marks >= {"p-name", "dt-published", "u-url", "p-author"}


def test_without_a_post_nothing_is_said_of_any(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    assert "also-on" not in page(builder, "un/index.html")
    pulled(tmp_path, POSTS)
    assert "also-on" not in page(builder, "deux/index.html")


def test_a_post_changes_the_key_of_its_article_alone(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    before = {path: one.inputs for path, one in artifacts(builder).items()}
    pulled(tmp_path, POSTS)
    after = {path: one.inputs for path, one in artifacts(builder).items()}
    assert [path for path in after if after[path] != before[path]] == ["site/un/index.html"]


def test_a_post_of_a_piece_that_is_not_live_is_shown_nowhere(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("deux").piece("un", status="unpublished")
    pulled(tmp_path, POSTS)
    assert all(b"social.example" not in one.make() for one in artifacts(builder).values())


def test_a_build_shows_the_posts_of_the_last_pull_and_drops_them_with_it(tmp_path: Path) -> None:
    a_site(tmp_path).data("channels/blog.yaml", {**BLOG, "cards": False})
    at, own = ("--at", "2026-03-10T12:00:00+00:00"), tmp_path / "output/site/un/index.html"
    said = []
    for posts in ({}, POSTS, dict(list(POSTS.items())[:1])):
        if posts:
            pulled(tmp_path, posts)
        assert ligne("build", *at, site=tmp_path).code == 0
        said.append(own.read_text().count("u-syndication"))
    (tmp_path / ".ligne" / NAME).unlink()
    assert ligne("build", *at, site=tmp_path).code == 0
    assert [*said, own.read_text().count("u-syndication")] == [0, 2, 1, 0]


def test_the_same_posts_at_another_tip_make_no_page_again(tmp_path: Path) -> None:
    a_site(tmp_path).data("channels/blog.yaml", {**BLOG, "cards": False})
    at, own = ("--at", "2026-03-10T12:00:00+00:00"), tmp_path / "output/site/un/index.html"
    pulled(tmp_path, POSTS)
    assert ligne("build", *at, site=tmp_path).code == 0
    before = own.stat().st_ino
    pulled(tmp_path, POSTS, tip="2-b")
    ran = ligne("build", *at, site=tmp_path)
    assert (ran.code, own.stat().st_ino) == (0, before)
