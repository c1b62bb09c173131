"""On a mock of Mastodon's API (no real instance runs here) a post is there with its image and thread, and only once.

The mock keeps idempotency keys, focal points and descriptions as an instance does; what it counts is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from mastodon_mock.testing.server import MockServer

from channels.exchange import Door, door
from channels.ledger.entry import What
from channels.posting.mastodon import Mastodon
from tests.channels.posting.posts import a_post


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
