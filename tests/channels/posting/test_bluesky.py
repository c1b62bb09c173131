"""A post goes to a Bluesky server under keys that follow from its delivery, and every answer says what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.exchange import door
from channels.ledger.entry import What
from channels.posting.bluesky import Bluesky, record_key
from channels.posting.left import Left
from tests.channels.answering import Answering
from tests.channels.posting.posts import KEY, LINK, TEXT, a_post, a_thread_with_pictures

OPEN = (200, {"accessJwt": "jeton", "did": "did:plc:latoile"}, {})
BLOB = (200, {"blob": {"$type": "blob", "ref": {"$link": "bafk"}, "mimeType": "image/jpeg", "size": 9}}, {})
WHO = (200, {"did": "did:plc:lea"}, {})
PUT = (200, {"uri": "at://did:plc:latoile/app.bsky.feed.post/3l", "cid": "bafy1"}, {})
NEXT = (200, {"uri": "at://did:plc:latoile/app.bsky.feed.post/3m", "cid": "bafy2"}, {})
URL = "https://bsky.app/profile/latoile.example/post/3l"
SLOT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def bluesky(network: Answering) -> Bluesky:
    return Bluesky(door(network.url, {}), "latoile.example", "secret")


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        pytest.param([OPEN, BLOB, WHO, PUT], What.SENT, id="sent"),
        pytest.param([OPEN, BLOB, WHO, None, PUT], What.SENT, id="asked-again-by-its-key"),
        pytest.param([OPEN, BLOB, WHO, None, None, None], What.DOUBT, id="never-an-answer"),
        pytest.param([OPEN, BLOB, WHO, (400, {"error": "InvalidRequest"}, {})], What.REFUSED, id="not-wanted"),
        pytest.param([OPEN, BLOB, WHO, (429, {}, {})], What.FAILED, id="too-fast"),
        pytest.param([(401, {}, {})], What.FAILED, id="wrong-password"),
        pytest.param([None], What.FAILED, id="nobody-opens"),
        pytest.param([OPEN, (400, {"error": "BlobTooLarge"}, {})], What.REFUSED, id="the-image-is-too-large"),
        pytest.param([OPEN, None], What.FAILED, id="the-image-got-lost"),
    ],
)
def test_what_became_of_a_post_is_told_by_the_answers(network: Answering, answers: list[Any], what: What) -> None:
    network.answers = list(answers)
    outcome = bluesky(network).post(KEY, a_post())
    assert (outcome.what, network.answers) == (what, [])
    assert outcome.ref == ("https://bsky.app/profile/latoile.example/post/3l" if what is What.SENT else "")


def test_a_record_says_all_that_the_lexicon_asks(network: Answering) -> None:
    network.answers = [OPEN, BLOB, WHO, PUT]
    bluesky(network).post(KEY, a_post())
    asked = network.asked[-1][3]
    raw = TEXT.encode()
    assert (asked["repo"], asked["collection"]) == ("did:plc:latoile", "app.bsky.feed.post")
    record = asked["record"]
    assert (record["text"], record["createdAt"], record["langs"]) == (TEXT, "2026-11-24T08:30:00.000Z", ["fr"])
    places = [raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in record["facets"]]
    assert places == ["la-toile.example/ecrire-le-brief", "#Brief", "@lea.example"]
    assert record["facets"][0]["features"] == [{"$type": "app.bsky.richtext.facet#link", "uri": LINK}]
    assert record["facets"][2]["features"] == [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:lea"}]
    (image,) = record["embed"]["images"]
    assert (image["alt"], image["aspectRatio"]) == ("Un carnet ouvert.", {"width": 120, "height": 80})


def test_a_link_outside_the_text_has_a_card(network: Answering) -> None:
    network.answers = [OPEN, BLOB, PUT]
    bluesky(network).post(KEY, a_post("Un brief."))
    embed = network.asked[-1][3]["record"]["embed"]
    assert embed["external"]["uri"] == LINK
    assert (embed["external"]["title"], embed["external"]["thumb"]) == ("Écrire le brief", BLOB[1]["blob"])


def test_a_mention_nobody_answers_to_is_only_text(network: Answering) -> None:
    network.answers = [OPEN, BLOB, (400, {}, {}), PUT]
    bluesky(network).post(KEY, a_post())
    assert len(network.asked[-1][3]["record"]["facets"]) == 2


def test_a_thread_answers_itself(network: Answering) -> None:
    network.answers = [OPEN, BLOB, PUT, NEXT, NEXT]
    bluesky(network).post(KEY, a_post("Un.", "Deux.", "Trois."))
    records = [body["record"] for _, path, _, body in network.asked if path.endswith("putRecord")]
    root, second = ({"uri": one[1]["uri"], "cid": one[1]["cid"]} for one in (PUT, NEXT))
    assert ["embed" in one for one in records] == [True, False, False]
    assert [one.get("reply") for one in records] == [
        None, {"root": root, "parent": root}, {"root": root, "parent": second},
    ]  # fmt: skip


DELETED = (200, {}, {})


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        pytest.param([OPEN, DELETED, DELETED], What.SENT, id="deleted"),
        pytest.param([OPEN, None, DELETED, DELETED], What.SENT, id="asked-again"),
        pytest.param([OPEN, None, None, None], What.DOUBT, id="never-an-answer"),
        pytest.param([OPEN, (429, {}, {})], What.FAILED, id="too-fast"),
        pytest.param([(401, {}, {})], What.FAILED, id="wrong-password"),
    ],
)
def test_what_became_of_a_withdrawal_is_told_by_the_answers(network: Answering, answers: list[Any], what: What) -> None:
    network.answers = list(answers)
    left = Left("a" * 16, "b" * 16, ("3l", "3m"))
    outcome = bluesky(network).withdraw(left, URL)
    assert (outcome.what, outcome.ref, network.answers) == (what, URL, [])
    asked = [body["rkey"] for _, path, _, body in network.asked if path.endswith("deleteRecord")]
    assert list(dict.fromkeys(asked)) == ["3m", "3l"][: len(set(asked))]


def test_each_post_of_a_thread_shows_its_own_image(network: Answering) -> None:
    other = (200, {"blob": {**BLOB[1]["blob"], "ref": {"$link": "bafother"}}}, {})
    network.answers = [OPEN, BLOB, other, PUT, NEXT, NEXT]
    assert bluesky(network).post(KEY, a_thread_with_pictures()).what is What.SENT
    first, second, third = (body["record"] for _, path, _, body in network.asked if path.endswith("putRecord"))
    assert first["embed"]["$type"] == "app.bsky.embed.external"
    (image,) = second["embed"]["images"]
    assert (image["alt"], image["aspectRatio"]) == ("Un plan.", {"width": 60, "height": 90})
    assert image["image"]["ref"] == {"$link": "bafother"}
    assert "embed" not in third


keys = st.text("abcdefghijklmnopqrstuvwxyz-/0123456789", min_size=1, max_size=40)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@given(key=keys, instant=instants)
def test_a_record_key_is_a_tid_and_a_thread_s_follow_each_other(key: str, instant: datetime) -> None:
    made = [record_key(key, instant, number) for number in range(25)]
    assert made == sorted(set(made))
    assert all(
        len(one) == 13 and one[0] in "234567abcdefghij" and set(one) <= set("234567abcdefghijklmnopqrstuvwxyz")
        for one in made
    )
    assert made[0] == record_key(key, instant, 0)


def test_deliveries_of_one_instant_have_keys_of_their_own() -> None:
    made = {record_key(f"bluesky:texte-{number}", SLOT, 0) for number in range(300)}
    assert len(made) == 300
    assert record_key(KEY, SLOT, 0) < record_key(KEY, SLOT + timedelta(seconds=2), 0)
