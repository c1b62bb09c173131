"""What left is told by its words and pictures, and the ledger keeps that with the numbers of its parts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from channels.ledger.entry import Entry, Key, What, checked
from channels.posting.left import Left, left_in
from tests.channels.posting.posts import a_post

AT = datetime(2026, 11, 24, tzinfo=UTC)


def entry(why: str = "", ref: str = "") -> Entry:
    return checked(Entry(Key("mastodon", "un"), What.SENT, AT, "0" * 32, 1, ref, why))


@pytest.mark.parametrize(
    ("change", "is_other"),
    [
        pytest.param({}, False, id="nothing"),
        pytest.param({"id": "autre", "account": "@x@y.example"}, False, id="where-it-is-shown"),
        pytest.param({"title": "Autre", "description": "Autre"}, False, id="the-page-where-the-link-is-in-the-text"),
        pytest.param({"parts": [{"text": "Autre.", "facets": []}]}, True, id="its-words"),
        pytest.param({"warning": "Deuil"}, True, id="its-warning"),
        pytest.param({"lang": "en"}, True, id="its-language"),
        pytest.param({"images": []}, True, id="its-images"),
    ],
)
def test_a_post_is_another_where_a_reader_would_see_it(change: dict[str, Any], is_other: bool) -> None:
    assert a_post().left.is_as(a_post(**change).left) is not is_other


@pytest.mark.parametrize(("channel", "is_other"), [("bluesky", True), ("mastodon", False)])
def test_a_card_is_told_by_its_words_where_it_is_shown(channel: str, is_other: bool) -> None:
    before, after = (a_post("Un brief.", channel=channel, title=title).left for title in ("Un", "Deux"))
    assert before.is_as(after) is not is_other


def test_other_alternative_text_is_other_words_and_the_same_picture() -> None:
    photo = {"file": "photo.jpg", "alt": "Autre.", "width": 120, "height": 80, "media_type": "image/jpeg",
             "focus": {"x": 62.0, "y": 31.0}}  # fmt: skip
    before, after = a_post().left, a_post(images=[photo]).left
    assert (before.words == after.words, before.pictures == after.pictures) == (False, True)


def test_what_left_is_read_back_from_the_ledger() -> None:
    left = Left("a" * 16, "b" * 16, ("1", "2"), ("7",))
    assert left_in(entry(why=left.text)) == left
    assert left_in(entry(ref=left.digest)) == Left("a" * 16, "b" * 16)


@pytest.mark.parametrize("said", ["", "je l’ai vu", "a" * 16], ids=["nothing", "a-reason", "half"])
def test_an_entry_that_says_nothing_of_it_gives_nothing(said: str) -> None:
    assert left_in(entry(why=said, ref="https://social.example/@banc/1")) is None


def test_numbers_that_the_ledger_cannot_hold_are_left_out_whole() -> None:
    left = Left("a" * 16, "b" * 16, tuple(str(10**17 + number) for number in range(20)))
    assert left_in(entry(why=left.text)) == Left("a" * 16, "b" * 16)
