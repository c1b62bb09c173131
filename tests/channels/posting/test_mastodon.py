"""A post goes to a Mastodon instance once, and every answer of the instance says what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from channels.exchange import door
from channels.ledger.entry import What
from channels.posting.mastodon import Mastodon, idempotency_key
from tests.channels.answering import Answering
from tests.channels.posting.posts import a_post, a_thread_with_pictures

LIMITS = (
    200,
    {"configuration": {"statuses": {"max_media_attachments": 4}, "media_attachments": {"image_size_limit": 10**7}}},
    {},
)
MEDIA = (200, {"id": "7"}, {})
SENT = (200, {"id": "1", "url": "https://social.example/@latoile/1"}, {})
NEXT = (200, {"id": "2", "url": "https://social.example/@latoile/2"}, {})


def mastodon(network: Answering) -> Mastodon:
    return Mastodon(door(network.url, {"Authorization": "Bearer secret"}))


@pytest.mark.parametrize(
    ("answers", "what", "ref"),
    [
        pytest.param([LIMITS, MEDIA, SENT], What.SENT, "https://social.example/@latoile/1", id="sent"),
        pytest.param([None], What.FAILED, "", id="nobody-says-the-limits"),
        pytest.param([LIMITS, None], What.FAILED, "", id="the-image-got-lost"),
        pytest.param([LIMITS, (422, {}, {})], What.FAILED, "", id="the-image-is-not-taken"),
        pytest.param([LIMITS, MEDIA, None], What.DOUBT, "", id="no-answer-to-the-status"),
        pytest.param([LIMITS, MEDIA, (500, {}, {})], What.DOUBT, "", id="broken-at-the-status"),
        pytest.param([LIMITS, MEDIA, (200, None, {})], What.DOUBT, "", id="a-yes-that-says-nothing"),
        pytest.param([LIMITS, MEDIA, (401, {"error": "token"}, {})], What.FAILED, "", id="wrong-token"),
        pytest.param([LIMITS, MEDIA, (429, {}, {})], What.FAILED, "", id="too-fast"),
        pytest.param([LIMITS, MEDIA, (422, {"error": "too long"}, {})], What.REFUSED, "", id="not-wanted"),
    ],
)
def test_what_became_of_a_post_is_told_by_the_answers(
    network: Answering, answers: list[Any], what: What, ref: str
) -> None:
    network.answers = list(answers)
    outcome = mastodon(network).post("mastodon:un", a_post())
    assert (outcome.what, outcome.ref, network.answers) == (what, ref, [])


def test_an_image_that_takes_time_is_waited_for(network: Answering) -> None:
    network.answers = [LIMITS, (202, {"id": "7"}, {}), (206, {"id": "7"}, {}), (200, {"id": "7"}, {}), SENT]
    assert mastodon(network).post("mastodon:un", a_post()).what is What.SENT
    assert network.paths()[1:4] == ["/api/v2/media", "/api/v1/media/7", "/api/v1/media/7"]


def test_an_image_leaves_with_its_words_and_its_focal_point(network: Answering) -> None:
    network.answers = [LIMITS, MEDIA, SENT]
    mastodon(network).post("mastodon:un", a_post())
    form = network.asked[1][3].decode("latin-1")
    assert 'name="focus"\r\n\r\n0.24,0.38\r\n' in form
    assert "Un carnet ouvert." in form


def test_a_thread_answers_itself_and_shows_its_image_once(network: Answering) -> None:
    network.answers = [LIMITS, MEDIA, SENT, NEXT]
    outcome = mastodon(network).post("mastodon:un", a_post("Un.", "Deux.", warning="Deuil"))
    first, second = (body for _, path, _, body in network.asked if path == "/api/v1/statuses")
    assert outcome.ref == "https://social.example/@latoile/1"
    assert first == {"status": "Un.", "language": "fr", "media_ids": ["7"], "spoiler_text": "Deuil", "sensitive": True}
    assert second == {
        "status": "Deux.", "language": "fr", "in_reply_to_id": "1", "spoiler_text": "Deuil", "sensitive": True,
    }  # fmt: skip


def test_each_post_of_a_thread_shows_its_own_image(network: Answering) -> None:
    network.answers = [LIMITS, MEDIA, (200, {"id": "8"}, {}), SENT, NEXT, (200, {"id": "3"}, {})]
    assert mastodon(network).post("mastodon:un", a_thread_with_pictures()).what is What.SENT
    bodies = [body for _, path, _, body in network.asked if path == "/api/v1/statuses"]
    assert [body.get("media_ids") for body in bodies] == [["7"], ["8"], None]
    form = network.asked[2][3].decode("latin-1")
    assert "Un plan." in form
    assert 'name="focus"' not in form


def test_half_a_thread_is_in_doubt(network: Answering) -> None:
    network.answers = [LIMITS, MEDIA, SENT, (422, {}, {})]
    outcome = mastodon(network).post("mastodon:un", a_post("Un.", "Deux."))
    assert (outcome.what, outcome.ref) == (What.DOUBT, "https://social.example/@latoile/1")


def test_an_image_heavier_than_the_instance_takes_is_refused_before_anything_leaves(network: Answering) -> None:
    network.answers = [(200, {"configuration": {"media_attachments": {"image_size_limit": 10}}}, {})]
    assert mastodon(network).post("mastodon:un", a_post()).what is What.REFUSED


def test_the_key_of_a_part_is_its_own_and_the_same_for_ever() -> None:
    keys = [idempotency_key("mastodon:un", 0), idempotency_key("mastodon:un", 1), idempotency_key("mastodon:deux", 0)]
    assert len(set(keys)) == 3
    assert idempotency_key("mastodon:un", 0) == keys[0]
