"""A post goes to a Mastodon instance once, and every answer of the instance says what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from channels.exchange import door
from channels.ledger.entry import Entry, Key, What
from channels.posting.left import Left, left_in
from channels.posting.mastodon import Mastodon, idempotency_key
from tests.channels.answering import Answering
from tests.channels.posting.posts import a_post, a_thread_with_pictures

AT = datetime(2026, 11, 24, tzinfo=UTC)
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
        pytest.param([LIMITS, MEDIA, (200, b"[" * 100_000, {})], What.DOUBT, "", id="a-yes-that-is-no-json"),
        pytest.param(
            [(200, b"[" * 100_000, {}), MEDIA, SENT],
            What.SENT,
            "https://social.example/@latoile/1",
            id="limits-no-json",
        ),
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


def test_an_edit_leaves_each_image_with_its_own_part(network: Answering) -> None:
    post = a_thread_with_pictures()
    numbers = [(200, {"id": str(number)}, {}) for number in range(7, 7 + len(post.all_images))]
    network.answers = [LIMITS, *numbers, SENT, NEXT, (200, {"id": "3"}, {})]
    left = left_in(
        Entry(Key("mastodon", "fil"), What.SENT, AT, "0" * 32, 1, "", mastodon(network).post("k", post).left)
    )
    assert left is not None
    sent = [body.get("media_ids", []) for _, path, _, body in network.asked if path == "/api/v1/statuses"]
    network.asked.clear()
    network.answers = [LIMITS, SENT, SENT, SENT]
    assert mastodon(network).edit(left, post, "").what is What.SENT
    edits = [body for method, _, _, body in network.asked if method == "PUT"]
    assert [body["media_ids"] for body in edits] == sent
    described = [one["description"] for body in edits for one in body.get("media_attributes", [])]
    assert described == [image.alt for image in post.all_images]


def test_an_edit_with_another_picture_sends_it_before_anything_is_edited(network: Answering) -> None:
    network.answers = [LIMITS, (200, {"id": "9"}, {}), SENT]
    left = Left("a" * 16, "b" * 16, ("1",), ("7",))
    outcome = mastodon(network).edit(left, a_post("Un."), "")
    assert network.paths() == ["/api/v2/instance", "/api/v2/media", "/api/v1/statuses/1"]
    assert network.asked[-1][3]["media_ids"] == ["9"]
    assert outcome.left.endswith(" 1 9")


def test_a_thread_of_other_parts_is_not_edited() -> None:
    stands = Left("a" * 16, "b" * 16, ("1", "2"))
    assert mastodon_alone().why_not_edited(stands, a_post("Un.")) is not None
    assert mastodon_alone().why_not_edited(stands, a_post("Un.", "Deux.")) is None
    assert mastodon_alone().why_not_edited(Left("a" * 16, "b" * 16), a_post("Un.")) is not None


def mastodon_alone() -> Mastodon:
    return Mastodon(door("https://social.example", {}))
