"""On a mock of Mastodon's API (no real instance runs here) a post is there with its image and thread, and only once.

The mock keeps idempotency keys, focal points and descriptions as an instance does; what it counts is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from mastodon_mock.testing.server import MockServer

from channels.exchange import Door, door
from channels.ledger.entry import Entry, Key, What
from channels.posting.left import Left, left_in
from channels.posting.mastodon import Mastodon
from tests.channels.posting.posts import a_post

AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def instance() -> Iterator[Door]:
    with MockServer() as server:
        yield door(server.base_url, {"Authorization": "Bearer alice_token"})


def statuses(instance: Door) -> list[Any]:
    """Give what the account has posted, oldest first."""
    who = instance.ask("GET", "/api/v1/accounts/verify_credentials").find("id")
    return list(reversed(instance.ask("GET", f"/api/v1/accounts/{who}/statuses?limit=40").data))


def test_a_post_is_there_with_its_image_its_words_and_its_focal_point(instance: Door) -> None:
    outcome = Mastodon(instance).post("mastodon:un", a_post("Un brief.", warning="Travail"))
    (found,) = statuses(instance)
    assert (outcome.what, outcome.ref) == (What.SENT, found["url"])
    (image,) = found["media_attachments"]
    assert (found["spoiler_text"], found["language"], image["description"]) == ("Travail", "fr", "Un carnet ouvert.")
    assert image["meta"]["focus"] == {"x": 0.24, "y": 0.38}


def test_a_thread_is_one_conversation(instance: Door) -> None:
    Mastodon(instance).post("mastodon:fil", a_post("Un.", "Deux.", "Trois."))
    first, second, third = statuses(instance)
    assert (second["in_reply_to_id"], third["in_reply_to_id"]) == (first["id"], second["id"])


def test_the_same_delivery_again_posts_nothing(instance: Door) -> None:
    for _ in range(2):
        Mastodon(instance).post("mastodon:un", a_post("Un.", "Deux."))
    assert len(statuses(instance)) == 2


def standing(instance: Door, *texts: str, **more: Any) -> tuple[Left, str]:
    """Post a thread, and give what the ledger keeps of it."""
    outcome = Mastodon(instance).post("mastodon:fil", a_post(*texts, **more))
    left = left_in(Entry(Key("mastodon", "fil"), outcome.what, AT, "0" * 32, 1, outcome.ref, outcome.left))
    assert left is not None
    return left, outcome.ref


def test_an_edit_changes_the_words_of_each_part_and_no_other_thing(instance: Door) -> None:
    left, url = standing(instance, "Un.", "Dueux.")
    before = statuses(instance)
    assert Mastodon(instance).edit(left, a_post("Un.", "Deux.", warning="Travail"), url).what is What.SENT
    after = statuses(instance)
    assert ["Dueux" in before[1]["content"], "Deux" in after[1]["content"]] == [True, True]
    assert [one["id"] for one in after] == [one["id"] for one in before] == list(left.parts)
    assert [one["id"] for one in after[0]["media_attachments"]] == list(left.media)
    assert after[0]["spoiler_text"] == "Travail"


def test_a_withdrawal_deletes_the_thread_and_a_second_one_finds_it_gone(instance: Door) -> None:
    left, url = standing(instance, "Un.", "Deux.", "Trois.")
    other = Mastodon(instance).post("mastodon:autre", a_post("Autre."))
    assert [Mastodon(instance).withdraw(left, url).what for _ in range(2)] == [What.SENT, What.SENT]
    assert [one["url"] for one in statuses(instance)] == [other.ref]
    assert Mastodon(instance).edit(left, a_post("Un.", "Deux.", "Trois."), url).what is What.REFUSED
