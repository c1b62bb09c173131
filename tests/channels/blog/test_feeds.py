"""Feeds hold the whole text of the newest pieces, with addresses that work anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import feedparser
import pytest

from channels.blog.feeds import MAX_ITEMS
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import artifacts, photo


def feed(builder: SiteBuilder, path: str) -> Any:
    found = feedparser.parse(artifacts(builder)[f"site/{path}"].make(), sanitize_html=False)
    assert not found.bozo
    return found


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_holds_the_whole_text(tmp_path: Path, kind: str) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo())
    builder.piece(
        "un", "Voir [deux](deux.md).\n\n![Vue](../images/vue.jpg)\n\nLa fin.", title="Un & <deux>", tags=["mot"]
    )
    builder.piece("deux", date="2026-02-01T09:00+01:00", updated="2026-03-02").piece("one", lang="en")
    found = feed(builder, f"feeds/{kind}.xml")
    assert (found.feed.title, found.feed.link, found.feed.language) == (
        "Le Banc d’essai",
        "https://banc.example/",
        "fr",
    )
    assert [(entry.title, entry.link) for entry in found.entries] == [
        ("Un & <deux>", "https://banc.example/un/"), ("Le titre de deux", "https://banc.example/deux/"),
    ]  # fmt: skip
    entry = found.entries[0]
    whole = entry.content[0].value if kind == "atom" else entry.description
    assert 'href="https://banc.example/deux/"' in whole
    assert "https://banc.example/images/vue-" in whole
    assert "La fin." in whole
    assert (entry.id, entry.author) == ("tag:banc.example,2026-03-01:/un/", "La rédaction")
    assert {tag.term for tag in entry.tags} == {"Écouter", "mot"}


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_titles_of_a_feed_are_set_as_the_charter_says(tmp_path: Path, kind: str) -> None:
    builder = SiteBuilder(tmp_path).charter(channels={"blog": {"typography": "fr"}})
    builder.piece("un", title="L'été : qu'en dire ?")
    assert [entry.title for entry in feed(builder, f"feeds/{kind}.xml").entries] == ["L’été\u00a0: qu’en dire\u00a0?"]


def test_other_languages_have_feeds_of_their_own(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("one", lang="en")
    found = feed(builder, "en/feeds/atom.xml")
    assert (found.feed.language, found.feed.link) == ("en", "https://banc.example/en/")
    assert [entry.link for entry in found.entries] == ["https://banc.example/en/one/"]


def test_a_feed_holds_the_newest_pieces_only(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    for number in range(MAX_ITEMS + 2):
        builder.piece(f"p{number:02}", "Texte.")
    assert [entry.link for entry in feed(builder, "feeds/rss.xml").entries] == [
        f"https://banc.example/p{number:02}/" for number in range(MAX_ITEMS)
    ]


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_an_empty_feed_is_dated_by_the_first_day_of_the_charter(tmp_path: Path, kind: str) -> None:
    found = feed(SiteBuilder(tmp_path), f"feeds/{kind}.xml")
    assert found.entries == []
    assert found.feed.updated_parsed[:5] == (2025, 12, 31, 23, 0)
